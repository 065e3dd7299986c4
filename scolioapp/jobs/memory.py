"""Gives memory that is free back to the system. Must not know Qt.

A screening takes hundreds of megabytes for a moment. The C library keeps what was freed for itself, in
pieces for each thread that ever worked, so that the program would seem to grow from video to video.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable


@functools.cache
def _trim() -> Callable[[int], int] | None:
    """Give the function of the C library, or None where it has none (Windows, macOS, musl)."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None


def give_back() -> None:
    """Give free memory back; takes some milliseconds and may run on any thread."""
    trim = _trim()
    if trim is not None:
        trim(0)
