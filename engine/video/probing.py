"""What a video file is, found out quickly: one frame is decoded, the rest is read from packets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import av.error

from engine.core.errors import VideoError
from engine.core.files import sha256_of
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.video.opening import Opened, check_size, opened
from engine.video.pixels import Upright, upright_of
from engine.video.timeline import HEAD, Timeline, scan

_FIRST_FRAME_PACKETS: Final = 300


@dataclass(frozen=True, slots=True)
class Probed:
    """What the reader needs to know of a file, besides its facts."""

    info: VideoInfo
    timeline: Timeline
    upright: Upright
    coded_size: tuple[int, int]


def probe(path: Path, *, hash_content: bool = False, cancel: Cancel | None = None) -> VideoInfo:
    """Give the facts about a video file.

    The first frame alone is decoded (only it carries the rotation tag). Rate and duration come from
    the packets: all of them, or, in a long file, the first 20,000 or 256 MB, and then the duration
    from the container. Memory is constant but for 8 bytes a packet looked at.

    Args:
        path: The file.
        hash_content: Also read the whole file for its SHA-256.
        cancel: Checked while reading.

    Raises:
        VideoError: The file cannot be used; says why and what to do.
        CancelledError: ``cancel`` was set.
    """
    found = probed(path, cancel=cancel).info
    if hash_content:
        return found.model_copy(update={"sha256": sha256_of(path, cancel=cancel)})
    return found


def probed(path: Path, *, cancel: Cancel | None = None) -> Probed:
    """Give the facts, the times of (the first) frames and how frames are turned upright.

    Raises:
        VideoError: The file cannot be used.
        CancelledError: ``cancel`` was set.
    """
    with opened(path) as source:
        timeline = scan(source, HEAD, cancel=cancel)
        codec = source.stream.codec_context.codec.canonical_name
        container = source.container.format.name
        promised = _promised_seconds(source)
        claimed = source.stream.average_rate
        capture_fps = _capture_fps(source)
    if timeline is None:
        raise _no_picture(path)
    with opened(path) as source:
        upright, coded_size = _first_frame(path, source, cancel)
    width, height = upright.size
    check_size(path, width, height)
    seconds = float(timeline.seconds[-1]) + timeline.step
    if not timeline.complete:
        seconds = max(seconds, promised)
    info = VideoInfo(
        name=path.name,
        width=width,
        height=height,
        duration_seconds=seconds,
        fps=timeline.fps(claimed),
        variable_frame_rate=timeline.variable,
        rotation_degrees=upright.rotation_degrees,
        codec=codec,
        container=container,
        bytes=path.stat().st_size,
        capture_fps=capture_fps,
    )
    return Probed(info, timeline, upright, coded_size)


def _promised_seconds(source: Opened) -> float:
    stream = source.stream
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (source.container.duration or 0) / av.time_base


_CAPTURE_FPS = "com.android.capture.fps"
_FASTEST_CAMERA = 10_000.0


def _capture_fps(source: Opened) -> float | None:
    """Read the rate of filming that Android's cameras note (slow motion is filmed faster than played)."""
    noted = {**source.container.metadata, **source.stream.metadata}.get(_CAPTURE_FPS, "")
    try:
        rate = float(noted)
    except ValueError:
        return None
    return rate if 0 < rate <= _FASTEST_CAMERA else None


def _first_frame(
    path: Path, source: Opened, cancel: Cancel | None
) -> tuple[Upright, tuple[int, int]]:
    """Decode until the first frame; damaged packets before it are passed over."""
    try:
        for turn, packet in enumerate(source.container.demux(source.stream)):
            check(cancel)
            if turn > _FIRST_FRAME_PACKETS:
                break
            if packet.size == 0 and packet.dts is not None:
                continue
            try:
                frames = packet.decode()
            except (av.error.FFmpegError, OverflowError):
                continue
            if frames:
                first = frames[0]
                check_size(path, first.width, first.height)
                ratio = source.stream.sample_aspect_ratio
                return upright_of(first, ratio), (first.width, first.height)
    except (av.error.FFmpegError, OverflowError) as error:
        raise _no_picture(path) from error
    raise _no_picture(path)


def _no_picture(path: Path) -> VideoError:
    return VideoError(
        text("Not one picture of “{name}” could be decoded: it is damaged.", name=path.name),
        text("Copy it from the camera again, or repeat the recording."),
    )
