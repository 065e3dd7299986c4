"""Paints one frame of the video, or the part of it near the child, with the people over it.

Must not know how frames are decoded, nor the controls.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.report.picture_view import OverlayMode, PictureView
from scolioapp.painting.ink import Ink, painting, screen_ink
from scolioapp.painting.overlay import (
    Placement,
    faces_at,
    paint_hidden_faces,
    paint_people,
    people_at,
)
from scolioapp.painting.reference_marks import paint_dots, paint_plumb, plumb_ends
from scolioapp.painting.theme import tokens
from scolioapp.viewmodels.result import ResultViewModel

_PLAIN_GROUND = "#3a4049"
"""Behind a drawing, in both schemes: both sides' colours and the white lines stand out on it."""


class VideoCanvas(QWidget):
    """Paints the frame shown, with the people over it; a drawing on plain ground without a video."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._image: QImage | None = None
        self._seconds: float | None = None
        self._view: PictureView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 136)
        self.setAccessibleName(self.tr("Video with overlay"))
        model.display.overlay_changed.connect(self.update)
        model.screening_changed.connect(self.update)
        model.vertical.changed.connect(self.update)
        model.dots.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Prefer a picture of ordinary size."""
        return QSize(640, 400)

    @property
    def seconds(self) -> float:
        """Time of the frame shown; where none has come yet, the time that is awaited."""
        return self._model.playback.position if self._seconds is None else self._seconds

    @property
    def image(self) -> QImage | None:
        """The picture shown, without overlay; None where a drawing stands for it."""
        return self._image

    def show_frame(self, image: QImage | None, seconds: float, view: PictureView) -> None:
        """Show a frame, of which the picture holds so much."""
        self._image, self._seconds, self._view = image, seconds, view
        self.update()

    def wanted_view(self, seconds: float) -> PictureView:
        """Return what is to be shown of the frame at a time."""
        return self._model.display.view_at(seconds, self.width() / max(self.height(), 1))

    @property
    def view(self) -> PictureView:
        """What is shown of the frame."""
        return self._view or self.wanted_view(self.seconds)

    def room(self) -> QSize:
        """Return the room for a picture, px of the screen."""
        return self.size() * self.devicePixelRatioF()

    def placement(self) -> Placement:
        """Return where the frame lies in the widget."""
        return Placement.fit(self.view, QRectF(self.rect()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, hidden faces and people."""
        with painting(self) as painter:
            placement, part = self.placement(), self.view.region
            frame = placement.rect(part.x0, part.y0, part.x1, part.y1)
            colours = tokens(self.palette())
            painter.fillRect(self.rect(), QColor(colours.sunken))
            self._paint_ground(painter, frame, placement)
            ink = screen_ink(colours)
            mode = self._model.display.overlay if self._image is not None else OverlayMode.ALL
            people = people_at(self._model.recording, self.seconds, self._model.person)
            paint_people(painter, people, placement, mode=mode, ink=ink, frame=frame)
            if mode is not OverlayMode.NONE or self._model.vertical.active:
                self._paint_marks(painter, placement, ink, frame)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(ink.pen(colours.accent, 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_marks(
        self, painter: QPainter, placement: Placement, ink: Ink, frame: QRectF
    ) -> None:
        """Paint what measurements refer to: the plumb line, and adhesive dots."""
        model, seconds = self._model, self.seconds
        if model.vertical.shown and model.level is not None and model.track is not None:
            ends = plumb_ends(model.level, model.track, seconds)
            if ends is not None:
                paint_plumb(painter, ends, placement, ink=ink, frame=frame)
        if model.dots.picking is not None or (model.dots.shown and not model.vertical.active):
            dots, chosen = model.dots.at(seconds), model.dots.selected
            paint_dots(painter, dots, placement, selected=chosen, ink=ink, frame=frame)

    def _paint_ground(self, painter: QPainter, frame: QRectF, placement: Placement) -> None:
        """Paint the picture, with faces hidden where that is wished; or plain ground."""
        if self._image is None:
            painter.fillRect(frame, QColor(_PLAIN_GROUND))
            return
        self._paint_image(painter, self._image, frame)
        if self._model.display.blur_faces:
            faces = faces_at(self._model.recording, self.seconds)
            paint_hidden_faces(painter, self._image, faces, frame=frame, placement=placement)

    def _paint_image(self, painter: QPainter, image: QImage, frame: QRectF) -> None:
        """Paint px for px where the picture was made for this size; scale it until such a one comes."""
        ratio = self.devicePixelRatioF()
        if abs(image.width() - frame.width() * ratio) <= 1.5:
            image.setDevicePixelRatio(ratio)
            painter.drawImage(frame.topLeft().toPoint(), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, image)
