"""How many cores the work of this process may use. Must not know what the work is."""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "SCOLIOAPP_CORES"
"""Environment variable that holds a process to so many cores; what it computes does not depend on it."""


def usable_cores() -> int:
    """Return the cores that this process may use: those that the system lends it, or as `VARIABLE` says."""
    lent = getattr(os, "sched_getaffinity", None)
    there = len(lent(0)) if lent is not None else os.cpu_count() or 1
    wanted = os.environ.get(VARIABLE, "")
    return max(1, min(there, int(wanted))) if wanted.isdecimal() else there


def hold_to_cores(count: int) -> None:
    """Hold this process, and those that it starts from now on, to so many cores.

    Args:
        count: At least 1; networks and decoders that are open already keep what they took.
    """
    os.environ[VARIABLE] = str(count)
