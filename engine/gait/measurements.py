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

All against the local vertical and horizontal where the person is (`engine.gait.levelling`), as far as
the level of the camera is known.

The interval joins the spread from cycle to cycle with the error of what a network sees, known from
phantoms, and the error of the level. What a recording does not carry has no number at all.

Must not know: networks, pictures, or what the numbers mean for a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.findings import Finding, FindingCode, Severity
from engine.core.level import UNKNOWN_ERROR, Level
from engine.core.measurands import BY_KEYPOINTS, MEASURANDS
from engine.core.result import GaitFacts, Measurement
from engine.core.text import Text, text
from engine.gait.balance import balance_findings
from engine.gait.correction import Correction, bundled_correction, smallness
from engine.gait.dot_measurements import measure_dots
from engine.gait.features import walk_features
from engine.gait.intervals import PRIOR_CYCLES, cycle_half_width
from engine.gait.level_findings import level_findings
from engine.gait.levelling import level_walk, read_level
from engine.gait.posture import WalkCycles, cycle_values, lay_out, shoulder_line_tilt
from engine.gait.sequence import SHOULDER_LINE, GaitSequence
from engine.gait.side_findings import side_findings
from engine.gait.transfer import CorrectedValue
from engine.gait.view import (
    REFUSED_FROM,
    elevation_of,
    lean_error,
    surest_turn,
    tilt_error,
    trunk_turn,
    turn_findings,
    turn_words,
)

Doubles = NDArray[np.float64]

_STRIKES_APART = 8.0
_LARGEST_STEP_ERROR = 3.0
_FEWEST_STEP_PAIRS = 3
_NARROWEST_SHOULDERS = 0.09
_LEAST_SEEN = 0.8
_UNSEEN = {
    3: text("The head cannot be seen well enough."),
    5: text("The shoulders cannot be seen well enough."),
    9: text("The hands cannot be seen well enough."),
    11: text("The hips cannot be seen well enough."),
    13: text("The knees cannot be seen well enough."),
    15: text("The feet cannot be seen well enough."),
}

_TOO_FEW = text("Too few complete steps were filmed.")
_TOO_FEW_STEPS = text("Too few steps with each foot were filmed.")
_SIDES_IN_DOUBT = text("The left and right sides of the body cannot be told apart.")
_NOT_CARRIED = text("In this recording the error would be too large for the number to be useful.")
_TOO_SMALL = text("The person is too small in the picture for a useful number.")
_BALANCED = text(
    "It cannot be told apart from a tilt of the camera: the picture does not show which way is up."
)
_NOT_FRONTAL = text("The person was not filmed straight from the front or from behind.")


LOOSE_CLOTHES = Finding(
    code=FindingCode.LOOSE_CLOTHES,
    severity=Severity.INFO,
    message=text("Clothes or hair hid the shoulders: the range of the shoulder tilt is wider."),
    remedy=text(
        "Film in close-fitting clothes with the hair tied up, or mark the shoulders with adhesive dots."
    ),
)


def measure(
    sequence: GaitSequence,
    gait: GaitFacts,
    *,
    correction: Correction | Literal["bundled"] | None = "bundled",
    loose_clothes: bool = False,
) -> dict[str, Measurement]:
    """Measure a walk.

    Args:
        sequence: The walk.
        gait: Its events, from `engine.gait.events.gait_facts`.
        correction: Of what the network sees wrongly; not applied to other keypoints than it was fitted
            on. None measures plainly.
        loose_clothes: Whether clothes or hair hide the shoulders: what keypoints say of them is less certain.

    Returns:
        All of `BY_KEYPOINTS`, in that order; ``measurable=False`` with a reason and no number where the
        recording does not carry it. What adhesive dots measure stands instead of what keypoints say, and
        further names of `engine.gait.dot_measurements` behind it.
    """
    level = read_level(sequence)
    upright = level_walk(sequence, level)
    walk = lay_out(upright, gait)
    values = cycle_values(walk, gait)
    inside = _share_inside(sequence, walk)
    fitted = _fitted_correction(sequence, correction)
    corrected = _correct(upright, gait, walk, values, fitted)
    if "step_asymmetry" in corrected and len(values["step_asymmetry"]):
        corrected["step_asymmetry"] = _with_strikes(
            corrected["step_asymmetry"], values["step_asymmetry"]
        )
    height = _height_px(walk)
    plain = smallness(height)
    turn = trunk_turn(sequence, walk.good)
    camera = _camera_errors(sequence, level, walk, turn)
    refused = _refused_by_the_camera(level, turn)
    clothes = 1.0 if loose_clothes else 0.0
    result = {}
    for name, known in BY_KEYPOINTS.items():
        reason = _reason(name, walk, gait, inside, values[name])
        if reason is None and name in corrected and not corrected[name].carried:
            reason = _not_carried(height)
        reason = reason or refused.get(name)
        if reason is not None:
            result[name] = _none(name, reason)
            continue
        added = float(np.hypot(camera[name], clothes * known.clothes))
        errors = plain * _plain_error(name, fitted), added
        result[name] = _measurement(name, values[name], corrected.get(name), errors)
    dotted = measure_dots(upright, gait, camera)
    return {**result, **{name: one for name, one in dotted.items() if name not in refused}}


