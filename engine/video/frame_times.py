"""When each frame of a file is shown: rates, gaps, and which frames a reading keeps.

The container's claim of a frame rate is often wrong, and phones vary it: only the time stamps of the
packets tell (`engine.video.scanning`). A stamp takes 8 bytes, so an hour at 60 frames a second takes
1.7 MB.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple, Self

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

_REGULAR_SHARE: Final = 0.99
_GAP_SECONDS: Final = 0.25
_GAP_STEPS: Final = 5.0
"""Half a step of a walker, and more than any camera varies its rate by: a longer pause is a gap."""
_STRAY_FRAMES: Final = 3
_STRAY_SHARE: Final = 0.05


class Stamps(Enum):
    """Which stamp tells a decoded frame from the others."""

    PTS = "pts"
    """Presentation stamps are there, and each frame has its own."""
    DTS = "dts"
    """Only decoding stamps are there, and frames are shown in the order of decoding."""
    COUNT = "count"
    """Neither can be trusted: frames are numbered as the decoder gives them, from the first on."""


class Gap(NamedTuple):
    """A stretch without pictures, seconds from the first frame: the last frame before and the first after."""

    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The frames of a file in the order in which they are shown.

    Of interlaced video, a frame here is a field, made a whole picture.

    Attributes:
        stamps: int64 ``[F]``, increasing, in units of ``tick`` seconds.
        keys: Stamps at which decoding can begin, int64, increasing.
        tick: Seconds of one unit, exact.
        by: How a decoded frame is found in it.
        complete: Whether the whole file was looked at.
        broken: Whether the file ends before it should, or could not be read to its end.
        frame_ticks: Of interlaced video: units from a frame of the file to the next; two of ``tick`` are
            then one of the stream. 0 of other video.
        strays: Seconds from the first frame of frames that stood far from all others and were left out:
            negative before, positive after. float64.
        origin: Units of ``tick`` at which the first frame stands: 0 but for a part of a longer recording.
    """

    stamps: NDArray[np.int64]
    keys: NDArray[np.int64]
    tick: Fraction
    by: Stamps
    complete: bool
    broken: bool
    frame_ticks: int = 0
    strays: tuple[float, ...] = ()
    origin: int = 0

    def as_fields(self, frame_ticks: int) -> Self:
        """Return the timeline of the fields, two for each frame.

        Cameras write the two fields of a frame in one packet or in two; both come to the same here.

        Args:
            frame_ticks: Units of ``tick`` from a frame to the next.
        """
        counted = self.by is Stamps.COUNT
        whole = 2 if counted else 2 * frame_ticks
        first = 2 * self.stamps
        both = np.sort(np.concatenate([first, first + whole // 2]))
        # A second field that has a packet of its own stands there twice, but for rounding.
        apart = np.diff(both, prepend=both[0] - whole) > whole // 4
        return replace(
            self,
            stamps=both[apart],
            keys=2 * self.keys,
            tick=self.tick / 2,
            frame_ticks=whole,
        )

    def without_strays(self) -> Self:
        """Leave out the few frames at either end that stand far from all others.

        Some cameras give the first frame, or the last, a time of its own, far away: it would stretch the
        recording by minutes, and lower its rate.
        """
        edges = np.flatnonzero(self._is_gap) + 1
        most = min(_STRAY_FRAMES, int(_STRAY_SHARE * len(self.stamps)))
        start = max((int(edge) for edge in edges if edge <= most), default=0)
        count = len(self.stamps)
        end = min((int(edge) for edge in edges if count - edge <= most), default=count)
        if not self.complete:
            end = count
        if start == 0 and end == count:
            return self
        left_out = np.concatenate([self.stamps[:start], self.stamps[end:]]) - self.stamps[start]
        strays = tuple(float(stamp * self.tick) for stamp in left_out.tolist())
        return replace(self, stamps=self.stamps[start:end], strays=strays)

    @property
    def _is_gap(self) -> NDArray[np.bool_]:
        """Which steps from frame to frame are gaps, bool ``[F - 1]``."""
        steps = np.diff(self.stamps)
        if len(steps) < 2:
            return np.zeros(len(steps), dtype=bool)
        limit = max(_GAP_SECONDS / float(self.tick), _GAP_STEPS * float(np.median(steps)))
        return np.asarray(steps > limit)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Stretches between frames that are far longer than the others."""
        seconds = self.seconds
        return tuple(
            Gap(float(seconds[at]), float(seconds[at + 1])) for at in np.flatnonzero(self._is_gap)
        )

    @property
    def seconds(self) -> NDArray[np.float64]:
        """Times of the frames, float64 ``[F]``, the first at `origin`."""
        passed = (self.stamps - self.stamps[0] + self.origin) * np.float64(self.tick.numerator)
        return np.asarray(passed / self.tick.denominator, dtype=np.float64)

    @property
    def frame_step(self) -> float:
        """Median units of ``tick`` from a frame of the file to the next."""
        if len(self.stamps) < 2:
            return 0.0
        return self.frame_ticks or float(np.median(np.diff(self.stamps)))

    @property
    def step(self) -> float:
        """Median time between frames, seconds; 0 where there is but one frame."""
        if len(self.stamps) < 2:
            return 0.0
        return float(np.median(np.diff(self.stamps))) * float(self.tick)

    def fps(self, claimed: Fraction | None) -> float:
        """Return the mean frame rate outside gaps, frames a second; 0 where there is but one frame.

        The container's claim is taken where it agrees with the stamps but for the clock's rounding.
        """
        lengths = np.diff(self.stamps)[~self._is_gap]
        steps, span = len(lengths), int(lengths.sum())
        if span <= 0:
            return 0.0
        for rate in (claimed, 2 * claimed) if claimed else ():
            if abs(steps / rate / self.tick - span) <= 1:
                return float(rate)
        return float(steps / (span * self.tick))

    @property
    def variable(self) -> bool:
        """Whether over 1 % of the steps differ from the median by more than the clock's rounding."""
        steps = np.diff(self.stamps)[~self._is_gap].astype(np.float64)
        if len(steps) < 2:
            return False
        middle = float(np.median(steps))
        # Between fields, what was rounded is a whole frame: two units.
        rounding = 2.01 if self.frame_ticks else 1.01
        regular = np.abs(steps - middle) <= max(rounding, 0.01 * middle)
        return float(regular.mean()) < _REGULAR_SHARE

    @property
    def _slack(self) -> float:
        """Forgiven rounding of times, seconds: half a tick, unless the ticks are as coarse as frames.

        Of interlaced video, what was rounded is the time of a frame: two units of ``tick``.
        """
        rounded = self.tick if self.frame_ticks else self.tick / 2
        return min(float(rounded), 0.05 * self.step)

    def number_at(self, seconds: float) -> int:
        """Return the number of the frame shown at ``seconds``: the first before, the last after."""
        ticks = (seconds + self._slack) / float(self.tick) - self.origin
        last = int(self.stamps[-1] - self.stamps[0])
        stamp = int(self.stamps[0]) + math.floor(min(max(ticks, 0.0), last))
        return int(np.searchsorted(self.stamps, stamp, side="right")) - 1

    def number_of(self, stamp: int) -> int | None:
        """Return the number of the frame with ``stamp``, or None where there is none.

        Of interlaced video, the nearest within a quarter of a frame.
        """
        slack = self.frame_ticks // 4
        found = int(np.searchsorted(self.stamps, stamp - slack))
        near = found < len(self.stamps) and self.stamps[found] <= stamp + slack
        return found if near else None

    def numbers_of(self, frame: VideoFrame, count: int) -> tuple[int | None, ...]:
        """Return the numbers of a decoded frame: one, or two where it holds two fields."""
        fields = (0, self.frame_ticks // 2) if self.frame_ticks else (0,)
        if self.by is Stamps.COUNT:
            first = len(fields) * count
            last = len(self.stamps)
            return tuple(n if n < last else None for n in range(first, first + len(fields)))
        stamp = frame.pts if self.by is Stamps.PTS else frame.dts
        if stamp is None:
            return (None,) * len(fields)
        return tuple(self.number_of(len(fields) * stamp + after) for after in fields)

    def stream_stamp(self, stamp: int) -> int:
        """Return ``stamp`` in the units of the stream."""
        return stamp // 2 if self.frame_ticks else stamp

    def kept(self, start: float, end: float | None, rate: float | None) -> NDArray[np.int64]:
        """Return the numbers of the frames that a reading keeps, int64, increasing.

        With ``rate``, the first frame at or after each k / rate from time zero; half a tick of
        rounding is forgiven, so that 30 a second in milliseconds gives every second frame at 15.
        """
        seconds = self.seconds
        chosen = (seconds >= start - 1e-9) & (seconds < (math.inf if end is None else end))
        if rate is not None:
            cell = np.floor((seconds + self._slack) * rate + 1e-9)
            chosen &= np.diff(cell, prepend=-1.0) > 0
        return np.flatnonzero(chosen).astype(np.int64)
