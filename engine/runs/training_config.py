"""What a training run is, as data: one YAML file in ``configs/``, read strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from engine.core.classes import ClassName
from engine.core.computing import DeviceName
from engine.models.cards import Normalisation
from engine.models.configs import MOST_MEMBERS, SCALE, NetworkConfig
from engine.runtime.strict_config import read_yaml

_Share = Annotated[float, Field(ge=0, lt=1)]


class _Strict(BaseModel):
    # YAML knows .inf and .nan, with which nothing can be learned.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class SimulationData(_Strict):
    """People to simulate; same numbers, same people. Train, validation and test share nobody.

    Attributes:
        train: People to learn from.
        validation: People to calibrate on.
        test: People to report on.
        seed: Seed of all of them.
        frames: Frames of each recording, at 15 a second.
        workers: Processes that simulate side by side.
    """

    train: int = Field(ge=6)
    validation: int = Field(ge=3)
    test: int = Field(ge=3)
    seed: int = Field(ge=0)
    frames: int = Field(default=45, ge=8, le=1000)
    workers: int = Field(default=2, ge=1, le=64)


class FolderData(_Strict):
    """A dataset in the Scoliosis1K layout.

    Attributes:
        root: Its folder, or a packed store of it; relative to the configuration file.
        pose: Folder of its poses, relative likewise, or None where they lie in ``pose/`` in its folder or
            are not needed.
        partition: OpenGait partition file, relative likewise, or None to split by person.
        validation: Share of the training people that is kept for validation, unless the partition file names
            them.
        test: Share of the people that is kept for test, where there is no partition file.
        licence: What the use of the data is bound to; goes into the card.
        keypoint_set: Keypoint definition of its poses, such as ``coco``; goes into the card of a network
            that takes keypoints.
    """

    root: Path
    pose: Path | None = None
    partition: Path | None = None
    validation: float = Field(default=0.15, gt=0, lt=1)
    test: float = Field(default=0.2, gt=0, lt=1)
    licence: str
    keypoint_set: str = "coco"


DrawBy = Literal["person", "class", "plain"]
"""How the sequences of a batch are drawn."""

FrameOrder = Literal["unordered", "ordered", "all"]
"""How the frames of a sequence are drawn."""


Share = Annotated[float, Field(ge=0, le=1)]
"""A probability or a share."""

Row = Annotated[int, Field(ge=0, le=64)]
"""A row of a frame."""


class Augmentation(_Strict):
    """Changes of what the network sees, none unless asked for; mirroring is ``batches.flip``.

    Drawn for a whole sequence, and the same for silhouettes and skeleton maps. Labels stay, and so does the
    asymmetry vector, which was measured before: a network that takes the vector is shown a turned picture and
    a vector that knows nothing of the turn.

    Attributes:
        erase: Probability that a rectangle becomes black (random erasing, Zhong et al. 2020).
        erase_area: Smallest and largest share of the picture that it takes.
        erase_narrowest: Smallest ratio of its sides.
        erase_per_frame: Whether each frame is drawn for itself.
        rotate: Probability of a turn about the middle of the picture.
        rotate_degrees: Largest angle, to either side.
        affine: Probability of an affine map: stretched in both directions, sheared, shifted.
        affine_scale: Largest stretch, as a share.
        affine_shear: Largest angle of the shear, degrees.
        affine_shift: Largest shift, as a share of the picture.
        perspective: Probability that the picture is seen from another place.
        perspective_shift: How far its corners move at most, as a share of the picture.
        part_dilate: Probability that a band of rows grows thicker (as by clothes or a poor mask).
        dilate_size: Window, pixels.
        part_blur: Probability that a band of rows is blurred.
        blur_size: Window of the Gaussian, pixels.
        part_top: First row of a band, smallest and largest; the default begins at the shoulders.
        part_bottom: Row after its last one, smallest and largest; the default ends at the thighs.
    """

    erase: Share = 0.0
    erase_area: tuple[Share, Share] = (0.02, 0.4)
    erase_narrowest: float = Field(default=0.3, gt=0, le=1)
    erase_per_frame: bool = False
    rotate: Share = 0.0
    rotate_degrees: float = Field(default=10.0, ge=0, le=180)
    affine: Share = 0.0
    affine_scale: float = Field(default=0.1, ge=0, le=0.9)
    affine_shear: float = Field(default=10.0, ge=0, le=60)
    affine_shift: Share = 0.05
    perspective: Share = 0.0
    perspective_shift: float = Field(default=0.1, ge=0, le=0.2)
    part_dilate: Share = 0.0
    dilate_size: Literal[3, 5, 7] = 3
    part_blur: Share = 0.0
    blur_size: Literal[3, 5, 7] = 5
    part_top: tuple[Row, Row] = (12, 16)
    part_bottom: tuple[Row, Row] = (36, 40)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for name in ("erase_area", "part_top", "part_bottom"):
            low, high = getattr(self, name)
            if low > high:
                raise ValueError(f"{name} is the wrong way round")
        if self.part_top[1] >= self.part_bottom[0]:
            raise ValueError("part_top does not end above part_bottom")
        return self


class Batches(_Strict):
    """What one step looks at: P groups x K sequences x frames, of all processes together.

    Frames are drawn as OpenGait does: fixed, or with ``frames_most`` unfixed; unordered, ordered or all. A
    sequence that is shorter than what is drawn repeats.

    Attributes:
        groups: Groups P; of classes at most as many as there are.
        each: Sequences K of each group, drawn anew where there are fewer.
        group_by: What the triplet loss holds together: a ``person`` (as OpenGait does) or a ``class``.
        draw_by: P x K by ``person``, P x K by ``class`` (balanced: every class as often as the others), or
            ``plain`` shuffled epochs of P x K sequences. Left out, it is ``group_by`` for a network with a
            triplet loss and ``plain`` for one without.
        frames: Frames of each sequence; the fewest where ``frames_most`` is given; not looked at where
            ``frame_order`` is ``all``.
        frames_most: Largest number of frames; the number is drawn for each sequence and shorter ones are
            filled up with frames that the network does not look at. Left out, all have ``frames``.
        frame_order: ``unordered``: drawn at random, each once if there are enough. ``ordered``: a run of
            frames one after the other. ``all``: the whole sequence in order, at most 720 frames, evenly
            spread.
        skip: Frames that are left out at random of an ``ordered`` run, which is longer by as many.
        flip: Probability that a whole sequence is mirrored, in everything that the network is given.
        augmentation: Other changes.
    """

    groups: int = Field(default=8, ge=1)
    each: int = Field(default=8, ge=1)
    group_by: Literal["person", "class"] = "person"
    draw_by: DrawBy | None = None
    frames: int = Field(default=30, ge=1, le=720)
    frames_most: int | None = Field(default=None, ge=1, le=720)
    frame_order: FrameOrder = "unordered"
    skip: int = Field(default=0, ge=0, le=720)
    flip: float = Field(default=0.0, ge=0, le=1)
    augmentation: Augmentation = Augmentation()

    @model_validator(mode="after")
    def _frames_agree(self) -> Self:
        if self.frames_most is not None and self.frames_most < self.frames:
            raise ValueError("frames_most is smaller than frames")
        if self.skip and self.frame_order != "ordered":
            raise ValueError("skip is for ordered frames")
        if self.frames_most is not None and self.frame_order == "all":
            raise ValueError("frames_most is not for all frames")
        return self


class Optimiser(_Strict):
    """How the network learns: an optimiser, and its learning rate over the steps.

    Attributes:
        kind: Stochastic gradient descent, or AdamW (Loshchilov and Hutter 2019).
        iterations: Steps.
        rate: Learning rate at the start, after the warm-up.
        momentum: Momentum of ``sgd``.
        betas: Decay of the two moments of ``adamw``.
        weight_decay: Weight decay.
        schedule: The rate falls in ``steps``, or along half a ``cosine`` to 0 at the last step.
        milestones: Steps after which the rate is multiplied by ``decay``; not for ``cosine``.
        decay: Factor.
        warm_up: Steps over which the rate rises evenly from near 0 to ``rate``.
        clip: Largest norm of all gradients together, or None to take them as they are.
        average: Decay of a moving average of the weights, such as 0.999, which is then the model; None
            for none. It is lower at the start, (1 + n) / (10 + n) after n steps.
    """

    kind: Literal["sgd", "adamw"] = "sgd"
    iterations: int = Field(default=20_000, ge=1)
    rate: float = Field(default=0.1, gt=0)
    momentum: float = Field(default=0.9, ge=0, lt=1)
    betas: tuple[_Share, _Share] = (0.9, 0.999)
    weight_decay: float = Field(default=5e-4, ge=0)
    schedule: Literal["steps", "cosine"] = "steps"
    milestones: tuple[int, ...] = (10_000, 14_000, 18_000)
    decay: float = Field(default=0.1, gt=0, le=1)
    warm_up: int = Field(default=0, ge=0)
    clip: float | None = Field(default=None, gt=0)
    average: float | None = Field(default=None, gt=0, lt=1)


class Validation(_Strict):
    """A look at the validation people while the network learns. Test people are never looked at.

    Attributes:
        every: Steps between looks, or None for none. With it, the best network is the finished one.
        by: What makes one better than another; the lower loss decides between equals.
        patience: Looks without a better one after which training stops, or None to go to the end.
    """

    every: int | None = Field(default=None, ge=1)
    by: Literal["macro_f1", "accuracy", "loss"] = "macro_f1"
    patience: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.patience is not None and self.every is None:
            raise ValueError(
                "patience needs every: without validation there is nothing to wait for"
            )
        return self


class Folds(_Strict):
    """Cross-validation by person: each person is held out once, and judged by a network that never saw them.

    The held-out people choose nothing: checkpoints and calibration come from validation people that are cut
    from the others.

    Attributes:
        count: Folds, or None for one ordinary run.
        seed: Seed of who is in which fold.
        number: Which fold this run is, from 1; None: all of them, one after the other. The trainer fills it
            in for the runs that it makes.
    """

    count: int | None = Field(default=None, ge=2, le=MOST_MEMBERS)
    seed: int = Field(default=0, ge=0)
    number: int | None = Field(default=None, ge=1, le=MOST_MEMBERS)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.number is not None and (self.count is None or self.number > self.count):
            raise ValueError("folds.number is beyond folds.count")
        return self


class Logs(_Strict):
    """Logs beside ``log.jsonl``, which is always written.

    Attributes:
        tensorboard: Whether TensorBoard's files are written, where its package is installed.
        wandb: Whether Weights & Biases is told, over the network; needs the extra ``wandb``.
        images_every: Steps between pictures of what the network is given, for TensorBoard.
    """

    tensorboard: bool = False
    wandb: bool = False
    images_every: int = Field(default=500, ge=1)


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


class Losses(_Strict):
    """The losses: their weighted sum. A network that trains with cross-entropy alone has no triplet loss.

    Attributes:
        entropy_weight: Weight of the cross-entropy.
        triplet_weight: Weight of the triplet loss.
        scale: Factor between cosines and logits.
        smoothing: Label smoothing.
        margin: Margin of the triplet loss.
        class_weights: Weight of a sequence in the cross-entropy: all the same (``none``), ``balanced``, the
            inverse of its class's share of the training sequences (as DRF was trained), or a number for each
            class in the order of ``class_order``.
    """

    entropy_weight: float = Field(default=1.0, gt=0, le=1000)
    triplet_weight: float = Field(default=1.0, ge=0, le=1000)
    scale: float = Field(default=SCALE, gt=0)
    smoothing: float = Field(default=0.1, ge=0, lt=1)
    margin: float = Field(default=0.2, ge=0)
    class_weights: ClassWeights = "none"


class TrainConfig(_Strict):
    """One training run.

    Attributes:
        name: Name of the model.
        version: Version of the model.
        description: What it is, for the card.
        status: Status for the card; ``validated`` takes more than training.
        seed: Seed of starting weights, batches and frames.
        device: Where to compute.
        threads: Threads on the processor.
        network: What is trained.
        normalisation: How a stored frame becomes what the network sees.
        class_order: Class of each output.
        simulation: People to simulate, or None.
        folder: A dataset on disk, or None. One of the two must be given.
        batches: What one step looks at.
        optimiser: How it learns.
        losses: What it learns from.
        report_on_test: Whether the finished model is evaluated on the test people, for its card.
        precisions: Whether lower precisions of the finished model are made and measured.
        log_every: Steps between lines of the log.
        checkpoint_every: Steps between checkpoints.
        validation: Looks at the validation people on the way.
        folds: Cross-validation by person.
        mixed_precision: Number format of the layers that bear it; losses and weights stay float32.
        compile: Whether torch compiles the network first: a minute at the start, faster steps on a GPU.
        logs: Logs beside ``log.jsonl``.
    """

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    version: str
    description: str
    status: Literal["demo", "research"]
    seed: int = Field(default=0, ge=0)
    device: DeviceName = "auto"
    threads: int = Field(default=2, ge=1, le=256)
    network: NetworkConfig
    normalisation: Normalisation = Normalisation()
    class_order: tuple[ClassName, ...]
    simulation: SimulationData | None = None
    folder: FolderData | None = None
    batches: Batches = Batches()
    optimiser: Optimiser = Optimiser()
    losses: Losses = Losses()
    report_on_test: bool = False
    precisions: bool = True
    log_every: int = Field(default=20, ge=1)
    checkpoint_every: int = Field(default=500, ge=1)
    validation: Validation = Validation()
    folds: Folds = Folds()
    mixed_precision: Literal["none", "bf16", "fp16"] = "none"
    compile: bool = False
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
