"""Lists of children and the patients: compared, taken in, and patients as a list for a screening day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import Connection, RowMapping, func, select

from engine.core.text import Text, text
from engine.roster.entries import Child, Consent
from scolioapp.storage.open_day import ConsentSaid
from scolioapp.storage.records.consent_answers import answers_of, write_answer
from scolioapp.storage.records.containers import make_patient_key
from scolioapp.storage.records.patient_children import Merged, child_of, fields_of
from scolioapp.storage.records.patients import plain, sought
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import PATIENTS
from scolioapp.storage.records.records_session import Section

UPDATED: Final = ("birth_date", "sex", "class_name")
"""What a list may tell anew about a patient; what it leaves empty stays as it is."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list of children beside the patients.

    Attributes:
        new: Numbers of the children who are no patients yet.
        same: Numbers of those who are, with nothing new about them.
        updates: What the list says otherwise about a patient, by number: fields of `UPDATED`.
        conflicts: Why a child cannot be the patient who has its number, by number.
    """

    new: tuple[str, ...]
    same: tuple[str, ...]
    updates: Mapping[str, tuple[str, ...]]
    conflicts: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a list in.

    Attributes:
        added: How many patients are new.
        updated: About how many the records say something new.
    """

    added: int
    updated: int


class Rosters(Section):
    """Lists of children and the patients."""

    @operation(Right.NAMES)
    def classes(self) -> list[tuple[str, int]]:
        """Return the classes and groups of the patients, in their order, and how many are in each."""
        query = select(PATIENTS.c.class_name, func.count()).where(
            PATIENTS.c.deleted == "", PATIENTS.c.merged_into.is_(None), PATIENTS.c.class_name != ""
        )
        grouped = query.group_by(PATIENTS.c.class_name).order_by(PATIENTS.c.class_name)
        with self.session.reading() as connection:
            return [(name, count) for name, count in connection.execute(grouped)]

    @operation(Right.NAMES)
    def children(self, typed: str = "", class_name: str = "") -> list[Child]:
        """Return patients as children, in the order of names.

        Args:
            typed: Words, each in number, name or class; "": any.
            class_name: Class or group; "": any.
        """
        query = select(PATIENTS).where(PATIENTS.c.deleted == "", PATIENTS.c.merged_into.is_(None))
        for word in plain(typed).split():
            query = query.where(PATIENTS.c.sought.contains(word, autoescape=True))
        if class_name:
            query = query.where(PATIENTS.c.class_name == class_name)
        with self.session.reading() as connection:
            rows = connection.execute(query.order_by(PATIENTS.c.sought)).mappings().all()
            answers = answers_of(connection, self.session, [row["id"] for row in rows])
        return [child_of(row, answers[row["id"]][0]) for row in rows]

    @operation(Right.NAMES)
    def compare(self, children: Iterable[Child]) -> Comparison:
        """Look which children are patients already."""
        with self.session.reading() as connection:
            return _compared(connection, list(children))

    @operation(Right.EXAMINE)
    def take(
        self,
        children: Sequence[Child],
        *,
        update: bool = True,
        consents: ConsentSaid | None = None,
    ) -> Taken:
        """Make patients of the children of a list, all or none.

        Args:
            children: They.
            update: Whether the list's birth, sex and class count where the records say otherwise.
            consents: Who said what the list says about consent, for what, until when; None: it is not noted.

        Raises:
            RecordsError: A number belongs to somebody else.
        """
        session, updated = self.session, 0
        with session.changing() as change:
            compared = _compared(change.connection, children)
            if compared.conflicts:
                number, reason = next(iter(compared.conflicts.items()))
                raise RecordsError(
                    reason, text("Take the child with the number {number} out.", number=number)
                )
            rows = _rows(change.connection, children)
            by_number: dict[str, str] = {number: row["id"] for number, row in rows.items()}
            for child in children:
                if child.number in compared.new:
                    by_number[child.number] = self._add(change, child)
                elif update and child.number in compared.updates:
                    self._update(change, rows[child.number], child, compared)
                    updated += 1
            if consents is not None:
                self._note_consents(change, children, by_number, consents)
            change.note("roster.taken", added=len(compared.new), updated=updated)
        return Taken(len(compared.new), updated)

    def _add(self, change: Change, child: Child) -> str:
        about = fields_of(child)
        made = change.insert(
            PATIENTS, **asdict(about), sought=sought(about), created=self.session.now
        )
        make_patient_key(change, self.session, made)
        change.note("patient.added", made)
        return made

    def _update(self, change: Change, row: RowMapping, child: Child, compared: Comparison) -> None:
        told = asdict(fields_of(child))
        fields = compared.updates[child.number]
        values = {name: str(told[name]) for name in fields}
        about = replace(
            fields_of(child_of(row)), name=row["name"], **{k: v for k, v in values.items()}
        )
        change.update(PATIENTS, row["id"], **values, sought=sought(about))
        change.note("patient.changed", row["id"], fields=sorted(fields))

    def _note_consents(
        self,
        change: Change,
        children: Sequence[Child],
        by_number: Mapping[str, str],
        said: ConsentSaid,
    ) -> None:
        answers = answers_of(change.connection, self.session, by_number.values())
        for child in children:
            patient = by_number[child.number]
            if child.consent not in (Consent.UNKNOWN, answers[patient][0]):
                write_answer(change, self.session, patient, replace(said, consent=child.consent))


