"""The time of a recording that is shown, and how it goes on. Must not know what shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

SPEEDS: tuple[float, ...] = (0.25, 0.5, 1.0)
"""Playback speeds, as a share of real time."""


class Playback(QObject):
    """Plays, pauses and steps through a recording.

    Args:
        span: First and last time of the recording, seconds.
        start: Time shown first, seconds.

    Signals:
        position_changed: Time shown, seconds.
        seek_requested: The video is asked to show this time, seconds.
        step_requested: The video is asked to go so many frames on (negative: back).
        playing_changed: Whether the video plays.
        speed_changed: Playback speed, share of real time.
    """

    position_changed = Signal(float)
    seek_requested = Signal(float)
    step_requested = Signal(int)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)

    def __init__(
        self, span: tuple[float, float], start: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._span = span
        self._position = start
        self._playing = False
        self._speed = 1.0

    @property
    def position(self) -> float:
        """Time shown, seconds."""
        return self._position

    def seek(self, seconds: float) -> None:
        """Go to a time, clamped to the recording."""
        first, last = self._span
        seconds = min(max(seconds, first), last)
        self._set_position(seconds)
        self.seek_requested.emit(seconds)

    def go_to(self, seconds: float) -> None:
        """Pause at a time, to look at its frame."""
        self.set_playing(False)
        self.seek(seconds)

    def step(self, frames: int) -> None:
        """Pause and go so many frames on; negative goes back."""
        self.set_playing(False)
        self.step_requested.emit(frames)

    def show_position(self, seconds: float) -> None:
        """Take the time of the frame that is shown now; asks for nothing."""
        self._set_position(seconds)

    def _set_position(self, seconds: float) -> None:
        if seconds != self._position:
            self._position = seconds
            self.position_changed.emit(seconds)

    @property
    def playing(self) -> bool:
        """Whether the video plays."""
        return self._playing

    def set_playing(self, playing: bool) -> None:
        """Play or pause."""
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)

    def toggle_playing(self) -> None:
        """Play when paused, pause when playing."""
        self.set_playing(not self._playing)

    @property
    def speed(self) -> float:
        """Playback speed, share of real time."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Choose the playback speed, one of `SPEEDS`."""
        if speed != self._speed:
            self._speed = speed
            self.speed_changed.emit(speed)
