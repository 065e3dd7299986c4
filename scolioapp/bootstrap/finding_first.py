"""The examiner's own finding, asked for before an outcome is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.bootstrap.opened_patient import refuser
from scolioapp.i18n import date_pattern, render
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import MainWindow

if TYPE_CHECKING:
    from scolioapp.storage.records.review_reading import ReviewFacts
    from scolioapp.storage.records.visits import ExaminerFindings
    from scolioapp.storage.results import ResultEntry
    from scolioapp.views.findings_form import FindingsForm


class FindingFirst(QObject):
    """Opens the form of the findings for the visit of a recording.

    Args:
        window: Owner.
        door: The records.
        found: Called once the finding is written down, with the result that was asked for.

    Attributes:
        form: The form that was opened last.
    """

    def __init__(
        self,
        window: MainWindow,
        door: RecordsDoor,
        found: Callable[[ResultEntry | None], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        self._found = found
        self.form: FindingsForm | None = None

    def ask(self, recording: str, entry: ResultEntry | None) -> None:
        """Ask what the examiner found at the visit of a recording."""
        self._door.run(
            lambda store: store.reviews.of(recording),
            done=partial(self._open, entry),
            failed=self._say,
        )

    def _open(self, entry: ResultEntry | None, facts: ReviewFacts) -> None:
        from scolioapp.storage.records.record_roles import Right
        from scolioapp.views.findings_form import FindingsForm

        day = QDate.fromString(facts.visit.date, "yyyy-MM-dd")
        date = QLocale().toString(day, date_pattern())
        self.form = form = FindingsForm(
            (),
            facts.names,
            title=self.tr("Findings of {date}").format(date=date),
            menarche=facts.patient.about.sex != "male",
            writes=self._door.may(Right.EXAMINE),
            parent=self._window,
        )

        def write(found: ExaminerFindings) -> None:
            self._door.run(
                lambda store: store.visits.find(facts.visit.id, found),
                done=written,
                failed=refuser(form, self._say),
            )

        def written(_: object) -> None:
            form.accept()
            self._found(entry)

        form.given.connect(write)
        self._door.locked.connect(form.reject)
        form.finished.connect(form.deleteLater)
        form.open()

    def _say(self, error: ScolioError) -> None:
        words = f"{render(error.what)} {render(error.remedy)}"
        results_area(self._window).list_page.banner.say(words, severity=Severity.CARE)
