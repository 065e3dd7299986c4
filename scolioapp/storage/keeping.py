"""How results are kept: in protected records, or not beyond this run. Must not know Qt."""

from __future__ import annotations

import shutil
import tempfile
from enum import StrEnum
from pathlib import Path

from engine.core.file_lock import hold, is_held
from scolioapp.paths import AppPaths

_LOCK, _PREFIX = "in-use", "run-"


class Keeping(StrEnum):
    """What becomes of results.

    Attributes:
        UNDECIDED: Nobody was asked yet: as `QUICK`, or as `FOLDER` where an earlier version kept results.
        QUICK: Nothing is kept beyond this run unless it is exported.
        RECORDS: Everything is in the protected records.
        FOLDER: As earlier versions did, in a folder that anybody can read, until the records take it over.
    """

    UNDECIDED = "undecided"
    QUICK = "quick"
    RECORDS = "records"
    FOLDER = "folder"


def keeping_now(chosen: str, paths: AppPaths) -> Keeping:
    """Return how results are kept in this run.

    Args:
        chosen: Value of `Keeping` that the person chose.
        paths: Where everything lies.
    """
    keeping = Keeping(chosen)
    if keeping is Keeping.UNDECIDED:
        return Keeping.FOLDER if has_results(paths.results) else Keeping.QUICK
    return keeping


def has_results(folder: Path) -> bool:
    """Tell whether an earlier version of the program kept results in a folder."""
    return folder.is_dir() and any(not each.name.startswith(".") for each in folder.iterdir())


class QuickFolder:
    """The folder of one run's results, recordings and lists: private, and gone when the run ends.

    What a run that was killed left behind goes at the next start; that of another window stays.

    Args:
        parent: Where such folders lie.
    """

    def __init__(self, parent: Path) -> None:
        sweep(parent)
        try:
            parent.mkdir(parents=True, exist_ok=True)
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        except OSError:
            # A home that cannot be written is said elsewhere; until then the system's own place will do.
            self.path = Path(tempfile.mkdtemp(prefix=f"scolioapp-{_PREFIX}"))
        self._lock = hold(self.path / _LOCK)

    def erase(self) -> None:
        """Delete everything in it."""
        if self._lock is not None:
            self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Delete the folders of runs that have ended without doing so."""
    for folder in parent.glob(f"{_PREFIX}*"):
        if not is_held(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)
