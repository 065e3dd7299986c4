"""The large area that says what to do first: drop a video, or choose one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from scolioapp.painting.icons import paint_drawing
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space, tokens
from scolioapp.widgets.page import primary_button


class _Picture(QWidget):
    """The sign above the words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(space(6), space(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an arrow into a tray."""
        painter = QPainter(self)
        paint_drawing(painter, "drop", QRectF(self.rect()), tokens(self.palette()).accent)


class DropArea(QWidget):
    """Words and buttons to open, record or try; lights up while files hang over the window.

    The window takes the drop itself, so that it may fall anywhere.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = False
        self.setMinimumHeight(space(28))
        self.open_button = primary_button(self.tr("&Open video…"), self)
        self.open_button.setToolTip(self.tr("Choose one or more videos (Ctrl+O)"))
        self.open_button.setMinimumHeight(space(5))
        self.folder_button = QPushButton(self.tr("Open &folder…"), self)
        self.folder_button.setToolTip(self.tr("Screen the videos of a folder"))
        self.folder_button.setMinimumHeight(space(5))
        self.record_button = QPushButton(self.tr("&Record…"), self)
        self.record_button.setToolTip(self.tr("Record a walk with a camera (Ctrl+R)"))
        self.record_button.setMinimumHeight(space(5))
        self.sample_button = QPushButton(self.tr("&Try the sample"), self)
        self.sample_button.setToolTip(self.tr("Screen a video that comes with the program"))
        self.sample_button.setMinimumHeight(space(5))
        self._words = QLabel(self.tr("Drop a walking video here"), self)
        self._words.setProperty("role", "title")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        small = QLabel(
            self.tr("one, several or a whole folder; mp4, mov, mkv, avi, mts and others"), self
        )
        small.setProperty("role", "note")
        small.setAlignment(Qt.AlignmentFlag.AlignCenter)
        small.setWordWrap(True)
        row = in_row(
            STRETCH,
            self.open_button,
            self.folder_button,
            self.record_button,
            self.sample_button,
            STRETCH,
            gap=1.5,
        )
        column = in_column(
            STRETCH,
            (_Picture(self), 0, Qt.AlignmentFlag.AlignHCenter),
            gap=0.5,
            margins=(3, 2, 3, 3),
            parent=self,
        )
        column.addSpacing(space(0.5))
        add_to(column, self._words, small)
        column.addSpacing(space(2))
        add_to(column, row, STRETCH)

    @property
    def lit(self) -> bool:
        """Whether files hang over the window."""
        return self._lit

    def light(self, on: bool) -> None:
        """Light up while files hang over the window."""
        if on != self._lit:
            self._lit = on
            words = self.tr("Drop to screen") if on else self.tr("Drop a walking video here")
            self._words.setText(words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its dashed edge."""
        now = tokens(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(now.accent if self._lit else now.strong_border), 2 if self._lit else 1.5)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(now.accent_soft if self._lit else now.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