def _camera_errors(
    sequence: GaitSequence, level: Level | None, walk: WalkCycles, turn: float | None
) -> dict[str, float]:
    """Return the standard deviation that the camera adds to each measurement, in its unit.

    Args:
        sequence: The walk as filmed.
        level: How the camera stands.
        walk: The walk as a level camera sees it, laid out.
        turn: Of the trunk against the camera, degrees.
    """
    elevation = elevation_of(sequence, level, walk.good)
    askew = tilt_error(turn, surest_turn(sequence, walk.good), elevation)
    leaning = lean_error(turn)
    tilt = UNKNOWN_ERROR if level is None else level.error_degrees
    return {
        name: one.per_degree * float(np.hypot(tilt, askew if one.tilts else leaning))
        for name, one in MEASURANDS.items()
    }


def _refused_by_the_camera(level: Level | None, turn: float | None) -> dict[str, Text]:
    """Return why the camera lets some be measured neither by keypoints nor by dots, by their names."""
    refused = {}
    if level is not None and level.by_balance:
        refused = {name: _BALANCED for name, one in MEASURANDS.items() if one.over_feet}
    if turn is not None and turn >= REFUSED_FROM:
        words = turn_words(turn)
        refused |= {name: words for name, one in MEASURANDS.items() if one.tilts}
    return refused


def _not_carried(height: float) -> Text:
    """Say why a number would not help: because the person is small in the picture, where that is so."""
    if smallness(height) == 1.0:
        return _NOT_CARRIED
    return _TOO_SMALL


def _height_px(walk: WalkCycles) -> float:
    """Return the standing height in the picture over the frames that are read, px (harmonic mean)."""
    heights = walk.height[walk.good]
    return float(1.0 / np.mean(1.0 / heights)) if len(heights) else float("nan")


def _with_strikes(corrected: CorrectedValue, plain: Doubles) -> CorrectedValue:
    """Widen the error of the step asymmetry where the heel strikes themselves say something else.

    Of eight phantoms seven had the strikes' own mean within 8 % of the corrected value. Where it lies further
    off, one foot's strikes come early or late (on real people the legs' signals differ from those that the
    weights were fitted on), and neither can be trusted more than the other.
    """
    apart = abs(float(plain.mean()) - corrected.value)
    excess = max(0.0, apart**2 - _STRIKES_APART**2)
    error = float(np.sqrt(corrected.error**2 + excess))
    return CorrectedValue(
        corrected.value, error, corrected.carried and error <= _LARGEST_STEP_ERROR
    )


def _fitted_correction(
    sequence: GaitSequence, correction: Correction | Literal["bundled"] | None
) -> Correction | None:
    """Return the correction where it is for these keypoints."""
    fitted = bundled_correction() if correction == "bundled" else correction
    return fitted if fitted is not None and fitted.keypoint_set == sequence.keypoint_set else None


def _plain_error(name: str, fitted: Correction | None) -> float:
    """Return the standard deviation of the error of a plain mean: as fitted, or as usual."""
    known = None if fitted is None else fitted.fallback(name)
    return BY_KEYPOINTS[name].error if known is None else known


def _correct(
    sequence: GaitSequence,
    gait: GaitFacts,
    walk: WalkCycles,
    values: Mapping[str, Doubles],
    fitted: Correction | None,
) -> dict[str, CorrectedValue]:
    if fitted is None:
        return {}
    features = walk_features(sequence, gait, walk)
    plain = {name: float(own.mean()) for name, own in values.items() if len(own)}
    plain[SHOULDER_LINE] = shoulder_line_tilt(sequence, walk)
    return {} if features is None else fitted.apply(features, plain)


