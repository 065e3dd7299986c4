"""The paths that stand for videos of the records: each says the recording's id alone, and is no file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

SUFFIX: Final = ".recording"
_NAME: Final = re.compile(r"[0-9a-f]{32}\.recording")


def path_of(recording: str) -> Path:
    """Return the path that stands for the video of a recording."""
    return Path(f"{recording}{SUFFIX}")


def recording_of(path: Path) -> str:
    """Return the recording whose video a path stands for, or "" for any other path."""
    return path.stem if _NAME.fullmatch(path.name) and path.parent == Path() else ""
