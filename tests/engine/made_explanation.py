"""A made-up explanation, trust and evaluation report, as a network could give them."""

import math

from engine.core.classes import ClassName
from engine.core.explanation import (
    BodyLevel,
    DecidingFrame,
    Distance,
    Explanation,
    Gates,
    PartContribution,
    Stability,
    Trust,
)
from engine.core.result import EvaluationFacts, Interval

_LEVELS = (
    *[BodyLevel.HEAD] * 2,
    *[BodyLevel.SHOULDERS] * 2,
    *[BodyLevel.TRUNK] * 3,
    *[BodyLevel.PELVIS] * 2,
    *[BodyLevel.THIGHS] * 3,
    *[BodyLevel.LOWER_LEGS] * 4,
)
_SPOKEN = (-0.05, 0.02, 0.11, 0.21, 0.34, 0.42, 0.3, 0.12, 0.03, -0.02, -0.06)
_SPOKEN += (-0.09, -0.04, 0.01, -0.12, -0.03)


def heat(row: float, column: float, *, most: float = 1.0) -> tuple[tuple[float, ...], ...]:
    """Return a hot place at a row of 16 and a column of 11."""
    return tuple(
        tuple(
            round(most * math.exp(-(((y - row) / 2.2) ** 2 + ((x - column) / 1.6) ** 2)), 3)
            for x in range(11)
        )
        for y in range(16)
    )


def explanation(
    *,
    times: tuple[tuple[int, float], ...] = ((6, 0.4), (18, 1.2), (31, 2.07)),
    count: int = 45,
    gates: bool = False,
    **changes: object,
) -> Explanation:
    """Explain a borderline answer: the trunk and the shoulders spoke, at three moments."""
    shares = (0.21, 0.13, 0.08)
    frames = tuple(
        DecidingFrame(
            index=index, seconds=seconds, share=share, heat=heat(5.5, 6.5, most=share / 0.21)
        )
        for (index, seconds), share in zip(times, shares, strict=True)
    )
    rest = (1 - sum(shares)) / (count - len(frames))
    told = {frame.index: frame.share for frame in frames}
    fields: dict[str, object] = {
        "towards": ClassName.NEUTRAL,
        "against": ClassName.NEGATIVE,
        "parts": tuple(
            PartContribution(level=level, top=i / 16, bottom=(i + 1) / 16, contribution=spoken)
            for i, (level, spoken) in enumerate(zip(_LEVELS, _SPOKEN, strict=True))
        ),
        "levels": (BodyLevel.TRUNK, BodyLevel.SHOULDERS),
        "frames": frames,
        "frame_shares": tuple(told.get(i, rest) for i in range(count)),
    }
    if gates:
        fields["gates"] = Gates(
            channel=tuple(0.5 + 0.45 * math.sin(i * 0.7) for i in range(256)),
            body=tuple(0.35 + 0.5 * math.exp(-(((i - 5) / 4) ** 2)) for i in range(16)),
        )
    return Explanation.model_validate(fields | changes)


def trust(*, unlike: bool = False) -> Trust:
    """Return an answer that 7 of 8 halves share."""
    return Trust(
        stability=Stability(halves=8, same=7, low=0.62, high=0.81),
        distance=Distance(value=1.4 if unlike else 0.8, threshold=1.1, unlike=unlike),
    )


def report() -> EvaluationFacts:
    """Return an evaluation report with round figures."""
    return EvaluationFacts(
        data="two schools, 2025",
        people=412,
        sensitivity=Interval(value=0.90, low=0.80, high=0.95),
        specificity=Interval(value=0.95, low=0.90, high=0.98),
        signed_by="A. Example",
    )
