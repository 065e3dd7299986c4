"""Finished screenings on disk: one folder each, with every judgement, and a list of them.

`ResultStore` is their only owner: nobody else reads or writes there. What a judgement is on disk is in
`engine.core.kept_result`; here are the list, labels and what was deleted. A folder is written beside under a
name that starts with a dot and renamed when it is whole, so a crash leaves no half of one; folders without
``entry.json`` are passed over. Each file has one kind of change, so two windows at once undo nothing of each
other. The list in ``index.json`` is only a shortcut. Must not know Qt, nor what a screening is made of.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core import kept_result
from engine.core.errors import OutputError
from engine.core.files import write_text
from engine.core.kept_result import Revision
from engine.core.text import Text, text
from scolioapp.storage.stored_result import StoredResult

if TYPE_CHECKING:
    from engine.core.result import ScreeningResult

ENTRY = "entry.json"
INDEX, _CHANGES = "index.json", "changes.txt"
"""The list, and a word that is another one after each change of a line: the list is good for one word."""
_UNFINISHED = ".part-"
_DELETED = ".deleted-"
_LEFT_OVER_SECONDS = 24 * 3600.0
_ROOM_BYTES = 64 * 1024**2
"""Room that a result must find: a long recording takes some tens of megabytes."""


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """One line of the list of results.

    Attributes:
        identifier: Name of the folder; sorts by date.
        date: When it was screened, ISO 8601 with time zone.
        outcome: Value of `engine.core.classes.Outcome`.
        verdict: Value of `engine.core.findings.Verdict`.
        model: Name of the model, or "".
        model_status: ``demo``, ``research``, ``validated`` or "".
        person: Number of the person who was judged, or None.
        label: Name or number that a person gave to the recording, or "".
        repeats: Identifier of the earlier result that this one repeats, or "".
        screened_before: When that one was screened, or "".
        judgements: How many times the recording was judged; the line tells of the newest one.
    """

    identifier: str
    date: str
    video: str
    video_path: str
    outcome: str
    verdict: str
    model: str
    model_status: str
    person: int | None
    people: int
    label: str = ""
    repeats: str = ""
    screened_before: str = ""
    judgements: int = 1

    @property
    def title(self) -> str:
        """What the recording is called: its label, else the file name of its video."""
        return self.label or self.video

    @property
    def order(self) -> str:
        """What lists are sorted by: when it was screened."""
        return self.identifier

    @classmethod
    def of(cls, identifier: str, result: ScreeningResult, video: Path) -> ResultEntry:
        """Return the line of a result."""
        model = result.model
        return cls(
            identifier=identifier,
            date=result.provenance.finished or result.provenance.started,
            video=video.name,
            video_path=str(video),
            outcome=result.outcome.value,
            verdict=result.quality.verdict.value,
            model=model.name if model is not None else "",
            model_status=model.status if model is not None else "",
            person=result.person,
            people=len(result.people),
            label=result.label,
            repeats=result.repeats.result if result.repeats is not None else "",
            screened_before=result.repeats.screened if result.repeats is not None else "",
        )


_FIELDS = tuple(field.name for field in fields(ResultEntry))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement of a recording.

    Attributes:
        number: 1 for the first.
        date: When it was made, ISO 8601 with time zone, or "" where that cannot be read.
    """

    number: int
    date: str


def _read_entry(value: object) -> ResultEntry | None:
    """Return the entry in a JSON value, or None if it is none; unknown fields are left out."""
    if not isinstance(value, dict):
        return None
    try:
        return ResultEntry(**{name: each for name, each in value.items() if name in _FIELDS})
    except TypeError:
        return None


