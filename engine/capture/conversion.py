"""Converts a kept recording to H.264 when nobody waits: a tenth of the size, the same frames and times.

The copy is written beside, decoded again and compared; only then it takes the place of the original, under
the same name, in one step of the file system. Whoever is killed at any moment leaves one whole video: the
original, or the copy, which carries what must be noted about it. Must not know when a computer is idle.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Protocol

import av
import av.error
import numpy as np
from av.container import OutputContainer
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from engine.capture.captured_recording import CapturedRecording, Conversion, RecordingState
from engine.capture.packet_writer import RecordingTarget
from engine.capture.readable_part import times_in
from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import CaptureError
from engine.core.files import check_folder, write_failure, written_beside
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.core.video_sources import size_of
from engine.runtime.priority import give_way
from engine.video.formats import FIRST_FRAME_TAG
from engine.video.opening import open_video

CRF: Final = 16.0
"""Quality asked of x264: 43 to 48 dB against the camera's own pictures (see docs/recording.md)."""

_OPTIONS: Final = {
    "crf": str(CRF),
    "preset": "veryfast",
    "g": "30",
    "x264-params": "log-level=none",
}
_TICK: Final = Fraction(1, 1000)
_NOTE: Final = "SCOLIOAPP_CONVERSION"
"""Tag of the copy that carries what must be noted about it, should the program end before it is."""
_COMPARED_EVERY: Final = 15
_LOWEST_PSNR: Final = 30.0
"""Of a compared picture, dB; far below what the quality asked for gives: a wrong picture, not a poor one."""
_WRITING: Final = 0.8
"""Share of the time that is spent on writing; the rest is checking."""
_SLACK: Final = 0.0005
_JPEG: Final = "mjpeg"
_FULL_RANGE: Final = 2
_BT601: Final = 5


def unconverted(library: RecordingLibrary) -> tuple[CapturedRecording, ...]:
    """Return the kept recordings that are still as the camera sent them, the oldest first."""
    return tuple(
        one
        for one in library.recordings()
        if one.state is RecordingState.KEPT and one.converted is None
    )


