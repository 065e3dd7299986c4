"""The recent videos and the videos still to be screened, each in a small file. Must not know Qt."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.core.errors import OutputError
from engine.core.files import write_text
from engine.core.result import Label, Repeats


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


class Waiting(BaseModel):
    """A video that is still to be screened.

    Attributes:
        path: The video.
        label: Name or number that was typed for it, or "".
        repeats: The earlier recording that it repeats, or None.
        model: Where it repeats one: the model, or None for the one that is chosen.
        operator: Where it repeats one: who screens.
        rate: Where it repeats one: frames a second to analyse, or None for all.
        precision: Where it repeats one: how the model computes.
    """

    model_config = ConfigDict(frozen=True)

    path: Path
    label: Label = ""
    repeats: Repeats | None = None
    model: str | None = None
    operator: str = ""
    rate: float | None = None
    precision: str = "fp32"


class WaitingList:
    """The videos still to be screened, in a JSON file: paths, or objects where more is known than the path.

    A file that is missing or broken reads as empty; a disk that refuses it loses only the list.

    Args:
        file: Where the list is kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> list[Waiting]:
        """Give the videos, the first first."""
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
            things = value if isinstance(value, list) else []
            told = [{"path": each} if isinstance(each, str) else each for each in things]
            return [Waiting.model_validate(each, strict=False) for each in told]
        except (OSError, ValueError, ValidationError):
            return []

    def write(self, videos: Iterable[Waiting]) -> None:
        """Keep these, and only these."""
        kept: list[object] = [
            each.model_dump(mode="json") if each.label or each.repeats else str(each.path)
            for each in videos
        ]
        with contextlib.suppress(OutputError):
            write_text(self._file, json.dumps(kept, ensure_ascii=False, indent=1))