def _read_json(path: Path) -> object:
    """Return a JSON file's content, or None when there is none or it is broken."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


class ResultStore:
    """The folder of finished screenings.

    Args:
        root: The folder; made at the first save.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, identifier: str) -> Path:
        """Return the folder of a result, for a person to look into."""
        return self.root / identifier

    @property
    def writable(self) -> bool:
        """Whether results can be kept, as far as can be told without trying."""
        standing = self._standing()
        return standing.is_dir() and os.access(standing, os.W_OK)

    def check_room(self) -> None:
        """Look for room on the disk before work is begun.

        Raises:
            OutputError: There is too little for a result.
        """
        try:
            free = shutil.disk_usage(self._standing()).free
        except OSError:
            return
        if free < _ROOM_BYTES:
            raise OutputError(
                text(
                    "Only {free} MB are free in the results folder, which is not enough for a "
                    "result.",
                    free=free // 1024**2,
                ),
                text("Free some space or choose another folder under Settings, then try again."),
            )

    def _standing(self) -> Path:
        """Return the folder of results, or the first folder above it that is there already."""
        return next((each for each in (self.root, *self.root.parents) if each.exists()), self.root)

    # The list

    def entries(self) -> list[ResultEntry]:
        """Return all whole results, the newest first, and put the list in order."""
        # Before the lines: what changes while they are read makes the list old.
        changes = self._changes()
        known = self._indexed(changes)
        lines = (known.get(folder.name) or self._line(folder) for folder in self._folders())
        entries = [line for line in lines if line is not None]
        entries.sort(key=lambda entry: entry.identifier, reverse=True)
        if changes is not None and entries != list(known.values()):
            index = {"changes": changes, "lines": [_plain(each) for each in entries]}
            # A disk that refuses it costs only time at the next look.
            with contextlib.suppress(OutputError):
                write_text(self.root / INDEX, json.dumps(index))
        return entries

    def _folders(self) -> list[Path]:
        try:
            with os.scandir(self.root) as inside:
                names = [each.name for each in inside if each.is_dir()]
        except OSError:
            return []
        return [self.root / name for name in names if not name.startswith(".")]

    def _line(self, folder: Path) -> ResultEntry | None:
        """Read the line of a result: of its newest judgement, under its label; None where it has none."""
        first = _entry_in(folder)
        if first is None or first.identifier != folder.name:
            return None
        label, revisions = kept_result.read_label(folder), kept_result.revisions(folder)
        if label is None and len(revisions) == 1:
            return first
        later = (_entry_in(each.folder) for each in reversed(revisions) if each.number > 1)
        newest = next((each for each in later if each is not None), first)
        return replace(
            first,
            outcome=newest.outcome,
            verdict=newest.verdict,
            model=newest.model,
            model_status=newest.model_status,
            person=newest.person,
            people=newest.people,
            label=first.label if label is None else label,
            judgements=max(1, len(revisions)),
        )

    def _indexed(self, changes: str | None) -> dict[str, ResultEntry]:
        """Return the list that was written, if nothing has changed since."""
        value = _read_json(self.root / INDEX)
        if not isinstance(value, dict) or changes is None or value.get("changes") != changes:
            return {}
        lines = value.get("lines")
        entries = (_read_entry(each) for each in (lines if isinstance(lines, list) else ()))
        return {entry.identifier: entry for entry in entries if entry is not None}

    def _changes(self) -> str | None:
        """Return the word of the last change, "" before the first, or None where it cannot be read."""
        try:
            return (self.root / _CHANGES).read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, ValueError):
            return None

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Make every list that was written old: before the change, for a crash in it, and after."""
        self._forget_list()
        try:
            yield
        finally:
            try:
                write_text(self.root / _CHANGES, uuid.uuid4().hex)
            except OutputError:
                self._forget_list()

    def _forget_list(self) -> None:
        with contextlib.suppress(OSError):
            (self.root / INDEX).unlink(missing_ok=True)

    # Judgements

    def keep(
        self,
        result: ScreeningResult,
        video: Path,
        files: Mapping[str, bytes],
        recording: str = "",
    ) -> ResultEntry:
        """Keep a result for good.

        Args:
            result: What was found.
            video: The video that was screened.
            files: The files of the result.
            recording: Means nothing here: a folder knows no recordings beside results.

        Raises:
            OutputError: The folder cannot be written.
        """
        now = datetime.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        entry = ResultEntry.of(f"{now}-{uuid.uuid4().hex[:8]}", result, video)
        self._write(
            entry,
            lambda notes, beside: kept_result.create(
                self.folder(entry.identifier), files, entry.label, notes, beside
            ),
        )
        return entry

    def add_judgement(
        self, identifier: str, result: ScreeningResult, files: Mapping[str, bytes]
    ) -> ResultEntry:
        """Add a new judgement of the same recording; those before it stay, and so does the label.

        Returns:
            The line of the result, which tells of the new judgement.

        Raises:
            OutputError: The result is gone, or its folder cannot be written; all is as it was.
        """
        folder = self.folder(identifier)
        first = _entry_in(folder)
        if first is None:
            raise _gone(text("This result no longer exists, so nothing can be added to it."))
        entry = ResultEntry.of(identifier, result, Path(first.video_path))
        date = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        with self._changing():
            self._write(
                replace(entry, date=date, label=""),
                lambda notes, beside: kept_result.add(folder, files, notes, beside),
            )
        return self._line(folder) or entry

    def revisions(self, identifier: str) -> tuple[Revision, ...]:
        """Return the judgements of a result as they are kept, the first one first; none where it is gone."""
        return kept_result.revisions(self.folder(identifier))

    def judgements(self, identifier: str) -> tuple[Judgement, ...]:
        """Return number and date of each judgement of a result, the first one first."""
        revisions = self.revisions(identifier)
        return tuple(Judgement(each.number, _date_of(each)) for each in revisions)

    def load(self, identifier: str, number: int | None = None) -> StoredResult:
        """Read one judgement of a result.

        Args:
            identifier: The result.
            number: Which judgement; None: the newest.

        Raises:
            ScolioError: The result is gone, or this judgement is damaged.
        """
        for revision in reversed(self.revisions(identifier)):
            if number in (None, revision.number):
                label = kept_result.read_label(self.folder(identifier))
                return StoredResult(revision.files(), label, revision.number)
        raise _gone(text("This result no longer exists."))

    def judged_by(self, name: str, hashes: Collection[str], others: Collection[str]) -> int:
        """Count the results with a judgement of a model; a result that cannot be read counts by the name.

        Args:
            name: What the model is called.
            hashes: Those of its files.
            others: What the other models are called.
        """
        # A result of another name is this model's when the model was renamed since; and the line tells of the
        # newest judgement only.
        return sum(
            kept_result.depends_on(self.folder(entry.identifier), name, hashes, entry.model)
            for entry in self.entries()
            if entry.judgements > 1 or (entry.model and entry.model not in others)
        )

    # Labels, videos and deletion

    def relabel(self, identifier: str, label: str) -> ResultEntry:
        """Return a result another label, beside its judgements.

        Raises:
            OutputError: It is not there any more, or cannot be written.
        """
        folder = self.folder(identifier)
        line = self._line(folder)
        if line is None:
            raise _gone(text("This result no longer exists, so it cannot be renamed."))
        with self._changing():
            kept_result.write_label(folder, label)
        return replace(line, label=label)

    def set_aside(self, identifiers: Iterable[str]) -> dict[str, str]:
        """Take results off the list, for `bring_back` or `discard`.

        Returns:
            The folder in which each lies now; a crash leaves it to `tidy`.

        Raises:
            OutputError: A folder cannot be moved; those before it are back.
        """
        aside: dict[str, str] = {}
        for identifier in identifiers:
            gone = self.root / f"{_DELETED}{identifier}-{uuid.uuid4().hex[:4]}"
            try:
                os.replace(self.folder(identifier), gone)
                # A day from now, not from when it was screened.
                os.utime(gone)
            except FileNotFoundError:
                continue
            except OSError as error:
                self.bring_back(aside)
                raise OutputError(
                    text(
                        "The result of {date} could not be deleted: {reason}.",
                        date=identifier[:8],
                        reason=error.strerror or str(error),
                    ),
                    text("Close other programs that use its files and try again."),
                ) from error
            aside[identifier] = str(gone)
        return aside

    def bring_back(self, aside: Mapping[str, str]) -> None:
        """Put results that were set aside back on the list."""
        for identifier, gone in aside.items():
            with contextlib.suppress(OSError):
                os.replace(gone, Path(gone).parent / identifier)

    def discard(self, aside: Mapping[str, str]) -> None:
        """Delete results that were set aside for good; what a disk refuses is left to `tidy`."""
        for gone in aside.values():
            shutil.rmtree(gone, ignore_errors=True)

    def find_again(self, old: Path, new: Path) -> None:
        """Note in every result of a video that it lies elsewhere now.

        Raises:
            OutputError: A result cannot be written.
        """
        with self._changing():
            for folder in self._folders():
                entry = _entry_in(folder)
                if entry is not None and entry.video_path == str(old):
                    moved = replace(entry, video=new.name, video_path=str(new))
                    write_text(folder / ENTRY, _entry_text(moved))

    def tidy(self) -> None:
        """Remove what a crash left behind more than a day ago."""
        if not self.root.is_dir():
            return
        before = time.time() - _LEFT_OVER_SECONDS
        for path in self.root.iterdir():
            # Every unfinished folder has a name with a dot in front, the engine's own included.
            hidden = path.is_dir() and path.name.startswith(".")
            if hidden and path.stat().st_mtime < before:
                shutil.rmtree(path, ignore_errors=True)

    def _write(
        self, entry: ResultEntry, write: Callable[[Mapping[str, bytes], Path], None]
    ) -> None:
        """Have a judgement written with its line, by way of a folder beside.

        Raises:
            OutputError: It cannot be.
        """
        beside = self.root / f"{_UNFINISHED}{entry.identifier}-{uuid.uuid4().hex[:4]}"
        try:
            write({ENTRY: _entry_text(entry).encode()}, beside)
        except OSError as error:
            raise OutputError(
                text(
                    "The result could not be saved: {reason}.", reason=error.strerror or str(error)
                ),
                text("Free some space or choose another folder under Settings, then try again."),
            ) from error


def _entry_in(folder: Path) -> ResultEntry | None:
    return _read_entry(_read_json(folder / ENTRY))


def _entry_text(entry: ResultEntry) -> str:
    return json.dumps(_plain(entry), indent=2)


def _plain(entry: ResultEntry) -> dict[str, object]:
    """Return an entry as JSON has it; of thousands, several times as fast as `dataclasses.asdict`."""
    return {name: getattr(entry, name) for name in _FIELDS}


def _date_of(revision: Revision) -> str:
    """Return when a judgement was made."""
    entry = _entry_in(revision.folder)
    return "" if entry is None else entry.date


def _gone(what: Text) -> OutputError:
    return OutputError(what, text("Check under Results whether it was deleted."))
