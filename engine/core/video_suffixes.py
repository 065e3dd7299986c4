"""Endings of the names of video files.

Plain Python: the window needs them before anything heavy is imported.
"""

from __future__ import annotations

from typing import Final

SUFFIXES: Final[tuple[str, ...]] = (
    ".mp4",
    ".mov",
    ".m4v",
    ".avi",
    ".webm",
    ".mkv",
    ".mts",
    ".m2ts",
    ".ts",
    ".mpg",
    ".mpeg",
    ".vob",
    ".wmv",
    ".asf",
    ".flv",
    ".3gp",
    ".3g2",
    ".dv",
)
"""Suffixes offered in a file dialog. What a file is, is decided by its content, not by these."""
