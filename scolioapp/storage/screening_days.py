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
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from engine.core.errors import OutputError, RosterError
from engine.core.files import folder_to_rename, hidden, write_failure
from engine.core.text import text
from engine.roster.day_changes import Change
from engine.roster.entries import Child
from scolioapp.storage.open_day import (
    SCHEMA,
    ConsentSaid,
    DayFacts,
    DayLine,
    OpenDay,
    codes_for,
)

DAY, CHANGES = "day.json", "changes.jsonl"


class ScreeningDay(OpenDay):
    """A day in a folder of its own.

    Args:
        folder: Its folder.

    Raises:
        RosterError: It cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        facts = _facts(folder)
        changes, self._size = _changes(folder / CHANGES)
        super().__init__(folder.name, facts, changes)

    def _write(self, change: Change, said: ConsentSaid | None) -> None:
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
        kept = codes_for(listed, codes)
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

    def identifiers(self) -> list[str]:
        """Return the names of all days, those that cannot be read included, the oldest first."""
        return sorted(each.name for each in self._folders())

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
