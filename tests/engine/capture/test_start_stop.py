"""When a recording starts and stops by itself, on what the guide's network saw in clips."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from engine.capture.guidance import GuideState, StopReason
from engine.capture.start_stop import StartStop
from tests.engine.capture.live_clips import LEFT_OUT
from tests.engine.capture.sightings import read_replays
from tests.engine.capture.stick_people import body, sighting, walk_towards

PRE_ROLL = 3.0
REPLAYS = read_replays()
WALKS = [one for one in REPLAYS if one.truth is not None]
STAYS = [one for one in REPLAYS if one.truth is None]


def play(replay):
    """Replay a clip; return the machine, the states in turn and when each was reached."""
    machine, reached = StartStop(), {}
    for seconds, seen in replay.sightings():
        reached.setdefault(machine.take(seconds, seen), seconds)
    return machine, reached


def name(replay):
    return replay.name


def test_there_are_clips_enough_of_each_kind():
    kinds = Counter(one.kind for one in STAYS)
    assert len(STAYS) >= 60
    assert {"treadmill", "stand", "sway", "march", "side-on", "treadmill, real"} <= set(kinds)
    assert min(kinds[one] for one in ("stand", "sway", "march", "side-on")) >= 5
    assert len(WALKS) >= 50
    assert sum(one.make in LEFT_OUT for one in REPLAYS) >= 40


@pytest.mark.parametrize("replay", WALKS, ids=name)
def test_a_walk_starts_within_the_pre_roll_and_stops_when_it_is_over(replay):
    machine, reached = play(replay)
    began, ended = replay.truth
    assert began - 0.1 < reached[GuideState.WALK] < began + PRE_ROLL
    assert machine.began == pytest.approx(began, abs=0.6)
    assert machine.ended == pytest.approx(ended, abs=0.75)
    assert reached[GuideState.STOP] < ended + 2.0
    assert (GuideState.TURN in reached) == (
        "turn" in replay.name or "portrait" in replay.name or "front" in replay.name
    )


@pytest.mark.parametrize("replay", STAYS, ids=name)
def test_nothing_starts_where_nobody_comes_or_goes(replay):
    _, reached = play(replay)
    assert GuideState.WALK not in reached


@pytest.mark.parametrize("replay", WALKS[:3], ids=name)
def test_a_replay_gives_the_same_states(replay):
    assert play(replay)[1] == play(replay)[1]


def run(scene, seconds, *, machine=None, clear=True, start=0.0):
    """Feed a machine with a scene of stick people; return it and when each state was reached."""
    machine, reached = machine or StartStop(), {}
    for at in start + np.arange(round(seconds * 15)) / 15:
        points = scene(at)
        seen = None if points is None else sighting(at, points)
        reached.setdefault(machine.take(float(at), seen, clear=clear), float(at))
    return machine, reached


def test_somebody_who_stands_for_a_second_is_ready():
    _, reached = run(lambda at: body(6.0), 2.0)
    assert reached[GuideState.READY] == pytest.approx(1.0, abs=0.15)


def test_nobody_is_ready_while_something_is_in_the_way():
    machine, reached = run(lambda at: body(6.0), 3.0, clear=False)
    assert GuideState.READY not in reached
    assert machine.progress == 0.0


def test_ready_is_taken_back_when_something_comes_in_the_way():
    machine, _ = run(lambda at: body(6.0), 2.0)
    machine, _ = run(lambda at: body(6.0), 1.5, machine=machine, clear=False, start=2.0)
    assert machine.state is GuideState.WAIT


def test_half_speed_starts_in_time():
    _, reached = run(lambda at: walk_towards(at, speed=0.5), 6.0)
    assert reached[GuideState.WALK] < 2.0 + PRE_ROLL


def test_small_steps_under_long_trousers_start_in_time():
    def scene(at):
        points = body(8.0 - 0.6 * max(0.0, at - 2.0))
        lift = 0.008 * np.ptp(points[:, 1]) * np.sin(2 * np.pi * 0.7 * at) * (at > 2.0)
        points[15, 1] -= max(lift, 0.0)
        points[16, 1] += min(lift, 0.0)
        return points

    _, reached = run(scene, 7.0)
    assert reached[GuideState.WALK] < 2.0 + PRE_ROLL


def test_coming_nearer_starts_without_having_stood():
    _, reached = run(lambda at: walk_towards(at, stands=0.0), 4.0)
    assert GuideState.READY not in reached
    assert reached[GuideState.WALK] < PRE_ROLL


def test_going_to_the_place_where_the_walk_begins_starts_nothing():
    _, reached = run(lambda at: body(3.0 + 1.1 * at, phase=0.95 * at), 5.0)
    assert GuideState.WALK not in reached


def test_a_walker_who_is_lost_has_stopped():
    machine, _ = run(lambda at: walk_towards(at) if at < 5.0 else None, 6.0)
    assert (machine.state, machine.reason) == (GuideState.STOP, StopReason.LOST)
    assert machine.ended == pytest.approx(5.0, abs=0.1)


def test_a_walk_ends_where_the_camera_sends_nothing_for_a_while():
    machine, _ = run(walk_towards, 4.5)
    assert machine.state is GuideState.WALK
    machine.take(6.0, sighting(6.0, walk_towards(6.0)))
    assert (machine.state, machine.reason) == (GuideState.STOP, StopReason.LOST)


def test_somebody_who_leaves_before_the_walk_is_waited_for_anew():
    machine, _ = run(lambda at: body(6.0) if at < 2.0 else None, 3.0)
    assert machine.state is GuideState.WAIT
    assert machine.progress == 0.0


def test_a_walker_who_turns_aside_has_stopped():
    def scene(at):
        if at < 4.5:
            return walk_towards(at)
        return body(5.25, aside=1.1 * (at - 4.5), phase=0.95 * at, turned=0.2)

    machine, _ = run(scene, 8.0)
    assert machine.reason is StopReason.SIDE_ON


def test_a_walk_is_over_after_half_a_minute():
    def scene(at):
        way = max(0.0, 1.1 * (at - 2.0)) % 9.0
        return body(7.5 - (way if way < 4.5 else 9.0 - way), phase=0.95 * at if at > 2 else None)

    machine, _ = run(scene, 40.0)
    assert machine.reason is StopReason.TIME


def test_a_body_that_leaps_in_size_is_no_walk():
    """The network takes a pattern on the wall for somebody, then sees the child."""
    _, reached = run(lambda at: body(16.0 if at < 0.5 else 7.0), 3.0)
    assert GuideState.WALK not in reached


def test_after_a_stop_nothing_happens_before_a_reset():
    machine, _ = run(lambda at: walk_towards(at) if at < 5.0 else None, 6.0)
    machine.take(7.0, sighting(7.0, body(6.0)))
    assert machine.state is GuideState.STOP
    machine.reset()
    assert (machine.state, machine.began, machine.reason) == (GuideState.WAIT, None, None)


def test_a_slow_computer_that_looks_away_for_a_moment_ends_no_walk():
    machine, _ = run(walk_towards, 4.0)
    assert machine.state is GuideState.WALK
    machine, _ = run(walk_towards, 1.0, machine=machine, start=5.0)
    assert machine.state is GuideState.WALK


@pytest.mark.parametrize("replay", STAYS, ids=name)
def test_nothing_starts_there_on_a_slow_computer_either(replay):
    machine = StartStop()
    states = {machine.take(seconds, seen) for seconds, seen in list(replay.sightings())[::3]}
    assert GuideState.WALK not in states


@pytest.mark.parametrize("replay", [*WALKS[:12], *STAYS[:12]], ids=name)
def test_five_looks_a_second_are_enough(replay):
    machine, reached = StartStop(), {}
    for seconds, seen in list(replay.sightings())[::3]:
        reached.setdefault(machine.take(seconds, seen), seconds)
    if replay.truth is None:
        assert GuideState.WALK not in reached
    else:
        assert machine.began == pytest.approx(replay.truth[0], abs=0.8)
        assert machine.ended == pytest.approx(replay.truth[1], abs=1.0)
