"""A compressed frame with its time, on its way from the camera to the file."""

from __future__ import annotations

from typing import NamedTuple


class Packet(NamedTuple):
    """One JPEG and when it was taken.

    Attributes:
        jpeg: Cut at its end marker.
        seconds: Time of the camera's clock.
        arrived: The computer's monotonic clock when it came, seconds.
        width: Pixels.
        height: Pixels.
        compressed: Whether the camera itself sent the JPEG.
    """

    jpeg: bytes
    seconds: float
    arrived: float
    width: int
    height: int
    compressed: bool = True
