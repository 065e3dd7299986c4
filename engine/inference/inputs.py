"""From a gait sequence to what a network is given; training and screening both come here.

Must not know: which runtime computes, or what the answer means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.text import text
from engine.gait.asymmetry import asymmetry_vector, signed_asymmetry_vector
from engine.gait.skeleton_maps import skeleton_maps
from engine.models.cards import ModelCard
from engine.models.configs import NetworkConfig, PavKind

if TYPE_CHECKING:
    from engine.gait.sequence import GaitSequence

Frames = Mapping[str, NDArray[np.float32]]
"""Inputs of one chunk by name, float32 [1, T, ...] in [0, 1]; ``pav`` [1, 8, 3]."""

CUT = slice(10, 54)
"""Columns of a 64x64 frame that networks see."""


class WalkLike(Protocol):
    """The part of a gait sequence that networks see."""

    @property
    def silhouettes(self) -> NDArray[np.uint8]:
        """uint8 [T, 64, 64]."""
        ...

    @property
    def keypoints(self) -> NDArray[np.float32]:
        """float32 [T, 17, 3]."""
        ...

    @property
    def seconds(self) -> NDArray[np.float64]:
        """float64 [T]."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """What a network is given of one walk.

    Attributes:
        frames: By name, ``silhouettes`` uint8 [T', 64, 44] and ``maps`` uint8 [T', 2, 64, 44].
        indices: Number of each frame in the sequence, int64 [T'], increasing.
        pav: Asymmetry vector in [0, 1], float32 [8, 3], or None.
    """

    frames: Mapping[str, NDArray[np.uint8]]
    indices: NDArray[np.int64]
    pav: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.indices)

    def part(self, which: slice | NDArray[np.int64]) -> Frames:
        """Return some frames, as a network takes them."""
        given: dict[str, NDArray[np.float32]] = {
            name: normalise(array[which])[None] for name, array in self.frames.items()
        }
        if self.pav is not None:
            given["pav"] = self.pav[None]
        return given

    def empty(self) -> Frames:
        """Return one frame that shows nobody, with the asymmetry vector of the walk."""
        blank = {
            name: np.zeros((1, *array.shape[1:]), np.uint8) for name, array in self.frames.items()
        }
        return Clip(blank, np.zeros(1, np.int64), self.pav).part(slice(None))

    def chunks(self, size: int) -> Iterator[Frames]:
        """Return all frames, at most ``size`` at a time."""
        for start in range(0, len(self), size):
            yield self.part(slice(start, start + size))


def prepare_clip(sequence: GaitSequence | WalkLike, card: ModelCard) -> Clip:
    """Make what a network is given.

    Frames whose silhouette or skeleton map is empty are left out. Of more than ``card.max_frames`` as many
    are taken, spread evenly over the clip; OpenGait takes the first 720, which is the same up to 720 and
    blind to the rest beyond.

    Raises:
        SequenceError: No frame is left.
    """
    clip = frames_of(
        sequence, card.config, shared_crop=card.normalisation.shared_crop, most=card.max_frames
    )
    if not card.config.takes_pav or card.pav_ranges is None:
        return clip
    vector = pav_of(sequence.keypoints, card.config.pav)
    return replace(clip, pav=scale_pav(vector, np.asarray(card.pav_ranges)))


def frames_of(
    sequence: GaitSequence | WalkLike,
    config: NetworkConfig,
    *,
    shared_crop: bool = True,
    most: int | None = None,
    maps: NDArray[np.uint8] | None = None,
) -> Clip:
    """Make what a network sees of every frame; those in which an input is empty are left out of all.

    Args:
        sequence: The walk; what the network does not see of it is not looked at.
        config: The network.
        shared_crop: See `engine.gait.skeleton_maps.skeleton_maps`.
        most: Largest number of frames, evenly spread over the clip, or None for all.
        maps: Skeleton maps of the walk, uint8 [T, 2, 64, 64], where they were drawn before with the same
            crop.

    Raises:
        SequenceError: No frame is left.
    """
    whole: dict[str, NDArray[np.uint8]] = {}
    if "silhouettes" in config.frame_inputs:
        whole["silhouettes"] = sequence.silhouettes
    if "maps" in config.frame_inputs:
        if maps is None:
            maps = skeleton_maps(sequence.keypoints, shared_crop=shared_crop)
        whole["maps"] = maps
    indices = usable_frames(*whole.values(), most=most)
    return Clip({name: array[indices][..., CUT] for name, array in whole.items()}, indices)


def usable_frames(*inputs: NDArray[np.uint8], most: int | None = None) -> NDArray[np.int64]:
    """Return the numbers of frames in which no input is empty, at most ``most``, evenly spread.

    Args:
        inputs: Arrays uint8 [T, ...] with the same T.
        most: Largest number of frames, or None for all.

    Returns:
        int64 [T'], increasing.

    Raises:
        SequenceError: There is none.
    """
    whole = np.logical_and.reduce([one.reshape(len(one), -1).any(axis=1) for one in inputs])
    kept = np.flatnonzero(whole)
    if not len(kept):
        raise SequenceError(
            text("No frame of this recording has a silhouette of the walker."),
            text("Film again with the whole person in the picture."),
        )
    if most is not None:
        kept = kept[spread_evenly(len(kept), most)]
    return kept.astype(np.int64)


def spread_evenly(count: int, most: int) -> NDArray[np.int64]:
    """Return numbers below ``count``, all of them or ``most`` evenly spread ones, int64, increasing."""
    if count <= most:
        return np.arange(count, dtype=np.int64)
    return np.linspace(0, count - 1, most).round().astype(np.int64)


def normalise(frames: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Make stored frames, already cut, float32 in [0, 1]."""
    return frames.astype(np.float32) / np.float32(255)


def pav_of(keypoints: NDArray[np.floating], kind: PavKind) -> NDArray[np.float64]:
    """Return the asymmetry vector of a walk before min-max, float64 [8, 3]; NaN where it is unknown."""
    return (asymmetry_vector if kind == "unsigned" else signed_asymmetry_vector)(keypoints)


def scale_pav(vector: NDArray[np.float64], ranges: NDArray[np.float64]) -> NDArray[np.float32]:
    """Bring a vector into [0, 1] by the ranges of the training sequences.

    Args:
        vector: float64 [8, 3]; NaN where a pair was never seen whole.
        ranges: Smallest and largest value of each cell, float64 [8, 3, 2].

    Returns:
        float32 [8, 3]; an unknown cell, and one that never varied in training, is 0.5.
    """
    low, high = ranges[..., 0], ranges[..., 1]
    width = high - low
    share = (vector - low) / np.where(width > 0, width, np.nan)
    return np.nan_to_num(np.clip(share, 0.0, 1.0), nan=0.5).astype(np.float32)
