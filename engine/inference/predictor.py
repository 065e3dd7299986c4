"""From a gait sequence to class probabilities, by the network of a model folder, with reasons.

Where the folder has ``model.onnx``, ONNX Runtime runs it and torch is never imported; torch runs it when
asked to, or where only it can. Frames go in by chunks with a running maximum, so that memory does not
grow with the clip. Must not know: video, pixels of the recording, windows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName, Outcome
from engine.core.computing import DeviceName, Precision
from engine.core.errors import ModelError
from engine.core.explanation import Explanation, Stability, Trust
from engine.core.progress import Cancel, check
from engine.core.result import EvaluationFacts, Interval, ModelFacts
from engine.core.text import text
from engine.inference import attribution
from engine.inference.attribution import FrameWatch, Question
from engine.inference.distance import KnownMembers, KnownSequences, read_known
from engine.inference.ensemble_head import Heads, head_of
from engine.inference.head import Head
from engine.inference.inputs import Clip, WalkLike, prepare_clip
from engine.inference.outcome import outcome_of, probabilities_of
from engine.inference.runners import Answer, OnnxRunner, Runner, TorchRunner
from engine.inference.stability import LEAST, Halves
from engine.models.cards import (
    INT8_FILE,
    ONNX_FILE,
    WEIGHTS_FILE,
    ModelCard,
    WeightFile,
    check_known_answer,
    known_input,
    read_card,
    verified_file,
)
from engine.models.configs import SCALE
from engine.runtime import providers, race_table
from engine.runtime.device import has_gpu, supports_bf16
from engine.runtime.weights import read_weights

if TYPE_CHECKING:
    from engine.gait.sequence import GaitSequence

RuntimeName = Literal["auto", "onnx", "torch"]


@dataclass(frozen=True, slots=True)
class Running:
    """How a network is to be run.

    Attributes:
        threads: Threads that one prediction may use on a processor.
        runtime: ``onnx``, ``torch``, or ``auto``: ONNX Runtime where the folder and the precision allow it.
        precision: ``fp32``, or one that the card offers.
    """

    threads: int = 2
    runtime: RuntimeName = "auto"
    device: DeviceName = "auto"
    precision: Precision = "fp32"


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What a network says of one sequence.

    Attributes:
        logits: Cosines as the network gave them, float32 [classes, P], in [-1, 1].
        embeddings: What the cosines were taken of, float32 [E, P].
        probabilities: By class, summing to 1; an estimate only where the card has a calibration.
        outcome: One of four, by the card's thresholds; inconclusive for a walk unlike the training data.
        frames: Frames that were looked at.
        explanation: Why, or None where it was not asked for or cannot be said.
    """

    logits: NDArray[np.float32]
    embeddings: NDArray[np.float32]
    probabilities: Mapping[ClassName, float]
    outcome: Outcome
    frames: int
    explanation: Explanation | None = None
    trust: Trust = field(default_factory=Trust)

    @property
    def unlike(self) -> bool:
        """Whether the model has seen nothing like it: then the probabilities are not to be used."""
        return self.trust.distance is not None and self.trust.distance.unlike


@dataclass(slots=True, eq=False)
class _Pass:
    """One pass over a clip: the answer, and what was noted on the way."""

    answer: Answer
    watch: FrameWatch
    halves: Halves | None


