"""The frames that decided as a row of small pictures: one click, and the video shows that moment.

Must not know the player, nor the view-model.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from engine.core.explanation import DecidingFrame
from engine.report import why_words
from scolioapp.i18n import render
from scolioapp.painting.ink import Align, painting, screen_ink
from scolioapp.painting.theme import space, tokens
from scolioapp.painting.why_picture import ASPECT, WhyPicture, paint_picture

_HEIGHT = 64.0
_PAD = 6.0


class DecidingButton(QAbstractButton):
    """One frame: its picture with heat, its time and its share. Space and Enter press it."""

    def __init__(
        self, frame: DecidingFrame, picture: WhyPicture | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.frame = frame
        self._picture = picture
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = render(why_words.frame_words(frame))
        self.setText(words)
        self._lines = [render(line) for line in why_words.frame_lines(frame)]
        self.setAccessibleName(self.tr("Deciding moment: {moment}").format(moment=words))
        self.setToolTip(self.tr("Show this moment in the video"))

    def sizeHint(self) -> QSize:
        """Return room for the picture and the words below it."""
        ink = screen_ink()
        words = max(ink.width(line, ink.note_bold) for line in self._lines)
        width = max(_HEIGHT * ASPECT, words) + 2 * _PAD + 2
        tall = len(self._lines) * ink.metrics(ink.note).height()
        return QSize(round(width), round(_HEIGHT + 3 * _PAD + tall))

    def minimumSizeHint(self) -> QSize:
        """Never smaller, or the words would be cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a card, its edge in the accent's colour where it is the one looked at."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = screen_ink(tokens(self.palette()))
            colours = ink.tokens
            chosen = self.isChecked()
            ground = colours.accent_soft if chosen or self.isDown() else colours.surface
            if self.underMouse() and not chosen:
                ground = colours.sunken
            painter.setBrush(QColor(ground))
            edge = colours.accent if chosen or self.hasFocus() else colours.strong_border
            thick = 2.5 if self.hasFocus() else 1.5 if chosen else 1.0
            painter.setPen(ink.pen(edge, thick))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
            width = _HEIGHT * ASPECT
            place = QRectF((self.width() - width) / 2, _PAD, width, _HEIGHT)
            if self._picture is not None:
                paint_picture(painter, self._picture, place, ink, letters=False)
            face = ink.note_bold if chosen else ink.note
            align = Align.CENTRE | Align.MIDDLE
            below = self.height() - place.bottom() - 4
            tall = below / len(self._lines)
            for number, words in enumerate(self._lines):
                line = QRectF(0, place.bottom() + 2 + number * tall, self.width(), tall)
                ink.write(painter, line, words, face=face, colour=colours.text, align=align)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class DecidingRow(QWidget):
    """Buttons side by side, in as many rows as the width asks for; the arrow keys go among them.

    Signals:
        chosen: The place of the frame that was pressed, 0 for the first.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[DecidingButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.chosen)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(space(1))
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._columns = 0

    def show_frames(self, frames: Sequence[tuple[DecidingFrame, WhyPicture | None]]) -> None:
        """Show these frames in order."""
        for button in self.buttons:
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [DecidingButton(frame, picture, self) for frame, picture in frames]
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
        self._columns = 0
        self._arrange()

    def mark(self, frame: DecidingFrame | None) -> None:
        """Mark the frame that is looked at."""
        for button in self.buttons:
            if button.frame is frame:
                button.setChecked(True)

    def _arrange(self) -> None:
        """Lay the buttons into as many columns as fit."""
        if not self.buttons:
            return
        widest = max(button.sizeHint().width() for button in self.buttons)
        fit = max(1, (self.width() + space(1)) // (widest + space(1)))
        if fit == self._columns:
            return
        self._columns = fit
        for number, button in enumerate(self.buttons):
            button.setFixedWidth(widest)
            self._grid.addWidget(button, number // fit, number % fit)
            button.show()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """One button may stand alone in its row."""
        return QSize(1, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the buttons anew."""
        super().resizeEvent(event)
        self._arrange()
