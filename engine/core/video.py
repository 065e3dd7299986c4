"""What a video is for the rest of the engine: facts, and upright RGB frames with their real time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding
from engine.core.frozen_model import FrozenModel
from engine.core.progress import Cancel

_FILM_WIDTH = 0.8 * 43.27
"""Width of a picture of 4 : 3 as large as one on 35 mm film, millimetres."""


class CameraTags(FrozenModel):
    """What a file says of the camera that filmed it.

    Attributes:
        maker: Such as ``GoPro`` or ``Apple``, or "".
        model: Such as ``HERO8 Black`` or ``iPhone 13``, or "".
        lens: The lens of several, in the maker's words, or "".
        view: Field of view that was chosen, such as ``wide`` or ``linear``, or "".
        stabilised: Whether the camera cropped the picture to hold it still: ``off``, ``on``, ``boost`` or "".
    """

    maker: str = ""
    model: str = ""
    lens: str = ""
    view: str = ""
    stabilised: str = ""


class VideoInfo(FrozenModel):
    """Facts about a video file.

    Attributes:
        name: File name without its folder.
        width: Width of an upright frame, px.
        height: Height of an upright frame, px.
        duration_seconds: Duration, seconds; of a part of a longer recording, where it ends there.
        fps: Real mean frame rate, frames a second.
        variable_frame_rate: Whether the time between frames varies by more than the clock's rounding.
        rotation_degrees: Clockwise turn that the file's rotation tag asks for: 0, 90, 180 or 270.
        codec: Name of the video codec, such as ``h264``.
        container: Name of the container, such as ``mov,mp4``.
        sha256: Hash of the file's content, or "" when it was not asked for.
        transfer: How brightness was coded: ``sdr``, or ``hlg`` or ``pq``, whose pictures are shown as SDR.
        interlaced: Whether each frame of the file holds two fields; ``fps`` and frames are then those of
            the fields.
        picture_streams: Streams of moving pictures in the file; the largest that lasts is used.
        capture_fps: Frames a second at which the camera noted that it filmed (slow motion plays them
            slower), or None where it noted nothing.
        focal_35mm: Focal length that the camera noted, millimetres on 35 mm film, or None.
        camera: What the file says of its camera, or None where it says nothing.
    """

    name: str
    width: int
    height: int
    duration_seconds: float
    fps: float
    variable_frame_rate: bool
    rotation_degrees: int
    codec: str
    container: str
    bytes: int
    sha256: str = ""
    transfer: Literal["sdr", "hlg", "pq"] = "sdr"
    interlaced: bool = False
    picture_streams: int = 1
    capture_fps: float | None = None
    focal_35mm: float | None = None
    camera: CameraTags | None = None

    @property
    def focal_px(self) -> float | None:
        """Focal length that the camera noted, px, or None.

        Such figures compare diagonals of photographs; films take the whole width of a sensor of 4 : 3.
        """
        if self.focal_35mm is None:
            return None
        return self.focal_35mm / _FILM_WIDTH * max(self.width, self.height)


class Frame(NamedTuple):
    """One upright frame: RGB uint8 ``[H, W, 3]``, its presentation time and its number in the file."""

    image: NDArray[np.uint8]
    seconds: float
    number: int


class FrameSource(Protocol):
    """Frames of one recording, readable more than once and from any time on."""

    @property
    def info(self) -> VideoInfo:
        """Facts about the recording."""
        ...

    @property
    def findings(self) -> Sequence[Finding]:
        """What reading has noticed so far (a file that breaks in the middle)."""
        ...

    def frames(
        self,
        *,
        start: float = 0.0,
        end: float | None = None,
        rate: float | None = None,
        cancel: Cancel | None = None,
    ) -> Iterator[Frame]:
        """Yield frames with ``start <= seconds < end`` in order, in constant memory.

        Args:
            start: First time, seconds.
            end: Time before which to stop, or None for the end of the recording.
            rate: Keep about so many frames a second (the first at or after each k / rate, on a grid
                from time zero, so that every reading keeps the same frames); None keeps all.
            cancel: Checked between frames.
        """
        ...
