"""What a recording repeats, what repeats it, its other judgements: a line for each, with the ways there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.storage.result_links import Links
from scolioapp.storage.results import ResultEntry
from scolioapp.widgets.page import quiet_button
from scolioapp.words.result_words import date_words

_LATER_SHOWN = 3


class LinkBar(QFrame):
    """Lines about linked recordings; hidden where there is none.

    Signals:
        entry_asked: A linked `ResultEntry` that is to be shown.
        comparison_asked: The newer `ResultEntry` of two that are to be shown side by side; None: the one
            whose page this is on.
        judgement_asked: Number of another judgement of this recording that is to be shown.
    """

    entry_asked = Signal(object)
    comparison_asked = Signal(object)
    judgement_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._links = Links()
        self._column = in_column(gap=0, margins=(2, 0.5, 1, 0.5), parent=self)
        self._lines: list[QWidget] = []
        self.show_links(self._links)

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons, from the top."""
        return [button for line in self._lines for button in line.findChildren(QPushButton)]

    @property
    def words(self) -> list[str]:
        """What is said, a line each."""
        return [label.text() for line in self._lines for label in line.findChildren(QLabel)]

    def show_links(self, links: Links) -> None:
        """Show what a recording is linked with."""
        self._links = links
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = []
        self._add_judgements()
        for entry in links.later[:_LATER_SHOWN]:
            words = self.tr("Filmed again on {date}. This recording is replaced.")
            said = words.format(date=date_words(entry.date, " "))
            self._add(said, self._ways(entry, self.tr("Open the new one"), entry))
        if links.earlier is not None:
            words = self.tr("Repeats the recording of {date}.")
            said = words.format(date=date_words(links.earlier.date, " "))
            self._add(said, self._ways(links.earlier, self.tr("Open the earlier one"), None))
        elif links.repeats:
            words = self.tr("Repeats the recording of {date}, whose result no longer exists.")
            self._add(words.format(date=date_words(links.repeats, " ")), {})
        self.setVisible(bool(self._lines))

    def _add_judgements(self) -> None:
        """Say that the recording was judged more than once, and which judgement is shown."""
        judgements = self._links.judgements
        before = [each for each in judgements if each.number < self._links.judgement]
        ways: dict[str, Callable[[], None]] = {}
        if before:
            show = partial(self.judgement_asked.emit, before[-1].number)
            ways[self.tr("Show the one before")] = show
        if self._links.replaced:
            shown = judgements[len(before)]
            ways[self.tr("Show the newest")] = partial(
                self.judgement_asked.emit, judgements[-1].number
            )
            words = self.tr(
                "Judgement {number} of {count}, of {date}: replaced by a newer one. It can be "
                "looked at, but not changed or saved."
            ).format(
                number=len(before) + 1, count=len(judgements), date=date_words(shown.date, " ")
            )
            self._add(words, ways)
        elif before:
            words = self.tr("Judged {count} times; this is the newest judgement.")
            self._add(words.format(count=len(judgements)), ways)

    def _ways(
        self, entry: ResultEntry, way: str, newer: ResultEntry | None
    ) -> dict[str, Callable[[], None]]:
        """Return the ways to a linked recording, by the words of their buttons."""
        return {
            self.tr("Compare both"): partial(self.comparison_asked.emit, newer),
            way: partial(self.entry_asked.emit, entry),
        }

    def _add(self, words: str, ways: Mapping[str, Callable[[], None]]) -> None:
        line = QWidget(self)
        column = in_column(gap=0, margins=(0, 0.5, 0, 0), parent=line)
        label = QLabel(words, line)
        label.setWordWrap(True)
        label.setMinimumWidth(1)
        column.addWidget(label)
        row = in_row(STRETCH, gap=1, margins=0)
        column.addLayout(row)
        for name, go in ways.items():
            button = quiet_button(name, line)
            button.clicked.connect(lambda _checked, go=go: go())
            row.addWidget(button)
        self._lines.append(line)
        self._column.addWidget(line)
