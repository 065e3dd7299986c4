"""Two records of one child become one; it can be undone. Nothing is copied, and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from engine.core.text import text
from scolioapp.storage.records import containers
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONSENTS,
    MERGES,
    PATIENTS,
    RECORDINGS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section


@dataclass(frozen=True, slots=True)
class Merge:
    """Two patients that became one.

    Attributes:
        id: 32 hexadecimal digits.
        kept: Id of the patient that stayed.
        gone: Id of the one that went into it.
        made: When, UTC.
        gone_number: Number of the patient that went into the other.
    """

    id: str
    kept: str
    gone: str
    made: str
    gone_number: str = ""


class Merging(Section):
    """Merging of patients."""

    @operation(Right.ADMINISTER)
    def merge(self, kept: str, gone: str) -> Merge:
        """Move the visits and consents of a patient to another one, and take it off the list.

        Raises:
            RecordsError: They are the same, or one is in the recycle bin or merged already.
            MissingRecordError: One is gone.
        """
        session = self.session
        with session.changing() as change:
            rows = [change.row(PATIENTS, each) for each in (kept, gone)]
            if kept == gone or any(row.deleted or row.merged_into for row in rows):
                raise RecordsError(
                    text("These two patients cannot be merged."),
                    text("Choose two different ones that are both on the list."),
                )
            moved = {
                table.name: list(
                    change.connection.scalars(select(table.c.id).where(table.c.patient == gone))
                )
                for table in (VISITS, CONSENTS)
            }
            self._move(change, moved, gone, kept)
            change.update(PATIENTS, gone, merged_into=kept)
            made = session.now
            identifier = change.insert(
                MERGES, kept=kept, gone=gone, made=made, moved=json.dumps(moved)
            )
            change.note("patient.merged", kept, gone=gone)
        return Merge(identifier, kept, gone, made, rows[1].number)

    @operation(Right.ADMINISTER)
    def undo(self, merge: str) -> None:
        """Make two patients of one again: what was moved then goes back; what came since stays.

        Raises:
            RecordsError: It was undone before.
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            row = change.row(MERGES, merge)
            if row.undone:
                raise RecordsError(
                    text("This merging was undone already."), text("Look both patients up.")
                )
            moved = {
                name: [
                    one
                    for one in change.connection.scalars(
                        select(table.c.id).where(table.c.patient == row.kept)
                    )
                    if one in json.loads(row.moved)[name]
                ]
                for name, table in ((VISITS.name, VISITS), (CONSENTS.name, CONSENTS))
            }
            self._move(change, moved, row.kept, row.gone)
            change.update(PATIENTS, row.gone, merged_into=None)
            change.update(MERGES, merge, undone=self.session.now)
            change.note("patient.merge_undone", row.kept, gone=row.gone)

    @operation(Right.ADMINISTER)
    def of(self, patient: str) -> list[Merge]:
        """Return what was merged into a patient and not undone, the oldest first."""
        query = (
            select(MERGES, PATIENTS.c.number)
            .join(PATIENTS, PATIENTS.c.id == MERGES.c.gone)
            .where(MERGES.c.kept == patient, MERGES.c.undone == "")
        )
        with self.session.reading() as connection:
            rows = connection.execute(query.order_by(MERGES.c.made)).all()
        return [Merge(row.id, row.kept, row.gone, row.made, row.number) for row in rows]

    def _move(self, change: Change, moved: dict[str, list[str]], old: str, new: str) -> None:
        for visit in moved[VISITS.name]:
            recordings = select(RECORDINGS.c.id).where(RECORDINGS.c.visit == visit)
            for recording in change.connection.scalars(recordings).all():
                containers.wrap_anew(change, self.session, recording, old, new)
            change.update(VISITS, visit, patient=new)
        for consent in moved[CONSENTS.name]:
            change.update(CONSENTS, consent, patient=new)
