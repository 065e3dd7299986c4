"""Opening a file from a stranger: nothing but that file is read, and every refusal is a sentence.

libavformat would follow playlists, and addresses inside them, to other files and to the network:
demuxers, protocols and decoders are white-listed (see `engine.video.formats`), and a path is always
given as ``file:`` so that no name is taken for an address.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import av
import av.error
from av.codec.context import ThreadType
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from engine.core.errors import VideoError
from engine.core.text import text
from engine.core.video_sources import found, open_bytes
from engine.runtime.cores import usable_cores
from engine.video.formats import CODECS, CONTAINERS, MAX_PIXELS, MAX_SIDE, PROTOCOLS
from engine.video.structure import has_index, is_mp4

_OPTIONS: Final = {
    "protocol_whitelist": ",".join(PROTOCOLS),
    "format_whitelist": ",".join(CONTAINERS),
    "codec_whitelist": ",".join(CODECS),
    "max_pixels": str(MAX_PIXELS),
}
_TIMEOUT_SECONDS: Final = 20.0
_BUFFER: Final = 256 * 1024
"""Bytes that are read at once where the video is no plain file."""
_INDEXED: Final = ("mov", "avi")
"""Containers whose index tells how many frames there are."""
_NO_FILM: Final = (
    Disposition.attached_pic
    | Disposition.timed_thumbnails
    | Disposition.still_image
    | Disposition.dependent
    | Disposition.multilayer
)
_MAX_THREADS: Final = 4
_PLAYLIST_STARTS: Final = (
    b"#extm3u",
    b"ffconcat",
    b"<?xml",
    b"<mpd",
    b"<smil",
    b"<asx",
    b"v=0",
    b"[playlist]",
    b"[reference]",
    b"rtsp:",
    b"http:",
    b"https:",
)


@dataclass(frozen=True, slots=True)
class OpenVideo:
    """An open file and the one stream of pictures in it that is used."""

    container: InputContainer
    stream: VideoStream


@contextlib.contextmanager
def open_video(path: Path) -> Iterator[OpenVideo]:
    """Open the video file ``path`` for one pass.

    Raises:
        VideoError: It is missing, a folder, empty, not readable, a playlist, not a video, unfinished,
            without pictures, of an unknown codec or of absurd size.
    """
    video = found(path)
    with contextlib.ExitStack() as after:
        if video is None:
            _check_file(path)
            source: str | BinaryIO = "file:" + str(path.absolute())
        else:
            source = after.enter_context(video.open())
        try:
            container = av.open(
                source,
                mode="r",
                options=dict(_OPTIONS),
                metadata_errors="replace",
                buffer_size=_BUFFER,
                timeout=_TIMEOUT_SECONDS,
            )
        except (av.error.FFmpegError, ValueError, OverflowError, MemoryError) as error:
            raise _why_not_opened(path, error) from error
        after.callback(container.close)
        yield OpenVideo(container, _picture_stream(path, container))


def _check_file(path: Path) -> None:
    """Refuse what is not a readable, non-empty, regular file; a pipe or a device could hang."""
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise VideoError(
                text("“{name}” is a folder, not a video.", name=path.name),
                text("Choose a video file inside it."),
            )
        if not stat.S_ISREG(facts.st_mode):
            raise VideoError(
                text("“{name}” is a device or a pipe, not a file.", name=path.name),
                text("Save the recording as a file and choose that."),
            )
        if facts.st_size == 0:
            raise _empty(path)
        with path.open("rb") as stream:
            stream.read(1)
    except FileNotFoundError as error:
        raise VideoError(
            text("“{name}” was not found.", name=path.name),
            text("Check whether it was moved, renamed or is on a drive that is not connected."),
        ) from error
    except PermissionError as error:
        raise VideoError(
            text("This account may not read “{name}”.", name=path.name),
            text("Ask for permission to read it, or copy it to a folder of your own."),
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise VideoError(
            text("“{name}” could not be read: {reason}.", name=path.name, reason=reason),
            text("Copy it to this computer and try again."),
        ) from error


def _empty(path: Path) -> VideoError:
    return VideoError(
        text("“{name}” is empty (0 bytes).", name=path.name),
        text("Copy it from the camera again, and wait for the copy to finish."),
    )


def _why_not_opened(path: Path, error: Exception) -> VideoError:
    """Say in a sentence why libavformat did not take the file."""
    head = b""
    unfinished = False
    with contextlib.suppress(OSError), open_bytes(path) as stream:
        head = stream.read(4096)
        unfinished = is_mp4(head) and not has_index(path)
        if not head:
            return _empty(path)
    if _is_playlist(head):
        return VideoError(
            text(
                "“{name}” is a playlist that points to other files or addresses, not a video.",
                name=path.name,
            ),
            text("Choose the video itself, saved on this computer."),
        )
    if unfinished:
        return VideoError(
            text(
                "“{name}” is incomplete: the index at its end is missing.",
                name=path.name,
            ),
            text(
                "The recording or the copy was interrupted. Copy it from the camera again, or "
                "film again."
            ),
        )
    if isinstance(error, av.error.TimeoutError | av.error.ExitError):
        return VideoError(
            text("“{name}” could not be read in time.", name=path.name),
            text("Copy it to this computer and try again."),
        )
    return VideoError(
        text("“{name}” is not a readable video, or it is damaged.", name=path.name),
        text(
            "Choose a video file from a camera or phone; if it plays in other programs, convert "
            "it to mp4 (H.264)."
        ),
    )


def _is_playlist(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_PLAYLIST_STARTS)


def _picture_stream(path: Path, container: InputContainer) -> VideoStream:
    """Choose the stream of pictures and let the others be passed over."""
    streams = picture_streams(container)
    if not streams:
        raise VideoError(
            text("“{name}” contains sound or data, but no video.", name=path.name),
            text("Choose a video file."),
        )
    whole = (container.duration or 0) / av.time_base
    longest = max(_seconds(stream, whole) for stream in streams)
    stream = max(streams, key=lambda one: _rank(one, _seconds(one, whole), longest))
    _check_decoder(path, stream)
    if any(name in container.format.name for name in _INDEXED):
        # The sound then stays unread. Other containers tell their end by all of their streams.
        for other in container.streams:
            if other.index != stream.index:
                other.discard = Discard.all
    return stream


def picture_streams(container: InputContainer) -> list[VideoStream]:
    """Return the streams of moving pictures: no covers, no thumbnails, no stills, no layers of others."""
    return [stream for stream in container.streams.video if not stream.disposition & _NO_FILM]


def _rank(
    stream: VideoStream, seconds: float, longest: float
) -> tuple[bool, bool, int, float, bool]:
    """Rank streams of pictures: the largest of those that last; the default one decides ties.

    Cameras put previews, stills and short clips (live photos) beside the film, each marked as default.
    """
    known = _codec_name(stream) in CODECS
    lasting = seconds >= 0.5 * longest and stream.frames != 1
    default = bool(stream.disposition & Disposition.default)
    context = stream.codec_context
    area = 0 if context is None else context.width * context.height
    return known, lasting, area, round(seconds, 1), default


def _seconds(stream: VideoStream, otherwise: float) -> float:
    """Return the duration of a stream by its header, or ``otherwise`` where it does not say."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return otherwise


