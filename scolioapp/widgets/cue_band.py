"""One sentence at a time, as large as its place allows: to be read by who stands 5 metres away.

Must not know why it is said.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolioapp.painting.ink import painting
from scolioapp.painting.theme import DARK, TextSize, font, space

_LARGEST = 132
_SMALLEST = 18
_GROUND = DARK.window
"""Dark in both schemes, as the picture above it: light letters on dark are read from afar in any room."""


class CueBand(QWidget):
    """Paints a sentence in the largest letters that fit, over a bar that fills.

    Attributes:
        words: What is said.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self._progress = 0.0
        self._lit = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(space(9))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """Prefer room for letters that are read from 5 metres away."""
        return QSize(960, space(16))

    def say(self, words: str, *, progress: float = 0.0, lit: bool = False) -> None:
        """Show a sentence.

        Args:
            words: The sentence, or "".
            progress: Share of what is waited for, 0 to 1.
            lit: Whether it asks to act now.
        """
        if (words, round(progress, 2), lit) == (self.words, round(self._progress, 2), self._lit):
            return
        self.words, self._progress, self._lit = words, progress, lit
        self.setAccessibleName(words)
        self.update()

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(space(2), space(0.5), -space(2), -space(1))

    def _fitting(self, room: QRectF) -> QFont:
        """Return the font in the largest size in which the words fit into one line or more."""
        face = font(TextSize.TITLE, bold=True)
        low, high = _SMALLEST, _LARGEST
        while low < high:
            middle = (low + high + 1) // 2
            face.setPixelSize(middle)
            if self._fits(face, room):
                low = middle
            else:
                high = middle - 1
        face.setPixelSize(low)
        return face

    def _fits(self, face: QFont, room: QRectF) -> bool:
        metrics = QFontMetricsF(face)
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(QRectF(0, 0, room.width(), 1e5), flags, self.words)
        widest = max((metrics.horizontalAdvance(one) for one in self.words.split()), default=0.0)
        return needed.height() <= room.height() and widest <= room.width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, bar and words."""
        with painting(self) as painter:
            whole = QRectF(self.rect())
            painter.fillRect(whole, QColor(DARK.accent if self._lit else _GROUND))
            if 0.0 < self._progress and not self._lit:
                done = QRectF(whole)
                done.setWidth(min(self._progress, 1.0) * whole.width())
                painter.fillRect(done, QColor(DARK.accent_soft))
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        if not self.words:
            return
        room = self._room()
        painter.setFont(self._fitting(room))
        painter.setPen(QColor(DARK.on_accent if self._lit else DARK.text))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, self.words)
