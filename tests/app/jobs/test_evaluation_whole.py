"""From a trained run to an installed model, through the real program and the real engine."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.datasets.partitions import write_partition
from engine.models.cards import read_card
from engine.training.run import train
from scolioapp.bootstrap import Program, build
from scolioapp.jobs.model_library import ModelLibrary
from scolioapp.paths import AppPaths
from scolioapp.storage.evaluations import KeptEvaluation
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.viewmodels.research import EVALUATION
from scolioapp.views import evaluation_files as files
from scolioapp.views.evaluation_page import EvaluationPage
from scolioapp.views.main_window import MODELS, RESEARCH
from scolioapp.views.models_page import ModelsPage
from scolioapp.views.research_area import ResearchArea
from tests.app.conftest import settle
from tests.app.fakes import FakeScreener
from tests.engine.training.tiny_run import write_config, write_data

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
RUN = "school-1"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset that is split by person, and a run that learned from its training part."""
    root = tmp_path_factory.mktemp("trained")
    write_data(root / "school")
    people = "".join(f"{n:05d},p{n},{'fm'[n % 2]},{9 + n % 6}\n" for n in range(24))
    (root / "school" / "subjects.csv").write_text("id,subject,sex,age\n" + people)
    ids = [f"{n:05d}" for n in range(24)]
    write_partition(root / "split.json", ids[:12], ids[18:], ids[12:18])
    folder = {
        "root": str(root / "school"),
        "partition": str(root / "split.json"),
        "licence": "none",
    }
    config = write_config(root / "config.yaml", name="school", folder=folder)
    made = train(config, run=root / "runs" / RUN, cache=root / "cache")
    assert made is not None
    return root


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, paths: AppPaths, trained: Path) -> Iterator[Program]:
    shutil.copytree(trained / "school", paths.data / "school")
    shutil.copytree(trained / "runs", paths.runs)
    shutil.copy(trained / "split.json", paths.data / "split.json")
    config = paths.runs / RUN / "config.yaml"
    words = config.read_text(encoding="utf-8").replace(str(trained), str(paths.data.resolve()))
    config.write_text(words, encoding="utf-8")
    made = build(qapp, paths, FakeScreener(), ModelLibrary(paths.models))
    made.start()
    qtbot.waitExposed(made.window)
    settle()
    yield made
    made.end()
    settle()


@pytest.fixture
def model_folder(paths: AppPaths) -> Path:
    return paths.runs.resolve() / RUN / "model"


@pytest.fixture
def page(qtbot: QtBot, program: Program, paths: AppPaths) -> EvaluationPage:
    """The page as Training opens it."""
    program.research.shelf.put(
        KnownDataset(
            path=paths.data.resolve() / "school",
            kind="extracted",
            partition=paths.data.resolve() / "split.json",
        )
    )
    program.window.show_page(RESEARCH)
    program.research.training.evaluate_asked.emit(
        paths.runs / RUN / "model", paths.data.resolve() / "school"
    )
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    assert area.current == EVALUATION
    found = area.page(EVALUATION)
    assert isinstance(found, EvaluationPage)
    model = program.research.evaluation
    qtbot.waitUntil(lambda: model.model is not None and model.model.run is not None)
    qtbot.waitUntil(lambda: model.parts is not None)
    settle()
    return found


@pytest.fixture
def model(program: Program) -> EvaluationModel:
    return program.research.evaluation


def done(qtbot: QtBot, model: EvaluationModel) -> None:
    qtbot.waitUntil(lambda: not model.task.running)
    settle()


def test_evaluate_export_add_and_find_it_in_models(
    qtbot: QtBot,
    program: Program,
    page: EvaluationPage,
    model: EvaluationModel,
    paths: AppPaths,
    tmp_path: Path,
) -> None:
    assert not paths.evaluations.exists()
    assert "This model learned" not in page.form.remarks.words
    assert "(6 sequences)" in page.form.remarks.words
    page.evaluate_button.click()
    done(qtbot, model)
    opened = model.opened
    assert opened is not None
    assert opened.report is not None
    assert opened.report.data.part == "test"
    assert opened.report.people == 6
    assert opened.report.details is not None
    assert {one.by for one in opened.report.details.subgroups} == {"sex", "age"}

    _export_everything(qtbot, page, opened, tmp_path / "out")

    # Add to models: listed at once, with its report, and never more than unvalidated.
    page.form.add_button.click()
    done(qtbot, model)
    assert page.banner.words == "“school” is now in Models. It is local, unvalidated."
    qtbot.waitUntil(lambda: program.models.model("school") is not None)
    qtbot.waitUntil(lambda: model.model is not None and model.model.installed)
    assert page.form.add_button.isHidden()
    assert "once before" in page.form.remarks.words
    card = read_card(paths.models / "school")
    assert card.status == "research"
    assert card.evaluation is not None
    assert (paths.models / "school" / "report.json").is_file()
    page.banner.act()
    settle()
    models = program.window.page(MODELS)
    assert isinstance(models, ModelsPage)
    assert program.window.isVisible()
    assert models.isVisible()
    assert models.selected is not None
    assert models.selected.name == "school"
    qtbot.waitUntil(lambda: "SHA-256" in models.card.toPlainText())
    assert "local, unvalidated" in models.card.toPlainText()
    model.add_to_models(paths.runs / RUN / "model")
    done(qtbot, model)
    assert "already installed, as “school”" in page.banner.words


