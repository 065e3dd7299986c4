"""What is noticed about a recording and the people in it, as typed findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding
from engine.core.video import VideoInfo
from engine.perception.linking import Followed
from engine.perception.sides import Repaired
from engine.perception.types import Track


def about_person(
    person: Followed, sides: Repaired, info: VideoInfo, end: float
) -> tuple[Finding, ...]:
    """Give the findings about one person."""
    return ()


def about_recording(
    info: VideoInfo,
    tracks: Sequence[Track],
    walker: int | None,
    seconds: NDArray[np.float64],
    facts: Mapping[str, float],
) -> tuple[Finding, ...]:
    """Give the findings about the recording as a whole."""
    return ()


def facts(
    people: Sequence[Followed], tracks: Sequence[Track], count: int, scene: Mapping[str, float]
) -> dict[str, float]:
    """Give numbers about the recording."""
    return dict(scene)
