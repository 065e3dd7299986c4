"""The recent videos and the videos still to be screened, each in a small file. Must not know Qt."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import OutputError
from engine.core.files import write_text
from engine.core.names import label_of

if TYPE_CHECKING:
    from engine.core.result import Repeats


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
        """Return the paths, the first first."""
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A video that is still to be screened.

    Attributes:
        path: The video.
        label: Name or number that was typed for it, or "".
        repeats: The earlier recording that it repeats, or None.
        model: Where it repeats one: the model, or None for the one that is chosen.
        operator: Where it repeats one: who screens.
        rate: Where it repeats one: frames a second to analyse, or None for all.
        precision: Where it repeats one: how the model computes.
        dots: Whether the person wears adhesive dots.
    """

    path: Path
    label: str = ""
    repeats: Repeats | None = None
    model: str | None = None
    operator: str = ""
    rate: float | None = None
    precision: str = "fp32"
    dots: bool = False


def _waiting(value: object) -> Waiting:
    """Read a path, or an object where more is known.

    Raises:
        ValueError: It is neither.
    """
    if isinstance(value, str):
        return Waiting(Path(value))
    # Only now: results bring numpy with them, which the window does not need to stand.
    from pydantic import TypeAdapter

    from engine.core.result import Repeats

    adapter = TypeAdapter(Waiting)
    adapter.rebuild(_types_namespace={"Repeats": Repeats, "Path": Path})
    read = adapter.validate_python(value)
    return replace(read, label=label_of(read.label))


def _kept(video: Waiting) -> object:
    if not video.label and video.repeats is None and not video.dots:
        return str(video.path)
    repeats = None if video.repeats is None else video.repeats.model_dump()
    return {**_fields(video), "path": str(video.path), "repeats": repeats}


def _fields(video: Waiting) -> dict[str, object]:
    return {field.name: getattr(video, field.name) for field in fields(video)}


class WaitingList:
    """The videos still to be screened, in a JSON file: paths, or objects where more is known than the path.

    A file that is missing or broken reads as empty; a disk that refuses it loses only the list.

    Args:
        file: Where the list is kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> list[Waiting]:
        """Return the videos, the first first."""
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
            things = value if isinstance(value, list) else []
            return [_waiting(each) for each in things]
        except (OSError, ValueError):
            return []

    def write(self, videos: Iterable[Waiting]) -> None:
        """Keep these, and only these."""
        kept = [_kept(each) for each in videos]
        with contextlib.suppress(OutputError):
            write_text(self._file, json.dumps(kept, ensure_ascii=False, indent=1))
