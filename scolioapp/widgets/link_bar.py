"""What a recording repeats, and what repeats it: a line for each, with the ways there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from scolioapp.painting.theme import space
from scolioapp.storage.results import Links, ResultEntry
from scolioapp.words.result_words import date_words

_LATER_SHOWN = 3


class LinkBar(QFrame):
    """Lines about linked recordings; hidden where there is none.

    Signals:
        entry_asked: A linked `ResultEntry` that is to be shown.
        comparison_asked: The newer `ResultEntry` of two that are to be shown side by side; None: the one
            whose page this is on.
    """

    entry_asked = Signal(object)
    comparison_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._links = Links()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space(2), space(0.5), space(1), space(0.5))
        self._column.setSpacing(0)
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
        for entry in links.later[:_LATER_SHOWN]:
            words = self.tr("Filmed again on {date}. This recording is replaced.")
            said = words.format(date=date_words(entry.date, " "))
            self._add(said, entry, self.tr("Open the new one"), entry)
        if links.earlier is not None:
            words = self.tr("Repeats the recording of {date}.")
            said = words.format(date=date_words(links.earlier.date, " "))
            self._add(said, links.earlier, self.tr("Open the earlier one"), None)
        elif links.repeats:
            words = self.tr("Repeats the recording of {date}, whose result no longer exists.")
            self._add(words.format(date=date_words(links.repeats, " ")), None, "", None)
        self.setVisible(bool(self._lines))

    def _add(
        self, words: str, entry: ResultEntry | None, way: str, newer: ResultEntry | None
    ) -> None:
        line = QWidget(self)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, space(0.5), 0, 0)
        column.setSpacing(0)
        label = QLabel(words, line)
        label.setWordWrap(True)
        label.setMinimumWidth(1)
        column.addWidget(label)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(1))
        row.addStretch(1)
        column.addLayout(row)
        if entry is not None:
            compare = QPushButton(self.tr("Compare both"), line)
            compare.clicked.connect(partial(self._ask_comparison, newer))
            show = QPushButton(way, line)
            show.clicked.connect(partial(self._ask_entry, entry))
            for button in (compare, show):
                button.setProperty("role", "quiet")
                row.addWidget(button)
        self._lines.append(line)
        self._column.addWidget(line)

    def _ask_comparison(self, newer: ResultEntry | None, *_: object) -> None:
        self.comparison_asked.emit(newer)

    def _ask_entry(self, entry: ResultEntry, *_: object) -> None:
        self.entry_asked.emit(entry)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_links(self._links)
