"""Has a model judge the sequences of a dataset, each once.

Must not know which figures are computed of it, or which part of the dataset is at stake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError, ModelError, SequenceError
from engine.core.progress import Cancel, Progress, Stage, check
from engine.core.progress import report as tell
from engine.core.text import text
from engine.datasets.scoliosis1k import Entry, read_keypoints, read_silhouettes
from engine.datasets.walks import StoredWalk
from engine.evaluation.labelled_sample import Reading, Sample
from engine.inference.predictor import Predictor, load_predictor
from engine.models.cards import ModelCard
from engine.models.validation import scale_of


@dataclass(frozen=True, slots=True, eq=False)
class PredictedEntries:
    """What a model said of a dataset.

    Attributes:
        entries: Sequences in which it saw somebody, N.
        logits: Cosines, float32 [N, classes, P].
        left_out: Number of sequences in which it saw nothing.
    """

    card: ModelCard
    entries: tuple[Entry, ...]
    logits: NDArray[np.float32]
    left_out: int

    def sample(self, chosen: Sequence[Entry] | None = None) -> Sample:
        """Read the answers by the card's calibration and thresholds.

        Args:
            chosen: Entries of these, in the order wanted; None: all.
        """
        listed = self.entries if chosen is None else tuple(chosen)
        places = {entry.id: number for number, entry in enumerate(self.entries)}
        return Sample.of(
            self.logits[[places[entry.id] for entry in listed]],
            [entry.class_name for entry in listed],
            [entry.person for entry in listed],
            reading_of(self.card),
        )


def reading_of(card: ModelCard) -> Reading:
    """Return the rule by which a model's cosines are read."""
    return Reading(card.class_order, scale_of(card), card.thresholds)


def predict_entries(
    folder: Path,
    entries: Sequence[Entry],
    *,
    name: str,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> PredictedEntries:
    """Have a model judge sequences.

    Raises:
        ModelError: The model cannot be used, or gives something that is not a number.
        DatasetError: A sequence cannot be used, has a class that the model does not know, or nobody is seen
            in any.
        CancelledError: ``cancel`` was set.
    """
    predictor = load_predictor(folder)
    _check_classes(entries, predictor.card)
    seen: list[Entry] = []
    logits: list[NDArray[np.float32]] = []
    for number, entry in enumerate(entries):
        check(cancel)
        tell(progress, Stage.EVALUATE, number / len(entries))
        said = _predict(predictor, entry, cancel)
        if said is not None:
            seen.append(entry)
            logits.append(said)
    if not seen:
        raise DatasetError(
            text("The network finds nobody in any sequence of “{name}”.", name=name),
            text("Choose another dataset."),
        )
    return PredictedEntries(
        predictor.card, tuple(seen), np.stack(logits), left_out=len(entries) - len(seen)
    )


def _check_classes(entries: Iterable[Entry], card: ModelCard) -> None:
    unknown = {entry.class_name for entry in entries} - set(card.class_order)
    if unknown:
        raise DatasetError(
            text(
                "The dataset has the class “{name}”, which the model “{model}” does not know.",
                name=sorted(unknown)[0],
                model=card.name,
            ),
            text("Choose another model or dataset."),
        )


def _predict(
    predictor: Predictor, entry: Entry, cancel: Cancel | None
) -> NDArray[np.float32] | None:
    """Return the cosines [classes, P] for one sequence, or None where the network sees nothing in it."""
    silhouettes = read_silhouettes(entry)
    frames = len(silhouettes)
    keypoints = np.zeros((frames, 17, 3), np.float32)
    if predictor.card.inputs != ("silhouettes",):
        keypoints = read_keypoints(entry)
        if len(keypoints) != frames:
            raise DatasetError(
                text("Sequence {id} has {poses} poses but {frames} silhouettes.",
                     id=entry.id, poses=len(keypoints), frames=frames),
                text("Restore its files."),
            )  # fmt: skip
        if not np.isfinite(keypoints).all():
            raise DatasetError(
                text("Sequence {id} has a keypoint that is not a number.", id=entry.id),
                text("Restore its files."),
            )
    walk = StoredWalk(silhouettes, keypoints)
    try:
        logits = predictor.predict(walk, explain=False, cancel=cancel).logits
    except SequenceError:
        return None
    if not np.isfinite(logits).all():
        raise ModelError(
            text("“{model}” gives an answer for sequence {id} that is not a number.",
                 model=predictor.card.name, id=entry.id),
            text("Do not use this model."),
        )  # fmt: skip
    return logits
