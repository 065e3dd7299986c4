"""The clinician's seven signed measurements over whole gait cycles, each with a 95 % interval.

Definitions (means over whole gait cycles; positive: the person's own left is lower, or is where trunk and
head lie, or does more):

- shoulder_tilt, hip_tilt: angle of the line between the joints to the horizontal, degrees;
- trunk_lean: angle of hip centre to shoulder centre to the vertical, degrees;
- lateral_shift: shoulder centre from the middle of the ankles, percent of body height;
- head_offset: middle of the ears from the hip centre, percent of body height;
- arm_swing_asymmetry: 100 (L - R) / (L + R) of the wrists' swing, percent;
- step_asymmetry: 100 (L - R) / (L + R) of step times (left step: right strike to left strike), percent.

Body height is `engine.core.scale.body_height`: ears to ankles / 0.83, smooth in time.

The interval joins the spread from cycle to cycle with the error of what a network sees, known from
phantoms. What a recording does not carry has no number at all.

Must not know: networks, pictures, or what the numbers mean for a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.labels import Side
from engine.core.result import GaitFacts, Measurement, Unit
from engine.core.text import Text, text
from engine.gait.correction import SMALLEST, Correction, bundled_correction, smallness
from engine.gait.features import walk_features
from engine.gait.posture import Walk, cycle_values, lay_out
from engine.gait.sequence import GaitSequence
from engine.gait.transfer import Corrected

Doubles = NDArray[np.float64]

UNITS: Mapping[str, Unit] = {
    "shoulder_tilt": Unit.DEGREES,
    "hip_tilt": Unit.DEGREES,
    "trunk_lean": Unit.DEGREES,
    "lateral_shift": Unit.PERCENT_HEIGHT,
    "head_offset": Unit.PERCENT_HEIGHT,
    "arm_swing_asymmetry": Unit.PERCENT,
    "step_asymmetry": Unit.PERCENT,
}

NAMES: tuple[str, ...] = tuple(UNITS)
"""The measurements in the order in which they are shown."""


class _Prior(NamedTuple):
    """What is known before a recording is seen.

    Attributes:
        cycle: Usual standard deviation from cycle to cycle, in the measurement's unit.
        error: Standard deviation of the error of uncorrected network keypoints.
    """

    cycle: float
    error: float


# Errors of plain means of network keypoints: phantoms (tilts), judged from them for the rest.
_PRIORS: Mapping[str, _Prior] = {
    "shoulder_tilt": _Prior(0.6, 0.9),
    "hip_tilt": _Prior(0.8, 2.6),
    "trunk_lean": _Prior(0.6, 1.0),
    "lateral_shift": _Prior(0.6, 1.0),
    "head_offset": _Prior(0.6, 1.0),
    "arm_swing_asymmetry": _Prior(10.0, 10.0),
    # Heel strikes of eight rendered phantoms at 15 frames a second: 6.2 % (docs/measurements.md).
    "step_asymmetry": _Prior(3.0, 6.0),
}
_PRIOR_CYCLES = 3

_STRIKES_APART = 8.0
_LARGEST_STEP_ERROR = 3.0
_FEWEST_STEP_PAIRS = 3
_NARROWEST_SHOULDERS = 0.09
_LEAST_SEEN = 0.8
_NEEDS = {
    "shoulder_tilt": (5, 6),
    "hip_tilt": (11, 12),
    "trunk_lean": (5, 6, 11, 12),
    "lateral_shift": (5, 6, 15, 16),
    "head_offset": (3, 4, 11, 12),
    "arm_swing_asymmetry": (5, 6, 9, 10),
    "step_asymmetry": (13, 14, 15, 16),
}
_UNSEEN = {
    3: text("The head is not seen well enough."),
    5: text("The shoulders are not seen well enough."),
    9: text("The hands are not seen well enough."),
    11: text("The hips are not seen well enough."),
    13: text("The knees are not seen well enough."),
    15: text("The feet are not seen well enough."),
}

_TOO_FEW = text("Too few whole gait cycles were filmed.")
_TOO_FEW_STEPS = text("Too few steps of each foot were filmed.")
_SIDES_IN_DOUBT = text("It cannot be told which side of the body is left and which is right.")
_NOT_CARRIED = text("In this recording its error would be too large for a number to help.")
_NOT_FRONTAL = text("The person was not filmed straight from the front or from behind.")


def measure(
    sequence: GaitSequence,
    gait: GaitFacts,
    *,
    correction: Correction | Literal["bundled"] | None = "bundled",
) -> dict[str, Measurement]:
    """Measure a walk.

    Args:
        sequence: The walk.
        gait: Its events, from `engine.gait.events.gait_facts`.
        correction: Of what the network sees wrongly; not applied to other keypoints than it was fitted
            on. None measures plainly.

    Returns:
        Every name of `NAMES`, in that order; ``measurable=False`` with a reason and no number where the
        recording does not carry it.
    """
    walk = lay_out(sequence, gait)
    values = cycle_values(walk, gait)
    inside = _inside(sequence, walk)
    fitted = _fitted(sequence, correction)
    corrected = _corrected(sequence, gait, walk, values, fitted)
    if "step_asymmetry" in corrected and len(values["step_asymmetry"]):
        corrected["step_asymmetry"] = _with_strikes(
            corrected["step_asymmetry"], values["step_asymmetry"]
        )
    height = _height_px(walk)
    error = smallness(height)
    result = {}
    for name in NAMES:
        reason = _reason(name, walk, gait, inside, values[name])
        if reason is None and name in corrected and not corrected[name].carried:
            reason = _not_carried(height)
        result[name] = (
            _measurement(
                name, values[name], corrected.get(name), error * _plain_error(name, fitted)
            )
            if reason is None
            else _none(name, reason)
        )
    return result


def _not_carried(height: float) -> Text:
    """Say why a number would not help: because the person is small in the picture, where that is so."""
    if smallness(height) == 1.0:
        return _NOT_CARRIED
    return text(
        "The person is too small in the picture for a number to help: {height} pixels tall, {wanted} are"
        " wanted.",
        height=round(height),
        wanted=round(SMALLEST),
    )


def _height_px(walk: Walk) -> float:
    """Give the standing height in the picture over the frames that are read, px (harmonic mean)."""
    heights = walk.height[walk.good]
    return float(1.0 / np.mean(1.0 / heights)) if len(heights) else float("nan")


def _with_strikes(corrected: Corrected, plain: Doubles) -> Corrected:
    """Widen the error of the step asymmetry where the heel strikes themselves say something else.

    Of eight phantoms seven had the strikes' own mean within 8 % of the corrected value. Where it lies further
    off, one foot's strikes come early or late (on real people the legs' signals differ from those that the
    weights were fitted on), and neither can be trusted more than the other.
    """
    apart = abs(float(plain.mean()) - corrected.value)
    excess = max(0.0, apart**2 - _STRIKES_APART**2)
    error = float(np.sqrt(corrected.error**2 + excess))
    return Corrected(corrected.value, error, corrected.carried and error <= _LARGEST_STEP_ERROR)


def _fitted(
    sequence: GaitSequence, correction: Correction | Literal["bundled"] | None
) -> Correction | None:
    """Give the correction where it is for these keypoints."""
    fitted = bundled_correction() if correction == "bundled" else correction
    return fitted if fitted is not None and fitted.keypoint_set == sequence.keypoint_set else None


def _plain_error(name: str, fitted: Correction | None) -> float:
    """Give the standard deviation of the error of a plain mean: as fitted, or as usual."""
    known = None if fitted is None else fitted.fallback(name)
    return _PRIORS[name].error if known is None else known


def _corrected(
    sequence: GaitSequence,
    gait: GaitFacts,
    walk: Walk,
    values: Mapping[str, Doubles],
    fitted: Correction | None,
) -> dict[str, Corrected]:
    if fitted is None:
        return {}
    features = walk_features(sequence, gait, walk)
    plain = {name: float(own.mean()) for name, own in values.items() if len(own)}
    return {} if features is None else fitted.apply(features, plain)


def findings(sequence: GaitSequence, gait: GaitFacts) -> tuple[Finding, ...]:
    """Give what is noticed about the view (not frontal) and the keypoints (not those corrected for)."""
    found = []
    if not _frontal(lay_out(sequence, gait), gait):
        found.append(
            Finding(
                code=FindingCode.NOT_FRONTAL,
                severity=Severity.REPEAT,
                message=_NOT_FRONTAL,
                remedy=text("Let the person walk straight towards or away from the camera."),
            )
        )
    fitted = bundled_correction()
    if fitted is not None and fitted.keypoint_set != sequence.keypoint_set:
        found.append(
            Finding(
                code=FindingCode.OTHER_KEYPOINTS,
                severity=Severity.INFO,
                message=text(
                    "Measurements stay uncorrected: these are “{used}” keypoints, not “{known}”.",
                    known=fitted.keypoint_set,
                    used=sequence.keypoint_set,
                ),
                remedy=text("Read the wide intervals of the measurements, not their values alone."),
            )
        )
    return tuple(found)


def _frontal(walk: Walk, gait: GaitFacts) -> bool:
    if gait.direction == "across":
        return False
    if not walk.cycles:
        return True
    width = (walk.lateral[..., 5] - walk.lateral[..., 6]).mean()
    return bool(width >= _NARROWEST_SHOULDERS)


def _inside(sequence: GaitSequence, walk: Walk) -> NDArray[np.float64]:
    """Give the share of the frames in which each keypoint lies in the picture and is there, ``[17]``."""
    points = sequence.keypoints
    limits = np.array([sequence.source.width, sequence.source.height])
    within = np.asarray(((points[..., :2] > 0) & (points[..., :2] < limits)).all(axis=-1))
    return np.asarray((within[walk.good] if walk.good.any() else within).mean(axis=0))


def _reason(
    name: str, walk: Walk, gait: GaitFacts, inside: NDArray[np.float64], values: Doubles
) -> Text | None:
    """Say why a measurement cannot be taken, or None."""
    if not walk.cycles:
        return _TOO_FEW
    if not _frontal(walk, gait):
        return _NOT_FRONTAL
    if walk.turned.in_doubt:
        return _SIDES_IN_DOUBT
    for keypoint in _NEEDS[name]:
        if min(inside[keypoint], walk.seen[keypoint]) < _LEAST_SEEN:
            return _UNSEEN[keypoint if keypoint % 2 else keypoint - 1]
    if name == "step_asymmetry" and len(values) < _FEWEST_STEP_PAIRS:
        return _TOO_FEW_STEPS
    return None


def _none(name: str, reason: Text) -> Measurement:
    return Measurement(
        value=None, low=None, high=None, unit=UNITS[name], measurable=False, reason=reason
    )


def _measurement(
    name: str, values: Doubles, corrected: Corrected | None, plain_error: float
) -> Measurement:
    value = float(values.mean()) if corrected is None else corrected.value
    if corrected is None:
        half = float(np.hypot(_cycle_half_width(name, values), 1.96 * plain_error))
    else:
        # The error known from phantoms holds their usual spread from cycle to cycle already.
        half = float(np.hypot(_excess_half_width(name, values), 1.96 * corrected.error))
    low, high = value - half, value + half
    side = Side.LEFT if low > 0 else Side.RIGHT if high < 0 else None
    return Measurement(
        value=value,
        low=low,
        high=high,
        unit=UNITS[name],
        measurable=True,
        side=side,
        cycles=len(values),
    )


def _cycle_half_width(name: str, values: Doubles) -> float:
    """Give half of the 95 % interval of the mean over cycles.

    Student's t with the variance drawn towards its usual size (as much as 3 more cycles would), for two
    or three cycles say little about their own spread.
    """
    from scipy.special import stdtrit

    freedom = len(values) - 1 + _PRIOR_CYCLES
    own = float(((values - values.mean()) ** 2).sum())
    variance = (own + _PRIOR_CYCLES * _PRIORS[name].cycle ** 2) / freedom
    return float(stdtrit(freedom, 0.975)) * float(np.sqrt(variance / len(values)))


def _excess_half_width(name: str, values: Doubles) -> float:
    """Give the same for what the cycles spread beyond the usual."""
    from scipy.special import stdtrit

    if len(values) < 2:
        return 0.0
    excess = max(0.0, float(values.var(ddof=1)) - _PRIORS[name].cycle ** 2)
    freedom = len(values) - 1 + _PRIOR_CYCLES
    return float(stdtrit(freedom, 0.975)) * float(np.sqrt(excess / len(values)))
