"""The same walk in many kinds of file: what cameras, phones and programs make of one film.

`KINDS` lists them; `write_kind` writes one from pictures, and `expected` says which picture a reader has to
give at which time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal, Protocol

import av
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

RATE: Final = 30
TICK: Final = Fraction(1, 90_000)
Picture = NDArray[np.uint8]


class Film(Protocol):
    """Pictures by their number, RGB uint8 ``[H, W, 3]``."""

    def __len__(self) -> int:
        """Return how many there are."""
        ...

    def __getitem__(self, number: int, /) -> Picture:
        """Return one."""
        ...


Shown = list[tuple[float, int]]
"""Seconds and number of the picture of each frame."""

_FINE: Final = {"crf": "8", "preset": "veryfast", "g": "15"}
_X265: Final = {"crf": "8", "preset": "superfast", "x265-params": "log-level=none:keyint=15"}


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Attributes:
        suffix: Of the file.
        codec: Encoder.
        pix_fmt: Pixel format of the encoder.
        options: Of the encoder.
        muxer: Options of the container.
        container: Name of the muxer, where the suffix does not tell.
        rotation: Clockwise degrees that the display matrix asks for.
        squeeze: Width of a pixel over its height.
        transfer: How light is coded.
        white: Light of white, cd/m², of high dynamic range.
        field_order: ``tff`` or ``bff`` for interlaced video, which holds half as many frames.
        full_range: Whether 0 is black and 255 is white.
        written: Makes the times and pictures that are written of those of the film.
        left_out: How many frames at the beginning and at the end a reader leaves out.
        preview: Whether a small stream comes before the film.
        sound: Start and end of a sound track, seconds.
        start: Seconds of the first frame.
        error: Mean absolute difference from the film that is allowed, of 255.
        missing: Whether the reader has to say that pictures are missing.
    """

    suffix: str = ".mp4"
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    options: dict[str, str] = field(default_factory=lambda: dict(_FINE))
    muxer: dict[str, str] = field(default_factory=dict)
    container: str | None = None
    rotation: int = 0
    squeeze: Fraction = Fraction(1)
    transfer: Literal["sdr", "hlg", "pq"] = "sdr"
    white: float = 100.0
    field_order: Literal["", "tff", "bff"] = ""
    full_range: bool = False
    written: Callable[[Shown], Shown] = lambda shown: shown
    left_out: tuple[int, int] = (0, 0)
    preview: bool = False
    sound: tuple[float, float] | None = None
    start: float = 0.0
    error: float = 2.5
    missing: bool = False


def _at_varying_times(shown: Shown) -> Shown:
    kept = [0, 1, 2, 4, 5, 7]
    return [one for number, one in enumerate(shown) if number % 8 in kept]


def _after_an_early_frame(shown: Shown) -> Shown:
    return [shown[0], *((seconds + 30, number) for seconds, number in shown[1:])]


def _before_a_late_frame(shown: Shown) -> Shown:
    return [*shown[:-1], (shown[-1][0] + 30, shown[-1][1])]


def _with_a_hole(shown: Shown) -> Shown:
    third = len(shown) // 3
    return shown[:third] + shown[third + 12 :]


def _with_a_pause(shown: Shown) -> Shown:
    middle = len(shown) // 2
    return shown[:middle] + [(seconds + 20, number) for seconds, number in shown[middle:]]


def _twice(shown: Shown) -> Shown:
    return [(seconds + half / 60, number) for seconds, number in shown for half in (0, 1)]


def _begun_before_zero(shown: Shown) -> Shown:
    return [(-seconds, 0) for seconds in np.arange(10, 0, -1) / RATE] + shown


_FLAGS: Final = {"flags": "+ildct+ilme"}
_MPEG2: Final = {"b": "20M", "maxrate": "24M", "bufsize": "8M", "g": "12", "bf": "2", "qmin": "1"}
_MPEG4: Final = {"qscale": "2", "flags": "+qscale", "global_quality": "236"}

