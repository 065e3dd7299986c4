"""Screening days on disk: one folder each, with the children and every change, in the person's data folder.

``day.json`` is written once, whole or not at all. ``changes.jsonl`` grows by one line for each change, which
is on the disk before anybody is told; a line that a crash cut off never happened. Children's names stand in
these files and nowhere else. Must not know Qt.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.core.errors import OutputError, RosterError
from engine.core.files import folder_to_rename, hidden, write_failure
from engine.core.text import text
from engine.roster.day_changes import (
    Change,
    ChangeKind,
    DayStanding,
    last_undoable,
    standing_after,
)
from engine.roster.entries import Child
from engine.roster.qr_cards import new_codes

DAY, CHANGES = "day.json", "changes.jsonl"
SCHEMA: Final = "scolioapp.screening-day/1"


class DayFacts(BaseModel):
    """What never changes of a day.

    Attributes:
        schema_version: Of this file.
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
        identifier: Name of its folder; sorts by date.
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


class ScreeningDay:
    """One day: its children, its changes, and how it stands.

    Args:
        folder: Its folder.

    Raises:
        RosterError: It cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts = _facts(folder)
        self.by_number = {child.number: child for child in self.facts.children}
        self._changes, self._size = _changes(folder / CHANGES)
        self.standing: DayStanding = standing_after(self._changes)

    @property
    def identifier(self) -> str:
        """Name of its folder."""
        return self.folder.name

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
            OutputError: It cannot be written; nothing has changed.
        """
        sequence = self._changes[-1].sequence + 1 if self._changes else 1
        change = Change(sequence=sequence, kind=kind, at=_now(), by=by, **facts)
        self._append(change)
        self._changes.append(change)
        if kind is ChangeKind.UNDONE:
            self.standing = standing_after(self._changes)
        else:
            self.standing.apply(change)
        return change

    def undo(self, *, by: str = "") -> Change | None:
        """Take back the last decision of a person; give it, or None where there is none.

        Raises:
            OutputError: That cannot be written.
        """
        change = self.undoable
        if change is not None:
            self.add(ChangeKind.UNDONE, by=by, undoes=change.sequence)
        return change

    def _append(self, change: Change) -> None:
        path = self.folder / CHANGES
        line = change.model_dump_json(exclude_defaults=True).encode() + b"\n"
        try:
            with path.open("r+b" if path.exists() else "w+b") as stream:
                # What a crash, or a full disk, cut off goes.
                stream.truncate(self._size)
                stream.seek(self._size)
                stream.write(line)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                os.truncate(path, self._size)
            raise write_failure(path, error) from error
        self._size += len(line)


class ScreeningDays:
    """The folder of all days.

    Args:
        root: The folder; made at the first day.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def create(
        self, name: str, children: Iterable[Child], codes: Mapping[str, str] | None = None
    ) -> ScreeningDay:
        """Make a day of a roster.

        Args:
            name: What it is called.
            children: In their order.
            codes: Codes of cards that were printed already, by number; others are drawn.

        Raises:
            OutputError: The folder cannot be written.
        """
        listed = tuple(children)
        drawn = new_codes(child.number for child in listed)
        kept = {number: (codes or {}).get(number, code) for number, code in drawn.items()}
        now = datetime.datetime.now().astimezone()
        facts = DayFacts(
            name=name, began=now.isoformat(timespec="seconds"), children=listed, codes=kept
        )
        folder = self.root / f"{now.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:6]}"
        beside = hidden(folder, "part")
        try:
            with folder_to_rename(beside, {DAY: facts.model_dump_json(indent=1).encode()}):
                os.replace(beside, folder)
        except OSError as error:
            raise write_failure(folder, error) from error
        return ScreeningDay(folder)

    def lines(self) -> list[DayLine]:
        """Return all days that can be read, the newest first."""
        lines = []
        for folder in sorted(self._folders(), key=lambda each: each.name, reverse=True):
            with contextlib.suppress(RosterError):
                day = ScreeningDay(folder)
                facts, ended = day.facts, day.standing.ended
                lines.append(
                    DayLine(folder.name, facts.name, facts.began, len(facts.children), ended)
                )
        return lines

    def _folders(self) -> list[Path]:
        try:
            return [one for one in self.root.iterdir() if one.is_dir() and one.name[0] != "."]
        except OSError:
            return []

    def open(self, identifier: str) -> ScreeningDay:
        """Open a day.

        Raises:
            RosterError: It is gone, or cannot be read.
        """
        return ScreeningDay(self.root / identifier)

    def delete(self, identifier: str) -> None:
        """Delete a day with the names of its children; recordings and results stay.

        Raises:
            OutputError: It cannot be deleted.
        """
        try:
            shutil.rmtree(self.root / identifier)
        except FileNotFoundError:
            return
        except OSError as error:
            raise OutputError(
                text(
                    "The day could not be deleted: {reason}.", reason=error.strerror or str(error)
                ),
                text("Close other programs that use its files and try again."),
            ) from error


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def _facts(folder: Path) -> DayFacts:
    try:
        facts = DayFacts.model_validate_json((folder / DAY).read_bytes())
    except (OSError, ValidationError) as error:
        raise RosterError(
            text("This screening day cannot be read: its file is gone or damaged."),
            text("Choose another day, or make a new one from the list of children."),
        ) from error
    if facts.schema_version != SCHEMA:
        raise RosterError(
            text("This screening day was made by another version of the program."),
            text("Open it with that version, or make a new day from the list of children."),
        )
    return facts


def _changes(path: Path) -> tuple[list[Change], int]:
    """Read the changes, and where the last whole one ends; a damaged line is passed over."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise RosterError(
            text("The changes of this day cannot be read: {reason}.", reason=str(error.strerror)),
            text("Check the disk, then open the day again."),
        ) from error
    size = content.rfind(b"\n") + 1
    changes: list[Change] = []
    for line in content[:size].splitlines():
        with contextlib.suppress(ValidationError):
            changes.append(Change.model_validate_json(line))
    return changes, size
