"""What a training run is, as data: one YAML file in ``configs/``, read strictly.

Each key says itself what it is called and what it does; the form of the window shows the same words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import Discriminator, Field, Tag, model_validator

from engine.core.classes import ClassName
from engine.core.computing import DeviceName
from engine.models.cards import Normalisation
from engine.models.configs import MOST_MEMBERS, SCALE, NetworkConfig
from engine.runs.data_config import Batches, FolderData, SimulationData, StrictConfig
from engine.runtime.strict_config import read_yaml

_Share = Annotated[float, Field(ge=0, lt=1)]


class Optimiser(StrictConfig):
    """How the network learns: an optimiser, and its learning rate over the steps.

    AdamW is that of Loshchilov and Hutter 2019. The average's decay is lower at the start, (1 + n) / (10 + n)
    after n steps.
    """

    kind: Literal["sgd", "adamw"] = Field(
        default="sgd", title="Optimiser", description="Stochastic gradient descent, or AdamW."
    )
    iterations: int = Field(
        default=20_000, ge=1, title="Steps", description="Steps of the whole run, one batch each."
    )
    rate: float = Field(
        default=0.1,
        gt=0,
        title="Learning rate",
        description="Learning rate at the start, after the warm-up.",
    )
    momentum: float = Field(
        default=0.9, ge=0, lt=1, title="Momentum", description="Momentum of SGD."
    )
    betas: tuple[_Share, _Share] = Field(
        default=(0.9, 0.999), title="Betas", description="Decay of the two moments of AdamW."
    )
    weight_decay: float = Field(
        default=5e-4,
        ge=0,
        title="Weight decay",
        description="How strongly weights are pulled towards zero.",
    )
    schedule: Literal["steps", "cosine"] = Field(
        default="steps",
        title="Schedule",
        description="The rate falls in steps, or along half a cosine to 0 at the last step.",
    )
    milestones: tuple[int, ...] = Field(
        default=(10_000, 14_000, 18_000),
        title="Milestones",
        description="Steps after which the rate falls; not for the cosine.",
    )
    decay: float = Field(
        default=0.1,
        gt=0,
        le=1,
        title="Factor at milestones",
        description="What the rate is multiplied by at each milestone.",
    )
    warm_up: int = Field(
        default=0,
        ge=0,
        title="Warm-up",
        description="Steps over which the rate rises evenly from near 0.",
    )
    clip: float | None = Field(
        default=None,
        gt=0,
        title="Clip gradients at",
        description="Largest norm of all gradients combined.",
    )
    average: float | None = Field(
        default=None,
        gt=0,
        lt=1,
        title="Weight averaging",
        description=(
            "Decay of a moving average of the weights, such as 0.999; the average becomes the "
            "model."
        ),
    )


class Validation(StrictConfig):
    """A look at the validation people while the network learns. Test people are never looked at."""

    every: int | None = Field(
        default=None,
        ge=1,
        title="Validate every (steps)",
        description=(
            "Steps between validations. With validation on, the best network becomes the finished "
            "model."
        ),
    )
    by: Literal["macro_f1", "accuracy", "loss"] = Field(
        default="macro_f1",
        title="Best by",
        description="What makes one network better than another; ties go to the lower loss.",
    )
    patience: int | None = Field(
        default=None,
        ge=1,
        title="Stop early after (validations)",
        description="Validations without a better network after which training stops.",
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.patience is not None and self.every is None:
            raise ValueError(
                "patience needs every: without validation there is nothing to wait for"
            )
        return self


class Folds(StrictConfig):
    """Cross-validation by person: each person is held out once, and judged by a network that never saw them.

    The held-out people choose nothing: checkpoints and calibration come from validation people that are cut
    from the others.
    """

    count: int | None = Field(
        default=None,
        ge=2,
        le=MOST_MEMBERS,
        title="Folds by person",
        description=(
            "Cross-validation: people are divided into this many folds, each fold is judged by a "
            "network that never saw its people, and the networks together form one model. It takes "
            "that many times as long. Test people in a partition file are left out."
        ),
    )
    seed: int = Field(
        default=0,
        ge=0,
        title="Seed for the folds",
        description="The same number puts the same people into the same folds.",
    )
    number: int | None = Field(default=None, ge=1, le=MOST_MEMBERS)
    """Which fold this run is, from 1; None: all of them, one after the other. The trainer fills it in."""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.number is not None and (self.count is None or self.number > self.count):
            raise ValueError("folds.number is beyond folds.count")
        return self


class Logs(StrictConfig):
    """Logs beside ``log.jsonl``, which is always written."""

    tensorboard: bool = Field(
        default=False,
        title="TensorBoard",
        description="Writes files for TensorBoard, if its package is installed.",
    )
    wandb: bool = Field(
        default=False,
        title="Weights & Biases",
        description=(
            "Sends figures and settings to its server over the network; needs the extra “wandb”."
        ),
    )
    images_every: int = Field(
        default=500,
        ge=1,
        title="Pictures every (steps)",
        description="Steps between pictures of the network's input, for TensorBoard.",
    )


_Positive = Annotated[float, Field(gt=0, le=1000)]


def _form(weights: object) -> str:
    return "name" if isinstance(weights, str) else "numbers"


# Told apart first, so that a wrong number is not said to be a wrong name.
ClassWeights = Annotated[
    Annotated[Literal["none", "balanced"], Tag("name")]
    | Annotated[tuple[_Positive, ...], Tag("numbers")],
    Discriminator(_form),
]
"""Weights of the classes, by name or by number."""


class Losses(StrictConfig):
    """The losses: their weighted sum. A network that trains with cross-entropy alone has no triplet loss.

    ``balanced`` weighs a class by the inverse of its share of the training sequences, as DRF was trained.
    """

    entropy_weight: float = Field(
        default=1.0,
        gt=0,
        le=1000,
        title="Cross-entropy weight",
        description="Its share of the total loss.",
    )
    triplet_weight: float = Field(
        default=1.0,
        ge=0,
        le=1000,
        title="Triplet loss weight",
        description="Its share of the total loss; ScoNet has no triplet loss.",
    )
    scale: float = Field(
        default=SCALE, gt=0, title="Scale", description="Factor between cosines and logits."
    )
    smoothing: float = Field(
        default=0.1,
        ge=0,
        lt=1,
        title="Label smoothing",
        description="Share of each label spread over all classes.",
    )
    margin: float = Field(
        default=0.2, ge=0, title="Margin", description="Margin of the triplet loss."
    )
    class_weights: ClassWeights = Field(
        default="none",
        title="Class weights",
        description=(
            "All equal; balanced, so that a rare class counts as much as a common one; or one "
            "number per class, in class order."
        ),
    )


class TrainConfig(StrictConfig):
    """One training run; either people to simulate or a folder must be given."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        title="Name",
        description="Name of the model: letters, digits, dots, hyphens and underscores, at most 64.",
    )
    version: str = Field(title="Version", description="Version of the model.")
    description: str = Field(title="Description", description="What the model is, for its card.")
    status: Literal["demo", "research"] = Field(
        title="Status",
        description=(
            "A model that learned from simulated people is a demonstration; “validated” takes more "
            "than training."
        ),
    )
    seed: int = Field(
        default=0,
        ge=0,
        title="Seed",
        description="Seed for the initial weights, batches and frames.",
    )
    device: DeviceName = Field(default="auto", title="Device", description="Where training runs.")
    threads: int = Field(
        default=2,
        ge=1,
        le=256,
        title="Threads",
        description=(
            "Threads on the processor, each with a part of every batch. The same number on the same "
            "processor gives the same weights."
        ),
    )
    network: NetworkConfig
    normalisation: Normalisation = Normalisation()
    class_order: tuple[ClassName, ...] = Field(
        title="Class order", description="Class of each output of the network, separated by commas."
    )
    simulation: SimulationData | None = None
    folder: FolderData | None = None
    batches: Batches = Batches()
    optimiser: Optimiser = Optimiser()
    losses: Losses = Losses()
    report_on_test: bool = Field(
        default=False,
        title="Report on test people",
        description="Evaluates the finished model on them once, for its card.",
    )
    precisions: bool = Field(
        default=True,
        title="Lower precisions",
        description="Makes and measures int8 and bf16 versions of the finished model.",
    )
    log_every: int = Field(
        default=20,
        ge=1,
        title="Log every (steps)",
        description="Steps between two points of the curves.",
    )
    checkpoint_every: int = Field(
        default=500,
        ge=1,
        title="Checkpoint every (steps)",
        description="A run that is ended from outside continues from its last checkpoint.",
    )
    validation: Validation = Validation()
    folds: Folds = Folds()
    mixed_precision: Literal["none", "bf16", "fp16"] = Field(
        default="none",
        title="Mixed precision",
        description="Number format of the layers that can use it; losses and weights stay float32.",
    )
    compile: bool = Field(
        default=False,
        title="Compile",
        description=(
            "torch compiles the network first: an extra minute at the start, then faster steps on "
            "a GPU."
        ),
    )
    logs: Logs = Logs()

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if (self.simulation is None) == (self.folder is None):
            raise ValueError("give either simulation or folder")
        if not len(set(self.class_order)) == len(self.class_order) == self.network.classes:
            raise ValueError("class_order must name each of the network's classes once")
        if self.simulation is not None and self.status != "demo":
            raise ValueError("a model trained on simulated walkers has the status demo")
        if self.network.members > 1:
            raise ValueError("an ensemble is made of finished models, not trained")
        weights = self.losses.class_weights
        if not isinstance(weights, str) and len(weights) != self.network.classes:
            raise ValueError("class_weights must have a number for each class")
        drawn_by = self.batches.draw_by or self.batches.group_by
        if drawn_by == "class" and self.batches.groups > self.network.classes:
            raise ValueError("batches.groups is larger than the number of classes")
        return self

    @property
    def is_cross_validation(self) -> bool:
        """Whether this is a run of all folds."""
        return self.folds.count is not None and self.folds.number is None

    @property
    def judges_test(self) -> bool:
        """Whether the finished network is judged on people kept for it: those of test, or of its fold."""
        return self.report_on_test or self.folds.number is not None


def as_yaml(config: TrainConfig) -> str:
    """Return a configuration as `read_config` reads it, every key written out."""
    content = config.model_dump(mode="json")
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def read_config(path: Path) -> TrainConfig:
    """Read a training configuration.

    Raises:
        ConfigError: An unknown key (the nearest known one is named) or a wrong value.
    """
    return read_yaml(path, TrainConfig)
