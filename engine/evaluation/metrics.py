"""How well a network tells classes apart: figures as the literature reports them, with intervals.

Must not know networks, files or devices. scikit-learn is imported when a figure is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.labels import ClassName

OPENGAIT_ORDER = (ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE)
"""Class order of OpenGait since 2025-08-27; before, positive and neutral were swapped."""

Labels = NDArray[np.int64]


class Interval(NamedTuple):
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


def predicted(logits: NDArray[np.floating]) -> Labels:
    """Give class numbers int64 [N] by the decision rule: mean over the parts, then the largest.

    Args:
        logits: float [N, classes, P].
    """
    return np.asarray(logits.mean(axis=2).argmax(axis=1), dtype=np.int64)


def class_numbers(labels: Sequence[str], class_order: Sequence[ClassName]) -> Labels:
    """Give the place of each label in ``class_order``, int64 [N].

    Raises:
        ValueError: A label is not in the order.
    """
    places = {name: number for number, name in enumerate(class_order)}
    return np.array([places[ClassName(str(label))] for label in labels], dtype=np.int64)


def screening_metrics(
    logits: NDArray[np.floating],
    labels: Sequence[str],
    *,
    class_order: Sequence[ClassName] = OPENGAIT_ORDER,
) -> Mapping[str, float]:
    """Compute what OpenGait's ``evaluate_scoliosis`` reports.

    Args:
        logits: float [N, classes, P].
        labels: True class names, N.
        class_order: Class of each output.

    Returns:
        ``accuracy``, and ``precision``, ``recall`` and ``f1`` averaged over the classes (macro; a
        class that is never predicted has precision 0), each in [0, 1].
    """
    return _figures(class_numbers(labels, class_order), predicted(logits))


def _figures(truth: Labels, answers: Labels) -> dict[str, float]:
    from sklearn.metrics import accuracy_score, precision_recall_fscore_support

    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, answers, average="macro", zero_division=0
    )
    return {
        "accuracy": float(accuracy_score(truth, answers)),
        "precision": float(precision),
        "recall": float(recall),
        "f1": float(f1),
    }


def confusion_matrix(truth: Labels, answers: Labels, *, classes: int = 3) -> NDArray[np.int64]:
    """Count sequences, int64 [true class, predicted class]."""
    flat = np.bincount(truth * classes + answers, minlength=classes * classes)
    return flat.reshape(classes, classes).astype(np.int64)


def sensitivity_specificity(
    truth: Labels,
    answers: Labels,
    *,
    class_order: Sequence[ClassName],
    wanted: Sequence[ClassName] = (ClassName.POSITIVE,),
) -> tuple[float, float]:
    """Give sensitivity and specificity for a group of classes against the rest.

    Args:
        truth: True class numbers, int64 [N].
        answers: Predicted class numbers, int64 [N].
        class_order: Class of each number.
        wanted: The group: positive, or positive and neutral.

    Returns:
        Both in [0, 1]; NaN where there is nobody to count.
    """
    return _rates(confusion_matrix(truth, answers, classes=len(class_order)), class_order, wanted)


def _rates(
    counts: NDArray[np.int64], class_order: Sequence[ClassName], wanted: Sequence[ClassName]
) -> tuple[float, float]:
    """Give sensitivity and specificity from counts [true class, predicted class]."""
    group = np.array([name in wanted for name in class_order])
    has, lacks = counts[group], counts[~group]
    return _share(has[:, group].sum(), has.sum()), _share(lacks[:, ~group].sum(), lacks.sum())


def _share(part: np.int64, whole: np.int64) -> float:
    return float(part / whole) if whole else float("nan")


def bootstrap(
    figure: Callable[[NDArray[np.int64]], float],
    truth: Labels,
    answers: Labels,
    people: Sequence[str],
    *,
    classes: int = 3,
    rounds: int = 2000,
    seed: int = 0,
) -> Interval:
    """Give a figure with its 95 % percentile interval, resampling people and not sequences.

    Sequences of one person are alike; resampling them alone would give intervals that are too short
    (Efron and Tibshirani 1993, chapter 8).

    Args:
        figure: Computes it from counts int64 [true class, predicted class]; resamples that give NaN are
            left out, and where all people together give NaN, so are the ends.
        truth: True class numbers, int64 [N].
        answers: Predicted class numbers, int64 [N].
        people: Who each of the N sequences is of.
        classes: Number of classes.
        rounds: Number of resamples.
        seed: Seed of the resampling.
    """
    _, owners = np.unique(np.asarray(people), return_inverse=True)
    count = int(owners.max()) + 1
    cells = owners * classes * classes + truth * classes + answers
    own = np.bincount(cells, minlength=count * classes * classes).reshape(count, -1)
    times = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=rounds)
    value = figure(own.sum(axis=0).reshape(classes, classes))
    if np.isnan(value):
        return Interval(value, value, value)
    values = [figure(row.reshape(classes, classes)) for row in times @ own]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return Interval(value, float(low), float(high))


def report(
    logits: NDArray[np.floating],
    labels: Sequence[str],
    people: Sequence[str],
    *,
    class_order: Sequence[ClassName] = OPENGAIT_ORDER,
    rounds: int = 2000,
) -> dict[str, Interval]:
    """Compute the figures of a model's card, each with its interval by person.

    Args:
        logits: float [N, classes, P].
        labels: True class names, N.
        people: Who each sequence is of, N.
        class_order: Class of each output.
        rounds: Bootstrap resamples.

    Returns:
        ``accuracy``, ``recall`` (macro), and sensitivity and specificity of ``positive`` and of
        ``abnormal``, which is positive or neutral.
    """
    truth, answers = class_numbers(labels, class_order), predicted(logits)
    positive = (ClassName.POSITIVE,)
    abnormal = (ClassName.POSITIVE, ClassName.NEUTRAL)
    figures: dict[str, Callable[[NDArray[np.int64]], float]] = {
        "accuracy": _accuracy,
        "recall": _recall,
        "positive_sensitivity": lambda counts: _rates(counts, class_order, positive)[0],
        "positive_specificity": lambda counts: _rates(counts, class_order, positive)[1],
        "abnormal_sensitivity": lambda counts: _rates(counts, class_order, abnormal)[0],
        "abnormal_specificity": lambda counts: _rates(counts, class_order, abnormal)[1],
    }
    return {
        name: bootstrap(figure, truth, answers, people, classes=len(class_order), rounds=rounds)
        for name, figure in figures.items()
    }


def _accuracy(counts: NDArray[np.int64]) -> float:
    return float(counts.trace() / counts.sum())


def _recall(counts: NDArray[np.int64]) -> float:
    rows = counts.sum(axis=1)
    there = rows > 0
    return float((counts.diagonal()[there] / rows[there]).mean())
