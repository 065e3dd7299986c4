"""Where a recording is trimmed: within half a second of where the walk begins and ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.resources import resource
from engine.core.video import VideoInfo
from engine.perception.types import Recording, Track
from engine.pipeline.analysis import Analysis
from engine.pipeline.walk_window import walk_window
from tests.engine.capture.stick_people import HEIGHT, WIDTH, body

RATE = 15.0
SECONDS = np.arange(round(14 * RATE)) / RATE


def analysis(scene, part, *, walks=True) -> Analysis:
    points = np.stack([scene(at) for at in SECONDS])
    keypoints = np.concatenate([points, np.ones((*points.shape[:2], 1))], axis=2).astype(np.float32)
    count = len(SECONDS)
    track = Track(
        indices=np.arange(count),
        seconds=SECONDS,
        keypoints=keypoints,
        raw_keypoints=keypoints,
        landmarks=np.zeros((count, 0, 5), np.float32),
        world=np.zeros((count, 0, 3), np.float32),
        boxes=np.zeros((count, 4), np.float32),
        silhouettes=np.zeros((count, 64, 64), np.uint8),
        outlines=(np.zeros((0, 2), np.float32),) * count,
        scores=np.ones(count, np.float32),
        walks=walks,
        part=part,
    )
    info = VideoInfo(
        name="walk.mp4",
        width=WIDTH,
        height=HEIGHT,
        duration_seconds=14.0,
        fps=30.0,
        variable_frame_rate=False,
        rotation_degrees=0,
        codec="mjpeg",
        container="matroska",
        bytes=1,
    )
    recording = Recording(info, RATE, SECONDS, (track,), 0 if walks else None)
    return Analysis(recording, (), RATE, "", {})


def towards(at, *, begin=3.0, end=7.0, speed=1.1):
    walked = speed * (np.clip(at, begin, end) - begin)
    moving = begin < at < end
    return body(8.0 - walked, phase=0.95 * at if moving else None)


def there_and_back(at):
    way = 1.1 * (np.clip(at, 3.0, 10.0) - 3.0)
    return body(8.0 - (way if way < 3.85 else 7.7 - way), phase=0.95 * at if 3 < at < 10 else None)


@pytest.mark.parametrize("part", [(1.8, 8.3), (4.2, 6.6), None], ids=["wide", "narrow", "all"])
def test_the_ends_are_where_the_body_begins_to_come_and_stops(part):
    start, end = walk_window(analysis(towards, part), margin=0.0)
    assert start == pytest.approx(3.0, abs=0.35)
    assert end == pytest.approx(7.0, abs=0.35)


def test_a_turn_belongs_to_the_walk():
    start, end = walk_window(analysis(there_and_back, (3.0, 6.2)), margin=0.0)
    assert start == pytest.approx(3.0, abs=0.35)
    assert end == pytest.approx(10.0, abs=0.35)


def test_a_walk_that_was_followed_in_two_pieces_is_kept_whole():
    found = analysis(there_and_back, None)
    whole = found.recording.tracks[0]
    tracks = piece(whole, slice(0, 98)), piece(whole, slice(98, None))
    recording = replace(found.recording, tracks=tracks)
    start, end = walk_window(replace(found, recording=recording), margin=0.0)
    assert start == pytest.approx(3.0, abs=0.35)
    assert end == pytest.approx(10.0, abs=0.35)


def piece(track, frames):
    """Some of a track's frames."""
    names = ("indices", "seconds", "keypoints", "raw_keypoints", "landmarks", "world", "boxes")
    names += ("silhouettes", "outlines", "scores")
    return replace(track, **{name: getattr(track, name)[frames] for name in names})


def test_a_walk_to_the_place_where_it_begins_is_another_one():
    def scene(at):
        if at < 2.5:
            return body(5.5 + 1.0 * at, phase=0.95 * at)
        return towards(at, begin=5.5, end=9.5)

    start, _ = walk_window(analysis(scene, (5.5, 9.5)), margin=0.0)
    assert start == pytest.approx(5.5, abs=0.35)