KINDS: Final[dict[str, Kind]] = {
    "mp4": Kind(),
    "mp4, index in front": Kind(muxer={"movflags": "+faststart"}),
    "mp4, fragments": Kind(muxer={"movflags": "+frag_keyframe+empty_moov"}),
    "mp4, many B frames": Kind(options={**_FINE, "bf": "5", "b-pyramid": "normal"}),
    "mp4, open groups": Kind(
        options={"crf": "8", "preset": "veryfast", "x264-params": "open-gop=1:keyint=15:bframes=3"}
    ),
    "mov": Kind(suffix=".mov"),
    "mkv": Kind(suffix=".mkv"),
    "mkv without a duration": Kind(suffix=".mkv", muxer={"live": "1"}),
    "avi": Kind(suffix=".avi", options={**_FINE, "bf": "0"}),
    "avi, MPEG-4": Kind(suffix=".avi", codec="mpeg4", options=_MPEG4, error=3.0),
    "mp4, MPEG-4": Kind(codec="mpeg4", options={**_MPEG4, "bf": "2"}, error=3.0),
    "webm, VP8": Kind(
        suffix=".webm",
        codec="libvpx",
        options={"crf": "4", "b": "20M", "deadline": "realtime", "g": "15"},
        error=3.0,
    ),
    "webm, VP9": Kind(
        suffix=".webm",
        codec="libvpx-vp9",
        options={"crf": "8", "b": "0", "deadline": "realtime", "cpu-used": "8", "g": "15"},
        error=3.0,
    ),
    "mkv, AV1": Kind(
        suffix=".mkv", codec="libsvtav1", options={"preset": "12", "crf": "10"}, error=3.0
    ),
    "MPEG-TS": Kind(suffix=".ts"),
    "AVCHD": Kind(suffix=".m2ts", container="mpegts", muxer={"mpegts_m2ts_mode": "1"}),
    "MPEG-TS, the clock runs over": Kind(suffix=".ts", start=2**33 / 90_000 - 1.8),
    "MPEG-TS, MPEG-2": Kind(suffix=".ts", codec="mpeg2video", options=_MPEG2, error=3.0),
    "mpg": Kind(suffix=".mpg", codec="mpeg2video", options=_MPEG2, container="mpeg", error=3.0),
    "vob": Kind(suffix=".vob", codec="mpeg2video", options=_MPEG2, container="vob", error=3.0),
    "wmv": Kind(suffix=".wmv", codec="wmv2", options=_MPEG4, container="asf", error=3.0),
    "asf": Kind(suffix=".asf", codec="msmpeg4", options=_MPEG4, container="asf", error=3.0),
    "flv": Kind(suffix=".flv", container="flv"),
    "3gp": Kind(suffix=".3gp"),
    "hevc": Kind(suffix=".mov", codec="libx265", options=_X265),
    "hevc, 10 bits": Kind(suffix=".mkv", codec="libx265", options=_X265, pix_fmt="yuv420p10le"),
    "h264, 10 bits": Kind(suffix=".mp4", pix_fmt="yuv420p10le"),
    "h264, 4:2:2": Kind(suffix=".mp4", pix_fmt="yuv422p"),
    "h264, 4:4:4": Kind(suffix=".mp4", pix_fmt="yuv444p"),
    "h264, full range": Kind(full_range=True),
    "mjpeg, mov": Kind(
        suffix=".mov", codec="mjpeg", pix_fmt="yuvj420p", options=_MPEG4, full_range=True
    ),
    "mjpeg, avi": Kind(
        suffix=".avi", codec="mjpeg", pix_fmt="yuvj420p", options=_MPEG4, full_range=True
    ),
    "ProRes": Kind(suffix=".mov", codec="prores_ks", pix_fmt="yuv422p10le", options={}),
    "DNxHR": Kind(suffix=".mov", codec="dnxhd", pix_fmt="yuv422p", options={"profile": "dnxhr_hq"}),
    "FFV1": Kind(suffix=".mkv", codec="ffv1", options={}),
    "HLG": Kind(
        suffix=".mov", codec="libx265", options=_X265, pix_fmt="yuv420p10le", transfer="hlg"
    ),
    "HLG, graphics white": Kind(
        suffix=".mov",
        codec="libx265",
        options=_X265,
        pix_fmt="yuv420p10le",
        transfer="hlg",
        white=203.0,
        error=3.0,
    ),
    "PQ": Kind(suffix=".mp4", codec="libx265", options=_X265, pix_fmt="yuv420p10le", transfer="pq"),
    "PQ, graphics white": Kind(
        suffix=".mp4",
        codec="libx265",
        options=_X265,
        pix_fmt="yuv420p10le",
        transfer="pq",
        white=203.0,
        error=3.0,
    ),
    "turned by 90": Kind(rotation=90),
    "turned by 180": Kind(rotation=180),
    "turned by 270": Kind(rotation=270),
    "wide pixels": Kind(squeeze=Fraction(4, 3), error=4.0),
    "interlaced, top first": Kind(
        suffix=".mts",
        container="mpegts",
        options={**_FINE, **_FLAGS, "x264opts": "tff=1"},
        muxer={"mpegts_m2ts_mode": "1"},
        field_order="tff",
        error=4.0,
    ),
    "interlaced, bottom first": Kind(
        suffix=".mkv",
        options={**_FINE, **_FLAGS, "x264opts": "bff=1"},
        field_order="bff",
        error=4.0,
    ),
    "starts at 100 s": Kind(suffix=".mkv", start=100.0),
    "starts in the middle of an edit": Kind(written=_begun_before_zero, left_out=(10, 0)),
    "starts after its sound": Kind(suffix=".mov", start=1.5, sound=(0.0, 3.0)),
    "sound that lasts longer": Kind(suffix=".flv", container="flv", sound=(0.0, 4.0)),
    "varying frame rate": Kind(written=_at_varying_times),
    "one early frame": Kind(written=_after_an_early_frame, left_out=(1, 0), missing=True),
    "one late frame": Kind(written=_before_a_late_frame, left_out=(0, 1), missing=True),
    "dropped frames": Kind(suffix=".mov", written=_with_a_hole, missing=True),
    "a pause": Kind(written=_with_a_pause, missing=True),
    "60 frames a second": Kind(written=_twice),
    "preview before it": Kind(suffix=".mov", preview=True),
}


