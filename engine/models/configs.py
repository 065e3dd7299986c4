"""What a network is made of, as data: the part of a card or a training file that builds it.

Must not know torch: cards are read where only ONNX Runtime is installed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FRAME_HEIGHT = 64
"""Rows of a frame that a network sees."""

FRAME_WIDTH = 44
"""Columns of a frame that a network sees: 64 without 10 at each side."""

SCALE = 16.0
"""Factor between cosines and logits of a softmax, in training and before calibration."""


Channels = Annotated[int, Field(ge=1, le=4096)]
"""Channels of one stage."""

Kind = Literal["sconet", "sconet_mt"]
"""``sconet`` trains with cross-entropy alone, ``sconet_mt`` with a triplet loss beside."""


class ScoNetSizes(BaseModel):
    """Sizes of a ScoNet (MICCAI 2024, arXiv 2407.05726); the defaults are the published ones.

    Attributes:
        in_channels: Channels C of a frame: 1 for silhouettes, 2 for skeleton maps.
        channels: Channels of the four stages of the backbone.
        embedding: Length of the embedding of each part.
        parts: Horizontal strips P; divides the 16 rows of the last feature map.
        classes: Number of classes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    in_channels: int = Field(default=1, ge=1, le=16)
    channels: tuple[Channels, Channels, Channels, Channels] = (64, 128, 256, 512)
    embedding: int = Field(default=256, ge=1, le=4096)
    parts: Literal[1, 2, 4, 8, 16] = 16
    classes: int = Field(default=3, ge=2, le=100)

    @property
    def feature_shape(self) -> tuple[int, int, int]:
        """Give [C, H, W] of the pooled feature map: two stages halve both sides of a frame."""
        return self.channels[3], FRAME_HEIGHT // 4, FRAME_WIDTH // 4


class ScoNetConfig(ScoNetSizes):
    """A ScoNet by name.

    Attributes:
        kind: Name in the table of networks.
    """

    kind: Kind = "sconet_mt"

    @property
    def sizes(self) -> ScoNetSizes:
        """Give the sizes without the name."""
        return ScoNetSizes(**self.model_dump(exclude={"kind"}))
