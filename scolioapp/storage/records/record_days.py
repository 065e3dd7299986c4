"""Screening days in the records: the children are patients, and every change is a transaction.

In the rows of a day a child is the id of its patient. So no name and no number of a child stands there: they
are erased with the patient, and a patient whose number is changed, or who is merged, stays the child it was.
What somebody says about consent is a consent of the patient; a recording that is given to another child moves
to that patient in the same transaction.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, select

from engine.core.text import text
from engine.roster.day_changes import Change as DayChange
from engine.roster.day_changes import ChangeKind, standing_after
from engine.roster.entries import Child
from engine.roster.entries import Consent as Answer
from scolioapp.storage.open_day import (
    ConsentSaid,
    DayFacts,
    DayLine,
    OpenDay,
    codes_for,
)
from scolioapp.storage.records.consent_answers import (
    answers_of,
    take_back,
    write_answer,
)
from scolioapp.storage.records.patient_children import Merged, child_of, patients_of_numbers
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError, damaged
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONSENTS,
    DAY_CHANGES,
    DAY_CHILDREN,
    DAYS,
    PATIENTS,
    RECORDINGS,
    USERS,
    VISITS,
)
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.visit_recordings import move_to_patient

KNOWN: Final = {None: "", True: "yes", False: "no"}
_KNOWN_BACK: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class DayWriting:
    """What a change of a day is as a row, and what it does to the records beside.

    Attributes:
        change: It, with ids of patients in the place of numbers.
        said: What was said about consent, or None.
        moved: To which patient recordings belong from now on.
    """

    change: DayChange
    said: ConsentSaid | None = None
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayVideo:
    """A recording of a child of a day, as the day takes it up after a lock or a crash.

    Attributes:
        id: Of the recording.
        subject: Number of the child.
        started: When it was made.
    """

    id: str
    subject: str
    started: datetime.datetime
    state: str = "kept"

    @property
    def path(self) -> Path:
        """What stands for its video."""
        return path_of(self.id)


class RecordDay(OpenDay):
    """One day in the records.

    Args:
        section: Writes its changes.
        identifier: Id of the day.
        facts: What never changes of it.
        changes: What happened so far.
        patients: Id of the patient of each child, by number.
        answers: What the records say about the consent for each child, and who said so today, by number.
    """

    in_records = True

    def __init__(
        self,
        section: RecordDays,
        identifier: str,
        facts: DayFacts,
        changes: Iterable[DayChange],
        patients: Mapping[str, str],
        answers: Mapping[str, tuple[Answer, str]],
    ) -> None:
        super().__init__(identifier, facts, changes)
        self._section = section
        self.patients = dict(patients)
        self._answers = dict(answers)
        self.standing.consents = self._answers

    def patient_of(self, number: str) -> str:
        """Return the id of the patient that a child is, or "" for who is not on the list."""
        return self.patients.get(number, "")

    def _take(self, change: DayChange, said: ConsentSaid | None) -> DayChange:
        taken = super()._take(change, said)
        # What the records say counts, not what was said in between.
        self.standing.consents = self._answers
        return taken

    def _write(self, change: DayChange, said: ConsentSaid | None) -> None:
        moved: dict[str, str] = {}
        if change.kind in (ChangeKind.MOVED, ChangeKind.UNDONE):
            after = standing_after([*self._changes, change]).recordings
            before = self.standing.recordings
            moved = {
                each: self.patients[one.child]
                for each, one in after.items()
                if one.child != before[each].child and one.child in self.patients
            }
        ids = self.patients
        written = change.model_copy(
            update={
                "by": "",
                "decided_by": "",
                "child": ids.get(change.child, ""),
                "moves": {each: ids.get(number, "") for each, number in change.moves.items()},
            }
        )
        answers = self._section.note(self.identifier, DayWriting(written, said, moved))
        self._answers |= {
            number: answers[patient] for number, patient in ids.items() if patient in answers
        }


class RecordDays(Section):
    """The screening days."""

    @operation(Right.EXAMINE)
    def create(
        self,
        name: str,
        children: Iterable[Child],
        codes: Mapping[str, str] | None = None,
        place: str = "",
    ) -> RecordDay:
        """Make a day of patients.

        Args:
            name: What it is called.
            children: In their order; each is the patient with its number.
            codes: Codes of cards that were printed already, by number; others are drawn.
            place: Where it is held, or "".

        Raises:
            RecordsError: A number belongs to no patient.
            OutputError: It cannot be written.
        """
        session, listed = self.session, tuple(children)
        drawn = codes_for(listed, codes)
        began = session.clock().astimezone().isoformat(timespec="seconds")
        with session.changing() as change:
            numbers = [child.number for child in listed]
            patients = patients_of_numbers(change.connection, numbers)
            unknown = [number for number in numbers if number not in patients]
            if unknown:
                raise _unknown(unknown)
            day = change.insert(DAYS, began=began, title=name, place=place, made_by=session.user.id)
            # Two numbers may be one patient by now, after a merging: the first one counts.
            once = {patients[child.number]: child for child in reversed(listed)}
            for position, child in enumerate(reversed(once.values()), start=1):
                change.insert(
                    DAY_CHILDREN,
                    day=day,
                    patient=patients[child.number],
                    position=position,
                    code=drawn[child.number],
                    known=KNOWN[child.known_scoliosis],
                    note=child.note,
                )
            change.note("day.added", day, children=len(listed))
            return self._day(change.connection, day)

    @operation(Right.NAMES)
    def lines(self) -> list[DayLine]:
        """Return all days, the newest first."""
        own = DAY_CHILDREN.c.day == DAYS.c.id
        count = select(func.count(DAY_CHILDREN.c.id)).where(own).scalar_subquery()
        query = select(DAYS, count.label("children")).order_by(DAYS.c.began.desc(), DAYS.c.id)
        with self.session.reading() as connection:
            ended = _ended(connection)
            rows = connection.execute(query).all()
        return [
            DayLine(row.id, row.title, row.began, row.children, row.id in ended) for row in rows
        ]

    @operation(Right.NAMES)
    def open(self, identifier: str) -> RecordDay:
        """Open a day, which the trail notes.

        Raises:
            RecordsError: It is gone.
        """
        with self.session.changing() as change:
            try:
                change.row(DAYS, identifier)
            except MissingRecordError as error:
                raise RecordsError(
                    text("This screening day is no longer in the records."),
                    text("Choose another day, or make a new one."),
                ) from error
            change.note("day.viewed", identifier)
            return self._day(change.connection, identifier)

    @operation(Right.NAMES)
    def recorded(self, identifier: str) -> list[DayVideo]:
        """Return what the camera recorded of a day's children since it began, the earliest first."""
        with self.session.reading() as connection:
            merged = Merged.read(connection)
            began = connection.scalar(select(DAYS.c.began).where(DAYS.c.id == identifier))
            if began is None:
                return []
            listed = _listed(connection, identifier, merged)
            query = (
                select(RECORDINGS.c.id, RECORDINGS.c.made, VISITS.c.patient)
                .join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
                .where(RECORDINGS.c.source == "camera", RECORDINGS.c.deleted == "")
                .where(RECORDINGS.c.state == "", VISITS.c.patient.in_(list(listed)))
            )
            rows = connection.execute(query.order_by(RECORDINGS.c.made)).all()
        since = datetime.datetime.fromisoformat(began)
        videos = (
            DayVideo(row.id, listed[row.patient].patient["number"], _moment(row.made))
            for row in rows
        )
        return [each for each in videos if each.started >= since]

    @operation(Right.EXAMINE)
    def delete(self, identifier: str) -> None:
        """Delete a day; patients, recordings and results stay."""
        with self.session.changing() as change:
            change.delete(DAYS, identifier)
            change.note("day.deleted", identifier)

    @operation(Right.EXAMINE)
    def note(self, day: str, written: DayWriting) -> dict[str, tuple[Answer, str]]:
        """Write a change of a day, and all that it does to patients, in one transaction.

        Args:
            day: Id of the day.
            written: The change.

        Returns:
            What the records say now about the consent for those whom it is about, by id of the patient.

        Raises:
            RecordsError: Somebody else wrote a change of this day meanwhile.
            MissingRecordError: The day, or a recording that is moved, is gone.
            OutputError: It cannot be written; nothing has changed.
        """
        session, said = self.session, written.change
        with session.changing() as change:
            change.row(DAYS, day)
            newest = select(func.max(DAY_CHANGES.c.number)).where(DAY_CHANGES.c.day == day)
            if said.sequence != (change.connection.scalar(newest) or 0) + 1:
                raise RecordsError(
                    text("This day was changed elsewhere."), text("Open the day again.")
                )
            document: dict[str, Any] = {
                "change": said.model_dump(mode="json", exclude_defaults=True)
            }
            about = {said.child} - {""}
            if written.said is not None:
                document |= write_answer(change, session, said.child, written.said)
            if said.kind is ChangeKind.UNDONE:
                about |= take_back(change, self._document(change, day, said.undoes))
            for recording, patient in written.moved.items():
                self._move(change, recording, patient)
            change.insert(
                DAY_CHANGES,
                day=day,
                number=said.sequence,
                made_by=session.user.id,
                document=json.dumps(document, ensure_ascii=False),
            )
            change.note("day.changed", day, number=said.sequence, kind=said.kind.value)
            return answers_of(change.connection, session, about)

    def _move(self, change: Change, recording: str, patient: str) -> None:
        there = select(RECORDINGS.c.id).where(RECORDINGS.c.id == recording)
        if change.connection.scalar(there) is None:
            raise RecordsError(
                text("This recording is no longer in the records."),
                text("It was erased, so it cannot be given to another child."),
            )
        move_to_patient(change, self.session, recording, patient)

    def _document(self, change: Change, day: str, number: int) -> dict[str, Any]:
        query = select(DAY_CHANGES.c.document).where(
            DAY_CHANGES.c.day == day, DAY_CHANGES.c.number == number
        )
        document: dict[str, Any] = json.loads(change.connection.scalar(query) or "{}")
        return document

    def _day(self, connection: Connection, identifier: str) -> RecordDay:
        """Read a day as it is now."""
        session, merged = self.session, Merged.read(connection)
        row = connection.execute(select(DAYS).where(DAYS.c.id == identifier)).one()
        listed = _listed(connection, identifier, merged)
        answers = answers_of(connection, session, listed)
        children = {
            patient: child_of(
                each.patient,
                answers[patient][0],
                known=_KNOWN_BACK.get(each.known),
                note=each.note,
            )
            for patient, each in listed.items()
        }
        numbers = {patient: child.number for patient, child in children.items()}
        facts = DayFacts(
            name=row.title,
            began=row.began,
            children=tuple(children.values()),
            codes={numbers[patient]: each.code for patient, each in listed.items()},
        )

        def number_of(patient: str) -> str:
            return numbers.get(merged.today(patient), "")

        query = select(DAY_CHANGES.c.document, USERS.c.name).join(
            USERS, USERS.c.id == DAY_CHANGES.c.made_by
        )
        query = query.where(DAY_CHANGES.c.day == identifier).order_by(DAY_CHANGES.c.number)
        given = select(CONSENTS.c.id, CONSENTS.c.given_by).where(
            CONSENTS.c.patient.in_(list(listed))
        )
        said_by: dict[str, str] = {each: name for each, name in connection.execute(given)}
        changes = [_change(said, by, number_of, said_by) for said, by in connection.execute(query)]
        return RecordDay(
            self,
            identifier,
            facts,
            changes,
            {number: patient for patient, number in numbers.items()},
            {number: answers[patient] for patient, number in numbers.items()},
        )


