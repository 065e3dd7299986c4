"""Opening a file from a stranger: nothing but that file is read, and every refusal is a sentence.

libavformat would follow playlists, and addresses inside them, to other files and to the network:
demuxers, protocols and decoders are white-listed (see `engine.video.formats`), and a path is always
given as ``file:`` so that no name is taken for an address.
"""

from __future__ import annotations

import contextlib
import os
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
from engine.video.formats import CODECS, CONTAINERS, MAX_PIXELS, MAX_SIDE, PROTOCOLS

_OPTIONS: Final = {
    "protocol_whitelist": ",".join(PROTOCOLS),
    "format_whitelist": ",".join(CONTAINERS),
    "codec_whitelist": ",".join(CODECS),
    "max_pixels": str(MAX_PIXELS),
}
_TIMEOUT_SECONDS: Final = 20.0
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
class Opened:
    """An open file and the one stream of pictures in it that is used."""

    container: InputContainer
    stream: VideoStream


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open the video file ``path`` for one pass.

    Raises:
        VideoError: It is missing, a folder, empty, not readable, a playlist, not a video, unfinished,
            without pictures, of an unknown codec or of absurd size.
    """
    _check_file(path)
    try:
        container = av.open(
            "file:" + str(path.absolute()),
            mode="r",
            options=dict(_OPTIONS),
            metadata_errors="replace",
            timeout=_TIMEOUT_SECONDS,
        )
    except (av.error.FFmpegError, ValueError, OverflowError, MemoryError) as error:
        raise _why_not_opened(path, error) from error
    try:
        yield Opened(container, _picture_stream(path, container))
    finally:
        container.close()


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
            raise VideoError(
                text("“{name}” is empty (0 bytes).", name=path.name),
                text("Copy it from the camera again, and wait until the copying has finished."),
            )
        with path.open("rb") as stream:
            stream.read(1)
    except FileNotFoundError as error:
        raise VideoError(
            text("“{name}” was not found.", name=path.name),
            text("Check whether it was moved, renamed or is on a drive that is not connected."),
        ) from error
    except PermissionError as error:
        raise VideoError(
            text("“{name}” may not be read by this account.", name=path.name),
            text("Ask for the right to read it, or copy it to a folder of your own."),
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise VideoError(
            text("“{name}” could not be read: {reason}.", name=path.name, reason=reason),
            text("Copy it to this computer and try again."),
        ) from error


def _why_not_opened(path: Path, error: Exception) -> VideoError:
    """Say in a sentence why libavformat did not take the file."""
    head = b""
    unfinished = False
    with contextlib.suppress(OSError), path.open("rb") as stream:
        head = stream.read(4096)
        unfinished = _is_mp4(head) and not _has_moov(stream)
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
                "“{name}” is incomplete: the index that stands at its end is missing.",
                name=path.name,
            ),
            text(
                "The recording or the copying was interrupted. Copy it from the camera again, or"
                " repeat the recording."
            ),
        )
    if isinstance(error, av.error.TimeoutError | av.error.ExitError):
        return VideoError(
            text("“{name}” could not be read in time.", name=path.name),
            text("Copy it to this computer and try again."),
        )
    return VideoError(
        text("“{name}” is not a video that can be read, or it is damaged.", name=path.name),
        text(
            "Choose a video file (mp4, mov, m4v, avi, webm or mkv); if it plays elsewhere, convert"
            " it to mp4 (H.264)."
        ),
    )


def _is_playlist(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_PLAYLIST_STARTS)


def _is_mp4(head: bytes) -> bool:
    return head[4:8] in (b"ftyp", b"mdat", b"moov", b"wide", b"free", b"skip")


def _has_moov(stream: BinaryIO) -> bool:
    """Walk the top-level boxes (ISO/IEC 14496-12, 4.2) to look for a whole ``moov``."""
    size = os.fstat(stream.fileno()).st_size
    position = 0
    for _ in range(10_000):
        stream.seek(position)
        header = stream.read(16)
        if len(header) < 8:
            return False
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            length = size - position
        if header[4:8] == b"moov":
            return position + length <= size
        if length < 8:
            return False
        position += length
    return False


def _picture_stream(path: Path, container: InputContainer) -> VideoStream:
    """Choose the stream of pictures: the default one if several, never a cover picture."""
    candidates = [
        stream
        for stream in container.streams.video
        if not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)
    ]
    if not candidates:
        raise VideoError(
            text("“{name}” holds sound or data, but no moving pictures.", name=path.name),
            text("Choose a video file."),
        )
    defaults = [stream for stream in candidates if stream.disposition & Disposition.default]
    stream = (defaults or candidates)[0]
    _check_decoder(path, stream)
    if "matroska" not in container.format.name:
        # mp4 and avi then leave the sound unread. Matroska reads it anyway, and tells its end by it.
        for other in container.streams:
            if other.index != stream.index:
                other.discard = Discard.all
    return stream


def _check_decoder(path: Path, stream: VideoStream) -> None:
    context = stream.codec_context
    name = "unknown" if context is None else context.name
    if name not in CODECS:
        raise VideoError(
            text(
                "“{name}” uses the codec {codec}, which is not read here.",
                name=path.name,
                codec=name,
            ),
            text("Convert it to mp4 (H.264) and try again."),
        )
    check_size(path, context.width, context.height)
    context.options = {"max_pixels": str(MAX_PIXELS)}
    context.thread_type = ThreadType.AUTO
    context.thread_count = min(_MAX_THREADS, os.cpu_count() or 1)


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse frames without pixels and frames of absurd size.

    Raises:
        VideoError: Beyond the limits of `engine.video.formats`.
    """
    if width < 1 or height < 1:
        raise VideoError(
            text(
                "“{name}” states no usable size of its pictures: it is damaged, or they are too large.",
                name=path.name,
            ),
            text("Copy it from the camera again, or convert it to mp4 (H.264)."),
        )
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise VideoError(
            text(
                "The pictures of “{name}” are {width} x {height} pixels, too large to be read.",
                name=path.name,
                width=width,
                height=height,
            ),
            text("Convert it to 1920 x 1080 pixels and try again."),
        )
