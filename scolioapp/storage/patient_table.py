"""The list of patients as a file for a spreadsheet. Must not know Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore

_READ: Final = 500


def write_patients(
    store: RecordStore, typed: str, path: Path, titles: Sequence[str], *, names: bool
) -> int:
    """Write the patients that are found by what was typed, in the order of the list.

    Args:
        store: The records.
        typed: See `Patients.search`.
        path: An ``.xlsx`` workbook, or else CSV.
        titles: Of the columns: number, name, birth, sex, class, last visit; without ``names`` those of
            name and class are missing.
        names: Whether names are written.

    Returns:
        How many were written.

    Raises:
        OutputError: The file cannot be written.
        ScolioError: The records cannot be read.
    """
    from engine.core.tables import write_table
    from engine.export.workbook import write_workbook

    rows = [_cells(patient, names) for patient in _found(store, typed)]
    if path.suffix.lower() == ".xlsx":
        write_workbook(path, "patients", [titles, *rows])
    else:
        write_table(path, [titles, *rows])
    return len(rows)


def _found(store: RecordStore, typed: str) -> Iterator[Patient]:
    offset = 0
    while True:
        page = store.patients.search(typed, offset=offset, limit=_READ)
        yield from page
        if len(page) < _READ:
            return
        offset += len(page)


def _cells(patient: Patient, names: bool) -> Sequence[str]:
    about = patient.about
    if not names:
        return (about.number, about.birth_date, about.sex, patient.last_visit)
    return (
        about.number,
        about.name,
        about.birth_date,
        about.sex,
        about.class_name,
        patient.last_visit,
    )
