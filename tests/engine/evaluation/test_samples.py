"""Everything that follows from a sample: hostile ones, subgroups, predictive values, two models."""

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics as reference

from engine.core.classes import ClassName, Outcome
from engine.core.errors import DatasetError
from engine.evaluation.evaluation_tables import group_details, predictive_of, subgroups_of
from engine.evaluation.labelled_sample import Sample, figures_of
from engine.evaluation.metrics import OPENGAIT_ORDER
from engine.evaluation.paired import compare_models, mcnemar
from engine.evaluation.people import Traits, read_traits
from tests.engine.evaluation import made_reports as made

CLASSES = np.arange(90) % 3


def test_figures_of_a_sample_are_those_of_scikit_learn():
    sample = made.sample(CLASSES)
    found = figures_of(sample, rounds=50)
    inside = CLASSES == 2
    said = sample.probabilities[:, 2]
    assert found["positive_roc_area"].value == pytest.approx(
        reference.roc_auc_score(inside, said), abs=1e-12
    )
    assert found["positive_brier"].value == pytest.approx(
        reference.brier_score_loss(inside, said), abs=1e-12
    )
    abnormal, summed = CLASSES > 0, sample.probabilities[:, 1:].sum(axis=1)
    assert found["abnormal_pr_area"].value == pytest.approx(
        reference.average_precision_score(abnormal, summed), abs=1e-12
    )
    reported = [
        one in (Outcome.DETECTED, Outcome.BORDERLINE)
        for one in np.array(list(Outcome))[sample.outcomes]
    ]
    assert found["rule_sensitivity"].value == pytest.approx(np.mean(np.array(reported)[abnormal]))
    for one in found.values():
        assert one.low <= one.value <= one.high


@pytest.mark.parametrize("classes", [[0], [2], [1, 1, 1], [0, 2]])
def test_hostile_samples_give_no_made_up_figure(classes):
    report = made.report(classes, compare=True)
    for name, one in report.metrics.items():
        assert np.isfinite([one.value, one.low, one.high]).all(), name
    if 0 not in classes:
        assert "abnormal_specificity" not in report.metrics
        assert report.details.groups["abnormal"].roc is None
        assert "abnormal" not in report.details.predictive
    if len(classes) == 1:
        # One person: an interval from one alone says nearly nothing.
        accuracy = report.metrics["accuracy"]
        assert accuracy.high - accuracy.low > 0.9
    assert report == type(report).model_validate_json(report.to_json(), strict=True)


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_what_is_no_number_is_refused(broken):
    logits = made.logits_of(CLASSES)
    logits[3, 1, 2] = broken
    labels = [OPENGAIT_ORDER[n] for n in CLASSES]
    with pytest.raises(ValueError, match="finite"):
        Sample.of(logits, labels, [str(n) for n in CLASSES], made.READING)


def test_same_scores_for_all_draw_a_line():
    sample = Sample.of(
        np.zeros((4, 3, 2), np.float32),
        ["negative", "positive"] * 2,
        list("abcd"),
        made.READING,
    )
    found = group_details(sample, "positive", rounds=20)
    assert found.roc.x == (0.0, 1.0)
    assert len(found.pr.x) == 2
    assert len(found.reliability) == 1


def test_subgroups_are_samples_of_their_own(tmp_path):
    path = tmp_path / "subjects.csv"
    rows = [f"{n},s{n},{'F' if n % 2 else 'boy'},{9 + n % 10}" for n in range(90)]
    path.write_text("id,subject,sex,age\n" + "\n".join(rows) + "\n")
    known = read_traits(path)
    traits = [known[f"{n:05d}"] for n in range(90)]
    sample = made.sample(CLASSES)
    found = {(one.by, one.name): one for one in subgroups_of(sample, traits, rounds=30)}
    assert set(found) == {
        ("sex", "female"),
        ("sex", "male"),
        ("age", "<10"),
        ("age", "10-12"),
        ("age", "13-15"),
        ("age", ">=16"),
    }
    odd = np.arange(90) % 2 == 1
    right = (sample.answers == sample.truth)[odd].mean()
    assert found["sex", "female"].metrics["accuracy"].value == pytest.approx(right, abs=1e-4)
    assert found["sex", "female"].people == 45
    assert subgroups_of(sample, [Traits()] * 90, rounds=30) == ()


@pytest.mark.parametrize("age", ["twelve", "nan", "-3", "1e9"])
def test_an_age_that_is_none_is_said(tmp_path, age):
    path = tmp_path / "subjects.csv"
    path.write_text(f"id,subject,age\n7,s,{age}\n")
    with pytest.raises(DatasetError, match="The age of sequence 7"):
        read_traits(path)


def test_predictive_values_are_those_of_the_result_page():
    metrics = made.report(compare=False).metrics
    found = predictive_of(metrics, 0.02, data="", people=90)["abnormal"]
    a, b = (metrics[f"abnormal_{name}"].value for name in ("sensitivity", "specificity"))
    assert found.ppv.value == pytest.approx(a * 0.02 / (a * 0.02 + (1 - b) * 0.98), abs=1e-4)


def test_mcnemar_worked_by_hand():
    # 2 x (C(10,0) + C(10,1)) / 2^10
    assert mcnemar(1, 9) == pytest.approx(2 * 11 / 1024)
    assert mcnemar(9, 1) == mcnemar(1, 9)
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 5) == 1.0
    assert mcnemar(40, 20) == pytest.approx(2 * stats.binom.cdf(20, 60, 0.5))


def test_differences_are_paired():
    one, two = made.sample(CLASSES), made.sample(CLASSES, seed=1, good=0.1)
    same = compare_models(one, one, model=made.MODEL, rounds=30)
    assert {(d.value, d.low, d.high) for d in same.differences.values()} == {(0.0, 0.0, 0.0)}
    assert (same.only_this_right, same.only_other_right, same.p) == (0, 0, 1.0)
    found = compare_models(one, two, model=made.MODEL, rounds=200)
    right, also = one.answers == CLASSES, two.answers == CLASSES
    assert found.differences["accuracy"].value == pytest.approx(
        right.mean() - also.mean(), abs=1e-4
    )
    assert found.only_this_right == np.sum(right & ~also)
    # Paired intervals are shorter than those of two models on different people.
    difference = found.differences["accuracy"]
    alone = [figures_of(each, rounds=200)["accuracy"] for each in (one, two)]
    widths = [each.high - each.low for each in alone]
    assert difference.high - difference.low < sum(widths)
    back = compare_models(two, one, model=made.MODEL, rounds=200)
    assert back.differences["accuracy"].value == -difference.value
    with pytest.raises(ValueError, match="same sequences"):
        compare_models(one, made.sample(CLASSES[::-1]), model=made.MODEL)


def test_two_models_may_order_classes_otherwise():
    one = made.sample(CLASSES)
    order = (ClassName.NEGATIVE, ClassName.POSITIVE, ClassName.NEUTRAL)
    logits = made.logits_of(CLASSES)[:, [0, 2, 1]]
    labels = [OPENGAIT_ORDER[n] for n in CLASSES]
    reading = type(made.READING)(order, 16.0, made.READING.thresholds)
    other = Sample.of(logits, labels, one.people, reading)
    found = compare_models(one, other, model=made.MODEL, rounds=20)
    assert found.differences["abnormal_roc_area"].value == 0.0
    assert (found.only_this_right, found.only_other_right) == (0, 0)
