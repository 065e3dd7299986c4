"""A cell of a table with a main line and smaller ones below it.

Must not know what the lines say.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from scolioapp.painting.theme import TextSize, font, space, tokens

_MARGIN = space(1.25)
_WORDS = re.compile(r"[^\s_.-]*[\s_.-]+|[^\s_.-]+")
"""Where a line may be broken: after a space, and after what parts the words of a file name."""


class LinesCell(QStyledItemDelegate):
    """Paints the lines that a cell gives: the first larger and on two lines if need be.

    Args:
        role: Role under which an index gives its lines, a list of str.
        bold: Column whose first line is bold: a name, which is shortened in the middle because its end
            tells it apart.
        small: Column of equal lines, all of them small and all but the last of them main ones; -1 for none.
        dim: Role under which an index says that its row is about something that is not there, or None.
        notes: Small lines for which a row has room.
    """

    def __init__(
        self,
        role: int,
        *,
        bold: int,
        small: int = -1,
        dim: int | None = None,
        notes: int = 2,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._dim = dim
        self._notes = notes
        self._bold = bold
        self._small = small

    @staticmethod
    def row_height(notes: int = 2) -> int:
        """Return the height of a row of a main line and some small ones, logical px."""
        body, note = QFontMetrics(font()), QFontMetrics(font(TextSize.NOTE))
        return body.height() + notes * note.height() + space(2)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave the words to `paint`."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground and edge as usual, then the lines, in the middle of the height."""
        super().paint(painter, option, index)
        lines = [line for line in index.data(self._role) or [] if line]
        if not lines:
            return
        now = tokens(option.palette)
        main_colour = now.muted if self._dim is not None and index.data(self._dim) else now.text
        room = self.room(option, index)
        equal = index.column() == self._small
        mode = Qt.TextElideMode.ElideRight
        if index.column() == self._bold:
            mode = Qt.TextElideMode.ElideMiddle
        size = TextSize.NOTE if equal else TextSize.BODY
        main = font(size, bold=index.column() == self._bold, tabular=True)
        small = font(TextSize.NOTE, tabular=True)
        mains = max(1, len(lines) - 1) if equal else 1
        fonts = [main] * mains + [small] * (len(lines) - mains)
        parts = _parts(lines, fonts, room.size(), mode)
        top = room.top() + (room.height() - sum(height for _, _, height in parts)) // 2
        painter.save()
        painter.setClipRect(option.rect)
        for words, face, height in parts:
            painter.setFont(face)
            painter.setPen(QColor(main_colour if face is main else now.muted))
            place = QRect(room.left(), top, room.width(), height)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words
            )
            top += height
        painter.restore()

    def room(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QRect:
        """Return the place of the words in a cell."""
        return option.rect.adjusted(_MARGIN, 2, -space(0.5), -2)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return room for the lines."""
        return QSize(space(20), self.row_height(self._notes))


def _parts(
    lines: list[str], fonts: list[QFont], room: QSize, mode: Qt.TextElideMode
) -> list[tuple[str, QFont, int]]:
    """Break and shorten lines to a width: words, font and height of each painted line."""
    parts: list[tuple[str, QFont, int]] = []
    left = room.height()
    for number, (line, face) in enumerate(zip(lines, fonts, strict=True)):
        metrics = QFontMetrics(face)
        spare = left - sum(QFontMetrics(each).height() for each in fonts[number + 1 :])
        most = max(1, min(2, spare // metrics.height()))
        for words in broken(line, metrics, room.width(), most, mode):
            if metrics.height() > left:
                return parts
            parts.append((words, face, metrics.height()))
            left -= metrics.height()
    return parts


def broken(
    line: str, metrics: QFontMetrics, width: int, most: int, mode: Qt.TextElideMode
) -> list[str]:
    """Break a line into at most ``most`` lines; the last is shortened."""
    found: list[str] = []
    rest = line
    while len(found) < most - 1 and metrics.horizontalAdvance(rest) > width:
        words = _WORDS.findall(rest)
        count = len(words)
        while count > 1 and metrics.horizontalAdvance("".join(words[:count]).rstrip()) > width:
            count -= 1
        found.append("".join(words[:count]).rstrip())
        rest = "".join(words[count:])
        if not rest:
            break
    if rest:
        found.append(rest)
    return [metrics.elidedText(each, mode, width) for each in found]
