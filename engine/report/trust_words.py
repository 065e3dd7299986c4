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
        words: What is said about it, in plain sentences; none where it is of technical interest only.
    """

    title: Text
    words: tuple[Text, ...]
    detail: tuple[Text, ...] = ()


def trust_lines(result: ScreeningResult) -> tuple[TrustLine, ...]:
    """Return the grounds in the order of display, without the predictive values; empty without a model."""
    model = result.model
    if model is not None and result.unlike_training and result.trust is not None:
        likeness = distance_words(result.trust.distance)
        return (_likeness(likeness), _device(model))
    if model is None or result.probabilities is None:
        return ()
    stability = result.trust.stability if result.trust is not None else None
    distance = result.trust.distance if result.trust is not None else None
    unknown = text("Not known: the version that made this result did not check.")
    looked = result.trust is not None
    lines = [
        TrustLine(text("Scores"), _scores(result, model)),
        _stability(stability) if looked else TrustLine(text("Stability"), (unknown,)),
        _likeness(distance_words(distance) if looked else unknown),
        _device(model),
    ]
    if model.precision != "fp32":
        plain = text("Run faster and slightly less exactly than usual.")
        detail = (precision_words(model.precision),)
        lines.append(TrustLine(text("Precision"), (plain,), detail))
    return tuple(lines)


def _likeness(words: Text) -> TrustLine:
    return TrustLine(text("What it learned from"), (words,))


def _device(model: ModelFacts) -> TrustLine:
    return TrustLine(text("Run on"), (), device_words(model))


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
            "The scores estimate probabilities among people like those the model was adjusted on."
        )
    return text("These are the model's own scores, not probabilities.")


def _stability(stability: Stability | None) -> TrustLine:
    """Say whether random halves of the recording give the same answer, with the figures as detail."""
    title = text("Stability")
    if stability is None:
        return TrustLine(title, (stability_words(None),))
    same = stability.same == stability.halves
    words = (
        text("Parts of the recording give the same answer as the whole.")
        if same
        else text("Some parts of the recording give a different answer from the whole.")
    )
    return TrustLine(title, (words,), (stability_words(stability),))


def stability_words(stability: Stability | None) -> Text:
    """Say how the answer spreads over random halves of the recording."""
    if stability is None:
        return text("Not known: the recording is too short to compare its parts.")
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
        return text("Not known: this model has nothing to compare recordings with.")
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
    """Return predictive values at a prevalence, or why there are none; None where no model judged."""
    model = result.model
    if model is None or result.probabilities is None:
        return None
    if model.report is None:
        words = text("Not known: nobody has checked this model on people and signed for it.")
        detail = text("It has no evaluation report, so there are no predictive values.")
        return TrustLine(_OFTEN, (words,), (detail,))
    plain, detail_words = predictive_words(model.report, prevalence)
    return TrustLine(_OFTEN, plain, detail_words)


_OFTEN = text("How often it is correct")


def predictive_words(
    report: EvaluationFacts, prevalence: float
) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Say what an answer means in people at a prevalence; then the values and where they come from."""
    values = predictive_values(report, prevalence)
    ppv, npv = values.ppv, values.npv
    plain = (
        text(
            "If {prevalence} of 100 people have such features: of 100 people with reported "
            "features, about {people} have them ({low} to {high}).",
            prevalence=f"{100 * prevalence:g}",
            people=round(100 * ppv.value),
            low=round(100 * ppv.low),
            high=round(100 * ppv.high),
        ),
        text(
            "Of 1,000 people with none reported, about {people} have them nonetheless ({low} to "
            "{high}).",
            people=round(1000 * (1 - npv.value)),
            low=round(1000 * (1 - npv.high)),
            high=round(1000 * (1 - npv.low)),
        ),
    )
    detail = (
        text("PPV {ppv} % ({low} to {high} %).", **_percents("ppv", ppv)),
        text("NPV {npv} % ({low} to {high} %).", **_percents("npv", npv)),
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
    return plain, detail


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
