"""The words of how far an answer may be trusted: scores, stability, training data, device, predictive values.

The window, the report and the command line say it by these. Must not know how the words are shown.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.core.explanation import Distance, Stability
from engine.core.result import EvaluationFacts, Interval, ModelFacts, ScreeningResult
from engine.core.text import Text, text
from engine.models.cards import LARGEST_DIFFERENCE
from engine.report.predictive import predictive_values
from engine.report.prevalence import DEFAULT_PREVALENCE


class TrustLine(NamedTuple):
    """One ground for trust or doubt.

    Attributes:
        title: What it is about.
        words: What is said about it, in sentences.
    """

    title: Text
    words: tuple[Text, ...]


def trust_lines(result: ScreeningResult) -> tuple[TrustLine, ...]:
    """Give the grounds in the order of display, without the predictive values; empty without a model."""
    model = result.model
    if model is not None and result.unlike_training and result.trust is not None:
        likeness = distance_words(result.trust.distance)
        return (
            TrustLine(text("Training data"), (likeness,)),
            TrustLine(text("Run on"), device_words(model)),
        )
    if model is None or result.probabilities is None:
        return ()
    stability = result.trust.stability if result.trust is not None else None
    distance = result.trust.distance if result.trust is not None else None
    if result.trust is None:
        spread: Text = text("Unknown: the version that made this result did not check.")
        likeness = spread
    else:
        spread, likeness = stability_words(stability), distance_words(distance)
    lines = [
        TrustLine(text("Scores"), _scores(result, model)),
        TrustLine(text("Stability"), (spread,)),
        TrustLine(text("Training data"), (likeness,)),
        TrustLine(text("Run on"), device_words(model)),
    ]
    if model.precision != "fp32":
        lines.append(TrustLine(text("Precision"), (precision_words(model.precision),)))
    return tuple(lines)


def _scores(result: ScreeningResult, model: ModelFacts) -> tuple[Text, ...]:
    shares = result.probabilities or {}
    figures = text(
        "Resembles scoliosis: {positive}, borderline: {neutral}, does not resemble scoliosis: "
        "{negative}, of 100.",
        **{name.value: round(100 * share) for name, share in shares.items()},
    )
    return (figures, score_words(model))


def score_words(model: ModelFacts) -> Text:
    """Say what the scores are: probabilities only where the model was calibrated."""
    if model.calibrated:
        return text(
            "Calibrated on validation data: the scores estimate probabilities among people like those."
        )
    return text("These are model scores, not probabilities: the model is not calibrated.")


def stability_words(stability: Stability | None) -> Text:
    """Say how the answer spreads over random halves of the recording."""
    if stability is None:
        return text("Unknown: the recording is too short to compare its halves.")
    low, high = round(100 * stability.low), round(100 * stability.high)
    if low == high:
        return text(
            "{same} of {halves} random halves of the recording gave the same answer; "
            "score {high} of 100 in each.",
            same=stability.same,
            halves=stability.halves,
            high=high,
        )
    return text(
        "{same} of {halves} random halves of the recording gave the same answer; "
        "score from {low} to {high} of 100.",
        same=stability.same,
        halves=stability.halves,
        low=low,
        high=high,
    )


def distance_words(distance: Distance | None) -> Text:
    """Say how much the recording is like what the model learned from."""
    if distance is None:
        return text("Unknown: this model has no reference to compare with.")
    if distance.unlike:
        return text("Unlike anything the model learned from: do not use its answer.")
    return text("Like the recordings the model learned from.")


def device_words(model: ModelFacts) -> tuple[Text, ...]:
    """Say what computed the answer, and why it ran there."""
    runtime = text("{runtime}.", runtime=model.runtime)
    return (runtime,) if model.device_reason is None else (runtime, model.device_reason)


def precision_words(precision: str) -> Text:
    """Say what a precision costs, in words."""
    if precision == "fp32":
        return text("Full precision.")
    return text(
        "Reduced ({precision}), for speed. It is offered only where no score changed by more than "
        "{points} of 100 when it was checked.",
        precision=precision,
        points=round(100 * LARGEST_DIFFERENCE),
    )


def predictive_line(
    result: ScreeningResult, prevalence: float = DEFAULT_PREVALENCE
) -> TrustLine | None:
    """Give predictive values at a prevalence, or why there are none; None where no model judged."""
    model = result.model
    if model is None or result.probabilities is None:
        return None
    if model.report is None:
        words = text("Not shown: this model has no evaluation report.")
        return TrustLine(text("Predictive values"), (words,))
    return TrustLine(text("Predictive values"), predictive_words(model.report, prevalence))


def predictive_words(report: EvaluationFacts, prevalence: float) -> tuple[Text, ...]:
    """Say predictive values at a prevalence, what they mean in people, and where they come from."""
    values = predictive_values(report, prevalence)
    ppv, npv = values.ppv, values.npv
    return (
        text(
            "If {prevalence} of 100 people have such features: PPV {ppv} % ({low} to {high} %), "
            "so of 100 people with reported features, about {people} have them.",
            prevalence=f"{100 * prevalence:g}",
            people=round(100 * ppv.value),
            **_percents("ppv", ppv),
        ),
        text(
            "NPV {npv} % ({low} to {high} %), so of 1,000 people with none reported, about "
            "{people} have them nonetheless.",
            people=round(1000 * (1 - npv.value)),
            **_percents("npv", npv),
        ),
        text(
            "Calculated from the report on {data} ({people} people, signed by {name}): "
            "sensitivity {sensitivity} %, specificity {specificity} %. 95 % intervals.",
            data=report.data,
            people=report.people,
            name=report.signed_by,
            sensitivity=_percent(report.sensitivity.value),
            specificity=_percent(report.specificity.value),
        ),
    )


def _percents(name: str, interval: Interval) -> dict[str, str]:
    return {
        name: _percent(interval.value),
        "low": _percent(interval.low),
        "high": _percent(interval.high),
    }


def _percent(share: float) -> str:
    """Write a share in percent; with a decimal near the ends, where it would else read 0 or 100."""
    percent = 100 * share
    return f"{percent:.0f}" if 10 <= percent <= 90 else f"{round(percent, 1):g}"
