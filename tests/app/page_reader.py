"""Reads what a person sees and hears of a page, and tells what is wrong with it.

Each function takes a widget and gives one sentence for each fault, none for a sound page:
an outcome without its mark, an interval that contradicts its word, a drop-down list that is cut, and words
that are cut or lie over each other. `tests/app/window/test_page_reader.py` plants each fault.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from engine.core.classes import Outcome
from engine.core.model_status import mark_of
from engine.report import wording
from engine.report.screening_document import MeasurementRow
from scolioapp.i18n import render
from scolioapp.painting.ink import screen_ink
from scolioapp.painting.theme import space
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.elided_label import ElidedLabel
from scolioapp.widgets.measurement_chart import MeasurementChart, x_of
from scolioapp.widgets.row_table import ARROW, header_width
from scolioapp.widgets.warning_mark import WarningMark
from tests.app.conftest import settle

Check = Callable[[QWidget], list[str]]
Kind = TypeVar("Kind", bound=QWidget)

_MARKED = ("demo", "research", "unknown")
"""Statuses of models whose outcomes carry a mark."""
_SIGNED = re.compile(r"[-\u2212\u2013]\s?\d+[.,]\d")
_NUMBER = re.compile(r"\d+\.\d")
_NAME = 88
"""Width at which a shortened name can still be told from another one, px."""
_SLACK = 2
"""Pixels that an edge may lie over another without harm."""
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words on a page.

    Attributes:
        words: They.
        near: All other words that are seen or heard together with them: of the row, or of the card.
        where: What says them.
    """

    words: str
    near: str
    where: str


def shown(page: QWidget, kind: type[Kind]) -> list[Kind]:
    """Return the widgets of a kind that are to be seen, the page itself included."""
    found = [each for each in page.findChildren(kind) if each.isVisible()]
    return [page, *found] if isinstance(page, kind) and page.isVisible() else found


def said_on(page: QWidget) -> Iterator[Said]:
    """Return everything that is said on a page, by words, tips and names for screen readers."""
    for widget in shown(page, QWidget):
        name = type(widget).__name__
        for words in _own_words(widget):
            yield Said(words, _card_words(widget), name)
        header = isinstance(widget, QHeaderView)
        if isinstance(widget, QAbstractItemView) and not header and not _drops_down(widget):
            yield from _rows(widget, widget.accessibleName() or name)


def _own_words(widget: QWidget) -> Iterator[str]:
    texts = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    if isinstance(widget, ElidedLabel):
        texts.append(widget.whole())
    elif isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        texts.append(widget.text())
    elif isinstance(widget, QPlainTextEdit):
        texts.append(widget.toPlainText())
    elif isinstance(widget, QTabBar):
        texts += [widget.tabText(number) for number in range(widget.count())]
    elif isinstance(widget, QComboBox):
        texts.append(widget.currentText())
    elif isinstance(widget, MeasurementChart):
        texts += [row.words for row in widget._rows]
    yield from dict.fromkeys(words for words in texts if words)


def _drops_down(view: QAbstractItemView) -> bool:
    parent = view.parentWidget()
    return parent is not None and isinstance(parent.parentWidget(), QComboBox)


def _rows(view: QAbstractItemView, where: str) -> Iterator[Said]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    for row in range(model.rowCount()):
        cells = [model.index(row, column) for column in range(columns)]
        words = [list(_cell_words(cell)) for cell in cells]
        for number, cell in enumerate(words):
            for said in cell:
                # A mark stands in the outcome's own cell; a model's status two columns on is none.
                near = "\n".join(one for one in words[number] if one != said)
                yield Said(said, near, f"{where}, row {row + 1}")


def _cell_words(cell: QModelIndex) -> Iterator[str]:
    for role in _ROLES:
        words = cell.data(role)
        if isinstance(words, str) and words:
            yield words


