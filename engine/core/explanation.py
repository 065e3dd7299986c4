"""Why a network answered as it did, and how far to trust it: part of a result, as data.

Must not know how it was found out (`engine.inference`), or how it is shown.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from engine.core.classes import ClassName
from engine.core.frozen_model import FrozenModel


class BodyLevel(StrEnum):
    """A height of the body, from the top down."""

    HEAD = "head"
    SHOULDERS = "shoulders"
    TRUNK = "trunk"
    PELVIS = "pelvis"
    THIGHS = "thighs"
    LOWER_LEGS = "lower_legs"


class PartContribution(FrozenModel):
    """What one horizontal strip of the body said.

    Attributes:
        level: Body height of the strip's middle.
        top: Upper edge, share of the picture's height from above, in [0, 1].
        bottom: Lower edge, likewise.
        contribution: Its part of the log-odds of ``Explanation.towards`` against ``Explanation.against``;
            positive speaks for ``towards``. All parts add up to the whole log-odds.
    """

    level: BodyLevel
    top: float
    bottom: float
    contribution: float


class DecidingFrame(FrozenModel):
    """A frame that decided: the temporal maximum took much of what mattered from it.

    Attributes:
        index: Number among the frames of the gait sequence.
        share: Share of what stood out in time that came from this frame, in [0, 1].
        heat: Grad-CAM on the last stage for this frame, 16 rows of 11 values in [0, 1], over columns 10 to
            53 of the 64x64 frame; 1 is the hottest place of all deciding frames.
    """

    index: int
    seconds: float
    share: float
    heat: tuple[tuple[float, ...], ...]


class Gates(FrozenModel):
    """The two gates of PAV-guided attention: how much passes, in (0, 1).

    Attributes:
        channel: Of each channel.
        body: Of each body height, from the top down (as many as the network has).
    """

    channel: tuple[float, ...]
    body: tuple[float, ...]


class Explanation(FrozenModel):
    """Why the network answered as it did.

    Attributes:
        towards: The class that positive contributions speak for: the likelier one of positive and neutral.
        against: The class that negative contributions speak for: negative.
        parts: From the top of the body down.
        levels: Body levels that spoke most for the answer, the strongest first; at least one.
        frames: The frames that decided most, in order of time.
        frame_shares: Share of what stood out in time that came from each frame of the gait sequence, summing
            to 1; 0 for frames without a silhouette.
        gates: Of networks with PAV-guided attention, else None.
        picture: What the strips lie on: ``silhouettes``, or ``maps`` (skeleton maps, on which body
            heights lie elsewhere).
    """

    towards: ClassName
    against: ClassName
    parts: tuple[PartContribution, ...]
    levels: tuple[BodyLevel, ...]
    frames: tuple[DecidingFrame, ...]
    frame_shares: tuple[float, ...]
    gates: Gates | None = None
    picture: str = "silhouettes"


class Stability(FrozenModel):
    """How the answer spreads over random halves of the frames.

    Attributes:
        halves: Number of halves looked at.
        same: How many of them gave the same outcome.
        low: Lowest model score for "positive or neutral" among them, in [0, 1].
        high: Highest one.
    """

    halves: int = Field(ge=1)
    same: int = Field(ge=0)
    low: float
    high: float


class Distance(FrozenModel):
    """How far the recording lies from the training data.

    Attributes:
        value: Distance, in the model's own unit.
        threshold: Distance that 99 of 100 recordings like those of the training data keep below.
        unlike: Whether ``value`` is beyond it.
    """

    value: float
    threshold: float
    unlike: bool


class Trust(FrozenModel):
    """How far to trust an answer.

    Attributes:
        stability: Spread over random halves of the frames, or None for too few frames.
        distance: Distance from the training data, or None where the model brings no reference.
    """

    stability: Stability | None = None
    distance: Distance | None = None
