"""Providers that a computer may have: right, wrong, crashing, silent, greedy; each in its own process."""

from __future__ import annotations

import os
import time

import numpy as np

from engine.runtime.race import AbsentError


def _absent(_x):
    raise AbsentError


def _needs_a_library(_x):
    raise RuntimeError("libmissing.so.1: cannot open shared object file")


def _hangs(_x):
    time.sleep(3600)


def _out_of_memory(_x):
    raise MemoryError("4 GB")


def _slow(x):
    time.sleep(0.05)
    return 2 * x


ANSWERS = {
    "right": lambda x: 2 * x,
    "slow": _slow,
    "rounds": lambda x: 2 * x + 0.0005,
    "wrong": lambda x: 2 * x + 0.1,
    "no number": lambda x: np.full_like(x, np.nan),
    "other shape": lambda x: 2 * x[:1],
    "absent": _absent,
    "needs a library": _needs_a_library,
    "out of memory": _out_of_memory,
    "crashes": lambda _x: os.abort(),
    "ends": lambda _x: os._exit(3),
    "hangs": _hangs,
}
"""What each makes of the input; twice the input is right."""


def open_faked(_question, provider):
    """Open what is called ``provider`` here."""
    return lambda feeds: {"y": ANSWERS[provider](feeds["x"])}
