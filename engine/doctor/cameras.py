"""Cameras, as far as they can be seen without Qt: on Linux, and nowhere else.

The window asks Qt and judges its answer by `camera_finding`. Names of cameras are left out: some hold
the name of their owner.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.core.examination import State
from engine.core.progress import Cancel
from engine.core.text import by_number, text
from engine.doctor.step import Finding, Step

NAME: Final = "cameras"

_CLASS = Path("/sys/class/video4linux")
_DEVICES = Path("/dev")


def steps() -> Sequence[Step]:
    """Return the checks of this family."""
    return (Step(NAME, text("Cameras"), _count_cameras),)


def step(count: int | None) -> Step:
    """Return the check for an answer of Qt.

    Args:
        count: How many cameras it sees, or None where the part of Qt that sees them is not there.
    """
    if count is None and sys.platform.startswith("linux"):
        return steps()[0]
    if count is None:
        facts = text("Not checked: this program was built without camera support.")
        return Step(NAME, text("Cameras"), lambda _cancel: Finding(State.OK, facts))
    return Step(NAME, text("Cameras"), lambda _cancel: camera_finding(count))


def _count_cameras(_cancel: Cancel | None) -> Finding:
    if not sys.platform.startswith("linux"):
        return Finding(State.OK, text("Cameras are checked only in the window."))
    return camera_finding(sum(not _locked(one) for one in capturing()))


def capturing() -> tuple[str, ...]:
    """Return the devices of Linux that give pictures; a camera has others beside it."""
    try:
        found = sorted(one.name for one in _CLASS.iterdir() if re.fullmatch(r"video\d+", one.name))
    except OSError:
        return ()
    return tuple(name for name in found if _index(name) == 0)


def _index(name: str) -> int:
    try:
        return int((_CLASS / name / "index").read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _locked(name: str) -> bool:
    device = _DEVICES / name
    return not os.access(device, os.R_OK | os.W_OK)


def camera_finding(count: int) -> Finding:
    """Say how many cameras can be used, and why one cannot."""
    locked = [one for one in capturing() if _locked(one)] if count == 0 else []
    if locked:
        return Finding(
            State.NOTE,
            by_number(
                len(locked),
                text("A camera is connected, but not available to this account."),
                text("Cameras connected, but not available to this account: {count}.",
                     count=len(locked)),
            ),
            text("Add the account to the “video” group, then sign out and in again."),
        )  # fmt: skip
    if count == 0:
        return Finding(
            State.NOTE,
            text("No camera was found. Videos from any camera can be opened as files."),
            text(
                "To use a camera here, connect it and allow programs to use it in the system "
                "settings."
            ),
        )  # fmt: skip
    one, more = text("One camera was found."), text("{count} cameras were found.", count=count)
    return Finding(State.OK, by_number(count, one, more))
