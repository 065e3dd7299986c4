"""Words of an evaluation report: what figures are called, and what must be said with them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.core.classes import ClassName, Outcome
from engine.core.text import Text, text
from engine.models.cards import Metric
from engine.models.evaluation_details import FoldFigure, GroupName, Paired, Subgroup
from engine.models.validation import EvaluationReport


def figure_label(name: str) -> Text:
    """Name a figure of a report; an unknown one keeps its name."""
    known = {
        "accuracy": text("Accuracy"),
        "precision": text("Precision, mean over classes"),
        "recall": text("Recall, mean over classes"),
        "f1": text("F1, mean over classes"),
        "positive_sensitivity": text("Sensitivity, positive"),
        "positive_specificity": text("Specificity, positive"),
        "abnormal_sensitivity": text("Sensitivity, positive or neutral"),
        "abnormal_specificity": text("Specificity, positive or neutral"),
        "positive_roc_area": text("ROC area, positive"),
        "abnormal_roc_area": text("ROC area, positive or neutral"),
        "positive_pr_area": text("Precision-recall area, positive"),
        "abnormal_pr_area": text("Precision-recall area, positive or neutral"),
        "ece": text("Calibration error (ECE) of the answer"),
        "positive_ece": text("Calibration error (ECE), positive"),
        "abnormal_ece": text("Calibration error (ECE), positive or neutral"),
        "brier": text("Brier score, all classes"),
        "positive_brier": text("Brier score, positive"),
        "abnormal_brier": text("Brier score, positive or neutral"),
        "rule_sensitivity": text("Sensitivity of the outcome"),
        "rule_specificity": text("Specificity of the outcome"),
        "rule_inconclusive": text("Share of inconclusive outcomes"),
    }
    return known.get(name) or text("{name}", name=name)


def is_share(name: str) -> bool:
    """Tell whether a figure is a share of people, written in percent."""
    return not name.endswith(("_area", "ece", "brier"))


def figure_words(name: str, figure: Metric) -> Text:
    """Write a figure with its 95 % interval."""
    values = (figure.value, figure.low, figure.high)
    if is_share(name):
        value, low, high = (f"{100 * one:.1f}" for one in values)
        return text("{value} % ({low} to {high})", value=value, low=low, high=high)
    value, low, high = (f"{one:.3f}" for one in values)
    return text("{value} ({low} to {high})", value=value, low=low, high=high)


def over_folds_words(name: str, figure: FoldFigure) -> tuple[Text, ...]:
    """Write a figure over folds: mean, standard deviation, and the value of each fold."""
    factor, digits, unit = (100, 1, " %") if is_share(name) else (1, 3, "")

    def said(value: float) -> str:
        return f"{factor * value:.{digits}f}"

    each = ("-" if one is None else said(one) for one in figure.values)
    return (
        text("{value}", value=said(figure.mean) + unit),
        text("{value}", value=said(figure.deviation) + unit),
        text("{value}", value=", ".join(each)),
    )


def folds_note() -> Text:
    """Say what a standard deviation over folds is not."""
    return text(
        "The standard deviation over folds shows how much a figure varied from fold to fold. It "
        "is not a confidence interval: the networks of two folds share most of their training "
        "people."
    )


def difference_words(one: Metric) -> Text:
    """Write a difference of two figures with its 95 % interval, in points of 100."""
    value, low, high = (f"{100 * part:+.1f}" for part in (one.value, one.low, one.high))
    return text("{value} ({low} to {high})", value=value, low=low, high=high)


def group_label(group: GroupName) -> Text:
    """Name who is told from the rest."""
    return text("positive") if group == "positive" else text("positive or neutral")


def class_word(name: ClassName) -> Text:
    """Name a class as the literature does."""
    return {
        ClassName.NEGATIVE: text("negative"),
        ClassName.NEUTRAL: text("neutral"),
        ClassName.POSITIVE: text("positive"),
    }[name]


def outcome_label(outcome: Outcome) -> Text:
    """Name an outcome in a word or two, for the legend of a figure."""
    return {
        Outcome.DETECTED: text("features"),
        Outcome.BORDERLINE: text("borderline"),
        Outcome.NOT_DETECTED: text("no features"),
        Outcome.INCONCLUSIVE: text("inconclusive"),
    }[outcome]


def subgroup_label(group: Subgroup) -> Text:
    """Name a part of the people; an unknown one keeps its name."""
    known = {
        ("sex", "female"): text("female"),
        ("sex", "male"): text("male"),
        ("sex", "other"): text("another sex"),
        ("sex", "unknown"): text("sex not stated"),
        ("age", "<10"): text("under 10 years"),
        ("age", "10-12"): text("10 to 12 years"),
        ("age", "13-15"): text("13 to 15 years"),
        ("age", ">=16"): text("16 years and over"),
        ("age", "unknown"): text("age not stated"),
    }
    return known.get((group.by, group.name)) or text("{name}", name=group.name)


def notes(report: EvaluationReport) -> Iterator[Text]:
    """Say what must be known before a figure is read, the gravest first."""
    data = report.data
    if data.simulated:
        yield text(
            "The people are simulated. These figures say nothing about real people and do not "
            "validate anything."
        )
    if not data.by_subject:
        yield text(
            "By sequence, leakage possible: no subject map says which person each sequence shows, "
            "so the same person may be in both training and test, and the intervals are too "
            "narrow."
        )
    if data.part == "test":
        yield text(
            "The test set of {partition} was chosen by an explicit command.",
            partition=data.partition,
        )
    elif data.part == "all":
        yield text(
            "All sequences of the dataset were judged. It is not known whether the model was "
            "trained on some of them."
        )
    elif data.part == "folds" and report.folds is not None:
        yield text(
            "Every person was judged once, by the one of {count} networks that never saw them "
            "(seed of the folds: {seed}). The figures describe such networks, not their ensemble.",
            count=len(report.folds.models),
            seed=report.folds.seed,
        )
        if data.partition:
            yield text("The test people of {partition} are in no fold.", partition=data.partition)
    if report.left_out:
        yield text(
            "Sequences not judged because the network found nobody in them: {count}.",
            count=report.left_out,
        )
    yield text("95 % intervals by bootstrap, resampling people rather than sequences.")


def prevalence_words(report: EvaluationReport) -> Text | None:
    """Say what predictive values hold for, or None without them."""
    details = report.details
    found = None if details is None else next(iter(details.predictive.values()), None)
    if found is None:
        return None
    return text(
        "These values apply if {percent} of 100 people belong to the group. A test set has far "
        "more of them than a school does, so its share of correct answers does not apply here.",
        percent=f"{100 * found.prevalence:g}",
    )


def mcnemar_words(paired: Paired) -> Text:
    """Say what McNemar's test found."""
    p = "< 0.001" if paired.p < 0.001 else f"{paired.p:.3f}"
    return text(
        "Correct only with this model: {this} sequences; only with “{name}”: {other}. McNemar's "
        "exact test: p {p}.",
        this=paired.only_this_right,
        other=paired.only_other_right,
        name=paired.other.name,
        p=p if p.startswith("<") else f"= {p}",
    )