@dataclass(frozen=True, slots=True)
class _Listed:
    """A child of a day as its rows have it."""

    patient: RowMapping
    code: str
    known: str
    note: str


def _listed(connection: Connection, day: str, merged: Merged) -> dict[str, _Listed]:
    """Return the children of a day in their order, by id of the patient that each is today."""
    query = select(DAY_CHILDREN).where(DAY_CHILDREN.c.day == day)
    rows = connection.execute(query.order_by(DAY_CHILDREN.c.position)).all()
    today = {row.id: merged.today(row.patient) for row in rows}
    there = select(PATIENTS).where(PATIENTS.c.id.in_(today.values()), PATIENTS.c.deleted == "")
    patients = {each["id"]: each for each in connection.execute(there).mappings()}
    listed: dict[str, _Listed] = {}
    for row in rows:
        patient = patients.get(today[row.id])
        if patient is not None:
            listed.setdefault(today[row.id], _Listed(patient, row.code, row.known, row.note))
    return listed


def _change(
    document: str, by: str, number_of: Callable[[str], str], said_by: Mapping[str, str]
) -> DayChange:
    """Return a change as it stands in a row, with numbers of children; of one who is gone, ""."""
    try:
        written = json.loads(document)
        change = DayChange.model_validate(written["change"])
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(DAY_CHANGES.name) from error
    moves = {each: number_of(patient) for each, patient in change.moves.items()}
    child = number_of(change.child) if change.child else ""
    who = said_by.get(written.get("consent", ""), "")
    if written.get("from_folder"):
        by = change.by
    return change.model_copy(update={"by": by, "child": child, "moves": moves, "decided_by": who})


def _moment(made: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(made)


def _ended(connection: Connection) -> set[str]:
    """Return the ids of the days that were ended and not taken up again."""
    kind = func.json_extract(DAY_CHANGES.c.document, "$.change.kind")
    query = select(DAY_CHANGES.c.day, kind).where(
        kind.in_([ChangeKind.ENDED.value, ChangeKind.REOPENED.value])
    )
    rows = connection.execute(query.order_by(DAY_CHANGES.c.number)).all()
    last = {day: said for day, said in rows}
    return {day for day, said in last.items() if said == ChangeKind.ENDED.value}


def _unknown(numbers: list[str]) -> RecordsError:
    listed, more = ", ".join(numbers[:5]), "" if len(numbers) <= 5 else ", …"
    return RecordsError(
        text("No patient has the number {numbers}.", numbers=f"{listed}{more}"),
        text("Take the list of children into the patients first."),
    )
