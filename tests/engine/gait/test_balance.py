"""The vertical by the walker's own balance: of walkers made of textbook angles, filmed by turned cameras."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.core.findings import FindingCode, Severity
from engine.core.level import (
    BALANCE_ERROR,
    NOT_FOUND,
    Level,
    level_by_hand,
    level_switched_off,
    unknown_level,
)
from engine.gait.balance import balance_findings, balanced_level, contradiction
from engine.gait.events import gait_facts
from engine.gait.level_findings import level_findings
from engine.gait.levelling import read_level, with_level
from engine.gait.measurements import findings, measure
from engine.gait.sequence import GaitSequence
from engine.report.level_words import level_words, vertical_words
from tests.engine.gait import analytic_walker as aw

UNKNOWN = unknown_level(NOT_FOUND, aw.WIDTH, aw.HEIGHT)
LEANING = {"lean": 4.0, "shift": 1.4}
"""Somebody whose trunk leans and whose hips give way, so that the centre of mass stays over the feet."""


def rolled(degrees: float, **walker: object) -> GaitSequence:
    """A walk whose picture is turned, so that up leans so far to the right."""
    sequence = aw.sequence(aw.Walker(**walker))
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array([aw.WIDTH / 2, aw.HEIGHT / 2])
    points = sequence.keypoints.copy()
    points[..., :2] = (points[..., :2] - middle) @ turn + middle
    return dataclasses.replace(sequence, keypoints=points)


def told(sequence: GaitSequence, level: Level | None = UNKNOWN) -> Level | None:
    return balanced_level(sequence, gait_facts(sequence), level)


@pytest.mark.parametrize("facing", ["front", "back"])
@pytest.mark.parametrize("roll", [0.0, 6.0, -8.0])
@pytest.mark.parametrize("walker", [{}, LEANING])
def test_the_balance_of_a_walk_tells_how_the_camera_is_turned(
    facing: str, roll: float, walker: dict
) -> None:
    sequence = rolled(roll, facing=facing, shoulder_tilt=5.0, **walker)
    level = told(sequence)
    assert level is not None
    assert (level.known, level.source, level.reason) == (True, "balance", NOT_FOUND)
    assert level.roll_degrees == pytest.approx(roll, abs=0.5)
    assert level.error_degrees == pytest.approx(BALANCE_ERROR)
    measured = measure(with_level(sequence, level), gait_facts(sequence), correction=None)
    assert measured["trunk_lean"].value == pytest.approx(walker.get("lean", 0.0), abs=0.7)
    assert measured["shoulder_tilt"].value == pytest.approx(5.0, abs=0.8)
    # The feet are where the vertical comes from: nothing can lie beside them.
    shift = measured["lateral_shift"]
    assert not shift.measurable
    assert "tilt of the camera" in str(shift.reason)


def test_it_is_kept_with_the_walk_and_stated_with_its_error() -> None:
    sequence = rolled(6.0)
    level = told(sequence)
    kept = read_level(with_level(sequence, level))
    assert kept is not None
    assert kept.by_balance
    assert kept.error_degrees == pytest.approx(BALANCE_ERROR)
    narrow = measure(with_level(sequence, level_by_hand(UNKNOWN, 6.0)), gait_facts(sequence))
    stated = measure(with_level(sequence, level), gait_facts(sequence))
    wide = measure(with_level(sequence, UNKNOWN), gait_facts(sequence))
    widths = [one["trunk_lean"].high - one["trunk_lean"].low for one in (narrow, stated, wide)]
    assert widths == sorted(widths)
    assert widths[1] > 2 * 1.96 * BALANCE_ERROR


def _on_one_leg(sequence: GaitSequence) -> GaitSequence:
    points = sequence.keypoints.copy()
    points[:, 16, 1] -= 0.1 * np.ptp(points[..., 1], axis=1)
    return dataclasses.replace(sequence, keypoints=points)


def _without_ankles(sequence: GaitSequence) -> GaitSequence:
    points = sequence.keypoints.copy()
    points[:, 15:17] = 0.0
    return dataclasses.replace(sequence, keypoints=points)


def test_who_does_not_walk_on_both_legs_alike_tells_nothing() -> None:
    for sequence in (
        rolled(6.0, seconds=1.4),
        _on_one_leg(rolled(6.0)),
        _without_ankles(rolled(6.0)),
    ):
        assert told(sequence) == UNKNOWN


def test_who_lies_in_the_picture_tells_nothing() -> None:
    sequence = rolled(50.0)
    assert told(sequence) == UNKNOWN


def test_a_vertical_that_is_known_or_left_out_stays() -> None:
    sequence = rolled(6.0)
    for level in (level_by_hand(UNKNOWN, -2.0), level_switched_off(UNKNOWN), None):
        assert told(sequence, level) == level


def test_arms_and_head_may_be_out_of_sight() -> None:
    sequence = rolled(6.0)
    points = sequence.keypoints.copy()
    points[:, [3, 4, 7, 8, 9, 10]] = 0.0
    level = told(dataclasses.replace(sequence, keypoints=points))
    assert level is not None
    assert level.roll_degrees == pytest.approx(6.0, abs=0.5)


def test_an_uncertain_lens_stays_in_the_error() -> None:
    base = UNKNOWN.model_copy(update={"error_degrees": 2.5})
    level = told(rolled(3.0), base)
    assert level is not None
    assert level.error_degrees == pytest.approx(np.sqrt(BALANCE_ERROR**2 + 1.5**2))


def test_it_is_said_where_the_vertical_comes_from() -> None:
    level = told(rolled(3.0))
    assert level is not None
    (finding,) = level_findings(level)
    assert (finding.code, finding.severity) == (FindingCode.LEVEL_UNKNOWN, Severity.INFO)
    assert "balance of the walk" in str(finding.message)
    assert finding.detail == NOT_FOUND
    assert "by hand" in str(finding.remedy)
    words = [str(one) for one in level_words(level)]
    assert (
        words[0] == f"The camera is tilted about {abs(round(level.roll_degrees, 1))}° to the left."
    )
    assert words[1] == "The vertical was taken from the balance of the walk (±3.2°)."
    assert "down" not in " ".join(words)
    assert str(vertical_words(level)[0]) == "Measured against the plumb line."


@pytest.mark.parametrize(("roll", "side"), [(7.0, "left"), (-7.0, "right")])
def test_a_camera_that_must_be_tilted_is_said_too(roll: float, side: str) -> None:
    level = told(rolled(roll))
    assert level is not None
    tilted = level_findings(level)[1]
    assert (tilted.code, tilted.severity) == (FindingCode.CAMERA_TILTED, Severity.CARE)
    assert side in str(tilted.message)


@pytest.mark.parametrize("facing", ["front", "back"])
def test_a_vertical_that_nobody_could_walk_by_is_said(facing: str) -> None:
    sequence = rolled(2.0, facing=facing)
    gait = gait_facts(sequence)
    for roll, doubted in ((2.0, False), (-2.5, False), (10.0, True), (-6.0, True)):
        level = level_by_hand(UNKNOWN, roll)
        assert contradiction(sequence, gait, level) == pytest.approx(abs(roll - 2.0), abs=0.5)
        said = balance_findings(sequence, gait, level)
        assert bool(said) is doubted, roll
        assert said == tuple(
            one
            for one in findings(with_level(sequence, level), gait)
            if one.code is FindingCode.LEVEL_UNKNOWN
        )
    assert said[0].severity is Severity.CARE
    assert "8°" in str(said[0].message)
    assert "by hand" in str(said[0].remedy)


def test_a_pitched_camera_is_no_contradiction() -> None:
    """Somebody far off the middle of a camera that looks down leans by degrees in its picture."""
    level = level_by_hand(UNKNOWN, 0.0, -20.0)
    sequence = rolled(0.0)
    points = sequence.keypoints.astype(np.float64)
    straight = level_by_hand(UNKNOWN, 0.0, 0.0)
    rays = straight.rays(points[..., 0] + 300.0, points[..., 1])
    down = -level.up_at(0.0)
    forward = np.array([0.0, 0.0, 1.0]) - down[2] * down
    forward /= np.linalg.norm(forward)
    axes = np.stack([np.cross(down, forward), down, forward], axis=1)
    points[..., :2] = level.places(rays @ axes.T)
    seen = dataclasses.replace(sequence, keypoints=points.astype(np.float32))
    gait = gait_facts(seen)
    told = balanced_level(seen, gait, UNKNOWN)
    assert told is not None
    assert abs(told.roll_degrees) > 3.0
    assert contradiction(seen, gait, level) < 1.5


def test_who_tells_nothing_contradicts_nothing() -> None:
    sequence = _on_one_leg(rolled(2.0))
    level = level_by_hand(UNKNOWN, 20.0)
    assert contradiction(sequence, gait_facts(sequence), level) == 0.0
    assert balance_findings(sequence, gait_facts(sequence), None) == ()
