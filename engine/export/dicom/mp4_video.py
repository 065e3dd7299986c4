"""An H.264 video as DICOM takes it: what it is, and its pictures alone in a new MP4 file.

A camera writes the place and its own number into a video, and a microphone what was said: none of that is
handed on. Pictures are copied packet by packet and not encoded again.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import av
import av.error
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from engine.core.errors import OutputError
from engine.core.text import text

_READ: Final = {"codec_whitelist": "h264", "enable_drefs": "0"}
_PROFILES: Final = (66, 77, 100)
"""Baseline, Main and High: a decoder of the High profile reads all three (H.264, A.2.4)."""
_HIGHEST_LEVEL: Final = 42
_AVCC: Final = 1
_EBML: Final = b"\x1a\x45\xdf\xa3"
"""How a Matroska file begins, as this program's own recordings do."""
_PIXELS: Final = ("yuv420p", "yuvj420p")
_LARGEST: Final = 8704 * 256
"""Pixels of a picture at level 4.2 (H.264, table A-1)."""


@dataclass(frozen=True, slots=True)
class Mp4Video:
    """A video that DICOM can hold.

    Attributes:
        content: An MP4 file with one stream of H.264, 8 bits, 4:2:0.
        width: Of a picture, px.
        height: Of a picture, px.
        seconds: From the first picture to the end of the last.
        level: Of H.264, times ten: 41 for level 4.1.
    """

    content: bytes
    width: int
    height: int
    frames: int
    seconds: float
    level: int


def dicom_video(content: bytes) -> Mp4Video:
    """Return a video without sound and without what its camera wrote about place, time and itself.

    Raises:
        OutputError: It is no MP4 or Matroska with H.264 that DICOM can hold; says what is in the way.
    """
    try:
        form = "matroska" if content.startswith(_EBML) else "mp4"
        with av.open(io.BytesIO(content), "r", format=form, options=_READ) as source:
            return _rewritten(source)
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        raise _refusal_of_others() from error


def _refusal_of_others() -> OutputError:
    return OutputError(
        text(
            "The video cannot be sent: it is not a file with H.264 (MP4, Matroska) that can be read."
        ),
        text("Send the report without the video."),
    )


def _refusal_of_form() -> OutputError:
    return OutputError(
        text(
            "The video cannot be sent: DICOM takes upright pictures of 8 bits, in H.264 up to level 4.2 "
            "(1920 x 1080 at 60 frames a second)."
        ),
        text("Send the report without the video."),
    )


def _rewritten(source: InputContainer) -> Mp4Video:
    stream = next((one for one in source.streams.video if one.codec.name == "h264"), None)
    if stream is None:
        raise _refusal_of_others()
    level = _level_of(source, stream)
    packets = [packet for packet in source.demux(stream) if packet.size > 0]
    seconds = _set_times(packets)
    file = io.BytesIO()
    with av.open(file, "w", format="mp4", options={"fflags": "+bitexact"}) as target:
        copy = target.add_stream_from_template(stream)
        copy.metadata.clear()
        for packet in packets:
            packet.stream = copy
            target.mux(packet)
    setup = stream.codec_context
    return Mp4Video(file.getvalue(), setup.width, setup.height, len(packets), seconds, level)


def _set_times(packets: list[Packet[VideoStream]]) -> float:
    """Say when each packet is decoded, which Matroska leaves open; return how long all are shown, seconds.

    Packets lie in the order of decoding: the n-th is decoded when the n-th picture is shown, and all so much
    earlier that none comes too late.
    """
    shown = [packet.pts for packet in packets if packet.pts is not None]
    if len(shown) < len(packets) or not packets:
        raise _refusal_of_others()
    times = sorted(shown)
    ahead = max(time - pts for time, pts in zip(times, shown, strict=True))
    for packet, time in zip(packets, times, strict=True):
        packet.dts = time - ahead
    last = packets[shown.index(times[-1])]
    between = (times[-1] - times[0]) / max(len(times) - 1, 1)
    length = times[-1] - times[0] + (last.duration or between)
    if length <= 0 or last.time_base is None:
        raise _refusal_of_others()
    return float(length * last.time_base)


def _level_of(source: InputContainer, stream: VideoStream) -> int:
    """Return the level that the decoder's configuration states (ISO/IEC 14496-15, 5.3.3.1).

    Raises:
        OutputError: DICOM has no transfer syntax for such a video, or its pictures lie on their side.
    """
    setup = stream.codec_context.extradata or b""
    if len(setup) < 4 or setup[0] != _AVCC:
        raise _refusal_of_others()
    profile, level = setup[1], setup[3]
    usual = profile in _PROFILES and stream.codec_context.pix_fmt in _PIXELS
    small = stream.codec_context.width * stream.codec_context.height <= _LARGEST
    if not usual or not small or level > _HIGHEST_LEVEL:
        raise _refusal_of_form()
    first = next(source.decode(stream), None)
    if first is None:
        raise _refusal_of_others()
    if first.rotation % 360 != 0:
        raise _refusal_of_form()
    source.seek(0)
    return level
