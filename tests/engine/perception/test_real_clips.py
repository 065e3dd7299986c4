"""Real people: bodies that can exist, followed whole, the right one chosen."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from engine.core.findings import FindingCode, Severity
from engine.core.keypoints import Keypoint as K
from engine.core.resources import resource
from engine.gait.silhouettes import normalize_silhouette
from engine.perception.networks.blazepose import BlazePose
from engine.perception.recording import perceive
from engine.perception.types import Recording
from engine.video import VideoFile

VIDEOS = Path(__file__).parents[2] / "data" / "videos"
CLIPS = [
    *("p2s_single_cam01", "p2s_single_cam02", "p2s_single_cam03", "p2s_multi_cam02"),
    "rot90_metadata",
]


@pytest.fixture(scope="module")
def pose() -> BlazePose:
    return BlazePose()


_SEEN: dict[str, Recording] = {}


def seen(path: Path, pose: BlazePose) -> Recording:
    """Perceive a clip once for all tests."""
    if path.name not in _SEEN:
        with VideoFile(path) as video:
            _SEEN[path.name] = perceive(video, pose, silhouette=normalize_silhouette)
    return _SEEN[path.name]


def plausible(recording: Recording) -> None:
    """The walker is a body that can exist."""
    track = recording.tracks[recording.walker]
    y = track.keypoints[..., 1]
    order = [
        y[:, [K.LEFT_SHOULDER, K.RIGHT_SHOULDER]].mean(axis=1),
        y[:, [K.LEFT_HIP, K.RIGHT_HIP]].mean(axis=1),
        # The leg that stands: in one clip a helper lifts the other one.
        y[:, [K.LEFT_KNEE, K.RIGHT_KNEE]].max(axis=1),
        y[:, [K.LEFT_ANKLE, K.RIGHT_ANKLE]].max(axis=1),
    ]
    assert all((upper < lower).all() for upper, lower in itertools.pairwise(order))
    assert recording.facts["torso_in_mask"] >= 0.95
    filled = track.silhouettes.reshape(len(track.silhouettes), -1).max(axis=1) > 0
    assert filled.mean() > 0.95
    assert (track.scores > 0.8).all()


@pytest.mark.parametrize("clip", CLIPS)
def test_bodies_can_exist(clip: str, pose: BlazePose) -> None:
    recording = seen(VIDEOS / f"{clip}.mp4", pose)
    plausible(recording)
    track = recording.tracks[recording.walker]
    np.testing.assert_array_equal(track.seconds, recording.frame_seconds)
    codes = {finding.code: finding for finding in recording.findings_about(recording.walker)}
    assert codes[FindingCode.TOO_FEW_FRAMES].severity is Severity.REPEAT
    assert FindingCode.FEET_CUT_OFF not in codes
    assert FindingCode.CAMERA_MOVING not in codes
    assert FindingCode.BLURRED not in codes


@pytest.mark.parametrize("clip", CLIPS)
def test_bones_keep_their_lengths_in_space(clip: str, pose: BlazePose) -> None:
    """Metric landmarks: thighs, shanks and trunk vary by less than 15 % over the clip."""
    recording = seen(VIDEOS / f"{clip}.mp4", pose)
    world = recording.tracks[recording.walker].world
    for one, other in ((23, 25), (24, 26), (25, 27), (26, 28), (11, 23), (12, 24)):
        length = np.linalg.norm(world[:, one] - world[:, other], axis=1)
        assert length.std() / length.mean() < 0.15, (one, other)


def test_the_walker_among_several(pose: BlazePose) -> None:
    """One person walks on a treadmill, one stands beside and one behind."""
    recording = seen(VIDEOS / "p2s_multi_cam02.mp4", pose)
    assert [track.walks for track in recording.tracks] == [True, False, False]
    middle = recording.tracks[0].boxes[:, [0, 2]].mean()
    assert 400 < middle < 650


@pytest.mark.heavy
def test_the_girl_walks_and_the_man_on_the_roof_does_not(pose: BlazePose) -> None:
    recording = seen(resource("samples", "sports2d_demo.mp4"), pose)
    plausible(recording)
    girl = recording.tracks[0]
    assert recording.walker == 0
    assert girl.boxes[0, 0] > 1400
    assert girl.boxes[-1, 0] < 200
    assert len(girl.seconds) >= 75
    assert np.diff(girl.seconds).max() < 0.15
    # He turns, jumps down and runs off; where he is followed on the ground, too, that is another track.
    on_the_roof = [track for track in recording.tracks[1:] if track.seconds[0] < 1.0]
    assert len(on_the_roof) == 1
    assert not on_the_roof[0].walks
    codes = {finding.code for finding in recording.findings_about(0)}
    assert FindingCode.NOT_FRONTAL in codes
    assert FindingCode.SEVERAL_PEOPLE in codes
