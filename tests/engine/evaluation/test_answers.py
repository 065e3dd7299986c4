"""The table of answers: one line a sequence, from which the figures of the report follow."""

import csv
import errno

import pytest
from typer.testing import CliRunner

import engine.evaluation.answers as answers_module
from engine.cli.main import build
from engine.core.classes import ClassName, Outcome
from engine.core.errors import OutputError
from engine.core.files import write_failure
from engine.datasets.scoliosis1k import write_sequence
from engine.evaluation.report_file import EvaluationSet, evaluate
from tests.engine.models.made import blobs, small_folder


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return small_folder(tmp_path_factory.mktemp("models") / "small", status="research")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    root = tmp_path_factory.mktemp("data") / "School"
    for number in range(6):
        name = tuple(ClassName)[number % 3]
        write_sequence(root, f"{number:05d}", name, blobs(6, seed=number, lean=number))
    rows = [f'{number},"Räum, {number // 2}"' for number in range(6)]
    (root / "subjects.csv").write_text("id,subject\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return root


def read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_figures_follow_from_the_table(model, data, tmp_path):
    report = evaluate(model, EvaluationSet(data), answers=tmp_path / "answers.csv", rounds=20)
    rows = read(tmp_path / "answers.csv")
    assert [row["id"] for row in rows] == [f"{number:05d}" for number in range(6)]
    assert rows[3]["subject"] == "Räum, 1"
    right = sum(row["true_class"] == row["answered_class"] for row in rows)
    assert report.metrics["accuracy"].value == pytest.approx(right / 6, abs=1e-4)
    for row in rows:
        shares = [float(row[f"probability_{name}"]) for name in ClassName]
        assert sum(shares) == pytest.approx(1.0, abs=1e-5)
        assert row["outcome"] in set(Outcome)
    counted = {one: 0 for one in Outcome}
    for row in rows:
        counted[Outcome(row["outcome"])] += 1
    told = report.details.outcomes.values()
    assert {one: sum(part.get(one, 0) for part in told) for one in Outcome} == counted


def test_a_full_disk_leaves_no_half_table(model, data, tmp_path, monkeypatch):
    class Full:
        def __init__(self, *_):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(answers_module.csv, "writer", Full)
    with pytest.raises(OutputError, match="No space left"):
        evaluate(model, EvaluationSet(data), answers=tmp_path / "answers.csv", rounds=20)
    assert list(tmp_path.iterdir()) == []
    assert "answers.csv" in str(write_failure(tmp_path / "answers.csv", OSError(1, "x")).what)


def test_the_command_writes_it(model, data, tmp_path):
    arguments = ["evaluate", model, data, "--answers", tmp_path / "a.csv", "--out", tmp_path / "r"]
    done = CliRunner().invoke(build(), [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    assert len(read(tmp_path / "a.csv")) == 6
    assert "a.csv" in done.output
