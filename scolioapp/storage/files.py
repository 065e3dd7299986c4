"""The recent videos and the videos still to be screened, each in a small file. Must not know Qt."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from engine.core.errors import OutputError
from engine.core.files import write_text


class PathList:
    """A list of paths in a JSON file.

    A file that is missing or broken reads as empty; a disk that refuses it loses only the list.

    Args:
        file: Where the list is kept.
        limit: How many paths it keeps, or None for all.
    """

    def __init__(self, file: Path, limit: int | None = None) -> None:
        self._file = file
        self._limit = limit

    def read(self) -> list[Path]:
        """Give the paths, the first first."""
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        if not isinstance(value, list):
            return []
        return [Path(each) for each in value if isinstance(each, str)]

    def write(self, paths: Iterable[Path]) -> None:
        """Keep these paths, and only these."""
        kept = [str(path) for path in paths][: self._limit]
        with contextlib.suppress(OutputError):
            write_text(self._file, json.dumps(kept, ensure_ascii=False, indent=1))

    def put_first(self, paths: Iterable[Path]) -> None:
        """Put paths at the front, without doubles."""
        new = list(dict.fromkeys(paths))
        self.write([*new, *(path for path in self.read() if path not in new)])

    def remove(self, path: Path) -> None:
        """Take a path off the list."""
        self.write(each for each in self.read() if each != path)
