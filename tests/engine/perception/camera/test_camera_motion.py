"""The camera: still is still however the video is stored, and what moves is measured rightly."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.core.findings import FindingCode, Severity
from engine.core.video import Frame
from engine.perception.camera.camera_motion import CameraMotionEstimator
from engine.perception.quality.recording_quality import findings_about_recording
from engine.video import VideoFile
from tests.benchmarks.compression import COPIES, Copy, stored_again
from tests.engine.perception.stage import Stage

VIDEOS = Path(__file__).parents[3] / "data" / "videos"
INFO = Stage().info
Image = NDArray[np.uint8]


def camera(frames: Iterator[Frame]) -> dict[str, float]:
    """What is measured where nobody was found, so that people are not even left out."""
    scene = CameraMotionEstimator()
    for frame in frames:
        scene.add(frame, [])
    return scene.facts()


def severity(facts: dict[str, float]) -> Severity | None:
    findings = findings_about_recording(INFO, [], None, facts)
    return next((f.severity for f in findings if f.code is FindingCode.CAMERA_MOVING), None)


def through(clip: Path, window, *, seconds: float, crf: int | None = None) -> Iterator[Frame]:
    """Look at a clip, to and fro, through a window ``affine [2, 3]`` of the time; maybe compressed."""
    with VideoFile(clip) as video:
        images = [
            np.asarray(cv2.resize(frame.image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
            for frame in video.frames(rate=15.0)
        ]
    last = len(images) - 1
    for number in range(round(seconds * 15)):
        place = number % (2 * last)
        image = images[place if place <= last else 2 * last - place]
        size = image.shape[1::-1]
        seen = cv2.warpAffine(
            image, window(number / 15, size), (size[0] * 2 // 3, size[1] * 2 // 3)
        )
        if crf is not None:
            seen = cv2.imdecode(cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, crf])[1], 1)
        yield Frame(np.asarray(seen, dtype=np.uint8), number / 15, number)


def moved(x: float, y: float, scale: float, size: tuple[int, int]) -> NDArray[np.float64]:
    """Shift by shares of the picture's long side and scale about the picture's middle."""
    wide, tall = size[0] * 2 // 3, size[1] * 2 // 3
    long = max(wide, tall)
    return np.array(
        [
            [scale, 0, wide / 2 - scale * size[0] / 2 + x * long],
            [0, scale, tall / 2 - scale * size[1] / 2 + y * long],
        ]
    )


def still(clip: str, copy: Copy, folder: Path) -> None:
    with VideoFile(stored_again(VIDEOS / f"{clip}.mp4", copy, folder)) as video:
        facts = camera(video.frames(rate=15.0))
    assert facts["camera_speed"] < 0.002, copy.name
    assert abs(facts["camera_growth"]) < 0.005, copy.name
    assert severity(facts) is None, copy.name


def test_a_still_camera_is_still_however_it_is_stored(tmp_path: Path) -> None:
    """A person walks on a treadmill, whose belt moves."""
    for crf in (24, 42):
        still("rot90_metadata", Copy(f"crf {crf}", crf, COPIES[0].change), tmp_path)


@pytest.mark.heavy
@pytest.mark.parametrize("clip", ["p2s_multi_cam02", "p2s_single_cam01", "p2s_single_cam03"])
@pytest.mark.parametrize("copy", COPIES, ids=lambda copy: copy.name)
def test_a_still_camera_is_still_in_every_copy(clip: str, copy: Copy, tmp_path: Path) -> None:
    still(clip, copy, tmp_path)


@pytest.mark.parametrize("quality", [None, 40, 12], ids=["plain", "jpeg 40", "jpeg 12"])
@pytest.mark.parametrize("speed", [0.03, 0.15])
def test_a_pan_is_measured(speed: float, quality: int | None) -> None:
    """To one side and back, so that the background lasts."""

    def window(seconds: float, size: tuple[int, int]) -> NDArray[np.float64]:
        way = speed * (1 - abs(1 - seconds % 2))
        return moved(way - speed / 2, 0, 1, size)

    clip = VIDEOS / "rot90_metadata.mp4"
    facts = camera(through(clip, window, seconds=2, crf=quality))
    assert facts["camera_speed"] == pytest.approx(speed, rel=0.15)
    assert severity(facts) is (Severity.CARE if speed < 0.1 else Severity.REPEAT)


@pytest.mark.parametrize("quality", [None, 12], ids=["plain", "jpeg 12"])
@pytest.mark.parametrize("growth", [-0.09, 0.06])
def test_a_camera_that_goes_backwards_or_forwards_is_measured(
    growth: float, quality: int | None
) -> None:
    def window(seconds: float, size: tuple[int, int]) -> NDArray[np.float64]:
        return moved(0, 0, math.exp(growth * (seconds - 1)), size)

    clip = VIDEOS / "rot90_metadata.mp4"
    facts = camera(through(clip, window, seconds=2, crf=quality))
    assert facts["camera_growth"] == pytest.approx(growth, rel=0.15)
    assert severity(facts) is Severity.CARE


def test_a_hand_that_shakes_is_measured() -> None:
    def window(seconds: float, size: tuple[int, int]) -> NDArray[np.float64]:
        return moved(0.02 * math.sin(6 * seconds), 0.02 * math.cos(5 * seconds), 1, size)

    facts = camera(through(VIDEOS / "rot90_metadata.mp4", window, seconds=3))
    assert 0.05 < facts["camera_speed"] < 0.15
    assert severity(facts) is not None


def test_what_moves_in_the_scene_is_not_the_camera() -> None:
    """A lively third of the picture, richer in corners than all that stands still."""
    generator = np.random.default_rng(2)
    wall = cv2.resize(generator.integers(90, 130, (27, 48), dtype=np.uint8), (480, 270))
    crowd = generator.integers(0, 255, (270, 400), dtype=np.uint8)

    def frames() -> Iterator[Frame]:
        for number in range(60):
            image = wall.copy()
            shift = 4 * number % 200
            image[:, 320:] = cv2.blur(crowd, (3, 3))[:, shift : shift + 160]
            yield Frame(np.repeat(image[..., None], 3, axis=2), number / 15, number)

    assert severity(camera(frames())) is None


def test_where_nothing_is_to_be_seen_nothing_is_said() -> None:
    grey = np.full((270, 480, 3), 128, np.uint8)
    facts = camera(Frame(grey, number / 15, number) for number in range(30))
    assert all(math.isnan(value) for value in facts.values())
    assert severity(facts) is None
