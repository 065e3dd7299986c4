"""Phantoms: videos with their truth, and that measuring their true keypoints gives that truth."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import CancelledError
from engine.core.level import NOT_FOUND, level_by_hand, unknown_level
from engine.core.progress import Cancel, ProgressReport
from engine.core.resources import resource
from engine.gait.events import gait_facts
from engine.gait.levelling import with_level
from engine.gait.measurements import measure
from engine.gait.sequence import GaitSequence, SourceFacts
from engine.simulation.bundled_samples import SAMPLE
from engine.simulation.camera import Tilt
from engine.simulation.phantoms import (
    Phantom,
    PhantomSpec,
    phantom_specs,
    read_truth,
    write_phantom,
)


def _small(spec: PhantomSpec) -> PhantomSpec:
    share = 240 / min(spec.camera.width, spec.camera.height)
    camera = replace(
        spec.camera,
        width=2 * round(spec.camera.width * share / 2),
        height=2 * round(spec.camera.height * share / 2),
        focal_px=spec.camera.focal_px * share,
    )
    return replace(spec, camera=camera, seconds=0.4, fps=25.0)


def test_specs_are_the_same_each_time_and_longer_lists_begin_alike() -> None:
    assert phantom_specs(6, 1)[:4] == phantom_specs(4, 1)
    assert phantom_specs(4, 1) != phantom_specs(4, 2)


def test_specs_cover_both_views_ages_and_the_clinical_range() -> None:
    specs = phantom_specs(80, 3)
    assert sum(spec.camera.facing == "front" for spec in specs) == 40
    ages = [spec.walker.person.age for spec in specs]
    assert min(ages) < 11
    assert max(ages) > 17
    for name, size in (
        ("shoulder_tilt", 8),
        ("hip_tilt", 8),
        ("trunk_lean", 6),
        ("lateral_shift", 5),
    ):
        values = [getattr(spec.walker.asymmetry, name) for spec in specs]
        assert -size <= min(values) < -0.6 * size
        assert 0.6 * size < max(values) <= size
    assert all(5.0 <= spec.seconds <= 6.0 and abs(spec.camera.roll) < 0.5 for spec in specs)


def test_a_phantom_is_a_video_with_its_truth_beside_it(tmp_path: Path) -> None:
    from engine.video import VideoFile

    path, reports = tmp_path / "one.mp4", list[ProgressReport]()
    spec = _small(phantom_specs(1, 4)[0])
    truth = write_phantom(path, spec, progress=reports.append)
    assert truth == tmp_path / "one.truth.json"
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "one.mp4",
        "one.truth.json",
        "one.truth.npz",
    ]
    assert reports[-1].fraction == 1.0
    content = read_truth(path)
    assert content["simulated"] is True
    assert content["spec"]["walker"]["asymmetry"]["hip_tilt"] == spec.walker.asymmetry.hip_tilt
    with VideoFile(path) as video, np.load(path.with_suffix(".truth.npz")) as arrays:
        frames = list(video.frames())
        assert frames[0].image.shape == (spec.camera.height, spec.camera.width, 3)
        assert arrays["keypoints"].shape == (len(frames), 17, 3)
        assert np.abs(arrays["seconds"] - [frame.seconds for frame in frames]).max() < 0.002


def test_a_cancelled_phantom_leaves_nothing(tmp_path: Path) -> None:
    cancel = Cancel()
    with pytest.raises(CancelledError):
        write_phantom(
            tmp_path / "one.mp4",
            _small(phantom_specs(1, 4)[0]),
            progress=lambda report: cancel.set(),
            cancel=cancel,
        )
    assert list(tmp_path.iterdir()) == []


def test_the_true_keypoints_measure_to_the_truth_within_a_fraction_of_a_degree() -> None:
    errors: dict[str, list[float]] = {}
    for spec in phantom_specs(6, 11):
        phantom = Phantom(spec)
        keypoints = phantom.keypoints()
        sequence = GaitSequence(
            silhouettes=np.zeros((len(keypoints), 64, 64), np.uint8),
            keypoints=keypoints,
            seconds=phantom.seconds,
            source=SourceFacts(spec.camera.width, spec.camera.height, spec.fps),
            keypoint_set="truth",
        )
        found = measure(sequence, gait_facts(sequence))
        for name, value in phantom.truth()["measurements"].items():
            assert found[name].measurable, (spec.name, name, found[name].reason)
            errors.setdefault(name, []).append(found[name].value - value)
    for name in ("shoulder_tilt", "hip_tilt", "trunk_lean", "lateral_shift", "head_offset"):
        assert np.median(np.abs(errors[name])) < 0.2, name
        assert np.abs(errors[name]).max() < 0.4, name
    assert np.abs(errors["step_asymmetry"]).max() < 1.5
    assert np.abs(errors["arm_swing_asymmetry"]).max() < 8


def test_the_bundled_sample_says_that_it_is_simulated() -> None:
    import av

    video = resource("samples", "simulated_walk.mp4")
    assert video.stat().st_size < 4_000_000
    with av.open(str(video)) as container:
        assert "Simulated" in container.metadata["title"]
        assert container.streams.video[0].frames == round(SAMPLE.seconds * SAMPLE.fps)
    truth = json.loads(video.with_suffix(".truth.json").read_text(encoding="utf-8"))
    assert truth["simulated"] is True
    assert truth["cycles"] >= 5


@pytest.mark.heavy
def test_the_pose_networks_find_the_walker_and_its_outline() -> None:
    import cv2

    from engine.perception.networks.blazepose import BlazePose

    # Single frames from behind are read the wrong way round now and then (5 to 15 % of them), and
    # their masks suffer; from the front that must not happen. Tracks are repaired afterwards.
    estimator = BlazePose(threads=2)
    overlaps, swapped = [], []
    for spec in phantom_specs(6, 5):
        phantom = Phantom(spec)
        true = phantom.keypoints()
        for moment in np.linspace(0, len(true) - 1, 3).astype(int):
            image = phantom.renderer.frame(int(moment))
            person = max(estimator.people(image, 0.0, thoroughness=2), key=lambda one: one.score)
            person = estimator.follow(image, 0.0, person.next_box) or person
            assert person.score > 0.9
            assert person.mask is not None
            found = cv2.warpAffine(
                person.mask.values,
                person.mask.to_crop,
                image.shape[1::-1],
                flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            )
            mask = phantom.mask(int(moment)) > 0
            overlaps.append(((found > 0.5) & mask).sum() / ((found > 0.5) | mask).sum())
            for left, right in ((5, 6), (11, 12)):
                apart = person.keypoints[left, 0] - person.keypoints[right, 0]
                wrong = apart * (true[moment, left, 0] - true[moment, right, 0]) <= 0
                assert not (wrong and spec.camera.facing == "front"), spec.name
                swapped.append(wrong)
    assert np.median(overlaps) > 0.95
    assert (np.array(overlaps) > 0.9).mean() > 0.9
    assert min(overlaps) > 0.75
    assert np.mean(swapped) < 0.1


def test_tilted_cameras_film_the_same_walkers() -> None:
    tilt = Tilt(roll=8.0, pitch=20.0, turn=10.0)
    plain, tilted = phantom_specs(6, 11), phantom_specs(6, 11, tilt)
    assert phantom_specs(4, 11, tilt) == tilted[:4]
    assert phantom_specs(6, 11, Tilt()) == plain
    for one, other in zip(plain, tilted, strict=True):
        assert (one.walker, one.scene, one.seconds) == (other.walker, other.scene, other.seconds)
        assert one.name != other.name
        assert 0.0 < abs(other.camera.roll) <= 8.0
        assert other.camera.pitch <= max(20.0, one.camera.pitch)
    assert max(spec.camera.pitch for spec in tilted) > 10.0


def test_what_a_tilted_camera_sees_is_measured_against_the_plumb_line() -> None:
    """True keypoints of walkers by cameras rolled by up to 8 degrees that look down by up to 20."""
    errors: dict[str, list[float]] = {"edges": [], "plumb": []}
    for spec in phantom_specs(8, 21, Tilt(roll=8.0, pitch=20.0)):
        spec = replace(spec, fps=25.0, seconds=4.0)
        phantom, camera = Phantom(spec), spec.camera
        sequence = GaitSequence(
            silhouettes=np.zeros((len(phantom.seconds), 64, 64), np.uint8),
            keypoints=phantom.keypoints(),
            seconds=phantom.seconds,
            source=SourceFacts(camera.width, camera.height, spec.fps),
            keypoint_set="true",
        )
        unknown = unknown_level(NOT_FOUND, camera.width, camera.height, camera.focal_px)
        level = level_by_hand(unknown, -camera.roll, -camera.pitch)
        truth = phantom.truth()["measurements"]
        for kind, stands in (("edges", unknown), ("plumb", level)):
            measured = measure(with_level(sequence, stands), gait_facts(sequence))
            for name in ("shoulder_tilt", "hip_tilt", "trunk_lean"):
                assert measured[name].low < truth[name] < measured[name].high or kind == "edges"
                errors[kind].append(measured[name].value - truth[name])
    assert np.abs(errors["plumb"]).max() < 0.6
    assert np.abs(errors["edges"]).max() > 5.0
