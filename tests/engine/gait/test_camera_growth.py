"""A camera that goes before or behind a walker: sizes alone do not say which way the walk goes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.core.heading import heading
from engine.gait.orientation import direction_of
from engine.gait.sequence import CAMERA_GROWTH, GaitSequence
from tests.engine.gait import analytic_walker as aw


def filmed(one: GaitSequence, growth: float) -> GaitSequence:
    return replace(one, extras={**one.extras, CAMERA_GROWTH: np.array([growth])})


@pytest.mark.parametrize(
    ("facing", "growth", "direction"),
    [
        ("back", 0.0, "away"),
        ("back", 0.006, "away"),
        ("back", -0.006, "away"),
        ("back", -0.09, "unknown"),  # perhaps somebody who comes, slower than the camera goes back
        ("back", 0.09, "away"),  # smaller although the camera follows
        ("front", 0.0, "towards"),
        ("front", 0.09, "unknown"),
        ("front", -0.09, "towards"),
    ],
)
def test_the_direction_is_said_where_the_camera_did_not_make_it(facing, growth, direction):
    one = filmed(aw.sequence(facing=facing), growth)
    assert direction_of(one)[0] == direction
    size = one.source.width, one.source.height
    sign = heading(one.keypoints, one.seconds, size, growth=growth)
    assert sign == {"away": -1, "towards": 1, "unknown": 0}[direction]


@pytest.mark.parametrize("growth", [-0.09, 0.09])
def test_somebody_who_keeps_the_size_before_a_moving_camera_is_not_on_a_treadmill(growth):
    one = aw.sequence(facing="front", speed=0.0, nearest=4.0)
    assert direction_of(one)[0] == "in_place"
    assert direction_of(filmed(one, growth))[0] == "unknown"


def test_the_growth_is_kept_in_a_file(tmp_path):
    path = tmp_path / "walk.npz"
    filmed(aw.sequence(facing="back"), -0.09).save(path)
    again = GaitSequence.load(path)
    assert again.camera_growth == -0.09
    assert direction_of(again)[0] == "unknown"


@pytest.mark.parametrize("values", [np.array([1.0, 2.0]), np.ones((1, 1))])
def test_a_strange_growth_says_nothing(values):
    one = aw.sequence(facing="back")
    assert replace(one, extras={**one.extras, CAMERA_GROWTH: values}).camera_growth == 0.0
