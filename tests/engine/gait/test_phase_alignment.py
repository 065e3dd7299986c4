"""Two walks in step: the same moment of the cycle at the same position, on walks whose events are known."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.classes import Side
from engine.core.result import GaitFacts, HeelStrike
from engine.gait.phase_alignment import Walk, align, alignment_words
from engine.simulation import walkers
from engine.simulation.gait_motion import heel_strikes, phases


def walked(cadence, seconds=6.0, *, phase=0.0, step_time=0.0, jitter=0.0, drop=()):
    """Return a simulated walk and the true phase of its left foot by time."""
    base = walkers.draw_walk(
        np.random.default_rng(3), walkers.draw_person(np.random.default_rng(3))
    )
    walk = dataclasses.replace(base, cadence=cadence, phase=phase, jitter=jitter)
    asymmetry = walkers.Asymmetry(step_time=step_time)
    times = np.arange(0.0, seconds, 1 / 240)
    left, right = phases(walk, asymmetry, times)
    strikes = heel_strikes(left, right, times)
    kept = tuple(one for number, one in enumerate(strikes) if number not in drop)
    gait = GaitFacts(heel_strikes=kept)
    return Walk(gait, 0.0, float(times[-1])), lambda at: float(np.interp(at, times, left))


@pytest.mark.parametrize(("slow", "fast"), [(90, 90), (84, 132), (140, 100)])
def test_the_true_phase_of_both_is_the_same_at_every_position(slow, fast):
    (first, phase_1), (second, phase_2) = walked(slow, phase=0.3), walked(fast, phase=0.8)
    aligned = align(first, second)
    assert aligned.side is Side.LEFT
    assert aligned.length >= 3
    for position in np.linspace(0.0, aligned.length - 1e-6, 50):
        a, b = aligned.seconds_at(position)
        apart = (phase_1(a) - phase_2(b) + 0.5) % 1.0 - 0.5
        assert abs(apart) < 0.01, position


def test_uneven_cycles_are_stretched_each_by_itself():
    (first, phase_1), (second, phase_2) = walked(110, jitter=0.03), walked(95, jitter=0.02)
    aligned = align(first, second)
    for whole in range(int(aligned.length)):
        a, b = aligned.seconds_at(whole)
        assert phase_1(a) % 1.0 == pytest.approx(phase_2(b) % 1.0, abs=0.01)


def test_a_limp_is_to_be_seen_and_not_bent_away():
    """With the left foot's cycles aligned, the right foot strikes earlier in one of the walks."""
    (even, _), (limping, _) = walked(100), walked(100, step_time=0.2)
    aligned = align(even, limping)
    rights = [
        next(
            aligned.position_of(which, one.seconds) % 1.0
            for one in walk.gait.heel_strikes
            if one.side is Side.RIGHT and one.seconds > aligned.cycles[which][0][0]
        )
        for which, walk in enumerate((even, limping))
    ]
    assert rights[0] == pytest.approx(0.5, abs=0.01)
    assert rights[1] == pytest.approx(0.4, abs=0.01)


def test_a_missing_strike_leaves_its_cycles_out():
    first, _ = walked(100, seconds=8.0, phase=0.9)
    lefts = [n for n, one in enumerate(first.gait.heel_strikes) if one.side is Side.LEFT]
    gappy, _ = walked(100, seconds=8.0, phase=0.9, drop=(lefts[2],))
    aligned = align(first, gappy)
    assert aligned.side is Side.RIGHT
    only_left = [one for one in gappy.gait.heel_strikes if one.side is Side.LEFT]
    left = align(first, Walk(GaitFacts(heel_strikes=tuple(only_left)), 0.0, 8.0))
    assert left.side is Side.LEFT
    assert all(b - a < 1.5 for a, b in left.cycles[1])
    assert len(left.cycles[0]) == len(left.cycles[1]) == len(only_left) - 2


def test_cycles_outside_of_what_the_video_shows_do_not_count():
    whole, _ = walked(100, seconds=8.0)
    cut = Walk(whole.gait, 2.0, 5.0)
    for start, end in align(whole, cut).cycles[1]:
        assert 2.0 <= start < end <= 5.0


def test_without_cycles_it_is_played_by_time_and_said():
    walking, _ = walked(100, seconds=6.0)
    standing = Walk(GaitFacts(), 2.0, 4.0)
    aligned = align(walking, standing)
    assert not aligned.by_phase
    assert aligned.length == pytest.approx(6.0, abs=0.01)
    assert aligned.seconds_at(1.0) == (1.0, 3.0)
    # The shorter one stands still at its end.
    assert aligned.seconds_at(5.0) == (5.0, 4.0)
    assert aligned.pace_at(3.0) == 1.0
    assert str(alignment_words(aligned)).startswith("Played by time, not in step")
    assert str(alignment_words(align(walking, walking))).startswith("In step")


def test_playing_takes_the_mean_of_both_cycles():
    (slow, _), (fast, _) = walked(80), walked(120)
    # 120 / 80 = 1.5 s and 1.0 s a stride.
    assert align(slow, fast).pace_at(0.5) == pytest.approx(1 / 1.25, rel=0.01)


def test_positions_beyond_the_ends_are_held():
    aligned = align(walked(100)[0], walked(90)[0])
    assert aligned.seconds_at(-5.0) == aligned.seconds_at(0.0)
    assert aligned.seconds_at(99.0) == tuple(cycles[-1][1] for cycles in aligned.cycles)
    number, share = aligned.phase_at(aligned.length)
    assert (number, share) == (int(aligned.length), 1.0)


@given(st.floats(70, 160), st.floats(70, 160), st.floats(0, 1), st.floats(0, 1))
def test_positions_and_times_go_up_together_and_there_and_back(one, other, phase, share):
    aligned = align(walked(one, phase=phase)[0], walked(other)[0])
    position = share * aligned.length
    for which, seconds in enumerate(aligned.seconds_at(position)):
        assert aligned.position_of(which, seconds) == pytest.approx(position, abs=1e-6)
    later = aligned.seconds_at(min(position + 0.1, aligned.length))
    assert all(b >= a for a, b in zip(aligned.seconds_at(position), later, strict=True))


def test_strikes_of_nobody():
    assert align(Walk(GaitFacts(), 0, 1), Walk(GaitFacts(), 0, 2)).length == 2
    one = HeelStrike(side=Side.LEFT, seconds=0.5)
    assert not align(Walk(GaitFacts(heel_strikes=(one,)), 0, 1), walked(100)[0]).by_phase
