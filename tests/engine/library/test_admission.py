"""Models that were trained here become installed ones: whole, once, and never validated by it."""

import errno
import json
import os
import shutil

import pytest
from typer.testing import CliRunner

from engine.cli.main import build
from engine.core.classes import ClassName
from engine.core.errors import CancelledError, ModelError, OutputError
from engine.core.progress import Cancel
from engine.datasets.scoliosis1k import write_sequence
from engine.evaluation.report_file import EvaluationSet, evaluate
from engine.inference.predictor import load_predictor
from engine.library import installed_models
from engine.library.recalibration import recalibrate
from engine.models.cards import Calibration, Thresholds, read_card
from engine.models.model_folder import write_model_folder
from tests.engine.models.made import blobs, facts, small_folder, small_network


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """What a run leaves: a folder called model, whose card has the name."""
    return small_folder(tmp_path_factory.mktemp("run") / "model", status="research")


@pytest.fixture(scope="module")
def reports(trained, tmp_path_factory):
    """A report about the trained model, and one about other weights."""
    folder = tmp_path_factory.mktemp("reports")
    for number, name in enumerate(ClassName):
        write_sequence(folder / "data", f"{number:05d}", name, blobs(6, seed=number))
    other = write_model_folder(small_network(seed=3), folder / "other", facts(status="research"))
    for name, model in (("good", trained), ("others", other)):
        made = evaluate(model, EvaluationSet(folder / "data"), rounds=20)
        (folder / f"{name}.json").write_text(made.to_json(), encoding="utf-8")
    return folder


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"


def test_a_copy_that_judges_under_its_own_name(trained, models):
    told = []
    (trained / "notes.txt").write_text("stays")
    folder = installed_models.add(trained, models, progress=told.append)
    (trained / "notes.txt").unlink()
    assert folder == models / read_card(trained).name
    assert os.listdir(models) == [folder.name]
    assert not (folder / "notes.txt").exists()
    installed_models.verify(folder)
    facts_ = load_predictor(folder).facts
    assert facts_.status == "research"
    assert "local, unvalidated" in str(facts_.notice)
    assert [one.fraction for one in told][-1] == 1.0
    assert [m.name for m in installed_models.list_installed(models) if not m.bundled] == [
        folder.name
    ]


def test_a_report_about_these_weights_goes_with_it(trained, reports, models):
    folder = installed_models.add(trained, models, report=reports / "good.json")
    card = read_card(folder)
    assert card.status == "research"
    assert card.evaluation.people == 3
    assert card.notice is not None
    assert (folder / "report.json").read_bytes() == (reports / "good.json").read_bytes()
    installed_models.verify(folder)
    # Nothing is claimed of a model that nobody signed for, and a pack carries the report.
    assert load_predictor(folder).facts.report is None
    pack = installed_models.export_pack(folder, models.parent / "pack")
    again = installed_models.import_pack(pack, models.parent / "elsewhere")
    assert (again / "report.json").is_file()
    (folder / "report.json").write_text("{}")
    with pytest.raises(ModelError, match=r"report\.json"):
        installed_models.verify(folder)


def test_another_calibration_drops_the_report(trained, reports, models):
    folder = installed_models.add(trained, models, report=reports / "good.json")
    recalibrate(folder, Calibration(scale=8.0, fitted_on="a test"), Thresholds(abnormal=0.4))
    assert not (folder / "report.json").exists()
    assert "report.json" not in read_card(folder).sha256
    installed_models.verify(folder)


def test_reports_about_others_are_refused_and_nothing_stays(trained, reports, models, tmp_path):
    with pytest.raises(ModelError, match="about different weights"):
        installed_models.add(trained, models, report=reports / "others.json")
    (tmp_path / "no.json").write_text("{}")
    with pytest.raises(ModelError, match="is not an evaluation report"):
        installed_models.add(trained, models, report=tmp_path / "no.json")
    assert not models.exists()


def test_once_is_enough_and_names_are_free_or_refused(trained, models, tmp_path):
    folder = installed_models.add(trained, models, name="clinic-a")
    assert read_card(folder).name == "clinic-a"
    with pytest.raises(ModelError, match="already installed, as “clinic-a”"):
        installed_models.add(trained, models)
    other = write_model_folder(small_network(seed=3), tmp_path / "model", facts(status="research"))
    with pytest.raises(ModelError, match="There is already a model “clinic-a”"):
        installed_models.add(other, models, name="clinic-a")
    with pytest.raises(ModelError, match="There is already a model “sconet_mt_demo”"):
        installed_models.add(other, models, name="sconet_mt_demo")
    for bad in ("../clinic", "a b", "", ".hidden", "走", "n" * 70):
        with pytest.raises(ModelError, match="cannot be used as the name of a model"):
            installed_models.add(other, models, name=bad)
    shutil.rmtree(folder)
    (models / read_card(other).name).mkdir(parents=True)
    assert installed_models.add(other, models).name == f"{read_card(other).name}-2"


def test_a_folder_that_calls_itself_validated_is_not(trained, reports, models, tmp_path):
    signed = shutil.copytree(trained, tmp_path / "small")
    installed_models.validate(signed, reports / "good.json", by="A. Person")
    card = read_card(installed_models.add(signed, models))
    assert (card.status, card.validation) == ("research", None)
    assert card.evaluation is not None
    demo = small_folder(tmp_path / "demo")
    with pytest.raises(ModelError, match="already installed"):
        installed_models.add(demo, models)  # the same weights under another status
    shutil.rmtree(models)
    assert read_card(installed_models.add(demo, models)).status == "demo"


def test_broken_folders_cancel_and_a_full_disk_leave_nothing(
    trained, models, tmp_path, monkeypatch
):
    broken = shutil.copytree(trained, tmp_path / "broken")
    (broken / "model.onnx").write_bytes(b"no network")
    with pytest.raises(ModelError, match="do not match its card"):
        installed_models.add(broken, models)
    with pytest.raises(ModelError, match="is not a model folder"):
        installed_models.add(tmp_path / "gone", models)
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        installed_models.add(trained, models, cancel=cancel)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OutputError, match="No space left"):
        installed_models.add(trained, models)
    assert not models.exists()


def test_the_command_and_the_list_say_what_it_is_worth(trained, reports, models, monkeypatch):
    monkeypatch.setenv("SCOLIOAPP_MODELS", str(models))

    def run(*arguments, code=0):
        done = CliRunner().invoke(build(), [str(one) for one in arguments])
        assert done.exit_code == code, done.output
        return done.output

    said = run("models", "add", trained, "--name", "ours", "--report", reports / "good.json")
    assert "local, unvalidated" in said
    assert "ours (yours" in run("models", "list")
    assert "research: local, unvalidated" in run("models", "list")
    assert "local, unvalidated" in run("models", "show", "ours")
    assert "already installed, as “ours”" in run("models", "add", trained, code=2)
    shutil.rmtree(models)
    made = json.loads(run("models", "add", trained, "--json"))
    assert made["card"]["status"] == "research"
