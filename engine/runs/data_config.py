"""What a training run learns from, and what one step looks at: the part of its configuration about data.

Each key says itself what it is called and what it does; the form of the window shows the same words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from engine.core.frozen_model import FrozenModel


class StrictConfig(FrozenModel):
    """A part of a configuration: no key that is not known, no number that is none."""

    # YAML knows .inf and .nan, with which nothing can be learned.
    model_config = ConfigDict(allow_inf_nan=False)


class SimulationData(StrictConfig):
    """People to simulate; same numbers, same people. Train, validation and test share nobody."""

    train: int = Field(
        ge=6, title="People for training", description="Simulated people the network learns from."
    )
    validation: int = Field(
        ge=3,
        title="People for validation",
        description="Simulated people for validation and calibration.",
    )
    test: int = Field(
        ge=3,
        title="People for test",
        description="Simulated people the finished model is tested on.",
    )
    seed: int = Field(
        ge=0, title="Seed for the people", description="The same number gives the same people."
    )
    frames: int = Field(
        default=45,
        ge=8,
        le=1000,
        title="Frames per recording",
        description="Length of each simulated walk, at 15 frames a second.",
    )
    workers: int = Field(
        default=2,
        ge=1,
        le=64,
        title="Simulation processes",
        description="Number of processes that simulate people in parallel.",
    )


class FolderData(StrictConfig):
    """A dataset in the Scoliosis1K layout; paths are relative to the configuration file."""

    root: Path = Field(
        title="Dataset folder",
        description="A folder in the Scoliosis1K layout, or its packed store.",
    )
    pose: Path | None = Field(
        default=None,
        title="Poses folder",
        description=(
            "Where the poses are, if not in the folder “pose” of the dataset. Networks that use "
            "silhouettes only need none."
        ),
    )
    partition: Path | None = Field(
        default=None,
        title="Partition file",
        description=(
            "Who is used for training, validation and test, in OpenGait's format. Without one, "
            "people are split by the shares below."
        ),
    )
    validation: float = Field(
        default=0.15,
        gt=0,
        lt=1,
        title="Share for validation",
        description=(
            "Share of the training people set aside for validation, unless the partition file "
            "names them."
        ),
    )
    test: float = Field(
        default=0.2,
        gt=0,
        lt=1,
        title="Share for test",
        description="Share of all people set aside for test, if there is no partition file.",
    )
    licence: str = Field(
        title="Data licence", description="Terms of use of the data; copied into the card."
    )
    keypoint_set: str = Field(
        default="coco",
        title="Keypoints",
        description="Definition of the keypoints in the poses, such as coco; copied into the card.",
    )


DrawBy = Literal["person", "class", "plain"]
"""How the sequences of a batch are drawn."""

FrameOrder = Literal["unordered", "ordered", "all"]
"""How the frames of a sequence are drawn."""


Share = Annotated[float, Field(ge=0, le=1)]
"""A probability or a share."""

Row = Annotated[int, Field(ge=0, le=64)]
"""A row of a frame."""


class Augmentation(StrictConfig):
    """Changes of what the network sees, none unless asked for; mirroring is ``batches.flip``.

    Drawn for a whole sequence, and the same for silhouettes and skeleton maps. Labels stay, and so does the
    asymmetry vector, which was measured before: a network that takes the vector is shown a turned picture and
    a vector that knows nothing of the turn. Erasing is that of Zhong et al. 2020.
    """

    erase: Share = Field(
        default=0.0,
        title="Erase a rectangle",
        description="Probability that a rectangle is blacked out.",
    )
    erase_area: tuple[Share, Share] = Field(
        default=(0.02, 0.4),
        title="Its area",
        description="Smallest and largest share of the picture it covers.",
    )
    erase_narrowest: float = Field(
        default=0.3,
        gt=0,
        le=1,
        title="Its narrowest shape",
        description="Smallest ratio of the sides of the rectangle.",
    )
    erase_per_frame: bool = Field(
        default=False,
        title="New in each frame",
        description="Draws a rectangle for each frame rather than once for the sequence.",
    )
    rotate: Share = Field(
        default=0.0,
        title="Rotate",
        description="Probability of a rotation about the centre of the picture.",
    )
    rotate_degrees: float = Field(
        default=10.0,
        ge=0,
        le=180,
        title="Largest angle (°)",
        description="Largest angle of rotation, to either side, in degrees.",
    )
    affine: Share = Field(
        default=0.0, title="Stretch, shear and shift", description="Probability of an affine map."
    )
    affine_scale: float = Field(
        default=0.1,
        ge=0,
        le=0.9,
        title="Largest stretch",
        description="Largest stretch in each direction, as a share.",
    )
    affine_shear: float = Field(
        default=10.0,
        ge=0,
        le=60,
        title="Largest shear (°)",
        description="Largest angle of the shear, in degrees.",
    )
    affine_shift: Share = Field(
        default=0.05, title="Largest shift", description="Largest shift, as a share of the picture."
    )
    perspective: Share = Field(
        default=0.0,
        title="Change perspective",
        description="Probability that the picture is seen from a different viewpoint.",
    )
    perspective_shift: float = Field(
        default=0.1,
        ge=0,
        le=0.2,
        title="Largest corner shift",
        description="How far a corner may move, as a share of the picture.",
    )
    part_dilate: Share = Field(
        default=0.0,
        title="Thicken a band",
        description="Probability that a band of rows is thickened, as by clothes or a poor mask.",
    )
    dilate_size: Literal[3, 5, 7] = Field(
        default=3,
        title="Thickening window (pixels)",
        description="Window of the thickening, in pixels.",
    )
    part_blur: Share = Field(
        default=0.0, title="Blur a band", description="Probability that a band of rows is blurred."
    )
    blur_size: Literal[3, 5, 7] = Field(
        default=5,
        title="Blur window (pixels)",
        description="Window of the Gaussian blur, in pixels.",
    )
    part_top: tuple[Row, Row] = Field(
        default=(12, 16),
        title="First row of a band",
        description="Smallest and largest; 12 to 16 is at the shoulders.",
    )
    part_bottom: tuple[Row, Row] = Field(
        default=(36, 40),
        title="Row after its last one",
        description="Smallest and largest; 36 to 40 is at the thighs.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for name in ("erase_area", "part_top", "part_bottom"):
            low, high = getattr(self, name)
            if low > high:
                raise ValueError(f"{name} is the wrong way round")
        if self.part_top[1] >= self.part_bottom[0]:
            raise ValueError("part_top does not end above part_bottom")
        return self


class Batches(StrictConfig):
    """What one step looks at: P groups x K sequences x frames, of all processes together.

    Frames are drawn as OpenGait does: fixed, or with ``frames_most`` unfixed, where shorter sequences are
    filled up with frames that the network does not look at. ``unordered`` frames are drawn each once if there
    are enough; an ``ordered`` run is longer by the frames that are skipped; ``all`` are at most 720, evenly
    spread. A sequence that is shorter than what is drawn repeats. Where ``draw_by`` is left out, it is
    ``group_by`` for a network with a triplet loss and ``plain`` for one without.
    """

    groups: int = Field(
        default=8,
        ge=1,
        title="Groups in a batch",
        description=(
            "Number P of people or classes in a batch; at most as many classes as there are."
        ),
    )
    each: int = Field(
        default=8,
        ge=1,
        title="Sequences per group",
        description="Number K of sequences per group; some are drawn twice if needed.",
    )
    group_by: Literal["person", "class"] = Field(
        default="person",
        title="Groups are",
        description="What the triplet loss keeps together: a person, as in OpenGait, or a class.",
    )
    draw_by: DrawBy | None = Field(
        default=None,
        title="Sequences are drawn",
        description="By person; by class, each equally often; or in shuffled epochs.",
    )
    frames: int = Field(
        default=30,
        ge=1,
        le=720,
        title="Frames per sequence",
        description=(
            "Frames used from each sequence; the smallest number if a largest one is given. "
            "Ignored if all frames are used."
        ),
    )
    frames_most: int | None = Field(
        default=None,
        ge=1,
        le=720,
        title="Most frames",
        description=(
            "Largest number of frames; the number is then drawn at random for each sequence."
        ),
    )
    frame_order: FrameOrder = Field(
        default="unordered",
        title="Frames are drawn",
        description="In random order; as a run of consecutive frames; or all of them.",
    )
    skip: int = Field(
        default=0,
        ge=0,
        le=720,
        title="Frames skipped",
        description="Frames skipped at random in a consecutive run.",
    )
    flip: float = Field(
        default=0.0,
        ge=0,
        le=1,
        title="Mirrored",
        description="Probability that a whole sequence is mirrored, in every input of the network.",
    )
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