class Predictor:
    """A network that judges gait sequences. May be called from several threads."""

    def __init__(
        self,
        card: ModelCard,
        facts: ModelFacts,
        runner: Runner,
        *,
        head: Head | Heads | None = None,
        known: KnownSequences | KnownMembers | None = None,
    ) -> None:
        self.card = card
        self.facts = facts
        self._runner = runner
        self._head = head
        self._known = known
        self._chunk = runner.chunk

    def predict(
        self,
        sequence: GaitSequence | WalkLike,
        *,
        explain: bool = True,
        cancel: Cancel | None = None,
    ) -> Prediction:
        """Judge one person's walk.

        Args:
            sequence: The walk.
            explain: Whether to say why, and how the answer spreads over halves of the frames.
            cancel: Checked before every chunk of frames.

        Raises:
            SequenceError: No frame has what the network sees.
            ModelError: The device has too little memory for a single frame.
            CancelledError: ``cancel`` was set.
        """
        clip = prepare_clip(sequence, self.card)
        explained = explain and self._head is not None
        done = self._run_clip(clip, explained, cancel)
        probabilities = self._probabilities(done.answer.logits)
        outcome = outcome_of(probabilities, self.card.thresholds)
        distance = None if self._known is None else self._known.distance(done.answer.embeddings)
        unlike = distance is not None and distance.unlike
        return Prediction(
            logits=done.answer.logits,
            embeddings=done.answer.embeddings,
            probabilities=probabilities,
            outcome=Outcome.INCONCLUSIVE if unlike else outcome,
            frames=len(clip),
            explanation=self._explain(clip, sequence, done) if explained else None,
            trust=Trust(stability=self._stability(done, outcome), distance=distance),
        )

    @property
    def _scale(self) -> float:
        calibration = self.card.calibration
        return calibration.scale if calibration else SCALE

    def _probabilities(self, logits: NDArray[np.floating]) -> dict[ClassName, float]:
        return probabilities_of(logits, self.card.class_order, scale=self._scale)

    def _run_clip(self, clip: Clip, explained: bool, cancel: Cancel | None) -> _Pass:
        """Show the network the whole clip, chunk by chunk."""
        watch = FrameWatch()
        halves = Halves(len(clip)) if explained and len(clip) >= LEAST else None
        running, start, answer = initial_maximum(self.card), 0, None
        while start < len(clip):
            check(cancel)
            size = self._chunk
            try:
                part = clip.part(slice(start, start + size))
                answer = self._runner.run(part, running, features=explained)
            except MemoryError as error:
                self._shrink(size, error)
                continue
            if explained:
                watch.see(start, answer.features)
            if halves is not None:
                halves.see(start, answer.features)
            running, start = answer.pooled, start + size
        if answer is None:
            raise ValueError("the clip has no frames")
        return _Pass(answer, watch, halves)

    def _shrink(self, size: int, error: MemoryError) -> None:
        """Go on with half as many frames at once, now and later.

        Raises:
            ModelError: There is nothing to halve.
        """
        if size == 1:
            raise ModelError(
                text(
                    "The device does not have enough memory for the model “{model}”.",
                    model=self.card.name,
                ),
                text("Close other programs, or choose the processor in the settings."),
            ) from error
        self._chunk = max(1, size // 2)

    def _gate(self, answer: Answer) -> NDArray[np.float32] | None:
        """Return the gates that the head multiplies embeddings with; in a dual stream they lie before it."""
        if self.card.kind != "drf" or not answer.gates:
            return None
        pairs = [
            np.split(answer.gates[name], self.card.network.members)
            for name in ("channel_gate", "body_gate")
        ]
        outer = [np.outer(channel, body) for channel, body in zip(*pairs, strict=True)]
        return np.concatenate(outer).astype(np.float32)

    def _explain(
        self, clip: Clip, sequence: GaitSequence | WalkLike, done: _Pass
    ) -> Explanation | None:
        if self._head is None:
            return None
        question = Question(
            head=self._head,
            class_order=self.card.class_order,
            scale=self._scale,
            answer=done.answer,
            watch=done.watch,
            gate=self._gate(done.answer),
            picture=self.card.config.frame_inputs[0],
            empty=self._runner.run(clip.empty(), initial_maximum(self.card)).features[0],
        )
        return attribution.explain(
            question,
            seconds=sequence.seconds,
            indices=clip.indices,
            total=len(sequence.silhouettes),
            features_of=lambda chosen: (
                self._runner.run(clip.part(chosen), initial_maximum(self.card)).features
            ),
        )

    def _stability(self, done: _Pass, outcome: Outcome) -> Stability | None:
        """Judge each half of the frames."""
        if self._head is None or done.halves is None:
            return None
        judged = [
            self._probabilities(logits)
            for logits in self._head.logits(done.halves.pooled, self._gate(done.answer))
        ]
        scores = [1.0 - one.get(ClassName.NEGATIVE, 0.0) for one in judged]
        same = sum(outcome_of(one, self.card.thresholds) is outcome for one in judged)
        return Stability(
            halves=len(judged), same=same, low=round(min(scores), 4), high=round(max(scores), 4)
        )


def load_predictor(
    folder: Path,
    *,
    threads: int = 2,
    runtime: RuntimeName = "auto",
    device: DeviceName = "auto",
    precision: Precision = "fp32",
) -> Predictor:
    """Load the network of a model folder; its hashes and known answer are checked.

    Args:
        folder: A model folder.
        threads: Threads that one prediction may use on a processor.
        runtime: ``onnx``, ``torch``, or ``auto``: ONNX Runtime where folder and precision allow it.
        device: Where to compute.
        precision: ``fp32``, or one that the card offers.

    Raises:
        ModelError: The folder cannot be used, or does not offer the precision; the sentence says why.
        ConfigError: The device is not there.
        MissingExtraError: What runs it is not installed.
    """
    card = read_card(folder)
    running = Running(threads, runtime, device, precision)
    check_offered(card, precision)
    # Only where bf16 is asked for: to know whether it pays, torch is imported, which takes 200 MB and more.
    if precision == "bf16" and precision not in (possible := possible_precisions(card, device)):
        raise ModelError(
            text("This processor does not support bf16: it would be slower than fp32."),
            text("Available here: {possible}.", possible=tuple(possible)),
        )
    runner, file = _runner(folder, card, running)
    weights = None
    if WEIGHTS_FILE in card.sha256:
        weights = read_weights(verified_file(folder, card, WEIGHTS_FILE))
    predictor = Predictor(
        card,
        facts_of(card, runner, sha256=card.sha256[file], precision=precision),
        runner,
        head=None if weights is None else head_of(weights, card.network),
        known=read_known(folder, card),
    )
    check_known_answer(card, known_answer_logits(card, runner), precision=precision)
    return predictor


def is_bf16_faster(device: DeviceName) -> bool:
    """Whether bf16 is faster than fp32 where it would be computed; imports torch where it is installed."""
    return supports_bf16() or (device != "cpu" and has_gpu())


def possible_precisions(card: ModelCard, device: DeviceName = "auto") -> tuple[Precision, ...]:
    """Return the precisions that a model offers and that this computer computes in, fp32 first.

    Eight bits need nothing special: where a processor lacks the instructions for them, ONNX Runtime computes
    the same with others (see `engine.runtime.onnx`).
    """
    offered: list[Precision] = []
    for name in get_args(Precision):
        if name in card.offered and (name != "bf16" or is_bf16_faster(device)):
            offered.append(name)
    return tuple(offered)


def offered_precision(folder: Path, wanted: str, device: DeviceName = "auto") -> Precision:
    """Return the wanted precision where the model of a folder and this computer offer it, else fp32.

    Raises:
        ModelError: Another than fp32 is wanted, and the card cannot be read.
    """
    if wanted == "fp32":
        # Nothing is looked up: for bf16 torch would be imported.
        return "fp32"
    possible = possible_precisions(read_card(folder), device)
    return next((one for one in possible if one == wanted), "fp32")


def check_offered(card: ModelCard, precision: str) -> None:
    """Refuse a precision that the card does not offer.

    Raises:
        ModelError: It was not measured, or moved the answers too far.
    """
    if precision in card.offered:
        return
    measured = card.precisions.get(precision)  # type: ignore[call-overload]  # literals
    if measured is None:
        raise ModelError(
            text(
                "The model “{model}” was never checked in {precision}.",
                model=card.name,
                precision=precision,
            ),
            text("Choose another precision."),
        )
    raise ModelError(
        text(
            "In {precision}, scores of the model “{model}” change by up to {points} of 100, which "
            "is too much.",
            model=card.name,
            precision=precision,
            points=f"{100 * measured.largest_difference:.1f}",
        ),
        text("Choose another precision."),
    )


def _runner(folder: Path, card: ModelCard, running: Running) -> tuple[Runner, WeightFile]:
    """Make what computes, and name the file that it computes with."""
    wanted = running.runtime
    if wanted == "auto":
        wanted = "torch" if _takes_torch(card, running) else "onnx"
    if wanted == "torch":
        runner = TorchRunner(
            folder, threads=running.threads, device=running.device, precision=running.precision
        )
        return runner, WEIGHTS_FILE
    if running.precision == "bf16":
        raise ModelError(
            text("ONNX Runtime does not support bf16 here."),
            text("Choose torch, or another precision."),
        )
    onnx_runner = OnnxRunner(
        folder, card, threads=running.threads, device=running.device, precision=running.precision
    )
    return onnx_runner, INT8_FILE if running.precision == "int8" else ONNX_FILE


def _takes_torch(card: ModelCard, running: Running) -> bool:
    """Whether torch is what computes: only it can, or it answered right and fastest on this computer."""
    if running.precision == "bf16" or ONNX_FILE not in card.sha256:
        return True
    if running.device != "auto" or running.precision != "fp32":
        return False
    return race_table.chosen("gait") == providers.TORCH


def initial_maximum(card: ModelCard) -> NDArray[np.float32]:
    """Return the running maximum before the first chunk, float32 [1, C, 16, 11]."""
    shape = (1, *card.network.feature_shape)
    return np.full(shape, np.finfo(np.float32).min, dtype=np.float32)


def known_answer_logits(card: ModelCard, runner: Runner) -> NDArray[np.float32]:
    """Return a network's answer to the known input of its card, cosines float32 [classes, P]."""
    answer = card.known_answer
    sample = known_input(card.config, seed=answer.seed, frames=answer.frames)
    running, logits = initial_maximum(card), np.empty(0, np.float32)
    # Two chunks, so that the running maximum is tested with it.
    for half in np.array_split(np.arange(answer.frames), min(2, answer.frames)):
        part = {name: a if name == "pav" else a[:, half] for name, a in sample.items()}
        said = runner.run(part, running, features=False)
        running, logits = said.pooled, said.logits
    return logits


def facts_of(card: ModelCard, runner: Runner, *, sha256: str, precision: Precision) -> ModelFacts:
    """Return the facts that a result states about the network that judged."""
    return ModelFacts(
        name=card.name,
        version=card.version,
        kind=card.kind,
        status=card.status,
        notice=card.notice,
        sha256=sha256,
        class_order=card.class_order,
        thresholds=card.thresholds.model_dump(),
        # What was calibrated on simulated walkers is no probability about anybody.
        calibrated=card.calibration is not None and card.status != "demo",
        runtime=runner.label,
        device_reason=runner.reason,
        precision=precision,
        report=_report_facts(card),
    )


def _report_facts(card: ModelCard) -> EvaluationFacts | None:
    """Return sensitivity and specificity of a model with an attached evaluation report."""
    evaluation, validation = card.evaluation, card.validation
    if evaluation is None or validation is None:
        return None
    figures = [
        evaluation.metrics.get(f"abnormal_{name}") for name in ("sensitivity", "specificity")
    ]
    sensitivity, specificity = (
        None if one is None else Interval(value=one.value, low=one.low, high=one.high)
        for one in figures
    )
    if sensitivity is None or specificity is None:
        return None
    return EvaluationFacts(
        data=evaluation.data,
        people=evaluation.people,
        sensitivity=sensitivity,
        specificity=specificity,
        signed_by=validation.by,
    )
