"""The recent videos and the videos still to be screened, each in a small file. Must not know Qt."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from engine.core.errors import OutputError
from engine.core.files import write_text
from engine.core.screening_request import ScreeningRequest


class PathList:
    """A list of paths in a JSON file.

    A file that is missing or broken reads as empty; a disk that refuses it loses only the list.

    Args:
        file: The file; None: the list is kept in memory, for file names may hold names of people.
        limit: How many paths it keeps, or None for all.
    """

    def __init__(self, file: Path | None, limit: int | None = None) -> None:
        self._file = file
        self._limit = limit
        self._held: list[Path] = []

    def read(self) -> list[Path]:
        """Return the paths, the first first."""
        if self._file is None:
            return list(self._held)
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        if not isinstance(value, list):
            return []
        return [Path(each) for each in value if isinstance(each, str)]

    def write(self, paths: Iterable[Path]) -> None:
        """Keep these paths, and only these."""
        paths = list(paths)[: self._limit]
        if self._file is None:
            self._held = paths
            return
        kept = [str(path) for path in paths]
        with contextlib.suppress(OutputError):
            write_text(self._file, json.dumps(kept, ensure_ascii=False, indent=1))

    def put_first(self, paths: Iterable[Path]) -> None:
        """Put paths at the front, without doubles."""
        new = list(dict.fromkeys(paths))
        self.write([*new, *(path for path in self.read() if path not in new)])

    def remove(self, path: Path) -> None:
        """Take a path off the list."""
        self.write(each for each in self.read() if each != path)


class WaitingList:
    """The videos still to be screened, in a JSON file: requests as they were made.

    A file that is missing or broken reads as empty; a disk that refuses it loses only the list.

    Args:
        file: The file; None: nothing is kept, because the records know what waits.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def read(self, usual: Callable[[Path], ScreeningRequest]) -> list[ScreeningRequest]:
        """Return the requests, the first first.

        Args:
            usual: Makes the request of a video of which an earlier version wrote the path alone, or less than
                a request holds now.
        """
        if self._file is None:
            return []
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
            things = value if isinstance(value, list) else []
            return [_request(each, usual) for each in things]
        except (OSError, ValueError):
            return []

    def write(self, requests: Iterable[ScreeningRequest]) -> None:
        """Keep these, and only these."""
        if self._file is None:
            return
        kept = [each.as_data() for each in requests]
        with contextlib.suppress(OutputError):
            write_text(self._file, json.dumps(kept, ensure_ascii=False, indent=1))


def _request(value: object, usual: Callable[[Path], ScreeningRequest]) -> ScreeningRequest:
    """Read a path or a request; what it lacks is as usual.

    Raises:
        ValueError: It is neither.
    """
    if isinstance(value, str):
        return usual(Path(value))
    if not isinstance(value, dict) or not isinstance(value.get("path"), str):
        raise ValueError(value)
    return ScreeningRequest.parse({**usual(Path(value["path"])).as_data(), **value})
