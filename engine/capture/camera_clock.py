"""Times of a recording from its first frame on: the camera's own steps, also where its clock jumps."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.capture.packet import Packet

DROP_STEPS: Final = 1.5
"""A step over so many medians means that frames are missing."""

_LONGEST_STEP: Final = 10.0
"""A longer one is believed where the computer's clock agrees, seconds."""


class CameraClock:
    """Turns times of the camera's clock into seconds from the first packet on. Not thread-safe.

    A camera that was unplugged may count from zero again: then the computer's own clock, by which the
    packets arrived, tells how long the pause was.
    """

    def __init__(self) -> None:
        self._before: Packet | None = None
        self._offset = 0.0
        self._seconds = 0.0

    def seconds_of(self, packet: Packet) -> float:
        """Return the time of the next packet, from the first one on."""
        before, self._before = self._before, packet
        if before is None:
            self._offset = -packet.seconds
            return 0.0
        step, waited = packet.seconds - before.seconds, packet.arrived - before.arrived
        if step <= 0 or (step > _LONGEST_STEP and abs(step - waited) > 1.0):
            self._offset = self._seconds + max(waited, 0.001) - packet.seconds
        self._seconds = packet.seconds + self._offset
        return self._seconds

    def in_recording(self, seconds: float) -> float:
        """Return a time of the camera's clock as seconds from the first packet on."""
        return seconds + self._offset


def dropped_frames(seconds: np.typing.NDArray[np.float64]) -> int:
    """Count the frames that are missing between others.

    Args:
        seconds: Times of the frames, float64 ``[F]``, increasing.
    """
    steps = np.diff(seconds)
    if len(steps) < 2:
        return 0
    median = float(np.median(steps))
    long = steps[steps > DROP_STEPS * median]
    return int(np.sum(np.round(long / median) - 1)) if median > 0 else 0
