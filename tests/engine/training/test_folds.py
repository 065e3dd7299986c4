"""A run over folds: everybody is judged once, by a network that never saw them; one report, one ensemble."""

import csv
import json

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.core.errors import CancelledError, DatasetError
from engine.core.progress import Cancel
from engine.datasets.partitions import fold_of_entries, folds_by_person
from engine.datasets.scoliosis1k import Entry
from engine.evaluation.fold_report import figures_over
from engine.evaluation.labelled_sample import Reading, Sample
from engine.inference.predictor import load_predictor
from engine.models.cards import Thresholds, read_card
from engine.models.validation import read_report
from engine.runs.held_out import read_held_out
from engine.runs.run_folder import RunFolder
from engine.runs.training_config import read_config
from engine.training.run import resume, train
from tests.engine.training.tiny_run import status, write_config, write_data

STEPS = {"iterations": 4, "milestones": []}


def entries(people, classes=("negative", "neutral", "positive"), each=2):
    return [
        Entry(
            id=f"{person:03d}{number}",
            class_name=ClassName(classes[person % len(classes)]),
            view="a",
            subject=f"p{person}",
            silhouettes=None,
            pose=None,
        )
        for person in range(people)
        for number in range(each)
    ]


def test_nobody_is_in_two_folds_and_classes_are_shared_out():
    known = entries(31)
    found = folds_by_person(known, count=5, seed=3)
    assert found == folds_by_person(known, count=5, seed=3)
    assert found != folds_by_person(known, count=5, seed=4)
    assert set(found) == {entry.person for entry in known}
    sizes = [sum(one == fold for one in found.values()) for fold in range(1, 6)]
    assert max(sizes) - min(sizes) <= 1
    for name in ClassName:
        people = {entry.person for entry in known if entry.class_name is name}
        of_class = [sum(found[one] == fold for one in people) for fold in range(1, 6)]
        assert max(of_class) - min(of_class) <= 1
    held_out = []
    for number in range(1, 6):
        fold = fold_of_entries(known, number=number, count=5, seed=3, validation=0.25)
        parts = [fold.train, fold.validation, fold.held_out]
        people = [{entry.person for entry in part} for part in parts]
        assert not people[0] & people[1]
        assert not people[0] & people[2]
        assert not people[1] & people[2]
        assert all(people)
        held_out += fold.held_out
    assert sorted(entry.id for entry in held_out) == sorted(entry.id for entry in known)


def test_too_few_people():
    with pytest.raises(DatasetError, match="4 people cannot be divided into 5 folds"):
        folds_by_person(entries(4), count=5, seed=0)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("folds")
    write_data(place / "data", people=24)
    return place


@pytest.fixture(scope="module")
def trained(place):
    config = write_config(
        place / "a.yaml", optimiser=STEPS, folds={"count": 3, "seed": 7}, validation={"every": 2}
    )
    train(config, place / "out", run=place / "run", cache=place / "cache")
    return RunFolder(place / "run")


