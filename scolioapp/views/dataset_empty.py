"""The Dataset page before there is a dataset: what one is, and the three ways to one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.widgets.page import card, heading, note, paragraph, primary_button


class EmptyDatasets(QWidget):
    """Words, and a card for each way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = primary_button(self.tr("&Open dataset…"), self)
        self.extract_button = QPushButton(self.tr("From your own &videos…"), self)
        self.simulate_button = QPushButton(self.tr("&Simulate…"), self)
        in_column(
            paragraph(
                self.tr(
                    "A dataset is a collection of recorded walks, each with its class: positive, "
                    "neutral or negative. A network is trained on some of the people in it, "
                    "selected on others, and tested on the rest. The data stays where it is; this "
                    "list only remembers where."
                ),
                self,
            ),
            self._ways(),
            note(self.tr("A folder can also be dropped anywhere on this page."), self),
            STRETCH,
            gap=2,
            margins=0,
            parent=self,
        )

    def _ways(self) -> QHBoxLayout:
        row = in_row(gap=2)
        for title, words, button in (
            (
                self.tr("A dataset on this computer"),
                self.tr(
                    "A folder in the Scoliosis1K layout, with pickles or with images and JSON, or "
                    "a packed store. It is checked first; nothing in it is run."
                ),
                self.open_button,
            ),
            (
                self.tr("Your own videos"),
                self.tr(
                    "A folder of walking videos and a list that gives the class of each. The "
                    "walkers are followed as in a screening."
                ),
                self.extract_button,
            ),
            (
                self.tr("Simulated walkers"),
                self.tr(
                    "As many people as you like, to try everything out. What is learned from them "
                    "says nothing about real people."
                ),
                self.simulate_button,
            ),
        ):
            frame, column = card(self)
            add_to(column, heading(title, frame), paragraph(words, frame), STRETCH)
            button.setAccessibleDescription(words)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            row.addWidget(frame, 1)
        return row
