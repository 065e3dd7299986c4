"""Freed memory is given back where the C library can be asked, and nothing else happens where not."""

from __future__ import annotations

import sys

import pytest

from engine.runtime import memory


def test_it_can_be_asked_any_time() -> None:
    assert memory.release_memory() in (True, False)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nothing_is_asked(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert memory.release_memory() is False
