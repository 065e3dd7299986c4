"""Two recordings of the same child: what to change for the second, and what it changed.

Must not know how the words are shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.measurands import MEASURANDS
from engine.core.result import Measurement, ScreeningResult
from engine.core.text import Text, text

_NOT_OF_FILMING = frozenset(
    {FindingCode.OTHER_KEYPOINTS, FindingCode.MODEL_NOT_VALIDATED, FindingCode.UNLIKE_TRAINING}
)
"""Findings about the model: filming again as advised changes nothing about them."""

_ORDER = (Severity.REPEAT, Severity.CARE, Severity.INFO)


class Agreement(StrEnum):
    """How a measurement of two recordings compares."""

    AGREE = "agree"
    DIFFER = "differ"
    ONLY_EARLIER = "only_earlier"
    ONLY_NEW = "only_new"
    NEITHER = "neither"


_AGREEMENTS: Mapping[Agreement, Text] = {
    Agreement.AGREE: text("They agree"),
    Agreement.DIFFER: text("They differ by more than their intervals can explain"),
    Agreement.ONLY_EARLIER: text("Measured in the earlier recording only"),
    Agreement.ONLY_NEW: text("Measured in the new recording only"),
    Agreement.NEITHER: text("Measured in neither"),
}


@dataclass(frozen=True, slots=True)
class MeasuredTwice:
    """One measurement in two recordings.

    Attributes:
        name: Its stable name.
        earlier: In the earlier recording, or None.
        new: In the new one, or None.
    """

    name: str
    earlier: Measurement | None
    new: Measurement | None

    @property
    def agreement(self) -> Agreement:
        """Whether the two values differ by more than chance, as far as their 95 % intervals tell."""
        first, second = _numbers(self.earlier), _numbers(self.new)
        if first is None or second is None:
            if first is None and second is None:
                return Agreement.NEITHER
            return Agreement.ONLY_NEW if first is None else Agreement.ONLY_EARLIER
        apart = abs(first[0] - second[0])
        agree = apart <= error_of_difference(first, second)
        return Agreement.AGREE if agree else Agreement.DIFFER


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a new recording changed.

    Attributes:
        gone: Findings of the earlier recording that the new one has not, the worst first.
        still: Findings of the new recording that the earlier one had.
        measurements: In the order of display.
    """

    gone: tuple[Finding, ...]
    still: tuple[Finding, ...]
    new: tuple[Finding, ...]
    measurements: tuple[MeasuredTwice, ...]
    same_film: bool


def to_change(result: ScreeningResult) -> tuple[Finding, ...]:
    """Return what another recording can do better, the worst first, each kind once."""
    care = (one for one in result.quality.findings if one.severity is not Severity.INFO)
    return _worst_first(one for one in care if one.code not in _NOT_OF_FILMING)


def compared(earlier: ScreeningResult, new: ScreeningResult) -> Repeated:
    """Compare two recordings of the same child."""
    before = _worst_first(earlier.quality.findings)
    now = _worst_first(new.quality.findings)
    codes_before = {one.code for one in before}
    codes_now = {one.code for one in now}
    twice = (
        MeasuredTwice(name, earlier.measurements.get(name), new.measurements.get(name))
        for name in MEASURANDS
    )
    hashes = (earlier.provenance.video.sha256, new.provenance.video.sha256)
    return Repeated(
        gone=tuple(one for one in before if one.code not in codes_now),
        still=tuple(one for one in now if one.code in codes_before),
        new=tuple(one for one in now if one.code not in codes_before),
        measurements=tuple(one for one in twice if one.earlier or one.new),
        same_film=bool(hashes[0]) and hashes[0] == hashes[1],
    )


def agreement_words(agreement: Agreement) -> Text:
    """Say how a measurement of two recordings compares."""
    return _AGREEMENTS[agreement]


def error_of_difference(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> float:
    """Return by how much two values may differ by chance, as far as their 95 % intervals tell.

    The interval of the difference is recovered from the two (Zou and Donner, Statistics in Medicine
    2008;27:1693): half the width towards each other, squared and added. That two intervals overlap, or
    do not, is another and a wrong question.

    Args:
        first: A value, and the lower and the upper end of its interval.
        second: The other one.
    """
    lower, upper = sorted((first, second))
    return math.hypot(lower[2] - lower[0], upper[0] - upper[1])


def _numbers(measurement: Measurement | None) -> tuple[float, float, float] | None:
    """Return value and interval, or None where there is no number."""
    if measurement is None or not measurement.measurable:
        return None
    if measurement.value is None or measurement.low is None or measurement.high is None:
        return None
    return measurement.value, measurement.low, measurement.high


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the worst finding of each kind, the worst kind first."""
    kinds: dict[FindingCode, Finding] = {}
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.severity)):
        kinds.setdefault(finding.code, finding)
    return tuple(kinds.values())
