"""Calibration and thresholds: fitted by a stated rule, on validation people only, and then used."""

import json
import shutil

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.core.errors import CancelledError, DatasetError, ModelError
from engine.core.progress import Cancel
from engine.datasets.scoliosis1k import write_sequence
from engine.evaluation.calibrate import CalibrationRequest, calibrate, validation_entries
from engine.evaluation.metrics import OPENGAIT_ORDER
from engine.evaluation.report_file import EvaluationSet, evaluate
from engine.inference.calibration import ThresholdRule, fit_thresholds
from engine.inference.outcome import outcome_of
from engine.inference.predictor import load_predictor
from engine.library import installed_models
from engine.models.cards import Thresholds, read_card
from tests.engine.models.made import blobs, small_folder


def probabilities(abnormal, share=0.5):
    abnormal = np.asarray(abnormal, float)
    share = np.broadcast_to(share, abnormal.shape)
    return np.stack([1 - abnormal, abnormal * (1 - share), abnormal * share], axis=1)


TRUTH = np.array([0, 0, 0, 0, 1, 1, 2, 2])
SAID = probabilities(
    [0.1, 0.2, 0.3, 0.6, 0.4, 0.7, 0.8, 0.9], [0.5, 0.5, 0.5, 0.5, 0.2, 0.3, 0.8, 0.9]
)


def fitted(rule, truth=TRUTH, said=SAID):
    return fit_thresholds(said, truth, OPENGAIT_ORDER, rule, former=Thresholds())


def test_youden_by_hand():
    found = fitted(ThresholdRule(inconclusive=0.0))
    # Between 0.3 and 0.4: all four found, three of four passed; between 0.6 and 0.7: three and four.
    # Both sum to 1.75; the gaps are alike, the first one is taken.
    assert found.abnormal == pytest.approx(0.35)
    assert found.positive == pytest.approx(0.55)
    assert found.inconclusive_band == 0.0


@pytest.mark.parametrize(
    ("wished", "threshold"), [(0.5, 0.75), (0.75, 0.65), (0.76, 0.35), (1.0, 0.35)]
)
def test_a_wished_sensitivity_by_hand(wished, threshold):
    assert fitted(ThresholdRule(wished)).abnormal == pytest.approx(threshold)


@pytest.mark.parametrize("share", [0.0, 0.125, 0.25, 0.4, 0.49])
def test_the_band_holds_no_more_than_its_share(share):
    found = fitted(ThresholdRule(inconclusive=share))
    inside = np.abs(SAID[:, 1:].sum(axis=1) - found.abnormal) < found.inconclusive_band
    assert inside.mean() <= share
    assert inside.sum() >= int(share * 8) - 1


def test_saturated_scores_still_have_a_threshold():
    low, high = 1.0 - 2**-52, 1.0
    said = probabilities([low, low, high, high])
    found = fitted(ThresholdRule(), np.array([0, 0, 2, 2]), said)
    reported = said[:, 1:].sum(axis=1) >= found.abnormal
    assert reported.tolist() == [False, False, True, True]
    same = fitted(ThresholdRule(), np.array([0, 2]), probabilities([0.5, 0.5]))
    assert same.abnormal == 0.5


