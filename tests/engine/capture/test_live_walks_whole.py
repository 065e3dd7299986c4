"""From pixels to the trimmed file: rendered afresh, guided live, then analysed exactly; minutes."""

from __future__ import annotations

import importlib.util

import pytest

from engine.capture.frame_source import CameraFrame
from engine.capture.guidance import Cue, GuideState
from engine.capture.live_guide import LiveGuide
from tests.engine.capture.live_clips import all_clips

if any(importlib.util.find_spec(name) is None for name in ("torch", "anny", "numba")):
    pytest.skip("the simulation is not installed", allow_module_level=True)

from engine.pipeline.analysis import analyse_video
from engine.pipeline.walk_window import walk_window
from engine.video import VideoWriter
from tests.engine.capture.acting import RATE, Play

pytestmark = pytest.mark.heavy

PRE_ROLL = 3.0
CLIPS = {clip.name: clip for clip in all_clips()}


def guided(clip):
    """Play a clip before a guide; return the play, its pictures and what the guide said of each."""
    play, guide = Play(clip), LiveGuide()
    pictures = [play.picture(moment) for moment in range(len(play.seconds))]
    said = [
        guide.look(CameraFrame(at, *clip.size, pixels=picture))
        for at, picture in zip(play.seconds.tolist(), pictures, strict=True)
    ]
    return play, guide, pictures, said


@pytest.mark.parametrize(
    "name",
    ["approach_slow_plain", "turn_usual_toon", "turn_fast_dressed", "front_usual_puppet"],
)
def test_a_recording_is_trimmed_to_within_half_a_second_of_the_walk(name, tmp_path):
    clip = CLIPS[name]
    play, guide, pictures, said = guided(clip)
    began, ended = play.truth()
    start = next(one.seconds for one in said if one.state is GuideState.WALK) - PRE_ROLL
    stop = next(one.seconds for one in said if one.state is GuideState.STOP)
    assert start <= began
    assert stop >= ended - 0.1
    kept = [p for p, at in zip(pictures, play.seconds, strict=True) if start <= at <= stop]
    path = tmp_path / "walk.mp4"
    with VideoWriter(path, *clip.size, RATE) as writer:
        for picture in kept:
            writer.write(picture)
    found = walk_window(analyse_video(path), margin=0.0)
    first = max(0.0, start)
    assert found[0] + first == pytest.approx(began, abs=0.5)
    assert found[1] + first == pytest.approx(ended, abs=0.5)
    verdict = guide.verdict()
    assert verdict.usable
    assert verdict.walked_seconds == pytest.approx(ended - began, abs=1.0)


def test_who_stands_while_somebody_passes_is_not_recorded():
    _, _, _, said = guided(CLIPS["passed_washed"])
    assert GuideState.WALK not in {one.state for one in said}
    assert Cue.TOO_MANY in {one.cue for one in said} or max(one.people for one in said) > 1