def findings(
    sequence: GaitSequence,
    gait: GaitFacts,
    *,
    level: Level | None = None,
    loose_clothes: bool = False,
) -> tuple[Finding, ...]:
    """Return the findings about camera, view and keypoints (not about those that are corrected for).

    Args:
        sequence: The walk.
        gait: Its events.
        level: How the camera stands, where more is known of it than the walk tells (why it is unknown).
        loose_clothes: Whether somebody said that clothes or hair hide the shoulders.
    """
    found = list(level_findings(level or read_level(sequence)))
    if loose_clothes:
        found.append(LOOSE_CLOTHES)
    walk = lay_out(sequence, gait)
    frontal = _frontal(walk, gait)
    if frontal:
        found.extend(turn_findings(trunk_turn(sequence, walk.good)))
        found.extend(side_findings(sequence, walk))
        found.extend(balance_findings(sequence, gait, level or read_level(sequence)))
    else:
        found.append(
            Finding(
                code=FindingCode.NOT_FRONTAL,
                severity=Severity.REPEAT,
                message=_NOT_FRONTAL,
                remedy=text("Ask the person to walk straight towards or away from the camera."),
            )
        )
    fitted = bundled_correction()
    if fitted is not None and fitted.keypoint_set != sequence.keypoint_set:
        found.append(
            Finding(
                code=FindingCode.OTHER_KEYPOINTS,
                severity=Severity.INFO,
                message=text(
                    "The measurements are less accurate: this recording was read by a network "
                    "other than the usual one."
                ),
                remedy=text("Go by the ranges of the measurements, not by their values alone."),
                detail=text(
                    "Measurements are not corrected: they come from “{used}” keypoints, not "
                    "“{known}”.",
                    known=fitted.keypoint_set,
                    used=sequence.keypoint_set,
                ),
            )
        )
    return tuple(found)


def _frontal(walk: WalkCycles, gait: GaitFacts) -> bool:
    if gait.direction == "across":
        return False
    if not walk.cycles:
        return True
    width = (walk.lateral[..., 5] - walk.lateral[..., 6]).mean()
    return bool(width >= _NARROWEST_SHOULDERS)


def _share_inside(sequence: GaitSequence, walk: WalkCycles) -> NDArray[np.float64]:
    """Return the share of the frames in which each keypoint lies in the picture and is there, ``[17]``."""
    points = sequence.keypoints
    limits = np.array([sequence.source.width, sequence.source.height])
    within = np.asarray(((points[..., :2] > 0) & (points[..., :2] < limits)).all(axis=-1))
    return np.asarray((within[walk.good] if walk.good.any() else within).mean(axis=0))


def _reason(
    name: str, walk: WalkCycles, gait: GaitFacts, inside: NDArray[np.float64], values: Doubles
) -> Text | None:
    """Say why a measurement cannot be taken, or None."""
    if not walk.cycles:
        return _TOO_FEW
    if not _frontal(walk, gait):
        return _NOT_FRONTAL
    if walk.turned.in_doubt:
        return _SIDES_IN_DOUBT
    for keypoint in BY_KEYPOINTS[name].needed:
        if min(inside[keypoint], walk.seen[keypoint]) < _LEAST_SEEN:
            return _UNSEEN[keypoint if keypoint % 2 else keypoint - 1]
    if name == "step_asymmetry" and len(values) < _FEWEST_STEP_PAIRS:
        return _TOO_FEW_STEPS
    return None


def _none(name: str, reason: Text) -> Measurement:
    unit = MEASURANDS[name].unit
    return Measurement(value=None, low=None, high=None, unit=unit, measurable=False, reason=reason)


def _measurement(
    name: str, values: Doubles, corrected: CorrectedValue | None, errors: tuple[float, float]
) -> Measurement:
    """Join value and errors.

    Args:
        name: Of the measurement.
        values: Of its cycles.
        corrected: What the correction says, or None.
        errors: Standard deviations, in the measurement's unit: of a plain mean, and what the level of the
            camera and clothes add.
    """
    plain_error, added = errors
    value = float(values.mean()) if corrected is None else corrected.value
    if corrected is None:
        half = float(
            np.hypot(cycle_half_width(values, BY_KEYPOINTS[name].cycle), 1.96 * plain_error)
        )
    else:
        # The error known from phantoms holds their usual spread from cycle to cycle already.
        half = float(np.hypot(_excess_half_width(name, values), 1.96 * corrected.error))
    half = float(np.hypot(half, 1.96 * added))
    low, high = value - half, value + half
    side = Side.LEFT if low > 0 else Side.RIGHT if high < 0 else None
    return Measurement(
        value=value,
        low=low,
        high=high,
        unit=MEASURANDS[name].unit,
        measurable=True,
        side=side,
        cycles=len(values),
    )


def _excess_half_width(name: str, values: Doubles) -> float:
    """Return the half width of the interval for the spread of the cycles beyond the usual."""
    from scipy.special import stdtrit

    if len(values) < 2:
        return 0.0
    excess = max(0.0, float(values.var(ddof=1)) - BY_KEYPOINTS[name].cycle ** 2)
    freedom = len(values) - 1 + PRIOR_CYCLES
    return float(stdtrit(freedom, 0.975)) * float(np.sqrt(excess / len(values)))
