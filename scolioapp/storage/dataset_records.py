"""What is known of each dataset besides where it lies: its last check, its split, what was left out.

Kept in a folder for each dataset, beside the list, and never in the data itself. Must not know Qt.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import re
from pathlib import Path

from engine.core.errors import OutputError
from engine.core.files import write_text


class DatasetRecords:
    """Small files about datasets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, dataset: Path, name: str) -> Path:
        """Return the path of a record; it need not be there."""
        told = hashlib.sha256(str(dataset).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        plain = re.sub(r"[^A-Za-z0-9_-]+", "_", dataset.name)[:40]
        return self._folder / f"{plain}-{told}" / name

    def read(self, dataset: Path, name: str) -> tuple[str, str] | None:
        """Return what a record says and the day it was written, or None."""
        path = self.place(dataset, name)
        try:
            day = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
            return path.read_text(encoding="utf-8"), day.date().isoformat()
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, dataset: Path, name: str, content: str) -> None:
        """Keep a record; a disk that refuses it loses only the record."""
        with contextlib.suppress(OutputError):
            write_text(self.place(dataset, name), content)

    def forget(self, dataset: Path, name: str) -> None:
        """Take a record away."""
        with contextlib.suppress(OSError):
            self.place(dataset, name).unlink(missing_ok=True)
