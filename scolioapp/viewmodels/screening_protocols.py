"""What the result page needs of the pipeline's answers, as protocols; tests hand in made-up ones.

Must not know the pipeline, nor widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.core.level import Level
from engine.core.progress import Cancel, Progress
from engine.core.result import ScreeningResult
from engine.dots.dot_set import Dots
from engine.perception.types import Recording


class SequenceLike(Protocol):
    """What the page needs of `engine.gait.sequence.GaitSequence`."""

    @property
    def silhouettes(self) -> NDArray[np.uint8]:
        """Silhouettes uint8 ``[T, 64, 64]``."""
        ...

    @property
    def keypoints(self) -> NDArray[np.float32]:
        """Keypoints float32 ``[T, 17, 3]``: x px, y px, score."""
        ...

    @property
    def seconds(self) -> NDArray[np.float64]:
        """Times float64 ``[T]``."""
        ...

    @property
    def extras(self) -> Mapping[str, NDArray[Any]]:
        """Optional arrays, such as ``outline_points`` and ``outline_offsets``."""
        ...

    @property
    def dots(self) -> Dots | None:
        """The adhesive dots, or None where nobody said that some were used."""
        ...

    def save(self, path: Path) -> None:
        """Write the sequence as ``.gait.npz``."""
        ...


class AnalysisLike(Protocol):
    """What the page needs of `engine.pipeline.analysis.Analysis`."""

    @property
    def recording(self) -> Recording:
        """What perception says of the recording."""
        ...


class ScreeningLike(Protocol):
    """What the page needs of `engine.pipeline.judgement.Screening`."""

    @property
    def result(self) -> ScreeningResult:
        """What is said."""
        ...

    @property
    def sequence(self) -> SequenceLike | None:
        """The walk of the person judged, or None where nobody was."""
        ...

    @property
    def analysis(self) -> AnalysisLike:
        """What was seen in the video, for every person."""
        ...


class Judge(Protocol):
    """Judges a person (1 is the first) without a second pass over the video."""

    def __call__(
        self,
        person: int,
        /,
        *,
        slow_motion: float = ...,
        level: Level | None = ...,
        dots: Dots | None = ...,
    ) -> ScreeningLike:
        """Judge the person; see `engine.pipeline.screening.Screener.judge`."""
        ...


Remeasure = Callable[[ScreeningLike, Dots], ScreeningLike]
"""Measures a screening again with other dots."""


Writer = Callable[[ScreeningLike, Path, Progress, Cancel], None]
"""Writes one file made from a screening; runs in a worker thread."""


def named_like(screening: ScreeningLike, label: str, result: ScreeningResult) -> ScreeningLike:
    """Return a screening with a label, and with what another result of the same recording repeats."""
    named = screening.result.named(label, result.repeats)
    return replace(screening, result=named)  # type: ignore[type-var]  # every screening is a dataclass
