"""Two recordings played in step: one position for both, by gait phase or by time. Must not know widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from engine.gait.phase_alignment import PhaseAlignment


class PairedPlayback(QObject):
    """Plays, pauses and steps through two walks at once.

    Args:
        alignment: How their times belong together.
        parent: Owner.

    Signals:
        position_changed: The position.
        playing_changed: Whether both play.
        speed_changed: Speed, share of the walks' own.
    """

    position_changed = Signal(float)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)

    def __init__(self, alignment: PhaseAlignment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.alignment = alignment
        self._position = 0.0
        self._playing = False
        self._speed = 0.5

    @property
    def position(self) -> float:
        """Position of both; see `engine.gait.phase_alignment.PhaseAlignment`."""
        return self._position

    @property
    def seconds(self) -> tuple[float, float]:
        """Times of the two."""
        return self.alignment.seconds_at(self._position)

    @property
    def playing(self) -> bool:
        """Whether both play."""
        return self._playing

    @property
    def speed(self) -> float:
        """Speed, share of the walks' own."""
        return self._speed

    def seek(self, position: float) -> None:
        """Go to a position, held within the walks."""
        position = min(max(position, 0.0), self.alignment.length)
        if position != self._position:
            self._position = position
            self.position_changed.emit(position)

    def step(self, steps: int) -> None:
        """Pause and go so many steps on, from one step of the cycle to the next; negative goes back."""
        self.set_playing(False)
        size = self.alignment.step
        self.seek((round(self._position / size) + steps) * size)

    def set_speed(self, speed: float) -> None:
        """Choose the speed."""
        if speed != self._speed:
            self._speed = speed
            self.speed_changed.emit(speed)

    def set_playing(self, playing: bool) -> None:
        """Play, from the beginning where the end is reached, or pause."""
        if playing == self._playing:
            return
        if playing and self._position >= self.alignment.length - 1e-6:
            self.seek(0.0)
        self._playing = playing
        self.playing_changed.emit(playing)

    def toggle_playing(self) -> None:
        """Play when paused, pause when playing."""
        self.set_playing(not self._playing)

    def pass_time(self, seconds: float) -> None:
        """Go on by what passed since the last call while playing; stop at the end."""
        if not self._playing:
            return
        pace = self.alignment.pace_at(self._position)
        self.seek(self._position + seconds * self._speed * pace)
        if self._position >= self.alignment.length:
            self.set_playing(False)
