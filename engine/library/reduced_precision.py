"""Lower precisions of a model: made once, measured against float32, offered only where they hold.

The eight-bit copy is calibrated on half of the bundled walks and checked on the other half and on the
bundled recording of a real walk; bf16 is checked on the same. Must not know windows or videos.
"""

from __future__ import annotations

import concurrent.futures
import importlib.util
import multiprocessing
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.core.computing import Precision
from engine.core.files import sha256_of
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.resources import resource
from engine.gait.sample_walks import read as read_walks
from engine.gait.sequence import GaitSequence
from engine.inference.inputs import WalkLike, prepare_clip
from engine.inference.predictor import Predictor, facts_of, initial_maximum, known_answer_logits
from engine.inference.runners import CPU_CHUNK, OnnxRunner, Runner, TorchRunner
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
from engine.models.folder_names import folder_beside
from engine.runtime.quantisation import quantise, rescale

RECORDING: Final = "sports2d_demo.gait.npz"
"""The bundled recording of a real walk, as numbers."""

_REDUCED: Final[tuple[ReducedPrecision, ...]] = ("int8", "bf16")
_THREADS: Final = 2
_POLL_SECONDS: Final = 0.2


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
        _write_int8(beside, card, calibration, cancel)
        report(progress, Stage.EVALUATE, 0.4)
        trial = _with_int8(beside, card)
        exact = _probabilities(trial, _runner(beside, trial, "fp32"), "fp32", others, cancel)
        checks: dict[ReducedPrecision, PrecisionCheck] = {}
        for precision in _REDUCED:
            report(progress, Stage.EVALUATE, 0.5 if precision == "int8" else 0.75)
            if precision == "bf16" and importlib.util.find_spec("torch") is None:
                continue
            if precision == "bf16" and "torch" not in sys.modules:
                found, logits = _measure_in_process(beside, trial, cancel)
            else:
                found, logits = _measure(beside, trial, precision, others, cancel)
            checks[precision] = PrecisionCheck(
                largest_difference=round(float(np.abs(found - exact).max()), 5),
                sequences=len(others),
                measured_on=f"{len(others) - 1} simulated walks and a recording of a real walk",
                logits=_by_class(card, logits),
            )
        return _finish(beside, trial, checks)


_Measured = tuple[NDArray[np.float64], NDArray[np.float32]]


def _measure(
    folder: Path,
    card: ModelCard,
    precision: Precision,
    walks: Sequence[WalkLike],
    cancel: Cancel | None = None,
) -> _Measured:
    """Judge walks and the known input in a precision: probabilities [N, classes], cosines [classes, P]."""
    runner = _runner(folder, card, precision)
    found = _probabilities(card, runner, precision, walks, cancel)
    return found, known_answer_logits(card, runner)


def _measure_in_process(folder: Path, card: ModelCard, cancel: Cancel | None) -> _Measured:
    """Measure bf16 in a process of its own: torch would stay in this one, with 200 MB and more."""
    context = multiprocessing.get_context("spawn")
    pool = concurrent.futures.ProcessPoolExecutor(1, mp_context=context)
    try:
        waiting = pool.submit(_bf16, folder, card)
        while not concurrent.futures.wait([waiting], timeout=_POLL_SECONDS).done:
            check(cancel)
        return waiting.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _bf16(folder: Path, card: ModelCard) -> _Measured:
    """Do the work of `_measure_in_process`."""
    return _measure(folder, card, "bf16", [*read_walks()[1::2], _recording()])


def _write_int8(
    folder: Path, card: ModelCard, walks: Sequence[WalkLike], cancel: Cancel | None
) -> None:
    """Make the eight-bit copy, and set right what it makes systematically too large or too small.

    The temporal maximum picks what rounding made larger; a factor for each channel, by least squares on the
    pooled features of the calibration walks, takes most of that back.
    """
    path = folder / INT8_FILE
    quantise(
        verified_file(folder, card, ONNX_FILE),
        path,
        _samples(walks, card, cancel),
        wanted=_in_eight_bits,
    )
    exact = _pool_features(card, _runner(folder, card, "fp32"), walks, cancel)
    rough = _pool_features(card, _runner(folder, _with_int8(folder, card), "int8"), walks, cancel)
    both, alone = (exact * rough).sum(axis=(0, 2, 3)), (rough * rough).sum(axis=(0, 2, 3))
    gain = np.where(alone > 0, both / np.where(alone > 0, alone, 1.0), 1.0)
    rescale(path, output="features", gain=np.clip(gain, 0.5, 2.0).astype(np.float32))


def _with_int8(folder: Path, card: ModelCard) -> ModelCard:
    """Return a card that knows the eight-bit copy as it is now; not to be written."""
    return card.model_copy(
        update={"sha256": {**card.sha256, INT8_FILE: sha256_of(folder / INT8_FILE)}}
    )


def _pool_features(
    card: ModelCard, runner: Runner, walks: Sequence[WalkLike], cancel: Cancel | None
) -> NDArray[np.float64]:
    """Return the pooled features of walks, float64 [N, C, 16, 11]."""
    found = []
    for walk in walks:
        running = initial_maximum(card)
        for chunk in prepare_clip(walk, card).chunks(runner.chunk):
            check(cancel)
            running = runner.run(chunk, running, features=False).pooled
        found.append(running[0])
    return np.stack(found).astype(np.float64)


def _by_class(card: ModelCard, logits: NDArray[np.float32]) -> dict[ClassName, tuple[float, ...]]:
    rows = np.round(logits.astype(float), 6).tolist()
    return {name: tuple(row) for name, row in zip(card.class_order, rows, strict=True)}


def _in_eight_bits(operator: str, name: str) -> bool:
    """Whether a node computes in eight bits: convolutions and the sums of residual blocks, not the head."""
    return operator == "Conv" or (operator == "Add" and name.endswith(".add"))


def _finish(
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
    """Return inputs such as the network will meet, chunk by chunk."""
    running = initial_maximum(card)
    for walk in walks:
        check(cancel)
        for chunk in prepare_clip(walk, card).chunks(CPU_CHUNK):
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
