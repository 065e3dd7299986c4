"""What the live guide says of each frame it looked at, as data; see `engine.capture.live_guide`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.core.findings import Finding
from engine.core.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class GuideState(StrEnum):
    """Where a hands-free recording stands."""

    WAIT = "wait"
    """Nobody stands where the walk begins yet, or something is in the way (see the cue)."""
    READY = "ready"
    """Somebody stands still: the child may walk."""
    WALK = "walk"
    """The walk is being recorded."""
    TURN = "turn"
    """The child turned round; the walk away is recorded, too."""
    STOP = "stop"
    """The walk is over."""


class Cue(StrEnum):
    """What to say now: one at a time, the worst first (in this order)."""

    NOBODY = "nobody"
    TOO_MANY = "too_many"
    CUT_OFF = "cut_off"
    TOO_FAR = "too_far"
    TOO_DARK = "too_dark"
    BACKLIGHT = "backlight"
    TILTED = "tilted"
    MOVING = "moving"
    SIDE_ON = "side_on"
    STAND_STILL = "stand_still"
    WALK_NOW = "walk_now"
    KEEP_WALKING = "keep_walking"
    TURN_BACK = "turn_back"
    DONE = "done"


class StopReason(StrEnum):
    """Why a walk was held to be over."""

    CUT_OFF = "cut_off"
    STANDS = "stands"
    LOST = "lost"
    SIDE_ON = "side_on"
    TIME = "time"


@dataclass(frozen=True, slots=True, eq=False)
class Guidance:
    """What the guide says after one frame.

    Attributes:
        seconds: Time of the frame, of the camera's clock.
        state: Where the recording stands.
        cue: What to say, or None where nothing needs saying.
        sentence: The cue in words for the person in front of the screen, or None.
        keypoints: Of the person guided, float32 ``[17, 3]``: x px, y px of the full frame, score; or None.
        people: How many are seen.
        distance: Metres from the camera, roughly; None where it cannot be told.
        roll: Tilt of the camera, degrees (see `engine.core.level`); None where it is not known.
        progress: Of what is waited for now (standing still for a second), 0 to 1.
        began: Time at which the walk began, where it has: in WALK, TURN and STOP.
        ended: Time at which it ended, in STOP: some time before the stop where it was only noticed later.
        stop_reason: Why it ended, in STOP.
    """

    seconds: float
    state: GuideState
    cue: Cue | None = None
    sentence: Text | None = None
    keypoints: NDArray[np.float32] | None = None
    people: int = 0
    distance: float | None = None
    roll: float | None = None
    progress: float = 0.0
    began: float | None = None
    ended: float | None = None
    stop_reason: StopReason | None = None


@dataclass(frozen=True, slots=True)
class LiveVerdict:
    """What can be said straight after a walk, from what was seen live; the exact analysis comes later.

    Attributes:
        usable: Whether it is worth keeping.
        findings: What was noticed, the worst first; with the program's own codes where there is one.
        walked_seconds: How long the walk was.
        steps: About how many steps were seen.
    """

    usable: bool
    findings: tuple[Finding, ...]
    walked_seconds: float
    steps: int