def test_without_both_sides_nothing_is_fitted():
    for truth in (np.zeros(8, int), np.full(8, 2)):
        with pytest.raises(ValueError, match="negative people and others"):
            fitted(ThresholdRule(), truth)
    # Nobody is neutral: that threshold stays.
    assert fitted(ThresholdRule(), np.array([0, 0, 0, 0, 2, 2, 2, 2])).positive == 0.5


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Twelve people of three classes in train, validation and test."""
    root = tmp_path_factory.mktemp("data") / "school"
    for number in range(12):
        name = list(ClassName)[number % 3]
        write_sequence(root, f"{number:05d}", name, blobs(10, seed=number, lean=number % 3))
    (root / "subjects.csv").write_text(
        "id,subject\n" + "\n".join(f"{n},person{n}" for n in range(12)) + "\n"
    )
    return root


def partition(path, train, validation, test):
    ids = ([f"{n:05d}" for n in part] for part in (train, validation, test))
    names = ("TRAIN_SET", "VALIDATION_SET", "TEST_SET")
    path.write_text(json.dumps(dict(zip(names, ids, strict=True))))
    return path


@pytest.fixture
def split(tmp_path):
    return partition(tmp_path / "split.json", range(3), range(3, 9), range(9, 12))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small", status="research")


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "small")


class Walk:
    def __init__(self, number):
        self.silhouettes = blobs(10, seed=number, lean=number % 3)
        self.keypoints = np.zeros((10, 17, 3), np.float32)
        self.seconds = np.arange(10) / 15


def test_what_was_fitted_is_used(folder, data, split):
    before = load_predictor(folder)
    rule = ThresholdRule(sensitivity=0.9, inconclusive=0.2)
    done = calibrate(folder, CalibrationRequest(EvaluationSet(data, split), rule))
    after = load_predictor(folder)
    assert done.after == after.card == read_card(folder)
    assert (done.sequences, done.people, done.left_out) == (6, 6, 0)
    assert after.facts.calibrated
    assert after.facts.thresholds == done.after.thresholds.model_dump() != before.facts.thresholds
    fitted_on = done.after.calibration.fitted_on
    assert "6 validation sequences of 6 people of school, split.json" in fitted_on
    assert done.after.calibration.thresholds_by == (
        "sensitivity of at least 90 %; at most 20 % inconclusive"
    )
    reported = []
    for number in range(3, 9):
        old, new = (one.predict(Walk(number), explain=False) for one in (before, after))
        assert np.array_equal(old.logits, new.logits)
        assert old.probabilities != new.probabilities
        assert new.outcome is outcome_of(new.probabilities, done.after.thresholds)
        if list(ClassName)[number % 3] is not ClassName.NEGATIVE:
            score = 1 - new.probabilities[ClassName.NEGATIVE]
            reported.append(score >= done.after.thresholds.abnormal - 1e-9)
    assert np.mean(reported) >= 0.9
    installed_models.verify(folder)


def test_scale_alone_leaves_thresholds(folder, data, split):
    done = calibrate(folder, CalibrationRequest(EvaluationSet(data, split), rule=None))
    assert done.after.thresholds == done.before.thresholds
    assert done.after.calibration.thresholds_by == ""


def test_a_report_from_before_validates_nothing(folder, data, split, tmp_path):
    report = tmp_path / "r.json"
    report.write_text(evaluate(folder, EvaluationSet(data, split), rounds=20).to_json())
    calibrate(folder, CalibrationRequest(EvaluationSet(data, split)))
    with pytest.raises(ModelError, match="has been calibrated, or given other thresholds"):
        installed_models.validate(folder, report, by="A. Person")
    report.write_text(evaluate(folder, EvaluationSet(data, split), rounds=20).to_json())
    installed_models.validate(folder, report, by="A. Person")
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(ModelError, match="its report would no longer apply"):
        calibrate(folder, CalibrationRequest(EvaluationSet(data, split)))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == kept


def test_refusals_leave_the_card_alone(folder, data, tmp_path):
    kept = (folder / "card.yaml").read_bytes()
    shared = tmp_path / "shared.csv"
    shared.write_text("id,subject\n" + "\n".join(f"{n},person{n % 9}" for n in range(12)) + "\n")
    test_too = partition(tmp_path / "a.json", range(3), range(3, 10), range(9, 12))
    good = partition(tmp_path / "b.json", [], range(3), range(9, 12))
    none = partition(tmp_path / "c.json", range(9), [], range(9, 12))
    one = partition(tmp_path / "d.json", [], [0, 3], [])
    far = partition(tmp_path / "e.json", [], [0, 1, 77], [])
    cases = [
        (EvaluationSet(data), None, "not known"),
        (EvaluationSet(data, test_too), None, "00009 in both VALIDATION_SET and TEST_SET"),
        (EvaluationSet(data, good, shared), None, "is also in another part"),
        (EvaluationSet(data, none), None, "not known"),
        (EvaluationSet(data, good), 1, "has its own validation part"),
        (EvaluationSet(data, one), None, "contains only negative"),
        (EvaluationSet(data, far), None, "sequence 00077, which is not in the dataset"),
    ]
    for told, seed, says in cases:
        with pytest.raises(DatasetError, match=says):
            calibrate(folder, CalibrationRequest(told, seed=seed))
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        calibrate(folder, CalibrationRequest(EvaluationSet(data, good)), cancel=cancel)
    with pytest.raises(ModelError, match="came with the program"):
        calibrate(
            installed_models.find("sconet_mt_demo"), CalibrationRequest(EvaluationSet(data, good))
        )
    assert (folder / "card.yaml").read_bytes() == kept
    assert not [path for path in folder.parent.iterdir() if path.name.startswith(".")]


def test_a_cut_by_seed_is_that_of_training(data, tmp_path):
    from engine.datasets.partitions import split_entries
    from engine.datasets.scoliosis1k import read_index

    old = partition(tmp_path / "old.json", range(9), [], range(9, 12))
    for file, shares in ((old, {"share": 0.34}), (None, {"share": 0.25, "test_share": 0.25})):
        request = CalibrationRequest(EvaluationSet(data, file), seed=5, **shares)
        found = [entry.id for entry in validation_entries(request)]
        cut = split_entries(
            read_index(data),
            seed=5,
            validation=shares["share"],
            test=shares.get("test_share", 0.2),
            partition=file,
        )
        assert found == list(cut.validation) != []
