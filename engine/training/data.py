"""Sequences in memory, and the batches a training step looks at.

Must not know networks or losses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError
from engine.core.labels import ClassName
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.datasets.scoliosis1k import Entry, read_silhouettes
from engine.runtime.seeds import stream
from engine.training.config import Batches

CUT = slice(10, 54)
"""Columns of a 64x64 frame that networks see."""


@dataclass(frozen=True, slots=True, eq=False)
class Sequences:
    """Sequences in memory.

    Attributes:
        frames: N arrays uint8 [T, 64, 44] without empty frames.
        classes: Class number of each, int64 [N].
        people: Who each is of, N names.
    """

    frames: tuple[NDArray[np.uint8], ...]
    classes: NDArray[np.int64]
    people: tuple[str, ...]

    def __len__(self) -> int:
        """Give the number of sequences."""
        return len(self.frames)


def load_sequences(
    entries: Sequence[Entry], class_order: Sequence[ClassName], *, cancel: Cancel | None = None
) -> Sequences:
    """Read sequences; frames that normalisation dropped (all zero) are left out.

    Raises:
        DatasetError: A file cannot be used, or none is left.
    """
    frames, kept = [], []
    for entry in entries:
        check(cancel)
        stored = read_silhouettes(entry)
        seen = stored[stored.any(axis=(1, 2))][..., CUT]
        if len(seen):
            frames.append(np.ascontiguousarray(seen))
            kept.append(entry)
    if not kept:
        raise DatasetError(
            text("No sequence has a silhouette."), text("Choose another dataset, or check it.")
        )
    classes = np.array([class_order.index(entry.class_name) for entry in kept], dtype=np.int64)
    return Sequences(tuple(frames), classes, tuple(entry.person for entry in kept))


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one step looks at.

    Attributes:
        frames: uint8 [N, T, 64, 44].
        classes: Class numbers, int64 [N].
        groups: What the triplet loss holds together, int64 [N].
    """

    frames: NDArray[np.uint8]
    classes: NDArray[np.int64]
    groups: NDArray[np.int64]


def batches(sequences: Sequences, settings: Batches, *, seed: int) -> Iterator[Batch]:
    """Draw batches of P groups x K sequences without end; same seed, same batches.

    Args:
        sequences: What to draw from.
        settings: Sizes.
        seed: Seed of the run.
    """
    rng = stream(seed, "batches")
    names = sequences.people if settings.group_by == "person" else sequences.classes.tolist()
    _, group_of = np.unique(np.asarray(names), return_inverse=True)
    members: dict[int, list[int]] = defaultdict(list)
    for index, group in enumerate(group_of):
        members[int(group)].append(index)
    count = min(settings.groups, len(members))
    while True:
        groups = rng.choice(len(members), size=count, replace=False)
        drawn = np.concatenate([_draw(rng, members[int(one)], settings.each) for one in groups])
        yield Batch(
            frames=np.stack([_clip(rng, sequences.frames[index], settings) for index in drawn]),
            classes=sequences.classes[drawn],
            groups=group_of[drawn].astype(np.int64),
        )


def shuffled(sequences: Sequences, settings: Batches, *, seed: int) -> Iterator[Batch]:
    """Draw ordinary shuffled batches of P x K sequences without end, epoch after epoch."""
    rng = stream(seed, "batches")
    size = min(settings.groups * settings.each, len(sequences))
    while True:
        order = rng.permutation(len(sequences))
        for start in range(0, len(order) - size + 1, size):
            drawn = order[start : start + size]
            yield Batch(
                frames=np.stack([_clip(rng, sequences.frames[index], settings) for index in drawn]),
                classes=sequences.classes[drawn],
                groups=drawn,
            )


def _draw(rng: np.random.Generator, members: Sequence[int], count: int) -> NDArray[np.int64]:
    """Draw ``count`` of the members, again and again where there are fewer."""
    return rng.choice(np.asarray(members), size=count, replace=len(members) < count)


def _clip(
    rng: np.random.Generator, frames: NDArray[np.uint8], settings: Batches
) -> NDArray[np.uint8]:
    """Draw frames without order, with repetition where there are fewer; mirror some clips whole."""
    drawn = rng.choice(len(frames), size=settings.frames, replace=len(frames) < settings.frames)
    clip = frames[drawn]
    # A mirrored 44-column window of a silhouette centred on column 32 is off by one column; the
    # network sees people off centre by more than that.
    return clip[..., ::-1] if rng.random() < settings.flip else clip
