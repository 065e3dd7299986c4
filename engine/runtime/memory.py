"""Gives memory back to the system that was freed but is kept for later by the C library.

glibc keeps what lies between blocks still in use: after a long recording some 100 MB of frames and masks.
Other C libraries give back by themselves, or cannot be asked.
"""

from __future__ import annotations

import ctypes
import sys


def release_memory() -> bool:
    """Return freed memory to the system; takes some milliseconds.

    Returns:
        Whether any was given back; False where the C library cannot be asked.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return False
    return bool(trim(0))
