"""Asks how a dataset is to be split, and says whether the split can keep people apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from scolioapp.painting.layouts import add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.storage.dataset_facts import Facts, files_of
from scolioapp.storage.dataset_requests import SplitRequest
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.views.dataset_form import FormDialog, number_box
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note
from scolioapp.widgets.path_field import PathKind


class SplitDialog(FormDialog):
    """A new split, or OpenGait's completed; whose each sequence is; how likeness is judged."""

    def __init__(
        self,
        dataset: KnownDataset,
        facts: Facts,
        models: ModelManager,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        before: SplitRequest | None = None,
    ) -> None:
        super().__init__("", "", settings, parent)
        self._dataset = dataset
        self._models = models
        report = facts.report
        self._own_list = report is not None and report.people is not None
        self.setWindowTitle(self.tr("Split “{name}”").format(name=dataset.name))
        self.action_button.setText(self.tr("&Split"))
        self.people_words = self.say("")
        self._build_fields()
        self._fill(before or SplitRequest(files_of(dataset), Path()))
        for button in (self.new, self.complete):
            button.toggled.connect(self.show_state)
        models.models_changed.connect(self._list_models)
        if not models.known:
            models.refresh()
        self.show_state()

    def _build_fields(self) -> None:
        self.new = QRadioButton(self.tr("A &new split"), self)
        self.complete = QRadioButton(self.tr("&Complete an OpenGait partition"), self)
        add_to(self.column, self.new, self.complete)
        self.partition = self.path_field(
            self.tr("Partition"), PathKind.FILE, filters=self.tr("Partitions (*.json)")
        )
        self.test = number_box(1, 50, 20, " %")
        self.validation = number_box(1, 50, 15, " %")
        self.seed = number_box(0, 2**31 - 1, 0)
        self.subjects = self.path_field(
            self.tr("List of people"),
            PathKind.FILE,
            filters=self.tr("Lists (*.csv)"),
            hint=self.tr("subjects.csv in the dataset"),
        )
        self.likeness = DropDown(self)
        self.likeness.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        kept = self.tr("Its test set is kept; validation is taken from its training set.")
        self._partition_label = self.add(self.tr("&Partition"), self.partition, kept)
        self._test_label = QLabel(self.tr("&Test"), self)
        self._test_label.setBuddy(self.test)
        self.form.addRow(self._test_label, self._shares())
        self.add(
            self.tr("&List of people"),
            self.subjects,
            self.tr(
                "CSV with the columns id and subject, which say which person each sequence shows."
            ),
        )
        self.add(
            self.tr("S&imilarity by"),
            self.likeness,
            self.tr("Finds copies and excerpts in two parts; never the same person filmed twice."),
        )

    def _shares(self) -> QVBoxLayout:
        """Put test, validation and seed in one row."""
        row = in_row(self.test, gap=1)
        self.test.setAccessibleName(self.tr("Test"))
        for words, field in (
            (self.tr("&Validation"), self.validation),
            (self.tr("S&eed"), self.seed),
        ):
            label = QLabel(words, self)
            label.setBuddy(field)
            label.setContentsMargins(0, 0, space(0.5), 0)
            field.setAccessibleName(words.replace("&", ""))
            row.addSpacing(space(1))
            add_to(row, label, field)
        row.addStretch(1)
        column = in_column(row, gap=0.25)
        words = self.tr("Shares count people. The same seed gives the same split.")
        column.addWidget(note(words, self))
        for field in (self.test, self.validation, self.seed):
            field.valueChanged.connect(self.show_state)
        return column

    def _fill(self, request: SplitRequest) -> None:
        self._model = request.model
        self.complete.setChecked(request.partition is not None)
        self.new.setChecked(request.partition is None)
        self.partition.set_path(request.partition)
        self.test.setValue(round(100 * request.test))
        self.validation.setValue(round(100 * request.validation))
        self.seed.setValue(request.seed)
        self.subjects.set_path(request.files.subjects)
        self._list_models()

    def _list_models(self) -> None:
        chosen = self.likeness.currentData() if self.likeness.count() else self._model
        self.likeness.clear()
        self.likeness.addItem(self.tr("mean silhouettes"), None)
        for model in self._models.usable:
            self.likeness.addItem(model.name, model.folder)
        self.likeness.setCurrentIndex(max(0, self.likeness.findData(chosen)))

    def show_state(self) -> None:
        """Say what is wanting, and whether people can be kept apart."""
        super().show_state()
        completes = self.complete.isChecked()
        for widget in (self.partition, self._partition_label):
            widget.setEnabled(completes)
        for field in (self.test, self._test_label):
            field.setEnabled(not completes)
        known = self._own_list or self.subjects.path is not None
        self.people_words.setText(
            self.tr(
                "By person: it is known which person each sequence shows, so nobody is in two "
                "parts, and the shares of the classes are kept."
            )
            if known
            else self.tr(
                "By sequence, leakage possible: nothing says which person each sequence shows, so "
                "the same person may be in two parts. Add a list of people to split by person."
            )
        )

    def missing_words(self) -> str:
        """Ask for the partition, and for shares that leave somebody to train on."""
        if self.complete.isChecked():
            return "" if self.partition.path else self.tr("Choose the partition.")
        if self.test.value() + self.validation.value() > 90:
            return self.tr("Leave at least 10 % for training.")
        return ""

    def request(self) -> SplitRequest:
        """Return what was told."""
        return SplitRequest(
            replace(files_of(self._dataset), subjects=self.subjects.path),
            Path(),
            seed=self.seed.value(),
            validation=self.validation.value() / 100,
            test=self.test.value() / 100,
            partition=self.partition.path if self.complete.isChecked() else None,
            model=self.likeness.currentData(),
        )
