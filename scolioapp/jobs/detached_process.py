"""This program started once more, as a process that outlives the window. Must not know Qt.

Not a `QProcess`: that of PySide6 6.11 does not give the number of a process with redirected output.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_HIDDEN = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "CREATE_NEW_PROCESS_GROUP", 0
)
"""On Windows: no console of its own, and none of ours."""


class DetachedProcess(subprocess.Popen[bytes]):
    """A process that outlives us on purpose: nothing to warn about when we let it go."""

    def __del__(self) -> None:
        """Let it go; if it has ended, it leaves nothing."""
        self.poll()


def program_command() -> list[str]:
    """Return the command that runs ``scolioapp``: a frozen program itself, or a module of this Python."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable] if frozen else [sys.executable, "-m", "scolioapp"]


def program_folder() -> Path:
    """Return a folder in which `program_command` finds this very program, a checkout included."""
    frozen = getattr(sys, "frozen", False)
    return Path(sys.executable).parent if frozen else Path(__file__).resolve().parents[2]


def start_program(*arguments: str, output: Path) -> DetachedProcess:
    """Start ``scolioapp`` with these arguments; what it prints is appended to a file.

    Raises:
        OSError: It cannot be started, or the file not be written.
    """
    # What it prints is read by us, on every system in the same way and at once.
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    with output.open("ab") as stream:
        return DetachedProcess(
            [*program_command(), *arguments],
            cwd=program_folder(),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            # Neither a closed window nor a closed terminal nor its Ctrl-C reaches the process.
            start_new_session=True,
            creationflags=_HIDDEN,
        )
