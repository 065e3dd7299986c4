"""The way of a batch to the device: sequences that lie there whole, or frames brought ahead of time.

Must not know networks, losses or schedules.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.runtime.device import free_memory, is_gpu, use_in_thread
from engine.training.augment import Changes, apply_changes
from engine.training.data import Sequences, make_batch
from engine.training.plans import BatchPlan
from engine.training.samplers import Sampler

AHEAD = 3
"""Batches that are made ready for a GPU before they are asked for."""

SHARE = 0.5
"""Share of a GPU's free memory that the sequences may take where no budget is given."""


@dataclass(frozen=True, slots=True, eq=False)
class DeviceBatch:
    """What one step looks at, on the device.

    Attributes:
        frames: By name, float32 in [0, 1], ``silhouettes`` [N, T, 64, 44] and ``maps`` [N, T, 2, 64, 44].
        pav: Asymmetry vectors in [0, 1], float32 [N, 8, 3], or None.
        classes: Class numbers, int64 [N].
        groups: What the triplet loss holds together, int64 [N].
        lengths: Frames of each sequence, int64 [N], where they differ, or None. In ordinary memory: networks
            read it number by number.
    """

    frames: Mapping[str, Tensor]
    pav: Tensor | None
    classes: Tensor
    groups: Tensor
    lengths: Tensor | None

    def inputs(self) -> dict[str, Tensor]:
        """Return the arguments of `engine.models.network.GaitNetwork.forward` by name."""
        given = dict(self.frames)
        if self.pav is not None:
            given["pav"] = self.pav
        if self.lengths is not None:
            given["lengths"] = self.lengths
        return given


@dataclass(frozen=True, slots=True, eq=False)
class _PreparedBatch:
    """A batch in ordinary memory, ready for the device; pinned for a GPU."""

    tensors: Mapping[str, Tensor]
    lengths: Tensor | None
    flipped: bool = False
    changes: Changes = field(default_factory=dict)


class _Transfer(Protocol):
    """How batches come to the device; `prepare` may run in a thread of its own."""

    def prepare(self, plan: BatchPlan) -> _PreparedBatch: ...

    def finish(self, ready: _PreparedBatch) -> DeviceBatch: ...


def size_of(sequences: Sequences) -> int:
    """Return the bytes that the frames of sequences take."""
    return sum(array.nbytes for clip in sequences.clips for array in clip.frames.values())


def budget_of(device: torch.device) -> int:
    """Return the bytes that sequences may take on a device: half of a GPU's free memory, else 0.

    On a processor the sequences lie in its memory already; a second copy is no faster.
    """
    if not is_gpu(device):
        return 0
    return int(free_memory(device) * SHARE)


class Feeder:
    """Gives the batches of a sampler on a device.

    Sequences that fit the budget are put on the device whole and batches are drawn there by number. Else
    frames are gathered in ordinary memory, pinned for a GPU, by a thread that is a few batches ahead.
    Both ways give the same batches.

    Attributes:
        resident: Whether the sequences lie on the device.
        wait_seconds: Time that `next` took so far, all batches together.
    """

    def __init__(
        self,
        sampler: Sampler,
        device: torch.device,
        budget: int | None = None,
        *,
        ahead: int | None = None,
    ) -> None:
        """Put the sequences on the device, if they fit.

        Args:
            sampler: Whose batches; nobody else may draw from it until this is closed.
            device: Where to.
            budget: Bytes that the sequences may take there; None is `budget_of` the device.
            ahead: Batches made ready by a thread before they are asked for; 0 is no thread. None is 3 for
                a GPU and 0 for a processor.
        """
        budget = budget_of(device) if budget is None else budget
        gpu = is_gpu(device)
        self.resident = 0 < size_of(sampler.sequences) <= budget
        self.wait_seconds = 0.0
        self._way: _Transfer = (_ResidentFrames if self.resident else _StreamedFrames)(
            sampler.sequences, device
        )
        self._sampler = sampler
        self._state = sampler.state()
        self._closed = False
        self._ahead = (AHEAD if gpu else 0) if ahead is None else ahead
        self._queue: deque[Future[_DrawnBatch]] = deque()
        self._pool: ThreadPoolExecutor | None = None
        if self._ahead:
            self._pool = ThreadPoolExecutor(1, "batches", use_in_thread, (device,))

    def next(self) -> DeviceBatch:
        """Return the next batch; whatever went wrong in the thread is raised here, and closes this."""
        if self._closed:
            raise ValueError("the feeder is closed")
        started = time.perf_counter()
        with ExitStack() as failed:
            failed.callback(self.close)
            drawn = self._draw_batches()
            batch = self._way.finish(drawn.ready)
            failed.pop_all()
        self._state = drawn.state
        self.wait_seconds += time.perf_counter() - started
        return batch

    def state(self) -> dict[str, Any]:
        """Return the sampler's state after the last batch that was given; the thread may be further."""
        return self._state

    def close(self) -> None:
        """Stop the thread; nothing is given afterwards. The sampler stands where `state` says."""
        if self._closed:
            return
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._queue.clear()
            self._sampler.restore(self._state)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _draw_batches(self) -> _DrawnBatch:
        if self._pool is None:
            return self._draw()
        while len(self._queue) < self._ahead:
            self._queue.append(self._pool.submit(self._draw))
        first = self._queue.popleft()
        self._queue.append(self._pool.submit(self._draw))
        return first.result()

    def _draw(self) -> _DrawnBatch:
        plan = self._sampler.draw()
        return _DrawnBatch(self._way.prepare(plan), self._sampler.state())