def _export_everything(
    qtbot: QtBot, page: EvaluationPage, opened: KeptEvaluation, out: Path
) -> None:
    """Write every file that is offered, and look into each."""
    report = opened.report
    assert report is not None
    writers = {
        "r.json": files.write_json,
        "r.html": files.write_page,
        "r.pdf": files.write_pdf,
        "figures": files.write_all_figures,
    }
    out.mkdir()
    for name, write in writers.items():
        page.save(out / name, lambda path, write=write: write(report, path))
        qtbot.waitUntil(lambda name=name: page.banner.words == f"“{name}” was saved.")
    assert opened.answers is not None
    files.write_answers(opened.answers, out / "answers.csv")
    assert json.loads((out / "r.json").read_text())["people"] == 6
    assert (out / "r.pdf").read_bytes().startswith(b"%PDF")
    assert "<svg" in (out / "r.html").read_text(encoding="utf-8")
    assert len(list((out / "figures").iterdir())) == 2 * len(page.view.cards)
    with (out / "answers.csv").open(newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 6
    figure = page.view.cards[0].figure
    files.write_svg(figure, out / "one.svg")
    files.write_csv(figure, out / "one.csv")
    assert (out / "one.csv").read_text().startswith("true class")


def test_calibrating_asks_for_a_new_evaluation(
    qtbot: QtBot, page: EvaluationPage, model: EvaluationModel, model_folder: Path, paths: AppPaths
) -> None:
    page.evaluate_button.click()
    done(qtbot, model)
    before = read_card(model_folder)
    page.open_calibrate()
    dialog = page.calibrate_dialog
    assert dialog is not None
    assert "6 validation sequences of “school”" in " ".join(
        label.text() for label in dialog.findChildren(type(page.hint))
    )
    dialog.fit()
    done(qtbot, model)
    assert dialog.table is not None
    after = read_card(model_folder)
    assert after.calibration is not None
    assert "validation sequences of 6 people of school" in after.calibration.fitted_on
    assert after.calibration != before.calibration
    dialog.reject()
    settle()
    # The kept report is about other answers now: it does not go with the model.
    qtbot.waitUntil(lambda: model.model is not None and model.model.card == after)
    model.add_to_models(model_folder)
    done(qtbot, model)
    assert not (paths.models / "school" / "report.json").exists()


@pytest.mark.parametrize("what", ["model", "dataset", "partition", "weights"])
def test_what_vanished_meanwhile_is_said_and_nothing_is_kept(
    qtbot: QtBot,
    page: EvaluationPage,
    model: EvaluationModel,
    model_folder: Path,
    paths: AppPaths,
    what: str,
) -> None:
    if what == "model":
        shutil.rmtree(model_folder)
        says = "is not a model folder"
    elif what == "dataset":
        shutil.rmtree(paths.data / "school")
        says = "contains no sequences"
    elif what == "partition":
        write_partition(paths.data / "split.json", ["00000"], ["00001", "77777"])
        says = "Sequence 77777 of the test set is missing"
    else:
        (model_folder / "model.onnx").write_bytes(b"other")
        says = "do not match its card"
    page.evaluate_button.click()
    done(qtbot, model)
    assert says in page.banner.words
    assert model.kept == ()
    assert list(paths.evaluations.glob("*")) == []
    if what in ("model", "weights"):
        model.add_to_models(model_folder)
        done(qtbot, model)
        assert says in page.banner.words
        assert not (paths.models / "school").exists()


def test_cancel_keeps_nothing(
    qtbot: QtBot, page: EvaluationPage, model: EvaluationModel, paths: AppPaths
) -> None:
    page.evaluate_button.click()
    model.task.cancel()
    done(qtbot, model)
    assert page.banner.words == "Cancelled. No report was saved."
    assert list(paths.evaluations.glob("*")) == []
