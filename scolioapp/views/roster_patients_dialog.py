"""Makes patients of a list of children in a file, without a screening day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.core.text import by_number
from engine.roster.entries import Child
from scolioapp.viewmodels.roster_patients import RosterPatients
from scolioapp.views.roster_import import RosterPreview


class RosterPatientsDialog(RosterPreview):
    """Shows what a list would do to the patients, and does it.

    Args:
        form: The file that was chosen.
        parent: Owner.

    Signals:
        entered: A `Taken`: how many patients are new, and about how many something new is known.
    """

    entered = Signal(object)

    def __init__(self, form: RosterPatients, parent: QWidget | None = None) -> None:
        super().__init__(form, self.tr("Patients from a list"), parent)
        self._patients_form = form
        self._show()
        self.begin_button.setFocus()

    def _words_of_button(self, rows: int) -> str:
        if not rows:
            return self.tr("&Add to the patients")
        return by_number(
            rows,
            self.tr("&Add to the patients without this row"),
            self.tr("&Add to the patients without these {rows} rows"),
        ).format(rows=rows)

    def _begin(self) -> None:
        def done(_: Sequence[Child], taken: object) -> None:
            self.entered.emit(taken)
            self.accept()

        self.begin_button.setEnabled(False)
        self._patients_form.enter(done=done, failed=self.say_error)
