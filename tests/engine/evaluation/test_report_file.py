"""Evaluation reports: figures about exact weights, and what they can and cannot declare."""

import json
import shutil

import numpy as np
import pytest
import yaml

from engine.core.classes import ClassName
from engine.core.errors import CancelledError, DatasetError, ModelError
from engine.core.progress import Cancel
from engine.datasets.partitions import write_partition
from engine.datasets.scoliosis1k import write_sequence
from engine.evaluation.report_file import EvaluationSet, evaluate
from engine.inference.predictor import load_predictor
from engine.library import installed_models
from engine.models.cards import read_card
from engine.models.validation import CARD_FIGURES, read_report
from tests.engine.models.made import blobs, facts, small_folder, small_network

CLASSES = [ClassName(name) for name in ("negative", "neutral", "positive")] * 3


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small", status="research")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Nine sequences of six people; those of a person lie side by side."""
    root = tmp_path_factory.mktemp("data") / "School 走"
    for number, name in enumerate(CLASSES):
        write_sequence(root, f"{number:05d}", name, blobs(12, seed=number, lean=number % 3))
    rows = [f"{number},person{number // 3 * 2 + number % 2}" for number in range(9)]
    (root.parent / "subjects.csv").write_text("id,subject\n" + "\n".join(rows) + "\n")
    return root


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "small")


def people(data):
    return EvaluationSet(data, subjects=data.parent / "subjects.csv", description="A school")


def written(report, path):
    path.write_text(report.to_json(), encoding="utf-8")
    return path


def test_figures_are_those_of_the_predictor(made, data):
    report = evaluate(made, people(data))
    predictor = load_predictor(made)
    said = []
    for number in range(9):
        walk = EmptyWalk(blobs(12, seed=number, lean=number % 3))
        said.append(predictor.predict(walk, explain=False).logits.mean(axis=1).argmax())
    right = np.mean([CLASSES[n] == predictor.card.class_order[one] for n, one in enumerate(said)])
    assert report.metrics["accuracy"].value == pytest.approx(right, abs=1e-4)
    assert set(CARD_FIGURES) <= set(report.metrics)
    assert set(report.evaluation.metrics) == set(CARD_FIGURES)
    assert all(one.low <= one.value <= one.high for one in report.metrics.values())
    assert (report.sequences, report.people, report.left_out) == (9, 6, 0)
    assert report.counts == dict.fromkeys(ClassName, 3)
    assert report.model.sha256 == read_card(made).sha256
    assert report.evaluation.data == "A school."


class EmptyWalk:
    def __init__(self, silhouettes):
        self.silhouettes = silhouettes
        self.keypoints = np.zeros((len(silhouettes), 17, 3), np.float32)
        self.seconds = np.arange(len(silhouettes)) / 15


def test_without_a_subject_map_leakage_is_said(made, data):
    report = evaluate(made, EvaluationSet(data))
    assert not report.data.by_subject
    assert report.people == 9
    assert report.evaluation.data == "School 走. By sequence, leakage possible."


def test_a_partition_chooses_the_test_set(made, data, tmp_path):
    write_partition(tmp_path / "half.json", ["00000"], ["00001", "00004"])
    report = evaluate(made, EvaluationSet(data, partition=tmp_path / "half.json"))
    assert report.counts == {ClassName.NEUTRAL: 2}
    assert "test set of half.json" in report.data.description
    # Nobody is positive or negative: such figures are left out and no number is made up.
    assert "positive_sensitivity" not in report.metrics
    assert "abnormal_specificity" not in report.metrics
    assert "abnormal_sensitivity" in report.metrics
    write_partition(tmp_path / "other.json", ["00000"], ["00001", "77777"])
    with pytest.raises(DatasetError, match="Sequence 77777 of the test set is missing"):
        evaluate(made, EvaluationSet(data, partition=tmp_path / "other.json"))


def test_empty_sequences_are_counted_and_left_out(made, data, tmp_path):
    root = shutil.copytree(data, tmp_path / "data")
    write_sequence(root, "00099", ClassName.POSITIVE, np.zeros((5, 64, 64), np.uint8))
    report = evaluate(made, EvaluationSet(root))
    assert (report.sequences, report.left_out) == (9, 1)


def test_skeleton_networks_need_poses(data, tmp_path):
    from engine.models.model_folder import write_model_folder

    network = small_network(kind="sconet_mt_maps")
    folder = write_model_folder(network, tmp_path / "maps", facts(keypoint_set="coco"))
    with pytest.raises(DatasetError, match="has no keypoints"):
        evaluate(folder, EvaluationSet(data))


def test_cancel(made, data):
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        evaluate(made, EvaluationSet(data), cancel=cancel)


def test_a_report_declares_its_model_validated(folder, made, data, tmp_path):
    report = written(evaluate(made, people(data)), tmp_path / "r.json")
    card = installed_models.validate(folder, report, by="  Dr.  A. Person ")
    assert card == read_card(folder)
    assert card.status == "validated"
    assert card.notice is None
    assert card.validation.by == "Dr. A. Person"
    assert card.evaluation == read_report(report).evaluation
    assert (folder / "report.json").read_bytes() == report.read_bytes()
    installed_models.verify(folder)
    facts = load_predictor(folder).facts
    assert facts.status == "validated"
    assert facts.report.signed_by == "Dr. A. Person"
    # The report is a file of the model like any other.
    pack = installed_models.export_pack(folder, tmp_path / "pack")
    assert installed_models.import_pack(pack, tmp_path / "models").name == "small"
    assert read_card(tmp_path / "models" / "small").status == "validated"
    (folder / "report.json").write_text("{}")
    with pytest.raises(ModelError, match=r"report\.json"):
        installed_models.verify(folder)