def shown(count: int, kind: Kind) -> Shown:
    """Return the times and picture numbers that are written, of a film of ``count`` pictures."""
    return kind.written([(number / RATE, number) for number in range(count)])


def expected(count: int, kind: Kind) -> Shown:
    """Return the times and picture numbers that a reader has to give, the first at 0."""
    first, last = kind.left_out
    written = shown(count, kind)
    kept = written[first : len(written) - last]
    return [(seconds - kept[0][0], number) for seconds, number in kept]


def write_kind(path: Path, kind: Kind, pictures: Film) -> Path:
    """Write a film of RGB pictures ``[H, W, 3]``, 30 a second, as the kind of file ``kind``."""
    frames = [(kind.start + seconds, number) for seconds, number in shown(len(pictures), kind)]
    with av.open(str(path), "w", format=kind.container, options=kind.muxer) as container:
        streams = []
        if kind.preview:
            streams.append((_preview_stream(container), _as_preview))
        coded = _coder(kind, pictures)
        sample = coded(0)
        streams.append((_stream(container, kind, sample.width, sample.height), coded))
        sound = container.add_stream("aac", rate=16_000) if kind.sound else None
        if sound is not None and kind.sound is not None:
            _write_sound(container, sound, *kind.sound)
        if kind.field_order:
            frames = frames[::2]
        for seconds, number in frames:
            for stream, code in streams:
                frame = code(number)
                frame.pts, frame.time_base = round(seconds / TICK), TICK
                container.mux(stream.encode(frame))
        for stream, _ in streams:
            container.mux(stream.encode(None))
    return path


