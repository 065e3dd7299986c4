"""Keeps the program from growing from video to video. Must not know Qt.

A screening takes hundreds of megabytes for a moment, on several threads. The C library of Linux keeps what
each thread has freed in a heap of that thread's, so that the program would seem to grow with every video.
"""

from __future__ import annotations

import ctypes
import functools

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of ``malloc.h``."""


@functools.cache
def _library() -> ctypes.CDLL | None:
    """Return the C library where it is the GNU one; None on Windows, macOS and musl."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


def share_one_heap() -> None:
    """Let all threads share one heap; call it before there are others."""
    library = _library()
    if library is not None:
        library.mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Return free memory to the system; takes some milliseconds and may run on any thread."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)
