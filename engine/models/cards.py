"""The card of a gait network: what it is, what it was trained on, and how it is to be used.

A model folder holds ``card.yaml`` and ``weights.safetensors`` (torch), ``model.onnx`` (ONNX Runtime)
or both. Must not know torch or ONNX Runtime: cards are read before either is needed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self, cast

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import Field, model_validator

from engine.core.classes import ClassName
from engine.core.errors import ModelError
from engine.core.files import sha256_of
from engine.core.frozen_model import FrozenModel
from engine.core.model_status import ModelStatus, notice_of
from engine.core.text import Text, text
from engine.models.configs import PAV_SHAPE, InputName, Kind, NetworkConfig, NetworkSizes
from engine.models.seal import check_seal, seal
from engine.runtime.strict_config import parse_yaml, read_content

CARD_FILE = "card.yaml"
WeightFile = Literal[
    "weights.safetensors", "model.onnx", "model.int8.onnx", "reference.safetensors", "report.json"
]
WEIGHTS_FILE: Final = "weights.safetensors"
ONNX_FILE: Final = "model.onnx"
INT8_FILE: Final = "model.int8.onnx"
REFERENCE_FILE: Final = "reference.safetensors"
REPORT_FILE: Final = "report.json"
FILES: tuple[WeightFile, ...] = (WEIGHTS_FILE, ONNX_FILE, INT8_FILE, REFERENCE_FILE, REPORT_FILE)
"""Everything that a model folder may hold beside its card."""

ReducedPrecision = Literal["bf16", "int8"]
"""Precisions below float32 that a model may be run in."""

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Unit = Annotated[float, Field(ge=0, le=1)]


class Normalisation(FrozenModel):
    """How a stored frame becomes what the network sees."""

    cut_columns: Literal[10] = Field(
        default=10,
        title="Columns cut from each side",
        description="Columns cut from each side of a frame of 64 x 64 pixels.",
    )
    divide_by: Literal[255] = Field(
        default=255,
        title="Pixel values divided by",
        description="Scales pixel values to between 0 and 1.",
    )
    shared_crop: bool = Field(
        default=True,
        title="Both maps cropped alike",
        description=(
            "Crops limbs and joints of a skeleton map alike, so that they line up. The published "
            "networks were trained on maps that do not."
        ),
    )


class Calibration(FrozenModel):
    """How cosines become probabilities: softmax(scale x mean cosine over the parts).

    Attributes:
        scale: Factor before the softmax, fitted on validation data; without calibration it is 16.
        thresholds_by: By which rule the thresholds were fitted on the same, or "" where they were not.
    """

    scale: float = Field(gt=0, le=1000)
    fitted_on: str
    thresholds_by: str = ""


class Thresholds(FrozenModel):
    """Thresholds of the outcome rule; see `engine.inference.outcome`.

    Attributes:
        abnormal: Probability of neutral and positive together from which features are reported.
        positive: Share of positive in it from which they are those of scoliosis, not borderline.
        inconclusive_band: Distance from ``abnormal`` within which nothing is concluded.
    """

    abnormal: Unit = 0.5
    positive: Unit = 0.5
    inconclusive_band: Annotated[float, Field(ge=0, lt=0.5)] = 0.05


class TrainingData(FrozenModel):
    """What the network learned from.

    Attributes:
        data: Name of the data, with how it came about.
        people: Number of people, or None where it is unknown.
        sequences: Number of sequences, or None where it is unknown.
        config: Name of the training configuration, or "".
    """

    data: str
    licence: str
    people: int | None = None
    sequences: int | None = None
    config: str = ""


class Metric(FrozenModel):
    """One figure of an evaluation with its 95 % interval, by bootstrap over people.

    Attributes:
        low: Lower end of the interval.
        high: Upper end of the interval.
    """

    value: float
    low: float
    high: float


class Evaluation(FrozenModel):
    """How well it did."""

    data: str
    people: int
    sequences: int
    metrics: Mapping[str, Metric]


class KnownAnswer(FrozenModel):
    """What the network must say to a made-up input, so that a broken one never judges.

    The answer stands under the names of the classes, so that it no longer holds when somebody edits the
    order of the classes in the card.

    Attributes:
        seed: Seed of `known_input`.
        logits: Expected cosines of each class, P numbers each.
        tolerance: Largest difference allowed: runtimes and processors round differently.
    """

    seed: int = Field(ge=0)
    frames: int = Field(ge=1, le=64)
    logits: Mapping[ClassName, tuple[float, ...]]
    tolerance: float = Field(default=1e-3, gt=0, le=0.01)


class Origin(FrozenModel):
    """The file that a model was imported from.

    Attributes:
        iteration: Training steps that it says it took, or None.
        told: Where it came from, in the words of who imported it.
    """

    file: str
    sha256: Sha256
    iteration: int | None = None
    told: str = ""


class Member(FrozenModel):
    """One network of an ensemble.

    Attributes:
        sha256: Hash of its ``weights.safetensors``.
    """

    name: str
    version: str
    sha256: Sha256


class PrecisionCheck(FrozenModel):
    """What a lower precision costs, measured against float32 when the model folder was made.

    Attributes:
        largest_difference: Largest difference of a class probability.
        logits: What the network says in this precision to the input of the known answer, cosines of each
            class, P numbers each: a processor that rounds otherwise is found out.
    """

    largest_difference: float = Field(ge=0)
    sequences: int = Field(ge=1)
    measured_on: str
    logits: Mapping[ClassName, tuple[float, ...]]


class Reference(FrozenModel):
    """How far recordings like those of the training data lie from it; see `engine.inference.distance`.

    Attributes:
        neighbours: Which nearest training sequence the distance is taken to.
        threshold: Distance beyond which a recording is unlike the training data: the 99th percentile over
            ``sequences`` that training did not see.
    """

    neighbours: int = Field(ge=1, le=100)
    threshold: float = Field(gt=0)
    sequences: int = Field(ge=1)
    data: str


class Validation(FrozenModel):
    """Who declared the model validated, when, and by which report.

    Attributes:
        on: Date, ISO 8601.
    """

    by: str = Field(min_length=2, max_length=200)
    on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")


LARGEST_DIFFERENCE = 0.02
"""A precision that moves a class probability by more is not offered."""


class ModelCard(FrozenModel):
    """Everything that must be known about a gait network before it may judge.

    Attributes:
        name: Name; that of its folder.
        version: Version, such as ``1.0.0``.
        status: ``demo`` (means nothing), ``research`` (not validated) or ``validated``.
        description: What it is, in a sentence or two.
        class_order: Class of each output, in order. It changed upstream in 2025: never guessed.
        normalisation: How a stored frame becomes an input.
        max_frames: Most frames of a sequence that are looked at.
        pav_ranges: Smallest and largest value of each cell of the asymmetry vector over the training
            sequences, [8][3][2], for networks that take one.
        calibration: How probabilities were calibrated, or None.
        evaluation: How well it did, or None.
        silhouette_source: What the training silhouettes were made by.
        keypoint_set: Keypoint definition it was trained on, such as ``coco`` or ``blazepose``, or None where
            it takes no keypoints.
        origin: The file it was imported from, or None where it was trained here.
        members: The networks of an ensemble, as many as ``network.members``; none for a single network.
        precisions: What lower precisions cost, for those that were measured.
        reference: Distance from the training data, where ``reference.safetensors`` is there.
        validation: Who declared it validated; stands together with the status ``validated`` and takes
            ``report.json``, which a research model may have, too.
        known_answer: What it must say to a made-up input.
    """

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    version: str
    kind: Kind
    status: ModelStatus
    description: str
    network: NetworkSizes
    inputs: tuple[InputName, ...]
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
    origin: Origin | None = None
    members: tuple[Member, ...] = ()
    precisions: Mapping[ReducedPrecision, PrecisionCheck] = Field(default_factory=dict)
    reference: Reference | None = None
    validation: Validation | None = None
    sha256: Mapping[WeightFile, Sha256]
    known_answer: KnownAnswer

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if len(set(self.class_order)) != len(self.class_order):
            raise ValueError("class_order names a class twice")
        if len(self.class_order) != self.network.classes:
            raise ValueError("class_order must name each of the network's classes")
        if len(self.members) != (self.network.members if self.network.members > 1 else 0):
            raise ValueError("members must name each network of an ensemble, and only of one")
        answers = [self.known_answer.logits, *(one.logits for one in self.precisions.values())]
        for answer in answers:
            if set(answer) != set(self.class_order) or any(
                len(row) != self.network.parts for row in answer.values()
            ):
                raise ValueError("a known answer must hold one number per part for each class")
        if not {WEIGHTS_FILE, ONNX_FILE} & set(self.sha256):
            raise ValueError("sha256 must name at least one weight file")
        self._inputs_agree()
        self._files_agree()
        return self

    def _inputs_agree(self) -> None:
        config = self.config
        if self.inputs != config.inputs:
            raise ValueError(f"a network of kind {self.kind} is given {', '.join(config.inputs)}")
        if (self.pav_ranges is not None) != config.takes_pav:
            raise ValueError("pav_ranges belongs to networks that take a vector, and to no others")
        if self.pav_ranges is not None:
            ranges = np.asarray(self.pav_ranges, dtype=np.float64)
            if ranges.shape != (*PAV_SHAPE, 2) or not np.isfinite(ranges).all():
                raise ValueError("pav_ranges must hold 8 x 3 pairs of numbers")

    def _files_agree(self) -> None:
        for name, there in (
            (INT8_FILE, "int8" in self.offered),
            (REFERENCE_FILE, self.reference is not None),
        ):
            if (name in self.sha256) != there:
                raise ValueError(f"sha256 and the rest of the card disagree about {name}")
        if REPORT_FILE in self.sha256 and self.validation is None and self.evaluation is None:
            raise ValueError("report.json and the evaluation belong together")
        if self.validation is not None and REPORT_FILE not in self.sha256:
            raise ValueError("sha256 and the rest of the card disagree about report.json")
        if (self.status == "validated") != (self.validation is not None):
            raise ValueError("status validated needs an evaluation report and the name of a person")

    @property
    def config(self) -> NetworkConfig:
        """What builds the network."""
        return NetworkConfig(kind=self.kind, **self.network.model_dump())

    @property
    def offered(self) -> tuple[str, ...]:
        """Precisions that may be chosen: those that stay within `LARGEST_DIFFERENCE`, best first."""
        good = [
            name
            for name in ("bf16", "int8")
            if (check := self.precisions.get(name)) is not None
            and check.largest_difference <= LARGEST_DIFFERENCE
        ]
        return ("fp32", *good)

    @property
    def notice(self) -> Text | None:
        """What must be said wherever the output appears; None for a validated model."""
        return notice_of(self.status)

    def to_yaml(self) -> str:
        """Return the text of ``card.yaml``."""
        return seal(
            yaml.safe_dump(
                self.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=100
            )
        )


def read_card(folder: Path) -> ModelCard:
    """Read the card of a model folder.

    Raises:
        ModelError: The folder, its card, or a value in it is missing or wrong.
    """
    if not (folder / CARD_FILE).is_file():
        raise ModelError(
            text("“{name}” is not a model folder: it has no card.yaml.", name=folder.name),
            text("Choose a folder with a card and weights, or import a checkpoint."),
        )
    content = read_content(folder / CARD_FILE, error=ModelError)
    check_seal(content, owner=folder.name)
    return parse_yaml(content, CARD_FILE, ModelCard, error=ModelError)


def verified_file(folder: Path, card: ModelCard, name: WeightFile) -> Path:
    """Return the path of a weight file whose content is what the card says.

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
                "The weights of “{model}” do not match its card: {file} has SHA-256 {found}…, the "
                "card says {expected}….",
                model=card.name,
                file=name,
                found=found[:12],
                expected=expected[:12],
            ),
            text("Do not use this model. Restore the folder from its source."),
        )
    return path


