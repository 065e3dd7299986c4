"""What the C library does with freed memory: gives it back when asked, or keeps it for a while.

glibc keeps what lies between blocks still in use: after a long recording some 100 MB of frames and masks.
Blocks above 32 MB it returns at once, and whoever needs such a one again and again waits for the system to
empty it each time. Other C libraries decide by themselves, or cannot be asked.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterator

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -3, -4, -8
"""Parameters of ``mallopt`` as ``malloc.h`` numbers them."""

_NEVER = -1
_MANY = 65536
"""glibc's own limit of blocks that are each asked from the system."""

_LARGEST = 32 * 2**20
"""From so many bytes on, glibc asks the system for each block, however often it was asked before."""


def _library() -> ctypes.CDLL | None:
    """Return the C library where it is the GNU one; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = ctypes.CDLL(None)
    except OSError:
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


def release_memory() -> bool:
    """Return freed memory to the system; takes some milliseconds.

    Returns:
        Whether any was given back; False where the C library cannot be asked.
    """
    library = _library()
    return library is not None and bool(library.malloc_trim(0))


def share_one_heap() -> None:
    """Let all threads share one heap; call it before there are others.

    What each thread has freed would else stay in a heap of its own, and the program would seem to grow with
    every video.
    """
    library = _library()
    if library is not None:
        library.mallopt(_ARENA_MAX, 1)


@contextlib.contextmanager
def keep_freed_memory() -> Iterator[None]:
    """Keep what is freed for the next who asks, in the whole process, and release it at the end.

    For work that needs the same large blocks over and over, such as the steps of training. Threads that
    begin meanwhile or later share one heap, since heaps of their own would be given back. Where the C library
    cannot be asked nothing happens.
    """
    library = _library()
    if library is None:
        yield
        return
    library.mallopt(_ARENA_MAX, 1)
    library.mallopt(_MMAP_MAX, 0)
    library.mallopt(_TRIM_THRESHOLD, _NEVER)
    try:
        yield
    finally:
        library.mallopt(_MMAP_MAX, _MANY)
        library.mallopt(_MMAP_THRESHOLD, _LARGEST)
        library.mallopt(_TRIM_THRESHOLD, 2 * _LARGEST)
        library.malloc_trim(0)
