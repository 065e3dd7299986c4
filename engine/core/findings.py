"""What is noticed about a recording, with how much it matters and what to do about it.

Every stage reports its own typed findings; the pipeline gathers them into one verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from engine.core.frozen_model import FrozenModel
from engine.core.text import Text


class FindingCode(StrEnum):
    """Every finding the engine can make; stable names for files and tests."""

    FILE_BROKEN_MIDDLE = "file_broken_middle"
    FRAMES_MISSING = "frames_missing"
    NOBODY_FOUND = "nobody_found"
    NOBODY_WALKS = "nobody_walks"
    WALKS_IN_PART = "walks_in_part"
    SLOW_MOTION = "slow_motion"
    SEVERAL_PEOPLE = "several_people"
    NOT_FOLLOWED = "not_followed"
    FEET_CUT_OFF = "feet_cut_off"
    HEAD_CUT_OFF = "head_cut_off"
    SIDE_CUT_OFF = "side_cut_off"
    TOO_SMALL = "too_small"
    TOO_FEW_FRAMES = "too_few_frames"
    TOO_FEW_CYCLES = "too_few_cycles"
    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    LOW_FRAME_RATE = "low_frame_rate"
    VARIABLE_FRAME_RATE = "variable_frame_rate"
    CAMERA_MOVING = "camera_moving"
    CAMERA_TILTED = "camera_tilted"
    LEVEL_UNKNOWN = "level_unknown"
    WIDE_LENS = "wide_lens"
    LENS_CORRECTED = "lens_corrected"
    LENS_STRAIGHT = "lens_straight"
    TRUNK_TURNED = "trunk_turned"
    DIRECTIONS_DISAGREE = "directions_disagree"
    NOT_FRONTAL = "not_frontal"
    LOST_TRACK = "lost_track"
    SIDES_IN_DOUBT = "sides_in_doubt"
    LOOSE_CLOTHES = "loose_clothes"
    OTHER_KEYPOINTS = "other_keypoints"
    MODEL_NOT_VALIDATED = "model_not_validated"
    UNLIKE_TRAINING = "unlike_training"
    ANSWER_UNSTABLE = "answer_unstable"
    DOTS_NOT_FOUND = "dots_not_found"
    DOT_MISSING = "dot_missing"
    DOT_LOST = "dot_lost"
    DOT_HIDDEN = "dot_hidden"
    DOTS_NOT_REVIEWED = "dots_not_reviewed"


class Severity(StrEnum):
    """How much a finding matters for the recording."""

    INFO = "info"
    CARE = "care"
    REPEAT = "repeat"


class Verdict(StrEnum):
    """What the recording is good for."""

    USABLE = "usable"
    USABLE_WITH_CARE = "usable_with_care"
    REPEAT = "repeat_the_recording"


class Finding(FrozenModel):
    """One finding about a recording.

    Attributes:
        code: Stable name.
        severity: How much it matters.
        message: What was noticed, in plain words.
        remedy: What to do about it.
        start_seconds: Time in the video from which it holds, or None for the whole.
        end_seconds: Time in the video until which it holds, or None.
        detail: The figures behind it, for who wants to know exactly, or None.
    """

    code: FindingCode
    severity: Severity
    message: Text
    remedy: Text
    start_seconds: float | None = None
    end_seconds: float | None = None
    detail: Text | None = None

    @property
    def sentences(self) -> tuple[Text, ...]:
        """Everything that is said: what was noticed, what to do about it, the figures behind it."""
        said = (self.message, self.remedy)
        return said if self.detail is None else (*said, self.detail)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Gather findings into one verdict: the worst severity decides."""
    severities = {finding.severity for finding in findings}
    if Severity.REPEAT in severities:
        return Verdict.REPEAT
    if Severity.CARE in severities:
        return Verdict.USABLE_WITH_CARE
    return Verdict.USABLE
