"""Sequences in memory as networks take them, and the batches made of them that a training step looks at.

What a network sees is made by `engine.inference.inputs`, so that screening cannot see anything else. Must
not know network layers or losses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError, SequenceError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.datasets.packed_store import read_maps, read_pav
from engine.datasets.scoliosis1k import Entry, read_keypoints, read_silhouettes
from engine.datasets.walks import StoredWalk, check_paired
from engine.inference.inputs import Clip, frames_of, pav_of, scale_pav
from engine.models.configs import PAV_SHAPE, NetworkConfig, PavKind
from engine.runs.training_config import TrainConfig
from engine.training.plans import BatchPlan


@dataclass(frozen=True, slots=True, eq=False)
class Sequences:
    """Sequences in memory.

    Attributes:
        clips: What a network is given of each; frames in which an input is empty are left out of all.
        classes: Class number of each, int64 [N].
        people: Who each is of, N names.
        pav_ranges: Ranges by which the asymmetry vectors were brought into [0, 1], float64 [8, 3, 2], or
            None where the network takes none.
        signed: Whether the asymmetry vectors keep the side, and turn round when a walk is mirrored.
        ids: Id of each, N; empty where nobody asks for them.
    """

    clips: tuple[Clip, ...]
    classes: NDArray[np.int64]
    people: tuple[str, ...]
    pav_ranges: NDArray[np.float64] | None = None
    signed: bool = False
    ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of sequences."""
        return len(self.clips)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The sequences of a run that are in memory."""

    train: Sequences
    validation: Sequences


def load_sequences(
    entries: Sequence[Entry],
    config: TrainConfig,
    *,
    pav_ranges: NDArray[np.float64] | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Sequences:
    """Read sequences and make what the network is given of them; a packed store has most of it ready.

    Args:
        entries: The sequences; one without a frame that can be used is left out.
        config: The run.
        pav_ranges: Ranges of the asymmetry vectors, those of the training sequences; None where these are
            the training sequences, from which they are found.
        progress: Told the share that was read: drawing the maps of a large dataset takes minutes.
        cancel: Checked between sequences.

    Raises:
        DatasetError: A file cannot be used, or none is left.
    """
    network = config.network
    clips, kept, vectors = [], [], []
    for number, entry in enumerate(entries):
        check(cancel)
        report(progress, Stage.OPEN, number / len(entries))
        stored = _read(entry, network)
        try:
            clips.append(_clip(entry, stored, config))
        except SequenceError:
            continue
        kept.append(entry)
        if network.takes_pav:
            packed = read_pav(entry, network.pav)
            vectors.append(pav_of(stored.keypoints, network.pav) if packed is None else packed)
    if not kept:
        raise DatasetError(
            text("No sequence has a silhouette."), text("Choose another dataset, or check it.")
        )
    if network.takes_pav:
        if pav_ranges is None:
            pav_ranges = fit_ranges(np.stack(vectors), network.pav)
        clips = [
            replace(clip, pav=scale_pav(vector, pav_ranges))
            for clip, vector in zip(clips, vectors, strict=True)
        ]
    return Sequences(
        clips=tuple(clips),
        classes=np.array(
            [config.class_order.index(entry.class_name) for entry in kept], dtype=np.int64
        ),
        people=tuple(entry.person for entry in kept),
        pav_ranges=pav_ranges if network.takes_pav else None,
        signed=network.pav == "signed",
        ids=tuple(entry.id for entry in kept),
    )


def _clip(entry: Entry, stored: StoredWalk, config: TrainConfig) -> Clip:
    """Make what a network is given of a sequence, but for its asymmetry vector.

    Raises:
        DatasetError: The packed maps are damaged.
        SequenceError: No frame can be used.
    """
    shared_crop = config.normalisation.shared_crop
    maps = read_maps(entry, shared_crop=shared_crop) if "maps" in config.network.inputs else None
    clip = frames_of(stored, config.network, shared_crop=shared_crop, maps=maps)
    # The cut is a view; only what is seen is kept in memory.
    frames = {name: np.ascontiguousarray(array) for name, array in clip.frames.items()}
    return replace(clip, frames=frames)


def _read(entry: Entry, network: NetworkConfig) -> StoredWalk:
    """Read what a network sees of a sequence.

    Raises:
        DatasetError: A file is missing or damaged, or the two have different numbers of frames.
    """
    silhouettes = np.empty((0, 64, 64), np.uint8)
    keypoints = np.empty((0, 17, 3), np.float32)
    if "silhouettes" in network.frame_inputs:
        silhouettes = read_silhouettes(entry)
    if {"maps", "pav"} & set(network.inputs):
        keypoints = read_keypoints(entry)
    walk = StoredWalk(silhouettes, keypoints)
    if {"silhouettes", "maps"} <= set(network.inputs):
        check_paired(entry, walk)
    return walk


def fit_ranges(vectors: NDArray[np.float64], kind: PavKind) -> NDArray[np.float64]:
    """Find the range of each cell of the asymmetry vector over the training sequences.

    The signed vector's ranges are those over the sequences and their mirror images, and so symmetrical
    about 0: a level pair is 0.5 whatever side the training people were bent to, as is one that is never
    seen, and mirroring a walk turns x into 1 - x.

    Args:
        vectors: float64 [N, 8, 3], before min-max; NaN where a pair was never seen whole.
        kind: Which vector it is.

    Returns:
        float64 [8, 3, 2], smallest and largest, to six decimals as the card holds them; 0 and 0 for a pair
        that no sequence shows.
    """
    seen = np.isfinite(vectors)
    low = np.where(seen, vectors, np.inf).min(axis=0)
    high = np.where(seen, vectors, -np.inf).max(axis=0)
    if kind == "signed":
        high = np.maximum(np.abs(low), np.abs(high))
        low = -high
    there = seen.any(axis=0).reshape(*PAV_SHAPE, 1)
    return np.where(there, np.stack([low, high], axis=-1), 0.0).round(6)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one step looks at.

    Attributes:
        frames: By name, uint8 [N, T, 64, 44] (``silhouettes``) and [N, T, 2, 64, 44] (``maps``); the same
            frames of each.
        pav: Asymmetry vectors in [0, 1], float32 [N, 8, 3], or None.
        classes: Class numbers, int64 [N].
        groups: What the triplet loss holds together, int64 [N].
        lengths: Frames of each sequence, int64 [N], where they differ; those beyond are black. None: all T.
    """

    frames: Mapping[str, NDArray[np.uint8]]
    pav: NDArray[np.float32] | None
    classes: NDArray[np.int64]
    groups: NDArray[np.int64]
    lengths: NDArray[np.int64] | None = None


