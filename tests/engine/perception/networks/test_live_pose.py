"""The fast network of the live picture: near enough to the exact one, and never to be measured by."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.errors import PerceptionError
from engine.core.resources import resource
from engine.perception.networks.blazepose import GUIDANCE_KEYPOINTS, BlazePose
from engine.perception.networks.estimators import open_estimator
from engine.perception.networks.live_pose import LivePose
from engine.perception.types import BoxFinder
from engine.video import VideoFile


@pytest.fixture(scope="module")
def picture():
    with VideoFile(resource("samples", "simulated_walk.mp4")) as video:
        return next(frame.image for frame in video.frames(start=3.0))


def test_it_sees_what_the_exact_network_sees(picture):
    live, exact = LivePose(), BlazePose(threads=1)
    box = exact.boxes(picture, thoroughness=1)[0]
    ours, theirs = live.look(picture, box), exact.follow(picture, 0.0, box)
    height = float(np.ptp(theirs.keypoints[:, 1]))
    # Left and right may be swapped: middles are compared.
    for pair in ((5, 6), (11, 12), (15, 16)):
        ends = [one.keypoints[list(pair), :2].mean(axis=0) for one in (ours, theirs)]
        assert np.linalg.norm(ends[0] - ends[1]) < 0.03 * height
    assert "full" in live.name


def test_nothing_that_measures_can_take_it():
    assert not hasattr(LivePose, "people")
    assert not hasattr(LivePose, "keypoint_set")
    assert isinstance(LivePose(), BoxFinder)


def test_its_keypoints_are_another_set_than_what_models_were_made_for():
    assert BlazePose(threads=1, guidance=True).keypoint_set == GUIDANCE_KEYPOINTS
    assert open_estimator(threads=1).keypoint_set == "blazepose"


def test_networks_without_one_for_guidance_say_so(tmp_path):
    card = resource("models", "blazepose", "card.yaml").read_text("utf-8")
    (tmp_path / "card.yaml").write_text(card.split("# For the live picture")[0], "utf-8")
    with pytest.raises(PerceptionError, match="live picture"):
        LivePose(folder=tmp_path)
