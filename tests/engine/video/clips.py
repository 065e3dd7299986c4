"""Small videos made on the fly, whose frames say their own number and which way is up.

A frame is grey; its number stands in eight blocks along the top (most significant bit first, white
is 1), the top left corner below them is red and the bottom right corner is blue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from engine.core.video import Frame

BITS = 8


@dataclass(frozen=True)
class Clip:
    """What to write.

    Attributes:
        codec: Encoder.
        count: Number of frames.
        fps: Frames a second, where ``times`` is empty.
        times: Seconds of each frame, for a variable rate.
        width: Coded width, px.
        height: Coded height, px.
        pix_fmt: Pixel format of the encoder.
        options: Options of the encoder.
        rotation: Counter-clockwise degrees of the display matrix, or None.
        hflip: Mirror in the display matrix.
        aspect: Width of a pixel over its height.
        color_range: 1 limited, 2 full, 0 not told.
        sound_seconds: Length of a sound track; 0 for none.
        muxer: Options of the container.
    """

    codec: str = "libx264"
    count: int = 24
    fps: float = 30.0
    times: Sequence[float] = ()
    width: int = 160
    height: int = 96
    pix_fmt: str = "yuv420p"
    options: dict[str, str] = field(default_factory=lambda: {"g": "8"})
    rotation: int | None = None
    hflip: bool = False
    aspect: Fraction | None = None
    color_range: int = 0
    sound_seconds: float = 0.0
    muxer: dict[str, str] = field(default_factory=dict)


def picture(number: int, width: int = 160, height: int = 96) -> NDArray[np.uint8]:
    """Draw the frame with ``number``."""
    image = np.full((height, width, 3), 128, np.uint8)
    block = width // BITS
    third = height // 3
    for bit in range(BITS):
        value = 235 if number >> (BITS - 1 - bit) & 1 else 20
        image[:third, bit * block : (bit + 1) * block] = value
    image[third : 2 * third, : width // 4] = (200, 30, 30)
    image[2 * third :, -width // 4 :] = (30, 30, 200)
    return image


def number_in(image: NDArray[np.uint8]) -> int:
    """Read the number that an upright frame shows."""
    height, width = image.shape[:2]
    block = width / BITS
    number = 0
    for bit in range(BITS):
        middle = int((bit + 0.5) * block)
        value = image[height // 9 : 2 * height // 9, middle - 2 : middle + 3].mean()
        number = number << 1 | int(value > 128)
    return number


def numbers(frames: Sequence[Frame]) -> list[int]:
    """Read the numbers that frames show."""
    return [number_in(frame.image) for frame in frames]


def is_upright(image: NDArray[np.uint8]) -> bool:
    """Whether the red corner is at the left above and the blue one at the right below."""
    height, width = image.shape[:2]
    red = image[height // 2 - 2 : height // 2 + 2, width // 10].mean(axis=0)
    blue = image[-height // 8, -width // 10]
    return bool(red[0] > red[2] + 60 and int(blue[2]) > int(blue[0]) + 60)


def write_clip(path: Path, clip: Clip) -> Path:
    """Write ``clip``; what the display matrix will undo is done to the pictures before."""
    tick = Fraction(1, 90_000)
    with av.open(str(path), "w", options=clip.muxer) as container:
        rate = Fraction(clip.fps).limit_denominator(1001)
        stream = container.add_stream(clip.codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = clip.width, clip.height, clip.pix_fmt
        stream.options = dict(clip.options)
        stream.codec_context.time_base = tick if clip.times else 1 / rate
        stream.codec_context.color_range = clip.color_range
        if clip.aspect is not None:
            stream.codec_context.sample_aspect_ratio = clip.aspect
        if clip.rotation is not None:
            stream.set_display_rotation(clip.rotation, hflip=clip.hflip)
        sound = container.add_stream("aac", rate=16_000) if clip.sound_seconds else None
        for number in range(clip.count):
            frame = av.VideoFrame.from_ndarray(_coded(clip, number), format="rgb24")
            if clip.times:
                frame.pts, frame.time_base = round(clip.times[number] / tick), tick
            else:
                frame.pts, frame.time_base = number, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            _write_sound(container, sound, clip.sound_seconds)
    return path


def _coded(clip: Clip, number: int) -> NDArray[np.uint8]:
    turned = clip.rotation in (90, 270, -90)
    size = (clip.height, clip.width) if turned else (clip.width, clip.height)
    image = picture(number, *size)
    if clip.hflip:
        image = image[:, ::-1]
    return np.ascontiguousarray(np.rot90(image, -(clip.rotation or 0) // 90))


def _write_sound(container: av.container.OutputContainer, stream: object, seconds: float) -> None:
    for start in range(0, int(seconds * 16_000), 1024):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 16_000, start, Fraction(1, 16_000)
        container.mux(stream.encode(frame))  # type: ignore[attr-defined]
    container.mux(stream.encode(None))  # type: ignore[attr-defined]


def write_sound_only(path: Path) -> Path:
    """Write a file with a sound track and no pictures."""
    with av.open(str(path), "w") as container:
        _write_sound(container, container.add_stream("aac", rate=16_000), 1.0)
    return path
