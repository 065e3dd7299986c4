"""Keeps one fault of PySide6 6.12 away from Python 3.11. Must not know Qt.

PySide6 6.12.0 gives back None, True and False without counting the reference, as is right from
Python 3.12 on, where they are immortal (PEP 683). On 3.11 each call of a Qt function without a
result takes one reference from None, until the interpreter aborts ("deallocating None") within
minutes. The package asks for PySide6 below 6.12 there; this guard is for an environment that has
it all the same. PySide6 6.11.3 does not have the fault.
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40


def guard_singletons() -> None:
    """Add so many references to None, True and False that they outlive any session; call it once."""
    if sys.version_info >= (3, 12):
        return
    for singleton in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(singleton))
        if count.value < _MANY:
            count.value += _MANY