def class_weights(sequences: Sequences, classes: int) -> NDArray[np.float32]:
    """Return the inverse of each class's share, 1 for all where they are the same, float32 [classes].

    A class that has no sequence weighs nothing; none of its sequences is ever seen.
    """
    counts = np.bincount(sequences.classes, minlength=classes)
    weights = np.where(counts > 0, len(sequences) / (classes * np.maximum(counts, 1)), 0.0)
    return weights.astype(np.float32)


def loss_weights(sequences: Sequences, config: TrainConfig) -> NDArray[np.float32] | None:
    """Return the weight of each class in the cross-entropy of a run, float32 [classes], or None for none."""
    asked = config.losses.class_weights
    if asked == "none":
        return None
    if asked == "balanced":
        return class_weights(sequences, config.network.classes)
    return np.array(asked, np.float32)


def make_batch(sequences: Sequences, plan: BatchPlan) -> Batch:
    """Make the batch that a plan names, of sequences in memory."""
    frames = {
        name: np.stack(
            [
                _frames(sequences.clips[index].frames[name], plan, row)
                for row, index in enumerate(plan.indices)
            ]
        )
        for name in sequences.clips[0].frames
    }
    return Batch(
        frames=frames,
        pav=_vectors(sequences, plan),
        classes=sequences.classes[plan.indices],
        groups=plan.groups,
        lengths=plan.lengths,
    )


def _frames(array: NDArray[np.uint8], plan: BatchPlan, row: int) -> NDArray[np.uint8]:
    """Return the frames of one row of a plan, mirrored where it says so; black beyond the length."""
    chosen: NDArray[np.uint8] = array[plan.positions[row]]
    if plan.lengths is not None:
        chosen[plan.lengths[row] :] = 0
    return chosen[..., ::-1] if plan.flips[row] else chosen


def _vectors(sequences: Sequences, plan: BatchPlan) -> NDArray[np.float32] | None:
    """Return the asymmetry vectors of a plan, float32 [N, 8, 3], or None where there are none."""
    vectors = [sequences.clips[index].pav for index in plan.indices]
    found = [vector for vector in vectors if vector is not None]
    if not found:
        return None
    stacked = np.stack(found)
    if sequences.signed:
        stacked[plan.flips] = 1 - stacked[plan.flips]
    return stacked
