"""An evaluation report to read on the screen: what must be known first, the main figures, then everything.

Its blocks are those of HTML and PDF (`engine.report.evaluation_document`). Must not know where reports are
kept, nor what can be done with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from scolioapp.i18n import render
from scolioapp.painting.ink import painting
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import font, space, tokens
from scolioapp.widgets.figure_card import FigureCard
from scolioapp.widgets.page import card, heading, note, paragraph

if TYPE_CHECKING:
    from engine.models.validation import EvaluationReport
    from engine.report.blocks import Paragraph, Pictures, Table

HEADLINES = ("accuracy", "f1", "abnormal_sensitivity", "abnormal_specificity")
"""Figures that stand at the top, large."""

_TWO_COLUMNS = 640
"""Width from which two figures stand side by side, logical px."""
_MOST = 1000
"""No wider than this: long lines are hard to read."""
_MOST_HALF = 480
"""Likewise for a figure that shares the page with another."""
_SCROLL_BAR = 12


class GraveNote(QFrame):
    """A sentence that must not be overlooked: a bar at its edge, and bold."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = paragraph(words, self)
        self.words.setFont(font(bold=True))
        in_row(self.words, margins=(2, 0.5, 0, 0.5), parent=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        with painting(self) as painter:
            painter.fillRect(
                QRectF(0, 0, space(0.5), self.height()), QColor(tokens(self.palette()).vermilion)
            )


class TableGrid(QWidget):
    """A table of words under a header, with thin lines; its words can be selected and copied."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(2))
        self._grid.setVerticalSpacing(space(0.5))
        for column in range(len(table.header)):
            self._grid.setColumnStretch(column, 3 if column == 0 else 2)
        for number, row in enumerate((table.header, *table.rows)):
            self._put(2 * number, row, header=number == 0)
            if number < len(table.rows):
                line = QFrame(self)
                line.setProperty("role", "line")
                self._grid.addWidget(line, 2 * number + 1, 0, 1, len(row))

    def _put(self, place: int, row: tuple[str, ...], *, header: bool) -> None:
        for column, words in enumerate(row):
            label = note(words, self) if header else paragraph(words, self)
            if not header:
                label.setFont(font(tabular=True))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, place, column)


class Headline(QFrame):
    """One figure, large, with its interval."""

    def __init__(self, name: str, value: str, interval: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(f"{name}: {value}, {interval}")
        column = in_column(gap=0.25, margins=(1.5, 1, 1.5, 1), parent=self)
        shown = QLabel(value, self)
        shown.setProperty("role", "title")
        add_to(column, note(name, self), STRETCH, shown, note(interval, self))


class ReportView(QScrollArea):
    """A whole report, in one or two columns as the width allows.

    Signals:
        svg_asked: A figure whose drawing is to be saved.
        csv_asked: A figure whose numbers are to be saved.
    """

    svg_asked = Signal(object)
    csv_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards: list[FigureCard] = []
        self.headlines: list[Headline] = []
        self._grids: list[tuple[QGridLayout, list[QWidget]]] = []

    def show_report(self, report: EvaluationReport | None) -> None:
        """Show a report from its top, or nothing."""
        self.cards, self.headlines, self._grids = [], [], []
        inner = QWidget()
        inner.setProperty("role", "page")
        column = in_column(gap=1, margins=(0, 0, 1, 2), parent=inner)
        if report is not None:
            self._fill(column, report, inner)
        column.addStretch(1)
        self.setWidget(inner)
        self.verticalScrollBar().setValue(0)
        self._fit()

    def _fill(self, column: QVBoxLayout, report: EvaluationReport, inner: QWidget) -> None:
        from engine.report.blocks import Heading, Paragraph, Pictures, Table
        from engine.report.evaluation_document import document

        blocks = list(document(report, render))
        first = next(n for n, one in enumerate(blocks) if isinstance(one, Heading))
        pictures: list[FigureCard] = []
        for number, block in enumerate(blocks):
            if number == first:
                self._headlines(column, report, inner)
            if isinstance(block, Pictures):
                pictures += self._cards(block, inner)
                continue
            self._put_cards(column, pictures)
            pictures = []
            if isinstance(block, Heading):
                column.addSpacing(space(1))
                column.addWidget(heading(block.words, inner))
            elif isinstance(block, Paragraph):
                column.addWidget(_paragraph(block, inner))
            elif isinstance(block, Table):
                frame, inside = card(inner)
                inside.addWidget(TableGrid(block, frame))
                column.addWidget(frame)
        self._put_cards(column, pictures)

    def _headlines(self, column: QVBoxLayout, report: EvaluationReport, inner: QWidget) -> None:
        from engine.report.evaluation_words import figure_label

        for name in HEADLINES:
            figure = report.metrics.get(name)
            if figure is None:
                continue
            # All of these are shares of people.
            value, low, high = (
                f"{100 * one:.1f}" for one in (figure.value, figure.low, figure.high)
            )
            interval = self.tr("95 %: {low} to {high}").format(low=low, high=high)
            self.headlines.append(
                Headline(render(figure_label(name)), f"{value} %", interval, inner)
            )
        if self.headlines:
            column.addSpacing(space(1))
            self._put(column, list(self.headlines))

    def _cards(self, block: Pictures, inner: QWidget) -> Iterator[FigureCard]:
        for figure in block.figures:
            made = FigureCard(figure, inner)
            made.svg_asked.connect(self.svg_asked)
            made.csv_asked.connect(self.csv_asked)
            self.cards.append(made)
            yield made

    def _put_cards(self, column: QVBoxLayout, cards: list[FigureCard]) -> None:
        """Put narrow figures into a grid, and wide ones below it."""
        narrow: list[QWidget] = [one for one in cards if not one.wide]
        if narrow:
            self._put(column, narrow)
        for one in cards:
            if one.wide:
                column.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)

    def _put(self, column: QVBoxLayout, widgets: list[QWidget]) -> None:
        grid = QGridLayout()
        grid.setSpacing(space(1.5))
        column.addLayout(grid)
        self._grids.append((grid, widgets))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures into as many columns as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Fit everything to the width that there is."""
        inner = self.widget()
        if inner is None:
            return
        # As if the bar were always there: else it would come and go with the width.
        room = min(_MOST, self.width() - _SCROLL_BAR - space(1))
        inner.setMaximumWidth(room + space(1))
        columns = 2 if room >= _TWO_COLUMNS else 1
        gap = space(1.5)
        for grid, widgets in self._grids:
            large = isinstance(widgets[0], FigureCard)
            count = columns if large else 2 * columns
            for number, widget in enumerate(widgets):
                grid.addWidget(widget, number // count, number % count)
            for place in range(4):
                grid.setColumnStretch(place, 1 if place < count else 0)
        half = min(_MOST_HALF, (room - gap * (columns - 1)) // columns)
        for one in self.cards:
            one.fit(room if one.wide else half)


def _paragraph(block: Paragraph, parent: QWidget) -> QWidget:
    if block.grave:
        return GraveNote(block.words, parent)
    label = note(block.words, parent)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
