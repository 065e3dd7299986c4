"""Silhouettes behave as the preparation of the training data does, and refuse what is not a mask."""

from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import SequenceError
from engine.gait.silhouettes import normalize_silhouette

GOLDEN = Path(__file__).parents[2] / "data" / "goldens" / "silhouette_64x64.npz"


def _masks():
    with np.load(GOLDEN, allow_pickle=False) as golden:
        for number in range(24):
            rows, columns = golden[f"shape_{number:02d}"]
            bits = np.unpackbits(golden[f"mask_{number:02d}"])[: rows * columns]
            yield number, bits.reshape(rows, columns) * np.uint8(255)


def test_equal_to_the_reference_and_none_where_it_drops():
    with np.load(GOLDEN, allow_pickle=False) as golden:
        expected = dict(zip(golden["kept"].tolist(), golden["expected"], strict=True))
    equal = 0
    for number, mask in _masks():
        silhouette = normalize_silhouette(mask)
        if number not in expected:
            assert silhouette is None, number
            continue
        np.testing.assert_array_equal(silhouette, expected[number])
        equal += 1
    assert equal == 21


def test_gives_uint8_64_by_64_that_is_not_a_view_of_the_mask():
    mask = np.zeros((200, 100), np.uint8)
    mask[20:180, 40:60] = 255
    silhouette = normalize_silhouette(mask)
    assert silhouette.shape == (64, 64)
    assert silhouette.dtype == np.uint8
    assert silhouette.flags.c_contiguous
    assert not np.shares_memory(silhouette, mask)


def test_nobody_is_dropped():
    assert normalize_silhouette(np.zeros((200, 100), np.uint8)) is None
    small = np.zeros((200, 100), np.uint8)
    small.flat[:39] = 255
    assert normalize_silhouette(small) is None


@pytest.mark.parametrize(
    "mask",
    [
        np.zeros((4, 4), np.float32),
        np.zeros((4, 4), bool),
        np.zeros((4, 4, 3), np.uint8),
        np.zeros((0, 7), np.uint8),
        [[0, 255]],
        None,
    ],
)
def test_what_is_not_a_mask_is_refused_with_a_sentence(mask):
    with pytest.raises(SequenceError, match="mask"):
        normalize_silhouette(mask)


def test_a_sliver_of_a_very_tall_mask_does_not_crash():
    mask = np.full((4000, 1), 255, np.uint8)
    result = normalize_silhouette(mask)
    assert result is None or result.shape == (64, 64)
