"""The card of a gait network: what it is, what it was trained on, and how it is to be used.

A model folder holds ``card.yaml`` and ``weights.safetensors`` (torch), ``model.onnx`` (ONNX Runtime)
or both. Must not know torch or ONNX Runtime: cards are read before either is needed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from engine.core.errors import ModelError
from engine.core.files import sha256_of
from engine.core.labels import ClassName
from engine.core.text import Text, text
from engine.models.configs import FRAME_HEIGHT, FRAME_WIDTH, Kind, ScoNetConfig, ScoNetSizes
from engine.runtime.config import read_yaml

CARD_FILE = "card.yaml"
WeightFile = Literal["weights.safetensors", "model.onnx"]
WEIGHTS_FILE: Final = "weights.safetensors"
ONNX_FILE: Final = "model.onnx"

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Unit = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Normalisation(_Strict):
    """How a stored frame becomes what the network sees.

    Attributes:
        cut_columns: Columns cut from each side of a 64x64 frame.
        divide_by: What pixel values are divided by.
    """

    cut_columns: Literal[10] = 10
    divide_by: Literal[255] = 255


class Calibration(_Strict):
    """How cosines become probabilities: softmax(scale x mean cosine over the parts).

    Attributes:
        scale: Factor before the softmax, fitted on validation data; without calibration it is 16.
        fitted_on: What it was fitted on.
    """

    scale: float = Field(gt=0, le=1000)
    fitted_on: str


class Thresholds(_Strict):
    """Thresholds of the outcome rule; see `engine.inference.outcome`.

    Attributes:
        abnormal: Probability of neutral and positive together from which features are reported.
        positive: Share of positive in it from which they are those of scoliosis, not borderline.
        inconclusive_band: Distance from ``abnormal`` within which nothing is concluded.
    """

    abnormal: Unit = 0.5
    positive: Unit = 0.5
    inconclusive_band: Annotated[float, Field(ge=0, lt=0.5)] = 0.05


class TrainingData(_Strict):
    """What the network learned from.

    Attributes:
        data: Name of the data, with how it came about.
        licence: What its use is bound to.
        people: Number of people, or None where it is unknown.
        sequences: Number of sequences, or None where it is unknown.
        config: Name of the training configuration, or "".
    """

    data: str
    licence: str
    people: int | None = None
    sequences: int | None = None
    config: str = ""


class Metric(_Strict):
    """One figure of an evaluation with its 95 % interval, by bootstrap over people.

    Attributes:
        value: The figure.
        low: Lower end of the interval.
        high: Upper end of the interval.
    """

    value: float
    low: float
    high: float


class Evaluation(_Strict):
    """How well it did.

    Attributes:
        data: What it was evaluated on.
        people: Number of people.
        sequences: Number of sequences.
        metrics: By name.
    """

    data: str
    people: int
    sequences: int
    metrics: Mapping[str, Metric]


class KnownAnswer(_Strict):
    """What the network must say to a made-up input, so that a broken one never judges.

    Attributes:
        seed: Seed of `known_input`.
        frames: Its number of frames T.
        logits: Expected cosines, [classes][P].
        tolerance: Largest difference allowed: runtimes and processors round differently.
    """

    seed: int = Field(ge=0)
    frames: int = Field(ge=1, le=64)
    logits: tuple[tuple[float, ...], ...]
    tolerance: float = Field(default=1e-3, gt=0, le=0.01)


class ModelCard(_Strict):
    """Everything that must be known about a gait network before it may judge.

    Attributes:
        name: Name; that of its folder.
        version: Version, such as ``1.0.0``.
        kind: Name in the table of networks.
        status: ``demo`` (means nothing), ``research`` (not validated) or ``validated``.
        description: What it is, in a sentence or two.
        network: Sizes.
        inputs: What it sees.
        class_order: Class of each output, in order. It changed upstream in 2025: never guessed.
        normalisation: How a stored frame becomes an input.
        max_frames: Most frames of a sequence that are looked at.
        pav_ranges: Smallest and largest value of each cell of the asymmetry vector over the training
            sequences, [8][3][2], for networks that take one.
        calibration: How probabilities were calibrated, or None.
        thresholds: Thresholds of the outcome rule.
        training: What it learned from.
        evaluation: How well it did, or None.
        silhouette_source: What the training silhouettes were made by.
        keypoint_set: Keypoint definition it was trained on, such as ``coco`` or ``blazepose``, or None where
            it takes no keypoints.
        sha256: Hash of each weight file.
        known_answer: What it must say to a made-up input.
    """

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    version: str
    kind: Kind
    status: Literal["demo", "research", "validated"]
    description: str
    network: ScoNetSizes
    inputs: tuple[Literal["silhouettes"], ...] = ("silhouettes",)
    class_order: tuple[ClassName, ...]
    normalisation: Normalisation = Normalisation()
    max_frames: int = Field(default=720, ge=1)
    pav_ranges: tuple[tuple[tuple[float, float], ...], ...] | None = None
    calibration: Calibration | None = None
    thresholds: Thresholds = Thresholds()
    training: TrainingData
    evaluation: Evaluation | None = None
    silhouette_source: str
    keypoint_set: str | None = None
    sha256: Mapping[WeightFile, Sha256]
    known_answer: KnownAnswer

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if len(set(self.class_order)) != len(self.class_order):
            raise ValueError("a class stands twice in class_order")
        if len(self.class_order) != self.network.classes:
            raise ValueError("class_order must name each of the network's classes")
        shape = {len(row) for row in self.known_answer.logits}
        if len(self.known_answer.logits) != self.network.classes or shape != {self.network.parts}:
            raise ValueError("known_answer.logits must have one row a class, one column a part")
        if not self.sha256:
            raise ValueError("sha256 must name at least one weight file")
        return self

    @property
    def config(self) -> ScoNetConfig:
        """What builds the network."""
        return ScoNetConfig(kind=self.kind, **self.network.model_dump())

    @property
    def notice(self) -> Text | None:
        """What must be said wherever the output appears; None for a validated model."""
        if self.status == "demo":
            return text(
                "Demonstration model: trained on simulated walkers. "
                "What it says means nothing clinically."
            )
        if self.status == "research":
            return text("Research model without a validation report. Not for clinical decisions.")
        return None

    def to_yaml(self) -> str:
        """Give the text of ``card.yaml``."""
        return yaml.safe_dump(
            self.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=100
        )


def read_card(folder: Path) -> ModelCard:
    """Read the card of a model folder.

    Raises:
        ModelError: The folder, its card, or a value in it is missing or wrong.
    """
    if not (folder / CARD_FILE).is_file():
        raise ModelError(
            text("“{name}” is not a model folder: it holds no card.yaml.", name=folder.name),
            text("Choose a folder with a card and weights, or import a checkpoint."),
        )
    return read_yaml(folder / CARD_FILE, ModelCard, error=ModelError)


def verified_file(folder: Path, card: ModelCard, name: WeightFile) -> Path:
    """Give the path of a weight file whose content is what the card says.

    Raises:
        ModelError: The file is missing, is not named in the card, or was changed.
    """
    path = folder / name
    expected = card.sha256.get(name)
    if expected is None or not path.is_file():
        raise ModelError(
            text("The model “{model}” has no {file}.", model=card.name, file=name),
            text("Restore the folder, or import the checkpoint again."),
        )
    found = sha256_of(path)
    if found != expected:
        raise ModelError(
            text(
                "The weights of “{model}” are not those its card names: {file} has SHA-256 "
                "{found}…, the card says {expected}….",
                model=card.name,
                file=name,
                found=found[:12],
                expected=expected[:12],
            ),
            text("Do not use this model. Restore the folder from where it came."),
        )
    return path


def known_input(config: ScoNetSizes, *, seed: int, frames: int) -> NDArray[np.float32]:
    """Make the input of a known answer: random black and white blocks.

    Returns:
        float32 [1, T, 64, 44] in {0, 1}; [1, T, C, 64, 44] for C > 1 input channels.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    shape = (1, frames, config.in_channels, FRAME_HEIGHT // 4, FRAME_WIDTH // 4)
    blocks = rng.integers(0, 2, size=shape).astype(np.float32)
    full = blocks.repeat(4, axis=3).repeat(4, axis=4)
    return full[:, :, 0] if config.in_channels == 1 else full


def check_known_answer(card: ModelCard, logits: NDArray[np.float32]) -> None:
    """Compare what a network said to `known_input` with its card.

    Args:
        card: The card.
        logits: float [1, classes, P].

    Raises:
        ModelError: The network answers otherwise than it did when it was made.
    """
    expected = np.asarray(card.known_answer.logits)
    difference = float(np.abs(logits[0] - expected).max())
    if math.isnan(difference) or difference > card.known_answer.tolerance:
        raise ModelError(
            text(
                "The model “{model}” fails its known-answer test: it is off by {difference}, "
                "{tolerance} is allowed.",
                model=card.name,
                difference=f"{difference:.3g}",
                tolerance=f"{card.known_answer.tolerance:g}",
            ),
            text("Do not use this model. Restore the folder, or tell who made it."),
        )