def test_everybody_is_judged_once_by_a_network_that_never_saw_them(trained):
    judged = {}
    for number in (1, 2, 3):
        fold = trained.fold(number)
        config = read_config(fold.config)
        assert (config.folds.count, config.folds.number, config.folds.seed) == (3, number, 7)
        for row in read_held_out(fold).rows:
            assert row.id not in judged
            judged[row.id] = number
    assert len(judged) == 24
    report = read_report(trained.report / "report.json")
    assert report.data.part == "folds"
    assert report.folds.seed == 7
    assert report.sequences == 24
    assert report.people == 24
    assert sum(map(sum, report.details.confusion)) == 24
    assert [one.sequences for one in report.folds.models] == [8, 8, 8]
    hashes = [one.sha256["weights.safetensors"] for one in report.folds.models]
    assert len(set(hashes)) == 3
    with (trained.report / "answers.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert {row["id"]: int(row["fold"]) for row in rows} == judged
    accuracy = report.folds.figures["accuracy"]
    assert accuracy.mean == pytest.approx(np.mean(accuracy.values), abs=1e-4)
    assert accuracy.deviation == pytest.approx(np.std(accuracy.values, ddof=1), abs=1e-4)
    assert report.metrics["accuracy"].value == pytest.approx(accuracy.mean, abs=1e-3)


def test_held_out_people_choose_nothing(trained):
    for number in (1, 2, 3):
        fold = trained.fold(number)
        out = {row.id for row in read_held_out(fold).rows}
        card = read_card(fold.model)
        # 16 others, of whom a quarter of each class is kept for validation.
        assert card.training.sequences + card.reference.sequences == 24 - len(out)
        looks = [
            json.loads(line)
            for line in fold.log.read_text().splitlines()
            if '"validation"' in line and "iteration" in line
        ]
        assert looks


def test_the_ensemble_is_one_model_and_averages_probabilities(place, trained):
    card = read_card(trained.model)
    assert card.name == "tiny"
    assert card.status == "research"
    assert card.validation is None
    assert [one.name for one in card.members] == [f"tiny-fold-{number}" for number in (1, 2, 3)]
    assert "Out-of-fold people" in card.evaluation.data
    assert "the ensemble itself was not measured" in card.evaluation.data
    assert read_card(place / "out" / "tiny").sha256 == card.sha256
    from tests.engine.models.made import blobs
    from tests.engine.training.test_training import Walk

    walk = Walk(blobs(20, seed=77, lean=5))
    said = [
        load_predictor(trained.fold(number).model, runtime="torch").predict(walk).probabilities
        for number in (1, 2, 3)
    ]
    for runtime in ("onnx", "torch"):
        one = load_predictor(trained.model, runtime=runtime).predict(walk)
        for name in ClassName:
            mean = np.mean([each[name] for each in said])
            assert one.probabilities[name] == pytest.approx(mean, abs=1e-5)
        assert one.explanation is not None
        assert one.trust.distance is not None
        assert one.trust.stability is not None


def test_a_report_over_folds_validates_nothing(trained):
    report = read_report(trained.report / "report.json")
    from engine.core.errors import ModelError

    with pytest.raises(ModelError, match="about different weights"):
        report.check_about(read_card(trained.model))


def test_goes_on_with_the_fold_where_it_was_stopped(place, trained):
    config = write_config(
        place / "b.yaml", optimiser=STEPS, folds={"seed": 7}, validation={"every": 2}
    )
    cancel = Cancel()

    def leave(report):
        if report.fraction is not None and report.stage == "train" and report.fraction > 0.5:
            cancel.set()

    run = RunFolder(place / "stopped")
    with pytest.raises(CancelledError):
        train(config, run=run.path, cache=place / "cache", folds=3, progress=leave, cancel=cancel)
    assert status(run.path)["state"] == "stopped"
    assert status(run.path)["iterations"] == 12
    assert 4 < status(run.path)["iteration"] < 12
    assert run.fold(1).model.is_dir()
    assert not run.fold(2).model.is_dir()
    first = run.fold(1).log.read_text()
    resume(run.path)
    assert run.fold(1).log.read_text() == first
    assert status(run.path)["state"] == "done"
    assert status(run.path)["iteration"] == 12
    assert read_card(run.model).sha256 == read_card(trained.model).sha256


def test_test_people_of_a_partition_stay_out(place):
    test = [f"{number:05d}" for number in range(6)]
    rest = [f"{number:05d}" for number in range(6, 24)]
    (place / "parts.json").write_text(json.dumps({"TRAIN_SET": rest, "TEST_SET": test}))
    folder = {"root": "data", "licence": "none", "partition": "parts.json", "validation": 0.25}
    config = write_config(place / "c.yaml", optimiser=STEPS, folder=folder)
    train(config, run=place / "parted", cache=place / "cache", folds=2)
    run = RunFolder(place / "parted")
    judged = {row.id for number in (1, 2) for row in read_held_out(run.fold(number)).rows}
    assert judged == set(rest)


def test_a_refused_run_leaves_nothing(place):
    write_data(place / "few", people=3)
    folder = {"root": "few", "licence": "none"}
    config = write_config(place / "d.yaml", optimiser=STEPS, folder=folder)
    with pytest.raises(DatasetError, match="cannot be divided"):
        train(config, run=place / "refused", cache=place / "cache", folds=5)
    assert not (place / "refused").exists()


def test_a_figure_that_a_fold_lacks():
    def sample(labels):
        logits = np.zeros((len(labels), 3, 1))
        logits[:, 0] = 1.0
        reading = Reading(tuple(ClassName), 16.0, Thresholds())
        return Sample.of(logits, labels, [str(n) for n in range(len(labels))], reading)

    found = figures_over(
        [
            sample(["negative", "positive"]),
            sample(["negative", "negative"]),
            sample(["positive", "negative", "negative"]),
        ]
    )
    assert found["positive_sensitivity"].values[1] is None
    assert found["accuracy"].values == (0.5, 1.0, 0.6667)
