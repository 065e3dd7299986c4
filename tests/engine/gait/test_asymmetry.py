"""The published unsigned vector by hand-made numbers; the signed one keeps the side through every view."""

import analytic_walker as aw
import numpy as np
import pytest

from engine.core.errors import SequenceError
from engine.gait.asymmetry import asymmetry_vector, signed_asymmetry_vector


def _still(frames=5):
    """Joints' height 256 px, hips about (100, 200): one unit of the vector is 2 px."""
    pose = np.zeros((17, 3))
    pose[:, 2] = 1
    pose[:, 0] = 100
    pose[[1, 3, 5, 7, 9, 11, 13, 15], 0] = 120
    pose[[2, 4, 6, 8, 10, 12, 14, 16], 0] = 80
    pose[:, 1] = np.array(
        [60, 60, 60, 62, 62, 100, 100, 150, 150, 200, 200, 200, 200, 260, 260, 316, 316]
    )
    return np.repeat(pose[None], frames, axis=0)


def test_unsigned_vector_by_hand():
    pose = _still()
    pose[:, 5, 1] += 4
    pose[:, [5, 6], 0] += 6
    vector = asymmetry_vector(pose)
    assert vector.shape == (8, 3)
    assert vector[2] == pytest.approx([2.0, 3.0, np.arctan2(4, 40)])
    assert vector[5] == pytest.approx([0.0, 0.0, 0.0])


def test_outliers_and_missing_joints_are_left_out():
    pose = _still(9)
    pose[3, 5, 1] += 40
    assert asymmetry_vector(pose)[2, 0] == pytest.approx(0.0)
    pose[:, 9] = 0
    assert asymmetry_vector(pose)[4] == pytest.approx([0, 0, 0])
    assert np.isnan(signed_asymmetry_vector(pose)[4]).all()


@pytest.mark.parametrize("facing", ["front", "back"])
def test_the_signed_vector_keeps_the_side(facing):
    one = aw.sequence(facing=facing, shoulder_tilt=5.0, hip_tilt=-4.0, shift=3.0)
    signed = signed_asymmetry_vector(one.keypoints)
    assert np.degrees(signed[2, 2]) == pytest.approx(5.0, abs=0.4)
    assert np.degrees(signed[5, 2]) == pytest.approx(-4.0, abs=0.4)
    assert signed[2, 1] > 2
    mirrored = signed_asymmetry_vector(aw.mirrored(one).keypoints)
    np.testing.assert_allclose(mirrored, -signed, atol=0.02)


def test_other_arrays_are_refused():
    with pytest.raises(SequenceError):
        asymmetry_vector(np.zeros((3, 16, 3)))
