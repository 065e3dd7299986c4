"""Takes over the screening days that earlier versions kept in folders: once, checked, and only then erased.

The children become patients, as on a day in the records; what was said about consent holds for that day. A
day one of whose children cannot be a patient stays where it is, with its recordings. Must not erase anything
unasked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.roster.day_changes import Change as DayChange
from engine.roster.day_changes import ChangeKind
from engine.roster.entries import Consent as Answer
from scolioapp.storage.records.patient_children import patients_of_numbers
from scolioapp.storage.records.patients import consents_of
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_days import KNOWN
from scolioapp.storage.records.record_errors import DamagedError, RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONSENTS,
    DAY_CHANGES,
    DAY_CHILDREN,
    DAYS,
    RECORDINGS,
)
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.rosters import Rosters
from scolioapp.storage.records.visit_recordings import move_to_patient, patient_of_recording
from scolioapp.storage.screening_days import ScreeningDay, ScreeningDays


@dataclass(frozen=True, slots=True)
class DaysTaken:
    """What was taken over.

    Attributes:
        taken: Names of the days that are in the records now, those of earlier times included.
        failed: Those that are not, each with all its faults; they stay where they are.
        missing: How many recordings of each day are in no records, where there are any: they were deleted.
    """

    taken: tuple[str, ...] = ()
    failed: dict[str, list[ScolioError]] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayChildren:
    """The children of the days as patients.

    Attributes:
        days: Id of the patient of each child, by number, by the day's name.
        failed: Days one of whose children cannot be a patient, or that cannot be read, with all faults.
    """

    days: Mapping[str, Mapping[str, str]]
    failed: Mapping[str, list[ScolioError]]


class DayTakeover(Section):
    """Taking over a folder of days."""

    @operation(Right.ADMINISTER, long=True)
    def children(self, days: ScreeningDays) -> DayChildren:
        """Make patients of the children of every day that is not in the records yet.

        Raises:
            OutputError: The records cannot be written.
        """
        there: dict[str, Mapping[str, str]] = {}
        failed: dict[str, list[ScolioError]] = {}
        for identifier in days.identifiers():
            try:
                there[identifier] = self._patients(days.open(identifier), failed)
            except ScolioError as error:
                if error.code == "output":
                    raise
                failed[identifier] = [error]
        kept = {each: patients for each, patients in there.items() if each not in failed}
        return DayChildren(kept, failed)

    @operation(Right.ADMINISTER, long=True)
    def take(
        self, days: ScreeningDays, children: DayChildren, *, cancel: Cancel | None = None
    ) -> DaysTaken:
        """Take over every day that is not in the records yet, once its recordings are.

        Raises:
            OutputError: The records cannot be written; what was taken over before stays.
            CancelledError: The person cancelled; what was taken over before stays.
        """
        told = DaysTaken((), {each: list(errors) for each, errors in children.failed.items()})
        taken: list[str] = []
        for identifier, patients in children.days.items():
            check(cancel)
            try:
                day = days.open(identifier)
                with self.session.reading() as connection:
                    known = _recordings(connection, day)
                    there = select(DAYS.c.id).where(DAYS.c.origin == identifier)
                    row = connection.scalar(there)
                if row is None:
                    with self.session.changing() as change:
                        self._take(change, day, patients, known)
                self._check(day)
            except ScolioError as error:
                if error.code == "output":
                    raise
                told.failed[identifier] = [error]
            else:
                taken.append(identifier)
                missing = sum(each not in known for each in day.standing.recordings)
                if missing:
                    told.missing[identifier] = missing
        return DaysTaken(tuple(taken), told.failed, told.missing)

    @operation(Right.ADMINISTER, long=True)
    def erase(self, days: ScreeningDays, identifiers: tuple[str, ...]) -> None:
        """Delete days from their folder, after each was compared once more.

        Raises:
            DamagedError: One is not in the records as it is in the folder; none was deleted.
            OutputError: One cannot be deleted.
        """
        there = set(days.identifiers())
        kept = [each for each in identifiers if each in there]
        for identifier in kept:
            self._check(days.open(identifier))
        for identifier in kept:
            days.delete(identifier)
        with self.session.changing() as change:
            change.note("folder.erased", days=len(kept))

    def _patients(
        self, day: ScreeningDay, failed: dict[str, list[ScolioError]]
    ) -> Mapping[str, str]:
        """Return the patient of each child, by number; of a day in the records as its rows have it."""
        with self.session.reading() as connection:
            row = connection.scalar(select(DAYS.c.id).where(DAYS.c.origin == day.identifier))
            if row is not None:
                return _by_code(connection, row, day)
        rosters, children = Rosters(self.session), list(day.children)
        compared = rosters.compare(children)
        if compared.conflicts:
            failed[day.identifier] = [
                RecordsError(
                    reason,
                    text("Correct the number of that patient, then take over once more."),
                )
                for reason in compared.conflicts.values()
            ]
            return {}
        if compared.new:
            rosters.take(children, update=False)
        with self.session.reading() as connection:
            patients = patients_of_numbers(connection, [each.number for each in children])
        if len(set(patients.values())) < len(children):
            raise RecordsError(
                text("Two children of this day are one patient by now."),
                text("Undo their merging, then take over once more."),
            )
        return patients

    def _take(
        self,
        change: Change,
        day: ScreeningDay,
        patients: Mapping[str, str],
        known: Mapping[str, str],
    ) -> None:
        """Write a day with everything that it means."""
        session, facts = self.session, day.facts
        made = change.insert(
            DAYS,
            began=facts.began,
            title=facts.name,
            made_by=session.user.id,
            origin=day.identifier,
        )
        for position, child in enumerate(day.children, start=1):
            change.insert(
                DAY_CHILDREN,
                day=made,
                patient=patients[child.number],
                position=position,
                code=facts.codes.get(child.number, ""),
                known=KNOWN[child.known_scoliosis],
                note=child.note,
            )
        for each in day.standing.recordings.values():
            recording, owner = known.get(each.identifier), patients.get(each.child)
            if recording is not None and owner is not None:
                if patient_of_recording(change.connection, recording) != owner:
                    move_to_patient(change, session, recording, owner)
        said = self._consents(change, day, patients)
        for written in _changes(day, patients, known):
            # Whoever takes it over did not do it.
            document: dict[str, Any] = {"change": _dumped(written), "from_folder": True}
            if written.sequence in said:
                document["consent"] = said[written.sequence]
            change.insert(
                DAY_CHANGES,
                day=made,
                number=written.sequence,
                made_by=session.user.id,
                document=json.dumps(document, ensure_ascii=False),
            )
        change.note("day.taken_over", made, children=len(day.children), recordings=len(known))

    def _consents(
        self, change: Change, day: ScreeningDay, patients: Mapping[str, str]
    ) -> dict[int, str]:
        """Note what was said about consent, for that day; return the consents by the change that said it."""
        on = day.facts.began[:10]
        undone = {each.undoes for each in day.changes if each.kind is ChangeKind.UNDONE}
        last = {
            each.child: each.sequence
            for each in day.changes
            if each.kind is ChangeKind.CONSENT and each.sequence not in undone
        }
        said: dict[int, str] = {}
        for child in day.children:
            answer, by = day.standing.consents.get(child.number, (child.consent, ""))
            patient = patients[child.number]
            there = consents_of(change.connection, patient, names=False)
            known = any(each.holds(on) for each in there) if answer is Answer.YES else False
            if answer is Answer.UNKNOWN or known:
                continue
            consent = change.insert(
                CONSENTS,
                patient=patient,
                # The list of children said it where nobody else did.
                given_by=by or day.facts.name,
                given_on=on,
                purpose="",
                until=on if answer is Answer.YES else "",
                withdrawn_on=on if answer is Answer.NO else "",
                taken_by=self.session.user.id,
            )
            action = "consent.added" if answer is Answer.YES else "consent.refused"
            change.note(action, patient, consent=consent, on=on)
            if child.number in last:
                said[last[child.number]] = consent
        return said

    def _check(self, day: ScreeningDay) -> None:
        """Compare a day in the records with its folder: children, cards, and every change.

        Raises:
            DamagedError: Something is another.
        """
        with self.session.reading() as connection:
            row = connection.execute(select(DAYS).where(DAYS.c.origin == day.identifier)).first()
            if row is None:
                raise _differs(day)
            patients, known = _by_code(connection, row.id, day), _recordings(connection, day)
            query = select(DAY_CHANGES.c.document).where(DAY_CHANGES.c.day == row.id)
            documents = connection.scalars(query.order_by(DAY_CHANGES.c.number)).all()
        whole = patients.keys() == day.by_number.keys()
        expected = [_dumped(each) for each in _changes(day, patients, known)]
        written = [json.loads(each)["change"] for each in documents]
        # The day may have gone on in the records since.
        same = written[: len(expected)] == expected
        if not (whole and same and (row.title, row.began) == (day.facts.name, day.facts.began)):
            raise _differs(day)


def _by_code(connection: Connection, row: str, day: ScreeningDay) -> dict[str, str]:
    """Return the patient of each child of a day that is in the records, by the number in the folder."""
    query = select(DAY_CHILDREN.c.code, DAY_CHILDREN.c.patient).where(DAY_CHILDREN.c.day == row)
    by_code = {code: patient for code, patient in connection.execute(query)}
    return {
        child.number: by_code[code]
        for child in day.children
        if (code := day.facts.codes.get(child.number, "")) in by_code
    }


def _recordings(connection: Connection, day: ScreeningDay) -> dict[str, str]:
    """Return the recording in the records of each of a day: by its video, else by its result."""
    found: dict[str, str] = {}
    for each in day.standing.recordings.values():
        result = each.analysis.result if each.analysis is not None else ""
        ways = ((RECORDINGS.c.video_origin, each.identifier), (RECORDINGS.c.origin, result))
        for column, name in ways:
            if name and each.identifier not in found:
                there = connection.scalar(select(RECORDINGS.c.id).where(column == name))
                if there is not None:
                    found[each.identifier] = str(there)
    return found


def _changes(
    day: ScreeningDay, patients: Mapping[str, str], known: Mapping[str, str]
) -> Iterator[DayChange]:
    """Return the changes of a day as its rows have them; those of recordings that are gone are left out."""
    for each in day.changes:
        if each.recording and each.recording not in known:
            continue
        recording = known.get(each.recording, "")
        analysis = each.analysis
        if analysis is not None:
            analysis = analysis.model_copy(update={"result": recording})
        yield each.model_copy(
            update={
                "decided_by": "",
                "child": patients.get(each.child, ""),
                "recording": recording,
                "path": str(path_of(recording)) if each.path and recording else "",
                "moves": {
                    known[name]: patients.get(number, "")
                    for name, number in each.moves.items()
                    if name in known
                },
                "analysis": analysis,
            }
        )


def _dumped(change: DayChange) -> Any:  # noqa: ANN401 - as JSON has it
    return change.model_dump(mode="json", exclude_defaults=True)


def _differs(day: ScreeningDay) -> DamagedError:
    return DamagedError(
        text(
            "The screening day of {date} is not in the records as it is kept.",
            date=day.facts.began[:10],
        ),
        text("It was left where it is. Take it over again."),
    )
