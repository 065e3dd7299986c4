"""Where live frames come from: a camera of the window, a camera opened here, or a file played as a camera.

A source hands on what the camera sent, with the camera's own times; nothing is decoded unless it must be.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from engine.core.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CameraFormat:
    """One way in which a camera can send.

    Attributes:
        width: Pixels.
        height: Pixels.
        rate: Frames a second, as the camera names it.
        compressed: Whether each frame comes as a JPEG (MJPEG).
    """

    width: int
    height: int
    rate: float
    compressed: bool


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera as it is listed.

    Attributes:
        key: Tells it from others, also after it was unplugged and plugged in again.
        name: What the system calls it.
        formats: What it offers, the best first (see `best_first`).
    """

    key: str
    name: str
    formats: tuple[CameraFormat, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CameraFrame:
    """One frame as the camera sent it; one of ``jpeg`` and ``pixels`` is there.

    Attributes:
        seconds: Time of the camera's clock; only differences mean anything.
        width: Pixels.
        height: Pixels.
        jpeg: The compressed frame, cut at its end marker; or None.
        pixels: RGB, uint8 ``[H, W, 3]``; or None.
    """

    seconds: float
    width: int
    height: int
    jpeg: bytes | None = None
    pixels: NDArray[np.uint8] | None = None


class CameraTrouble(StrEnum):
    """What can go wrong with a camera, each told and recovered from in its own way."""

    NONE_FOUND = "none_found"
    PERMISSION = "permission"
    PRIVACY_SWITCH = "privacy_switch"
    IN_USE = "in_use"
    UNPLUGGED = "unplugged"
    NO_FRAMES = "no_frames"
    FROZEN = "frozen"
    FORMAT = "format"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CameraProblem:
    """A camera that does not send as it should.

    Attributes:
        trouble: What kind.
        what: What happened, for the person in front of the screen.
        remedy: What the person can do.
    """

    trouble: CameraTrouble
    what: Text
    remedy: Text


class FrameListener(Protocol):
    """Takes what a source sends. Called on the source's own thread; must return at once."""

    def take_frame(self, frame: CameraFrame) -> None:
        """Take a frame."""
        ...

    def take_problem(self, problem: CameraProblem) -> None:
        """Take note of trouble; frames may come again afterwards, once the trouble is over."""
        ...


class FrameSource(Protocol):
    """Sends frames from `start` until `stop`. A source may be started again after it was stopped."""

    @property
    def info(self) -> CameraInfo:
        """Which camera it is."""
        ...

    @property
    def format(self) -> CameraFormat:
        """The format in which it sends (once started: as it was opened)."""
        ...

    def start(self, listener: FrameListener) -> None:
        """Open the camera and send; returns at once, trouble is told to the listener."""
        ...

    def stop(self) -> None:
        """Close the camera; nothing is told after this has returned."""
        ...


def best_first(formats: tuple[CameraFormat, ...]) -> tuple[CameraFormat, ...]:
    """Order the formats of a camera: those that suit a recording best come first.

    MJPEG of 1920 x 1080 at 30 frames a second, then 1280 x 720, then others by their nearness to these;
    compressed ones before raw ones, which many cables cannot carry at full rate.
    """

    def cost(one: CameraFormat) -> tuple[bool, bool, float, float]:
        area = one.width * one.height
        return (
            one.rate < 24.0,
            not one.compressed,
            abs(area - 1920 * 1080) / (1920 * 1080) if area <= 1920 * 1080 else 1.0 + area / 1e8,
            abs(one.rate - 30.0),
        )

    return tuple(sorted(formats, key=cost))