def _card_words(widget: QWidget) -> str:
    """Return the words of the marks beside a widget: those of its card or, without one, of its parent."""
    place: QWidget | None = widget.parentWidget()
    while place is not None and place.property("role") not in {"card", "page"}:
        if shown(place, WarningMark):
            break
        place = place.parentWidget()
    if place is None or place.property("role") == "page":
        return ""
    return "\n".join(mark.text() for mark in shown(place, WarningMark))


# Outcomes and intervals


def unmarked(page: QWidget) -> list[str]:
    """Return the outcomes that stand without the warning of their model."""
    titles = [render(wording.outcome_title(outcome)) for outcome in Outcome]
    marks = [render(mark) for mark in map(mark_of, _MARKED) if mark is not None]
    wrong = []
    for said in said_on(page):
        named = next((title for title in titles if _tells(said.words, title)), None)
        # The field of a filter or a legend may hold the words of an outcome among others.
        if named is None or len(said.words) > 4 * len(named) + 120:
            continue
        if not any(mark in said.words or mark in said.near for mark in marks):
            wrong.append(f"no mark: “{said.words}” ({said.where})")
    return list(dict.fromkeys(wrong))


def _tells(words: str, title: str) -> bool:
    """Tell whether an outcome stands in words as such, and not within a sentence about something else."""
    return re.search(rf"(?:^|[^\w]){re.escape(title)}", words) is not None


def contradictions(page: QWidget) -> list[str]:
    """Return the measurements whose numbers, words and places do not agree."""
    wrong = []
    for said in said_on(page):
        if _names_a_side(said.words) and _SIGNED.search(said.words):
            wrong.append(f"a sign beside a side: “{said.words}” ({said.where})")
    for chart in shown(page, MeasurementChart):
        for row in chart._rows:
            if row.measurement.measurable and row.measurement.value is not None:
                wrong += _row_faults(row)
                wrong += _place_faults(chart, row)
    return list(dict.fromkeys(wrong))


def _names_a_side(words: str) -> bool:
    low = words.lower()
    return any(re.search(rf"\b{side}\b", low) for side in ("left", "right")) or any(
        side in words for side in "左右"
    )


def _row_faults(row: MeasurementRow) -> Iterator[str]:
    """Compare the words of a measurement with its numbers."""
    m = row.measurement
    low = m.value if m.low is None else m.low
    high = m.value if m.high is None else m.high
    assert m.value is not None
    assert low is not None
    assert high is not None
    numbers = [float(found) for found in _NUMBER.findall(row.words)]
    ends = sorted((abs(low), abs(high)))
    if low <= 0 <= high:
        # The left end is told first; it is the positive one.
        ends = [abs(high), abs(low)]
    expected = [round(one, 1) for one in (abs(m.value), *ends)]
    if len(numbers) != 3 or any(
        not math.isclose(one, other, abs_tol=0.051)
        for one, other in zip(numbers, expected, strict=False)
    ):
        yield f"{row.label}: “{row.words}” for {m.value} ({low} to {high})"
    sides = (_has_side(row.words, "left", "左"), _has_side(row.words, "right", "右"))
    wanted = (high > 0 or low == high == 0, low < 0 or low == high == 0)
    if low <= 0 <= high:
        wanted = (True, True)
    if sides != wanted:
        yield f"{row.label}: “{row.words}” names another side than {m.value} ({low} to {high})"


def _has_side(words: str, english: str, chinese: str) -> bool:
    return re.search(rf"\b{english}\b", words.lower()) is not None or chinese in words


def _place_faults(chart: MeasurementChart, row: MeasurementRow) -> Iterator[str]:
    """Compare the side on which a value is drawn with the words at the ends of its line."""
    layout, ink = chart.layout_now(), screen_ink()
    value = row.measurement.value
    assert value is not None
    at_left = x_of(layout, ink, value / row.reach) < layout.width / 2
    end = row.left if (value > 0) else row.right
    first = row.left if layout.left_first else row.right
    if value and (end == first) != at_left:
        yield f"{row.label}: {value} is drawn on the side of “{row.right if at_left else row.left}”"


# Drop-downs and mnemonics


