"""What is wrong with the camera, in the place of its picture, and what to do about it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.capture.frame_source import CameraTrouble
from scolioapp.i18n import render
from scolioapp.painting.icons import paint_drawing
from scolioapp.painting.theme import space, tokens
from scolioapp.viewmodels.camera import CameraModel
from scolioapp.widgets.page import primary_button

_PRIVACY = {
    "win32": "ms-settings:privacy-webcam",
    "darwin": "x-apple.systempreferences:com.apple.preference.security?Privacy_Camera",
}
_LOCKED = (CameraTrouble.PERMISSION, CameraTrouble.PRIVACY_SWITCH)


class _Sign(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(space(6), space(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a camera."""
        painter = QPainter(self)
        paint_drawing(painter, "record", QRectF(self.rect()), tokens(self.palette()).muted)


class CameraTroubleCard(QWidget):
    """Says what is wrong; offers to try again, the system's settings, and the demonstration.

    Args:
        model: Whose camera it is.
    """

    def __init__(self, model: CameraModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.what = QLabel(self)
        self.what.setProperty("role", "title")
        self.remedy = QLabel(self)
        for label in (self.what, self.remedy):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.again_button = primary_button(self.tr("&Try again"), self)
        self.privacy_button = QPushButton(self.tr("&Privacy settings"), self)
        self.demonstration_button = QPushButton(self.tr("Try it with the &sample video"), self)
        self.demonstration_button.setToolTip(
            self.tr("Plays a simulated walker as if a camera filmed it")
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(space(1.5))
        buttons.addStretch(1)
        for button in (self.again_button, self.privacy_button, self.demonstration_button):
            button.setMinimumHeight(space(5))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(2), space(3), space(2))
        column.setSpacing(space(1))
        column.addStretch(1)
        column.addWidget(_Sign(self), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.what)
        column.addWidget(self.remedy)
        column.addSpacing(space(1))
        column.addLayout(buttons)
        column.addStretch(1)
        self.again_button.clicked.connect(model.camera.retry)
        self.privacy_button.clicked.connect(self._open_privacy)
        self.demonstration_button.clicked.connect(self._demonstrate)

    def show_problem(self) -> None:
        """Say what is wrong now."""
        problem = self._model.camera.problem
        if problem is None:
            return
        self.what.setText(render(problem.what))
        self.remedy.setText(render(problem.remedy))
        locked = problem.trouble in _LOCKED and sys.platform in _PRIVACY
        self.privacy_button.setVisible(locked)
        self.demonstration_button.setVisible(self._model.camera.demonstration is not None)

    def _open_privacy(self) -> None:
        QDesktopServices.openUrl(QUrl(_PRIVACY[sys.platform]))

    def _demonstrate(self) -> None:
        demonstration = self._model.camera.demonstration
        if demonstration is not None:
            self._model.choose_camera(demonstration.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens(self.palette()).sunken))
