"""Files whose times, streams or ends are odd, though their pictures are whole."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from engine.core.errors import VideoError
from engine.core.findings import FindingCode, Severity
from engine.core.video import VideoInfo
from engine.video import VideoFile, probe
from engine.video.light import to_standard_range
from tests.engine.video.clips import Clip, numbers, picture, write_clip


def test_one_early_frame_is_left_out_and_said(tmp_path: Path) -> None:
    times = [0.0, *(30 + np.arange(47) / 30)]
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip(count=48, times=times)))
    frames = list(video.frames())
    assert numbers(frames) == list(range(1, 48))
    assert [frame.seconds for frame in frames] == pytest.approx(np.arange(47) / 30, abs=1e-3)
    assert video.info.fps == pytest.approx(30, rel=1e-3)
    assert video.info.duration_seconds == pytest.approx(47 / 30, abs=1e-3)
    assert not video.info.variable_frame_rate
    (finding,) = video.findings
    assert finding.code is FindingCode.FRAMES_MISSING
    assert finding.severity is Severity.INFO
    assert "begins 30.0 seconds before" in str(finding.message)
    assert (finding.start_seconds, finding.end_seconds) == (0.0, 0.0)


def test_one_late_frame_is_left_out_and_said(tmp_path: Path) -> None:
    times = [*(np.arange(47) / 30), 46 / 30 + 12]
    video = VideoFile(write_clip(tmp_path / "a.mkv", Clip(count=48, times=times)))
    assert numbers(list(video.frames())) == list(range(47))
    (finding,) = video.findings
    assert finding.severity is Severity.INFO
    assert "ends 12.0 seconds after" in str(finding.message)
    assert finding.start_seconds == pytest.approx(46 / 30, abs=1e-3)


def test_a_pause_is_said_and_stays_out_of_the_rate(tmp_path: Path) -> None:
    times = [*(np.arange(30) / 30), *(20 + np.arange(30) / 30)]
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip(count=60, times=times)))
    assert [frame.seconds for frame in video.frames()] == pytest.approx(times, abs=1e-3)
    assert video.info.fps == pytest.approx(30, rel=1e-3)
    assert not video.info.variable_frame_rate
    (finding,) = video.findings
    assert finding.code is FindingCode.FRAMES_MISSING
    assert finding.severity is Severity.CARE
    assert (finding.start_seconds, finding.end_seconds) == pytest.approx((29 / 30, 20), abs=1e-3)


def test_frames_twice_a_second_have_no_gaps(tmp_path: Path) -> None:
    times = list(np.arange(12) * 0.5)
    video = VideoFile(write_clip(tmp_path / "a.mp4", Clip(count=12, times=times)))
    assert len(list(video.frames())) == 12
    assert video.findings == ()
    assert video.info.fps == pytest.approx(2, rel=1e-3)


def test_two_frames_of_one_time_cost_one_frame(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuvj420p"
        for number in range(40):
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 30)
            for packet in stream.encode(frame):
                if number == 20:
                    packet.pts = packet.dts = packet.pts - round(1 / 30 / packet.time_base)
                container.mux(packet)
    video = VideoFile(path)
    frames = list(video.frames())
    assert numbers(frames) == [*range(20), *range(21, 40)]
    assert frames[-1].seconds == pytest.approx(39 / 30, abs=1e-3)
    assert video.info.fps == pytest.approx(39 * 30 / 40, rel=0.03)


def test_a_stream_that_was_cut_out_of_another_begins_at_its_first_key_frame(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.ts", Clip(count=60, options={"g": "16", "bf": "0"}))
    content = path.read_bytes()
    tables = content[: 3 * 188]
    start = len(content) // 5 // 188 * 188
    path.write_bytes(tables + content[start:])
    video = VideoFile(path)
    frames = list(video.frames())
    found = numbers(frames)
    assert found == list(range(16, 60))
    assert [frame.number for frame in frames] == list(range(44))
    assert [frame.seconds for frame in frames] == pytest.approx(np.arange(44) / 30, abs=1e-3)


def _two_streams(path: Path, *, second_frames: int) -> Path:
    """Write a small film, and beside it a larger stream of so many frames; both are default."""
    with av.open(str(path), "w") as container:
        streams = []
        for width, height in ((160, 96), (320, 192)):
            stream = container.add_stream("libx264", rate=30)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.disposition = 1
            streams.append(stream)
        for number in range(40):
            for stream, count in zip(streams, (40, second_frames), strict=True):
                if number < count:
                    image = picture(number, stream.width, stream.height)
                    frame = av.VideoFrame.from_ndarray(image, format="rgb24")
                    frame.pts, frame.time_base = number, Fraction(1, 30)
                    container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("second_frames", "width"), [(40, 320), (39, 320), (1, 160), (5, 160)])
@pytest.mark.parametrize("suffix", [".mov", ".mp4"])
def test_the_larger_stream_that_lasts_is_the_film(
    tmp_path: Path, suffix: str, second_frames: int, width: int
) -> None:
    path = _two_streams(tmp_path / f"a{suffix}", second_frames=second_frames)
    video = VideoFile(path)
    assert video.info.width == width
    assert video.info.picture_streams == 2
    assert len(list(video.frames())) == (second_frames if width == 320 else 40)


@pytest.mark.parametrize("name", ["a.ts", "a.m2ts", "a.flv", "a.wmv", "a.mkv", "a.avi", "a.mp4"])
def test_a_copy_that_stopped_is_said(tmp_path: Path, name: str) -> None:
    wmv = name.endswith("wmv")
    clip = Clip(
        count=90,
        codec="wmv2" if wmv else "libx264",
        options={"g": "8"} if wmv else {"g": "8", "bf": "0"},
        muxer={"movflags": "+frag_keyframe+empty_moov"} if name.endswith("mp4") else {},
    )
    path = write_clip(tmp_path / name, clip)
    assert VideoFile(path).findings == ()
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * 0.6) // 188 * 188 + 100])
    video = VideoFile(path)
    frames = list(video.frames())
    assert 20 <= len(frames) < 80
    (finding,) = video.findings
    assert finding.code is FindingCode.FILE_BROKEN_MIDDLE
    assert finding.start_seconds == pytest.approx(frames[-1].seconds, abs=0.2)


@pytest.mark.parametrize("name", ["a.dv", "a.avi"])
def test_dv_is_read_field_by_field(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    # A bar that moves by 20 pixels a field; DV holds the bottom field first.
    bars = np.full((20, 576, 720, 3), 40, np.uint8)
    for number in range(20):
        bars[number, :, 40 + 20 * number : 80 + 20 * number] = 220
    with av.open(str(path), "w", format="dv" if name.endswith("dv") else None) as container:
        stream = container.add_stream("dvvideo", rate=25)
        stream.width, stream.height, stream.pix_fmt = 720, 576, "yuv420p"
        for number in range(10):
            image = bars[2 * number + 1].copy()
            image[1::2] = bars[2 * number][1::2]
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
    video = VideoFile(path)
    assert video.info.interlaced
    assert video.info.fps == 50
    frames = list(video.frames())
    assert [frame.seconds for frame in frames] == pytest.approx(np.arange(20) / 50, abs=1e-6)
    for frame in frames:
        # Pixels of PAL are 16/15 as wide as high.
        scale = frame.image.shape[1] / 720
        bright = np.flatnonzero(frame.image[..., 1].mean(axis=0) > 130) / scale
        assert bright.min() == pytest.approx(40 + 20 * frame.number, abs=6)
        assert bright.max() == pytest.approx(79 + 20 * frame.number, abs=6)
    assert video.findings == ()


def test_half_the_rate_takes_every_second_field(tmp_path: Path) -> None:
    # 59.94 fields a second in a container that rounds to milliseconds.
    clip = Clip(fps=30000 / 1001, count=40, options={"g": "8", "x264opts": "tff=1"})
    video = VideoFile(write_clip(tmp_path / "a.mkv", clip))
    assert video.info.interlaced
    kept = [frame.number for frame in video.frames(rate=30000 / 1001)]
    assert kept == list(range(0, 80, 2))


def test_dolby_vision_with_colours_of_its_own_is_refused(tmp_path: Path) -> None:
    clip = Clip(codec="libx265", options={"x265-params": "log-level=none"})
    path = write_clip(tmp_path / "a.mp4", clip)
    content = path.read_bytes()
    for profile, refused in ((5, True), (8, False)):
        # ISO base media: a box of 32 bytes at the end of the sample entry; all boxes around it grow.
        record = b"\x01\x00" + bytes([profile << 1, 0b101]) + bytes(20)
        made = _with_box(content, (32).to_bytes(4, "big") + b"dvcC" + record)
        path.write_bytes(made)
        if refused:
            with pytest.raises(VideoError, match="Dolby Vision"):
                probe(path)
        else:
            assert len(list(VideoFile(path).frames())) == 24


def _with_box(content: bytes, box: bytes) -> bytes:
    """Add ``box`` to the sample entry of an mp4 file whose index stands behind the pictures."""
    entry = content.rindex(b"hvc1" if b"hvc1" in content else b"hev1") - 4
    end = entry + int.from_bytes(content[entry : entry + 4], "big")
    made = bytearray(content[:end] + box + content[end:])
    places = [entry]
    for name in (b"stsd", b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        places.append(content.rindex(name, 0, places[-1]) - 4)
    for place in places:
        length = int.from_bytes(made[place : place + 4], "big") + len(box)
        made[place : place + 4] = length.to_bytes(4, "big")
    return bytes(made)


def test_results_of_earlier_versions_still_load() -> None:
    old = {
        "name": "a.mp4",
        "width": 4,
        "height": 2,
        "duration_seconds": 1.0,
        "fps": 30.0,
        "variable_frame_rate": False,
        "rotation_degrees": 0,
        "codec": "h264",
        "container": "mov,mp4",
        "bytes": 9,
        "sha256": "",
    }
    info = VideoInfo.model_validate(old)
    assert (info.transfer, info.interlaced, info.picture_streams) == ("sdr", False, 1)


@pytest.mark.parametrize(
    ("transfer", "signal", "white", "shown"),
    [
        # BT.2408: graphics white is 75 % of HLG and 58 % of PQ. Of SDR, it is close to the top.
        ("hlg", 0.75, 203.0, 0.953),
        ("pq", 0.5807, 203.0, 0.953),
        # BT.2100, by hand: 26.2 cd/m2 of 100, and 50 cd/m2 of 100.
        ("hlg", 0.38, 100.0, 0.5727),
        ("pq", 0.4401, 100.0, 0.7492),
        ("hlg", 0.0, 203.0, 0.0),
        ("pq", 0.0, 203.0, 0.0),
        ("hlg", 1.0, 203.0, 1.0),
    ],
)
def test_grey_of_high_range_becomes_grey_of_standard_range(
    transfer: str, signal: float, white: float, shown: float
) -> None:
    assert transfer in ("hlg", "pq")
    grey = np.full((1, 3), signal)
    found = to_standard_range(grey, "hlg" if transfer == "hlg" else "pq", white)
    assert found == pytest.approx(np.full((1, 3), shown), abs=2e-3)
