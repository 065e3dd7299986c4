"""What a network says to whole sequences, while it learns and when it is finished.

Must not know how it learns, or what a model folder looks like.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.core.progress import Cancel, check
from engine.inference.inputs import Clip, spread_evenly
from engine.models.network import GaitNetwork
from engine.runs.training_config import TrainConfig
from engine.runtime.device import is_gpu
from engine.training.data import Sequences
from engine.training.distributed import Ranks
from engine.training.losses import cross_entropy

MOST_FRAMES = 720
"""Of each sequence, evenly spread, as in screening."""

AT_ONCE = 4
"""Sequences judged at once on a processor; a long one takes a gigabyte in a full-size network."""


class Predictions(NamedTuple):
    """The answers of a network to N sequences.

    Attributes:
        logits: Cosines, float32 [N, classes, P].
        embeddings: float32 [N, C, P].
    """

    logits: NDArray[np.float32]
    embeddings: NDArray[np.float32]

    @property
    def finite(self) -> bool:
        """Whether every number is finite."""
        return bool(np.isfinite(self.logits).all() and np.isfinite(self.embeddings).all())


def on_device(
    frames: Mapping[str, NDArray[np.uint8] | Tensor],
    pav: NDArray[np.float32] | Tensor | None,
    device: torch.device,
) -> dict[str, Tensor]:
    """Move uint8 frames to the device as float32 in [0, 1], and the vectors as they are."""
    given = {name: _tensor(array).to(device).float() / 255 for name, array in frames.items()}
    if pav is not None:
        given["pav"] = _tensor(pav).to(device)
    return given


def _tensor(array: NDArray[np.generic] | Tensor) -> Tensor:
    if isinstance(array, Tensor):
        return array
    return torch.from_numpy(np.ascontiguousarray(array))


def predict_all(
    network: GaitNetwork,
    sequences: Sequences,
    *,
    device: torch.device,
    most: int = MOST_FRAMES,
    cancel: Cancel | None = None,
) -> Predictions:
    """Predict sequences from all their frames, at most ``most``, as screening does.

    On a processor several sequences are judged at once, by as many threads as the caller's torch uses; with
    fewer than 8 an answer does not depend on how many these are.
    """
    network.eval()

    def predict(clip: Clip) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        check(cancel)
        chosen = spread_evenly(len(clip), most)
        frames = {name: array[None, chosen] for name, array in clip.frames.items()}
        pav = None if clip.pav is None else clip.pav[None]
        with torch.inference_mode():
            outputs = network(**on_device(frames, pav, device))
            return outputs.logits.cpu().numpy(), outputs.embeddings.cpu().numpy()

    threads = 1 if is_gpu(device) else torch.get_num_threads()
    workers = min(threads, AT_ONCE)
    if workers == 1:
        found = [predict(clip) for clip in sequences.clips]
    else:
        share = threads // workers
        with ThreadPoolExecutor(workers, "walks", torch.set_num_threads, (share,)) as pool:
            found = list(pool.map(predict, sequences.clips))
    logits, embeddings = zip(*found, strict=True)
    return Predictions(np.concatenate(logits), np.concatenate(embeddings))


def select_sequences(sequences: Sequences, chosen: NDArray[np.int64]) -> Sequences:
    """Return some of the sequences."""
    return Sequences(
        clips=tuple(sequences.clips[index] for index in chosen),
        classes=sequences.classes[chosen],
        people=tuple(sequences.people[index] for index in chosen),
        pav_ranges=sequences.pav_ranges,
        signed=sequences.signed,
    )


def validate(
    network: GaitNetwork,
    sequences: Sequences,
    config: TrainConfig,
    *,
    device: torch.device,
    ranks: Ranks,
    cancel: Cancel | None = None,
) -> dict[str, float]:
    """Return the figures of a network on the validation sequences, which the processes share.

    Args:
        network: The network; it is left in evaluation mode.
        sequences: The validation sequences.
        config: The run.
        device: Where the network lies.
        ranks: The processes; several are not cancelled in between, for they wait for each other.
        cancel: Checked between sequences.

    Returns:
        ``loss`` (cross-entropy, all classes alike), ``accuracy`` and ``macro_f1``, over the classes that
        are there.
    """
    own = np.arange(ranks.rank, len(sequences), ranks.world)
    logits = np.empty((0, config.network.classes, config.network.parts), np.float32)
    if len(own):
        some = select_sequences(sequences, own)
        stop = cancel if ranks.alone else None
        logits = predict_all(network, some, device=device, cancel=stop).logits
    joined = np.empty((len(sequences), *logits.shape[1:]), np.float32)
    for number, part in enumerate(ranks.gather_values(logits)):
        joined[number :: ranks.world] = part
    losses = config.losses
    loss = cross_entropy(
        torch.from_numpy(joined),
        torch.from_numpy(sequences.classes),
        scale=losses.scale,
        smoothing=losses.smoothing,
    )
    answers = joined.mean(axis=2).argmax(axis=1)
    return {
        "loss": loss.item(),
        "accuracy": float((answers == sequences.classes).mean()),
        "macro_f1": macro_f1(answers, sequences.classes),
    }


def macro_f1(answers: NDArray[np.int64], classes: NDArray[np.int64]) -> float:
    """Return the mean F1 of the classes that are there."""
    scores = []
    for number in np.unique(classes):
        right = np.count_nonzero((answers == number) & (classes == number))
        both = np.count_nonzero(answers == number) + np.count_nonzero(classes == number)
        scores.append(2 * right / both)
    return float(np.mean(scores))
