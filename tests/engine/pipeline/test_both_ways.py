"""A walk towards the camera and back: both ways are measured, and they must agree."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.core.findings import FindingCode, Severity
from engine.core.level import level_by_hand
from engine.core.measurands import BY_KEYPOINTS
from engine.core.result import Measurement, Unit
from engine.gait.by_hand import ByHand
from engine.gait.directions import combine_ways
from engine.pipeline import screening_files
from engine.pipeline.judgement import judge
from tests.engine.gait import analytic_walker as aw
from tests.engine.pipeline.scripted import Script, analysed

TOWARDS = aw.Walker(shoulder_tilt=5.0, lean=3.0, seconds=4.4)
AWAY = dataclasses.replace(TOWARDS, facing="back")
TURN = 0.8


def there_and_back(seconds):
    """Towards the camera, a turn in which the body shows its side, and away again."""
    if seconds <= TOWARDS.seconds:
        points = aw.keypoints(TOWARDS, np.array([max(seconds, 0.0)]))[0]
    else:
        life = np.clip(seconds - TOWARDS.seconds - TURN, 0.0, AWAY.seconds)
        points = aw.keypoints(AWAY, np.array([life]))[0]
    points[:, :2] += np.random.default_rng(round(seconds * 1000)).normal(0, 0.3, (17, 2))
    return points


@pytest.fixture
def analysis(monkeypatch):
    return analysed(monkeypatch, Script(there_and_back, 2 * TOWARDS.seconds + TURN))


def tilted(analysis, roll):
    """The same recording, said to be rolled."""
    return level_by_hand(analysis.recording.level, roll)


def test_both_ways_are_measured_and_joined(analysis):
    track = analysis.recording.tracks[0]
    assert track.part is not None
    assert track.other is not None
    assert max(track.part[0], track.other[0]) > min(track.part[1], track.other[1])
    level = tilted(analysis, 0.0)
    screening = judge(analysis, by_hand=ByHand(level))
    measured = screening.result.measurements
    assert measured["shoulder_tilt"].value == pytest.approx(5.0, abs=1.0)
    assert measured["trunk_lean"].value == pytest.approx(3.0, abs=0.7)
    codes = [one.code for one in screening.result.quality.findings]
    assert FindingCode.DIRECTIONS_DISAGREE not in codes
    assert measured["trunk_lean"].cycles > screening.result.gait.cycles
    again = screening_files.load(screening_files.dump(screening))
    assert again.analysis.recording.tracks[0].other == track.other
    assert again.analysis.recording.level == analysis.recording.level
    assert again.result.level == level
    assert judge(again.analysis, by_hand=ByHand(level)).result.measurements == measured


def test_a_wrong_level_shows_as_two_ways_that_disagree(analysis):
    """What the camera does to one side on the way there it does to the other on the way back."""
    result = judge(analysis, by_hand=ByHand(tilted(analysis, 7.0))).result
    said = {one.code: one for one in result.quality.findings}
    assert said[FindingCode.DIRECTIONS_DISAGREE].severity is Severity.CARE
    lean = result.measurements["trunk_lean"]
    assert lean.low < 3.0 < lean.high
    assert lean.value == pytest.approx(3.0, abs=1.0)


def test_what_is_joined_is_weighted_and_never_more_certain_than_the_better_way():
    def one(value, half):
        return Measurement(
            value=value,
            low=value - half,
            high=value + half,
            unit=Unit.DEGREES,
            measurable=True,
            cycles=3,
        )

    joined, said = combine_ways({"trunk_lean": one(2.0, 1.0)}, {"trunk_lean": one(3.0, 2.0)})
    assert said == ()
    assert joined["trunk_lean"].value == pytest.approx(2.2)
    assert joined["trunk_lean"].high == pytest.approx(3.2)
    assert joined["trunk_lean"].side == "left"
    apart, said = combine_ways({"trunk_lean": one(-2.0, 1.0)}, {"trunk_lean": one(3.0, 1.0)})
    assert len(said) == 1
    assert (apart["trunk_lean"].low, apart["trunk_lean"].high) == (-3.0, 4.0)
    assert apart["trunk_lean"].side is None
    none = one(0.0, 1.0).model_copy(
        update={"value": None, "low": None, "high": None, "measurable": False}
    )
    dots = one(1.0, 0.5).model_copy(update={"source": "dots"})
    mixed, said = combine_ways(
        {"trunk_lean": none, "shoulder_tilt": one(9.0, 1.0), "head_offset": one(4.0, 1.0)},
        {"trunk_lean": one(2.0, 1.0), "shoulder_tilt": dots},
    )
    assert said == ()
    assert mixed["trunk_lean"].value == 2.0
    assert mixed["shoulder_tilt"] == dots
    assert mixed["head_offset"] == one(4.0, 1.0)


def test_loose_clothes_hide_the_shoulders_both_ways(analysis):
    level = tilted(analysis, 0.0)
    close = judge(analysis, by_hand=ByHand(level)).result.measurements["shoulder_tilt"]
    loose = judge(analysis, by_hand=ByHand(level, loose_clothes=True)).result
    tilt = loose.measurements["shoulder_tilt"]
    assert tilt.value == pytest.approx(close.value, abs=0.5)
    # Either way is seen through the same clothes: the two together are not much surer than one.
    one_way = 1.96 * BY_KEYPOINTS["shoulder_tilt"].clothes
    assert tilt.high - tilt.value > one_way
    assert loose.loose_clothes
