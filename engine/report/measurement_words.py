"""The words of the measurements: ends of the scale, values with their intervals, usual ranges.

The window, the report and the command line say a measurement by `measurement_words` only. People are
told unsigned numbers with a side in words; signed numbers are for files (see decision 0017). Must not
know how the words are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from engine.core.measurands import MEASURANDS, Sign
from engine.core.result import DotsFacts, Measurement, Unit
from engine.core.text import Text, text


class _Said(NamedTuple):
    """How measurands of one sign are told.

    Attributes:
        ends: What the person's left and right end of the scale say: a positive and a negative value.
        one_side: Value and an interval on the left, or on the right.
        across: Value and an interval that reaches from one side to the other.
    """

    ends: tuple[Text, Text]
    one_side: tuple[Text, Text]
    across: Text


_SAID: Mapping[Sign, _Said] = {
    Sign.LOWER: _Said(
        (text("left side lower"), text("right side lower")),
        (
            text("{value}°, left side lower, {near} to {far}"),
            text("{value}°, right side lower, {near} to {far}"),
        ),
        text(
            "{value}°, no clear side: from left side lower by {left} to right side lower by {right}"
        ),
    ),
    Sign.LEANING: _Said(
        (text("to the left"), text("to the right")),
        (
            text("{value}° to the left, {near} to {far}"),
            text("{value}° to the right, {near} to {far}"),
        ),
        text("{value}°, no clear side: between {left} to the left and {right} to the right"),
    ),
    Sign.ASIDE: _Said(
        (text("to the left"), text("to the right")),
        (
            text("{value} % of height to the left, {near} to {far}"),
            text("{value} % of height to the right, {near} to {far}"),
        ),
        text(
            "{value} % of height, no clear side: between {left} to the left and {right} to the "
            "right"
        ),
    ),
    Sign.SWINGING: _Said(
        (text("left swings more"), text("right swings more")),
        (
            text("{value} %, left swings more, {near} to {far}"),
            text("{value} %, right swings more, {near} to {far}"),
        ),
        text(
            "{value} %, no clear side: from {left} more swing on the left to {right} more on the "
            "right"
        ),
    ),
    Sign.LONGER: _Said(
        (text("left step longer"), text("right step longer")),
        (
            text("{value} %, left step longer, {near} to {far}"),
            text("{value} %, right step longer, {near} to {far}"),
        ),
        text(
            "{value} %, no clear side: from a left step {left} longer to a right step {right} "
            "longer"
        ),
    ),
}


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


def side_labels(sign: Sign) -> tuple[Text, Text]:
    """Return what the person's left and right end of a scale say: left side lower, right side lower."""
    return _SAID[sign].ends


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
    kind = MEASURANDS[name]
    said = _SAID[kind.sign]
    value, left, right = (f"{abs(one):.{kind.decimals}f}" for one in (measurement.value, high, low))
    if low <= 0.0 <= high:
        return _filled(said.across, value=value, left=left, right=right)
    if low > 0.0:
        return _filled(said.one_side[0], value=value, near=right, far=left)
    return _filled(said.one_side[1], value=value, near=left, far=right)


def _filled(sentence: Text, **numbers: str) -> Text:
    return sentence.model_copy(update={"params": numbers})


def usual_range_words() -> Text:
    """Say what is usual, or that it is not known.

    Published ranges are of standing children (Stolinski et al., Scoliosis and Spinal Disorders 2017;
    Grivas et al., Scoliosis 2006, of the forward bend); none was found of walking ones before one camera.
    """
    return text(
        "No usual range is known for these measurements: published ranges are for children "
        "standing still, not walking."
    )


def legend_words(*, left_first: bool = True) -> tuple[Text, Text]:
    """Say how a chart of measurements is read, and which side is where.

    Args:
        left_first: Whether it is seen from behind, the person's left at the left.
    """
    dots = text(
        "Dot: mean over complete steps. Bar: the range it lies in (95 %); the dot is filled if "
        "the range does not include zero. The scale is the same for every recording; an arrow "
        "marks what goes beyond it."
    )
    if left_first:
        return dots, text("Seen from behind: the child's left is on the left.")
    return dots, text("As filmed, from the front: the child's left is on the right.")
