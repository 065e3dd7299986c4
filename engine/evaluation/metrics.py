"""How well a network tells classes apart: figures as the literature reports them, from counts.

Must not know networks, files or devices. scikit-learn is imported when a figure is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.evaluation.resampling import Interval, resample_figures, widen_shares
from engine.models.evaluation_details import GroupName

OPENGAIT_ORDER = (ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE)
"""Class order of OpenGait since 2025-08-27; before, positive and neutral were swapped."""

GROUPS: Mapping[GroupName, tuple[ClassName, ...]] = {
    "positive": (ClassName.POSITIVE,),
    "abnormal": (ClassName.POSITIVE, ClassName.NEUTRAL),
}
"""Who is told from the rest."""

Labels = NDArray[np.int64]
Floats = NDArray[np.float64]


def predict_classes(logits: NDArray[np.floating]) -> Labels:
    """Return class numbers int64 [N] by the decision rule: mean over the parts, then the largest.

    Args:
        logits: float [N, classes, P].
    """
    return np.asarray(logits.mean(axis=2).argmax(axis=1), dtype=np.int64)


def class_numbers(labels: Sequence[str], class_order: Sequence[ClassName]) -> Labels:
    """Return the place of each label in ``class_order``, int64 [N].

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
    from sklearn.metrics import accuracy_score, precision_recall_fscore_support

    truth, answers = class_numbers(labels, class_order), predict_classes(logits)
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


def members(class_order: Sequence[ClassName], wanted: Sequence[ClassName]) -> NDArray[np.bool_]:
    """Tell which class numbers belong to a group, bool [classes]."""
    return np.array([name in wanted for name in class_order])


def _rates(counts: Floats, group: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return sensitivity and specificity [B] from counts [B, true class, predicted class]."""
    has, lacks = counts[:, group], counts[:, ~group]
    return (
        share(has[:, :, group].sum(axis=(1, 2)), has.sum(axis=(1, 2))),
        share(lacks[:, :, ~group].sum(axis=(1, 2)), lacks.sum(axis=(1, 2))),
    )


def share(part: Floats, whole: Floats) -> Floats:
    """Divide; NaN where there is nothing to divide by."""
    nowhere = np.full(np.shape(whole), np.nan)
    return np.asarray(np.divide(part, whole, out=nowhere, where=whole > 0))


def count_figures(counts: Floats, class_order: Sequence[ClassName]) -> dict[str, Floats]:
    """Compute every figure that follows from counts, for many tables of counts at once.

    Args:
        counts: float64 [B, true class, predicted class].
        class_order: Class of each number.

    Returns:
        ``accuracy``; ``precision``, ``recall`` and ``f1``, averaged over the classes that occur or are
        answered, as scikit-learn does with ``zero_division=0``; sensitivity and specificity of
        ``positive`` and ``abnormal``. Each float64 [B], NaN where nobody counts.
    """
    hits = np.diagonal(counts, axis1=1, axis2=2)
    rows, columns = counts.sum(axis=2), counts.sum(axis=1)
    there = (rows > 0) | (columns > 0)

    def macro(part: Floats, whole: Floats) -> Floats:
        each = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
        return share((each * there).sum(axis=1), there.sum(axis=1).astype(np.float64))

    figures = {
        "accuracy": share(hits.sum(axis=1), rows.sum(axis=1)),
        "precision": macro(hits, columns),
        "recall": macro(hits, rows),
        "f1": macro(2 * hits, rows + columns),
    }
    for name, wanted in GROUPS.items():
        sensitivity, specificity = _rates(counts, members(class_order, wanted))
        figures |= {f"{name}_sensitivity": sensitivity, f"{name}_specificity": specificity}
    return figures


def counted_by_figure(
    truth: Labels, class_order: Sequence[ClassName]
) -> dict[str, NDArray[np.bool_]]:
    """Mark the sequences that each share of `count_figures` is taken over, bool [N] by name."""
    found = {"accuracy": np.ones(len(truth), dtype=np.bool_)}
    for name, wanted in GROUPS.items():
        inside = members(class_order, wanted)[truth]
        found |= {f"{name}_sensitivity": inside, f"{name}_specificity": ~inside}
    return found


def cells(truth: Labels, answers: Labels, classes: int) -> Floats:
    """Mark the cell of the confusion matrix of each sequence, float64 [N, classes * classes]."""
    marks = np.zeros((len(truth), classes * classes))
    marks[np.arange(len(truth)), truth * classes + answers] = 1.0
    return marks


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
    classes = len(class_order)
    truth = class_numbers(labels, class_order)
    marks = cells(truth, predict_classes(logits), classes)

    def figures(weights: Floats) -> dict[str, Floats]:
        found = count_figures((weights @ marks).reshape(-1, classes, classes), class_order)
        return {name: one for name, one in found.items() if name not in ("precision", "f1")}

    found = resample_figures(figures, people, rounds=rounds)
    return widen_shares(found, counted_by_figure(truth, class_order), people)