def known_input(config: NetworkConfig, *, seed: int, frames: int) -> dict[str, NDArray[np.float32]]:
    """Make the input of a known answer: random black and white blocks, and random asymmetry.

    Returns:
        By name, float32 in [0, 1]: silhouettes [1, T, 64, 44], maps [1, T, 2, 64, 44], pav [1, 8, 3].
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    made: dict[str, NDArray[np.float32]] = {}
    for name in config.inputs:
        shape = config.shape_of(name)
        if name == "pav":
            made[name] = rng.random((1, *shape), dtype=np.float32)
            continue
        coarse = (1, frames, *shape[:-2], shape[-2] // 4, shape[-1] // 4)
        blocks = rng.integers(0, 2, size=coarse).astype(np.float32)
        made[name] = blocks.repeat(4, axis=-2).repeat(4, axis=-1)
    return made


REDUCED_TOLERANCE = 0.02
"""Largest difference of a cosine from the known answer in a lower precision, between processors."""


def check_known_answer(
    card: ModelCard, logits: NDArray[np.float32], *, precision: str = "fp32"
) -> None:
    """Compare what a network said to `known_input` with its card.

    Args:
        card: The card.
        logits: float [classes, P].
        precision: ``fp32``, or a lower one that the card has an answer for.

    Raises:
        ModelError: The network answers otherwise than it did when it was made.
    """
    answer: Mapping[ClassName, tuple[float, ...]] = card.known_answer.logits
    tolerance = card.known_answer.tolerance
    if precision in card.precisions:
        answer = card.precisions[cast(ReducedPrecision, precision)].logits
        tolerance = REDUCED_TOLERANCE
    expected = np.asarray([answer[name] for name in card.class_order])
    fits = logits.shape == expected.shape
    difference = float(np.abs(logits - expected).max()) if fits else math.inf
    if math.isnan(difference) or difference > tolerance:
        raise ModelError(
            text(
                "The model “{model}” fails its known-answer test: it is off by {difference}; "
                "{tolerance} is allowed.",
                model=card.name,
                difference=f"{difference:.3g}",
                tolerance=f"{tolerance:g}",
            ),
            text("Do not use this model. Restore the folder, or tell whoever made it."),
        )
