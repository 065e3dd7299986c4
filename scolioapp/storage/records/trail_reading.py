"""Reading the audit trail."""

from __future__ import annotations

from sqlalchemy import func, select

from scolioapp.storage.records.chained_trail import Entry
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import TRAIL
from scolioapp.storage.records.records_session import Section


class Trail(Section):
    """The audit trail: who did what to whom, all by number."""

    @operation(Right.ADMINISTER)
    def entries(self, *, subject: str = "", before: int = 0, limit: int = 200) -> list[Entry]:
        """Return entries, the newest first.

        Args:
            subject: Id of what they are about; "": of everything.
            before: Only those with a lower number; 0: from the newest on.
            limit: How many at most.
        """
        query = select(TRAIL).order_by(TRAIL.c.number.desc()).limit(limit)
        if subject:
            query = query.where(TRAIL.c.subject == subject)
        if before:
            query = query.where(TRAIL.c.number < before)
        with self.session.reading() as connection:
            return [Entry(*row) for row in connection.execute(query)]

    @operation(Right.ADMINISTER)
    def count(self) -> int:
        """Return how many entries there are."""
        with self.session.reading() as connection:
            return connection.scalar(select(func.count()).select_from(TRAIL)) or 0
