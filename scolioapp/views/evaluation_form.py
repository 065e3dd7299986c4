"""The form of the Evaluation page: which model, on whom, compared with what, and what must be known first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note
from scolioapp.widgets.remark_list import RemarkList
from scolioapp.words.evaluation_page_words import calibrate_hint, model_line, worth_line

_WIDEST = 420


class EvaluationForm(QScrollArea):
    """Fields from top to bottom, and the remarks on what is chosen."""

    def __init__(self, model: EvaluationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(space(37))
        self.setMaximumWidth(_WIDEST)
        self.model_box = DropDown(self)
        self.against_box = DropDown(self)
        self.dataset_box = DropDown(self)
        self.subjects = QLineEdit(self)
        self.description = QLineEdit(self)
        self.prevalence = QDoubleSpinBox(self)
        self.worth = note("", self)
        self.add_button = QPushButton(self.tr("&Add to models"), self)
        self.choose_button = QPushButton(self.tr("Ch&oose…"), self)
        self.own_button = QPushButton(self.tr("Dataset's own"), self)
        self.calibrate_button = QPushButton(self.tr("&Fit calibration…"), self)
        self.remarks = RemarkList(self)
        self._set_up()
        self._lay_out()
        self._connect_signals()
        self.show_state()

    def _set_up(self) -> None:
        for box in (self.model_box, self.against_box, self.dataset_box):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
        self.subjects.setReadOnly(True)
        self.own_button.setProperty("role", "quiet")
        self.own_button.setToolTip(self.tr("Use the dataset's own subject map again"))
        self.choose_button.setToolTip(
            self.tr("A CSV with the columns id, subject and, if known, sex and age")
        )
        self.description.setPlaceholderText(self.tr("Two schools, 2026"))
        self.prevalence.setRange(0.1, 99.0)
        self.prevalence.setDecimals(1)
        self.prevalence.setSuffix(" %")
        self.prevalence.lineEdit().setTextMargins(space(0.75), 0, 0, 0)
        self.prevalence.setValue(100 * self._model.prevalence)
        self.prevalence.setToolTip(
            self.tr("Share of people in the group where the model will be used, for PPV and NPV")
        )

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "page")
        column = in_column(gap=0.5, margins=(0, 0, 1.5, 1), parent=inner)
        below = in_row((self.worth, 1), self.add_button)
        map_row = in_row((self.subjects, 1), self.own_button, self.choose_button, gap=1)
        self._field(column, self.tr("&Model"), self.model_box)
        column.addLayout(below)
        self._field(column, self.tr("Compare &with, on the same people"), self.against_box)
        self._field(column, self.tr("O&n dataset"), self.dataset_box)
        self._field(
            column,
            self.tr("Which person each sequence shows (subject map)"),
            self.subjects,
            map_row,
        )
        self._field(column, self.tr("Descr&iption of the data, for the report"), self.description)
        self._field(column, self.tr("&Prevalence for PPV and NPV"), self.prevalence)
        column.addSpacing(space(1))
        column.addWidget(self.remarks)
        column.addSpacing(space(0.5))
        add_to(column, self.calibrate_button, STRETCH)
        self.setWidget(inner)

    def _field(
        self, column: QVBoxLayout, words: str, field: QWidget, place: QHBoxLayout | None = None
    ) -> None:
        label = QLabel(words, self)
        label.setBuddy(field)
        label.setWordWrap(True)
        field.setAccessibleName(words.replace("&", ""))
        column.addSpacing(space(0.5))
        column.addWidget(label)
        if place is None:
            column.addWidget(field)
        else:
            column.addLayout(place)

    def _connect_signals(self) -> None:
        model = self._model
        model.changed.connect(self.show_state)
        self.model_box.activated.connect(self._on_model)
        self.against_box.activated.connect(self._on_against)
        self.dataset_box.activated.connect(self._on_dataset)
        self.choose_button.clicked.connect(self.choose_subjects)
        self.own_button.clicked.connect(lambda: model.set_subjects(None))
        self.description.textChanged.connect(self._on_description)
        self.prevalence.valueChanged.connect(self._on_prevalence)
        self.add_button.clicked.connect(self._add)

    # From the person

    def _on_model(self, row: int) -> None:
        self._model.set_model(self.model_box.itemData(row))

    def _on_against(self, row: int) -> None:
        self._model.set_against(self.against_box.itemData(row))

    def _on_dataset(self, row: int) -> None:
        self._model.set_dataset(self.dataset_box.itemData(row))

    def _on_description(self, words: str) -> None:
        self._model.description = words

    def _on_prevalence(self, percent: float) -> None:
        self._model.prevalence = percent / 100

    def _add(self) -> None:
        if self._model.model is not None:
            self._model.add_to_models(self._model.model.folder)

    def choose_subjects(self) -> None:
        """Ask for a subject map."""
        settings = self._model.settings
        dialog = QFileDialog(self, self.tr("Choose subject map"), settings.last_dataset_folder)
        dialog.setNameFilters([self.tr("Subject maps (*.csv)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_subjects)
        dialog.open()

    def _on_subjects(self, chosen: Sequence[str]) -> None:
        path = Path(chosen[0])
        self._model.settings.last_dataset_folder = str(path.parent)
        self._model.set_subjects(path)

    # From the state

    def show_state(self) -> None:
        """Show what may be chosen, and what is."""
        model = self._model
        lines = [(model_line(one), one.folder) for one in model.candidates]
        chosen = None if model.model is None else model.model.folder
        _fill(self.model_box, lines, chosen, empty=self.tr("no model yet"))
        others = [(words, folder) for words, folder in lines if folder != chosen]
        compared = None if model.against is None else model.against.folder
        none = (self.tr("no other model"), None)
        _fill(self.against_box, [none, *others], compared, empty="")
        sets = [(one.name, one.path) for one in model.datasets]
        path = None if model.dataset is None else model.dataset.path
        _fill(self.dataset_box, sets, path, empty=self.tr("no dataset yet"))
        self._show_subjects()
        self._show_actions()
        self.remarks.show_remarks(model.remarks())

    def _show_subjects(self) -> None:
        chosen, dataset = self._model.subjects, self._model.dataset
        self.own_button.setVisible(chosen is not None)
        path = chosen if chosen is not None else None if dataset is None else dataset.subjects
        self.subjects.setText("" if path is None else path.name)
        self.subjects.setToolTip("" if path is None else str(path))
        self.subjects.setPlaceholderText(self.tr("the dataset's own"))

    def _show_actions(self) -> None:
        model, idle = self._model.model, not self._model.task.running
        self.worth.setText("" if model is None else worth_line(model))
        self.add_button.setVisible(model is not None and not model.installed)
        self.add_button.setEnabled(idle)
        self.add_button.setToolTip(
            self.tr("Copy this model to the installed ones; it stays local, unvalidated")
        )
        self.calibrate_button.setEnabled(self._model.can_calibrate)
        self.calibrate_button.setToolTip(calibrate_hint(model, self._model.parts))
        for field in (self.model_box, self.against_box, self.dataset_box, self.choose_button):
            field.setEnabled(idle)


def _fill(
    box: QComboBox, lines: Sequence[tuple[str, Path | None]], chosen: Path | None, *, empty: str
) -> None:
    """Put lines into a box, unless they are there, and show the chosen one."""
    with QSignalBlocker(box):
        there = [(box.itemText(row), box.itemData(row)) for row in range(box.count())]
        shown = list(lines) or [(empty, None)]
        if there != shown:
            box.clear()
            for words, data in shown:
                box.addItem(words, data)
        places = [data for _, data in shown]
        box.setCurrentIndex(places.index(chosen) if chosen in places else 0)
    box.setToolTip(box.currentText())
