"""From a gait sequence to class probabilities, by the network of a model folder.

Where the folder has ``model.onnx``, ONNX Runtime runs it and torch is never imported; else torch does.
Frames go in by chunks with a running maximum, so that memory does not grow with the clip. Must not
know: video, pixels of the recording, windows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ScolioError, SequenceError
from engine.core.labels import ClassName, Outcome
from engine.core.progress import Cancel, check
from engine.core.resources import resource
from engine.core.result import ModelFacts
from engine.core.text import text
from engine.inference.outcome import outcome_of, probabilities_of
from engine.models.cards import (
    CARD_FILE,
    ONNX_FILE,
    WEIGHTS_FILE,
    ModelCard,
    check_known_answer,
    known_input,
    read_card,
    verified_file,
)
from engine.models.configs import SCALE

if TYPE_CHECKING:
    from engine.gait.sequence import GaitSequence

CHUNK = 32
"""Frames in one pass: 32 float frames and their features stay below 100 MB in the full network."""

Arrays = NDArray[np.float32]
Forward = Callable[[Iterator[Arrays]], Arrays]
"""Chunks of frames float32 [1, T, 64, 44] in [0, 1] -> cosines float32 [1, classes, P]."""


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What a network says of one sequence.

    Attributes:
        logits: Cosines as the network gave them, float32 [classes, P], in [-1, 1].
        probabilities: By class, summing to 1; an estimate only where the card has a calibration.
        outcome: One of four, by the card's thresholds.
        frames: Frames that were looked at.
    """

    logits: Arrays
    probabilities: Mapping[ClassName, float]
    outcome: Outcome
    frames: int


class _Silhouettes(Protocol):
    """The part of a gait sequence that a silhouette network sees."""

    @property
    def silhouettes(self) -> NDArray[np.uint8]: ...


class Predictor:
    """A network that judges gait sequences. May be called from several threads.

    Attributes:
        card: Its card.
        facts: What a result says about it.
    """

    def __init__(self, card: ModelCard, facts: ModelFacts, forward: Forward) -> None:
        self.card = card
        self.facts = facts
        self._forward = forward

    def predict(
        self, sequence: GaitSequence | _Silhouettes, *, cancel: Cancel | None = None
    ) -> Prediction:
        """Judge one person's walk.

        Frames whose silhouette is all zero (dropped ones) are left out. Of more than
        ``card.max_frames`` frames as many are taken, spread evenly over the clip; OpenGait takes the
        first 720, which is the same up to 720 and blind to the rest beyond.

        Args:
            sequence: The walk; silhouettes uint8 [T, 64, 64].
            cancel: Checked before every chunk of frames.

        Raises:
            SequenceError: No frame has a silhouette.
            CancelledError: ``cancel`` was set.
        """
        frames = usable_frames(sequence.silhouettes, most=self.card.max_frames)
        logits = self._forward(_chunks(frames, cancel))[0]
        calibration = self.card.calibration
        probabilities = probabilities_of(
            logits, self.card.class_order, scale=calibration.scale if calibration else SCALE
        )
        outcome = outcome_of(probabilities, self.card.thresholds)
        return Prediction(logits, probabilities, outcome, len(frames))


def usable_frames(silhouettes: NDArray[np.uint8], *, most: int) -> NDArray[np.uint8]:
    """Leave out empty silhouettes and take at most ``most`` of the rest, evenly spread.

    Args:
        silhouettes: uint8 [T, 64, 64].
        most: Largest number of frames.

    Returns:
        uint8 [T', 64, 64] in order of time.

    Raises:
        SequenceError: All are empty.
    """
    kept = np.flatnonzero(silhouettes.reshape(len(silhouettes), -1).any(axis=1))
    if not len(kept):
        raise SequenceError(
            text("No frame of this recording has a silhouette of the person."),
            text("Repeat the recording with the whole person in the picture."),
        )
    if len(kept) > most:
        kept = kept[np.linspace(0, len(kept) - 1, most).round().astype(np.int64)]
    return silhouettes[kept]