def _stream(container: OutputContainer, kind: Kind, width: int, height: int) -> VideoStream:
    rate = RATE // 2 if kind.field_order else 60 if kind.written is _twice else RATE
    stream = container.add_stream(kind.codec, rate=rate)
    stream.width, stream.height, stream.pix_fmt = width, height, kind.pix_fmt
    stream.options = dict(kind.options)
    context = stream.codec_context
    fixed = kind.codec.startswith(("mpeg", "wmv", "msmpeg", "dnx")) or kind.suffix == ".avi"
    context.time_base = Fraction(1, rate) if fixed else TICK
    context.color_range = 2 if kind.full_range else 1
    if kind.transfer != "sdr":
        context.color_primaries, context.colorspace = 9, 9
        context.color_trc = 18 if kind.transfer == "hlg" else 16
    if kind.squeeze != 1:
        context.sample_aspect_ratio = kind.squeeze
    if kind.rotation:
        stream.set_display_rotation(-kind.rotation)
    return stream


def _preview_stream(container: OutputContainer) -> VideoStream:
    stream = container.add_stream("libx264", rate=RATE)
    stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
    stream.codec_context.time_base = TICK
    return stream


def _as_preview(number: int) -> VideoFrame:
    grey = np.full((36, 64, 3), 40 + number % 100, np.uint8)
    return VideoFrame.from_ndarray(grey, format="rgb24")


def _write_sound(
    container: OutputContainer, stream: av.AudioStream, start: float, end: float
) -> None:
    for sample in range(int(start * 16_000), int(end * 16_000), 1024):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 16_000, sample, Fraction(1, 16_000)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _coder(kind: Kind, pictures: Film) -> Callable[[int], VideoFrame]:
    """Return what turns the picture with a number into a frame for the encoder."""

    def plain(number: int) -> VideoFrame:
        picture = np.ascontiguousarray(np.rot90(pictures[number], kind.rotation // 90))
        frame = VideoFrame.from_ndarray(picture, format="rgb24")
        width = round(frame.width / kind.squeeze / 2) * 2
        range_ = 2 if kind.full_range else 1
        return frame.reformat(
            width=width, format=kind.pix_fmt, dst_color_range=range_, interpolation="AREA"
        )

    def woven(number: int) -> VideoFrame:
        following = min(number + 1, len(pictures) - 1)
        top, bottom = number, following
        if kind.field_order == "bff":
            top, bottom = bottom, top
        # Of full-width rows of the three planes, every other one: chroma of the fields stays apart.
        planes = [plain(one).to_ndarray() for one in (top, bottom)]
        both = planes[0].copy()
        height, width = both.shape[0] * 2 // 3, both.shape[1]
        both[1:height:2] = planes[1][1:height:2]
        chroma = both[height:].reshape(-1, width // 2)
        chroma[1::2] = planes[1][height:].reshape(-1, width // 2)[1::2]
        return VideoFrame.from_ndarray(both, format="yuv420p")

    def bright(number: int) -> VideoFrame:
        return high_range(pictures[number], kind.transfer, kind.white)

    return bright if kind.transfer != "sdr" else woven if kind.field_order else plain


_TO_2020: Final = np.array(
    [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
)
"""ITU-R BT.2087-0, 709 to 2020."""
_LUMA: Final = np.array([0.2627, 0.6780, 0.0593])


def high_range(picture: Picture, transfer: str, white: float) -> VideoFrame:
    """Code a picture of standard range as HLG or PQ (ITU-R BT.2100), 10 bits, light for light.

    Args:
        picture: RGB uint8 ``[H, W, 3]``.
        transfer: ``hlg`` or ``pq``.
        white: Light that 255 becomes, cd/m².
    """
    levels = (np.arange(256) / 255.0) ** 2.4 * white
    light = levels.astype(np.float32)[picture] @ _TO_2020.T.astype(np.float32)
    if transfer == "pq":
        power = (light / 10_000) ** 0.1593017578125
        signal = ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
    else:
        shown = light / 1000
        scene = shown * np.maximum(shown @ _LUMA, 1e-9)[..., None] ** (1 / 1.2 - 1)
        bright = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
        signal = np.where(scene <= 1 / 12, np.sqrt(3 * scene), bright)
    coded = np.rint(np.clip(signal, 0, 1) * 65535).astype(np.uint16)
    # The same way to luma and chroma as that of the other kinds: light alone is coded differently.
    return VideoFrame.from_ndarray(coded, format="rgb48le").reformat(
        format="yuv420p10le", dst_colorspace=Colorspace.BT2020, dst_color_range=ColorRange.MPEG
    )
