"""Curves, areas and calibration against scikit-learn, with ties and weights; intervals against theory."""

import numpy as np
import pytest
from sklearn import metrics as reference
from sklearn.calibration import calibration_curve

from engine.core.classes import ClassName
from engine.evaluation import areas
from engine.evaluation.metrics import OPENGAIT_ORDER, cells, count_figures, report
from engine.evaluation.reliability import ReliabilityBins, binary_brier, brier
from engine.evaluation.resampling import Interval, resample_figures, resamples, widen


@pytest.fixture(scope="module")
def made():
    rng = np.random.default_rng(3)
    inside = rng.random(200) < 0.3
    # Rounded, so that scores tie.
    scores = np.round(np.clip(rng.normal(0.4 + 0.2 * inside, 0.2), 0, 1), 2)
    weights = rng.integers(0, 4, size=(5, 200)).astype(np.float64)
    return scores, inside, weights


def test_areas_are_those_of_scikit_learn(made):
    scores, inside, weights = made
    true, false = areas.Ranking.of(scores, inside).counts(weights)
    for row, roc, pr in zip(
        weights, areas.roc_area(true, false), areas.pr_area(true, false), strict=True
    ):
        expected = reference.roc_auc_score(inside, scores, sample_weight=row)
        assert roc == pytest.approx(expected, abs=1e-12)
        expected = reference.average_precision_score(inside, scores, sample_weight=row)
        assert pr == pytest.approx(expected, abs=1e-12)


def test_curves_are_those_of_scikit_learn(made):
    scores, inside, weights = made
    true, false = areas.Ranking.of(scores, inside).counts(weights[:1])
    x, y = areas.roc_points(true, false)
    expected = reference.roc_curve(
        inside, scores, sample_weight=weights[0], drop_intermediate=False
    )
    # scikit-learn leaves out thresholds at which nobody counts.
    assert {(round(a, 9), round(b, 9)) for a, b in zip(x, y, strict=True)} == {
        (round(a, 9), round(b, 9)) for a, b in zip(*expected[:2], strict=True)
    }
    recall, precision = areas.pr_points(true, false)
    known = reference.precision_recall_curve(inside, scores, sample_weight=weights[0])
    found = {(round(a, 9), round(b, 9)) for a, b in zip(recall, precision, strict=True) if a > 0}
    assert found == {(round(a, 9), round(b, 9)) for b, a in zip(*known[:2], strict=True) if a > 0}


def test_areas_worked_by_hand():
    ranking = areas.Ranking.of(np.array([0.9, 0.8, 0.8, 0.1]), np.array([True, True, False, False]))
    true, false = ranking.counts(np.ones((1, 4)))
    # Pairs: 0.9 beats both, 0.8 ties with one and beats one: 3.5 of 4.
    assert areas.roc_area(true, false)[0] == pytest.approx(3.5 / 4)
    # Recall 1/2 at precision 1, recall 1 at precision 2/3.
    assert areas.pr_area(true, false)[0] == pytest.approx(0.5 + 0.5 * 2 / 3)


@pytest.mark.parametrize("side", [True, False])
def test_one_side_only_has_no_area(side):
    ranking = areas.Ranking.of(np.array([0.3, 0.6]), np.array([side, side]))
    true, false = ranking.counts(np.ones((1, 2)))
    assert np.isnan(areas.roc_area(true, false)).all()
    assert np.isnan(areas.pr_area(true, false)).all()
    places = np.linspace(0, 1, 5)
    assert np.isnan(areas.roc_band(true, false, places)).all()
    assert np.isnan(areas.pr_band(true, false, places)).all()


def test_reliability_is_that_of_scikit_learn(made):
    scores, inside, _ = made
    binned = ReliabilityBins.of(scores, inside)
    once = np.ones((1, len(scores)))
    share, said = calibration_curve(inside, scores, n_bins=10)
    there = binned.counts(once)[0] > 0
    assert binned.share_observed(once)[0][there] == pytest.approx(share, abs=1e-12)
    assert binned.mean_predicted(once)[0][there] == pytest.approx(said, abs=1e-12)
    counts = binned.counts(once)[0][there]
    by_hand = (counts * np.abs(share - said)).sum() / counts.sum()
    assert binned.error(once)[0] == pytest.approx(by_hand, abs=1e-12)
    assert binary_brier(scores, inside, once)[0] == pytest.approx(
        reference.brier_score_loss(inside, scores), abs=1e-12
    )


def test_brier_of_all_classes_by_hand():
    said = np.array([[0.7, 0.2, 0.1], [0.0, 0.0, 1.0]])
    found = brier(said, np.array([0, 0]), np.array([[1.0, 1.0], [1.0, 0.0]]))
    first, second = 0.09 + 0.04 + 0.01, 2.0
    assert found == pytest.approx([(first + second) / 2, first])


def test_macro_figures_are_those_of_scikit_learn():
    rng = np.random.default_rng(0)
    for classes in (1, 2, 3):
        truth, answers = rng.integers(0, classes, 40), rng.integers(0, 3, 40)
        counts = cells(truth, answers, 3).sum(axis=0).reshape(1, 3, 3)
        found = count_figures(counts, OPENGAIT_ORDER)
        expected = reference.precision_recall_fscore_support(
            truth, answers, average="macro", zero_division=0
        )
        for name, value in zip(("precision", "recall", "f1"), expected, strict=False):
            assert found[name][0] == pytest.approx(value, abs=1e-12)
        assert found["accuracy"][0] == pytest.approx(reference.accuracy_score(truth, answers))


def test_resamples_draw_people():
    people = ["a", "a", "b", "c"]
    weights = np.vstack(list(resamples(people, rounds=50)))
    assert weights.shape == (50, 4)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 1:].sum(axis=1) == 3).all()


def test_nobody_missed_among_ten_is_not_nobody_missed():
    low = widen(Interval(1.0, 1.0, 1.0), 10).low
    # Clopper-Pearson: the chance of ten out of ten at this share is 2.5 %.
    assert low**10 == pytest.approx(0.025)
    assert widen(Interval(0.0, 0.0, 0.0), 10).high == pytest.approx(1 - low)
    assert widen(Interval(0.5, 0.4, 0.6), 10) == (0.5, 0.4, 0.6)
    logits = np.zeros((6, 3, 2))
    logits[:, 2] = 1
    found = report(logits, [ClassName.POSITIVE] * 6, list("aabbcc"), rounds=50)
    assert found["positive_sensitivity"].low == pytest.approx(0.025 ** (1 / 3))
    assert np.isnan(found["positive_specificity"].value)


def test_an_interval_holds_its_value_and_missing_figures_stay_missing():
    def figures(weights):
        nothing = np.full(len(weights), np.nan)
        return {"nothing": nothing, "above": 1.0 - (weights == 1.0).all(axis=1)}

    found = resample_figures(figures, ["a", "b", "c", "d", "e"], rounds=50)
    assert np.isnan(found["nothing"]).all()
    assert found["above"].low <= found["above"].value == 0.0
