"""Which sequences a training step looks at: samplers that can be stopped and continued.

A sampler draws the whole batch in every process of a distributed run, from the same seed, and makes only the
part of its own process: the batch is the same however many share it. Must not know networks or devices.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from engine.core.errors import ConfigError, DatasetError
from engine.core.text import Text, text
from engine.runs.data_config import Batches, DrawBy
from engine.runtime.seeds import stream
from engine.training.augment import apply_changes, draw_changes
from engine.training.data import Batch, Sequences, make_batch
from engine.training.plans import BatchPlan, draw_plan


class Sampler(Protocol):
    """Draws batches without end; same seed, same batches."""

    @property
    def sequences(self) -> Sequences:
        """What it draws from."""
        ...

    @property
    def size(self) -> int:
        """Sequences of a batch, over all processes."""
        ...

    @property
    def remark(self) -> Text | None:
        """What the person should know: that a batch asks for more than there is."""
        ...

    def draw(self) -> BatchPlan:
        """Draw what the next step looks at; the part of this process."""
        ...

    def next(self) -> Batch:
        """Draw and make the next batch; the part of this process."""
        ...

    def state(self) -> dict[str, Any]:
        """Return the state to continue from, as JSON holds it; the same in every process."""
        ...

    def restore(self, state: dict[str, Any]) -> None:
        """Continue where `state` was taken.

        Raises:
            DatasetError: The state is that of another sampler, or of other data.
        """
        ...


def sampler_of(
    sequences: Sequences,
    settings: Batches,
    *,
    uses_triplet: bool,
    seed: int,
    rank: int = 0,
    world: int = 1,
) -> Sampler:
    """Return the sampler of a run.

    Args:
        sequences: What to draw from.
        settings: How.
        uses_triplet: Whether the network trains with a triplet loss, which decides how sequences are drawn
            where the settings do not.
        seed: Seed of the run.
        rank: Number of this process, from 0.
        world: Number of processes, which share each batch.

    Raises:
        ConfigError: A batch cannot be shared evenly.
    """
    draw_by: DrawBy = settings.draw_by or (settings.group_by if uses_triplet else "plain")
    groups = _numbers(sequences, settings.group_by)
    if draw_by == "plain":
        return ShuffledSampler(sequences, settings, groups, seed=seed, rank=rank, world=world)
    return GroupSampler(
        sequences, settings, groups, draw_by=draw_by, seed=seed, rank=rank, world=world
    )


def _numbers(sequences: Sequences, by: str) -> NDArray[np.int64]:
    """Return the number of each sequence's person or class, int64 [N]."""
    names = sequences.people if by == "person" else sequences.classes.tolist()
    return np.unique(np.asarray(names), return_inverse=True)[1].astype(np.int64)


