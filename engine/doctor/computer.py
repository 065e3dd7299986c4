"""Processor and memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from engine.core.examination import State
from engine.core.progress import Cancel
from engine.core.text import text
from engine.doctor.step import Finding, Step

GIGABYTE: Final = 1_000_000_000

MEMORY: Final = 3.5
"""Gigabytes below which ten minutes of two people and a browser beside them get tight."""

FREE_MEMORY: Final = 1.0
"""Gigabytes below which a long recording may be ended by the system (it takes about 0.6)."""


def steps() -> Sequence[Step]:
    """Return the checks of this family."""
    return (Step("computer", text("Processor and memory"), _computer),)


def _computer(_cancel: Cancel | None) -> Finding:
    import psutil

    memory = psutil.virtual_memory()
    total, free = memory.total / GIGABYTE, memory.available / GIGABYTE
    facts = text(
        "Cores: {cores}. Memory: {total} GB, {free} GB free.",
        cores=os.cpu_count() or 1,
        total=round(total, 1),
        free=round(free, 1),
    )
    if total < MEMORY:
        remedy = text("Screen one recording at a time, and keep recordings under five minutes.")
        return Finding(State.NOTE, facts, remedy)
    if free < FREE_MEMORY:
        return Finding(State.NOTE, facts, text("Close other programs before screening."))
    return Finding(State.OK, facts)
