"""A screening day that is open, wherever it is kept: its children, its changes, and how it stands.

`DayKeeper` is what every place that keeps days can do: a folder (`screening_days`), or the protected records
(`records.record_days`). Must not know Qt, files or databases.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from pydantic import BaseModel, ConfigDict

from engine.roster.card_codes import new_codes
from engine.roster.day_changes import (
    Change,
    ChangeKind,
    DayStanding,
    last_undoable,
    left_over,
    standing_after,
)
from engine.roster.entries import Child, Consent

SCHEMA: Final = "scolioapp.screening-day/1"


class DayFacts(BaseModel):
    """What never changes of a day.

    Attributes:
        schema_version: Of its file.
        name: What the person called it.
        began: When it was made, ISO 8601 with time zone.
        children: The roster, in its order.
        codes: Code of each child's card, by number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: str = SCHEMA
    name: str
    began: str
    children: tuple[Child, ...]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of the list of days.

    Attributes:
        identifier: Of the day, where it is kept.
        name: What it is called.
        began: When it was made, ISO 8601 with time zone.
        children: How many children it has.
        ended: Whether it was ended.
    """

    identifier: str
    name: str
    began: str
    children: int
    ended: bool


@dataclass(frozen=True, slots=True)
class ConsentSaid:
    """What somebody said on the day about the consent for a child.

    Attributes:
        consent: What.
        decided_by: Who said so.
        purpose: For what; "": not asked.
        until: Last date on which it holds, or "".
    """

    consent: Consent
    decided_by: str
    purpose: str = ""
    until: str = ""


class OpenDay(ABC):
    """One day: its children, its changes, and how it stands.

    Args:
        identifier: Of the day, where it is kept.
        facts: What never changes of it.
        changes: What happened so far.

    Attributes:
        in_records: Whether its children are patients of the protected records.
    """

    in_records = False

    def __init__(self, identifier: str, facts: DayFacts, changes: Iterable[Change]) -> None:
        self.identifier = identifier
        self.facts = facts
        self.by_number = {child.number: child for child in facts.children}
        self._changes = list(changes)
        self.standing: DayStanding = standing_after(self._changes)

    @property
    def children(self) -> tuple[Child, ...]:
        """The children, in their order."""
        return self.facts.children

    @property
    def changes(self) -> Sequence[Change]:
        """Everything that happened, in order: the log."""
        return tuple(self._changes)

    @property
    def undoable(self) -> Change | None:
        """The change that `undo` takes back, or None."""
        return last_undoable(self._changes)

    @property
    def left_over(self) -> tuple[Child, ...]:
        """The children of the next list."""
        return left_over(self.children, self.standing)

    @property
    def codes_left_over(self) -> dict[str, str]:
        """The codes of their cards, so that cards that were printed stay good."""
        return {each.number: self.facts.codes.get(each.number, "") for each in self.left_over}

    def patient_of(self, number: str) -> str:
        """Return the id of the patient that a child is, or "" where the day is in no records."""
        return ""

    def by_code(self, code: str) -> Child | None:
        """Return the child whose card has a code, or None."""
        number = next((number for number, one in self.facts.codes.items() if one == code), "")
        return self.by_number.get(number)

    def add(self, kind: ChangeKind, *, by: str = "", **facts: Any) -> Change:  # noqa: ANN401 - Change checks
        """Write a change through to the disk, then take it in.

        Args:
            kind: What happened.
            by: Who is screening.
            **facts: What goes with it; see `engine.roster.day_changes.Change`.

        Raises:
            ScolioError: It cannot be written; nothing has changed.
        """
        change = Change(sequence=self._next, kind=kind, at=_now(), by=by, **facts)
        return self._take(change, None)

    def say_consent(self, number: str, said: ConsentSaid, *, by: str = "") -> Change:
        """Note what was said about the consent for a child.

        Raises:
            ScolioError: It cannot be written; nothing has changed.
        """
        change = Change(
            sequence=self._next,
            kind=ChangeKind.CONSENT,
            at=_now(),
            by=by,
            child=number,
            consent=said.consent,
            decided_by=said.decided_by,
        )
        return self._take(change, said)

    def undo(self, *, by: str = "") -> Change | None:
        """Take back the last decision of a person; give it, or None where there is none.

        Raises:
            ScolioError: That cannot be written.
        """
        change = self.undoable
        if change is not None:
            self.add(ChangeKind.UNDONE, by=by, undoes=change.sequence)
        return change

    @property
    def _next(self) -> int:
        return self._changes[-1].sequence + 1 if self._changes else 1

    def _take(self, change: Change, said: ConsentSaid | None) -> Change:
        self._write(change, said)
        self._changes.append(change)
        if change.kind is ChangeKind.UNDONE:
            self.standing = standing_after(self._changes)
        else:
            self.standing.apply(change)
        return change

    @abstractmethod
    def _write(self, change: Change, said: ConsentSaid | None) -> None:
        """Write a change through to the disk.

        Raises:
            ScolioError: It cannot be written; nothing has changed.
        """


class DayKeeper(Protocol):
    """A place that keeps screening days."""

    def create(
        self, name: str, children: Iterable[Child], codes: Mapping[str, str] | None = None
    ) -> OpenDay:
        """Make a day of a roster.

        Args:
            name: What it is called.
            children: In their order.
            codes: Codes of cards that were printed already, by number; others are drawn.

        Raises:
            ScolioError: It cannot be written.
        """
        ...

    def lines(self) -> list[DayLine]:
        """Return all days that can be read, the newest first.

        Raises:
            ScolioError: None may be read now.
        """
        ...

    def open(self, identifier: str) -> OpenDay:
        """Open a day.

        Raises:
            ScolioError: It is gone, or cannot be read.
        """
        ...

    def delete(self, identifier: str) -> None:
        """Delete a day; recordings and results stay.

        Raises:
            ScolioError: It cannot be deleted.
        """
        ...


def codes_for(children: Iterable[Child], kept: Mapping[str, str] | None) -> dict[str, str]:
    """Return a code for the card of each child, by number; codes of cards that were printed stay."""
    drawn = new_codes(child.number for child in children)
    return {number: (kept or {}).get(number, code) for number, code in drawn.items()}


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
