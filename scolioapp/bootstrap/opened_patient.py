"""The patient who is open: its page, what the page asks, and the way back from each change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from engine.core.errors import ScolioError
from scolioapp.viewmodels.patient_file import PatientFile, WholePatient, WholeVisit
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import PATIENTS, MainWindow
from scolioapp.words.patient_words import age_of, called, day_title

if TYPE_CHECKING:
    from scolioapp.storage.records.patient_merging import Merge
    from scolioapp.storage.records.patients import Consent, Patient, PatientFields
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.visits import ExaminerFindings, Visit
    from scolioapp.views.patient_page import PatientPage
    from scolioapp.views.patients_area import PatientsArea

_MENARCHE_FROM: Final = 8
"""Age from which it makes sense to ask, years."""


class Asking(Protocol):
    """A dialog that stays open until the records have taken what was typed."""

    def accept(self) -> None:
        """Close it."""

    def say_error(self, error: ScolioError) -> None:
        """Say why the records did not take it."""

    def isHidden(self) -> bool:
        """Whether it was closed."""


def refuser(
    dialog: Asking, otherwise: Callable[[ScolioError], None]
) -> Callable[[ScolioError], None]:
    """Return what says in a dialog why the records did not take it; ``otherwise`` once it was closed.

    A dialog that was closed lives on for a moment before Qt deletes it.
    """

    def refuse(error: ScolioError) -> None:
        if isValid(dialog) and not dialog.isHidden():
            dialog.say_error(error)
        else:
            otherwise(error)

    return refuse


def close(dialog: Asking) -> None:
    """Close a dialog that a person, or the lock, may have closed meanwhile."""
    if isValid(dialog):
        dialog.accept()


class OpenedPatient(QObject):
    """Builds the page of a patient, and does what it asks.

    Args:
        window: Holds the page, and the way back.
        door: The records.
        file: The patient.
        parent: Owner.

    Attributes:
        area: Where the page is shown; set before a patient is opened.
        dialog: What asks something at the moment.
        dress: Is handed each page that was built, to add what others make for it.

    Signals:
        record_asked: A `Visit` for which a recording is to be made; None: today's, which begins with it.
        video_asked: A `Visit` for which a video is to be brought in.
        recording_opened: Id of a recording whose result is to be shown.
        recording_screened: Id of a recording that is to be judged.
        recording_moved: Id of a recording that belongs to somebody else.
        report_opened: A `KeptReport` that is to be shown.
        report_printed: A `KeptReport` that is to be printed.
        gone: The patient is not on the list any more, or is again.
    """

    record_asked = Signal(object)
    video_asked = Signal(object)
    recording_opened = Signal(str)
    recording_screened = Signal(str)
    recording_moved = Signal(str)
    report_opened = Signal(object)
    report_printed = Signal(object)
    gone = Signal()

    def __init__(
        self, window: MainWindow, door: RecordsDoor, file: PatientFile, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._door = door
        self._file = file
        self.area: PatientsArea | None = None
        self.dialog: QDialog | None = None
        self.dress: Callable[[PatientPage], None] = lambda _: None

    def open(self, patient: str) -> None:
        """Show a patient; the trail notes that it was opened."""
        from scolioapp.storage.records.record_roles import Right
        from scolioapp.views.patient_page import PatientPage

        self._window.page(PATIENTS)
        if self.area is None:
            return
        may = self._door.may
        page = PatientPage(
            self._file,
            names=may(Right.NAMES),
            examine=may(Right.EXAMINE),
            administer=may(Right.ADMINISTER),
        )
        self._connect(page)
        self.dress(page)
        self.area.show_opened(page)
        self._file.open(patient)

    @property
    def page(self) -> PatientPage | None:
        """The page of the patient, or None while none is shown."""
        from scolioapp.views.patient_page import PatientPage

        shown = self.area.opened if self.area is not None else None
        return shown if isinstance(shown, PatientPage) else None

    def _connect(self, page: PatientPage) -> None:
        page.details_asked.connect(self.ask_details)
        page.consent_asked.connect(self.ask_consent)
        page.withdraw_asked.connect(self.ask_withdrawal)
        page.visit_asked.connect(partial(self.ask_visit, None))
        page.visit_changed.connect(self.ask_visit)
        page.visit_deleted.connect(self.delete_visit)
        page.findings_asked.connect(self.ask_findings)
        page.record_asked.connect(self.record)
        page.video_asked.connect(self._ask_video)
        page.recording_opened.connect(self.recording_opened)
        page.recording_screened.connect(self.recording_screened)
        page.recording_moved.connect(self.recording_moved)
        page.report_opened.connect(self.report_opened)
        page.report_printed.connect(self.report_printed)
        page.merge_asked.connect(self.ask_merge)
        page.unmerge_asked.connect(self.unmerge)
        page.keep_asked.connect(self.ask_keep)
        page.delete_asked.connect(self.delete)

    # What is shared

    @property
    def _whole(self) -> WholePatient | None:
        return self._file.whole

    def _refuser(self, dialog: Asking) -> Callable[[ScolioError], None]:
        """Return what says in a dialog why the records did not take it; on the page, once it was closed."""
        return refuser(dialog, self._file.fail)

    def _show_dialog(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog)
        dialog.open()

    def _on_dialog(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _offer(self, words: str, undo: Callable[[RecordStore], Any], **how: Any) -> None:  # noqa: ANN401 - as `do`
        """Offer a change back; where the patient is not open any more, it is undone all the same."""
        whole = self._whole
        if whole is None:
            return
        identifier = whole.patient.id
        words = f"{called(whole.patient)}: {words}"

        def bring_back() -> None:
            if self._file.id == identifier and self._whole is not None:
                self._file.do(undo, **how)
            else:
                self._door.run(undo, done=lambda _: self.gone.emit(), failed=self._file.fail)

        self._window.undo_bar.offer(words, bring_back)

    # Details

    def ask_details(self) -> None:
        """Ask for other details."""
        from scolioapp.views.patient_form import PatientForm

        whole = self._whole
        if whole is None:
            return
        before = whole.patient.about
        form = PatientForm(before, self._window)
        identifier = whole.patient.id

        def write(about: PatientFields) -> None:
            self._file.do(
                lambda store: store.patients.change(identifier, about),
                about=lambda patient: replace(patient, about=about),
                done=partial(written, about),
                failed=self._refuser(form),
            )

        def written(about: PatientFields, _: object) -> None:
            close(form)
            if about != before:
                self._offer(
                    self.tr("the details were changed."),
                    lambda store: store.patients.change(identifier, before),
                    about=lambda patient: replace(patient, about=before),
                )

        form.given.connect(write)
        self._show_dialog(form)

    # Consents

    def ask_consent(self) -> None:
        """Ask for a consent."""
        from scolioapp.views.patient_dialogs import ConsentDialog

        whole = self._whole
        if whole is None:
            return
        dialog = ConsentDialog(whole.patient.about.guardian, whole.today, self._window)
        identifier = whole.patient.id

        def add(by: str, on: str, purpose: str, until: str) -> None:
            self._file.do(
                lambda store: store.patients.add_consent(identifier, by, on, purpose, until),
                done=lambda _: close(dialog),
                failed=self._refuser(dialog),
            )

        dialog.given.connect(add)
        self._show_dialog(dialog)

    def ask_withdrawal(self, consent: Consent) -> None:
        """Ask from when on a consent does not hold any more."""
        from scolioapp.views.patient_dialogs import WithdrawDialog

        whole = self._whole
        if whole is None:
            return
        dialog = WithdrawDialog(consent, whole.today, self._window)

        def withdraw(on: str) -> None:
            self._file.do(
                lambda store: store.patients.withdraw_consent(consent.id, on),
                done=withdrawn,
                failed=self._refuser(dialog),
            )

        def withdrawn(_: object) -> None:
            close(dialog)
            self._offer(
                self.tr("the consent was withdrawn."),
                lambda store: store.patients.withdraw_consent(consent.id, ""),
            )

        dialog.given.connect(withdraw)
        self._show_dialog(dialog)

    def _lacks_consent(self) -> bool:
        """Tell whether nothing may be recorded, because a consent is missing; the page says it."""
        whole = self._whole
        if whole is None or self.page is None:
            return True
        today = whole.today.isoformat()
        if whole.preferences.consent_required and not any(
            each.holds(today) for each in whole.consents
        ):
            self.page.say_no_consent()
            return True
        return False

    def record(self) -> None:
        """Make a recording for the visit of today, which begins with it where there is none yet."""
        whole = self._whole
        if whole is None or self._lacks_consent():
            return
        today = whole.today.isoformat()
        there = (each.visit for each in whole.visits if each.visit.date == today)
        self.record_asked.emit(next(there, None))

    def _ask_video(self, visit: Visit) -> None:
        if not self._lacks_consent():
            self.video_asked.emit(visit)

    # Visits

    def ask_visit(self, visit: Visit | None) -> None:
        """Ask for date and notes of a visit, new or not."""
        from scolioapp.views.patient_dialogs import VisitDialog

        whole = self._whole
        if whole is None:
            return
        dialog = VisitDialog(visit, whole.today, self._window)
        patient = whole.patient.id

        def write(date: str, notes: str) -> None:
            def work(store: RecordStore) -> object:
                if visit is None:
                    return store.visits.add(patient, date, notes)
                return store.visits.change(visit.id, date, notes)

            self._file.do(work, done=partial(written, date, notes), failed=self._refuser(dialog))

        def written(date: str, notes: str, _: object) -> None:
            close(dialog)
            if visit is not None and (date, notes) != (visit.date, visit.notes):
                self._offer(
                    self.tr("the visit was changed."),
                    lambda store: store.visits.change(visit.id, visit.date, visit.notes),
                )

        dialog.given.connect(write)
        self._show_dialog(dialog)

    def delete_visit(self, visit: Visit) -> None:
        """Delete a visit at which nothing was recorded or found; the way back is offered."""

        def deleted(_: object) -> None:
            words = self.tr("the visit of {date} was deleted.")
            self._offer(
                words.format(date=day_title(visit.date)),
                lambda store: store.visits.restore(visit),
            )

        self._file.do(lambda store: store.visits.delete(visit.id), done=deleted)

    def ask_findings(self, visit: WholeVisit) -> None:
        """Ask what the examiner found, and show what was written before."""
        from scolioapp.storage.records.record_roles import Right
        from scolioapp.views.findings_form import FindingsForm

        whole = self._whole
        if whole is None:
            return
        about = whole.patient.about
        age = age_of(about.birth_date, whole.today)
        title = self.tr("Findings of {date}").format(date=day_title(visit.visit.date))
        form = FindingsForm(
            visit.findings,
            whole.users,
            title=title,
            menarche=about.sex != "male" and (age is None or age >= _MENARCHE_FROM),
            writes=self._door.may(Right.EXAMINE),
            parent=self._window,
        )

        def write(found: ExaminerFindings) -> None:
            if visit.findings and found == visit.findings[0].found:
                close(form)
                return
            self._file.do(
                lambda store: store.visits.find(visit.visit.id, found),
                done=written,
                failed=self._refuser(form),
            )

        def written(_: object) -> None:
            close(form)
            if visit.findings:
                before = visit.findings[0].found
                self._offer(
                    self.tr("the findings were changed. What was written before stays readable."),
                    lambda store: store.visits.find(visit.visit.id, before),
                )

        form.given.connect(write)
        self._show_dialog(form)

    # Merging

    def ask_merge(self) -> None:
        """Ask for the other record of the same child."""
        from scolioapp.views.merge_patients import MergeDialog

        whole = self._whole
        if whole is None:
            return
        dialog = MergeDialog(self._door, whole.patient, self._window)

        def merge(kept: Patient, gone: Patient) -> None:
            self._door.run(
                lambda store: store.merging.merge(kept.id, gone.id),
                done=partial(merged, kept, gone),
                failed=self._refuser(dialog),
            )

        def merged(kept: Patient, gone: Patient, made: Merge) -> None:
            close(dialog)
            if self._file.id == kept.id:
                self._file.refresh()
            else:
                self.open(kept.id)
            words = self.tr("{gone} was merged into {kept}.")
            self._window.undo_bar.offer(
                words.format(gone=called(gone), kept=called(kept)), partial(self.unmerge, made)
            )

        dialog.given.connect(merge)
        self._show_dialog(dialog)

    def unmerge(self, merge: Merge) -> None:
        """Make two records of one again."""
        if self._file.id == merge.kept and self._whole is not None:
            self._file.do(lambda store: store.merging.undo(merge.id), done=self._say_unmerged)
            return
        self._door.run(
            lambda store: store.merging.undo(merge.id),
            done=lambda _: self.gone.emit(),
            failed=self._file.fail,
        )

    def _say_unmerged(self, _: object) -> None:
        if self.page is not None:
            words = self.tr("The two records stand apart again, each with its own visits.")
            self.page.banner.say(words)
        self.gone.emit()

    # Keeping and deleting

    def ask_keep(self) -> None:
        """Ask until when the record is kept."""
        from scolioapp.views.patient_dialogs import KeepDialog

        whole = self._whole
        if whole is None:
            return
        before, identifier = whole.patient.keep_until, whole.patient.id
        dialog = KeepDialog(before, self._window)

        def keep(until: str) -> None:
            self._file.do(
                lambda store: store.bin.keep_until(identifier, until),
                about=lambda patient: replace(patient, keep_until=until),
                done=lambda _: close(dialog),
                failed=self._refuser(dialog),
            )

        dialog.given.connect(keep)
        self._show_dialog(dialog)

    def delete(self) -> None:
        """Put the patient into the recycle bin; the way back is offered at once, and lies there."""
        whole = self._whole
        if whole is None:
            return
        patient = whole.patient

        def deleted(_: object) -> None:
            if self.area is not None:
                self.area.leave()
            words = self.tr("{name} is in the recycle bin, with everything that belongs to it.")
            self._window.undo_bar.offer(
                words.format(name=called(patient)), partial(self._restore, patient.id)
            )

        self._door.run(
            lambda store: store.bin.put(patient.id), done=deleted, failed=self._file.fail
        )

    def _restore(self, patient: str) -> None:
        self._door.run(
            lambda store: store.bin.restore(patient),
            done=lambda _: self.gone.emit(),
            failed=self._file.fail,
        )
