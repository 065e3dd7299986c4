"""The recycle bin of the patients, in place of the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_row
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.viewmodels.patient_bin import BinColumn, PatientBin
from scolioapp.widgets.page import Page, note
from scolioapp.widgets.record_table import RecordTable


class PatientsBin(Page):
    """Deleted patients, and the way back for each.

    Args:
        model: The recycle bin.
        examine: Whether whoever is there may restore patients.
        names: Whether names are seen.
        parent: Owner.

    Signals:
        restored: A `Patient` that is on the list again.
    """

    restored = Signal(object)

    def __init__(
        self, model: PatientBin, *, examine: bool, names: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self.setObjectName("patientsBin")
        self.title.setText(self.tr("Recycle bin"))
        self._model = model
        self.explained = note("", self)
        self.table = RecordTable(model, self.tr("Recycle bin"), row_height=space(5), parent=self)
        self.table.setFont(font(TextSize.BODY, tabular=True))
        self.table.fit_columns(
            {
                BinColumn.NUMBER: space(16),
                BinColumn.BIRTH: space(17),
                BinColumn.DELETED: space(17),
                BinColumn.LEFT: space(17),
            }
        )
        self.table.setColumnHidden(BinColumn.NAME, not names)
        if not names:
            mode = QHeaderView.ResizeMode.Stretch
            self.table.horizontalHeader().setSectionResizeMode(BinColumn.NUMBER, mode)
        self.restore_button = QPushButton(self.tr("&Restore"), self)
        self.restore_button.setVisible(examine)
        self.empty = QLabel(self.tr("The recycle bin is empty."), self)
        self.content.addWidget(self.explained)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.empty)
        self.content.addLayout(in_row(self.restore_button, STRETCH, gap=1))
        self.restore_button.clicked.connect(self.restore)
        if examine:
            self.table.activated.connect(self.restore)
        self.table.chosen.connect(self._show)
        model.settled.connect(self._show)
        model.failed.connect(self.say_error)
        self._show()

    def _show(self) -> None:
        some = bool(self._model.rowCount())
        self.table.setVisible(some)
        self.empty.setVisible(not some)
        self.restore_button.setEnabled(self.table.current is not None)
        words = self.tr(
            "Deleted patients lie here with everything that belongs to them. After {days} days an "
            "administrator is asked whether they are to be erased for good; until then they come back whole."
        )
        self.explained.setText(words.format(days=self._model.days))
        self.explained.setVisible(some)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the table."""
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    def restore(self) -> None:
        """Take the chosen patient out of the recycle bin."""
        patient = self.table.current
        if patient is None:
            return

        def done() -> None:
            self._model.refresh()
            self.restored.emit(patient)

        self._model.restore(patient, done)

    def say_error(self, error: ScolioError) -> None:
        """Say what went wrong."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.REPEAT)
