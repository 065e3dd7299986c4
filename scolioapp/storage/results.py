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
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
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


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """One line of the list of results.

    Attributes:
        identifier: Name of the folder; sorts by date.
        date: When it was screened, ISO 8601 with time zone.
        video: File name of the video.
        video_path: Where the video was.
        outcome: Value of `engine.core.labels.Outcome`.
        verdict: Value of `engine.core.findings.Verdict`.
        model: Name of the model, or "".
        model_status: ``demo``, ``research``, ``validated`` or "".
        person: Number of the person who was judged, or None.
        people: How many people were followed.
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

    @classmethod
    def of(cls, identifier: str, result: ScreeningResult, video: Path) -> ResultEntry:
        """Give the line of a result."""
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
        )


def _read_entry(value: object) -> ResultEntry | None:
    """Give the entry in a JSON value, or None when it is not one."""
    if not isinstance(value, dict):
        return None
    try:
        return ResultEntry(**value)
    except TypeError:
        return None


def _read_json(path: Path) -> object:
    """Give a JSON file's content, or None when there is none or it is broken."""
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
        """Give the folder of a result."""
        return self.root / identifier

    def entries(self) -> list[ResultEntry]:
        """Give all whole results, the newest first, and put the list in order."""
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

    def remove(self, identifier: str) -> None:
        """Delete a result for good.

        Raises:
            OutputError: The folder cannot be removed.
        """
        folder = self.folder(identifier)
        gone = self.root / f"{_DELETED}{identifier}-{uuid.uuid4().hex[:4]}"
        try:
            os.replace(folder, gone)
            shutil.rmtree(gone)
        except FileNotFoundError:
            return
        except OSError as error:
            raise OutputError(
                text(
                    "The result of {date} could not be deleted: {reason}.",
                    date=identifier[:8],
                    reason=error.strerror or str(error),
                ),
                text("Close other programs that use its files and try again."),
            ) from error

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
            if final.exists():
                gone = self.root / f"{_DELETED}{entry.identifier}-{uuid.uuid4().hex[:4]}"
                os.replace(final, gone)
                os.replace(beside, final)
                shutil.rmtree(gone, ignore_errors=True)
                (self.root / INDEX).unlink(missing_ok=True)
            else:
                os.replace(beside, final)
        except OSError as error:
            raise OutputError(
                text(
                    "The result could not be kept: {reason}.", reason=error.strerror or str(error)
                ),
                text("Free some space on this computer and screen the video again."),
            ) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
