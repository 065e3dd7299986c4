"""What is done off the interface's thread for a folder of videos: looking into it, and writing its table.

Must not know Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import ScolioError
from engine.core.text import Text
from engine.pipeline.folder_videos import find_videos
from scolioapp.storage.record_results import override_of
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry

if TYPE_CHECKING:
    from engine.export.batch_table import BatchRow


@dataclass(frozen=True, slots=True)
class FolderContents:
    """What is in a folder.

    Attributes:
        folder: The folder.
        videos: Its videos by name: the path below it, with forward slashes.
        unusable: What cannot be used, by name, with the reason.
        entries: The newest result of each video that was screened as it is now, by its name.
        bytes: Size of the videos.
    """

    folder: Path
    videos: Mapping[str, Path]
    unusable: Mapping[str, Text]
    entries: Mapping[str, ResultEntry]
    bytes: int


@dataclass(frozen=True, slots=True)
class TableLine:
    """One video in the table of a folder.

    Attributes:
        name: Its name.
        entry: Its result, or None.
        what: Why there is none, or None.
        remedy: What to do about it, or None.
    """

    name: str
    entry: ResultEntry | None
    what: Text | None = None
    remedy: Text | None = None


def look_into(folder: Path, store: ResultKeeper) -> FolderContents:
    """List the videos of a folder, and what is known of them.

    Raises:
        VideoError: It cannot be read.
    """
    found = find_videos(folder, leave_out=store.root)
    newest: dict[str, ResultEntry] = {}
    for entry in store.entries():
        newest.setdefault(entry.video_path, entry)
    sizes = {name: _size(path) for name, path in found.videos.items()}
    entries = {}
    for name, path in found.videos.items():
        known = newest.get(str(path))
        if known is not None and _bytes_judged(store, known) == sizes[name]:
            entries[name] = known
    unusable = {name: error.what for name, error in found.unusable.items()}
    return FolderContents(folder, found.videos, unusable, entries, sum(sizes.values()))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _bytes_judged(store: ResultKeeper, entry: ResultEntry) -> int | None:
    """Return the size of the video when it was judged; None where the result cannot be read."""
    try:
        return store.revisions(entry.identifier)[-1].result().provenance.video.bytes
    except (ScolioError, IndexError):
        return None


def write_folder_table(
    store: ResultKeeper, lines: Sequence[TableLine], path: Path, decimal: str
) -> None:
    """Write the table of a folder, as ``scolioapp batch`` writes it: CSV, or XLSX by the ending.

    Args:
        store: Holds the results.
        lines: The videos.
        path: Where to.
        decimal: The reader's decimal sign.

    Raises:
        OutputError: It cannot be written.
    """
    # Late: a window stands without it.
    from engine.export.batch_table import cells, write_csv, write_xlsx

    table = [cells(row) for row in _rows(store, lines)]
    if path.suffix.lower() == ".xlsx":
        write_xlsx(table, path)
    else:
        write_csv(table, path, decimal=decimal)


def _rows(store: ResultKeeper, lines: Iterable[TableLine]) -> Iterable[BatchRow]:
    from engine.export.batch_table import BatchRow

    for line in sorted(lines, key=lambda line: line.name):
        if line.entry is None:
            yield BatchRow(line.name, what=line.what, remedy=line.remedy)
            continue
        label = line.entry.label
        try:
            result = store.revisions(line.entry.identifier)[-1].result()
        except ScolioError as error:
            yield BatchRow(line.name, label, None, error.what, error.remedy)
        except IndexError:
            yield BatchRow(line.name, label)
        else:
            yield BatchRow(line.name, label, result, override=override_of(line.entry))
