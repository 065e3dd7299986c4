"""What a video file is, found out quickly: one frame is decoded, the rest is read from packets."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

import av
import av.error
import numpy as np
from av.video.frame import VideoFrame

from engine.core.errors import VideoError
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.core.video_sources import name_of, sha256_of, size_of
from engine.video.camera_tags import read_camera_tags
from engine.video.fields import are_interlaced
from engine.video.frame_times import Timeline
from engine.video.light import transfer_of, white_of
from engine.video.opening import OpenVideo, check_size, open_video, picture_streams
from engine.video.pixels import Appearance, upright_of
from engine.video.scanning import HEAD, scan
from engine.video.structure import dolby_vision_profile

_FIRST_FRAME_PACKETS: Final = 300
_FIRST_FRAMES: Final = 12
_OWN_COLOURS: Final = 5
"""The Dolby Vision profile whose pictures have colours that only Dolby's own players know."""


@dataclass(frozen=True, slots=True)
class ProbedVideo:
    """What the reader needs to know of a file, besides its facts."""

    info: VideoInfo
    timeline: Timeline
    appearance: Appearance
    coded_size: tuple[int, int]
    frame_seconds: Fraction | None


def probe(path: Path, *, hash_content: bool = False, cancel: Cancel | None = None) -> VideoInfo:
    """Return the facts about a video file.

    The first frame alone is decoded (only it carries the rotation tag), or of interlaced video the
    first twelve. Rate and duration come from the packets: all of them, or, in a long file, the first
    20,000 or 256 MB, and then the duration from the container. Memory is constant but for 8 bytes a
    packet looked at.

    Raises:
        VideoError: The file cannot be used; says why and what to do.
        CancelledError: ``cancel`` was set.
    """
    found = probe_in_full(path, cancel=cancel).info
    if hash_content:
        return found.model_copy(update={"sha256": sha256_of(path, cancel=cancel)})
    return found


def probe_in_full(path: Path, *, cancel: Cancel | None = None) -> ProbedVideo:
    """Return the facts, the times of (the first) frames and how frames are turned upright.

    Raises:
        VideoError: The file cannot be used.
        CancelledError: ``cancel`` was set.
    """
    with open_video(path) as source:
        first = _beginning(path, source, cancel)
    with open_video(path) as source:
        timeline = scan(path, source, HEAD, frame_seconds=first.frame_seconds, cancel=cancel)
        codec = source.stream.codec_context.codec.canonical_name
        container = source.container.format.name
        promised = _promised_seconds(source)
        claimed = source.stream.average_rate
        streams = len(picture_streams(source.container))
        capture_fps, focal = _capture_fps(source), _focal_35mm(source)
        camera = read_camera_tags(path, {**source.container.metadata, **source.stream.metadata})
    if timeline is not None and not timeline.complete and promised < timeline.seconds[-1]:
        # A recording that was interrupted does not say how long it is: only its packets do.
        with open_video(path) as source:
            timeline = scan(path, source, frame_seconds=first.frame_seconds, cancel=cancel)
    if timeline is None:
        raise _no_picture(path)
    upright = first.appearance.upright
    width, height = upright.size
    check_size(path, width, height)
    seconds = float(timeline.seconds[-1]) + timeline.step
    if not timeline.complete:
        seconds = max(seconds, promised)
    info = VideoInfo(
        name=name_of(path),
        width=width,
        height=height,
        duration_seconds=seconds,
        fps=timeline.fps(claimed),
        variable_frame_rate=timeline.variable,
        rotation_degrees=upright.rotation_degrees,
        codec=codec,
        container=container,
        bytes=size_of(path),
        transfer=first.appearance.transfer,
        interlaced=first.frame_seconds is not None,
        picture_streams=streams,
        capture_fps=capture_fps,
        focal_35mm=focal,
        camera=camera,
    )
    return ProbedVideo(info, timeline, first.appearance, first.coded_size, first.frame_seconds)


