"""Somebody on the spot who is read from the wrong side: legs do not move like that, and it is said."""

from __future__ import annotations

import analytic_walker as aw
import pytest

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.sides import exchange_sides
from engine.gait.events import gait_facts
from engine.gait.measurements import findings
from engine.gait.posture import lay_out
from engine.gait.sequence import GaitSequence
from engine.gait.side_findings import side_findings as said_of


def side_findings(walk: GaitSequence) -> tuple[Finding, ...]:
    return said_of(walk, lay_out(walk, gait_facts(walk)))


def on_the_spot(facing: str, camera: float, distance: float) -> GaitSequence:
    walker = aw.Walker(facing=facing, speed=0.0, camera=camera, nearest=distance, noise=0.004)
    return aw.sequence(walker)


def misread(walk: GaitSequence) -> GaitSequence:
    return aw.as_sequence(exchange_sides(walk.keypoints), walk.seconds)


@pytest.mark.parametrize("facing", ["front", "back"])
@pytest.mark.parametrize("camera", [0.9, 1.2, 1.6])
@pytest.mark.parametrize("distance", [2.6, 4.0, 7.0])
def test_whoever_is_seen_as_they_walk_gets_no_finding(
    facing: str, camera: float, distance: float
) -> None:
    walk = on_the_spot(facing, camera, distance)
    assert not walk.facing.plain
    assert side_findings(walk) == ()


@pytest.mark.parametrize(
    ("camera", "distance"), [(0.9, 2.6), (0.9, 4.0), (1.2, 4.0), (1.6, 4.0), (1.6, 7.0), (2.0, 2.6)]
)
def test_a_walker_seen_from_behind_and_taken_for_the_front_is_told(
    camera: float, distance: float
) -> None:
    walk = misread(on_the_spot("back", camera, distance))
    assert walk.facing.sign == 1
    (found,) = [f for f in findings(walk, gait_facts(walk)) if f.code is FindingCode.SIDES_IN_DOUBT]
    assert found.severity is Severity.CARE
    assert "taken for seen from the front" in str(found.message)


def test_a_walker_seen_from_the_front_and_taken_for_behind_is_told_where_it_can_be_known() -> None:
    walk = misread(on_the_spot("front", 0.6, 4.0))
    (found,) = side_findings(walk)
    assert "taken for seen from behind" in str(found.message)
    # A raised foot is hardly farther away in the picture of a higher camera.
    assert side_findings(misread(on_the_spot("front", 1.2, 4.0))) == ()


def test_where_the_way_says_the_side_nothing_is_asked_of_the_legs() -> None:
    walk = aw.sequence(aw.Walker(facing="back", speed=1.1))
    assert walk.facing.plain
    assert side_findings(misread(walk)) == ()


def test_whoever_stands_gets_no_finding() -> None:
    walk = on_the_spot("back", 1.2, 4.0)
    still = walk.keypoints.copy()
    still[:] = still[:1]
    assert side_findings(aw.as_sequence(exchange_sides(still), walk.seconds)) == ()


def test_one_step_to_and_fro_is_no_walk_that_could_tell() -> None:
    walk = aw.sequence(aw.Walker(facing="back", speed=0.0, nearest=4.0, seconds=2.0))
    assert lay_out(walk, gait_facts(walk)).cycles
    assert side_findings(misread(walk)) == ()