def test_reports_that_declare_nothing(folder, made, data, tmp_path):
    from engine.models.model_folder import write_model_folder

    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    good = evaluate(made, people(data))
    other = write_model_folder(small_network(seed=3), tmp_path / "other", facts(status="research"))
    simulated = shutil.copytree(data, tmp_path / "simulated")
    (simulated / "simulated.json").write_text("{}")
    order = tuple(reversed(good.model.class_order))
    swapped = good.model_copy(
        update={"model": good.model.model_copy(update={"class_order": order})}
    )
    cases = {
        "other weights": (evaluate(other, people(data)), "A. Person", "about different weights"),
        "class order": (swapped, "A. Person", "a different class order"),
        "simulated": (evaluate(made, EvaluationSet(simulated)), "A. Person", "simulated walkers"),
        "its silhouettes alone": (
            evaluate(made, EvaluationSet(simulated / "silhouettes")),
            "A. Person",
            "simulated walkers",
        ),
        "nobody": (good, "  ", "not the name"),
    }
    for name, (report, by, says) in cases.items():
        with pytest.raises(ModelError, match=says):
            installed_models.validate(folder, written(report, tmp_path / f"{name}.json"), by=by)
    content = json.loads(good.to_json())
    for broken in ("", "{}", "[" * 50_000, json.dumps(content | {"more": 1}), " " * 2_000_000):
        (tmp_path / "broken.json").write_text(broken)
        with pytest.raises(ModelError, match="is not an evaluation report"):
            installed_models.validate(folder, tmp_path / "broken.json", by="A. Person")
    with pytest.raises(ModelError, match="could not be read"):
        installed_models.validate(folder, tmp_path / "none.json", by="A. Person")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_demonstrations_and_bundled_models_stay_what_they_are(data, tmp_path):
    demo = small_folder(tmp_path / "demo")
    report = written(evaluate(demo, people(data)), tmp_path / "r.json")
    with pytest.raises(ModelError, match="demonstration model and cannot be validated"):
        installed_models.validate(demo, report, by="A. Person")
    with pytest.raises(ModelError, match="came with the program"):
        installed_models.validate(installed_models.find("sconet_mt_demo"), report, by="A. Person")


def test_status_validated_cannot_be_typed(folder):
    card = yaml.safe_load((folder / "card.yaml").read_text(encoding="utf-8"))
    (folder / "card.yaml").write_text(yaml.safe_dump(card | {"status": "validated"}))
    with pytest.raises(ModelError, match="evaluation report and the name of a person"):
        installed_models.verify(folder)


def test_details_agree_with_figures(made, data, tmp_path):
    rows = [f"{n},person{n // 3 * 2 + n % 2},{'f' if n % 2 else 'm'}" for n in range(9)]
    (tmp_path / "who.csv").write_text("id,subject,sex\n" + "\n".join(rows) + "\n")
    told = EvaluationSet(data, subjects=tmp_path / "who.csv")
    report = evaluate(made, told, prevalence=0.1, against=made, rounds=50)
    details = report.details
    assert report.data.part == "all"
    assert sum(map(sum, details.confusion)) == 9
    right = sum(details.confusion[n][n] for n in range(3))
    assert report.metrics["accuracy"].value == pytest.approx(right / 9, abs=1e-4)
    assert {name: sum(one.values()) for name, one in details.outcomes.items()} == dict.fromkeys(
        ClassName, 3
    )
    assert {(one.by, one.name): one.sequences for one in details.subgroups} == {
        ("sex", "female"): 4,
        ("sex", "male"): 5,
    }
    assert all(one.prevalence == 0.1 for one in details.predictive.values())
    assert details.comparison.other == report.model
    assert details.comparison.p == 1.0
    assert all(one.value == 0.0 for one in details.comparison.differences.values())
    with pytest.raises(ValueError, match="prevalence"):
        evaluate(made, told, prevalence=1.0)


def test_one_person_and_one_class(made, tmp_path):
    write_sequence(tmp_path / "one", "00000", ClassName.POSITIVE, blobs(8))
    report = evaluate(made, EvaluationSet(tmp_path / "one"), rounds=20)
    assert (report.people, report.sequences) == (1, 1)
    assert report.details.groups["positive"].roc is None
    assert set(report.counts) == {ClassName.POSITIVE}
    assert read_report(written(report, tmp_path / "r.json")) == report


def test_keypoints_that_are_no_numbers(data, tmp_path):
    from engine.models.model_folder import write_model_folder

    folder = write_model_folder(
        small_network(kind="sconet_mt_maps"), tmp_path / "maps", facts(keypoint_set="coco")
    )
    points = np.full((6, 17, 3), 40.0, np.float32)
    points[2, 3, 0] = np.nan
    write_sequence(tmp_path / "nan", "00000", ClassName.POSITIVE, blobs(6), points)
    with pytest.raises(DatasetError, match="Sequence 00000 has a keypoint that is not a number"):
        evaluate(folder, EvaluationSet(tmp_path / "nan"))
