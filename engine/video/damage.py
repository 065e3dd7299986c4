"""Which pictures a file lacks: where it is damaged, where it pauses, what stands far from all others."""

from __future__ import annotations

import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.text import text
from engine.video.frame_times import Gap, Timeline

_CARE_SECONDS: Final = 0.5
"""A shorter gap hides less than a step."""


class DamageLog:
    """What is noticed about one file by all who read it, perhaps in several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._broken_at: float | None = None
        self._damage: list[Gap] = []
        self._gaps: tuple[Gap, ...] = ()
        self._strays: tuple[float, ...] = ()
        self._end = 0.0

    def note(self, start: float, end: float | None) -> None:
        """Note damage: from and until when pictures are missing, seconds; None where none come after."""
        with self._lock:
            if end is not None:
                self._damage = _merge([*self._damage, Gap(start, end)])
            elif self._broken_at is None or start < self._broken_at:
                self._broken_at = start

    def note_timeline(self, timeline: Timeline) -> None:
        """Note what time stamps tell: gaps, strays, an end too early."""
        with self._lock:
            self._gaps, self._strays = timeline.gaps, timeline.strays
            self._end = float(timeline.seconds[-1])
        if timeline.broken:
            self.note(self._end + timeline.step, None)

    def has(self, seconds: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which of the times lie outside all damage that is known, bool ``[N]``.

        So a reading that begins behind the damage gives the same frames as one that came through it.
        """
        with self._lock:
            there = np.ones(len(seconds), dtype=bool)
            if self._broken_at is not None:
                there &= seconds < self._broken_at
            for start, end in self._damage:
                there &= (seconds < start) | (seconds >= end)
            return there

    def findings(self) -> tuple[Finding, ...]:
        """Return `FindingCode.FILE_BROKEN_MIDDLE` and `FindingCode.FRAMES_MISSING`, each with its time."""
        with self._lock:
            broken = self._broken_at
            missing = _merge([*self._damage, *self._gaps])
        found = [_missing(gap) for gap in missing if broken is None or gap.start < broken]
        if broken is not None:
            found.insert(0, _broken(broken))
        early = [-stray for stray in self._strays if stray < 0]
        late = [stray - self._end for stray in self._strays if stray > 0]
        if early:
            found.append(_early(len(early), max(early)))
        if late:
            found.append(_late(len(late), max(late), self._end))
        return tuple(found)


def _merge(gaps: list[Gap]) -> list[Gap]:
    """Join gaps that overlap or touch, in order of time."""
    joined: list[Gap] = []
    for gap in sorted(gaps):
        if joined and gap.start <= joined[-1].end:
            joined[-1] = Gap(joined[-1].start, max(joined[-1].end, gap.end))
        else:
            joined.append(gap)
    return joined


def _broken(seconds: float) -> Finding:
    return Finding(
        code=FindingCode.FILE_BROKEN_MIDDLE,
        severity=Severity.CARE,
        message=text(
            "The video file is damaged after {seconds:.1f} seconds; the part before that was used.",
            seconds=seconds,
        ),
        remedy=text("Copy the file from the camera again; if that does not help, film again."),
        start_seconds=seconds,
    )


def _missing(gap: Gap) -> Finding:
    return Finding(
        code=FindingCode.FRAMES_MISSING,
        severity=Severity.CARE if gap.end - gap.start > _CARE_SECONDS else Severity.INFO,
        message=text(
            "There are no frames between {start:.1f} and {end:.1f} seconds: the recording was "
            "paused, or the file is damaged there.",
            start=gap.start,
            end=gap.end,
        ),
        remedy=text(
            "The parts before and after were used. If the person walks in between, copy the file "
            "again or film again."
        ),
        start_seconds=gap.start,
        end_seconds=gap.end,
    )


def _early(count: int, seconds: float) -> Finding:
    return Finding(
        code=FindingCode.FRAMES_MISSING,
        severity=Severity.INFO,
        message=text(
            "The file begins {seconds:.1f} seconds before the recording, with a few frames "
            "({count}) that were left out.",
            seconds=seconds,
            count=count,
        ),
        remedy=text("No action needed; times are counted from the first frame of the recording."),
        start_seconds=0.0,
        end_seconds=0.0,
    )


def _late(count: int, seconds: float, end: float) -> Finding:
    return Finding(
        code=FindingCode.FRAMES_MISSING,
        severity=Severity.INFO,
        message=text(
            "The file ends {seconds:.1f} seconds after the recording, with a few frames ({count}) "
            "that were left out.",
            seconds=seconds,
            count=count,
        ),
        remedy=text("No action needed."),
        start_seconds=end,
        end_seconds=end,
    )
