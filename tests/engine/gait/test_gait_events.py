"""Events of an analytic walker: within a frame, at any rate, through gaps; and none in noise."""

import analytic_walker as aw
import numpy as np
import pytest

from engine.core.classes import Side
from engine.core.findings import FindingCode, Severity
from engine.core.result import GaitFacts
from engine.gait import events
from engine.gait.events import cycles_of, filmed_cycles, findings, gait_facts
from engine.gait.rhythm import Rhythm


def _errors(facts, walker, margin=0.15):
    """Errors of strikes inside the clip, and how many of either kind have no partner."""
    errors, lonely = [], 0
    for side, true in zip((Side.LEFT, Side.RIGHT), aw.strikes(walker), strict=True):
        found = np.array([s.seconds for s in facts.heel_strikes if s.side is side])
        inner = true[(true > margin) & (true < walker.seconds - margin)]
        for time in inner:
            nearest = np.abs(found - time).min() if len(found) else 9.0
            errors.append(nearest)
        lonely += sum(np.abs(true - time).min() > 0.2 for time in found)
    return np.array(errors), lonely


@pytest.mark.parametrize("facing", ["front", "back"])
@pytest.mark.parametrize("rate", [15.0, 30.0])
@pytest.mark.parametrize("cadence", [98.0, 117.0, 132.0])
def test_heel_strikes_within_one_frame_and_cadence_within_two_percent(facing, rate, cadence):
    walker = aw.Walker(facing=facing, rate=rate, cadence=cadence, noise=0.003)
    facts = gait_facts(aw.sequence(walker))
    errors, lonely = _errors(facts, walker)
    assert errors.max() <= 1 / 15
    assert lonely == 0
    assert facts.cadence == pytest.approx(cadence, rel=0.02)
    assert facts.direction == ("towards" if facing == "front" else "away")


def test_the_treadmill_has_steps_but_goes_nowhere():
    walker = aw.Walker(speed=0.0, nearest=3.5)
    facts = gait_facts(aw.sequence(walker))
    assert facts.direction == "in_place"
    assert _errors(facts, walker)[0].max() <= 1 / 15


def test_uneven_times_and_a_gap():
    walker = aw.Walker(seconds=8.0, rate=30.0, noise=0.003, speed=0.6)
    rng = np.random.default_rng(2)
    t = aw.times(walker)
    t = t[(rng.random(len(t)) < 0.6) & ((t < 3.0) | (t > 4.0))]
    t = np.sort(t + rng.uniform(-0.008, 0.008, len(t)))
    facts = gait_facts(aw.as_sequence(aw.keypoints(walker, t), t))
    assert facts.cadence == pytest.approx(walker.cadence, rel=0.02)
    errors, _ = _errors(facts, walker)
    assert np.percentile(errors, 70) <= 1 / 15
    kept = filmed_cycles(cycles_of(facts), t)
    assert len(kept) == facts.cycles
    assert not any(start < 3.3 and end > 3.7 for start, end in kept)


def test_mirroring_exchanges_the_feet():
    one = aw.sequence(noise=0.003, step=4.0)
    facts, other = gait_facts(one), gait_facts(aw.mirrored(one))
    swap = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
    swapped = [(swap[s.side], round(s.seconds, 6)) for s in other.heel_strikes]
    assert swapped == [(s.side, round(s.seconds, 6)) for s in facts.heel_strikes]


@pytest.mark.parametrize("noise", [0.003, 0.01, 0.03])
@pytest.mark.parametrize("seed", range(4))
def test_somebody_who_stands_has_no_cycles(noise, seed):
    one = aw.sequence()
    rng = np.random.default_rng(seed)
    still = np.repeat(one.keypoints[20:21], len(one), axis=0)
    still[..., :2] += rng.normal(0, noise * 300, still[..., :2].shape)
    facts = gait_facts(aw.as_sequence(still, one.seconds))
    assert facts.cycles == 0
    assert facts.heel_strikes == ()
    assert facts.cadence is None


@pytest.mark.parametrize("frames", [1, 2, 5, 11])
def test_a_few_frames_have_no_cycles(frames):
    one = aw.sequence()
    short = aw.as_sequence(one.keypoints[:frames], one.seconds[:frames])
    assert gait_facts(short).cycles == 0


def test_nobody_has_no_cycles():
    one = aw.sequence()
    assert gait_facts(aw.as_sequence(np.zeros_like(one.keypoints), one.seconds)).cycles == 0


def test_crossing_the_picture_is_seen():
    one = aw.sequence(speed=0.0, nearest=4.0)
    moving = one.keypoints.copy()
    moving[..., 0] += (np.linspace(-500, 500, len(one)))[:, None]
    assert gait_facts(aw.as_sequence(moving, one.seconds)).direction == "across"


@pytest.mark.parametrize(
    ("cycles", "severity"), [(0, Severity.REPEAT), (1, Severity.CARE), (2, None), (5, None)]
)
def test_too_few_cycles_are_said(cycles, severity):
    found = findings(aw.sequence(), GaitFacts(cycles=cycles))
    assert [f.severity for f in found] == ([severity] if severity else [])
    assert all(f.code is FindingCode.TOO_FEW_CYCLES for f in found)


@pytest.mark.parametrize("gap", [0.02, 0.05, 0.29, 0.71, 0.98])
def test_opposite_feet_that_no_walker_sets_down_so_close_are_no_cycles(monkeypatch, gap):
    left = np.arange(0.4, 4.9)
    rhythm = Rhythm(1.0, (left, left + gap), 0.95)
    monkeypatch.setattr(events, "find_rhythm", lambda *_: rhythm)
    facts = gait_facts(aw.sequence())
    assert (facts.cycles, facts.cadence) == (0, None)


def test_one_strike_beside_the_other_foot_spoils_its_own_cycles_only(monkeypatch):
    left, right = np.arange(0.4, 4.9), np.arange(0.9, 4.9)
    left[2] += 0.46
    monkeypatch.setattr(events, "find_rhythm", lambda *_: Rhythm(1.0, (left, right), 0.95))
    facts = gait_facts(aw.sequence())
    assert [round(s.seconds, 2) for s in facts.heel_strikes] == [0.4, 0.9, 1.4, 1.9, 3.4, 3.9, 4.4]
    starts = [[round(start, 2) for start, _ in cycles_of(facts, side)] for side in Side]
    assert starts == [[0.4, 3.4], [0.9]]
