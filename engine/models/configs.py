"""What a network is made of, as data: the part of a card or a training file that builds it.

Must not know torch: cards are read where only ONNX Runtime is installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from engine.core.frozen_model import FrozenModel

FRAME_HEIGHT = 64
"""Rows of a frame that a network sees."""

FRAME_WIDTH = 44
"""Columns of a frame that a network sees: 64 without 10 at each side."""

SCALE = 16.0
"""Factor between cosines and logits of a softmax, in training and before calibration."""

MOST_MEMBERS = 20
"""Networks of an ensemble at most."""

PAV_SHAPE = (8, 3)
"""Pairs and features of a Postural Asymmetry Vector."""

Channels = Annotated[int, Field(ge=1, le=4096)]
"""Channels of one stage."""

Kind = Literal["sconet", "sconet_mt", "sconet_mt_maps", "drf", "drf_dual"]
"""Name in the table of networks (`engine.models.registry.NETWORKS`)."""

InputName = Literal["silhouettes", "maps", "pav"]
"""What a network can be given: silhouettes [N, T, 64, 44], skeleton maps [N, T, 2, 64, 44] and the
Postural Asymmetry Vector [N, 8, 3]."""

Fusion = Literal["none", "pga", "attention"]
"""How a DRF joins what it sees: PAV-guided attention, attention between two streams, or not at all."""

PavKind = Literal["unsigned", "signed"]
"""The vector of the literature, or our own that keeps the side (`engine.gait.asymmetry`)."""

FRAME_INPUTS: Mapping[Kind, tuple[InputName, ...]] = MappingProxyType(
    {
        "sconet": ("silhouettes",),
        "sconet_mt": ("silhouettes",),
        "sconet_mt_maps": ("maps",),
        "drf": ("maps",),
        "drf_dual": ("silhouettes", "maps"),
    }
)
"""What each network sees of every frame."""

FRAME_CHANNELS: Mapping[str, int] = MappingProxyType({"silhouettes": 1, "maps": 2})
"""Channels of each input that consists of frames."""

_FUSIONS: Mapping[Kind, tuple[Fusion, ...]] = MappingProxyType(
    {
        "sconet": ("none",),
        "sconet_mt": ("none",),
        "sconet_mt_maps": ("none",),
        "drf": ("pga", "none"),
        "drf_dual": ("attention", "pga", "none"),
    }
)


class NetworkSizes(FrozenModel):
    """Sizes of a network; the defaults are the published ones of ScoNet (arXiv 2407.05726).

    The strips divide the 16 rows of the last feature map. Left out, the fusion is ``pga`` for ``drf`` and
    ``attention`` for ``drf_dual``.
    """

    channels: tuple[Channels, Channels, Channels, Channels] = Field(
        default=(64, 128, 256, 512),
        title="Channels",
        description="Channels of the four stages of the backbone.",
    )
    embedding: int = Field(
        default=256,
        ge=1,
        le=4096,
        title="Embedding",
        description="Length of the embedding of each part of the body.",
    )
    parts: Literal[1, 2, 4, 8, 16] = Field(
        default=16,
        title="Body parts",
        description="Horizontal strips that the last feature map is cut into.",
    )
    classes: int = Field(
        default=3,
        ge=2,
        le=100,
        title="Classes",
        description="Number of classes; as many as the class order names.",
    )
    fusion: Fusion | None = Field(
        default=None,
        title="Fusion",
        description="How a DRF combines its inputs; the other networks have none.",
    )
    pav: PavKind = Field(
        default="unsigned",
        title="Posture vector",
        description=(
            "The published asymmetry vector, or ours, which keeps the side; for networks with "
            "PAV-guided attention."
        ),
    )
    members: int = Field(default=1, ge=1, le=MOST_MEMBERS)
    """Networks of these sizes whose probabilities are averaged; see `engine.models.ensemble`."""

    @property
    def feature_shape(self) -> tuple[int, int, int]:
        """Return [C, H, W] of the pooled feature map: two stages halve both sides of a frame.

        The channels of the members of an ensemble lie one after the other.
        """
        return self.members * self.channels[3], FRAME_HEIGHT // 4, FRAME_WIDTH // 4

    @property
    def embedding_shape(self) -> tuple[int, int]:
        """Return [E, P] of the embeddings, those of an ensemble's members one after the other."""
        return self.members * self.embedding, self.parts


class NetworkConfig(NetworkSizes):
    """A network by name."""

    kind: Kind = Field(
        default="sconet_mt",
        title="Network",
        description="What is trained; it determines what is read from each frame.",
    )

    @model_validator(mode="after")
    def _fusion_fits(self) -> Self:
        if self.fusion is None:
            # Filled in afterwards: a validator that runs before would make strict JSON ordinary Python,
            # whose lists are no tuples. The model is frozen for everybody else.
            object.__setattr__(self, "fusion", _FUSIONS[self.kind][0])
        if self.fusion not in _FUSIONS[self.kind]:
            known = ", ".join(_FUSIONS[self.kind])
            raise ValueError(f"fusion “{self.fusion}” does not fit {self.kind}; it takes {known}")
        return self

    @property
    def sizes(self) -> NetworkSizes:
        """Return the sizes without the name."""
        return NetworkSizes(**self.model_dump(exclude={"kind"}))

    @property
    def of_member(self) -> NetworkConfig:
        """Return the config of one member."""
        return self.model_copy(update={"members": 1})

    @property
    def takes_pav(self) -> bool:
        """Whether it is given an asymmetry vector."""
        return self.fusion == "pga"

    @property
    def frame_inputs(self) -> tuple[InputName, ...]:
        """What it sees of every frame."""
        return FRAME_INPUTS[self.kind]

    @property
    def inputs(self) -> tuple[InputName, ...]:
        """Everything that it is given, in the order of `forward`."""
        return (*self.frame_inputs, "pav") if self.takes_pav else self.frame_inputs

    def shape_of(self, name: str) -> tuple[int, ...]:
        """Return the shape of one frame of an input, or of the whole ``pav``."""
        if name == "pav":
            return PAV_SHAPE
        frame = (FRAME_HEIGHT, FRAME_WIDTH)
        return frame if name == "silhouettes" else (FRAME_CHANNELS[name], *frame)
