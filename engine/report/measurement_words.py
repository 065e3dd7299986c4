"""The words of the measurements: names, ends of the scale, values with their intervals, usual ranges.

The window, the report and the command line say a measurement by `measurement_words` only. People are
told unsigned numbers with a side in words; signed numbers are for files (see decision 0017). Must not
know how the words are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.classes import Side
from engine.core.result import DotsFacts, Measurement, Unit
from engine.core.text import Text, text


@dataclass(frozen=True, slots=True)
class _Said:
    """How one measurement is told.

    Attributes:
        label: Its name.
        left: What a positive value says, at the person's left end of the scale.
        right: What a negative value says.
        reach: Where the scale ends on either side, in the measurement's unit.
        one_side: Value and interval on one side, by side.
        across: Value and an interval that reaches from one side to the other.
    """

    label: Text
    left: Text
    right: Text
    reach: float
    one_side: Mapping[Side, Text]
    across: Text


def _tilt(label: Text) -> _Said:
    return _Said(
        label=label,
        left=text("left side lower"),
        right=text("right side lower"),
        reach=10.0,
        one_side={
            Side.LEFT: text("{value}°, left side lower, {near} to {far}"),
            Side.RIGHT: text("{value}°, right side lower, {near} to {far}"),
        },
        across=text(
            "{value}°, no clear side: from left side lower by {left} to right side lower by {right}"
        ),
    )


def _distance(label: Text) -> _Said:
    return _Said(
        label=label,
        left=text("to the left"),
        right=text("to the right"),
        reach=5.0,
        one_side={
            Side.LEFT: text("{value} % of height to the left, {near} to {far}"),
            Side.RIGHT: text("{value} % of height to the right, {near} to {far}"),
        },
        across=text(
            "{value} % of height, no clear side: between {left} to the left and {right} to the "
            "right"
        ),
    )


_MEASUREMENTS: Mapping[str, _Said] = {
    "shoulder_tilt": _tilt(text("Shoulder tilt")),
    "hip_tilt": _tilt(text("Hip tilt")),
    "trunk_lean": _Said(
        label=text("Trunk lean"),
        left=text("to the left"),
        right=text("to the right"),
        reach=10.0,
        one_side={
            Side.LEFT: text("{value}° to the left, {near} to {far}"),
            Side.RIGHT: text("{value}° to the right, {near} to {far}"),
        },
        across=text("{value}°, no clear side: between {left} to the left and {right} to the right"),
    ),
    "lateral_shift": _distance(text("Lateral shift")),
    "head_offset": _distance(text("Head offset")),
    "c7_over_pelvis": _distance(text("C7 over the hips")),
    "c7_over_ankles": _distance(text("C7 over the ankles")),
    "arm_swing_asymmetry": _Said(
        label=text("Arm swing"),
        left=text("left swings more"),
        right=text("right swings more"),
        reach=60.0,
        one_side={
            Side.LEFT: text("{value} %, left swings more, {near} to {far}"),
            Side.RIGHT: text("{value} %, right swings more, {near} to {far}"),
        },
        across=text(
            "{value} %, no clear side: from {left} more swing on the left to {right} more on the "
            "right"
        ),
    ),
    "step_asymmetry": _Said(
        label=text("Step time"),
        left=text("left step longer"),
        right=text("right step longer"),
        reach=20.0,
        one_side={
            Side.LEFT: text("{value} %, left step longer, {near} to {far}"),
            Side.RIGHT: text("{value} %, right step longer, {near} to {far}"),
        },
        across=text(
            "{value} %, no clear side: from a left step {left} longer to a right step {right} "
            "longer"
        ),
    ),
}

MEASUREMENT_ORDER: tuple[str, ...] = tuple(_MEASUREMENTS)
"""The names of the measurements in the order of display."""


def measurement_label(name: str) -> Text:
    """Return the name of a measurement.

    Raises:
        KeyError: No such measurement.
    """
    return _MEASUREMENTS[name].label


def source_words(measurement: Measurement, dots: DotsFacts | None) -> Text | None:
    """Say what a measurement comes from where that is not the keypoints of a pose network.

    Args:
        measurement: The measurement.
        dots: The dots of its recording: until somebody has looked at them, that is said.
    """
    if measurement.source != "dots":
        return None
    if dots is not None and not dots.confirmed:
        return text("measured from dots, not yet checked")
    return text("measured from dots")


def side_labels(name: str) -> tuple[Text, Text]:
    """Return what the person's left and right end of a scale say: left side lower, right side lower."""
    return _MEASUREMENTS[name].left, _MEASUREMENTS[name].right


def scale_reach(name: str) -> float:
    """Return where the scale of a measurement ends on either side, the same in every recording."""
    return _MEASUREMENTS[name].reach


def unit_label(unit: Unit) -> Text:
    """Return a unit as it stands behind a number."""
    return {
        Unit.DEGREES: text("degrees"),
        Unit.PERCENT_HEIGHT: text("% of body height"),
        Unit.PERCENT: text("%"),
        Unit.STEPS_PER_MINUTE: text("steps per minute"),
    }[unit]


def measurement_words(name: str, measurement: Measurement) -> Text:
    """Say a measurement in words: value, side and interval, or why there is no number.

    Numbers carry no sign. An interval on one side is told from its end near zero to its far one; one
    that reaches over zero is told with a side at either end.
    """
    if not measurement.measurable or measurement.value is None:
        return measurement.reason or text("Could not be measured in this recording.")
    low, high = measurement.low, measurement.high
    low = measurement.value if low is None else low
    high = measurement.value if high is None else high
    said, value = _MEASUREMENTS[name], f"{abs(measurement.value):.1f}"
    if low <= 0.0 <= high:
        ends = {"left": f"{abs(high):.1f}", "right": f"{abs(low):.1f}"}
        return said.across.model_copy(update={"params": {"value": value, **ends}})
    near, far = sorted((abs(low), abs(high)))
    side = Side.LEFT if low > 0.0 else Side.RIGHT
    numbers = {"value": value, "near": f"{near:.1f}", "far": f"{far:.1f}"}
    return said.one_side[side].model_copy(update={"params": numbers})


def usual_range_words() -> Text:
    """Say what is usual, or that it is not known.

    Published ranges are of standing children (Stolinski et al., Scoliosis and Spinal Disorders 2017;
    Grivas et al., Scoliosis 2006, of the forward bend); none was found of walking ones before one camera.
    """
    return text(
        "No usual range is known for these measurements: published ranges are for children "
        "standing still, not walking."
    )
