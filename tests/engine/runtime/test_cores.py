"""The cores that a process may use."""

import os

import pytest

from engine.runtime.cores import VARIABLE, hold_to_cores, usable_cores


@pytest.fixture
def lent(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(6)), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)


def test_they_are_those_that_the_system_lends(lent, monkeypatch):
    assert usable_cores() == 6
    monkeypatch.delattr(os, "sched_getaffinity")
    assert usable_cores() == 64
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_cores() == 1


@pytest.mark.parametrize(("words", "cores"), [("2", 2), ("0", 1), ("99", 6), ("", 6), ("many", 6)])
def test_a_variable_holds_them_back(lent, monkeypatch, words, cores):
    monkeypatch.setenv(VARIABLE, words)
    assert usable_cores() == cores


def test_a_process_can_hold_itself_back(lent, monkeypatch):
    monkeypatch.setenv(VARIABLE, "5")
    hold_to_cores(3)
    assert usable_cores() == 3
