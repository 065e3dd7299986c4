"""The ledger of work on many files: what is done stands on disk, so that stopped work goes on where it was.

One JSON file, written whole after each file that was worked on: whoever is killed loses the file at hand and
no more. Must not know what the work is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from engine.core.errors import OutputError, ScolioError
from engine.core.files import sha256_of, write_text
from engine.core.progress import Cancel, Progress, check, share_of
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
        entry, time = self.videos.get(name), path.stat().st_mtime_ns
        if entry is None or not entry.is_of(path):
            return None
        if entry.mtime_ns != time:
            self.note(name, entry := entry.model_copy(update={"mtime_ns": time}))
        return entry

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


def work_on_all(
    items: Mapping[str, _Item],
    work: Callable[[_Item, Progress, Cancel | None], bool],
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
    for number, (name, item) in enumerate(items.items()):
        check(cancel)
        share = share_of(progress, number, len(items))
        try:
            (done if work(item, share, cancel) else kept).append(name)
        except OutputError:
            raise
        except ScolioError as failure:
            failed[name] = failure.what
    return WorkDone(tuple(done), tuple(kept), failed)
