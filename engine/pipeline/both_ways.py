"""The walk the other way, measured too and joined with the first."""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.findings import Finding
from engine.core.level import Level
from engine.core.result import Measurement
from engine.gait import events, measurements
from engine.gait.directions import combine_ways
from engine.gait.levelling import with_level
from engine.gait.sequence import GaitSequence
from engine.pipeline.analysis import Analysis, sequence_of
from engine.pipeline.speed import other_way


@dataclass(frozen=True, slots=True)
class Taken:
    """How a recording is taken.

    Attributes:
        factor: How many times slower than life it is played.
        level: How the camera stands, by the times of the recording.
        loose_clothes: Whether somebody said that clothes or hair hide the shoulders.
    """

    factor: float = 1.0
    level: Level | None = None
    loose_clothes: bool = False


def with_other_way(
    analysis: Analysis,
    index: int,
    taken: Taken,
    walk: GaitSequence,
    measured: dict[str, Measurement],
) -> tuple[dict[str, Measurement], tuple[Finding, ...]]:
    """Measure the walk the other way too, where there is one, and join what both say.

    Nobody looks at the dots of the other way. Where somebody has looked at those of this one, the others
    count only beside them: what was called no dot here would else come back from there.

    Args:
        analysis: The video, read once.
        index: Which track.
        taken: How the recording is taken.
        walk: The walk this way.
        measured: What it measures.
    """
    factor, level = taken.factor, taken.level
    track = other_way(analysis.recording.tracks[index])
    if track is None:
        return measured, ()
    sequence = sequence_of(analysis.recording, track, factor=factor, rate=analysis.rate)
    if level is not None:
        sequence = with_level(sequence, level.moved(factor))
    gait = events.gait_facts(sequence)
    other = measurements.measure(sequence, gait, loose_clothes=taken.loose_clothes)
    if walk.dots is not None and walk.dots.confirmed:
        other = {
            name: one
            for name, one in other.items()
            if name in measured and one.source == measured[name].source
        }
    return combine_ways(measured, other)
