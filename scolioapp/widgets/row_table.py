"""The tables of the window and their cells: rows chosen whole, a main line and smaller ones in a cell.

Must not know what the lines say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.core.names import LABEL_SIGNS
from scolioapp.painting.theme import TextSize, font, space, tokens
from scolioapp.viewmodels.lines_table import Index

_SECTION_PAD, ARROW = 11, 18
"""Beside the title of a column, and for its arrow, logical px; as in ``resources/theme/window.qss``."""
_BAR = 3
"""Width of the mark at the current row, logical px."""
_MARGIN = space(1.25)
_WORDS = re.compile(r"[^\s_.-]*[\s_.-]+|[^\s_.-]+")
"""Where a line may be broken: after a space, and after what parts the words of a file name."""


class RowTable(QTableView):
    """A table that marks its current row, so that whoever works by keys sees where they are.

    Args:
        row_height: Height of a row, logical px.
    """

    def __init__(
        self,
        model: QAbstractItemModel,
        name: str,
        *,
        row_height: int,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        mode = QAbstractItemView.SelectionMode
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, then a bar at the left edge of the current row."""
        super().paintEvent(event)
        current = self.currentIndex()
        if not current.isValid():
            return
        now = tokens(self.palette())
        top, height = self.rowViewportPosition(current.row()), self.rowHeight(current.row())
        painter = QPainter(self.viewport())
        colour = now.accent if self.hasFocus() else now.strong_border
        painter.fillRect(QRect(0, top, _BAR, height), QColor(colour))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row where no row is current yet."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))


def narrowest(words: Iterable[str], face: QFont, lines: int = 1) -> int:
    """Return the narrowest width at which each of some words stands on so many lines, logical px."""
    metrics = QFontMetrics(face)

    def needed(said: str, width: int) -> QRect:
        return metrics.boundingRect(
            QRect(0, 0, width, 100_000), int(Qt.TextFlag.TextWordWrap), said
        )

    def least(said: str) -> int:
        # A line as it is laid out: taller than the font's own spacing, by rounding or another script.
        most = lines * needed(said.replace("\n", " "), 100_000).height()
        whole = max(map(metrics.horizontalAdvance, said.split("\n"))) + 2
        rooms = ((width, needed(said, width)) for width in range(space(4), whole, 2))
        return next((w for w, room in rooms if room.height() <= most and room.width() <= w), whole)

    return max(map(least, words), default=0)


def header_width(words: str) -> int:
    """Return the width of a column that its title and the arrow of a sorted column ask for, logical px."""
    face = font(TextSize.NOTE, bold=True)
    return QFontMetrics(face).horizontalAdvance(words) + 2 * _SECTION_PAD + ARROW


class WordlessCell(QStyledItemDelegate):
    """Paints ground and edge only; whoever inherits it paints the words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the words to `paint`."""
        super().initStyleOption(option, index)
        option.text = ""


class LinesCell(WordlessCell):
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

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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

    def room(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Return the place of the words in a cell."""
        return option.rect.adjusted(_MARGIN, 2, -space(0.5), -2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
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


class NameCell(LinesCell):
    """Paints name and file name, and lets the name be typed.

    Args:
        role: Role under which an index gives its lines, a list of str.
        words: What stands in the empty field, and what it is called.
        dim: Role under which an index says that its row is about something that is not valid any more.
    """

    def __init__(self, role: int, words: str, dim: int, parent: QObject) -> None:
        super().__init__(role, bold=1, dim=dim, notes=1, parent=parent)
        self._words = words

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a field for the name."""
        field = QLineEdit(parent)
        field.setMaxLength(LABEL_SIGNS)
        field.setPlaceholderText(self._words)
        field.setAccessibleName(self._words)
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Place the field in the middle of its cell."""
        height = editor.sizeHint().height()
        place = option.rect.adjusted(space(0.5), 0, -space(0.5), 0)
        place.setTop(option.rect.center().y() - height // 2)
        place.setHeight(height)
        place.setWidth(max(place.width(), space(24)))
        editor.setGeometry(place)
