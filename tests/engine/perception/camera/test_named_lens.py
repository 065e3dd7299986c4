"""The lens that a file names is believed where edges agree, and not where they are straight already."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.core.findings import FindingCode, Severity
from engine.core.lens import Lens
from engine.core.level import FOCAL_SHARE, KNOWN_ERROR, UNKNOWN_ERROR, Level
from engine.core.video import CameraTags, Frame
from engine.gait.level_findings import level_findings
from engine.perception.camera.named_lens import lenses_of
from engine.perception.camera.plumb_line import LevelEstimator
from tests.engine.perception.camera.test_plumb_line import info, room, turned

CLIPS = ("multi_cam01", "multi_cam02", "multi_cam04", "single_cam01", "single_cam03")
WIDE = CameraTags(maker="GoPro", model="HERO8 Black", view="wide", stabilised="off")
OLD = CameraTags(maker="GoPro", model="HERO5 Black")


def lens_of(camera: CameraTags) -> Lens:
    return lenses_of(camera, 960, 540)[0].lens


def through(image: np.ndarray, lens: Lens) -> tuple[np.ndarray, float]:
    """What the lens would have shown, of 16 : 9; and the pinhole's focal length by the longer side."""
    height, width = image.shape[:2]
    portrait = height > width
    if portrait:
        image = np.ascontiguousarray(np.rot90(image))
        height, width = width, height
    inside = 0.98 * min(width / 2, height / 2 * 16 / 9)
    size = 960, 540
    y, x = np.mgrid[: size[1], : size[0]] + 0.5
    flat = np.stack([x - size[0] / 2, y - size[1] / 2], axis=-1) / (lens.focal * size[0])
    straight = lens.straighten(flat)
    focal = min(inside / straight[..., 0].max(), 0.98 * height / 2 / straight[..., 1].max())
    places = (straight * focal + np.array([width, height]) / 2 - 0.5).astype(np.float32)
    x_map, y_map = (np.ascontiguousarray(places[..., k]) for k in (0, 1))
    bent = np.asarray(cv2.remap(image, x_map, y_map, cv2.INTER_AREA), np.uint8)
    return (np.ascontiguousarray(np.rot90(bent, -1)) if portrait else bent), focal / width


def level_of(image: np.ndarray, camera: CameraTags | None) -> Level:
    estimator = LevelEstimator(info(image, camera=camera))
    for number in range(3):
        estimator.add(Frame(image, float(number), number), [], moves=False)
    return estimator.level(0.0)


@pytest.mark.parametrize("clip", CLIPS)
def test_edges_that_are_bent_as_the_lens_bends_them_confirm_it(clip: str) -> None:
    lens = lens_of(WIDE)
    bent, _ = through(room(clip), lens)
    level = level_of(bent, WIDE)
    assert level.told_by == "edges"
    assert level.lens == lens
    assert level.focal_px == pytest.approx(lens.focal * 960)
    assert not level.wide_lens
    assert abs(level.bend) < 0.15
    assert level.error_degrees < 0.8 or not level.known
    (finding,) = (one for one in level_findings(level) if "lens" in one.code)
    assert finding.code == FindingCode.LENS_CORRECTED
    assert finding.severity == Severity.INFO
    assert "HERO8 Black, wide" in str(finding.message)
    assert "edges in the picture" in str(finding.message)
    # Without tags it is as it was: nothing is corrected.
    assert level_of(bent, None).lens is None


def test_the_vertical_is_that_of_the_straight_picture() -> None:
    lens = lens_of(WIDE)
    bent, focal = through(room("multi_cam01"), lens)
    image = room("multi_cam01")
    straight = LevelEstimator(info(image))
    for number in range(3):
        straight.add(Frame(image, float(number), number), [], moves=False)
    expected, level = straight.level(0.0), level_of(bent, WIDE)
    assert level.known
    assert level.roll_degrees == pytest.approx(expected.roll_degrees, abs=0.4)
    # What was 0.78 longer sides of the picture before the lens is taken for the lens' own focal length here.
    slope = np.tan(np.radians(expected.pitch_degrees)) * focal / FOCAL_SHARE
    assert np.tan(np.radians(level.pitch_degrees)) == pytest.approx(slope, abs=0.03)


@pytest.mark.parametrize("clip", ["multi_cam01", "multi_cam04", "single_cam01", "single_cam03"])
@pytest.mark.parametrize("camera", [WIDE, OLD], ids=["view named", "view not named"])
def test_a_picture_that_is_straight_is_left_alone(clip: str, camera: CameraTags) -> None:
    level = level_of(room(clip), camera)
    assert level.told_by == "edges"
    assert level.lens is None
    finding = next(one for one in level_findings(level) if "lens" in one.code)
    assert finding.code == FindingCode.LENS_STRAIGHT
    assert "straightened already" in str(finding.message)
    plain = level_of(room(clip), None)
    assert (level.roll_degrees, level.pitch_degrees) == (plain.roll_degrees, plain.pitch_degrees)
    assert level.error_degrees == plain.error_degrees


def test_where_edges_say_nothing_a_named_view_is_believed_and_the_interval_is_wider() -> None:
    bare = np.full((540, 960, 3), 120, np.uint8)
    named = level_of(bare, WIDE)
    assert named.told_by == "tags"
    assert named.lens == lens_of(WIDE)
    assert named.error_degrees > UNKNOWN_ERROR
    (finding,) = (one for one in level_findings(named) if one.code == FindingCode.LENS_CORRECTED)
    assert "Too few edges" in str(finding.message)
    # Whoever does not say the view may have filmed with any: nothing is corrected, and it is told.
    unsaid = level_of(bare, OLD)
    assert unsaid.lens is None
    assert unsaid.error_degrees > named.error_degrees
    (finding,) = (one for one in level_findings(unsaid) if "lens" in one.code)
    assert finding.code == FindingCode.WIDE_LENS
    assert finding.severity == Severity.CARE
    assert "HERO5 Black" in str(finding.message)


def test_a_camera_set_to_linear_is_taken_at_its_word_and_gives_its_focal_length() -> None:
    linear = WIDE.model_copy(update={"view": "linear"})
    level = level_of(room("single_cam03"), linear)
    assert level.focal_px == pytest.approx(lens_of(linear).focal * 960)
    assert not level.wide_lens
    (finding,) = (one for one in level_findings(level) if "lens" in one.code)
    assert finding.code == FindingCode.LENS_STRAIGHT
    assert "itself" in str(finding.message)


def test_a_camera_that_moves_is_corrected_frame_by_frame() -> None:
    lens = lens_of(WIDE)
    estimator = LevelEstimator(info(np.zeros((540, 960, 3), np.uint8), camera=WIDE))
    for number in range(14):
        roll = 3.0 * np.sin(2 * np.pi * number / 8.0)
        bent, _ = through(turned(room(), roll, 0.0), lens)
        estimator.add(Frame(bent, number * 0.5, number), [], moves=True)
    level = estimator.level(0.05)
    assert level.lens == lens
    assert level.told_by == "edges"
    assert level.error_degrees > KNOWN_ERROR
