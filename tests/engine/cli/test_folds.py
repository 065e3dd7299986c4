"""``scolioapp train --folds`` and ``scolioapp models ensemble``, and what the ensemble is worth elsewhere."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from engine.cli.main import build
from engine.core.errors import ModelError
from engine.export.evaluation_html import write_html
from engine.inference.predictor import load_predictor
from engine.library.installed_models import export_pack, import_pack, verify
from engine.models.cards import read_card
from engine.models.validation import read_report
from engine.report.evaluation_figures import write_figures
from tests.engine.models.made import blobs
from tests.engine.training.test_training import Walk
from tests.engine.training.tiny_run import config_of, write_config, write_data


def command(*arguments):
    return CliRunner().invoke(build(), [*map(str, arguments)])


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("cli-folds")
    write_data(place / "data")
    config = write_config(place / "a.yaml", optimiser={"iterations": 3, "milestones": []})
    said = command(
        "train", config, "--folds", 2, "--run", place / "run", "--cache", place / "cache"
    )
    assert said.exit_code == 0, said.output
    (place / "said.txt").write_text(said.output)
    return place


def test_says_mean_deviation_and_what_they_are_not(place):
    said = (place / "said.txt").read_text()
    assert "Over the folds, mean, standard deviation and each fold:" in said
    assert "is not a confidence interval" in said
    assert "never saw them (seed of the folds: 0)" in said


def test_the_report_in_every_form(place):
    report = read_report(place / "run" / "report" / "report.json")
    write_html(report, place / "report.html")
    page = (place / "report.html").read_text()
    assert "Over all folds" in page
    assert "is not a confidence interval" in page
    written = write_figures(report, place / "figures")
    table = next(path for path in written if path.name == "folds.csv").read_text()
    assert table.splitlines()[0].endswith("fold_1,fold_2")


def test_one_model_of_several(place):
    folds = [place / "run" / f"fold-{number}" / "model" for number in (1, 2)]
    said = command("models", "ensemble", *folds, "-o", "both", "--out", place / "models", "--json")
    assert said.exit_code == 0, said.output
    made = place / "models" / "both"
    assert json.loads(said.stdout)["card"]["members"][1]["name"] == "tiny-fold-2"
    card = read_card(made)
    assert card.status == "research"
    assert card.evaluation is None
    assert [one.sha256 for one in card.members] == [
        read_card(fold).sha256["weights.safetensors"] for fold in folds
    ]
    verify(made)
    assert {"int8", "bf16"} <= set(card.precisions)
    again = command("models", "ensemble", *folds, "-o", "both", "--out", place / "models")
    assert again.exit_code == 2
    assert "There is already a model “both”" in again.output


def test_packed_and_unpacked(place):
    pack = export_pack(place / "run" / "model", place / "tiny.scoliomodel")
    there = import_pack(pack, place / "elsewhere")
    walk = Walk(blobs(12, seed=5))
    first = load_predictor(place / "run" / "model").predict(walk)
    assert load_predictor(there).predict(walk).probabilities == first.probabilities


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["fold-1"], "1 models do not make an ensemble"),
        (["fold-1", "fold-1"], "have the same weights"),
        (["fold-1", ".."], "is an ensemble itself"),
        (["fold-1", "other"], "cannot be averaged: they differ in network"),
    ],
)
def test_what_cannot_be_averaged(place, names, sentence):
    if "other" in names and not (place / "run" / "other").exists():
        network = {**config_of()["network"], "embedding": 6}
        config = write_config(
            place / "o.yaml", network=network, optimiser={"iterations": 1, "milestones": []}
        )
        said = command("train", config, "--run", place / "run" / "other", "--cache", place)
        assert said.exit_code == 0, said.output
    folders = [place / "run" / name / "model" for name in names]
    folders = [place / "run" / "model" if ".." in str(one) else one for one in folders]
    said = command("models", "ensemble", *folders, "-o", "x", "--out", place / "none")
    assert said.exit_code == 2
    assert sentence in said.output.replace("\n", " ")
    assert not (place / "none" / "x").exists()


def test_a_spoilt_ensemble_never_judges(place, tmp_path):
    shutil.copytree(place / "run" / "model", tmp_path / "tiny")
    weights = tmp_path / "tiny" / "model.onnx"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(bytes(content))
    with pytest.raises(ModelError, match="do not match its card"):
        load_predictor(tmp_path / "tiny")
