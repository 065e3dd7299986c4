"""Asks how probabilities and thresholds are to be fitted on validation people, and shows what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row
from scolioapp.widgets.evaluation_view import TableGrid
from scolioapp.widgets.page import card, note, paragraph, primary_button
from scolioapp.widgets.task_row import TaskRow
from scolioapp.words.evaluation_page_words import reading_rows

if TYPE_CHECKING:
    from engine.evaluation.calibrate import CalibrationResult
    from engine.models.cards import ModelCard


class CalibrateDialog(GrowingDialog):
    """What is fitted and on whom, how, and then before and after."""

    def __init__(self, model: EvaluationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        chosen = model.model
        name = "" if chosen is None else chosen.name
        self.setWindowTitle(self.tr("Fit the calibration of “{name}”").format(name=name))
        self.setMinimumWidth(space(72))
        self.banner = Banner(self)
        self.youden = QRadioButton(
            self.tr("Thresholds with the largest sensitivity + specificity (&Youden)"), self
        )
        self.wished = QRadioButton(self.tr("Thresholds for a target &sensitivity"), self)
        self.sensitivity = _percent(50, 99.9, 90, self)
        self.inconclusive = _percent(0, 49, 5, self)
        self.scale_only = QCheckBox(self.tr("Fit the scale only; &keep the thresholds"), self)
        self.fit_button = primary_button(self.tr("&Fit"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.task_row = TaskRow(model.task, self)
        self.task_row.say(self.tr("Judging the validation people…"))
        self.youden.setChecked(True)
        self._result, self._result_column = card(self)
        # There from the start, so that nothing is squeezed when the figures come.
        self.table: TableGrid | None = None
        if chosen is not None:
            self._show_reading(chosen.card, None)
        self._lay_out()
        self._connect_signals()
        self._show_state()

    def _lay_out(self) -> None:
        parts, dataset = self._model.parts, self._model.dataset
        words = self.tr(
            "Probabilities and thresholds are fitted on the {count} validation sequences of "
            "“{name}”. The test people are not used. The model's card will say what was fitted, "
            "on whom and when."
        ).format(
            count=0 if parts is None else parts.validation,
            name="" if dataset is None else dataset.name,
        )
        after = self.tr(
            "Earlier reports then no longer apply: evaluate the model again afterwards."
        )
        form = QFormLayout()
        form.setHorizontalSpacing(space(2))
        form.setVerticalSpacing(space(1))
        for said, field in (
            (self.tr("Sensitivity among positive and neutral &people"), self.sensitivity),
            (self.tr("In&conclusive at most"), self.inconclusive),
        ):
            label = QLabel(said, self)
            label.setBuddy(field)
            field.setAccessibleName(said.replace("&", ""))
            form.addRow(label, field)
        buttons = in_row(
            (self.task_row, 1),
            button_row(self, action=self.fit_button, leave=self.close_button),
            gap=1,
        )
        in_column(
            paragraph(words, self),
            note(after, self),
            self.banner,
            self.youden,
            self.wished,
            form,
            self.scale_only,
            self._result,
            STRETCH,
            buttons,
            gap=1.5,
            margins=3,
            parent=self,
        )

    def _connect_signals(self) -> None:
        for choice in (self.youden, self.wished, self.scale_only):
            choice.toggled.connect(self._show_state)
        self._model.task.changed.connect(self._show_state)
        self._model.calibrated.connect(self._on_calibrated)
        self._model.said.connect(self._on_said)
        self.fit_button.clicked.connect(self.fit)
        self.close_button.clicked.connect(self.reject)

    def _show_state(self) -> None:
        idle = not self._model.task.running
        free = idle and not self.scale_only.isChecked()
        for choice in (self.youden, self.wished, self.inconclusive):
            choice.setEnabled(free)
        self.sensitivity.setEnabled(free and self.wished.isChecked())
        self.scale_only.setEnabled(idle)
        self.fit_button.setEnabled(self._model.can_calibrate)

    def fit(self) -> None:
        """Have the engine fit."""
        self.banner.clear()
        self._model.calibrate(
            sensitivity=self.sensitivity.value() / 100 if self.wished.isChecked() else None,
            inconclusive=self.inconclusive.value() / 100,
            scale_only=self.scale_only.isChecked(),
        )

    def _on_calibrated(self, done: CalibrationResult) -> None:
        words = by_number(
            done.people,
            self.tr("Fitted on {sequences} sequences from one person."),
            self.tr("Fitted on {sequences} sequences from {people} people."),
        )
        self.banner.say(words.format(sequences=done.sequences, people=done.people))
        self._show_reading(done.before, done.after)

    def _show_reading(self, before: ModelCard, after: ModelCard | None) -> None:
        from engine.report.blocks import Table

        header = ("", self.tr("Before"), self.tr("Now"))
        table = TableGrid(Table(header, reading_rows(before, after)), self._result)
        if self.table is None:
            self._result_column.addWidget(table)
        else:
            self._result_column.replaceWidget(self.table, table)
            self.table.hide()
            self.table.deleteLater()
        self.table = table

    def _on_said(self, words: str, severity: Severity) -> None:
        self.banner.say(words, severity=severity)

    def reject(self) -> None:
        """Stop what runs, and close."""
        self._model.task.cancel()
        super().reject()


def _percent(low: float, high: float, value: float, parent: QWidget) -> QDoubleSpinBox:
    box = QDoubleSpinBox(parent)
    box.setRange(low, high)
    box.setDecimals(1)
    box.setSuffix(" %")
    box.lineEdit().setTextMargins(space(0.75), 0, 0, 0)
    box.setValue(value)
    return box
