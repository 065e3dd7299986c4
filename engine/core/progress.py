"""How long work tells of itself, and how it is stopped.

Every long function takes keyword-only ``progress`` and ``cancel``. Work is stopped cooperatively:
`check` is called between steps (at least every half second) and raises `CancelledError`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from engine.core.errors import CancelledError


class Stage(StrEnum):
    """The stages of a screening, in order, and those of other long work."""

    OPEN = "open"
    FIND = "find"
    FOLLOW = "follow"
    MEASURE = "measure"
    JUDGE = "judge"
    WRITE = "write"
    SIMULATE = "simulate"
    TRAIN = "train"
    EVALUATE = "evaluate"
    CHECK = "check"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """One report of progress.

    Attributes:
        fraction: Share of the whole work done, 0 to 1, or None where it cannot be measured.
        seconds_left: Estimated seconds until the end, or None.
        count: How many of how many people are done, or None where it is not people that are counted.
    """

    stage: Stage
    fraction: float | None = None
    seconds_left: float | None = None
    count: tuple[int, int] | None = None


Progress = Callable[[ProgressReport], None]


class Cancel:
    """A switch that the person's Cancel button turns on, from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    @property
    def requested(self) -> bool:
        """Whether the work was asked to stop."""
        return self._event.is_set()


def check(cancel: Cancel | None) -> None:
    """Raise `CancelledError` when ``cancel`` was set."""
    if cancel is not None and cancel.requested:
        raise CancelledError


def report(
    progress: Progress | None,
    stage: Stage,
    fraction: float | None = None,
    seconds_left: float | None = None,
    count: tuple[int, int] | None = None,
) -> None:
    """Report progress where somebody listens."""
    if progress is not None:
        progress(ProgressReport(stage, fraction, seconds_left, count))


def share_of(progress: Progress | None, number: int, count: int) -> Progress:
    """Return what one of many equal pieces of work reports to."""

    def listen(part: ProgressReport) -> None:
        share = None if part.fraction is None else (number + part.fraction) / count
        report(progress, part.stage, share)

    return listen
