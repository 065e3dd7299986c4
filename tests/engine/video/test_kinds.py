"""The same film in many kinds of file is read as the same pictures at the same times."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from engine.core.findings import FindingCode
from engine.core.resources import resource
from engine.video import VideoFile
from tests.engine.video.kinds import KINDS, Picture, expected, write_kind

COUNT = 60
SIZE = (320, 180)
MILLISECOND = 1.01e-3


@cache
def film() -> tuple[Picture, ...]:
    """Return the pictures of two seconds of the bundled walk, small."""
    video = VideoFile(resource("samples", "simulated_walk.mp4"))
    return tuple(
        np.asarray(cv2.resize(frame.image, SIZE, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        for frame in video.frames(start=3.0, end=3.0 + COUNT / 30 - 0.01)
    )


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the encoder of AV1 from telling about itself."""
    monkeypatch.setenv("SVT_LOG", "1")


def test_there_are_at_least_thirty_kinds() -> None:
    assert len(film()) == COUNT
    assert len(KINDS) >= 30


@pytest.mark.parametrize("name", KINDS)
def test_pictures_and_times_are_those_of_the_film(tmp_path: Path, name: str) -> None:
    kind = KINDS[name]
    if kind.codec not in av.codecs_available:
        pytest.skip(f"this build of PyAV has no encoder {kind.codec}")
    pictures = film()
    video = VideoFile(write_kind(tmp_path / f"film{kind.suffix}", kind, pictures))
    frames = list(video.frames())
    wanted = expected(COUNT, kind)
    assert [frame.seconds for frame in frames] == pytest.approx(
        [seconds for seconds, _ in wanted], abs=MILLISECOND
    )
    errors = []
    for frame, (_, number) in zip(frames, wanted, strict=True):
        picture = pictures[number]
        assert np.abs(np.subtract(frame.image.shape, picture.shape)).max() <= 1
        same = cv2.resize(frame.image, SIZE) if frame.image.shape != picture.shape else frame.image
        errors.append(float(np.abs(same.astype(int) - picture).mean()))
    assert max(errors) < kind.error, f"{np.mean(errors):.2f}, at most {max(errors):.2f}"
    assert [one.code for one in video.findings] == [FindingCode.FRAMES_MISSING] * kind.missing
    assert video.info.fps == pytest.approx(_rate(name), rel=2e-3)
    assert video.info.variable_frame_rate == (name == "varying frame rate")
    assert video.info.duration_seconds == pytest.approx(wanted[-1][0] + 1 / 30, abs=0.018)
    assert video.info.transfer == kind.transfer
    assert video.info.interlaced == bool(kind.field_order)
    assert video.info.picture_streams == 1 + kind.preview
    print(f"{name:32} {np.mean(errors):5.2f} {max(errors):5.2f}")  # noqa: T201 - the table of kinds


def _rate(name: str) -> float:
    return {"60 frames a second": 60.0, "varying frame rate": 44 / (58 / 30)}.get(name, 30.0)


@pytest.mark.parametrize("name", KINDS)
def test_a_part_is_read_as_the_whole_is(tmp_path: Path, name: str) -> None:
    kind = KINDS[name]
    if kind.codec not in av.codecs_available:
        pytest.skip(f"this build of PyAV has no encoder {kind.codec}")
    video = VideoFile(write_kind(tmp_path / f"film{kind.suffix}", kind, film()))
    whole = list(video.frames())
    for start in (0.4, 0.9, 1.5):
        part = list(video.frames(start=start, end=start + 0.4))
        wanted = [frame for frame in whole if start <= frame.seconds < start + 0.4]
        assert [frame.number for frame in part] == [frame.number for frame in wanted]
        for frame, same in zip(part, wanted, strict=True):
            np.testing.assert_array_equal(frame.image, same.image)
    for frame in whole[::7][::-1]:
        shown = video.frame_at(frame.seconds + 0.001)
        assert shown is not None
        assert shown.number == frame.number
        np.testing.assert_array_equal(shown.image, frame.image)
