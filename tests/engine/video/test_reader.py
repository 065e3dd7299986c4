from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from engine.core.errors import CancelledError, VideoError
from engine.core.progress import Cancel
from engine.video import VideoFile, probe
from tests.engine.video.clips import Clip, is_upright, number_in, numbers, write_clip

CODECS = [
    pytest.param("a.mp4", Clip(), id="h264-mp4"),
    pytest.param(
        "a.mov", Clip(options={"g": "8", "bf": "3", "b-pyramid": "normal"}), id="h264-mov"
    ),
    pytest.param("a.m4v", Clip(options={"g": "8", "bf": "0"}), id="h264-m4v"),
    pytest.param("a.mkv", Clip(), id="h264-mkv"),
    pytest.param(
        "a.mp4", Clip(options={"x264-params": "open-gop=1:keyint=8:bframes=3"}), id="h264-open-gop"
    ),
    pytest.param(
        "a.mp4", Clip(options={"x264-params": "intra-refresh=1:keyint=8"}), id="h264-intra-refresh"
    ),
    pytest.param(
        "a.mp4", Clip(muxer={"movflags": "+frag_keyframe+empty_moov"}), id="h264-fragments"
    ),
    pytest.param("a.avi", Clip(), id="h264-avi-reordered"),
    pytest.param("a.avi", Clip(options={"g": "8", "bf": "0"}), id="h264-avi"),
    pytest.param(
        "a.mp4",
        Clip(codec="libx265", options={"x265-params": "log-level=none:keyint=8"}),
        id="hevc-mp4",
    ),
    pytest.param("a.mp4", Clip(codec="mpeg4"), id="mpeg4-mp4"),
    pytest.param("a.avi", Clip(codec="mpeg4", options={"g": "8", "bf": "2"}), id="mpeg4-avi"),
    pytest.param(
        "a.webm",
        Clip(codec="libvpx-vp9", options={"g": "8", "deadline": "realtime"}),
        id="vp9-webm",
    ),
    pytest.param("a.avi", Clip(codec="mjpeg", pix_fmt="yuvj420p"), id="mjpeg-avi"),
    pytest.param("a.mov", Clip(codec="mjpeg", pix_fmt="yuvj420p"), id="mjpeg-mov"),
]


def need(clip: Clip) -> None:
    if clip.codec not in av.codecs_available:
        pytest.skip(f"this build of PyAV has no encoder {clip.codec}")


@pytest.mark.parametrize(("name", "clip"), CODECS)
def test_every_frame_comes_once_in_order_with_its_time(
    tmp_path: Path, name: str, clip: Clip
) -> None:
    need(clip)
    with VideoFile(write_clip(tmp_path / name, clip)) as video:
        frames = list(video.frames())
        assert numbers(frames) == list(range(24))
        assert [frame.number for frame in frames] == list(range(24))
        assert [frame.seconds for frame in frames] == pytest.approx(np.arange(24) / 30, abs=1e-3)
        assert all(is_upright(frame.image) for frame in frames)
        assert all(
            frame.image.dtype == np.uint8 and frame.image.flags.c_contiguous for frame in frames
        )
        assert video.findings == ()
        assert video.info.fps == pytest.approx(30)
        assert not video.info.variable_frame_rate
        assert video.info.duration_seconds == pytest.approx(0.8, abs=2e-3)


@pytest.mark.parametrize(("name", "clip"), CODECS)
def test_part_of_a_video_is_read_as_the_whole_is(tmp_path: Path, name: str, clip: Clip) -> None:
    need(clip)
    video = VideoFile(write_clip(tmp_path / name, clip))
    whole = list(video.frames())
    for start, end, rate in [(0.4, 0.7, None), (0.0, None, 15.0), (0.45, 0.75, 10.0)]:
        part = list(video.frames(start=start, end=end, rate=rate))
        assert part
        for frame in part:
            same = whole[frame.number]
            assert frame.seconds == same.seconds
            assert start <= frame.seconds < (end or 9)
            np.testing.assert_array_equal(frame.image, same.image)


@pytest.mark.parametrize(("name", "clip"), CODECS)
def test_frame_at_gives_the_frame_that_is_shown(tmp_path: Path, name: str, clip: Clip) -> None:
    need(clip)
    with VideoFile(write_clip(tmp_path / name, clip)) as video:
        whole = list(video.frames())
        forwards = [0, 1, 2, 3, 10, 11, 23]
        backwards = [22, 21, 20, 9, 8, 7, 6, 0]
        for number in [*forwards, *backwards]:
            for offset in (0.001, 0.031):
                frame = video.frame_at(number / 30 + offset)
                assert frame is not None
                assert frame.number == number
                assert frame.seconds == whole[number].seconds
                np.testing.assert_array_equal(frame.image, whole[number].image)
        before, after = video.frame_at(-1.0), video.frame_at(99.0)
        assert before is not None
        assert after is not None
        assert (before.number, after.number) == (0, 23)


