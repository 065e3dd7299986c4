from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from engine.core.errors import VideoError
from engine.core.findings import FindingCode, Severity
from engine.video import VideoFile, probe
from tests.engine.video.clips import Clip, number_in, numbers, write_clip, write_sound_only
from tests.patience import SECONDS


def refused(path: Path) -> VideoError:
    """Probe and read ``path``; both must refuse it in the same words, naming it and a remedy."""
    with pytest.raises(VideoError) as by_probe:
        probe(path)
    with pytest.raises(VideoError) as by_reader:
        VideoFile(path)
    assert str(by_probe.value) == str(by_reader.value)
    assert path.name in str(by_probe.value.what)
    assert str(path.parent) not in str(by_probe.value)
    assert str(by_probe.value.remedy).endswith(".")
    return by_probe.value


def test_missing(tmp_path: Path) -> None:
    assert "was not found" in str(refused(tmp_path / "a.mp4"))


def test_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a.mp4"
    folder.mkdir()
    assert "is a folder" in str(refused(folder))


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.touch()
    assert "is empty" in str(refused(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    os.mkfifo(path)
    assert "pipe" in str(refused(path))


def test_no_right_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "a.mp4", Clip(count=2))

    def denied(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    # The tests may run as an account that may read everything.
    monkeypatch.setattr(Path, "open", denied)
    assert "may not read" in str(refused(path))


def test_cut_before_the_index(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", Clip())
    content = path.read_bytes()
    assert content.rindex(b"moov") > len(content) // 2
    path.write_bytes(content[: len(content) // 2])
    assert "incomplete" in str(refused(path))


def test_sound_only(tmp_path: Path) -> None:
    assert "no video" in str(refused(write_sound_only(tmp_path / "a.mp4")))


def test_not_a_video(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    for content in (
        b"hello, this is a letter\n" * 99,
        b"\x89PNG\r\n\x1a\n" + bytes(999),
        bytes(9999),
    ):
        path.write_bytes(content)
        assert "not a readable video" in str(refused(path))


def test_pictures_damaged_from_the_first_on(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", Clip())
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 4
    end = content.rindex(b"moov") - 4
    content[start:end] = bytes(end - start)
    path.write_bytes(content)
    assert "Not one frame" in str(refused(path))


def test_absurd_size(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", Clip(codec="ffv1", count=1, width=8200, height=16))
    assert "8200 x 16 pixels, which is too large" in str(refused(path))


def test_a_size_that_lies_in_the_header_does_not_take_the_memory(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mov", Clip(codec="qtrle", pix_fmt="rgb24"))
    content = bytearray(path.read_bytes())
    size = struct.pack(">HH", 160, 96)
    at = content.rindex(size)
    content[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    path.write_bytes(content)
    assert "no usable frame size" in str(refused(path))


def test_a_codec_that_is_not_read(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.avi", Clip(codec="flv"))
    assert "uses the codec flv, which cannot be read here" in str(refused(path))


PLAYLISTS = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile '{target}'\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">'
    "<Period><AdaptationSet><Representation id='1'><BaseURL>{target}</BaseURL>"
    "</Representation></AdaptationSet></Period></MPD>",
    "sdp": "v=0\no=- 0 0 IN IP4 {host}\ns=x\nc=IN IP4 {host}\nt=0 0\nm=video {port} RTP/AVP 96\n"
    "a=rtpmap:96 H264/90000\n",
}


@pytest.mark.parametrize("kind", PLAYLISTS)
@pytest.mark.parametrize("suffix", [".mp4", ".m3u8"])
def test_playlists_open_no_other_file_and_no_network(
    tmp_path: Path, kind: str, suffix: str
) -> None:
    inner = write_clip(tmp_path / "inner.mp4", Clip(count=2))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        for target in (inner.name, f"http://127.0.0.1:{port}/a.ts", f"tcp://127.0.0.1:{port}"):
            path = tmp_path / f"list{suffix}"
            filled = PLAYLISTS[kind].format(target=target, host="127.0.0.1", port=port)
            path.write_text(filled, encoding="utf-8")
            assert "playlist" in str(refused(path))
        with pytest.raises(BlockingIOError):
            server.accept()


def test_data_references_to_other_files_are_not_followed(tmp_path: Path) -> None:
    # A reference movie: its samples stand in a file named by an alias in the `dref` box.
    inner = write_clip(tmp_path / "inner.mov", Clip())
    content = bytearray(inner.read_bytes())
    at = content.rindex(b"dref")
    entry = content.index(b"url ", at)
    content[entry + 4 : entry + 8] = bytes(4)
    path = tmp_path / "outer.mov"
    path.write_bytes(content)
    try:
        video = VideoFile(path)
    except VideoError:
        return
    assert len(list(video.frames())) <= 24


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi", "a.webm"])
def test_a_file_that_stops_in_the_middle_gives_the_frames_up_to_there(
    tmp_path: Path, name: str
) -> None:
    codec = "libvpx" if name.endswith("webm") else "libx264"
    muxer = {"movflags": "+faststart"} if name.endswith("mp4") else {}
    options = {"g": "8", "bf": "0"} if name.endswith("avi") else {"g": "8"}
    path = write_clip(tmp_path / name, Clip(codec=codec, count=90, muxer=muxer, options=options))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * 0.6)])
    video = VideoFile(path)
    frames = list(video.frames())
    assert 20 <= len(frames) < 90
    assert numbers(frames) == list(range(len(frames)))
    (finding,) = video.findings
    assert finding.code is FindingCode.FILE_BROKEN_MIDDLE
    assert finding.severity is Severity.CARE
    assert finding.start_seconds == pytest.approx(frames[-1].seconds, abs=0.2)
    last = video.frame_at(99.0)
    assert last is not None
    assert last.number == frames[-1].number


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
def test_a_hole_in_the_middle_costs_what_comes_before_the_next_key_frame(
    tmp_path: Path, name: str
) -> None:
    # Matroska can be taken up again where a cluster begins.
    muxer = {"cluster_time_limit": "200"} if name == "a.mkv" else {}
    path = write_clip(tmp_path / name, Clip(count=90, muxer=muxer))
    whole = list(VideoFile(path).frames())
    content = bytearray(path.read_bytes())
    middle = int(len(content) * 0.5)
    content[middle : middle + len(content) // 5] = bytes(len(content) // 5)
    path.write_bytes(content)
    video = VideoFile(path)
    frames = list(video.frames())
    found = numbers(frames)
    lost = sorted(set(range(90)) - set(found))
    assert 18 <= len(lost) <= 36
    assert lost == list(range(lost[0], lost[-1] + 1))
    assert 20 < lost[0]
    assert lost[-1] < 85
    assert found == sorted(found)
    for number, frame in zip(found, frames, strict=True):
        assert frame.seconds == whole[number].seconds
        assert (frame.image == whole[number].image).all()
    (finding,) = video.findings
    assert finding.code is FindingCode.FRAMES_MISSING
    assert finding.severity is Severity.CARE
    assert finding.start_seconds == pytest.approx(lost[0] / 30, abs=0.04)
    assert finding.end_seconds == pytest.approx((lost[-1] + 1) / 30, abs=0.01)
    # A reading that begins behind the hole, or in it, gives the same frames as one that came through.
    for start in (lost[0] / 30, 2.8):
        later = list(video.frames(start=start))
        assert numbers(later) == [number for number in found if number >= round(start * 30)]
        assert all((frame.image == whole[number_in(frame.image)].image).all() for frame in later)


def test_a_file_that_goes_away_between_two_readings(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", Clip())
    video = VideoFile(path)
    path.unlink()
    with pytest.raises(VideoError, match="was not found"):
        list(video.frames())


def test_libav_says_nothing_on_the_standard_streams(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", Clip(muxer={"movflags": "+faststart"}))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :: 7] = bytes(len(content[len(content) // 2 :: 7]))
    path.write_bytes(content)
    code = (
        "import sys; from pathlib import Path; from engine.video import VideoFile\n"
        "try: list(VideoFile(Path(sys.argv[1])).frames())\n"
        "except Exception: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, timeout=SECONDS, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
