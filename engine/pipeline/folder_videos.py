"""The videos in a folder, and which part of them one of several computers takes.

What cannot be looked into is named, not passed over. Must not know screening.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.core.errors import ConfigError, VideoError
from engine.core.names import file_name
from engine.core.text import text
from engine.core.video_suffixes import SUFFIXES

MARK: Final = "batch.json"
"""Stands in the ledger of a folder of results, whose overlay videos are no recordings."""
LEDGER: Final = "ledger"
_RESULT: Final = "result.json"


@dataclass(frozen=True, slots=True)
class FolderVideos:
    """What is in a folder.

    Attributes:
        videos: Videos by name: their path below the folder, with forward slashes; in order of their names.
        unusable: What cannot be used, by name, with the reason.
    """

    videos: dict[str, Path]
    unusable: dict[str, VideoError]


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of many videos.

    Attributes:
        number: Which, from 1.
        count: Of how many.
    """

    number: int = 1
    count: int = 1

    @classmethod
    def parse(cls, words: str) -> Shard:
        """Read ``i/N``.

        Raises:
            ConfigError: It is no such part.
        """
        number, _, count = words.partition("/")
        if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
            return cls(int(number), int(count))
        raise ConfigError(
            text("“{words}” is no part of the videos.", words=words),
            text("Give number and count, such as 2/8 for the second of eight parts."),
        )

    def holds(self, name: str) -> bool:
        """Whether a video belongs to this part: by its name alone, whatever else is in the folder."""
        digest = hashlib.sha256(unicodedata.normalize("NFC", name).encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


def find_videos(
    folder: Path, *, recursive: bool = True, leave_out: Path | None = None
) -> FolderVideos:
    """List the videos of a folder; links are followed, folders of results are not looked into.

    Args:
        folder: Where to look.
        recursive: Whether to look into the folders in it, too.
        leave_out: A folder that is not looked into, such as that of the results.

    Raises:
        VideoError: It is not a folder, or cannot be read.
    """
    if not folder.is_dir():
        raise VideoError(
            text("There is no folder “{name}”.", name=folder.name or str(folder)),
            text("Check the path of the folder with the videos."),
        )
    found = FolderVideos({}, {})
    seen = {_identity(leave_out)} if leave_out is not None and leave_out.is_dir() else set()
    _look(folder, "", found, seen, recursive)
    if "." in found.unusable:
        raise found.unusable["."]
    return FolderVideos(dict(sorted(found.videos.items())), dict(sorted(found.unusable.items())))


def _look(
    folder: Path, name: str, found: FolderVideos, seen: set[tuple[int, int]], recursive: bool
) -> None:
    """Add what is in a folder; one that was seen before, by way of a link, is passed over."""
    try:
        identity = _identity(folder)
        if identity in seen or (name and _holds_results(folder)):
            return
        seen.add(identity)
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=lambda entry: entry.name)
    except OSError as error:
        found.unusable[name or "."] = _unreadable(folder, error)
        return
    for entry in entries:
        below = f"{name}/{entry.name}" if name else entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if recursive:
                _look(Path(entry.path), below, found, seen, recursive)
        elif Path(entry.name).suffix.lower() in SUFFIXES:
            _take(entry, below, found)


def _take(entry: os.DirEntry[str], name: str, found: FolderVideos) -> None:
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if shown != name:
        found.unusable[shown] = VideoError(
            text("The name of “{name}” is not valid text.", name=shown),
            text("Rename the file."),
        )
    elif not os.path.exists(entry.path):
        found.unusable[name] = VideoError(
            text("“{name}” is a link to a file that is not there.", name=name),
            text("Connect the disk that it points to, or remove the link."),
        )
    else:
        # As it is composed elsewhere: macOS and Linux tell of one file by different letters.
        same = unicodedata.normalize("NFC", name)
        if same in found.videos:
            found.unusable[name] = VideoError(
                text("There are two files named “{name}”.", name=same),
                text("Rename one of them."),
            )
        else:
            found.videos[same] = Path(entry.path)


def _identity(folder: Path) -> tuple[int, int]:
    facts = folder.stat()
    return facts.st_dev, facts.st_ino


def _holds_results(folder: Path) -> bool:
    """Whether a folder was made by this program: a result, or a folder of them."""
    return (folder / _RESULT).exists() or (folder / LEDGER / MARK).exists()


def _unreadable(folder: Path, error: OSError) -> VideoError:
    return VideoError(
        text(
            "The folder “{name}” cannot be read: {reason}.",
            name=folder.name or str(folder),
            reason=error.strerror or str(error),
        ),
        text("Check who may read it, or connect its disk."),
    )


def place_of(name: str) -> Path:
    """Return where the result of a video lies, below all results: its name, as every file system takes it."""
    return Path(*_safe_parts(name))


def _safe_parts(name: str) -> Iterator[str]:
    for part in name.split("/"):
        safe = file_name(part)
        # Two names that become the same one stay apart.
        changed = hashlib.sha256(part.encode()).hexdigest()[:6] if safe != part else ""
        yield file_name(safe, f"-{changed}") if changed else safe
