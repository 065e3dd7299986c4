"""The live picture with the body seen, an outline to stand in, and notes at its corners.

Must not know cameras: it shows what its model hands out, and asks for the next picture once one was painted.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.capture.guidance import GuideState
from scolioapp.jobs.camera_session import LivePicture
from scolioapp.painting.ink import Align, Ink, painting, screen_ink
from scolioapp.painting.live_overlay import GROUND, paint_body, paint_note, paint_outline
from scolioapp.painting.overlay import Placement
from scolioapp.painting.theme import DARK, space
from scolioapp.viewmodels.camera import CameraModel, CameraState
from scolioapp.words.camera_words import distance_words, flow_words, level_words


class LiveView(QWidget):
    """Paints what the camera sees."""

    def __init__(self, model: CameraModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._picture: LivePicture | None = None
        self._image: QImage | None = None
        self.paints = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 150)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Live picture"))
        model.camera.pictured.connect(self._take)
        model.state_changed.connect(self._on_state)

    def sizeHint(self) -> QSize:
        """Prefer a picture of ordinary size."""
        return QSize(960, 540)

    @property
    def picture(self) -> LivePicture | None:
        """The picture that is shown, or None."""
        return self._picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have pictures made for the size there is."""
        super().resizeEvent(event)
        room = self.size() * self.devicePixelRatioF()
        self._model.camera.show_room(room.width(), room.height())

    def _take(self, picture: LivePicture) -> None:
        rows, columns = picture.pixels.shape[:2]
        # The array outlives the image: both belong to this widget until the next comes.
        self._picture = picture
        self._image = QImage(
            picture.pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32
        )
        self.update()

    def _on_state(self) -> None:
        if self._model.state is CameraState.CLOSED:
            self._picture = self._image = None
        self.update()

    def frame(self) -> QRectF:
        """Return where the picture lies in the widget; all of it while there is none."""
        if self._image is None:
            return QRectF(self.rect())
        size = QSize(*self._picture.size if self._picture else (16, 9))
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        return QRectF(left, top, size.width(), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, body, outline and notes; then ask for the next picture."""
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(GROUND))
            frame, ink = self.frame(), screen_ink(DARK)
            if self._image is None or self._picture is None:
                self._paint_waiting(painter, ink)
            else:
                self._paint_picture(painter, self._image, frame)
                self._paint_people(painter, self._picture, frame)
                self._paint_notes(painter, self._picture, frame, ink)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(ink.pen(DARK.accent, 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._image is not None:
            self.paints += 1
            self._model.camera.shown()

    def _paint_waiting(self, painter: QPainter, ink: Ink) -> None:
        if self._model.state in (CameraState.CLOSED, CameraState.OPENING):
            words = self.tr("Waiting for the camera…")
            middle = Align.CENTRE | Align.MIDDLE
            ink.write(painter, QRectF(self.rect()), words, face=ink.title, align=middle)

    def _paint_picture(self, painter: QPainter, image: QImage, frame: QRectF) -> None:
        """Paint px for px where the picture was made for this size; scale it until such a one comes."""
        ratio = self.devicePixelRatioF()
        if abs(image.width() - frame.width() * ratio) <= 1.5:
            image.setDevicePixelRatio(ratio)
            painter.drawImage(frame.topLeft(), image)
        else:
            painter.drawImage(frame, image)

    def _paint_people(self, painter: QPainter, picture: LivePicture, frame: QRectF) -> None:
        model, width = self._model, picture.size[0]
        guidance = model.guidance
        placement = Placement(
            frame.width() / width, frame.left(), frame.top(), width if picture.mirrored else None
        )
        waits = guidance is None or guidance.state in (GuideState.WAIT, GuideState.READY)
        if waits and model.state in (CameraState.LIVE, CameraState.COUNTDOWN):
            paint_outline(painter, frame, lit=0.0 if guidance is None else guidance.progress)
        if guidance is not None and guidance.keypoints is not None:
            paint_body(painter, guidance.keypoints, placement, frame)

    def _paint_notes(
        self, painter: QPainter, picture: LivePicture, frame: QRectF, ink: Ink
    ) -> None:
        model, edge = self._model, space(1)
        top, guidance = frame.top() + edge, self._model.guidance
        left = QPointF(frame.left() + edge, top)
        if guidance is not None and guidance.distance is not None:
            place = paint_note(painter, left, distance_words(guidance.distance), ink)
            left = QPointF(left.x(), place.bottom() + space(0.5))
        if guidance is not None and guidance.roll is not None:
            shown = -guidance.roll if picture.mirrored else guidance.roll
            paint_note(painter, left, level_words(guidance.roll), ink, roll=shown)
        right = QPointF(frame.right() - edge, top)
        recording = model.state is CameraState.RECORDING
        if model.camera.flow is not None and not (recording and frame.width() < space(110)):
            words = flow_words(model.camera.flow)
            paint_note(painter, right, words, ink, align=Align.RIGHT)
        if recording:
            seconds = int(model.seconds)
            words = self.tr("Recording {time}").format(time=f"{seconds // 60}:{seconds % 60:02}")
            middle = QPointF(frame.center().x(), top)
            paint_note(painter, middle, words, ink, align=Align.CENTRE, dot=DARK.vermilion)
        low = frame.bottom() - edge - space(3.5)
        if model.camera.simulated:
            words = self.tr("Simulated: the sample video is played as a camera")
            corner = QPointF(frame.right() - edge, low)
            paint_note(painter, corner, words, ink, align=Align.RIGHT, dot=DARK.amber)
        if picture.mirrored:
            words = self.tr("Shown mirrored")
            paint_note(painter, QPointF(frame.left() + edge, low), words, ink)
