"""What one step looks at, as numbers: which sequences, which of their frames, which are mirrored.

A plan is small: every process of a distributed run draws that of the whole batch and takes its own part, and
whoever holds the frames, in memory or on a device, makes the batch of it. Must not know where frames lie.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.inference.inputs import spread_evenly
from engine.runs.training_config import Batches
from engine.training.augment import Changes

MOST_FRAMES = 720
"""Longest sequence that is taken whole, as in screening and in OpenGait's test."""


@dataclass(frozen=True, slots=True, eq=False)
class BatchPlan:
    """What one step looks at.

    Attributes:
        indices: Numbers of the sequences, int64 [N].
        positions: Which of their frames, int64 [N, T]; 0 beyond the length of a sequence.
        lengths: Frames of each sequence, int64 [N], where they may differ, or None.
        flips: Which of them are mirrored, bool [N].
        groups: What the triplet loss holds together, int64 [N].
        changes: What else is done to their frames.
    """

    indices: NDArray[np.int64]
    positions: NDArray[np.int64]
    lengths: NDArray[np.int64] | None
    flips: NDArray[np.bool_]
    groups: NDArray[np.int64]
    changes: Changes = field(default_factory=dict)

    def part(self, rank: int, world: int) -> BatchPlan:
        """Return the part of one of ``world`` processes, which divide the sequences; in order of rank."""
        size = len(self.indices) // world
        chosen = slice(rank * size, (rank + 1) * size)
        lengths = None if self.lengths is None else self.lengths[chosen]
        longest = self.positions.shape[1] if lengths is None else int(lengths.max())
        return BatchPlan(
            indices=self.indices[chosen],
            positions=self.positions[chosen, :longest],
            lengths=lengths,
            flips=self.flips[chosen],
            groups=self.groups[chosen],
            changes={
                name: part
                for name, one in self.changes.items()
                if len((part := one.part(chosen.start, chosen.stop, longest)).rows)
            },
        )


def draw_plan(
    rng: np.random.Generator,
    indices: NDArray[np.int64],
    groups: NDArray[np.int64],
    available: NDArray[np.int64],
    settings: Batches,
) -> BatchPlan:
    """Draw frames of sequences, and which of those are mirrored.

    Args:
        rng: Drawn from sequence by sequence: frames, then whether it is mirrored.
        indices: Numbers of the sequences, int64 [N].
        groups: What the triplet loss holds together, int64 [N].
        available: Frames of every sequence there is, int64.
        settings: How to draw.
    """
    drawn, flips = [], []
    for index in indices:
        drawn.append(draw_frames(rng, int(available[index]), settings))
        flips.append(rng.random() < settings.flip)
    lengths = np.array([len(one) for one in drawn], np.int64)
    positions = np.zeros((len(drawn), lengths.max()), np.int64)
    for row, one in zip(positions, drawn, strict=True):
        row[: len(one)] = one
    fixed = settings.frames_most is None and settings.frame_order != "all"
    return BatchPlan(
        indices, positions, None if fixed else lengths, np.array(flips, np.bool_), groups
    )


def draw_frames(rng: np.random.Generator, available: int, settings: Batches) -> NDArray[np.int64]:
    """Draw frames of one sequence; see `engine.runs.training_config.Batches`.

    The ways are those of OpenGait (https://github.com/ShiqiYu/OpenGait): fixed or unfixed, ordered or
    unordered, all.

    Args:
        rng: Drawn from.
        available: Frames of the sequence, at least 1.
        settings: How to draw.

    Returns:
        Numbers of frames, int64.
    """
    if settings.frame_order == "all":
        return spread_evenly(available, MOST_FRAMES)
    count = settings.frames
    if settings.frames_most is not None:
        count = int(rng.integers(settings.frames, settings.frames_most + 1))
    if settings.frame_order == "unordered":
        return rng.choice(available, size=count, replace=available < count)
    run = count + settings.skip
    walk = np.arange(available, dtype=np.int64)
    if available < run:
        walk = np.tile(walk, -(-run // available))
    start = int(rng.integers(0, len(walk) - run + 1))
    kept = np.arange(run)
    if settings.skip:
        kept = np.sort(rng.choice(run, size=count, replace=False))
    return walk[start + kept]
