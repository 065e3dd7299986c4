"""The doctor asks every way to compute, says what is crossed out and why, and keeps the fastest right one."""

from __future__ import annotations

import dataclasses

import pytest

from engine.core.examination import State
from engine.doctor import provider_steps
from engine.doctor.step import run_step
from engine.runtime import providers, race_table
from engine.runtime.providers import PROCESSOR
from engine.runtime.race import race
from tests.engine.runtime.faked_providers import ANSWERS
from tests.engine.runtime.test_race import QUESTION

NAMES = ("right", "wrong", "crashes", "out of memory", "absent", "needs a library")


@pytest.fixture(autouse=True)
def faked(tmp_path, monkeypatch):
    questions = (QUESTION, dataclasses.replace(QUESTION, network="gait"))
    monkeypatch.setattr(provider_steps, "known_questions", lambda: questions)
    monkeypatch.setattr(providers, "offered", lambda: NAMES)
    monkeypatch.setattr(race_table, "table_path", lambda: tmp_path / "providers.json")
    assert ANSWERS.keys() >= set(NAMES)


def examine(*, ask):
    return {one.name: run_step(one) for one in provider_steps.steps(ask=ask)}


def test_before_anybody_asked():
    assert "Not tested" in str(examine(ask=False)["providers"].facts)
    assert race_table.kept() is None


def test_every_provider_has_a_line_and_the_right_one_is_kept():
    checks = examine(ask=True)
    assert len(checks) == 2 * len(NAMES) + 1
    said = {name: checks[f"provider:pose:{name}"] for name in NAMES}
    assert said["right"].state is said["absent"].state is State.OK
    assert "Correct" in str(said["right"].facts)
    for name, why in {
        "wrong": "answer to a known question is wrong",
        "crashes": "it crashed",
        "out of memory": "more memory than there is",
        "needs a library": "libmissing",
    }.items():
        assert said[name].state is State.NOTE
        assert why in str(said[name].facts)
        assert said[name].remedy is not None
    assert str(checks["providers"].facts).startswith("right finds people, right judges gait.")
    assert race_table.chosen("pose") == "right"
    assert "right finds people" in str(examine(ask=False)["providers"].facts)


def test_where_nothing_else_answers_right_the_processor_stays(monkeypatch):
    monkeypatch.setattr(providers, "offered", lambda: ("wrong", "crashes"))
    table = provider_steps.run_race()
    assert table.choose("pose") == PROCESSOR
    assert race_table.kept() == table


def test_one_that_hangs_is_crossed_out_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(providers, "offered", lambda: ("hangs", "right"))
    monkeypatch.setattr(
        provider_steps,
        "race",
        lambda questions, names, **how: race(
            questions, names, limit=0.2 if "hangs" in names else 90.0, **how
        ),
    )
    checks = examine(ask=True)
    hangs = checks["provider:pose:hangs"]
    assert hangs.state is State.NOTE
    assert "did not answer in time" in str(hangs.facts)
    assert race_table.chosen("pose") == "right"
