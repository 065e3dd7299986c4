"""A walk that a wide lens bent is measured as the pinhole beside it would have measured it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from engine.core.level import NOT_FOUND, Level, level_by_hand, level_switched_off, unknown_level
from engine.gait.events import gait_facts
from engine.gait.levelling import read_level, with_level
from engine.gait.measurements import measure
from engine.gait.sequence import GaitSequence
from engine.perception.camera.named_lens import calibrated_lenses
from tests.engine.gait import analytic_walker as aw

LENS = next(one.lens for one in calibrated_lenses() if one.view == "wide" and one.aspect > 1.7)
NAMES = ("shoulder_tilt", "hip_tilt", "trunk_lean", "lateral_shift", "head_offset")


def levels(known: bool) -> tuple[Level, Level]:
    """The level of a pinhole, and that of the lens of the same focal length."""
    base = unknown_level(NOT_FOUND, aw.WIDTH, aw.HEIGHT, LENS.focal * aw.WIDTH)
    pinhole = level_by_hand(base, 0.0) if known else base
    lens = {"lens": LENS, "named": LENS.name, "told_by": "edges"}
    return pinhole, pinhole.model_copy(update=lens)


def walks(aside: float) -> tuple[GaitSequence, GaitSequence]:
    """A walk that far off the middle of the picture (px) as a pinhole shows it, and as the lens does."""
    straight = aw.sequence(aw.Walker(shoulder_tilt=5.0, lean=2.0, shift=1.0, nearest=2.2))
    focal = LENS.focal * aw.WIDTH
    keypoints = straight.keypoints.astype(np.float64)
    middle = np.array([aw.WIDTH, aw.HEIGHT]) / 2
    flat = (keypoints[..., :2] - middle) / aw.FOCAL + np.array([aside / focal, 0.0])
    pinhole, bent = keypoints.copy(), keypoints.copy()
    pinhole[..., :2] = flat * focal + middle
    bent[..., :2] = LENS.bend(flat) * focal + middle
    return tuple(
        dataclasses.replace(straight, keypoints=one.astype(np.float32)) for one in (pinhole, bent)
    )


@pytest.mark.parametrize("known", [True, False], ids=["level known", "level unknown"])
@pytest.mark.parametrize("aside", [-300.0, 0.0, 220.0])
def test_a_bent_walk_measures_as_the_straight_one(aside: float, known: bool) -> None:
    pinhole, bent = walks(aside)
    gait = gait_facts(pinhole)
    flat, lens = levels(known)
    expected = measure(with_level(pinhole, flat), gait, correction=None)
    corrected = measure(with_level(bent, lens), gait, correction=None)
    left = measure(with_level(bent, flat), gait, correction=None)
    for name in NAMES:
        assert corrected[name].value == pytest.approx(expected[name].value, abs=0.12), name
    if abs(aside) > 100:
        assert abs(left["trunk_lean"].value - expected["trunk_lean"].value) > 0.15


def test_a_walk_keeps_its_lens_in_its_file(tmp_path: Path) -> None:
    walk = walks(0.0)[1]
    path = tmp_path / "walk.gait.npz"
    for known in (True, False):
        _, level = levels(known)
        straightened = level.model_copy(update={"lens": None, "named": "GoPro HERO5 Black"})
        undecided = straightened.model_copy(update={"told_by": "", "error_degrees": 3.0})
        for one in (level, straightened, undecided):
            with_level(walk, one).save(path)
            assert read_level(GaitSequence.load(path)) == one


def test_the_lens_stays_where_the_level_is_set_by_hand_or_switched_off() -> None:
    _, level = levels(True)
    assert level_by_hand(level, 3.0).lens == LENS
    off = level_switched_off(level)
    assert off.lens == LENS
    assert not off.known
