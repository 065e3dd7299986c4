"""Whole screenings with networks of one's own, and with keypoints alone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.core.findings import FindingCode
from engine.core.resources import resource
from engine.core.result import ScreeningResult
from engine.perception.networks.blazepose import BlazePose
from engine.perception.networks.estimators import BlazePoseSegmenter, MaskedPoseEstimator
from engine.perception.networks.rtmpose import box_of
from engine.perception.types import Box, Person
from engine.pipeline import screening_files
from engine.pipeline.screening import analyse_video, judge
from tests.engine.perception.made_networks import (
    POSE,
    SEGMENTATION,
    constant_pose_network,
    first_channel_segmenter,
    write_folder,
)
from tests.engine.perception.networks.test_networks import FIGURE, VIDEOS
from tests.patience import SECONDS

CLIP = VIDEOS / "p2s_single_cam02.mp4"


def screen(tmp_path: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scolioapp", "screen", str(CLIP), *map(str, arguments)],
        cwd=tmp_path,
        timeout=SECONDS,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )


@pytest.mark.heavy
def test_a_screening_with_made_up_networks_ends_with_a_reason(tmp_path) -> None:
    pose = write_folder(tmp_path / "pose", POSE, constant_pose_network(FIGURE))
    network = first_channel_segmenter(192, 192, "logits")
    segmenter = write_folder(tmp_path / "segmenter", SEGMENTATION, network)
    for chosen, named in (
        (["--pose", pose], ["made pose", "BlazePose"]),
        (["--pose", pose, "--segmenter", segmenter], ["made pose", "made segmenter"]),
        (["--segmenter", segmenter], ["BlazePose", "made segmenter"]),
    ):
        process = screen(tmp_path, *chosen, "--out", tmp_path / "out", "--json")
        assert process.returncode == 3, process.stderr
        result = ScreeningResult.from_json(process.stdout)
        assert result.outcome == "inconclusive"
        assert result.quality.findings
        assert all(name in result.provenance.estimator for name in named)


def test_a_folder_of_the_wrong_kind_is_told_before_the_video_is_read(tmp_path) -> None:
    pose = write_folder(tmp_path / "pose", POSE, constant_pose_network(FIGURE))
    process = screen(tmp_path, "--segmenter", pose, "--out", tmp_path / "out")
    assert process.returncode == 2
    assert "is for “pose”, but one for “segmentation” is needed" in process.stderr
    assert "Traceback" not in process.stderr
    assert not (tmp_path / "out").exists()


class KeypointsAlone:
    """BlazePose's keypoints as another network would give them: no landmarks, boxes by keypoints."""

    name, keypoint_set = "keypoints alone", "coco"

    def __init__(self, pose: BlazePose) -> None:
        self._pose = pose
        self.boxes = pose.boxes

    def people(self, image, seconds, *, thoroughness=1) -> list[Person]:
        raise NotImplementedError("boxes() is asked instead")

    def follow(self, image, seconds, box: Box) -> Person | None:
        person = self._pose.follow(image, seconds, box)
        if person is None:
            return None
        return replace(
            person,
            next_box=box_of(person.keypoints, sure=0.3, aspect=0.75),
            landmarks=np.zeros((0, 5), np.float32),
            world=np.zeros((0, 3), np.float32),
            mask=None,
        )


@pytest.mark.heavy
def test_keypoints_alone_carry_a_screening(tmp_path) -> None:
    """Without the 33 landmarks people are followed as well, and measured plainly, which is said."""
    clip = resource("samples", "simulated_walk.mp4")
    pose = BlazePose(threads=1)
    usual = judge(analyse_video(clip, estimator=pose))
    estimator = MaskedPoseEstimator(KeypointsAlone(pose), BlazePoseSegmenter(pose))
    alone = judge(analyse_video(clip, estimator=estimator))
    known, track = usual.analysis.recording.tracks[0], alone.analysis.recording.tracks[0]
    assert track.landmarks.shape[1] == track.world.shape[1] == 0
    assert alone.analysis.recording.walker == 0
    assert len(track.seconds) >= 0.95 * len(known.seconds)
    _, mine, theirs = np.intersect1d(track.indices, known.indices, return_indices=True)
    height = np.median(known.boxes[:, 3] - known.boxes[:, 1])
    apart = np.linalg.norm(track.keypoints[mine, :, :2] - known.keypoints[theirs, :, :2], axis=2)
    assert np.median(apart) < 0.01 * height
    bodies = track.silhouettes[mine] > 127, known.silhouettes[theirs] > 127
    assert (bodies[0] & bodies[1]).sum() / (bodies[0] | bodies[1]).sum() > 0.9
    result = alone.result
    assert result.quality.verdict == usual.result.quality.verdict
    assert any(f.code is FindingCode.OTHER_KEYPOINTS for f in result.quality.findings)
    for name, plain in result.measurements.items():
        if plain.measurable:
            corrected = usual.result.measurements[name]
            assert plain.high - plain.low > 0
            assert not corrected.measurable or plain.value != corrected.value
        else:
            assert plain.reason
    assert any(plain.measurable for plain in result.measurements.values())
    screening_files.save(alone, tmp_path / "kept")
    again = screening_files.load(tmp_path / "kept")
    assert again.result == result
    assert again.sequence is not None
    assert again.sequence.landmarks is None
    np.testing.assert_array_equal(again.sequence.keypoints, track.keypoints)
