"""Patients as the children of a roster: the same person, in the words of a screening day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from engine.roster.entries import Child, Consent, is_chinese
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_tables import PATIENTS


def child_of(
    row: RowMapping,
    consent: Consent = Consent.UNKNOWN,
    *,
    known: bool | None = None,
    note: str = "",
) -> Child:
    """Return the child that a row of `PATIENTS` is.

    Args:
        row: The row.
        consent: What the records say about the parents' consent.
        known: Whether a scoliosis is known already, or None.
        note: What the roster says beside, or "".
    """
    family, given = parted(row["name"] or row["number"])
    return Child(
        number=row["number"],
        family_name=family,
        given_name=given,
        birth=_date(row["birth_date"]),
        sex=row["sex"],
        group=row["class_name"],
        consent=consent,
        known_scoliosis=known,
        note=note,
    )


def fields_of(child: Child) -> PatientFields:
    """Return what a roster says about a child, as a patient has it."""
    return PatientFields(
        number=child.number,
        name=child.full_name,
        birth_date="" if child.birth is None else child.birth.isoformat(),
        sex=child.sex,
        class_name=child.group,
        notes=child.note,
    )


def parted(name: str) -> tuple[str, str]:
    """Return family and given name of a whole name; all of it is the family name where that is in doubt."""
    if is_chinese(name) and " " not in name and len(name) > 1:
        parts = name[:1], name[1:]
    else:
        given, _, family = name.rpartition(" ")
        parts = family, given
    whole = Child(number="?", family_name=parts[0], given_name=parts[1]).full_name
    return parts if whole == name else (name, "")


@dataclass(frozen=True, slots=True)
class Merged:
    """Which patient each one is today, after any merging."""

    into: Mapping[str, str]

    @classmethod
    def read(cls, connection: Connection) -> Merged:
        """Read it out of the records."""
        query = select(PATIENTS.c.id, PATIENTS.c.merged_into).where(
            PATIENTS.c.merged_into.is_not(None)
        )
        return cls({gone: kept for gone, kept in connection.execute(query)})

    def today(self, patient: str) -> str:
        """Return the patient that a patient is today."""
        seen: set[str] = set()
        while patient in self.into and patient not in seen:
            seen.add(patient)
            patient = self.into[patient]
        return patient


def patients_of_numbers(connection: Connection, numbers: Iterable[str]) -> dict[str, str]:
    """Return the id of the patient with each number; numbers of nobody, and of the recycle bin, lack."""
    query = select(PATIENTS.c.number, PATIENTS.c.id).where(PATIENTS.c.number.in_(list(numbers)))
    found = connection.execute(query).all()
    merged = Merged.read(connection)
    today = {number: merged.today(patient) for number, patient in found}
    there = select(PATIENTS.c.id).where(PATIENTS.c.id.in_(today.values()), PATIENTS.c.deleted == "")
    alive = set(connection.scalars(there))
    return {number: patient for number, patient in today.items() if patient in alive}


def _date(words: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(words)
    except ValueError:
        return None
