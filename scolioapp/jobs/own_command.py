"""How this program is started once more, as a process with a command of its own. Must not know Qt."""

from __future__ import annotations

import sys
from pathlib import Path


def program_command() -> list[str]:
    """Return the command that runs ``scolioapp``, without its arguments.

    A frozen program is its own executable; otherwise it is a module of this Python.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "scolioapp"]


def program_folder() -> Path:
    """Return a folder in which `program_command` finds this very program, a checkout included."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent
    return Path(__file__).resolve().parents[2]