def convert(
    library: RecordingLibrary,
    id: str,
    window: tuple[float, float] | None = None,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> CapturedRecording:
    """Convert a kept recording; one that was converted already is returned as it is.

    Args:
        library: Where it is.
        id: The recording.
        window: Seconds of the file between which frames are kept, both included; None for the walk that
            was noted, or all. They keep their times: `engine.video` tells the first one's as it was.
        progress: Told the share of the whole.
        cancel: Checked for each frame.

    Returns:
        The recording as it is now.

    Raises:
        CaptureError: It is not there, not kept, being converted elsewhere, or holds other pictures than
            JPEGs; or the copy is not what the original was. The original is as it was.
        VideoError: It cannot be read.
        OutputError: The disk is full, or a program that shows the video holds it. The original is as it was.
        CancelledError: ``cancel`` was set; the original is as it was.
    """
    facts = library.get(id)
    if facts.converted is not None:
        return facts
    check_kept(facts)
    with library.converting(id):
        for left in facts.folder.glob(".video.*.part.mkv"):
            left.unlink(missing_ok=True)  # Of a program that was killed.
        if _note_in(facts.path) is None:
            check_room(facts)
            with written_beside(facts.path) as beside:
                write_smaller(
                    facts.path,
                    FileCopy(beside),
                    window or facts.walk,
                    progress=progress,
                    cancel=cancel,
                )
                check_kept(library.get(id))  # Somebody may have thought otherwise meanwhile.
        return library.note(id, converted(facts.path))


class FileCopy:
    """A copy that is a plain file.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextlib.contextmanager
    def written(self) -> Iterator[str]:
        """Let it be written; it outlives a power cut then, before the original goes."""
        yield str(self.path)
        with self.path.open("rb+") as stream:
            os.fsync(stream.fileno())


class VideoCopy(Protocol):
    """Where a copy is written, and how it is read again."""

    @property
    def path(self) -> Path:
        """What stands for it, for `engine.video`."""
        ...

    def written(self) -> contextlib.AbstractContextManager[str | RecordingTarget]:
        """Let it be written; afterwards it is whole, and outlives a power cut.

        Raises:
            OSError: The disk is full or gone.
        """
        ...


def check_room(facts: CapturedRecording) -> None:
    """Look whether there is room for the copy of a recording beside it.

    Raises:
        OutputError: There is not, or nothing can be written there.
    """
    check_folder(facts.folder, room=size_of(facts.path) // 2)


def write_smaller(
    video: Path,
    copy: VideoCopy,
    window: tuple[float, float] | None = None,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Write a smaller copy of what a camera recorded, decode it again, and compare.

    Args:
        video: What the camera recorded.
        copy: Where to.
        window: See `convert`.
        progress: Told the share of the whole.
        cancel: Checked for each frame.

    Raises:
        CaptureError: It holds other pictures than JPEGs, or the copy is not what the original is.
        VideoError: It cannot be read.
        OutputError: The disk is full.
        CancelledError: ``cancel`` was set.
    """
    _check_pictures(video)
    try:
        stamps = _write_copy(video, copy, window, progress, cancel)
        _check_copy(video, copy.path, stamps, progress, cancel)
    except av.error.FFmpegError as error:
        raise _unlike_error(video) from error


def converted(video: Path) -> dict[str, Any]:
    """Return what `CapturedRecording` says of a smaller copy.

    Raises:
        CaptureError: It is none.
        VideoError: It cannot be read.
    """
    note = _note_in(video)
    if note is None:
        raise _unlike_error(video)
    return {"converted": _conversion(video, note), "trim": note.trim}


def convert_gently(folder: Path, id: str, *, progress: Progress) -> None:
    """Convert a recording in a process that is there for this alone, and may be ended at any moment.

    Args:
        folder: That of the recordings.
        id: The recording.
        progress: Told the share of the whole.

    Raises:
        ScolioError: See `convert`.
    """
    give_way()
    convert(RecordingLibrary(folder), id, progress=progress)


class _Note(BaseModel):
    """What a copy says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    crf: float
    bytes_before: int
    trim: tuple[float, float] | None


def check_kept(facts: CapturedRecording) -> None:
    """Look whether a recording was kept.

    Raises:
        CaptureError: It was not.
    """
    if facts.state is not RecordingState.KEPT:
        raise CaptureError(
            text("The recording {id} was not kept.", id=facts.id),
            text("Keep it first; only then it is made smaller."),
        )


def _note_in(path: Path) -> _Note | None:
    """Return what a copy says of itself; None where the file is an original."""
    with open_video(path) as source, contextlib.suppress(ValueError):
        return _Note.model_validate_json(source.container.metadata.get(_NOTE, ""))
    return None


def _conversion(path: Path, note: _Note) -> Conversion:
    return Conversion(
        codec="h264",
        crf=note.crf,
        bytes_before=note.bytes_before,
        bytes_after=size_of(path),
        frames=len(times_in(path)),
    )


def _check_pictures(path: Path) -> None:
    """Look whether each picture stands for itself, as a camera's do: only then can some be left out.

    Raises:
        CaptureError: They do not.
        VideoError: It cannot be read.
    """
    with open_video(path) as source:
        codec = source.stream.codec_context.name
    if codec != _JPEG:
        raise CaptureError(
            text(
                "“{name}” holds pictures of the kind {codec}, not what a camera recorded.",
                name=_name_of(path),
                codec=codec,
            ),
            text("It stays as it is."),
        )


def _write_copy(
    path: Path,
    copy: VideoCopy,
    window: tuple[float, float] | None,
    progress: Progress | None,
    cancel: Cancel | None,
) -> list[int]:
    """Write the copy; return the stamps of its frames as they were in the original, milliseconds."""
    seconds = times_in(path, cancel=cancel)
    start, end = (-np.inf, np.inf) if window is None else window
    first = float(seconds[0]) if len(seconds) else 0.0
    inside = (seconds - first >= start - _SLACK) & (seconds - first <= end + _SLACK)
    wanted = {round(float(one) / _TICK) for one in seconds[inside]}
    if not wanted:
        raise CaptureError(
            text(
                "There are no frames between {start} and {end} s.",
                start=round(float(start), 2),
                end=round(float(end), 2),
            ),
            text("Choose another part of the recording."),
        )
    trim = None
    if window is not None:
        whole = (seconds[inside] - first).round(3)
        trim = (float(whole[0]), float(whole[-1]))
    note = _Note(crf=CRF, bytes_before=size_of(path), trim=trim)
    stamps: list[int] = []
    try:
        with copy.written() as to, av.open(to, "w", format="matroska") as container:
            container.metadata[_NOTE] = note.model_dump_json()
            if trim is not None:
                container.metadata[FIRST_FRAME_TAG] = f"{trim[0]:.3f}"
            stream: VideoStream | None = None
            for stamp, frame in _frames(path, wanted):
                check(cancel)
                stream = stream or _new_stream(container, frame)
                plain = frame.reformat(format=stream.pix_fmt)
                plain.pts, plain.time_base = stamp - min(wanted), _TICK
                plain.pict_type = PictureType.NONE
                container.mux(stream.encode(plain))
                stamps.append(stamp)
                report(progress, Stage.WRITE, _WRITING * len(stamps) / len(wanted))
            if stream is not None:
                container.mux(stream.encode(None))
    except OSError as error:
        raise write_failure(path, error) from error
    return stamps


def _new_stream(container: OutputContainer, frame: VideoFrame) -> VideoStream:
    """Add a stream of H.264 that keeps the range of brightness that cameras' JPEGs have."""
    stream = container.add_stream("libx264", rate=30, options=dict(_OPTIONS))
    stream.width, stream.height = frame.width, frame.height
    stream.pix_fmt = "yuvj444p" if frame.width % 2 or frame.height % 2 else "yuvj420p"
    context = stream.codec_context
    context.time_base, context.thread_count = _TICK, 1
    context.color_range, context.colorspace = _FULL_RANGE, _BT601
    return stream


def _check_copy(
    path: Path,
    beside: Path,
    stamps: list[int],
    progress: Progress | None,
    cancel: Cancel | None,
) -> None:
    """Decode the copy: every frame must be there at its time, and look like the original's."""
    compared = {*stamps[::_COMPARED_EVERY], stamps[-1]} if stamps else set()
    originals = _frames(path, compared)
    count = 0
    for stamp, frame in _frames(beside, None):
        check(cancel)
        if count >= len(stamps) or stamp + stamps[0] != stamps[count]:
            raise _unlike_error(path)
        if stamps[count] in compared:
            stamped = next(originals, None)
            if stamped is None or _psnr(stamped[1], frame) < _LOWEST_PSNR:
                raise _unlike_error(path)
        count += 1
        report(progress, Stage.CHECK, _WRITING + (1 - _WRITING) * count / len(stamps))
    if count == 0 or count != len(stamps):
        raise _unlike_error(path)


def _frames(path: Path, wanted: set[int] | None) -> Iterator[tuple[int, VideoFrame]]:
    """Decode the frames of a file with their stamps in milliseconds; of JPEGs, those wanted alone."""
    with open_video(path) as source:
        for packet in source.container.demux(source.stream):
            tick = packet.time_base or _TICK
            if wanted is not None and (
                packet.pts is None or round(packet.pts * tick / _TICK) not in wanted
            ):
                continue
            with contextlib.suppress(av.error.InvalidDataError):
                for frame in packet.decode():
                    if frame.pts is not None:
                        yield round(frame.pts * tick / _TICK), frame


def _psnr(one: VideoFrame, other: VideoFrame) -> float:
    """Return how alike two pictures are in brightness, dB."""
    first, second = (_brightness(each) for each in (one, other))
    if first.shape != second.shape:
        return 0.0
    error = float(np.mean((first - second) ** 2))
    return 99.0 if error == 0 else 10.0 * float(np.log10(255.0**2 / error))


def _brightness(frame: VideoFrame) -> NDArray[np.float32]:
    return frame.reformat(format="gray").to_ndarray().astype(np.float32)


def _name_of(video: Path) -> str:
    return video.parent.name or video.stem


def _unlike_error(path: Path) -> CaptureError:
    return CaptureError(
        text("The smaller copy of “{name}” is not what was recorded.", name=_name_of(path)),
        text("The recording stays as it is. Please report this."),
    )