def _codec_name(stream: VideoStream) -> str:
    return "unknown" if stream.codec_context is None else stream.codec_context.name


def _check_decoder(path: Path, stream: VideoStream) -> None:
    context = stream.codec_context
    name = _codec_name(stream)
    if name not in CODECS:
        raise VideoError(
            text(
                "“{name}” uses the codec {codec}, which cannot be read here.",
                name=path.name,
                codec=name,
            ),
            text("Convert it to mp4 (H.264) and try again."),
        )
    check_size(path, context.width, context.height)
    context.options = {"max_pixels": str(MAX_PIXELS)}
    context.thread_type = ThreadType.AUTO
    context.thread_count = min(_MAX_THREADS, usable_cores())


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse frames without pixels and frames of absurd size.

    Raises:
        VideoError: Beyond the limits of `engine.video.formats`.
    """
    if width < 1 or height < 1:
        raise VideoError(
            text(
                "“{name}” gives no usable frame size: it is damaged, or its frames are too large.",
                name=path.name,
            ),
            text("Copy it from the camera again, or convert it to mp4 (H.264)."),
        )
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise VideoError(
            text(
                "The frames of “{name}” are {width} x {height} pixels, which is too large.",
                name=path.name,
                width=width,
                height=height,
            ),
            text("Convert it to 1920 x 1080 pixels and try again."),
        )
