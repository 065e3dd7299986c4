"""What happens to a picture between the lens and the program: tone mapping, softness, compression.

A phone brightens shadows, a messenger squeezes the file: both take from an outline what a measurement
reads. Compression is real H.264, encoded and decoded in memory.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

Picture = NDArray[np.uint8]

_H264 = "libx264"


@dataclass(frozen=True, slots=True)
class Film:
    """How a recording is kept; the defaults leave pictures as the lens gave them.

    Attributes:
        gamma: Exponent of the tone curve; below 1 shadows are lifted, as HDR mapping does.
        local: Share of local contrast that HDR mapping adds, 0 (none) to about 0.6.
        saturation: 1 keeps colours, 0 is grey.
        soft_px: Standard deviation of a blur after the lens (focus, scaling up), px.
        smear_px: Length of the motion blur across the picture, px.
        crf: Constant rate factor of H.264, 0 to 51, or None where pictures are not compressed by quality.
        kbps: Bit rate of H.264, thousand bits a second, or None.
    """

    gamma: float = 1.0
    local: float = 0.0
    saturation: float = 1.0
    soft_px: float = 0.0
    smear_px: int = 0
    crf: int | None = None
    kbps: int | None = None

    @property
    def compressed(self) -> bool:
        """Whether pictures go through H.264."""
        return self.crf is not None or self.kbps is not None


CLEAN = Film()
"""Pictures as the lens gave them."""


def draw_film(rng: np.random.Generator, width: int, height: int) -> Film:
    """Draw how a recording of a size in px is kept: from untouched to squeezed for a messenger."""
    kind = int(rng.choice(4, p=(0.2, 0.45, 0.2, 0.15)))
    crf = (None, int(rng.integers(18, 29)), int(rng.integers(29, 37)), None)[kind]
    # A tenth of a bit for each px of a frame is a good picture; messengers give a third of that.
    rate = width * height * 15 / 1000.0 * float(rng.uniform(0.02, 0.1))
    scale = min(width, height) / 720.0
    return Film(
        gamma=float(rng.choice([1.0, rng.uniform(0.65, 1.35)])),
        local=float(rng.choice([0.0, rng.uniform(0.1, 0.6)], p=(0.7, 0.3))),
        saturation=float(rng.choice([1.0, rng.uniform(0.0, 1.4)], p=(0.6, 0.4))),
        soft_px=float(rng.choice([0.0, rng.uniform(0.4, 1.8)], p=(0.6, 0.4))) * scale,
        smear_px=round(float(rng.choice([0.0, rng.uniform(2.0, 7.0)], p=(0.75, 0.25))) * scale),
        crf=crf,
        kbps=max(60, round(rate)) if kind == 3 else None,
    )


def develop(picture: Picture, film: Film) -> Picture:
    """Return a picture as the camera keeps it before compression, RGB uint8 ``[H, W, 3]``."""
    import cv2

    if film.soft_px > 0.0:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), film.soft_px), np.uint8)
    if film.smear_px > 1:
        picture = np.asarray(cv2.blur(picture, (film.smear_px, 1)), np.uint8)
    if film.local > 0.0:
        picture = _local_contrast(picture, film.local)
    if film.saturation != 1.0:
        grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        mixed = cv2.addWeighted(picture, film.saturation, grey, 1.0 - film.saturation, 0.0)
        picture = np.asarray(mixed, np.uint8)
    if film.gamma != 1.0:
        curve = 255.0 * (np.arange(256) / 255.0) ** film.gamma
        picture = np.asarray(cv2.LUT(picture, np.round(curve).astype(np.uint8)), np.uint8)
    return picture


def _local_contrast(picture: Picture, share: float) -> Picture:
    """Even out brightness over the picture and sharpen what is near, as HDR mapping does."""
    import cv2

    small = cv2.resize(picture, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    wide = cv2.GaussianBlur(small, (0, 0), max(small.shape[:2]) / 24.0)
    around = cv2.resize(wide, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    lifted = cv2.addWeighted(picture, 1.0, around, -share, share * 128.0)
    return np.asarray(lifted, np.uint8)


def encode(pictures: Iterable[Picture], film: Film, fps: float) -> bytes:
    """Encode pictures with H.264 as the film asks; the file's bytes (Matroska).

    Args:
        pictures: RGB uint8 ``[H, W, 3]`` with even sides.
        film: A compressed one.
        fps: Frames a second.
    """
    import av

    store, stream = io.BytesIO(), None
    container = av.open(store, mode="w", format="matroska")
    with container:
        for picture in pictures:
            stream = stream or _new_stream(container, picture.shape, film, fps)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        if stream is not None:
            container.mux(stream.encode(None))
    return store.getvalue()


def _new_stream(
    container: OutputContainer, shape: tuple[int, ...], film: Film, fps: float
) -> VideoStream:
    from engine.video.writer import SAME_EACH_TIME

    stream = cast(
        "VideoStream", container.add_stream(_H264, rate=Fraction(fps).limit_denominator(1001))
    )
    stream.height, stream.width = shape[:2]
    stream.pix_fmt = "yuv420p"
    stream.options = dict(SAME_EACH_TIME)
    if film.crf is not None:
        stream.options = {**SAME_EACH_TIME, "crf": str(film.crf)}
    if film.kbps is not None:
        stream.bit_rate = 1000 * film.kbps
    stream.codec_context.thread_count = 1
    return stream


def decode(packed: bytes) -> Iterator[Picture]:
    """Decode what `encode` gave, in order."""
    import av
    from av.container import InputContainer

    with cast(InputContainer, av.open(io.BytesIO(packed))) as container:
        for frame in container.decode(video=0):
            yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