def test_rate_keeps_the_first_frame_of_each_cell_of_one_grid(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip(count=48, fps=24)))
    kept = [frame.number for frame in video.frames(rate=10)]
    expected = [next(n for n in range(99) if n / 24 >= k / 10 - 1e-9) for k in range(20)]
    assert kept == expected
    part = [frame.number for frame in video.frames(start=0.73, end=1.31, rate=10)]
    assert part == [number for number in kept if 0.73 <= number / 24 < 1.31]


def test_a_rate_above_that_of_the_video_keeps_every_frame(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "a.mkv", Clip()))
    assert len(list(video.frames(rate=30))) == 24
    assert len(list(video.frames(rate=400))) == 24


def test_a_rate_of_zero_is_refused(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip()))
    with pytest.raises(VideoError, match="rate of 0"):
        next(iter(video.frames(rate=0)))


def test_variable_frame_rate_keeps_real_times(tmp_path: Path) -> None:
    steps = np.resize([1 / 30, 1 / 15, 1 / 30, 1 / 10], 23)
    times = [2.0, *(2.0 + np.cumsum(steps))]
    path = write_clip(tmp_path / "a.mp4", Clip(times=times))
    video = VideoFile(path)
    frames = list(video.frames())
    assert numbers(frames) == list(range(24))
    # Time begins at 0 with the first frame, whatever its stamp.
    assert [frame.seconds for frame in frames] == pytest.approx(np.subtract(times, 2.0), abs=1e-3)
    assert video.info.variable_frame_rate
    assert video.info.fps == pytest.approx(23 / (times[-1] - times[0]), rel=1e-3)
    shown = video.frame_at(times[7] - 2.0 + 0.001)
    assert shown is not None
    assert number_in(shown.image) == 7


def test_jitter_of_the_clock_is_no_variable_rate(tmp_path: Path) -> None:
    # Milliseconds cannot hold 1/30 s: steps of 33 and 34.
    assert not probe(write_clip(tmp_path / "a.webm", Clip(codec="libvpx"))).variable_frame_rate


def test_the_real_rate_counts_not_the_claim_of_the_container(tmp_path: Path) -> None:
    times = list(np.arange(24) / 12)
    info = probe(write_clip(tmp_path / "a.mkv", Clip(times=times, fps=60)))
    assert info.fps == pytest.approx(12, rel=2e-3)
    assert info.duration_seconds == pytest.approx(2, abs=2e-3)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("hflip", [False, True])
def test_rotation_tags_are_obeyed(tmp_path: Path, degrees: int, hflip: bool) -> None:
    clip = Clip(rotation=degrees, hflip=hflip, width=160, height=96)
    video = VideoFile(write_clip(tmp_path / "a.mp4", clip))
    turned = degrees in (90, 270)
    size = (96, 160) if turned else (160, 96)
    assert (video.info.width, video.info.height) == size
    if not hflip:
        assert video.info.rotation_degrees == -degrees % 360
    frames = list(video.frames())
    assert all(frame.image.shape == (size[1], size[0], 3) for frame in frames)
    assert numbers(frames) == list(range(24))
    assert all(is_upright(frame.image) for frame in frames)
    assert frames[0].image.flags.c_contiguous


@pytest.mark.parametrize(
    ("aspect", "size"), [(Fraction(4, 3), (213, 96)), (Fraction(1, 2), (160, 192))]
)
def test_pixels_are_made_square(tmp_path: Path, aspect: Fraction, size: tuple[int, int]) -> None:
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip(aspect=aspect)))
    frames = list(video.frames())
    assert (video.info.width, video.info.height) == size
    assert frames[0].image.shape == (size[1], size[0], 3)
    assert numbers(frames) == list(range(24))


def test_absurd_pixel_ratios_are_not_believed(tmp_path: Path) -> None:
    info = probe(write_clip(tmp_path / "a.mp4", Clip(aspect=Fraction(1, 200))))
    assert (info.width, info.height) == (160, 96)


@pytest.mark.parametrize(
    "clip",
    [
        pytest.param(Clip(pix_fmt="yuv420p10le"), id="10-bit"),
        pytest.param(Clip(pix_fmt="yuv444p"), id="444"),
        pytest.param(Clip(pix_fmt="yuvj420p", color_range=2), id="full-range"),
        pytest.param(Clip(color_range=1), id="limited-range"),
        pytest.param(Clip(codec="ffv1", pix_fmt="bgra"), id="alpha"),
        pytest.param(Clip(codec="ffv1", pix_fmt="rgb48le"), id="16-bit"),
    ],
)
def test_unusual_pixels_look_right(tmp_path: Path, clip: Clip) -> None:
    frames = list(VideoFile(write_clip(tmp_path / "a.mkv", clip)).frames())
    assert numbers(frames) == list(range(24))
    assert is_upright(frames[0].image)
    grey = frames[0].image[60, 80].astype(int)
    assert np.abs(grey - 128).max() <= 4