class _DrawnBatch(NamedTuple):
    """A batch and the sampler's state after it."""

    ready: _PreparedBatch
    state: dict[str, Any]


class _StreamedFrames:
    """Frames come from ordinary memory, batch by batch."""

    def __init__(self, sequences: Sequences, device: torch.device) -> None:
        self._sequences = sequences
        self._device = device

    def prepare(self, plan: BatchPlan) -> _PreparedBatch:
        batch = make_batch(self._sequences, plan)
        tensors = {
            **{name: _host(array, self._device) for name, array in batch.frames.items()},
            "classes": _host(batch.classes, self._device),
            "groups": _host(batch.groups, self._device),
        }
        if batch.pav is not None:
            tensors["pav"] = _host(batch.pav, self._device)
        return _PreparedBatch(tensors, _lengths(plan), changes=plan.changes)

    def finish(self, ready: _PreparedBatch) -> DeviceBatch:
        there = _move(ready, self._device)
        names = self._sequences.clips[0].frames
        return DeviceBatch(
            frames=_scale({name: there[name] for name in names}, ready.changes),
            pav=there.get("pav"),
            classes=there["classes"],
            groups=there["groups"],
            lengths=ready.lengths,
        )


class _ResidentFrames:
    """All frames lie on the device; what comes are their numbers."""

    def __init__(self, sequences: Sequences, device: torch.device) -> None:
        self._device = device
        self._signed = sequences.signed
        lengths = [len(clip) for clip in sequences.clips]
        self._starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        self._frames = {name: _join(sequences, name, device) for name in sequences.clips[0].frames}
        vectors = [clip.pav for clip in sequences.clips if clip.pav is not None]
        self._pav = torch.from_numpy(np.stack(vectors)).to(device) if vectors else None
        self._classes = torch.from_numpy(sequences.classes).to(device)

    def prepare(self, plan: BatchPlan) -> _PreparedBatch:
        arrays: dict[str, NDArray[Any]] = {
            "rows": plan.indices,
            "numbers": self._starts[plan.indices][:, None] + plan.positions,
            "groups": plan.groups,
            "flips": plan.flips,
        }
        if plan.lengths is not None:
            arrays["padding"] = np.arange(plan.positions.shape[1]) >= plan.lengths[:, None]
        tensors = {name: _host(array, self._device) for name, array in arrays.items()}
        return _PreparedBatch(tensors, _lengths(plan), bool(plan.flips.any()), plan.changes)

    def finish(self, ready: _PreparedBatch) -> DeviceBatch:
        there = _move(ready, self._device)
        pav = None if self._pav is None else self._pav[there["rows"]]
        if pav is not None and self._signed and ready.flipped:
            pav = torch.where(there["flips"][:, None, None], 1 - pav, pav)
        return DeviceBatch(
            frames=_scale(
                {
                    name: self._choose(frames, there, ready.flipped)
                    for name, frames in self._frames.items()
                },
                ready.changes,
            ),
            pav=pav,
            classes=self._classes[there["rows"]],
            groups=there["groups"],
            lengths=ready.lengths,
        )

    def _choose(self, frames: Tensor, there: Mapping[str, Tensor], flipped: bool) -> Tensor:
        """Return the frames of a plan, uint8 [N, T, ...], mirrored where it says so."""
        chosen = frames[there["numbers"]]
        missing = [1] * (chosen.ndim - 2)
        if "padding" in there:
            padding = there["padding"]
            chosen = chosen.masked_fill(padding.view(*padding.shape, *missing), 0)
        if flipped:
            flips = there["flips"].view(-1, 1, *missing)
            chosen = torch.where(flips, chosen.flip(-1), chosen)
        return chosen


def _join(sequences: Sequences, name: str, device: torch.device) -> Tensor:
    """Put one input of all sequences on the device, uint8 [frames, ...], without a second copy here."""
    arrays = [clip.frames[name] for clip in sequences.clips]
    count = sum(len(array) for array in arrays)
    whole = torch.empty((count, *arrays[0].shape[1:]), dtype=torch.uint8, device=device)
    start = 0
    for array in arrays:
        whole[start : start + len(array)] = torch.from_numpy(np.array(array))
        start += len(array)
    return whole


def _host(array: NDArray[Any], device: torch.device) -> Tensor:
    """Return a tensor from which a GPU can fetch while others compute."""
    tensor = torch.from_numpy(np.ascontiguousarray(array))
    return tensor.pin_memory() if is_gpu(device) else tensor


def _move(ready: _PreparedBatch, device: torch.device) -> dict[str, Tensor]:
    return {name: one.to(device, non_blocking=True) for name, one in ready.tensors.items()}


def _scale(frames: Mapping[str, Tensor], changes: Changes) -> dict[str, Tensor]:
    """Change uint8 frames as drawn and make them float32 in [0, 1]."""
    return {name: apply_changes(one, changes).float() / 255 for name, one in frames.items()}


def _lengths(plan: BatchPlan) -> Tensor | None:
    return None if plan.lengths is None else torch.from_numpy(plan.lengths)
