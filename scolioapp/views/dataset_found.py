"""What was found in a dataset: its check, its split with leaks, and what was left out."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from engine.core.text import by_number
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.dataset_facts import Facts
from scolioapp.storage.dataset_requests import PartCount
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.viewmodels.dataset_table import finding_rows, leak_rows, left_out_rows
from scolioapp.widgets.counts_grid import CountsGrid
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.found_list import FoundList
from scolioapp.widgets.page import note, paragraph
from scolioapp.words.dataset_words import (
    CLASS_ORDER,
    PARTS,
    by_person_words,
    counted,
    likeness_words,
    number,
    part_words,
)
from scolioapp.words.model_words import class_words

CHECK, SPLIT, LEFT_OUT = 0, 1, 2


class DatasetFound(QWidget):
    """Three lists behind three choices.

    Signals:
        report_asked: The check is to be saved.
        partition_asked: The partition is to be saved.
    """

    report_asked = Signal()
    partition_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = Facts()
        self._is_split = False
        self._group = QButtonGroup(self)
        self.choices: list[QPushButton] = []
        self.stack = QStackedWidget(self)
        self.stack.setMinimumHeight(space(27))
        self._build_check()
        self._build_split()
        self.left_out = FoundList(self.tr("Left out"), self)
        choices = in_row(gap=0.5)
        for page in (self._check_page(), self._split_page(), self.left_out):
            self.stack.addWidget(page)
            choices.addWidget(self._choice())
        add_to(choices, STRETCH, self.report_button, self.partition_button)
        in_column(choices, (self.stack, 1), gap=1, margins=0, parent=self)
        self.choices[CHECK].setChecked(True)
        self._group.idClicked.connect(self.open_part)
        self.filter.currentIndexChanged.connect(self._show_findings)
        self.report_button.clicked.connect(self.report_asked)
        self.partition_button.clicked.connect(self.partition_asked)

    def _choice(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "choice")
        button.setCheckable(True)
        self._group.addButton(button, len(self.choices))
        self.choices.append(button)
        return button

    def _build_check(self) -> None:
        self.filter = DropDown(self)
        self.filter.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self.filter.setAccessibleName(self.tr("Findings to show"))
        self.report_button = QPushButton(self.tr("&Save report…"), self)
        self.report_button.setToolTip(self.tr("Save all findings as JSON or CSV"))
        self.check_words = paragraph("", self)
        self.findings = FoundList(self.tr("Check findings"), self)

    def _check_page(self) -> QWidget:
        place = QWidget(self)
        row = in_row(self.filter, STRETCH, gap=1)
        in_column(row, self.check_words, (self.findings, 1), 0, gap=1, margins=0, parent=place)
        return place

    def _build_split(self) -> None:
        self.partition_button = QPushButton(self.tr("Save partitio&n…"), self)
        self.partition_button.setToolTip(
            self.tr("Save the split as a JSON file that OpenGait reads")
        )
        self.split_words = paragraph("", self)
        self.split_note = note("", self)
        self.counts = CountsGrid(self.tr("Sequences of each class in each part"), self)
        self.leaks = FoundList(self.tr("Leaks"), self)

    def _split_page(self) -> QWidget:
        place = QWidget(self)
        in_column(
            self.split_words,
            self.counts,
            self.split_note,
            (self.leaks, 1),
            0,
            gap=1,
            margins=0,
            parent=place,
        )
        return place

    # Showing

    def open_part(self, part: int) -> None:
        """Open one of the three."""
        self.choices[part].setChecked(True)
        self.stack.setCurrentIndex(part)
        self.report_button.setVisible(part == CHECK and self._facts.report is not None)
        self.partition_button.setVisible(part == SPLIT and self._is_split)

    def show_facts(self, dataset: KnownDataset, facts: Facts) -> None:
        """Show what is known of a dataset."""
        self._facts = facts
        self._is_split = dataset.partition is not None
        self._show_filter()
        self._show_findings()
        self._show_split(dataset)
        rows = left_out_rows(facts.left_out)
        self.left_out.show_rows([self.tr("Name"), self.tr("Reason")], rows, [space(22)])
        self._show_choices(dataset)
        part = self.stack.currentIndex()
        self.open_part(CHECK if part == LEFT_OUT and not facts.left_out else part)

    def _show_choices(self, dataset: KnownDataset) -> None:
        facts = self._facts
        check, split, out = self.choices
        check.setText(self.tr("Check"))
        if facts.report is not None:
            broken = counted(facts.report)["broken"]
            words = (
                self.tr("Check: broken ({count})") if broken else self.tr("Check: nothing broken")
            )
            check.setText(words.format(count=broken))
        split.setText(self.tr("Not split"))
        if dataset.partition is not None:
            leaks = 0 if facts.split is None else len(facts.split.leaks)
            words = (
                self.tr("Split: leaks found ({count})")
                if leaks
                else self.tr("Split: no leaks found")
            )
            split.setText(words.format(count=leaks) if facts.split else self.tr("Split"))
        out.setText(self.tr("Left out: {count}").format(count=len(facts.left_out)))
        out.setVisible(bool(facts.left_out))

    def _show_filter(self) -> None:
        chosen = self.filter.currentData() or ""
        report = self._facts.report
        counts = {} if report is None else counted(report)
        blocker = QSignalBlocker(self.filter)
        self.filter.clear()
        for name, words in (
            ("", self.tr("All findings ({count})")),
            ("broken", self.tr("Broken ({count})")),
            ("warning", self.tr("Warnings ({count})")),
            ("note", self.tr("Notes ({count})")),
        ):
            count = counts.get(name, 0) if name else sum(counts.values())
            self.filter.addItem(words.format(count=number(count)), name)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        blocker.unblock()

    def _show_findings(self) -> None:
        report = self._facts.report
        self.filter.setVisible(report is not None and bool(report.findings))
        if report is None:
            words = self.tr("Not checked yet. A check opens every sequence and runs nothing in it.")
            self.check_words.setText(words)
            self.check_words.show()
            self.findings.hide()
            return
        rows = finding_rows(report, self.filter.currentData() or "")
        titles = [self.tr("Sequence"), self.tr("Problem, and what to do")]
        self.findings.show_rows(titles, rows, [space(26)])
        self.findings.setVisible(bool(rows))
        none = self.tr("Nothing of this kind was found.")
        if not report.findings:
            none = self.tr("No problems found: every sequence is usable.")
        self.check_words.setText(none)
        self.check_words.setVisible(not rows)

    def _show_split(self, dataset: KnownDataset) -> None:
        split = self._facts.split if dataset.partition is not None else None
        self.counts.setVisible(split is not None)
        self.split_note.setVisible(split is not None)
        self.leaks.setVisible(split is not None and bool(split.leaks))
        if split is None:
            self.split_words.setText(
                self.tr(
                    "Not split yet. A split decides who is used to train a network, to select it "
                    "and to test it, and checks for people and copies that are in two parts."
                )
                if dataset.partition is None
                else self.tr("It is split; what was found then is no longer known.")
            )
            return
        self.split_words.setText(by_person_words(split))
        self.split_note.setText(likeness_words(split))
        self.leaks.show_rows(
            [self.tr("Kind"), self.tr("What is in two parts")], leak_rows(split), [space(22)]
        )
        one, more = (
            self.tr("{sequences} from one person"),
            self.tr("{sequences} from {people} people"),
        )

        def said(part: PartCount) -> str:
            words = by_number(part.people, one, more) if split.by_person else "{sequences}"
            return words.format(sequences=number(part.sequences), people=number(part.people))

        rows = [
            [class_words(name), *(said(split.parts[part][name]) for part in PARTS)]
            for name in CLASS_ORDER
            if all(name in split.parts[part] for part in PARTS)
        ]
        self.counts.show_counts([self.tr("Class"), *map(part_words, PARTS)], rows)
