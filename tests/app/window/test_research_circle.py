"""The whole circle in one window: a dataset in, a training, an evaluation, a model, and a video judged by it.

Nothing is made up but the walks: the engine, the trainer's process and the sample video are the real ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program, build
from scolioapp.jobs.queue import Phase
from scolioapp.paths import AppPaths, samples
from scolioapp.viewmodels.research import DATASET, EVALUATION, TRAINING
from scolioapp.views.dataset_dialogs import AgreementDialog
from scolioapp.views.dataset_page import DatasetPage
from scolioapp.views.dataset_split import SplitDialog
from scolioapp.views.evaluation_page import EvaluationPage
from scolioapp.views.main_window import MODELS, RESEARCH, RESULTS, SCREEN
from scolioapp.views.models_page import ModelsPage
from scolioapp.views.research_area import ResearchArea
from scolioapp.views.training_page import TrainingPage
from tests.app.conftest import settle
from tests.app.window.test_pages import box_button
from tests.app.words.test_words import texts
from tests.engine.training.tiny_run import write_data

pytestmark = [pytest.mark.heavy, pytest.mark.qt_log_ignore("propagateSizeHints")]

"""Milliseconds that something may take on a busy machine."""

STEPS = 400


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, paths: AppPaths) -> Iterator[Program]:
    """The program as it is: real engine, real library."""
    made = build(qapp, paths)
    made.start()
    qtbot.waitExposed(made.window)
    settle()
    yield made
    trainers = [each for each in psutil.process_iter(["cmdline"]) if _trains(each, paths)]
    for each in trainers:
        each.kill()
    made.end()
    settle()
    psutil.wait_procs(trainers)


def _trains(process: psutil.Process, paths: AppPaths) -> bool:
    return any(str(paths.runs) in word for word in process.info["cmdline"] or ())


def area_of(program: Program) -> ResearchArea:
    program.window.show_page(RESEARCH)
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    return area


def bring_in(qtbot: QtBot, program: Program, folder: Path) -> None:
    """Open the folder, agree to its terms, read its check, split it by person."""
    area = area_of(program)
    page = area.page(DATASET)
    assert isinstance(page, DatasetPage)
    page.open_folder(folder)
    qtbot.waitUntil(lambda: isinstance(page.dialog, AgreementDialog))
    dialog = page.dialog
    assert isinstance(dialog, AgreementDialog)
    dialog.box.setChecked(True)
    dialog.action_button.click()
    qtbot.waitUntil(lambda: page.selected is not None)
    qtbot.waitUntil(lambda: not program.research.datasets.task.running)
    page.details.split_button.click()
    qtbot.waitUntil(lambda: isinstance(page.dialog, SplitDialog))
    split = page.dialog
    assert isinstance(split, SplitDialog)
    split.action_button.click()
    qtbot.waitUntil(lambda: page.selected is not None and page.selected.partition is not None)
    qtbot.waitUntil(lambda: not program.research.datasets.task.running)
    page.train_button.click()
    assert area.current == TRAINING


def train(qtbot: QtBot, program: Program) -> Path:
    """Start a small run, watch it learn, stop it, resume it to its end; give its model folder."""
    page = area_of(program).page(TRAINING)
    assert isinstance(page, TrainingPage)
    model = program.research.training
    qtbot.waitUntil(lambda: page.bench is not None)
    bench, form = page.bench, model.form
    assert bench is not None
    assert form is not None
    assert form.dataset is not None
    for key, value in {
        "name": "from_the_circle",
        "device": "cpu",
        "network.channels": [4, 4, 4, 4],
        "network.embedding": 4,
        "network.parts": 2,
        "batches.groups": 3,
        "batches.each": 2,
        "batches.frames": 2,
        "optimiser.iterations": STEPS,
        "optimiser.milestones": [300],
        "validation.every": 100,
        "log_every": 1,
        "precisions": False,
        "report_on_test": False,
    }.items():
        form.set(key, value)
    assert not form.problems, form.problems
    page.start_button.click()
    qtbot.waitUntil(lambda: bool(bench.selected))
    run = bench.selected[0].folder

    def steps() -> int:
        curves = model.curves.get(run.path)
        series = curves.series.get("cross_entropy") if curves is not None else None
        return 0 if series is None else len(series.steps)

    qtbot.waitUntil(lambda: steps() > 3)
    bench.stop_button.click()
    qtbot.waitUntil(lambda: model.run(run.path).state == "stopped")  # type: ignore[union-attr]
    assert 3 < steps() < STEPS
    qtbot.waitUntil(bench.resume_button.isEnabled)
    bench.resume_button.click()
    qtbot.waitUntil(lambda: model.run(run.path).state == "done")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: steps() == STEPS)
    assert bench.selected[0].finished
    bench.evaluate_button.click()
    return run.model


def evaluate_and_add(qtbot: QtBot, program: Program, model: Path) -> None:
    """Evaluate the run's model on its test people, and add it to the models."""
    area = area_of(program)
    assert area.current == EVALUATION
    page = area.page(EVALUATION)
    assert isinstance(page, EvaluationPage)
    state = program.research.evaluation
    qtbot.waitUntil(lambda: state.model is not None and state.model.folder == model)
    qtbot.waitUntil(lambda: state.parts is not None)
    page.evaluate_button.click()
    qtbot.waitUntil(lambda: state.opened is not None)
    report = state.opened.report  # type: ignore[union-attr]
    assert report is not None
    assert report.data.part == "test"
    assert report.metrics["accuracy"].low <= report.metrics["accuracy"].value
    state.add_to_models(model)
    qtbot.waitUntil(lambda: "from_the_circle" in page.banner.words)
    qtbot.waitUntil(lambda: any(each.name == "from_the_circle" for each in program.models.usable))


def screen(qtbot: QtBot, program: Program) -> None:
    """Have the new model judge the sample video, and read what is said of it."""
    program.window.show_page(MODELS)
    models = program.window.page(MODELS)
    assert isinstance(models, ModelsPage)
    qtbot.waitUntil(lambda: models.rows.row_of("from_the_circle") is not None)
    models.table.select("from_the_circle")
    models.default_button.click()
    box_button("&Use this model").click()
    assert program.models.default == "from_the_circle"
    program.window.show_page(SCREEN)
    program.screen_model.offer([samples()[0]])
    phases = (Phase.DONE, Phase.FAILED)
    qtbot.waitUntil(lambda: any(job.phase in phases for job in program.queue.jobs))
    assert program.queue.jobs[0].phase is Phase.DONE, program.queue.jobs[0].error
    entry = program.store.entries()[0]
    program.opener.open(entry)
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    opened = program.opener.opened
    assert opened is not None
    judged_by = opened.screening.result.model
    assert judged_by is not None
    assert judged_by.name == "from_the_circle"
    assert judged_by.status == "research"
    words = " ".join(texts(program.window.page(RESULTS)))
    assert "local, unvalidated" in words


def test_from_a_folder_to_a_judged_video(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    write_data(tmp_path / "clinic_2026", people=30, frames=8)
    bring_in(qtbot, program, tmp_path / "clinic_2026")
    model = train(qtbot, program)
    evaluate_and_add(qtbot, program, model)
    screen(qtbot, program)
