"""A lens that bends edges: against the reference of OpenCV, there and back, and what a plumb line is then."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.core.lens import Lens
from engine.core.level import NOT_FOUND, Level, level_by_hand, level_from_lines, unknown_level
from engine.core.video import CameraTags
from engine.perception.camera.named_lens import CalibratedLens, calibrated_lenses, lenses_of

WIDE = next(one for one in calibrated_lenses() if one.view == "wide" and one.aspect > 1.7)


def picture_grid(row: CalibratedLens) -> np.ndarray:
    """Places all over the picture, focal lengths from its middle."""
    x, y = np.meshgrid(np.linspace(-0.5, 0.5, 31), np.linspace(-0.5, 0.5, 31) / row.aspect)
    return np.stack([x, y], axis=-1) / row.lens.focal


@pytest.mark.parametrize(
    "row", calibrated_lenses(), ids=lambda row: f"{row.lens.name} {row.aspect}"
)
def test_every_lens_of_the_table_is_undone_all_over_its_picture(row: CalibratedLens) -> None:
    places = picture_grid(row)
    straight = row.lens.straighten(places)
    assert np.isfinite(straight).all()
    assert np.abs(row.lens.bend(straight) - places).max() < 1e-6
    middle = places[8:-8, 8:-8]
    known = cv2.fisheye.undistortPoints(
        middle.reshape(-1, 1, 2), np.eye(3), np.array(row.lens.coefficients)
    )
    assert np.abs(row.lens.straighten(middle) - known.reshape(middle.shape)).max() < 1e-5
    assert row.lens.bends == (row.view in ("wide", "medium") or "Session, narrow" in row.lens.name)


def test_beyond_the_picture_nothing_runs_away() -> None:
    far = np.array([[0.0, 0.0], [5.0, 0.0], [0.0, -40.0]])
    straight = WIDE.lens.straighten(far)
    assert np.isfinite(straight).all()
    assert (straight[0] == 0.0).all()
    assert np.abs(straight[1:]).max() < 400.0


def wide_level(roll: float, pitch: float) -> Level:
    base = unknown_level(NOT_FOUND, 1920, 1080, WIDE.lens.focal * 1920)
    level = level_by_hand(base, roll, pitch)
    return level.model_copy(update={"lens": WIDE.lens, "named": WIDE.lens.name, "told_by": "tags"})


def test_a_plumb_line_is_where_the_lens_shows_one() -> None:
    level = wide_level(3.0, -8.0)
    # A plumb line in the room, 2 m long, 3 m before the camera and aside of it.
    up = level.up_at(0.0)
    foot = np.array([1.2, 0.8, 3.0])
    rod = foot + np.linspace(0.0, 2.0, 41)[:, None] * up
    seen = level.places(rod / rod[:, 2:])
    middle = seen[20]
    way = seen[21] - seen[19]
    angle = np.degrees(np.arctan2(way[0], -way[1]))
    assert level.local_vertical(*middle) == pytest.approx(angle, abs=0.05)
    upper, lower = level.plumb_line(middle[0], middle[1], 500.0)
    for end in (upper, lower):
        assert np.linalg.norm(seen - np.array(end), axis=1).min() < 8.0
    assert np.hypot(*(np.array(upper) - lower)) == pytest.approx(500.0, rel=0.08)
    # The line is bent in the picture: its middle lies aside of the line between its ends.
    assert np.linalg.norm(middle - (seen[0] + seen[-1]) / 2) > 10.0


def test_lines_drawn_on_a_bent_picture_set_the_vertical() -> None:
    true = wide_level(4.0, -9.0)
    ends = [true.plumb_line(x, 540.0, 500.0) for x in (300.0, 1600.0)]
    level = level_from_lines(wide_level(0.0, 0.0), [(*upper, *lower) for upper, lower in ends])
    assert level.roll_degrees == pytest.approx(4.0, abs=1e-6)
    assert level.pitch_degrees == pytest.approx(-9.0, abs=1e-6)
    assert level.lens == WIDE.lens


def test_only_cameras_of_the_table_are_found_in_it() -> None:
    wide = CameraTags(maker="GoPro", model="HERO8 Black", view="wide", stabilised="on")
    (one,) = lenses_of(wide, 1920, 1080)
    assert one.lens.name == "GoPro HERO8 Black, wide"
    assert one.stabilised == "on"
    assert lenses_of(wide, 1080, 1920) == (one,)
    (taller,) = lenses_of(wide, 1440, 1920)
    assert taller.lens != one.lens
    views = {row.view for row in lenses_of(wide.model_copy(update={"view": ""}), 1920, 1080)}
    assert views == {"wide", "linear"}
    unsaid = wide.model_copy(update={"stabilised": ""})
    assert {row.stabilised for row in lenses_of(unsaid, 1920, 1080)} == {"off", "on", "boost"}
    for other in (
        None,
        CameraTags(maker="Apple", model="iPhone 13"),
        wide.model_copy(update={"view": "superview"}),
        wide.model_copy(update={"model": "HERO99 Black"}),
    ):
        assert lenses_of(other, 1920, 1080) == ()
    assert lenses_of(wide, 1000, 1000) == ()
    assert isinstance(one.lens, Lens)
