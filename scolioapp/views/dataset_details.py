"""One dataset: counts by class, facts, what can be done with it, and what was found in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.storage.dataset_facts import Facts
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.views.dataset_found import DatasetFound
from scolioapp.widgets.card_view import CardView
from scolioapp.widgets.counts_grid import CountsGrid
from scolioapp.widgets.elided_label import ElidedLabel
from scolioapp.widgets.page import note
from scolioapp.words.dataset_words import CLASS_ORDER, number, sections
from scolioapp.words.model_words import class_words


class DatasetDetails(QWidget):
    """Shows the selected dataset.

    Signals:
        wanted: Look, check, pack, split, files or remove was pressed; one of the words.
    """

    wanted = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.name = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        self.name.setProperty("role", "heading")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.train_note = note("", self)
        self.look_button = QPushButton(self.tr("&View…"), self)
        self.check_button = QPushButton(self.tr("&Check"), self)
        self.pack_button = QPushButton(self.tr("&Pack…"), self)
        self.split_button = QPushButton(self.tr("Sp&lit…"), self)
        self.files_button = QPushButton(self.tr("Poses and pe&ople…"), self)
        self.remove_button = QPushButton(self.tr("Re&move from list"), self)
        self.counts = CountsGrid(self.tr("Sequences and people in each class"), self)
        self.card = CardView(self)
        self.card.setAccessibleName(self.tr("About the dataset"))
        self.found = DatasetFound(self)
        self.body = QSplitter(Qt.Orientation.Horizontal, self)
        self._say_tooltips()
        self._lay_out()
        for word, button in self.buttons.items():
            button.clicked.connect(lambda _=False, word=word: self.wanted.emit(word))
        self.body.splitterMoved.connect(self._keep_splitter)

    @property
    def buttons(self) -> dict[str, QPushButton]:
        """What can be done with it, by the words of `wanted`."""
        return {
            "look": self.look_button,
            "check": self.check_button,
            "pack": self.pack_button,
            "split": self.split_button,
            "files": self.files_button,
            "remove": self.remove_button,
        }

    def _say_tooltips(self) -> None:
        self.look_button.setToolTip(
            self.tr("View the sequences: silhouettes, skeleton maps, keypoints")
        )
        self.check_button.setToolTip(self.tr("Open every sequence and list what is wrong (F5)"))
        self.pack_button.setToolTip(self.tr("Make a packed store, which is faster to train on"))
        self.split_button.setToolTip(
            self.tr("Choose who is used for training, validation and test, and check for leaks")
        )
        self.files_button.setToolTip(
            self.tr("Set where the poses and the list of people are, if not in the dataset")
        )
        self.remove_button.setToolTip(
            self.tr("Remove it from this list; the folder is not changed (Del)")
        )

    def _lay_out(self) -> None:
        row = in_row((self.name, 1), *self.buttons.values(), gap=1)
        facts = QWidget(self)
        facts.setMinimumWidth(space(38))
        in_column(self.counts, (self.card, 1), gap=1.5, margins=(0, 0.5, 1, 0), parent=facts)
        self.card.setMinimumHeight(space(8))
        self.body.addWidget(facts)
        self.body.addWidget(self.found)
        self.body.setChildrenCollapsible(False)
        self.body.setStretchFactor(0, 2)
        self.body.setStretchFactor(1, 3)
        kept = self._settings.state("dataset_body")
        if kept is not None:
            self.body.restoreState(kept)
        in_column(row, self.train_note, (self.body, 1), gap=1, margins=(0, 0.5, 0, 0), parent=self)

    def _keep_splitter(self, *_change: int) -> None:
        self._settings.keep_state("dataset_body", self.body.saveState())

    def show_dataset(self, dataset: KnownDataset, facts: Facts) -> None:
        """Show a dataset."""
        self.name.say(dataset.name)
        self.card.show_sections(sections(dataset, facts))
        self.found.show_facts(dataset, facts)
        self._show_counts(dataset, facts)

    def _show_counts(self, dataset: KnownDataset, facts: Facts) -> None:
        report = facts.report
        people = {}
        everybody = None
        if report is not None:
            people = {name.value: one.people for name, one in report.classes.items()}
            everybody = report.people

        def said(count: int | None) -> str:
            return self.tr("unknown") if count is None else number(count)

        rows = [
            [class_words(name), number(dataset.classes.get(name, 0)), said(people.get(name))]
            for name in CLASS_ORDER
        ]
        rows.append([self.tr("all"), number(dataset.sequences), said(everybody)])
        titles = [self.tr("Class"), self.tr("Sequences"), self.tr("People")]
        self.counts.show_counts(titles, rows, total=True)

    def show_actions(self, *, idle: bool, there: bool) -> None:
        """Let be pressed what can be done."""
        for word in ("check", "pack", "split", "files"):
            self.buttons[word].setEnabled(idle and there)
        self.look_button.setEnabled(there)