def test_it_ends_where_the_feet_leave_the_picture():
    def scene(at):
        return towards(at, end=12.0, speed=0.8)

    out = next(at for at in SECONDS if scene(at)[15:17, 1].max() > HEIGHT - 1)
    _, end = walk_window(analysis(scene, (3.0, 12.0)), margin=0.0)
    assert end == pytest.approx(out, abs=0.4)


def test_a_margin_is_kept_within_the_file():
    assert walk_window(analysis(towards, None)) == pytest.approx((2.0, 8.0), abs=0.35)
    start, end = walk_window(analysis(towards, None), margin=9.0)
    assert (start, end) == (0.0, 14.0)


def test_nobody_walks_nothing_is_trimmed():
    assert walk_window(analysis(lambda at: body(6.0), None, walks=False)) is None


@pytest.mark.parametrize("scene", [towards, there_and_back], ids=["towards", "there and back"])
def test_a_walk_that_cannot_be_judged_is_kept_too(scene):
    judged = walk_window(analysis(scene, None), margin=0.0)
    assert walk_window(analysis(scene, None, walks=False), margin=0.0) == pytest.approx(
        judged, abs=0.4
    )


def test_who_crosses_and_is_taken_for_the_walker_takes_nobodys_walk_away():
    found = analysis(there_and_back, (3.0, 10.0))
    (child,) = found.recording.tracks
    (crossing,) = analysis(passes, (5.0, 7.0)).recording.tracks
    recording = replace(found.recording, tracks=(crossing, replace(child, walks=False, part=None)))
    start, end = walk_window(replace(found, recording=recording), margin=0.0)
    assert start == pytest.approx(3.0, abs=0.35)
    assert end == pytest.approx(10.0, abs=0.35)


def passes(at):
    """Cross the picture in all the time there is."""
    return body(5.0, aside=0.5 * (at - 7.0), phase=0.95 * at)


def test_where_somebody_crosses_and_nobody_else_is_there_that_is_kept():
    start, end = walk_window(analysis(passes, (5.0, 9.0)), margin=0.0)
    assert start < 7.0 < end


def test_a_track_that_who_crosses_took_along_does_not_end_the_walk():
    def taken(at):
        if at < 6.0:
            return there_and_back(at)
        return body(4.7 - 0.6 * (at - 6.0), aside=0.9 * (at - 6.0), phase=at)

    (child,) = analysis(there_and_back, None).recording.tracks
    found = analysis(taken, (3.0, 9.0))
    (walker,) = found.recording.tracks
    tracks = piece(walker, slice(0, 135)), piece(child, slice(93, None))
    recording = replace(found.recording, tracks=tracks)
    start, end = walk_window(replace(found, recording=recording), margin=0.0)
    assert start == pytest.approx(3.0, abs=0.35)
    assert end == pytest.approx(10.0, abs=0.35)


def test_a_turn_that_was_taken_for_a_walk_says_nothing_of_its_ends():
    """Of a walk too slow to be judged, the steps on the spot may be all that looks like one."""

    def slowly(at):
        way = 0.55 * (np.clip(at, 3.0, 12.0) - 3.0)
        away = way if way < 2.475 else 4.95 - way
        noise = np.random.default_rng(round(15 * at)).normal(0.0, 4.0, (17, 2))
        return body(8.0 - away, phase=0.7 * at if 3 < at < 12 else None) + noise

    start, end = walk_window(analysis(slowly, (7.3, 7.7), walks=False), margin=0.0)
    assert start == pytest.approx(3.0, abs=0.5)
    assert end == pytest.approx(12.0, abs=0.5)


@pytest.mark.heavy
def test_the_bundled_walk_is_kept_whole():
    from engine.pipeline.analysis import analyse_video

    found = analyse_video(resource("samples", "simulated_walk.mp4"))
    start, end = walk_window(found)
    assert start == pytest.approx(0.0, abs=0.3)
    assert end == pytest.approx(found.info.duration_seconds, abs=0.3)
