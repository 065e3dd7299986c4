"""Classes of the Scoliosis1K dataset and the four outcomes a person is shown.

A network's class order is never assumed: it stands in the model's card (it changed upstream in 2025).
"""

from __future__ import annotations

from enum import StrEnum


class ClassName(StrEnum):
    """A class of Scoliosis1K. The order of definition carries no meaning."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Outcome(StrEnum):
    """What a screening says. Never a diagnosis."""

    DETECTED = "features_detected"
    BORDERLINE = "borderline_features"
    NOT_DETECTED = "no_features_detected"
    INCONCLUSIVE = "inconclusive"


class Side(StrEnum):
    """A side of the person's own body."""

    LEFT = "left"
    RIGHT = "right"
