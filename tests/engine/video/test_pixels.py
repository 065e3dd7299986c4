"""OpenCV decodes with the same libraries in another build: an oracle for pixels and turning."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.video import VideoFile
from tests.engine.video.clips import Clip, write_clip

VIDEOS = Path(__file__).parents[2] / "data" / "videos"


def assert_same_as_opencv(path: Path, every: int = 1) -> int:
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    compared = 0
    for frame in VideoFile(path).frames():
        there, picture = capture.read()
        assert there
        if frame.number % every == 0:
            np.testing.assert_array_equal(frame.image, picture[..., ::-1])
            compared += 1
    assert not capture.read()[0]
    return compared


@pytest.mark.parametrize("path", sorted(VIDEOS.glob("*.mp4")), ids=lambda path: path.stem)
def test_real_videos_equal_opencv(path: Path) -> None:
    assert assert_same_as_opencv(path, every=9) >= 12


def test_the_rotation_tag_of_a_real_video() -> None:
    info = VideoFile(VIDEOS / "rot90_metadata.mp4").info
    assert (info.width, info.height, info.rotation_degrees) == (720, 1280, 270)
    assert info.fps == 60
    assert not info.variable_frame_rate


@pytest.mark.parametrize(
    "clip",
    [
        pytest.param(Clip(), id="420"),
        pytest.param(Clip(color_range=1), id="limited"),
        pytest.param(Clip(color_range=2), id="full"),
        pytest.param(Clip(pix_fmt="yuvj420p", color_range=2), id="full-j"),
        pytest.param(Clip(codec="mpeg4"), id="mpeg4"),
        pytest.param(Clip(width=162, height=98), id="not-a-multiple-of-16"),
    ],
)
def test_generated_videos_equal_opencv(tmp_path: Path, clip: Clip) -> None:
    assert assert_same_as_opencv(write_clip(tmp_path / "a.mp4", clip)) == 24
