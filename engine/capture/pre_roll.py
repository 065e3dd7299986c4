"""The last seconds before a recording begins, kept in memory so that a late start loses nothing."""

from __future__ import annotations

from collections import deque
from typing import Final

from engine.capture.packet import Packet

_MOST_BYTES: Final = 128 << 20
"""Three seconds of 1080p take about 30 MB; a camera that sends far more keeps fewer seconds."""


class PreRoll:
    """Keeps the last packets. Not thread-safe.

    Args:
        seconds: How much is kept, of the camera's time.
        most_bytes: Beyond which fewer seconds are kept.
    """

    def __init__(self, seconds: float, *, most_bytes: int = _MOST_BYTES) -> None:
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._packets: deque[Packet] = deque()
        self._bytes = 0

    def add(self, packet: Packet) -> None:
        """Keep a packet, and let go of those that are too old by the camera's clock or the computer's."""
        if self._packets and packet.seconds <= self._packets[-1].seconds:
            self.clear()  # The camera's clock began anew: what lies before cannot be joined.
        self._packets.append(packet)
        self._bytes += len(packet.jpeg)
        while self._is_old(self._packets[0], packet) or self._bytes > self._most_bytes:
            self._bytes -= len(self._packets.popleft().jpeg)

    def take(self, since: float | None, *, now: float | None = None) -> list[Packet]:
        """Return what is kept from a time on, and keep nothing any more.

        Args:
            since: Time of the camera's clock; None for all.
            now: The computer's monotonic clock: packets that came longer ago than is kept are left out.
        """
        taken = [
            packet
            for packet in self._packets
            if (since is None or packet.seconds >= since)
            and (now is None or now - packet.arrived <= self._seconds + 1.0)
        ]
        self.clear()
        return taken

    def clear(self) -> None:
        """Forget everything."""
        self._packets.clear()
        self._bytes = 0

    def _is_old(self, packet: Packet, newest: Packet) -> bool:
        return newest.seconds - packet.seconds > self._seconds
