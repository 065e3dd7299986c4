"""Metrics equal OpenGait's evaluator, and intervals follow people."""

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.evaluation import metrics
from engine.evaluation.resampling import resample_figures

GOLDENS = Path(__file__).parents[2] / "data" / "goldens"
ORDER = metrics.OPENGAIT_ORDER


@pytest.fixture(scope="module")
def golden():
    with np.load(GOLDENS / "evaluate_scoliosis.npz", allow_pickle=False) as arrays:
        return dict(arrays)


def figures(truth, answers):
    """What a report says of these answers."""
    counts = metrics.confusion_matrix(truth, answers).astype(np.float64)[None]
    return {name: one[0] for name, one in metrics.count_figures(counts, ORDER).items()}


def figures_of(logits, labels, order=ORDER):
    found = metrics.screening_metrics(logits, labels, class_order=order)
    reported = figures(metrics.class_numbers(labels, order), metrics.predict_classes(logits))
    assert {name: reported[name] for name in found} == pytest.approx(found)
    return found


def test_equals_the_reference(golden):
    found = figures_of(golden["logits"], golden["labels"])
    for name in ("accuracy", "precision", "recall", "f1"):
        assert found[name] == pytest.approx(float(golden[f"test_{name}"]), abs=1e-12)


def test_any_other_class_order_is_worse(golden):
    best = figures_of(golden["logits"], golden["labels"])["accuracy"]
    for order in set(itertools.permutations(ORDER)) - {ORDER}:
        other = figures_of(golden["logits"], golden["labels"], order)
        assert other["accuracy"] < best


def test_a_class_never_predicted_has_precision_zero():
    logits = np.zeros((3, 3, 2))
    logits[:, 0] = 1
    found = figures_of(logits, ["negative", "neutral", "positive"])
    assert found["precision"] == pytest.approx(1 / 9)


def test_confusion_and_sensitivity():
    truth = np.array([2, 2, 2, 1, 0, 0, 0, 0])
    answers = np.array([2, 2, 1, 2, 0, 0, 0, 2])
    assert metrics.confusion_matrix(truth, answers).tolist() == [[3, 0, 1], [0, 0, 1], [0, 1, 2]]
    found = figures(truth, answers)
    assert found["positive_sensitivity"] == pytest.approx(2 / 3)
    assert found["positive_specificity"] == pytest.approx(3 / 5)
    assert (found["abnormal_sensitivity"], found["abnormal_specificity"]) == (1.0, 0.75)


def test_bootstrap_resamples_people():
    right = np.array([1.0, 0.0] * 100)

    def share(weights):
        return {"share": weights @ right / weights.sum(axis=1)}

    alone = resample_figures(share, [str(n) for n in range(200)])["share"]
    shared = resample_figures(share, [str(n % 20) for n in range(200)])["share"]
    assert alone.value == shared.value == 0.5
    assert alone.high - alone.low == pytest.approx(2 * 1.96 * np.sqrt(0.25 / 200), abs=0.02)
    assert shared.high - shared.low > 2 * (alone.high - alone.low)


def test_report_has_intervals(golden):
    people = [str(n // 2) for n in range(160)]
    found = metrics.report(golden["logits"], golden["labels"], people, rounds=200)
    for figure in found.values():
        assert figure.low <= figure.value <= figure.high
    assert found["accuracy"].value == pytest.approx(float(golden["test_accuracy"]))


def test_sklearn_is_late():
    code = "import sys, engine.evaluation.metrics; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
