"""Finished screenings on disk: one folder each, and a list of them that can always be made again.

A folder is written beside under a name that starts with a dot and renamed when it is whole, so a
crash leaves no half of one; folders without ``entry.json`` are passed over. The list in
``index.json`` is only a shortcut. Must not know Qt, nor how a screening is written (``save`` is
handed in).
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import OutputError
from engine.core.files import write_text
from engine.core.text import text

if TYPE_CHECKING:
    from engine.core.result import ScreeningResult

ENTRY = "entry.json"
INDEX = "index.json"
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
        video: File name of the video.
        video_path: Where the video was.
        outcome: Value of `engine.core.classes.Outcome`.
        verdict: Value of `engine.core.findings.Verdict`.
        model: Name of the model, or "".
        model_status: ``demo``, ``research``, ``validated`` or "".
        person: Number of the person who was judged, or None.
        people: How many people were followed.
        label: Name or number that a person gave to the recording, or "".
        repeats: Identifier of the earlier result that this one repeats, or "".
        screened_before: When that one was screened, or "".
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

    @property
    def title(self) -> str:
        """What the recording is called: its label, else the file name of its video."""
        return self.label or self.video

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


_FIELDS = frozenset(field.name for field in fields(ResultEntry))


@dataclass(frozen=True, slots=True)
class Links:
    """The results that a result is linked with.

    Attributes:
        repeats: When the recording was screened that this one repeats, or "" where it repeats none.
        earlier: The result of that recording, or None where it is not kept any more.
        later: Results of recordings that repeat this one, the newest first.
    """

    repeats: str = ""
    earlier: ResultEntry | None = None
    later: tuple[ResultEntry, ...] = ()


def links_of(identifier: str, entries: Iterable[ResultEntry]) -> Links:
    """Return what a result is linked with among those that are kept."""
    kept = {entry.identifier: entry for entry in entries}
    own = kept.get(identifier)
    if own is None:
        return Links()
    later = [e for e in kept.values() if e.repeats == identifier and e is not own]
    later.sort(key=lambda entry: entry.identifier, reverse=True)
    earlier = kept.get(own.repeats) if own.repeats != identifier else None
    told = own.screened_before if own.repeats else ""
    return Links(told, earlier, tuple(later))


def replaced(entries: Sequence[ResultEntry]) -> set[str]:
    """Return the identifiers of the results that another kept one repeats."""
    return {entry.repeats for entry in entries if entry.repeats not in ("", entry.identifier)}


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
        # A list must not be made again from lines that are just being rewritten.
        self._rewriting = threading.RLock()

    def folder(self, identifier: str) -> Path:
        """Return the folder of a result."""
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

    def entries(self) -> list[ResultEntry]:
        """Return all whole results, the newest first, and put the list in order."""
        with self._rewriting:
            return self._entries()

    def _entries(self) -> list[ResultEntry]:
        known = self._indexed()
        found: list[ResultEntry] = []
        for folder in self._folders():
            entry = known.get(folder.name) or _read_entry(_read_json(folder / ENTRY))
            if entry is not None and entry.identifier == folder.name:
                found.append(entry)
        found.sort(key=lambda entry: entry.identifier, reverse=True)
        if found != list(known.values()):
            self._write_index(found)
        return found

    def keep(
        self, result: ScreeningResult, video: Path, save: Callable[[Path], None]
    ) -> ResultEntry:
        """Keep a result for good.

        Args:
            result: What was found.
            video: The video.
            save: Makes the folder it is given, and writes the screening into it.

        Raises:
            OutputError: The folder cannot be written.
        """
        now = datetime.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        entry = ResultEntry.of(f"{now}-{uuid.uuid4().hex[:8]}", result, video)
        self._write(entry, save)
        return entry

    def update(
        self, old: ResultEntry, result: ScreeningResult, save: Callable[[Path], None]
    ) -> ResultEntry:
        """Put a newly judged screening of the same recording in the place of an old one.

        Raises:
            OutputError: The folder cannot be written.
        """
        fresh = ResultEntry.of(old.identifier, result, Path(old.video_path))
        entry = replace(fresh, date=old.date)
        self._write(entry, save)
        return entry

    def relabel(
        self, identifier: str, label: str, write: Callable[[Path, str], object]
    ) -> ResultEntry:
        """Return a result another label, in the result and in its line, or in neither.

        Args:
            identifier: The result.
            label: The label, or "" for none.
            write: Puts a label into the result in a folder, whole or not at all.

        Raises:
            ScolioError: It is not there any more, or cannot be written.
        """
        folder = self.folder(identifier)
        with self._rewriting:
            entry = _read_entry(_read_json(folder / ENTRY))
            if entry is None:
                raise OutputError(
                    text("This result no longer exists, so it cannot be renamed."),
                    text("Check under Results whether it was deleted."),
                )
            changed = replace(entry, label=label)
            write(folder, label)
            try:
                write_text(folder / ENTRY, json.dumps(asdict(changed), indent=2))
            except OutputError:
                write(folder, entry.label)
                raise
            self._forget_index()
        return changed

    def set_aside(self, identifiers: Iterable[str]) -> dict[str, Path]:
        """Take results off the list, for `bring_back` or `discard`.

        Returns:
            Where each lies now; a crash leaves it to `tidy`.

        Raises:
            OutputError: A folder cannot be moved; those before it are back.
        """
        aside: dict[str, Path] = {}
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
            aside[identifier] = gone
        return aside

    def bring_back(self, aside: Mapping[str, Path]) -> None:
        """Put results that were set aside back on the list."""
        for identifier, gone in aside.items():
            with contextlib.suppress(OSError):
                os.replace(gone, gone.parent / identifier)

    def discard(self, aside: Mapping[str, Path]) -> None:
        """Delete results that were set aside for good; what a disk refuses is left to `tidy`."""
        for gone in aside.values():
            shutil.rmtree(gone, ignore_errors=True)

    def find_again(self, old: Path, new: Path) -> None:
        """Note in every result of a video that it lies elsewhere now.

        Raises:
            OutputError: A result cannot be written.
        """
        with self._rewriting:
            for entry in self.entries():
                if entry.video_path == str(old):
                    moved = replace(entry, video=new.name, video_path=str(new))
                    write_text(
                        self.folder(entry.identifier) / ENTRY, json.dumps(asdict(moved), indent=2)
                    )
            self._forget_index()

    def _forget_index(self) -> None:
        with contextlib.suppress(OSError):
            (self.root / INDEX).unlink(missing_ok=True)

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

    def _folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return [p for p in self.root.iterdir() if p.is_dir() and not p.name.startswith(".")]

    def _indexed(self) -> dict[str, ResultEntry]:
        value = _read_json(self.root / INDEX)
        entries = (_read_entry(each) for each in value) if isinstance(value, list) else ()
        return {entry.identifier: entry for entry in entries if entry is not None}

    def _write_index(self, entries: list[ResultEntry]) -> None:
        """Write the shortcut; a disk that refuses it costs only time at the next start."""
        if self.root.is_dir():
            with contextlib.suppress(OutputError):
                write_text(self.root / INDEX, json.dumps([asdict(each) for each in entries]))

    def _write(self, entry: ResultEntry, save: Callable[[Path], None]) -> None:
        beside = self.root / f"{_UNFINISHED}{entry.identifier}-{uuid.uuid4().hex[:4]}"
        final = self.folder(entry.identifier)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            save(beside)
            write_text(beside / ENTRY, json.dumps(asdict(entry), indent=2))
            self._put_in_place(entry, beside, final)
        except OSError as error:
            raise OutputError(
                text(
                    "The result could not be saved: {reason}.", reason=error.strerror or str(error)
                ),
                text("Free some space or choose another folder under Settings, then try again."),
            ) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _put_in_place(self, entry: ResultEntry, beside: Path, final: Path) -> None:
        """Rename a whole folder to its name; one that was there goes."""
        with self._rewriting:
            if final.exists():
                gone = self.root / f"{_DELETED}{entry.identifier}-{uuid.uuid4().hex[:4]}"
                os.replace(final, gone)
                try:
                    os.replace(beside, final)
                except OSError:
                    os.replace(gone, final)
                    raise
                shutil.rmtree(gone, ignore_errors=True)
                self._forget_index()
            else:
                os.replace(beside, final)
