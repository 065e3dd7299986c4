"""How the video of a recording is shown: what is drawn over it, which way round, and how near."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.capture.captured_recording import is_converted_from
from engine.core.text import Text, text
from engine.core.video import VideoInfo
from engine.core.video_sources import place_of
from engine.perception.types import Track
from engine.report.picture_view import FilmedFrom, Follower, OverlayMode, PictureView, filmed_from


def _short(name: str, most: int = 40) -> str:
    """Shorten a file name in its middle."""
    half = most // 2
    return name if len(name) <= most else f"{name[:half]}…{name[-half:]}"


class VideoDisplay(QObject):
    """Holds how the video is shown; the player looks here before it draws.

    Args:
        video: The video, or None where it is not known any more.
        facts: What it was when it was screened.

    Signals:
        overlay_changed: What is drawn over the video, or whether faces are blurred.
        view_changed: Which way round everything is shown, or whether the video is shown near to the person.
        video_problem_changed: Why the video cannot be shown, or that it can.
    """

    overlay_changed = Signal()
    view_changed = Signal()
    video_problem_changed = Signal()

    def __init__(self, video: Path | None, facts: VideoInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._video = video
        self._facts = facts
        self._problem = self._look_for_video()
        self._overlay = OverlayMode.ALL
        self._blur_faces = False
        self._zoomed = True
        self._as_filmed = False
        self.follow(None, 0, 0)

    def follow(self, track: Track | None, width: int, height: int) -> None:
        """Find out how the person judged stands to the camera.

        Args:
            track: The person, or None where nobody is judged.
            width: Width of the frames, px.
            height: Their height, px.
        """
        self._filmed_from = FilmedFrom.SIDE if track is None else filmed_from(track.keypoints)
        self._follower = Follower(track, width, height)

    @property
    def video(self) -> Path | None:
        """Path of the video, or None where it cannot be shown."""
        return self._video if self._problem is None else None

    @property
    def video_problem(self) -> Text | None:
        """Why the video cannot be shown, or None."""
        return self._problem

    def report_video_problem(self, problem: Text) -> None:
        """Take note that the video cannot be shown; a moving skeleton takes its place."""
        self._problem = problem
        self.video_problem_changed.emit()

    def _look_for_video(self) -> Text | None:
        info = self._facts
        if self._video is not None and place_of(self._video) is not None:
            # Nobody but the records moves or changes it; whether it opens is told when it is opened.
            return None
        if self._video is None or not self._video.is_file():
            return text(
                "The video “{name}” is no longer where it was. A drawing shows the walk instead.",
                name=_short(info.name),
            )
        same = self._video.stat().st_size == info.bytes
        if not same and not is_converted_from(self._video, info.bytes):
            return text(
                "The file “{name}” has changed since the screening. A drawing shows the walk "
                "instead.",
                name=_short(info.name),
            )
        return None

    @property
    def overlay(self) -> OverlayMode:
        """What is drawn over the video."""
        return self._overlay

    def set_overlay(self, mode: OverlayMode) -> None:
        """Choose what is drawn over the video."""
        if mode is not self._overlay:
            self._overlay = mode
            self.overlay_changed.emit()

    @property
    def blur_faces(self) -> bool:
        """Whether faces are blurred, here and in the overlay video."""
        return self._blur_faces

    def set_blur_faces(self, blur: bool) -> None:
        """Choose whether faces are blurred."""
        if blur != self._blur_faces:
            self._blur_faces = blur
            self.overlay_changed.emit()

    # Which way round, and how near

    @property
    def filmed_from(self) -> FilmedFrom:
        """Where the camera stood to the person judged."""
        return self._filmed_from

    @property
    def as_filmed(self) -> bool:
        """Whether a person filmed from the front is shown as the camera saw them."""
        return self._as_filmed

    def set_as_filmed(self, as_filmed: bool) -> None:
        """Show everything as the camera saw it, or as seen from behind."""
        if as_filmed != self._as_filmed:
            self._as_filmed = as_filmed
            self.view_changed.emit()

    @property
    def mirrored(self) -> bool:
        """Whether pictures are mirrored, so that a person filmed from the front is seen from behind."""
        return self._filmed_from is FilmedFrom.FRONT and not self._as_filmed

    @property
    def left_first(self) -> bool:
        """Whether the person's own left stands on the left of every picture and scale."""
        return self.mirrored or self._filmed_from is not FilmedFrom.FRONT

    @property
    def zoomed(self) -> bool:
        """Whether the video is shown near to the person judged, and follows them."""
        return self._zoomed

    def set_zoomed(self, zoomed: bool) -> None:
        """Show the video near to the person judged, or whole."""
        if zoomed != self._zoomed:
            self._zoomed = zoomed
            self.view_changed.emit()

    def view_at(self, seconds: float, aspect: float) -> PictureView:
        """Return what is shown of the frame at a time, in a place of that width over height."""
        follower = self._follower
        region = follower.region(seconds, aspect) if self._zoomed else follower.whole
        return PictureView(region, self.mirrored)

    def near_at(self, seconds: float, aspect: float) -> PictureView:
        """Return what is shown of the frame at a time in a small picture, which is always near."""
        return PictureView(self._follower.region(seconds, aspect), self.mirrored)