class _DrawingSampler:
    """What both samplers have in common: the stream, the frames, the part of this process."""

    kind: str
    remark: Text | None = None

    def __init__(
        self,
        sequences: Sequences,
        settings: Batches,
        groups: NDArray[np.int64],
        *,
        size: int,
        seed: int,
        rank: int,
        world: int,
    ) -> None:
        if size % world:
            raise ConfigError(
                text(
                    "A batch of {size} sequences cannot be divided evenly between {processes} "
                    "processes.",
                    size=size,
                    processes=world,
                ),
                text(
                    "Choose batches.groups and batches.each so that their product is a multiple of the"
                    " number of processes."
                ),
            )
        self.sequences = sequences
        self.size = size
        self._settings = settings
        self._groups = groups
        self._available = np.array([len(clip) for clip in sequences.clips], np.int64)
        # Numbers, frames and labels, by which other data is noticed; not the frames themselves.
        labels = np.stack([self._available, sequences.classes, groups])
        self._facts = f"{len(sequences)} {zlib.crc32(labels.astype('<i8').tobytes()):08x}"
        self._rng = stream(seed, "batches")
        # A stream of its own: with augmentation a run sees the same frames, changed.
        self._changes_rng = stream(seed, "augmentation")
        self._rank, self._world = rank, world

    def _indices(self) -> NDArray[np.int64]:
        """Draw the sequences of the whole batch."""
        raise NotImplementedError

    def draw(self) -> BatchPlan:
        """Draw what the next step looks at; the part of this process."""
        indices = self._indices()
        plan = draw_plan(self._rng, indices, self._groups[indices], self._available, self._settings)
        changes = draw_changes(
            self._changes_rng, self._settings.augmentation, *plan.positions.shape
        )
        return replace(plan, changes=changes).part(self._rank, self._world)

    def next(self) -> Batch:
        """Draw and make the next batch; the part of this process."""
        plan = self.draw()
        batch = make_batch(self.sequences, plan)
        frames = {
            name: apply_changes(torch.from_numpy(np.ascontiguousarray(array)), plan.changes).numpy()
            for name, array in batch.frames.items()
        }
        return replace(batch, frames=frames)

    def state(self) -> dict[str, Any]:
        """Return the state to continue from, as JSON holds it; the same in every process."""
        return {
            "kind": self.kind,
            "size": self.size,
            "sequences": self._facts,
            "stream": self._rng.bit_generator.state,
            "changes": self._changes_rng.bit_generator.state,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Continue where `state` was taken.

        Raises:
            DatasetError: The state is that of another sampler, or of other data.
        """
        own = self.state()
        if any(state.get(key) != own[key] for key in ("kind", "size", "sequences")):
            raise DatasetError(
                text(
                    "The training sequences, or the way batches are drawn from them, are not "
                    "those the run was started with."
                ),
                text("Continue the run with the data and settings it was started with."),
            )
        self._rng.bit_generator.state = state["stream"]
        self._changes_rng.bit_generator.state = state["changes"]


class GroupSampler(_DrawingSampler):
    """P groups (people or classes) x K sequences (Hermans et al. 2017); by class it is balanced."""

    def __init__(
        self,
        sequences: Sequences,
        settings: Batches,
        groups: NDArray[np.int64],
        *,
        draw_by: DrawBy,
        seed: int,
        rank: int = 0,
        world: int = 1,
    ) -> None:
        of = _numbers(sequences, draw_by)
        self._members = [np.flatnonzero(of == number) for number in range(int(of.max()) + 1)]
        self._count = min(settings.groups, len(self._members))
        if self._count < settings.groups:
            self.remark = text(
                "A batch asks for {asked} people, but there are only {there} to learn from: each "
                "batch has all of them.",
                asked=settings.groups,
                there=self._count,
            )
        self.kind = draw_by
        size = self._count * settings.each
        super().__init__(sequences, settings, groups, size=size, seed=seed, rank=rank, world=world)

    def _indices(self) -> NDArray[np.int64]:
        chosen = self._rng.choice(len(self._members), size=self._count, replace=False)
        return np.concatenate([self._each(self._members[int(one)]) for one in chosen])

    def _each(self, members: NDArray[np.int64]) -> NDArray[np.int64]:
        """Draw K of the members, again and again where there are fewer."""
        count = self._settings.each
        return self._rng.choice(members, size=count, replace=len(members) < count)


class ShuffledSampler(_DrawingSampler):
    """Ordinary shuffled batches of P x K sequences, epoch after epoch; what is left of one is skipped."""

    kind = "plain"

    def __init__(
        self,
        sequences: Sequences,
        settings: Batches,
        groups: NDArray[np.int64],
        *,
        seed: int,
        rank: int = 0,
        world: int = 1,
    ) -> None:
        asked = settings.groups * settings.each
        size = min(asked, len(sequences))
        if size < asked:
            self.remark = text(
                "A batch asks for {asked} walks, but there are only {there} to learn from: each "
                "batch has all of them.",
                asked=asked,
                there=size,
            )
        super().__init__(sequences, settings, groups, size=size, seed=seed, rank=rank, world=world)
        self._order = np.empty(0, np.int64)
        self._used = 0
        self._before: dict[str, Any] | None = None

    def _indices(self) -> NDArray[np.int64]:
        if self._used + self.size > len(self._order):
            self._begin()
        drawn = self._order[self._used : self._used + self.size]
        self._used += self.size
        return drawn

    def _begin(self) -> None:
        """Shuffle for a new epoch."""
        self._before = dict(self._rng.bit_generator.state)
        self._order = self._rng.permutation(len(self.sequences))
        self._used = 0

    def state(self) -> dict[str, Any]:
        """Return the state to continue from: the stream now and as it was before the epoch's shuffle."""
        return {**super().state(), "used": self._used, "before": self._before}

    def restore(self, state: dict[str, Any]) -> None:
        """Continue where `state` was taken.

        Raises:
            DatasetError: The state is that of another sampler, or of other data.
        """
        super().restore(state)
        self._order, self._used, self._before = np.empty(0, np.int64), 0, None
        if state["before"] is not None:
            self._rng.bit_generator.state = state["before"]
            self._begin()
            self._rng.bit_generator.state = state["stream"]
            self._used = int(state["used"])