def too_high(page: QWidget) -> list[str]:
    """Return the drop-down lists with hidden rows, or with more room than rows."""
    wrong = []
    for box in shown(page, QComboBox):
        if not box.isEnabled() or not box.count():
            continue
        if not isinstance(box, DropDown):
            wrong.append(f"{box.accessibleName()}: not a DropDown")
            continue
        box.showPopup()
        settle()
        view = box.view()
        rows = [view.sizeHintForRow(row) for row in range(box.count())]
        wanted = sum(rows[: box.maxVisibleItems()])
        there, screen = view.viewport(), box.screen().availableGeometry()
        if there.height() < wanted or there.width() < view.sizeHintForColumn(0):
            wrong.append(f"{box.accessibleName()}: {there.height()} px of {wanted}")
        if view.height() > screen.height():
            wrong.append(f"{box.accessibleName()}: higher than the screen")
        box.hidePopup()
        settle()
    return wrong


def mnemonics_twice(page: QWidget) -> list[str]:
    """Return the keys that press two things that are to be seen."""
    found: Counter[str] = Counter()
    for widget in (*shown(page, QAbstractButton), *shown(page, QLabel)):
        if isinstance(widget, QLabel) and widget.buddy() is None:
            continue
        key = QKeySequence.mnemonic(widget.text()).toString()
        if key:
            found[key] += 1
    return [f"{key} twice" for key, count in found.items() if count > 1]


# Words that are cut


def clipped(page: QWidget) -> list[str]:
    """Return the words that have too little room, leave their place, or lie over each other."""
    parts = (_labels, _buttons, _fields, _tabs, _headers, _cells, _beyond, _overlapping)
    return list(dict.fromkeys(words for part in parts for words in part(page)))


def _labels(page: QWidget) -> Iterator[str]:
    for label in shown(page, QLabel):
        words = label.text()
        if not words or label.textFormat() is Qt.TextFormat.RichText:
            continue
        if isinstance(label, ElidedLabel):
            if words != label.whole() and label.toolTip() != label.whole():
                yield f"{label.whole()}: shortened, and nothing tells the rest"
        elif label.wordWrap():
            if label.height() < label.heightForWidth(label.width()):
                yield f"{words} (too low)"
            elif _longest_word(label) > label.contentsRect().width() + 1:
                yield f"{words} (a word is wider than the label)"
        elif label.sizeHint().width() > label.width() + 1:
            yield f"{words} ({label.width()} px of {label.sizeHint().width()})"
        elif label.height() < label.fontMetrics().height() * (words.count("\n") + 1) - 2:
            yield f"{words} (too low: {label.height()} px)"


def _longest_word(label: QLabel) -> int:
    metrics = label.fontMetrics()
    # Chinese is broken anywhere, and paths at their signs.
    return max(
        (metrics.horizontalAdvance(word) for word in re.findall(r"[A-Za-z]+", label.text())),
        default=0,
    )


def _buttons(page: QWidget) -> Iterator[str]:
    for button in shown(page, QAbstractButton):
        wanted = button.minimumSizeHint()
        if not button.text():
            continue
        # Where signs of two scripts meet, the hint is a pixel higher than what it was laid out for.
        if button.width() < wanted.width() or button.height() < wanted.height() - 1:
            size = f"{button.width()} x {button.height()}"
            yield f"{button.text()} ({size} px of {wanted.width()} x {wanted.height()})"


def _fields(page: QWidget) -> Iterator[str]:
    for line in shown(page, QLineEdit):
        hint = line.placeholderText()
        icons = len(line.actions()) * space(3)
        room = line.contentsRect().width() - 2 * space(1) - icons
        if hint and not line.text() and line.fontMetrics().horizontalAdvance(hint) > room:
            yield f"{hint} (in a field, {room} px)"
    for box in shown(page, QComboBox):
        words = box.currentText() or box.placeholderText()
        room = box.width() - space(1) - space(3)
        if words != box.toolTip() and box.fontMetrics().horizontalAdvance(words) > room:
            yield f"{words} (chosen, {room} px)"


