"""Skeleton maps equal the reference's arrays, register when asked, and survive missing joints."""

import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import SequenceError
from engine.gait.skeleton_maps import impute, skeleton_maps

GOLDEN = Path(__file__).parents[2] / "data" / "goldens" / "skeleton_map_64.npz"


def _poses():
    with np.load(GOLDEN, allow_pickle=False) as golden:
        return [(golden[f"pose_{n}"], golden[f"map_{n}"]) for n in range(3)]


@pytest.mark.parametrize("number", range(3))
def test_within_one_level_of_the_reference(number):
    pose, expected = _poses()[number]
    maps = skeleton_maps(pose, shared_crop=False)
    assert maps.dtype == np.uint8
    assert maps.shape == expected.shape
    assert np.abs(maps.astype(int) - expected).max() <= 1


def test_imputation_equals_that_of_scikit_learn():
    impute_module = pytest.importorskip("sklearn.impute")
    rng = np.random.default_rng(1)
    pose = np.concatenate([_poses()[0][0]] * 3) + rng.normal(0, 3, (27, 17, 3))
    pose[rng.random((27, 17)) < 0.2, :2] = 0
    imputer = impute_module.KNNImputer(missing_values=0.0, n_neighbors=4, weights="distance")
    expected = imputer.fit_transform(pose[..., :2].reshape(27, -1)).reshape(27, 17, 2)
    np.testing.assert_allclose(impute(pose)[..., :2], expected, rtol=1e-9)
    np.testing.assert_array_equal(impute(pose)[..., 2], pose[..., 2])


def _rows(channel):
    rows = np.flatnonzero(channel.any(axis=1))
    return rows[0], rows[-1]


def test_shared_crop_lets_the_channels_register():
    pose = _poses()[1][0].copy()
    pose[:, [1, 2, 3, 4], 2] = 0  # No limb reaches the nose's neighbours: the limbs end lower.
    pose[:, [5, 6], 2] = 0
    own, shared = skeleton_maps(pose, shared_crop=False), skeleton_maps(pose)
    assert _rows(own[0, 0])[0] == 0
    assert _rows(shared[0, 0])[0] > _rows(shared[0, 1])[0]


def test_a_joint_that_is_never_seen_is_not_drawn():
    pose = _poses()[0][0].copy()
    pose[:, 9] = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        maps = skeleton_maps(pose)
    assert maps.any()


@pytest.mark.parametrize("hole", [0.0, np.nan])
def test_frames_without_a_body_are_empty(hole):
    pose = np.full((3, 17, 3), hole)
    assert not skeleton_maps(pose).any()


def test_the_work_grows_with_the_clip_and_not_with_its_square():
    pose = np.concatenate([_poses()[0][0]] * 34)[:300]
    start = time.process_time()
    skeleton_maps(pose)
    # About a second of computing, however busy the machine; comparing all frames with all takes minutes.
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    "keypoints",
    [np.zeros((0, 17, 3)), np.zeros((4, 16, 3)), np.zeros((17, 3)), None, np.array("x")],
)
def test_other_arrays_are_refused(keypoints):
    with pytest.raises(SequenceError, match="Keypoints"):
        skeleton_maps(keypoints)
