"""The person judged at a moment of the walk, out of the video and seen from behind; a drawing without one.

The newest wish wins: while a frame is read, later moments are not asked for one by one. Must not know what
moves the time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.core.errors import ScolioError
from engine.core.video_sources import is_there
from engine.report.picture_view import FilmedFrom, Follower, OverlayMode, PictureView, filmed_from
from scolioapp.jobs.worker import Worker
from scolioapp.painting.ink import painting, screen_ink
from scolioapp.painting.moment_picture import mirrored
from scolioapp.painting.overlay import (
    Placement,
    faces_at,
    paint_hidden_faces,
    paint_people,
    people_at,
)
from scolioapp.painting.player_frames import Ask, DrawnFrames, FrameRequest, ShownFrame, VideoFrames
from scolioapp.painting.theme import space, tokens

if TYPE_CHECKING:
    from engine.perception.types import Track
    from scolioapp.jobs.screener import Screening

_PLAIN_GROUND = "#3a4049"
"""Behind a drawing, in both schemes, as in the player."""


def track_of(screening: Screening) -> Track | None:
    """Return the person judged, as followed through the recording, or None."""
    tracks, person = screening.analysis.recording.tracks, screening.result.person
    return tracks[person - 1] if person is not None and 0 < person <= len(tracks) else None


class StepPicture(QWidget):
    """One moment of one recording, with the skeleton and the person's own sides.

    Args:
        screening: Who walks.
        video: Where the pictures come from; without it the walk is drawn.
        worker: Reads them.
        hide_faces: Whether heads are covered.

    Signals:
        shown: Time of the picture that is shown now, seconds.
    """

    shown = Signal(float)

    def __init__(
        self,
        screening: Screening,
        video: Path | None,
        worker: Worker,
        *,
        hide_faces: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._screening, self._hide_faces = screening, hide_faces
        info = screening.analysis.recording.info
        self._follower = Follower(track_of(screening), info.width, info.height)
        self._mirrored = mirrored(screening)
        self._image: QImage | None = None
        self._view: PictureView | None = None
        self._seconds = self._wish = 0.0
        self._waiting = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(space(38))
        self.setMinimumWidth(space(24))
        there = video is not None and is_there(video)
        self._frames: VideoFrames | DrawnFrames = self._source(video if there else None, worker)

    def _source(self, video: Path | None, worker: Worker) -> VideoFrames | DrawnFrames:
        frames: VideoFrames | DrawnFrames
        if video is None:
            frames = DrawnFrames(self._screening.analysis.recording.frame_seconds, self)
        else:
            frames = VideoFrames(video, worker, self)
        frames.ready.connect(self._take)
        frames.broken.connect(self._draw_instead)
        return frames

    @property
    def from_behind(self) -> bool:
        """Whether it shows the person as seen from behind."""
        sequence = self._screening.sequence
        side = sequence is None or filmed_from(sequence.keypoints) is FilmedFrom.SIDE
        return not side

    @property
    def filmed(self) -> bool:
        """Whether the picture is out of the video."""
        return self._image is not None

    @property
    def seconds(self) -> float:
        """Time of the picture shown, seconds."""
        return self._seconds

    def show_at(self, seconds: float) -> None:
        """Show the picture of a time; only the newest wish counts."""
        self._wish = seconds
        if not self._waiting:
            self._ask()

    def stop(self) -> None:
        """Let go of the video; the picture is not used afterwards."""
        self._frames.ready.disconnect(self._take)
        self._frames.broken.disconnect(self._draw_instead)
        self._frames.stop()

    def _ask(self) -> None:
        self._waiting = True
        region = self._follower.region(self._wish, self.width() / max(self.height(), 1))
        room = self.size() * self.devicePixelRatioF()
        view = PictureView(region, self._mirrored)
        self._frames.ask(FrameRequest(Ask.AT, self._wish, room, view))

    def _take(self, shown: ShownFrame) -> None:
        self._waiting = False
        self._image, self._seconds, self._view = shown.image, shown.seconds, shown.request.view
        self.update()
        self.shown.emit(shown.seconds)
        if shown.request.seconds != self._wish:
            self._ask()

    def _draw_instead(self, _error: ScolioError) -> None:
        """Draw the walk where its video cannot be read."""
        self.stop()
        self._image, self._waiting = None, False
        self._frames = DrawnFrames(self._screening.analysis.recording.frame_seconds, self)
        self._frames.ready.connect(self._take)
        self._frames.broken.connect(self._draw_instead)
        self._ask()

    def sizeHint(self) -> QSize:
        """Prefer a picture of ordinary size."""
        return QSize(space(50), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the picture in the new size."""
        super().resizeEvent(event)
        self.show_at(self._wish)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, or the walk on plain ground, with the skeleton over it."""
        colours = tokens(self.palette())
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(colours.sunken))
            if self._view is None:
                return
            placement, part = Placement.fit(self._view, QRectF(self.rect())), self._view.region
            frame = placement.rect(part.x0, part.y0, part.x1, part.y1)
            recording = self._screening.analysis.recording
            if self._image is None:
                painter.fillRect(frame, QColor(_PLAIN_GROUND))
            else:
                painter.drawImage(frame, self._image)
                if self._hide_faces:
                    faces = faces_at(recording, self._seconds)
                    paint_hidden_faces(
                        painter, self._image, faces, frame=frame, placement=placement
                    )
            mode = OverlayMode.ALL if self._image is None else OverlayMode.SKELETON
            chosen = self._screening.result.person
            people = [
                one
                for one in people_at(recording, self._seconds, chosen)
                if one.chosen or not chosen
            ]
            ink = screen_ink(colours)
            paint_people(painter, people, placement, mode=mode, ink=ink, frame=frame)
            if self._image is None and not people:
                painter.setPen(QColor("#ffffff"))
                words = self.tr("Nobody is seen here")
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