def _tabs(page: QWidget) -> Iterator[str]:
    for bar in shown(page, QTabBar):
        for number in range(bar.count()):
            wanted = bar.fontMetrics().horizontalAdvance(bar.tabText(number))
            if bar.tabRect(number).width() < wanted:
                yield f"{bar.tabText(number)} (tab)"


def _headers(page: QWidget) -> Iterator[str]:
    for header in shown(page, QHeaderView):
        if header.orientation() is not Qt.Orientation.Horizontal or header.model() is None:
            continue
        for section in range(header.count()):
            words = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
            table = header.parentWidget()
            sorts = isinstance(table, QTableView) and table.isSortingEnabled()
            wanted = header_width(words) if sorts else header_width(words) - ARROW
            size = header.sectionSize(section)
            if words and 0 < size < wanted:
                yield f"{words} (column, {size} px of {wanted})"


def _cells(page: QWidget) -> Iterator[str]:
    """Look at cells that no delegate of the program's own draws, and that wrap or stand on one line."""
    for table in shown(page, QTableView):
        model = table.model()
        if model is None:
            continue
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                cell = model.index(row, column)
                words = cell.data()
                own = type(table.itemDelegateForIndex(cell)).__name__ == "QStyledItemDelegate"
                if not own or not isinstance(words, str) or table.isColumnHidden(column):
                    continue
                place = table.visualRect(cell)
                tip = cell.data(Qt.ItemDataRole.ToolTipRole)
                if tip == words and " " not in words and place.width() >= _NAME:
                    # A name, shortened but whole in its tip.
                    continue
                if place.isValid() and not _fits(words, table.fontMetrics(), place, table):
                    yield f"{words} (cell, {place.width()} x {place.height()} px)"


def _fits(words: str, metrics: QFontMetrics, place: QRect, table: QTableView) -> bool:
    room = QRect(0, 0, place.width() - 2 * space(1), 100_000)
    flags = Qt.TextFlag.TextWordWrap if table.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = metrics.boundingRect(room, int(flags), words)
    return needed.width() <= room.width() and needed.height() <= place.height()


def _beyond(page: QWidget) -> Iterator[str]:
    """Look for what reaches beyond its parent, or beyond a page that cannot be scrolled to it."""
    for area in shown(page, QScrollArea):
        inner = area.widget()
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if inner is None:
            continue
        if area.horizontalScrollBarPolicy() is off and inner.width() > area.viewport().width():
            yield f"{_name(inner)}: {inner.width()} px in {area.viewport().width()}"
        if area.verticalScrollBarPolicy() is off and inner.height() > area.viewport().height():
            yield f"{_name(inner)}: {inner.height()} px high in {area.viewport().height()}"
    for widget in (*shown(page, QLabel), *shown(page, QAbstractButton), *shown(page, QLineEdit)):
        parent = widget.parentWidget()
        if parent is None or widget is page or _scrolls(parent):
            continue
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            yield f"{_name(widget)}: beyond its place"


def _scrolls(parent: QWidget) -> bool:
    """Tell whether a widget is the inside of something that is moved by hand."""
    over = parent.parentWidget()
    return isinstance(over, QAbstractScrollArea) and over.viewport() is parent


def _overlapping(page: QWidget) -> Iterator[str]:
    """Look for words that lie over other words."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    said = [each for kind in kinds for each in shown(page, kind) if _name(each)]
    groups: dict[int, list[QWidget]] = {}
    for widget in said:
        groups.setdefault(id(widget.parentWidget()), []).append(widget)
    for group in groups.values():
        for one, other in combinations(group, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > _SLACK and common.height() > _SLACK:
                yield f"{_name(one)} over {_name(other)}"


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    return str(words or widget.accessibleName() or widget.objectName() or "")


CHECKS: Sequence[Check] = (unmarked, contradictions, clipped, mnemonics_twice)
"""What is looked at whenever a page or a dialog is seen."""


def faults(page: QWidget) -> list[str]:
    """Return everything that is wrong with a page as it is now; drop-downs are opened by `too_high`."""
    return [words for check in CHECKS for words in check(page)]
