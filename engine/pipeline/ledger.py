"""The ledger of work on many files: what is done stands on disk, so that stopped work goes on where it was.

Whoever is killed loses the file at hand and no more. A `Ledger` is one JSON file of one writer, written whole
after each file that was worked on; a `SharedLedger` is a folder with an entry for each file, for as many
writers at once as like. Must not know what the work is.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from engine.core.errors import OutputError, ScolioError
from engine.core.files import sha256_of, write_text
from engine.core.progress import Cancel, Progress, ProgressReport, check, report
from engine.core.text import Text


class LedgerEntry(BaseModel):
    """A file that was worked on, as it was then; whoever keeps a ledger adds what came of it.

    Attributes:
        size: Its bytes.
        mtime_ns: When it was changed last, nanoseconds.
        sha256: Hash of its content.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int
    mtime_ns: int
    sha256: str

    def is_of(self, path: Path) -> bool:
        """Whether a file has this content: by size and time, or by its hash where only the time differs.

        Raises:
            OSError: It is not there.
        """
        facts = path.stat()
        if facts.st_size != self.size:
            return False
        if facts.st_mtime_ns == self.mtime_ns:
            return True
        with contextlib.suppress(OSError):
            # One that cannot be read is another: whoever works on it says why.
            return sha256_of(path) == self.sha256
        return False


_Entry = TypeVar("_Entry", bound=LedgerEntry)


def _current(entry: _Entry | None, path: Path, note: Callable[[_Entry], None]) -> _Entry | None:
    """Return an entry that is of the file as it is now, else None; a time that alone has changed is noted."""
    time = path.stat().st_mtime_ns
    if entry is None or not entry.is_of(path):
        return None
    if entry.mtime_ns != time:
        note(entry := entry.model_copy(update={"mtime_ns": time}))
    return entry


class Ledger(BaseModel, Generic[_Entry]):
    """What is known of many files, by name; a subclass adds what is known of the work as a whole.

    Attributes:
        videos: What was worked on.
    """

    model_config = ConfigDict(extra="forbid")

    videos: dict[str, _Entry] = Field(default_factory=dict)
    _path: Path = PrivateAttr()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a ledger; an empty one where there is none yet.

        Raises:
            OSError: It cannot be read.
            ValueError: It is no such ledger.
        """
        ledger = cls.model_validate_json(path.read_bytes()) if path.is_file() else cls()
        ledger._path = path
        return ledger

    def known(self, name: str, path: Path) -> _Entry | None:
        """Return the entry of a file; None where there is none, or where the file is another one now.

        Where only the time of the file has changed, the new one is noted.

        Raises:
            OSError: The file is not there.
            OutputError: The ledger cannot be written.
        """
        return _current(self.videos.get(name), path, lambda entry: self.note(name, entry))

    def note(self, name: str, entry: _Entry) -> None:
        """Note what came of a file.

        Raises:
            OutputError: The ledger cannot be written.
        """
        self.videos[name] = entry
        self.write()

    def forget(self, name: str) -> _Entry:
        """Take a file out, and return what was noted.

        Raises:
            OutputError: The ledger cannot be written.
        """
        entry = self.videos.pop(name)
        self.write()
        return entry

    def write(self) -> None:
        """Write the ledger, whole or not at all.

        Raises:
            OutputError: It cannot be written.
        """
        write_text(self._path, self.model_dump_json(indent=1) + "\n")


class SharedLedger(Generic[_Entry]):
    """What is known of many files, by name: a small file for each, so that many writers never meet in one.

    Args:
        folder: Where the entries lie; made by the first one.
        kind: What an entry is.
    """

    def __init__(self, folder: Path, kind: type[_Entry]) -> None:
        self._folder = folder
        self._kind = kind

    def entry(self, name: str) -> _Entry | None:
        """Return what was noted of a file; None where nothing was, or where it is damaged."""
        try:
            return self._kind.model_validate_json(self._place(name).read_bytes())
        except (OSError, ValueError):
            return None

    def entries(self, *, leave_out: str = "") -> Iterator[_Entry]:
        """Yield all that was noted, in no order; what is damaged is passed over.

        Args:
            leave_out: Name of a file in the folder that is no entry.
        """
        for path in self._folder.glob("*.json"):
            with contextlib.suppress(OSError, ValueError):
                if path.name != leave_out:
                    yield self._kind.model_validate_json(path.read_bytes())

    def known(self, name: str, path: Path) -> _Entry | None:
        """Return the entry of a file; None where there is none, or where the file is another one now.

        Where only the time of the file has changed, the new one is noted.

        Raises:
            OSError: The file is not there.
            OutputError: The entry cannot be written.
        """
        return _current(self.entry(name), path, lambda entry: self.note(name, entry))

    def note(self, name: str, entry: _Entry) -> None:
        """Note what came of a file.

        Raises:
            OutputError: The entry cannot be written.
        """
        write_text(self._place(name), entry.model_dump_json(indent=1) + "\n")

    def _place(self, name: str) -> Path:
        # A hash: names may be long, and differ by what the file system does not tell apart.
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:40]}.json"


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What became of many files; each stands in one of the three.

    Attributes:
        done: Names of those that were worked on now.
        kept: Names of those that were done already.
        failed: Names of those that could not be used, each with the reason.
    """

    done: tuple[str, ...]
    kept: tuple[str, ...]
    failed: Mapping[str, Text] = field(default_factory=dict)