def _rows(connection: Connection, children: Sequence[Child]) -> dict[str, RowMapping]:
    """Return the rows of the patients with the numbers of some children, as they are after any merging."""
    numbers = [child.number for child in children]
    found = connection.execute(
        select(PATIENTS.c.number, PATIENTS.c.id).where(PATIENTS.c.number.in_(numbers))
    ).all()
    merged = Merged.read(connection)
    today = {number: merged.today(patient) for number, patient in found}
    there = select(PATIENTS).where(PATIENTS.c.id.in_(today.values()))
    rows = {row["id"]: row for row in connection.execute(there).mappings()}
    return {number: rows[patient] for number, patient in today.items()}


def _compared(connection: Connection, children: Sequence[Child]) -> Comparison:
    rows = _rows(connection, children)
    new: list[str] = []
    same: list[str] = []
    updates: dict[str, tuple[str, ...]] = {}
    conflicts: dict[str, Text] = {}
    for child in children:
        row = rows.get(child.number)
        if row is None:
            new.append(child.number)
            continue
        reason = _conflict(child, row)
        if reason is not None:
            conflicts[child.number] = reason
            continue
        told = asdict(fields_of(child))
        other = tuple(name for name in UPDATED if told[name] and told[name] != row[name])
        if other:
            updates[child.number] = other
        else:
            same.append(child.number)
    return Comparison(tuple(new), tuple(same), updates, conflicts)


def _conflict(child: Child, row: RowMapping) -> Text | None:
    """Say why a child cannot be the patient who has its number, or None."""
    if row["deleted"]:
        return text(
            "The number {number} belongs to a patient in the recycle bin.", number=child.number
        )
    if row["name"] and not _same_name(child, row["name"]):
        return text(
            "The number {number} belongs to {name} in the records.",
            number=child.number,
            name=row["name"],
        )
    told = fields_of(child).birth_date
    if told and row["birth_date"] and told != row["birth_date"]:
        return text(
            "{name} (number {number}) was born on {date} by the records.",
            name=row["name"] or child.full_name,
            number=child.number,
            date=row["birth_date"],
        )
    return None


def _same_name(child: Child, name: str) -> bool:
    """Tell whether a name is the child's, the family name first or last, spaces and case aside."""
    letters = "".join(plain(name).split())
    family, given = ("".join(plain(each).split()) for each in (child.family_name, child.given_name))
    return letters in (family + given, given + family)