def normalised(frames: NDArray[np.uint8]) -> Arrays:
    """Make uint8 [..., 64, 64] what networks see: float32 [..., 64, 44] in [0, 1]."""
    return frames[..., 10:54].astype(np.float32) / np.float32(255)


def _chunks(frames: NDArray[np.uint8], cancel: Cancel | None) -> Iterator[Arrays]:
    for start in range(0, len(frames), CHUNK):
        check(cancel)
        yield normalised(frames[start : start + CHUNK])[None]


def load_predictor(folder: Path, *, threads: int = 2) -> Predictor:
    """Load the network of a model folder; its hash and known answer are checked.

    Args:
        folder: A model folder.
        threads: Threads that one prediction may use.

    Raises:
        ModelError: The folder cannot be used; the sentence says why.
        MissingExtraError: What runs it is not installed.
    """
    card = read_card(folder)
    if ONNX_FILE in card.sha256:
        forward, runtime = _onnx_forward(folder, card, threads)
        sha256 = card.sha256[ONNX_FILE]
    else:
        forward, runtime = _torch_forward(folder)
        sha256 = card.sha256[WEIGHTS_FILE]
    answer = card.known_answer
    sample = known_input(card.network, seed=answer.seed, frames=answer.frames)
    # Two chunks, so that the running maximum is tested with it.
    halves = np.array_split(sample, min(2, answer.frames), axis=1)
    check_known_answer(card, forward(iter(halves)))
    facts = ModelFacts(
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
        runtime=runtime,
    )
    return Predictor(card, facts, forward)


def _onnx_forward(folder: Path, card: ModelCard, threads: int) -> tuple[Forward, str]:
    from engine.runtime import onnx

    path = verified_file(folder, card, "model.onnx")
    session = onnx.session(path, threads=threads)
    shape = (1, *card.network.feature_shape)

    def forward(chunks: Iterator[Arrays]) -> Arrays:
        running: NDArray[Any] = np.full(shape, np.finfo(np.float32).min, dtype=np.float32)
        logits: NDArray[Any] = np.empty(0, dtype=np.float32)
        for chunk in chunks:
            answers = session.run({"silhouettes": chunk, "running": running})
            named = dict(zip(session.outputs, answers, strict=True))
            running, logits = named["pooled"], named["logits"]
        return logits

    device = session.provider.removesuffix("ExecutionProvider")
    return forward, f"ONNX Runtime {onnx.version()} on {device}"


def _torch_forward(folder: Path) -> tuple[Forward, str]:
    import torch

    from engine.models import load_model

    network = load_model(folder)

    def forward(chunks: Iterator[Arrays]) -> Arrays:
        with torch.inference_mode():
            pooled = None
            for chunk in chunks:
                latest = network.pool(torch.from_numpy(chunk))
                pooled = latest if pooled is None else torch.maximum(pooled, latest)
            if pooled is None:
                raise ValueError("no frames")
            logits: Arrays = network.head(pooled).logits.numpy()
        return logits

    return forward, f"torch {torch.__version__} on CPU"


def installed_models(user_folder: Path | None = None) -> tuple[ModelCard, ...]:
    """List the gait networks that are bundled and those of the user.

    A folder whose card is not that of a gait network (the pose networks have cards too), or is
    broken, is left out; loading it by name says why.

    Args:
        user_folder: Folder of the user's model folders, or None.

    Returns:
        Their cards, bundled ones first, each group by name.
    """
    roots = [resource("models"), *([user_folder] if user_folder else [])]
    found: list[ModelCard] = []
    for root in roots:
        for card_file in sorted(root.glob(f"*/{CARD_FILE}")):
            try:
                found.append(read_card(card_file.parent))
            except ScolioError:
                continue
    return tuple(found)
