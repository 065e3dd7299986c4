"""Work that gives way does so in a process of its own, and never lowers the one that asked for it."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os

import psutil

from engine.runtime.priority import give_way
from tests.patience import SECONDS

LOWEST = 19 if os.name == "posix" else 0x4000
"""Of POSIX; of Windows: below normal."""


def _tell(pipe: multiprocessing.connection.Connection) -> None:
    give_way()
    pipe.send(int(psutil.Process().nice()))


def test_a_process_of_its_own_gives_way_and_the_one_that_started_it_does_not() -> None:
    before = psutil.Process().nice()
    give_way()
    assert psutil.Process().nice() == before
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_tell, args=(there,))
    child.start()
    assert here.poll(SECONDS)
    assert here.recv() == LOWEST
    child.join(SECONDS)
    assert child.exitcode == 0
    for end in (here, there):
        end.close()
    child.close()
