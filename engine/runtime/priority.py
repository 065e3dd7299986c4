"""How much a process asks for beside others. Must not know what it does."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from pathlib import Path

_LOWEST_NICE = 19
_KILLED_FIRST = "500"
"""``oom_score_adj``: where memory runs out, Linux ends this process and not the one that holds the window."""


def give_way() -> None:
    """Take the lowest priority, for the processor and for memory; threads started later inherit it.

    Only in a process that was started for its work: the one of the program, where there is no way back to a
    higher priority, stays as it is.
    """
    if multiprocessing.parent_process() is None:
        return
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    os.nice(_LOWEST_NICE)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_KILLED_FIRST, encoding="ascii")