def test_grey_video(tmp_path: Path) -> None:
    frames = list(VideoFile(write_clip(tmp_path / "a.mkv", Clip(pix_fmt="gray"))).frames())
    assert numbers(frames) == list(range(24))
    assert frames[0].image.shape == (96, 160, 3)


def test_odd_sizes(tmp_path: Path) -> None:
    clip = Clip(codec="ffv1", width=161, height=97)
    video = VideoFile(write_clip(tmp_path / "a.mkv", clip))
    frames = list(video.frames())
    assert frames[0].image.shape == (97, 161, 3)
    assert (video.info.width, video.info.height) == (161, 97)
    assert numbers(frames) == list(range(24))


def test_names_in_any_script_and_names_like_addresses(tmp_path: Path) -> None:
    for name in ["步行 视频.mp4", "http:a.mp4", "concat:a|b.mp4", "a%03d.mp4", "-i.mp4"]:
        folder = tmp_path / "文件夹 Ordner é"
        folder.mkdir(exist_ok=True)
        plain = write_clip(tmp_path / "plain.mp4", Clip(count=3))
        path = plain.rename(folder / name)
        assert probe(path).name == name
        assert numbers(list(VideoFile(path).frames())) == [0, 1, 2]


def test_a_relative_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_clip(tmp_path / "a.mp4", Clip(count=2))
    monkeypatch.chdir(tmp_path)
    assert probe(Path("a.mp4")).width == 160


def test_sound_beside_the_pictures_is_ignored(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.mkv", "a.mov"):
        path = write_clip(tmp_path / name, Clip(sound_seconds=1.5))
        video = VideoFile(path)
        assert numbers(list(video.frames())) == list(range(24))
        assert video.findings == ()


def test_a_single_frame_is_a_video(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip(count=1)))
    assert [frame.number for frame in video.frames(rate=15)] == [0]
    assert video.info.fps == 0
    shown = video.frame_at(5)
    assert shown is not None
    assert shown.number == 0


def test_nothing_is_read_past_the_end(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip()))
    assert list(video.frames(start=5.0)) == []
    assert list(video.frames(start=0.5, end=0.5)) == []


def test_cancel_stops_reading(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", Clip())
    cancel = Cancel()
    reading = VideoFile(path).frames(cancel=cancel)
    next(reading)
    cancel.set()
    with pytest.raises(CancelledError):
        next(reading)
    with pytest.raises(CancelledError):
        probe(path, cancel=cancel)


def test_two_readings_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip()))
    found: dict[int, list[int]] = {}

    def read(index: int) -> None:
        found[index] = numbers(list(video.frames()))

    threads = [threading.Thread(target=read, args=(index,)) for index in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[index] == list(range(24)) for index in range(3))


def test_hash_is_that_of_the_content(tmp_path: Path) -> None:
    import hashlib

    path = write_clip(tmp_path / "a.mp4", Clip())
    expected = hashlib.sha256(path.read_bytes()).hexdigest()
    assert probe(path, hash_content=True).sha256 == expected
    assert probe(path).sha256 == ""


def test_long_files_are_probed_by_their_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.video import probing
    from engine.video.scanning import Limit

    monkeypatch.setattr(probing, "HEAD", Limit(frames=10))
    path = write_clip(tmp_path / "a.mp4", Clip(count=48))
    assert probe(path).fps == pytest.approx(30)
    assert probe(path).duration_seconds == pytest.approx(1.6, abs=1e-3)
    video = VideoFile(path)
    assert numbers(list(video.frames())) == list(range(48))
    assert [frame.number for frame in video.frames(start=1.0, end=1.2)] == list(range(30, 36))


@pytest.mark.parametrize(("noted", "expected"), [("240.000000", 240.0), ("fast", None), ("", None)])
def test_the_rate_of_filming_that_a_camera_noted_is_read(
    tmp_path: Path, noted: str, expected: float | None
) -> None:
    path = tmp_path / "slow.mp4"
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        if noted:
            container.metadata["com.android.capture.fps"] = noted
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        for _ in range(6):
            image = np.full((96, 160, 3), 90, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())
    assert probe(path).capture_fps == expected


@pytest.mark.parametrize(("noted", "expected"), [("26", 26.0), ("1", None), ("wide", None)])
def test_the_focal_length_that_a_camera_noted_is_read(
    tmp_path: Path, noted: str, expected: float | None
) -> None:
    path = tmp_path / "phone.mov"
    tag = "com.apple.quicktime.camera.focal_length.35mm_equivalent"
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata[tag] = noted
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        for _ in range(3):
            image = np.full((96, 160, 3), 90, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())
    info = probe(path)
    assert info.focal_35mm == expected
    assert (info.focal_px is None) == (expected is None)
