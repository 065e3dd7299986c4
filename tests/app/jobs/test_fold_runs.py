"""Cross-validation through the window: one group, held, killed, gone on with, reported, and one model."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.models.cards import Member, read_card
from engine.runs.status import read_status
from scolioapp.bootstrap import Program
from scolioapp.jobs.evaluator import EvaluableModel, Parts
from scolioapp.paths import AppPaths
from scolioapp.storage.training_runs import RunsReader
from scolioapp.viewmodels.research import EVALUATION
from scolioapp.views.evaluation_page import EvaluationPage
from scolioapp.views.main_window import RESEARCH
from scolioapp.views.research_area import ResearchArea
from scolioapp.views.training_page import TrainingPage
from scolioapp.words.evaluation_page_words import calibrate_hint, can_calibrate
from tests.app.fake_models import demo_card
from tests.app.made_runs import made_run
from tests.app.views.test_training_page import (
    bench_of,
    data,
    fill,
    no_trainer_left,
    page,
    the_run,
    wait_state,
)
from tests.app.words.test_words import texts

__all__ = ["data", "no_trainer_left", "page"]

pytestmark = [pytest.mark.heavy, pytest.mark.qt_log_ignore("propagateSizeHints")]

STEPS = 60


def start(qtbot: QtBot, program: Program, page: TrainingPage, data: Path) -> None:
    """Ask for three folds in the form, and start."""
    fill(program, data, steps=STEPS)
    form = program.research.training.form
    assert form is not None
    row = bench_of(page).form.row("folds.count")
    assert row.editor.isVisibleTo(page)
    form.set("folds.count", 3)
    assert not form.problems
    page.start_button.click()
    qtbot.waitUntil(lambda: bool(bench_of(page).selected))


def test_three_folds_are_one_group_from_start_to_report(
    qtbot: QtBot, program: Program, page: TrainingPage, data: Path
) -> None:
    start(qtbot, program, page, data)
    bench = bench_of(page)
    wait_state(qtbot, program, "running")
    bench.pause_button.click()
    wait_state(qtbot, program, "paused")
    run = the_run(program)
    assert run.iterations == 3 * STEPS
    assert bench.rows.rowCount() == 1
    assert "fold 1 of 3" in bench.detail.summary.text()
    held = run.iteration
    bench.pause_button.click()
    qtbot.waitUntil(lambda: the_run(program).fold == 2)
    assert the_run(program).iteration > held
    status = read_status(run.folder)
    assert status is not None
    os.kill(status.pid, signal.SIGKILL)
    wait_state(qtbot, program, "failed")
    first = run.folder.fold(1).log.read_bytes()
    qtbot.waitUntil(bench.resume_button.isEnabled)
    bench.resume_button.click()
    wait_state(qtbot, program, "done")
    assert run.folder.fold(1).log.read_bytes() == first
    assert the_run(program).iteration == 3 * STEPS
    qtbot.waitUntil(lambda: len(program.research.training.curves[run.folder.path].folds) == 3)
    check_curves(program, page)
    check_report(qtbot, program, page)
    check_model(program, run.folder.model)


def check_curves(program: Program, page: TrainingPage) -> None:
    """All folds are drawn behind their mean, whose spread is said."""
    losses = bench_of(page).detail.curves.losses
    faint = [line for line in losses.lines if line.faint and line.label == "cross-entropy"]
    means = [line for line in losses.lines if not line.faint and line.label == "cross-entropy"]
    assert (len(faint), len(means)) == (3, 1)
    np.testing.assert_allclose(
        means[0].values, np.mean([line.values for line in faint], axis=0), atol=1e-9
    )
    np.testing.assert_allclose(
        means[0].deviations, np.std([line.values for line in faint], axis=0, ddof=1), atol=1e-9
    )
    assert "±" in losses.said
    losses.set_logarithmic(True)
    losses.set_logarithmic(False)


def check_report(qtbot: QtBot, program: Program, page: TrainingPage) -> None:
    """The button leads to the report over the folds on the Evaluation page."""
    bench = bench_of(page)
    assert bench.evaluate_button.text().replace("&", "") == "Show report"
    bench.evaluate_button.click()
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    assert area.current == EVALUATION
    shown = area.page(EVALUATION)
    assert isinstance(shown, EvaluationPage)
    qtbot.waitUntil(lambda: program.research.evaluation.opened is not None)
    said = " ".join(texts(shown.view))
    assert "Over all folds" in said
    assert "Standard deviation" in said
    assert "is not a confidence interval" in said
    assert "never saw them" in said
    assert "out of 3 folds" in shown.rows.lines(shown.rows.things[0], 1)[1]
    assert shown.people_button.isEnabled()


def check_model(program: Program, model: Path) -> None:
    card = read_card(model)
    assert card.status == "research"
    assert len(card.members) == 3
    assert card.evaluation is not None
    assert "the ensemble itself was not measured" in card.evaluation.data


def made_folds(paths: AppPaths, data: Path) -> Path:
    """Write the files of a run over three folds, two of them begun."""
    whole = made_run(
        paths, data, "group", "running", steps=0, folds={"count": 3, "seed": 1, "number": None}
    )
    other = AppPaths(paths.config, paths.data, paths.logs)
    for number, steps in ((1, 20), (2, 5)):
        fold = made_run(
            other, data, f"one-{number}", "stopped", steps=steps,
            folds={"count": 3, "seed": 1, "number": number},
        )  # fmt: skip
        if number == 1:
            fold.model.mkdir()
        os.rename(fold.path, whole.fold(number).path)
    return whole.path


def test_progress_over_all_folds_from_their_files(paths: AppPaths, data: Path) -> None:
    path = made_folds(paths, data)
    reading = RunsReader(paths.runs).read([path])
    (run,) = reading.runs
    assert (run.folds, run.fold) == (3, 2)
    # All twenty steps of the finished one, five of the second.
    assert run.iteration == 20 + 5
    curves = reading.curves[path]
    mean = curves.series["cross_entropy"]
    assert mean.deviations[0] == 0.0
    assert len(curves.folds) == 2
    assert len(mean.steps) == 20


def test_the_ensemble_is_not_calibrated_on_people_it_learned_from(data: Path) -> None:
    card = demo_card()
    parts = Parts(data, None, test=2, validation=3)
    model = EvaluableModel(data, "one", card, False, learned_from=data)
    assert can_calibrate(model, parts)
    member = Member(name="a", version="1", sha256="0" * 64)
    ensemble = card.model_copy(update={"members": (member, member)})
    assert not can_calibrate(replace(model, card=ensemble), parts)
    assert "calibrated by itself" in calibrate_hint(replace(model, card=ensemble), parts)
