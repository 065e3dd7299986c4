"""Freed memory is given back where the C library can be asked, and nothing else happens where not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.runtime import memory

_FAULTS = """
import ctypes, resource
from engine.runtime.memory import keep_freed_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    block = ctypes.create_string_buffer(40 * 2**20)
    ctypes.memset(block, 1, 40 * 2**20)
    del block
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

with keep_freed_memory():
    inside = [faults() for _ in range(3)]
print(*inside, faults())
"""


def test_it_can_be_asked_any_time() -> None:
    assert memory.release_memory() in (True, False)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nothing_is_asked(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert memory.release_memory() is False


@pytest.mark.skipif(memory._library() is None, reason="another C library decides by itself")
def test_a_large_block_is_asked_for_once_while_freed_memory_is_kept() -> None:
    """Told by the pages that the system had to hand out; in a process of its own, whose memory is its own."""
    said = subprocess.run(
        [sys.executable, "-c", _FAULTS], capture_output=True, text=True, check=True
    ).stdout
    first, *again, afterwards = map(int, said.split())
    assert first > 1000
    assert max(again) < first / 10
    assert afterwards > first / 10


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nothing_is_kept(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    with memory.keep_freed_memory():
        pass
