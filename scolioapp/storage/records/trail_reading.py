"""Reading the audit trail."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Select, func, select

from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.tables import write_table
from scolioapp.storage.records.chained_trail import Entry
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import PATIENTS, TRAIL, USERS
from scolioapp.storage.records.records_session import Section

_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which entries are wanted; what is empty does not count.

    Attributes:
        user: Number of the user; 0: the program itself; None: anybody.
        patient: A patient's own number.
        actions: Names of actions.
        since: First day on the calendar of this computer, ``YYYY-MM-DD``.
        until: Last day.
    """

    user: int | None = None
    patient: str = ""
    actions: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An entry, with the numbers by which people know whom it is about.

    Attributes:
        entry: The entry.
        login: Name by which the user unlocks; "": the program itself.
        patient: Number of the patient that it is about, or "" where it is about none, or one erased.
        about_user: Name by which the user unlocks that it is about, or "".
    """

    entry: Entry
    login: str
    patient: str
    about_user: str


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
    def lines(
        self, wanted: TrailFilter = TrailFilter(), *, before: int = 0, limit: int = 200
    ) -> list[TrailLine]:
        """Return entries with the numbers of whom they are about, the newest first.

        Args:
            wanted: Which.
            before: Only those with a lower number; 0: from the newest on.
            limit: How many at most.
        """
        return self._lines(wanted, before, limit)

    @operation(Right.ADMINISTER)
    def count(self) -> int:
        """Return how many entries there are."""
        with self.session.reading() as connection:
            return connection.scalar(select(func.count()).select_from(TRAIL)) or 0

    @operation(Right.ADMINISTER, long=True)
    def export(
        self,
        path: Path,
        titles: Sequence[str],
        cells: Callable[[TrailLine], Sequence[object]],
        wanted: TrailFilter = TrailFilter(),
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> int:
        """Write entries into a CSV file, the oldest first, and note that in the trail.

        Args:
            path: The file; it is replaced.
            titles: Of the columns.
            cells: Gives the cells of an entry.
            wanted: Which entries.
            progress: Takes how far it is.
            cancel: Stops it; nothing is left.

        Returns:
            How many entries it holds.

        Raises:
            OutputError: The file cannot be written.
            CancelledError: The person cancelled.
        """
        rows = []
        newest = self.session.head.number
        for line in self._all(wanted, newest + 1, cancel):
            rows.append(list(cells(line)))
            report(progress, Stage.WRITE, 1 - line.entry.number / max(1, newest))
        write_table(path, [list(titles), *reversed(rows)])
        with self.session.changing() as change:
            change.note("trail.exported", count=len(rows))
        return len(rows)

    def _all(self, wanted: TrailFilter, before: int, cancel: Cancel | None) -> Iterator[TrailLine]:
        while True:
            check(cancel)
            self.demand(Right.ADMINISTER)
            found = self._lines(wanted, before, _AT_ONCE)
            yield from found
            if len(found) < _AT_ONCE:
                return
            before = found[-1].entry.number

    def _lines(self, wanted: TrailFilter, before: int, limit: int) -> list[TrailLine]:
        about = USERS.alias("about")
        query = (
            select(TRAIL, USERS.c.login, PATIENTS.c.number.label("patient"), about.c.login)
            .outerjoin(USERS, USERS.c.number == TRAIL.c.user)
            .outerjoin(PATIENTS, PATIENTS.c.id == TRAIL.c.subject)
            .outerjoin(about, about.c.id == TRAIL.c.subject)
            .order_by(TRAIL.c.number.desc())
            .limit(limit)
        )
        if before:
            query = query.where(TRAIL.c.number < before)
        width = len(TRAIL.c)
        with self.session.reading() as connection:
            rows = connection.execute(_only(query, wanted)).all()
        return [
            TrailLine(Entry(*row[:width]), *(each or "" for each in row[width:])) for row in rows
        ]


def _only(query: Select[Any], wanted: TrailFilter) -> Select[Any]:
    """Narrow a query to the entries that are wanted."""
    if wanted.user is not None:
        query = query.where(TRAIL.c.user == wanted.user)
    if wanted.patient:
        query = query.where(PATIENTS.c.number == wanted.patient)
    if wanted.actions:
        query = query.where(TRAIL.c.action.in_(wanted.actions))
    if wanted.since:
        query = query.where(TRAIL.c.made >= _midnight(wanted.since, 0))
    if wanted.until:
        query = query.where(TRAIL.c.made < _midnight(wanted.until, 1))
    return query


def _midnight(day: str, later: int) -> str:
    """Return when a day begins on this computer, or one some days later, as the trail writes times."""
    date = datetime.date.fromisoformat(day) + datetime.timedelta(days=later)
    begins = datetime.datetime.combine(date, datetime.time.min).astimezone(datetime.UTC)
    return begins.isoformat(timespec="milliseconds")
