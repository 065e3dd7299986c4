"""The networks run here give what MediaPipe gives (arrays in tests/data/goldens)."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.core.errors import ModelError, PerceptionError
from engine.core.landmarks import COCO, coco_from_blazepose, swap_sides
from engine.core.resources import resource
from engine.perception.crops import apply_affine, box_about, invert_affine, to_crop
from engine.perception.networks import tiles
from engine.perception.networks.blazepose import BlazePose, threads_for
from engine.perception.types import Box
from engine.video import VideoFile

DATA = Path(__file__).parents[3] / "data"
GOLDEN = np.load(DATA / "goldens" / "blazepose_heavy.npz", allow_pickle=False)
CASES = [
    (clip, index)
    for clip in ("p2s_single_cam02", "p2s_single_cam03")
    for index in range(len(GOLDEN[f"{clip}_frames"]))
]


@pytest.fixture(scope="module")
def pose() -> BlazePose:
    return BlazePose(threads=2)


@pytest.fixture(scope="module")
def pictures() -> dict[tuple[str, int], np.ndarray]:
    wanted = {}
    for clip in ("p2s_single_cam02", "p2s_single_cam03"):
        numbers = set(GOLDEN[f"{clip}_frames"].tolist())
        with VideoFile(DATA / "videos" / f"{clip}.mp4") as video:
            wanted |= {(clip, f.number): f.image for f in video.frames() if f.number in numbers}
    return wanted


@pytest.mark.parametrize(("clip", "index"), CASES)
def test_against_mediapipe(clip, index, pose, pictures) -> None:
    image = pictures[clip, int(GOLDEN[f"{clip}_frames"][index])]
    person = pose.people(image, 0.0, thoroughness=0)[0]
    expected = GOLDEN[f"{clip}_landmarks33"][index]
    height, width = GOLDEN[f"{clip}_shape"]
    packed = GOLDEN[f"{clip}_masks_packbits"][index]
    mask = np.unpackbits(packed)[: height * width].reshape(height, width) > 0
    drawn = cv2.warpAffine(
        person.mask.values,
        person.mask.to_crop,
        (int(width), int(height)),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )
    body = drawn > 0.5
    apart = np.linalg.norm(person.landmarks[:, :2] - expected[:, :2], axis=1)
    assert np.median(apart) < 1.5
    assert (body & mask).sum() / (body | mask).sum() >= 0.98
    np.testing.assert_array_equal(person.keypoints[:, :2], person.landmarks[list(COCO), :2])


def test_nobody_in_an_empty_picture(pose) -> None:
    empty = np.full((360, 640, 3), 127, dtype=np.uint8)
    assert pose.people(empty, 0.0, thoroughness=1) == []
    assert pose.follow(empty, 0.0, Box(320, 180, 200)) is None
    assert pose.follow(empty, 0.0, Box(320, 180, 0)) is None


def test_a_small_person_is_found_on_tiles(pose, pictures) -> None:
    """A person an eighth as tall as the picture is missed as a whole and found on tiles."""
    image = pictures["p2s_single_cam02", 0]
    person = cv2.resize(image[300:1300, 300:900], (72, 120), interpolation=cv2.INTER_AREA)
    scene = np.full((1080, 1440, 3), person.mean(axis=(0, 1)), dtype=np.uint8)
    scene[700:820, 900:972] = person
    found = pose.people(scene, 0.0, thoroughness=3)
    assert any(abs(p.next_box.x - 936) < 30 and abs(p.next_box.y - 760) < 40 for p in found)


def test_name_and_errors(tmp_path, pose) -> None:
    assert "heavy" in pose.name
    assert pose.keypoint_set == "blazepose"
    with pytest.raises(PerceptionError, match="cannot be used"):
        BlazePose(folder=tmp_path)
    card = resource("models", "blazepose", "card.yaml").read_text("utf-8")
    (tmp_path / "card.yaml").write_text(card, "utf-8")
    for name in ("blazepose_detector.onnx", "blazepose_heavy.onnx"):
        (tmp_path / name).write_bytes(b"nothing")
    with pytest.raises(ModelError, match="does not match its card"):
        BlazePose(folder=tmp_path)
    (tmp_path / "card.yaml").write_text(card + "colour: red\n", "utf-8")
    with pytest.raises(PerceptionError, match="colour"):
        BlazePose(folder=tmp_path)


def test_threads_leave_two_frames_in_flight() -> None:
    assert [threads_for(cores) for cores in (1, 2, 4, 8, 64)] == [1, 1, 2, 4, 4]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_tiles_cover_the_picture(level: int) -> None:
    covered = np.zeros((1080, 1920), dtype=int)
    for tile in tiles.tiles(1080, 1920, level)[1:]:
        covered[tile.y : tile.y + tile.side, tile.x : tile.x + tile.side] += 1
    assert len(tiles.tiles(1080, 1920, level)) == [1, 4, 25, 123][level]
    assert level == 0 or covered.min() >= 1


def test_box_and_crop_are_inverse() -> None:
    box = box_about((300.0, 200.0), (340.0, 120.0))
    assert box.angle == pytest.approx(np.arctan2(40, 80))
    affine = to_crop(box, 256)
    corners = np.array([[0.0, 0.0], [256.0, 256.0], [128.0, 128.0]])
    frame = apply_affine(invert_affine(affine), corners)
    np.testing.assert_allclose(apply_affine(affine, frame), corners, atol=1e-9)
    np.testing.assert_allclose(frame[2], (300, 200), atol=1e-9)
    # The scale point is straight above the centre in the crop.
    np.testing.assert_allclose(apply_affine(affine, np.array([340.0, 120.0]))[0], 128, atol=1e-9)


def test_landmarks_to_coco_and_sides() -> None:
    points = np.arange(33 * 5, dtype=np.float32).reshape(33, 5)
    coco = coco_from_blazepose(points)
    assert coco.shape == (17, 3)
    np.testing.assert_array_equal(coco[5], points[11, [0, 1, 3]])
    swapped = swap_sides(points)
    np.testing.assert_array_equal(swapped[11], points[12])
    np.testing.assert_array_equal(swapped[0], points[0])
    np.testing.assert_array_equal(swap_sides(swapped), points)
