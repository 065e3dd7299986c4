"""The folder of results of many videos: what became of each, and one kept result for each, never half of one.

::

    results/<path of the video>/   a kept result (`engine.core.kept_result`); overlay and report where wanted
    ledger/                        what became of each video (`engine.pipeline.ledger.SharedLedger`)
    screenings.csv  .xlsx          the table, once nothing is left to do

Many writers may share it, also from several computers: each video has files of its own, and what is not whole
yet lies in hidden folders that name their writer. Must not know how videos are screened.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import time
import uuid
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final

import psutil

from engine.core import kept_result
from engine.core.clinic_lock import FixedModel
from engine.core.errors import ConfigError, ScolioError, SequenceError
from engine.core.files import check_folder, write_failure, write_text
from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from engine.core.text import Text, text
from engine.export.batch_table import write_csv, write_xlsx
from engine.pipeline.folder_videos import LEDGER, MARK, place_of
from engine.pipeline.ledger import LedgerEntry, SharedLedger

RESULTS: Final = "results"
TABLES: Final = ("screenings.csv", "screenings.xlsx")
SHEET_ROWS: Final = 50_000
"""Rows up to which the workbook is written, for it is made in memory; the CSV has no limit."""
_FORMAT = "scolioapp.batch/1"
_PART = ".part-"
_OLD_SECONDS = 24 * 3600.0
_ROOM_BYTES = 64_000_000


class BatchEntry(LedgerEntry):
    """What became of a video.

    Attributes:
        video: Its name.
        settings: Hash of how it was screened.
        what: Why there is no result, or None where there is one.
        remedy: What to do about it.
    """

    video: str
    settings: str
    what: Text | None = None
    remedy: Text | None = None


class BatchFolder:
    """A folder of results.

    Args:
        path: Where it is; made where it is missing.
        screening: How its videos are screened.

    Raises:
        ConfigError: Those in it were screened in another way, or the note of that is damaged.
        ModelError: The model is not installed.
        OutputError: It cannot be written.
    """

    def __init__(self, path: Path, screening: ScreeningRequest) -> None:
        self.path = path
        self._ledger = SharedLedger(path / LEDGER, BatchEntry)
        check_folder(path, room=_ROOM_BYTES)
        self.settings = _agreed_settings(path, screening)
        _tidy(path)

    def place(self, name: str) -> Path:
        """Return the folder of the result of a video."""
        return self.path / RESULTS / place_of(name)

    def part(self) -> Path:
        """Return a hidden path for what is not whole yet."""
        return self.path / f"{_PART}{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"

    def gone(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the videos that have a result here and are none of these, in order."""
        return tuple(
            sorted(
                entry.video
                for entry in self._ledger.entries(leave_out=MARK)
                if entry.what is None and entry.video not in names
            )
        )

    def entry(self, name: str, video: Path) -> BatchEntry | None:
        """Return what became of a video; None for one that is not done, or is another one now."""
        try:
            entry = self._ledger.known(name, video)
        except OSError:
            return None
        return entry if entry is not None and entry.settings == self.settings else None

    def screened(self, name: str, video: Path) -> bool:
        """Whether a video has a result that can be read."""
        entry = self.entry(name, video)
        if entry is None or entry.what is not None:
            return False
        try:
            return RESULT in kept_result.newest(self.place(name)).files(RESULT)
        except SequenceError:
            return False

    def holds(self, name: str, files: Collection[str]) -> bool:
        """Whether files of these names lie beside the result of a video."""
        return all((self.place(name) / file).is_file() for file in files)

    def files(self, name: str) -> dict[str, bytes]:
        """Return the files of the result of a video.

        Raises:
            SequenceError: They cannot be read.
        """
        return kept_result.newest(self.place(name)).files()

    def result(self, name: str) -> ScreeningResult:
        """Return what was found in a video.

        Raises:
            SequenceError: It cannot be read.
        """
        return kept_result.newest(self.place(name)).result()

    def relabel(self, name: str, label: str) -> None:
        """Write down whose video it is, where somebody else's was said before.

        Raises:
            OutputError: It cannot be written.
        """
        if kept_result.read_label(self.place(name)) != label:
            kept_result.write_label(self.place(name), label)

    def keep(
        self,
        name: str,
        files: Mapping[str, bytes],
        label: str,
        facts: tuple[int, int],
        more: Mapping[str, bytes],
    ) -> None:
        """Keep a result, whole or not at all; an earlier one of the same video gives way to it.

        Args:
            name: The video.
            files: The screening (`engine.pipeline.screening_files.dump`).
            label: Whose video it is, or "".
            facts: Size and time of the video when it was read.
            more: Further files, by name.

        Raises:
            OutputError: It cannot be written; an earlier one is as it was.
        """
        place, old = self.place(name), self.part()
        sha256 = json.loads(files[RESULT])["provenance"]["video"]["sha256"]
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                os.replace(place, old)
            kept_result.create(place, files, label, more, self.part())
        except OSError as error:
            if old.exists() and not place.exists():
                os.replace(old, place)
            raise write_failure(place, error) from error
        finally:
            shutil.rmtree(old, ignore_errors=True)
        self._note(name, facts, sha256, None)

    def made(self, name: str, make: Callable[[Path], None]) -> bytes:
        """Return a file that is made in a hidden place.

        Args:
            name: Its name.
            make: Writes it.

        Raises:
            OutputError: It cannot be written.
        """
        place = self.part()
        try:
            place.mkdir()
            make(place / name)
            return (place / name).read_bytes()
        except OSError as error:
            raise write_failure(place / name, error) from error
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def note_failure(self, name: str, video: Path, failure: ScolioError) -> None:
        """Note why a video has no result.

        Raises:
            OutputError: It cannot be written.
        """
        try:
            now = video.stat()
            facts = now.st_size, now.st_mtime_ns
        except OSError:
            facts = 0, 0
        self._note(name, facts, "", failure)

    def _note(
        self, name: str, facts: tuple[int, int], sha256: str, failure: ScolioError | None
    ) -> None:
        entry = BatchEntry(
            size=facts[0],
            mtime_ns=facts[1],
            sha256=sha256,
            video=name,
            settings=self.settings,
            what=None if failure is None else failure.what,
            remedy=None if failure is None else failure.remedy,
        )
        self._ledger.note(name, entry)

    def write_tables(self, table: tuple[Mapping[str, object], ...]) -> tuple[Path, ...]:
        """Write the table of all videos, and return its files; one too long for a workbook has none.

        Raises:
            OutputError: They cannot be written.
        """
        paths = [self.path / name for name in TABLES]
        place = self.part()
        try:
            # A table that a kill cut off is found again by whose it was.
            place.mkdir()
            if len(table) > SHEET_ROWS:
                paths.pop().unlink(missing_ok=True)
            for path, write in zip(paths, (write_csv, write_xlsx), strict=False):
                write(table, place / path.name)
                os.replace(place / path.name, path)
        except OSError as error:
            raise write_failure(paths[0], error) from error
        finally:
            shutil.rmtree(place, ignore_errors=True)
        return tuple(paths)