_Item = TypeVar("_Item")
_Found = TypeVar("_Found")
LISTEN_SECONDS = 0.1
"""How often whoever waits for work looks whether it was asked to stop."""


def work_on_all(
    items: Mapping[str, _Item],
    work: Callable[[_Item, Progress, Cancel], bool],
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> WorkDone:
    """Work on one thing after the other; one that cannot be used does not stop the others.

    Args:
        items: What to work on, by name.
        work: Works on one, and tells whether anything had to be done.
        progress: Told the share of the whole.
        cancel: Checked before each, and by ``work``.

    Raises:
        OutputError: Nothing more can be written.
        CancelledError: ``cancel`` was set.
    """
    done: list[str] = []
    kept: list[str] = []
    failed: dict[str, Text] = {}

    def take(name: str, found: bool | ScolioError) -> None:
        if isinstance(found, OutputError):
            raise found
        if isinstance(found, ScolioError):
            failed[name] = found.what
        else:
            (done if found else kept).append(name)

    work_side_by_side(items, work, take, progress=progress, cancel=cancel)
    return WorkDone(tuple(done), tuple(kept), failed)


def work_side_by_side(
    items: Mapping[str, _Item],
    work: Callable[[_Item, Progress, Cancel], _Found],
    take: Callable[[str, _Found | ScolioError], None],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Work on several things at once; what comes of each is taken, in whatever order, on this thread.

    Args:
        items: What to work on, by name.
        work: Works on one; on a thread of its own.
        take: Takes what came of one, or its expected failure; whatever it raises ends the work.
        jobs: How many at once.
        progress: Told the share of the whole; on the threads.
        cancel: Handed on to ``work``.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    stop, left = Cancel(), list(items)[::-1]
    shares = _Shares(progress, len(items))
    running: dict[Future[_Found], str] = {}
    with ThreadPoolExecutor(jobs, thread_name_prefix="batch") as pool:
        try:
            while left or running:
                check(cancel)
                while left and len(running) < jobs:
                    name = left.pop()
                    listen = shares.of(name)
                    running[pool.submit(work, items[name], listen, stop)] = name
                ended, _ = wait(running, LISTEN_SECONDS, FIRST_COMPLETED)
                for future in ended:
                    name = running.pop(future)
                    shares.end(name)
                    try:
                        found: _Found | ScolioError = future.result()
                    except ScolioError as failure:
                        found = failure
                    take(name, found)
        finally:
            # The threads end within a second; what they were at is lost.
            stop.set()


class _Shares:
    """Adds up how far each of several things is."""

    def __init__(self, progress: Progress | None, count: int) -> None:
        self._progress = progress
        self._count = count
        self._ended = 0
        self._parts: dict[str, float] = {}

    def of(self, name: str) -> Progress:
        """Return what the work on one reports to."""
        self._parts[name] = 0.0

        def listen(part: ProgressReport) -> None:
            if part.fraction is not None and name in self._parts:
                self._parts[name] = part.fraction
            parts = sum(list(self._parts.values()))
            report(self._progress, part.stage, min(1.0, (self._ended + parts) / self._count))

        return listen

    def end(self, name: str) -> None:
        """Take note that one has ended."""
        self._parts.pop(name, None)
        self._ended += 1