def _promised_seconds(source: OpenVideo) -> float:
    stream = source.stream
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (source.container.duration or 0) / av.time_base


_CAPTURE_FPS = "com.android.capture.fps"
_FASTEST_CAMERA = 10_000.0


def _capture_fps(source: OpenVideo) -> float | None:
    """Read the rate of filming that Android's cameras note (slow motion is filmed faster than played)."""
    rate = _tag_number(source, _CAPTURE_FPS)
    return rate if rate is not None and 0 < rate <= _FASTEST_CAMERA else None


_FOCAL_35MM = "com.apple.quicktime.camera.focal_length.35mm_equivalent"
_SHORTEST_LENS, _LONGEST_LENS = 8.0, 300.0


def _focal_35mm(source: OpenVideo) -> float | None:
    """Read the focal length that Apple's cameras note, millimetres on 35 mm film."""
    focal = _tag_number(source, _FOCAL_35MM)
    return focal if focal is not None and _SHORTEST_LENS <= focal <= _LONGEST_LENS else None


def _tag_number(source: OpenVideo, tag: str) -> float | None:
    """Read a number from the tags of the file or of its pictures; None where there is none."""
    try:
        return float({**source.container.metadata, **source.stream.metadata}.get(tag, ""))
    except ValueError:
        return None


class _Beginning(NamedTuple):
    """What the first decoded frames tell of all."""

    appearance: Appearance
    coded_size: tuple[int, int]
    frame_seconds: Fraction | None


def _beginning(path: Path, source: OpenVideo, cancel: Cancel | None) -> _Beginning:
    """Decode the first frames, and see how they are shown."""
    frames = _first_frames(path, source, cancel)
    first = frames[0]
    size = first.width, first.height
    check_size(path, *size)
    transfer = transfer_of(first)
    if transfer == "sdr" and dolby_vision_profile(path) == _OWN_COLOURS:
        raise VideoError(
            text("“{name}” was filmed in Dolby Vision with its own colour format.", name=path.name),
            text("Convert it to mp4 (H.264), or film without Dolby Vision."),
        )
    appearance = Appearance(
        upright_of(first, source.stream.sample_aspect_ratio),
        transfer,
        1.0 if transfer == "sdr" else white_of(first, transfer),
    )
    return _Beginning(appearance, size, _frame_seconds(source, frames))


def _frame_seconds(source: OpenVideo, frames: list[VideoFrame]) -> Fraction | None:
    """Return the time from a frame of the file to the next where it is interlaced, else None."""
    if not are_interlaced(frames):
        return None
    stamps = sorted(frame.pts for frame in frames if frame.pts is not None)
    tick = source.stream.time_base
    if len(stamps) > 1 and stamps[-1] > stamps[0] and tick:
        return Fraction(int(np.median(np.diff(stamps)))) * tick
    return 1 / Fraction(source.stream.average_rate or 25)


def _first_frames(path: Path, source: OpenVideo, cancel: Cancel | None) -> list[VideoFrame]:
    """Decode the first frames; damaged packets before them are passed over.

    One is enough where it is whole; of interlaced video, more tell how far apart they are.
    """
    found: list[VideoFrame] = []
    try:
        for turn, packet in enumerate(source.container.demux(source.stream)):
            check(cancel)
            if turn > _FIRST_FRAME_PACKETS:
                break
            if packet.size == 0 and packet.dts is not None:
                continue
            try:
                found += packet.decode()
            except (av.error.FFmpegError, OverflowError):
                continue
            if len(found) >= _FIRST_FRAMES or (found and not found[0].interlaced_frame):
                break
    except (av.error.FFmpegError, OverflowError) as error:
        if not found:
            raise _no_picture(path) from error
    if not found:
        raise _no_picture(path)
    return found


def _no_picture(path: Path) -> VideoError:
    return VideoError(
        text("Not one frame of “{name}” could be decoded: it is damaged.", name=path.name),
        text("Copy it from the camera again, or film again."),
    )
