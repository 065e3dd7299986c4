"""What a finished run says about its network: calibration, figures, distance from the training data.

Must not know how the network was trained, or what a model folder looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.core.progress import Cancel
from engine.core.text import text
from engine.evaluation import metrics
from engine.inference.calibration import fit_scale
from engine.inference.distance import MOST, reference_of
from engine.models.cards import Calibration, Evaluation, Metric
from engine.models.network import GaitNetwork
from engine.runs.held_out import HeldOut, HeldOutRow
from engine.runs.training_config import TrainConfig
from engine.runtime.seeds import stream
from engine.training.data import Parts, Sequences, load_sequences
from engine.training.predictions import Predictions, predict_all, select_sequences
from engine.training.sources import Sources, training_data
from engine.training.trainer import divergence_error


@dataclass(frozen=True, slots=True, eq=False)
class RunFindings:
    """What a run found.

    Attributes:
        facts: Fields of the card that `engine.models.model_folder.write_model_folder` does not know.
        embeddings: Those of training sequences that the model folder keeps, float32 [M, C, P].
        held_out: What the network said of the people of its fold, or None for an ordinary run.
    """

    facts: dict[str, Any]
    embeddings: NDArray[np.float32]
    held_out: HeldOut | None = None


def evaluate_run(
    config: TrainConfig,
    sources: Sources,
    parts: Parts,
    network: GaitNetwork,
    *,
    device: torch.device,
    cancel: Cancel | None = None,
) -> RunFindings:
    """Calibrate on validation, evaluate on test where the run says so, and fill the card.

    Args:
        config: The run.
        sources: Its sequences.
        parts: Those that the network was trained on, and those to calibrate on.
        network: The finished network.
        device: Where it lies.
        cancel: Checked between sequences.

    Raises:
        DatasetError: A sequence cannot be used.
        TrainingError: The network's answers are not finite.
        CancelledError: ``cancel`` was set.
    """
    judge = partial(_predict, network, device=device, cancel=cancel)
    known, validation = parts.train, parts.validation
    kept = select_sequences(known, balanced_choice(known.classes, MOST, seed=config.seed))
    training = judge(kept).embeddings
    judged = judge(validation)
    whose = "simulated people" if sources.simulated else "people"
    evaluation, held_out = None, None
    if sources.test:
        test = load_sequences(sources.test, config, pav_ranges=known.pav_ranges, cancel=cancel)
        said = judge(test)
        if config.folds.number is not None:
            held_out = _held_out(config, said, test, left_out=len(sources.test) - len(test))
            whose = f"{whose} of fold {config.folds.number} of {config.folds.count}"
        evaluation = _evaluation(config, said, test, whose)
    keypoint_set = "coco" if config.folder is None else config.folder.keypoint_set
    facts = {
        "version": config.version,
        "status": config.status,
        "description": config.description,
        "class_order": config.class_order,
        "normalisation": config.normalisation,
        "pav_ranges": None if known.pav_ranges is None else known.pav_ranges.tolist(),
        "calibration": Calibration(
            scale=round(fit_scale(judged.logits, validation.classes), 3),
            fitted_on=f"{len(sources.validation)} validation sequences",
        ),
        "training": training_data(config, sources),
        "evaluation": evaluation,
        "reference": reference_of(
            training, judged.embeddings, data=f"{len(validation)} validation sequences"
        ),
        "silhouette_source": _silhouette_source(config, simulated=sources.simulated),
        "keypoint_set": keypoint_set if {"maps", "pav"} & set(config.network.inputs) else None,
    }
    return RunFindings(facts, training, held_out)


def _predict(
    network: GaitNetwork, sequences: Sequences, *, device: torch.device, cancel: Cancel | None
) -> Predictions:
    """Return what a finished network says of sequences.

    Raises:
        TrainingError: Its answers are not finite.
    """
    judged = predict_all(network, sequences, device=device, cancel=cancel)
    if not judged.finite:
        raise divergence_error(text("The finished network gives answers that are not numbers."))
    return judged


def _silhouette_source(config: TrainConfig, *, simulated: bool) -> str:
    if "silhouettes" not in config.network.inputs:
        return "none: it uses keypoints only"
    return "simulated masks with segmentation faults" if simulated else "dataset"


def _held_out(
    config: TrainConfig, judged: Predictions, sequences: Sequences, *, left_out: int
) -> HeldOut:
    cosines = judged.logits.mean(axis=2, dtype=np.float64)
    rows = zip(sequences.ids, sequences.people, sequences.classes, cosines, strict=True)
    return HeldOut(
        left_out=left_out,
        rows=tuple(
            HeldOutRow(
                id=id,
                person=person,
                class_name=config.class_order[number],
                cosines=tuple(said.tolist()),
            )
            for id, person, number, said in rows
        ),
    )


def _evaluation(
    config: TrainConfig, judged: Predictions, sequences: Sequences, whose: str
) -> Evaluation:
    labels = [config.class_order[number] for number in sequences.classes]
    figures = metrics.report(
        judged.logits, labels, sequences.people, class_order=config.class_order
    )
    return Evaluation(
        data=f"Test {whose} that training did not see.",
        people=len(set(sequences.people)),
        sequences=len(sequences),
        metrics={
            name: Metric(**{key: round(part, 4) for key, part in one._asdict().items()})
            for name, one in figures.items()
        },
    )


def balanced_choice(classes: NDArray[np.int64], most: int, *, seed: int) -> NDArray[np.int64]:
    """Choose sequences at random, the same number of each class as far as there are any.

    Args:
        classes: Class number of each sequence, int64 [N].
        most: Largest number of sequences.
        seed: Seed of the run.

    Returns:
        Numbers of the chosen sequences, int64, increasing. Where a class has too few, others fill its room.
    """
    order = stream(seed, "reference").permutation(len(classes))
    # Rank within the class, in the drawn order: the first of every class, then the second of every one …
    rank = np.empty(len(classes), np.int64)
    for number in np.unique(classes):
        of_class = order[classes[order] == number]
        rank[of_class] = np.arange(len(of_class))
    turn = order[np.argsort(rank[order], kind="stable")]
    return np.sort(turn[:most])
