"""The folders of the program: can they be written, and is there space."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from engine.core.examination import State
from engine.core.progress import Cancel
from engine.core.text import Text, text
from engine.doctor.computer import GIGABYTE
from engine.doctor.step import Finding, Step

TITLES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "results": text("Results folder"),
        "data": text("Program data folder"),
        "models": text("Your models folder"),
        "config": text("Settings folder"),
        "logs": text("Log folder"),
        "cache": text("Cache folder"),
    }
)
"""Every folder by its name."""

FULL: Final = 0.2
"""Gigabytes below which a single screening with its video may not fit any more."""

TIGHT: Final = 2.0
"""Gigabytes below which a day's screenings may not fit any more."""


def steps(folders: Mapping[str, Path]) -> Sequence[Step]:
    """Return the checks of this family."""
    return [
        Step(f"folder:{name}", title, partial(_folder, name, folders[name]))
        for name, title in TITLES.items()
        if name in folders
    ]


def _folder(name: str, folder: Path, _cancel: Cancel | None) -> Finding:
    place = _nearest(folder)
    free = shutil.disk_usage(place).free / GIGABYTE
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        return _not_writable(name, folder, error)
    facts = text("{folder} is writable; {free} GB free.", folder=str(folder), free=round(free, 1))
    if free < FULL:
        remedy = text("Free some space: not enough remains for a single screening.")
        return Finding(State.FAILS, facts, remedy)
    if free < TIGHT:
        return Finding(State.NOTE, facts, text("Free some space before the next screening."))
    return Finding(State.OK, facts)


def _nearest(folder: Path) -> Path:
    """Return the folder, or the one above it in which it would be made; nothing is made here."""
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)


def _not_writable(name: str, folder: Path, error: OSError) -> Finding:
    facts = text(
        "{folder} is not writable: {reason}.",
        folder=str(folder),
        reason=error.strerror or type(error).__name__,
    )
    if name == "models":
        # Such as one that a clinic shares: what lies there still judges.
        remedy = text(
            "Models already in it still work; to import more, ask for permission to write there."
        )
        return Finding(State.NOTE, facts, remedy)
    return Finding(
        State.FAILS,
        facts,
        text("Ask for permission to write there, or repair the disk or free some space on it."),
    )
