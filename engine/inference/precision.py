"""Lower precisions of a model: made once, measured against float32, offered only where they hold.

The eight-bit copy is calibrated on half of the bundled walks and checked on the other half and on the
bundled recording of a real walk; bf16 is checked on the same. Must not know windows or videos.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.core.files import sha256_of
from engine.core.labels import ClassName
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.resources import resource
from engine.gait.sample_walks import read as read_walks
from engine.gait.sequence import GaitSequence
from engine.inference.inputs import WalkLike, prepare
from engine.inference.predictor import Predictor, facts_of, known_logits
from engine.inference.runners import CPU_CHUNK, OnnxRunner, Precision, Runner, TorchRunner
from engine.models.cards import (
    CARD_FILE,
    INT8_FILE,
    LARGEST_DIFFERENCE,
    ONNX_FILE,
    ModelCard,
    PrecisionCheck,
    ReducedPrecision,
    read_card,
    verified_file,
)
from engine.models.places import folder_beside
from engine.runtime.quantisation import quantise

RECORDING: Final = "sports2d_demo.gait.npz"
"""The bundled recording of a real walk, as numbers."""

_REDUCED: Final[tuple[ReducedPrecision, ...]] = ("int8", "bf16")
_THREADS: Final = 2


def add_precisions(
    folder: Path, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> ModelCard:
    """Make an eight-bit copy of a model, measure it and bf16 against float32, and write both to its card.

    A copy that moves a class probability by more than `LARGEST_DIFFERENCE` is thrown away; its figure stays
    in the card. bf16 is left out where torch is not installed. The folder changes whole or not at all.

    Args:
        folder: A model folder with ``model.onnx``.
        progress: Told the share of the work done.
        cancel: Checked between sequences.

    Returns:
        The new card.

    Raises:
        ModelError: The folder cannot be used.
        MissingExtraError: The package ``onnx`` is not installed.
        OutputError: The folder cannot be written.
        CancelledError: ``cancel`` was set; the folder is as it was.
    """
    report(progress, Stage.EVALUATE, 0.0)
    card = read_card(folder)
    walks = read_walks()
    calibration: Sequence[WalkLike] = walks[::2]
    others: Sequence[WalkLike] = [*walks[1::2], _recording()]
    with folder_beside(folder, replace=True) as beside:
        shutil.copytree(folder, beside, dirs_exist_ok=True)
        (beside / INT8_FILE).unlink(missing_ok=True)
        quantise(
            verified_file(beside, card, ONNX_FILE),
            beside / INT8_FILE,
            _samples(calibration, card, cancel),
            wanted=_in_eight_bits,
        )
        report(progress, Stage.EVALUATE, 0.3)
        trial = card.model_copy(
            update={"sha256": {**card.sha256, INT8_FILE: sha256_of(beside / INT8_FILE)}}
        )
        exact = _probabilities(trial, _runner(beside, trial, "fp32"), "fp32", others, cancel)
        checks: dict[ReducedPrecision, PrecisionCheck] = {}
        for precision in _REDUCED:
            report(progress, Stage.EVALUATE, 0.5 if precision == "int8" else 0.75)
            if precision == "bf16" and importlib.util.find_spec("torch") is None:
                continue
            runner = _runner(beside, trial, precision)
            found = _probabilities(trial, runner, precision, others, cancel)
            checks[precision] = PrecisionCheck(
                largest_difference=round(float(np.abs(found - exact).max()), 5),
                sequences=len(others),
                measured_on=f"{len(others) - 1} simulated walks and a recording of a real walk",
                logits=_by_class(card, known_logits(card, runner)),
            )
        return _finished(beside, trial, checks)


def _by_class(card: ModelCard, logits: NDArray[np.float32]) -> dict[ClassName, tuple[float, ...]]:
    rows = np.round(logits.astype(float), 6).tolist()
    return {name: tuple(row) for name, row in zip(card.class_order, rows, strict=True)}


def _in_eight_bits(operator: str, name: str) -> bool:
    """Whether a node computes in eight bits: convolutions and the sums of residual blocks, not the head."""
    return operator == "Conv" or (operator == "Add" and name.endswith(".add"))


def _finished(
    beside: Path, trial: ModelCard, checks: Mapping[ReducedPrecision, PrecisionCheck]
) -> ModelCard:
    """Write the card; throw an eight-bit copy away that does not hold."""
    hashes = dict(trial.sha256)
    if checks["int8"].largest_difference > LARGEST_DIFFERENCE:
        (beside / INT8_FILE).unlink()
        del hashes[INT8_FILE]
    content = trial.model_dump() | {"sha256": hashes, "precisions": dict(checks)}
    card = ModelCard.model_validate(content)
    (beside / CARD_FILE).write_text(card.to_yaml(), encoding="utf-8")
    return card


def _recording() -> GaitSequence:
    return GaitSequence.load(resource("samples", RECORDING))


def _samples(
    walks: Sequence[WalkLike], card: ModelCard, cancel: Cancel | None
) -> Iterator[dict[str, NDArray[np.float32]]]:
    """Give what the network will meet, chunk by chunk."""
    running = np.full((1, *card.network.feature_shape), np.finfo(np.float32).min, np.float32)
    for walk in walks:
        check(cancel)
        for chunk in prepare(walk, card).chunks(CPU_CHUNK):
            yield {**chunk, "running": running}


def _runner(folder: Path, card: ModelCard, precision: Precision) -> Runner:
    if precision == "bf16":
        return TorchRunner(folder, threads=_THREADS, device="cpu", precision=precision)
    return OnnxRunner(folder, card, threads=_THREADS, device="cpu", precision=precision)


def _probabilities(
    card: ModelCard,
    runner: Runner,
    precision: Precision,
    walks: Sequence[WalkLike],
    cancel: Cancel | None,
) -> NDArray[np.float64]:
    """Judge walks on the processor, float64 [N, classes]."""
    facts = facts_of(card, runner, sha256="", precision=precision)
    predictor = Predictor(card, facts, runner)
    judged = [predictor.predict(walk, explain=False, cancel=cancel) for walk in walks]
    return np.array([[one.probabilities[name] for name in card.class_order] for one in judged])
