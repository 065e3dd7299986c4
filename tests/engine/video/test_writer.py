from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from engine.core.errors import CancelledError, OutputError, VideoError
from engine.video import VideoFile, VideoWriter
from tests.engine.video.clips import is_upright, numbers, picture


def write(
    path: Path, *, count: int = 12, fps: float = 30.0, size: tuple[int, int] = (160, 96)
) -> None:
    with VideoWriter(path, *size, fps) as writer:
        for number in range(count):
            writer.write(picture(number, *size))


@pytest.mark.parametrize("fps", [15, 29.97, 30, 60])
def test_what_is_written_is_read(tmp_path: Path, fps: float) -> None:
    path = tmp_path / "文件夹" / "out.mp4"
    write(path, fps=fps)
    video = VideoFile(path)
    frames = list(video.frames())
    assert numbers(frames) == list(range(12))
    assert [frame.seconds for frame in frames] == pytest.approx(np.arange(12) / fps, abs=1e-3)
    assert video.info.codec == "h264"
    assert video.info.fps == pytest.approx(fps, rel=1e-3)
    assert all(is_upright(frame.image) for frame in frames)
    assert list(path.parent.iterdir()) == [path]
    error = np.abs(frames[3].image.astype(int) - picture(3))
    assert np.median(error) <= 3


_NOISE = """
import sys
from pathlib import Path
import numpy as np
from engine.video import VideoWriter
random = np.random.default_rng(5)
ground = random.integers(60, 180, (144, 240, 3))
with VideoWriter(Path(sys.argv[1]), 240, 144, 15.0) as writer:
    for number in range(20):
        grain = np.roll(ground, 3 * number, axis=1) + random.integers(-6, 7, ground.shape)
        writer.write(grain.astype(np.uint8))
"""


def test_the_same_frames_make_the_same_file_whatever_memory_held_before(tmp_path: Path) -> None:
    """The C library of Linux fills memory that is asked for with a pattern; elsewhere the runs are alike."""
    files = []
    for pattern in ("1", "170"):
        path = tmp_path / f"{pattern}.mp4"
        environment = {**os.environ, "MALLOC_PERTURB_": pattern}
        subprocess.run([sys.executable, "-c", _NOISE, str(path)], env=environment, check=True)
        files.append(path.read_bytes())
    assert files[0] == files[1]


def test_real_times_are_kept(tmp_path: Path) -> None:
    times = [0.0, 0.1, 0.15, 0.9]
    with VideoWriter(tmp_path / "a.mp4", 160, 96, 30) as writer:
        for number, seconds in enumerate(times):
            writer.write(picture(number), seconds=seconds)
    video = VideoFile(tmp_path / "a.mp4")
    assert [frame.seconds for frame in video.frames()] == pytest.approx(times, abs=1e-4)
    assert video.info.variable_frame_rate


def test_odd_sizes_are_widened(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4", size=(161, 97))
    info = VideoFile(tmp_path / "a.mp4").info
    assert (info.width, info.height) == (162, 98)


def test_mpeg4_where_there_is_no_h264_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(av, "codecs_available", av.codecs_available - {"libx264"})
    write(tmp_path / "a.mp4")
    video = VideoFile(tmp_path / "a.mp4")
    assert video.info.codec == "mpeg4"
    assert numbers(list(video.frames())) == list(range(12))


@pytest.mark.parametrize("error", [CancelledError(), KeyboardInterrupt(), OSError(5, "unrelated")])
def test_nothing_is_left_after_an_exception(tmp_path: Path, error: BaseException) -> None:
    before = tmp_path / "a.mp4"
    before.write_bytes(b"kept")

    def fail() -> None:
        with VideoWriter(before, 160, 96, 30) as writer:
            writer.write(picture(0))
            raise error

    with pytest.raises(type(error)) as caught:
        fail()
    assert caught.value is error
    assert before.read_bytes() == b"kept"
    assert list(tmp_path.iterdir()) == [before]


def test_a_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    for image in (np.zeros((90, 160, 3), np.uint8), np.zeros((96, 160, 3), np.float32)):
        with (
            pytest.raises(VideoError, match="does not fit"),
            VideoWriter(tmp_path / "a.mp4", 160, 96, 30) as writer,
        ):
            writer.write(image)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("width", "height", "fps"), [(0, 5, 30), (9000, 5, 30), (8, 8, 0)])
def test_absurd_sizes_are_refused(tmp_path: Path, width: int, height: int, fps: float) -> None:
    with pytest.raises(VideoError, match="cannot be written"):
        VideoWriter(tmp_path / "a.mp4", width, height, fps)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with (
        pytest.raises(OutputError, match="could not be written"),
        VideoWriter(blocked / "a.mp4", 160, 96, 30),
    ):
        pass


def test_a_video_without_frames_leaves_no_file(tmp_path: Path) -> None:
    with (
        pytest.raises(VideoError, match="no frames"),
        VideoWriter(tmp_path / "a.mp4", 160, 96, 30),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = av.open
    monkeypatch.setattr(av, "open", lambda _, **options: opening("/dev/full", **options))
    with pytest.raises(OutputError, match="could not be written"):
        write(tmp_path / "a.mp4", count=200)
    assert list(tmp_path.iterdir()) == []
