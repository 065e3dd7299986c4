"""Asks for an evaluation report and a name, to mark a model as validated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.viewmodels.model_manager import ModelManager, sentence
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row
from scolioapp.widgets.page import note, paragraph, primary_button

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class ValidateDialog(GrowingDialog):
    """What it means, which report, who answers for it; errors are said here."""

    def __init__(
        self,
        manager: ModelManager,
        model: InstalledModel,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._model = model
        self._settings = settings
        self._working = False
        self.setWindowTitle(self.tr("Mark “{name}” as validated").format(name=model.name))
        self.setMinimumWidth(space(72))
        self.resize(space(80), space(40))
        self.banner = Banner(self)
        self.report = QLineEdit(self)
        self.report.setPlaceholderText(self.tr("The report from an evaluation (.json)"))
        self.choose_button = QPushButton(self.tr("&Choose…"), self)
        self.by = QLineEdit(self)
        self.by.setPlaceholderText(self.tr("First and last name"))
        self.mark_button = primary_button(self.tr("Mark as &validated"), self)
        self.close_button = QPushButton(self.tr("Cancel"), self)
        self.choose_button.setAutoDefault(False)
        self._lay_out()
        self.report.textChanged.connect(self._show_state)
        self.by.textChanged.connect(self._show_state)
        self.choose_button.clicked.connect(self._choose)
        self.mark_button.clicked.connect(self.mark)
        self.close_button.clicked.connect(self.reject)
        self._show_state()

    def _lay_out(self) -> None:
        words = paragraph(
            self.tr(
                "With this, a named person declares that this model was evaluated on recordings "
                "of people, and that its figures are good enough for its intended use. From then "
                "on its results no longer carry the notice “Research model”; they name this "
                "person and show the figures of the report."
            ),
            self,
        )
        checks = note(
            self.tr(
                "The report must be about exactly these weights and this class order, and about people, "
                "not simulated walkers. It is kept with the model. A demonstration model can never be "
                "validated."
            ),
            self,
        )
        row = in_row((self.report, 1), self.choose_button, gap=1)
        form = QFormLayout()
        form.setHorizontalSpacing(space(2))
        form.setVerticalSpacing(space(1.5))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field, place in (
            (self.tr("Evaluation &report"), self.report, row),
            (self.tr("Responsible &person"), self.by, self.by),
        ):
            buddy = QLabel(label, self)
            buddy.setBuddy(field)
            field.setAccessibleName(label.replace("&", ""))
            form.addRow(buddy, place)
        in_column(
            words,
            checks,
            self.banner,
            form,
            STRETCH,
            button_row(self, action=self.mark_button, leave=self.close_button),
            gap=2,
            margins=3,
            parent=self,
        )

    def _show_state(self) -> None:
        told = bool(self.report.text().strip()) and len(self.by.text().strip()) > 1
        self.mark_button.setEnabled(told and not self._working)
        self.mark_button.setText(
            self.tr("Checking the model and its report…")
            if self._working
            else self.tr("Mark as &validated")
        )

    def _choose(self) -> None:
        dialog = QFileDialog(
            self, self.tr("Choose evaluation report"), self._settings.last_model_folder
        )
        dialog.setNameFilters([self.tr("Evaluation reports (*.json)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, chosen: list[str]) -> None:
        self._settings.last_model_folder = str(Path(chosen[0]).parent)
        self.report.setText(chosen[0])

    def mark(self) -> None:
        """Have the engine decide."""
        self.banner.clear()
        self._working = True
        self._show_state()
        self._manager.validate(
            self._model,
            Path(self.report.text().strip()),
            self.by.text().strip(),
            done=self.accept,
            failed=self._on_failed,
        )

    def _on_failed(self, error: ScolioError) -> None:
        self._working = False
        self._show_state()
        self.banner.say(sentence(error), severity=Severity.REPEAT)