def _agreed_settings(path: Path, screening: ScreeningRequest) -> str:
    """Note how videos are screened, or check that those before were screened so; return the hash of it.

    Raises:
        ConfigError: They were not, or the note is damaged.
        OutputError: It cannot be noted.
    """
    mark = path / LEDGER / MARK
    settings = json.loads(json.dumps(_settings(screening)))
    content = json.dumps({"format": _FORMAT, "settings": settings}, indent=1)
    if not mark.exists():
        write_text(mark, content + "\n")
    try:
        before = json.loads(mark.read_bytes())["settings"]
        other = [key for key, value in settings.items() if before.get(key) != value]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            text("“{name}” is damaged.", name=f"{LEDGER}/{MARK}"),
            text("Choose a new folder for the results."),
        ) from error
    if other:
        raise ConfigError(
            text(
                "The results in “{name}” were made in another way; what differs: {options}.",
                name=path.absolute().name,
                options=tuple(other),
            ),
            text("Give the options as before, or choose a new folder for the results."),
        )
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _settings(screening: ScreeningRequest) -> dict[str, object]:
    """Return what a result depends on, besides its video.

    Raises:
        ModelError: The model is not installed.
    """
    from engine.library.installed_models import find
    from engine.pipeline.judgement import DEFAULT_MODEL

    asked = screening.as_data()
    names = ("rate", "precision", "device", "pose", "segmenter", "dots", "slow_motion", "level")
    model = FixedModel.of(find(screening.model or DEFAULT_MODEL))
    return {"model": model.as_data(), **{name: asked[name] for name in names}}


def _tidy(path: Path) -> None:
    """Remove what was left by processes of this computer that are gone, and by any a day ago."""
    mine = f"{_PART}{socket.gethostname()}-"
    for left in path.glob(f"{_PART}*"):
        owner = left.name.removeprefix(mine).partition("-")[0]
        ours = left.name.startswith(mine) and owner.isdecimal()
        try:
            old = time.time() - left.stat().st_mtime > _OLD_SECONDS
        except OSError:
            continue
        if old or (ours and not psutil.pid_exists(int(owner))):
            shutil.rmtree(left, ignore_errors=True)
