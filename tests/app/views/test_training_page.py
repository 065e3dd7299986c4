"""The Training page through the whole program, with trainers that are processes of their own."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from engine.runs.run_folder import RunFolder
from engine.runs.status import read_status
from engine.runs.training_config import TrainConfig, read_config
from scolioapp.bootstrap import Program
from scolioapp.jobs import detached_process
from scolioapp.paths import AppPaths
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.storage.training_runs import Run
from scolioapp.viewmodels.research import TRAINING
from scolioapp.viewmodels.training import TrainingModel
from scolioapp.views.main_window import RESEARCH, SCREEN
from scolioapp.views.research_area import ResearchArea
from scolioapp.views.screen_page import ScreenPage
from scolioapp.views.training_bench import Bench
from scolioapp.views.training_page import TrainingPage
from scolioapp.widgets.field_editor import ListEditor
from tests.app.made_runs import made_run
from tests.app.open_windows import open_windows
from tests.app.pseudo_language import PseudoTranslator
from tests.app.window.test_pages import box_button
from tests.app.words.test_words import texts
from tests.engine.training.tiny_run import config_of, write_data
from tests.patience import SECONDS

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

"""For what a trainer does: importing torch takes a while on a busy machine."""

Start = Callable[[], Program]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data") / "clinic"
    write_data(root)
    return root


@pytest.fixture(autouse=True)
def no_trainer_left(paths: AppPaths) -> Iterator[None]:
    """End what a test left at work, by the number that its run folder holds."""
    yield
    for folder in paths.runs.glob("*"):
        for file in ("launch.json", "status.json"):
            with contextlib.suppress(OSError, ValueError, psutil.Error):
                process = psutil.Process(json.loads((folder / file).read_text())["pid"])
                if str(folder) in process.cmdline():
                    process.kill()
                    process.wait(SECONDS)


def opened(qtbot: QtBot, program: Program) -> TrainingPage:
    program.window.show_page(RESEARCH)
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    area.show_page(TRAINING)
    page = area.page(TRAINING)
    assert isinstance(page, TrainingPage)
    qtbot.waitUntil(lambda: page.bench is not None and program.research.training.known)
    return page


@pytest.fixture
def page(qtbot: QtBot, program: Program) -> TrainingPage:
    return opened(qtbot, program)


def bench_of(page: TrainingPage) -> Bench:
    assert page.bench is not None
    return page.bench


def fill(
    program: Program, data: Path, name: str = "tiny", steps: int = 120, **more: object
) -> None:
    """Fill the form with a run of seconds."""
    changes = {"validation": {"every": 5}, "optimiser": {"iterations": steps, "rate": 0.05}} | more
    content = config_of(name=name, **changes)
    content["folder"]["root"] = str(data)
    form = program.research.training.form
    assert form is not None
    form.take(TrainConfig.model_validate_json(json.dumps(content), strict=True), data)


def the_run(program: Program) -> Run:
    """Return the one run, or what stands for none yet."""
    runs = program.research.training.runs
    return runs[0] if runs else Run(RunFolder(Path("none")), "stopped")


def wait_state(qtbot: QtBot, program: Program, *states: str) -> None:
    qtbot.waitUntil(lambda: the_run(program).state in states)


def trainer_process(program: Program) -> psutil.Process:
    status = read_status(the_run(program).folder)
    assert status is not None
    return psutil.Process(status.pid)


# The whole way


def test_start_watch_pause_go_on_stop_and_resume_to_the_end(
    qtbot: QtBot, program: Program, page: TrainingPage, data: Path
) -> None:
    bench, model = bench_of(page), program.research.training
    assert "There are no runs yet" in bench.detail.empty.text()
    fill(program, data)
    page.start_button.click()
    assert page.start_button.text() == "Starting…"
    wait_state(qtbot, program, "starting", "waiting", "running")
    assert [run.name for run in bench.selected] == ["tiny"]
    wait_state(qtbot, program, "running")
    bench.pause_button.click()
    assert bench.pause_button.text() == "Pausing…"
    wait_state(qtbot, program, "paused")
    assert bench.detail.name.text() == "tiny: paused"
    assert bench.pause_button.text() == "Contin&ue"
    before = the_run(program).iteration
    losses = bench.detail.curves.losses
    qtbot.waitUntil(lambda: bool(losses.lines))
    drawn = len(losses.lines[0].steps)
    bench.pause_button.click()
    qtbot.waitUntil(lambda: the_run(program).iteration > before)
    qtbot.waitUntil(lambda: len(losses.lines[0].steps) > drawn)
    bench.stop_button.click()
    assert bench.stop_button.text() == "Stopping…"
    wait_state(qtbot, program, "stopped")
    assert "Stopped; the run can be resumed." in bench.detail.message.text()
    stopped_at = the_run(program).iteration
    assert 0 < stopped_at < 120
    assert bench.resume_button.isVisible()
    assert not bench.stop_button.isVisible()
    bench.resume_button.click()
    wait_state(qtbot, program, "done")
    check_finished(program, page, stopped_at)
    assert not model.stopping(the_run(program))


def check_finished(program: Program, page: TrainingPage, stopped_at: int) -> None:
    bench, run = bench_of(page), the_run(program)
    assert run.finished
    assert run.iteration == 120
    assert run.best is not None
    assert "The best network so far is from step" in bench.detail.message.text()
    bench.detail.log_button.click()
    said = bench.detail.log.toPlainText()
    assert "Started on CPU" in said
    assert f"Resumed from step {stopped_at} on CPU." in said
    figures = bench.detail.curves.figures
    labels = [line.label for line in figures.lines]
    assert labels == ["accuracy on batches", "accuracy", "macro F1"]
    assert figures.lines[2].best == run.best.step
    rate = bench.detail.curves.rate.lines[0]
    assert rate.steps == tuple(range(1, 121))
    assert bench.evaluate_button.isEnabled()
    assert bench.add_button.isEnabled()
    assert page.banner.words == ""


def test_a_run_goes_on_without_the_window_is_found_again_killed_and_resumed(
    qtbot: QtBot, start: Start, data: Path
) -> None:
    first = start()
    page = opened(qtbot, first)
    fill(first, data, steps=4000)
    page.start_button.click()
    wait_state(qtbot, first, "running")
    first.window.close()
    process = trainer_process(first)
    assert process.is_running()
    second = start()
    screen = second.window.page(SCREEN)
    assert isinstance(screen, ScreenPage)
    qtbot.waitUntil(lambda: screen.banner.words == "Training continues: tiny.")
    screen.banner.act()
    page = opened(qtbot, second)
    bench = bench_of(page)
    wait_state(qtbot, second, "running")
    reached = the_run(second).iteration
    qtbot.waitUntil(lambda: the_run(second).iteration > reached)
    assert [run.name for run in bench.selected] == ["tiny"]
    assert not bench.delete_button.isEnabled()
    process.kill()
    wait_state(qtbot, second, "failed")
    assert "“tiny” failed. Training was ended from outside" in page.banner.words
    page.banner.act()
    assert bench.output_dialog is not None
    qtbot.waitUntil(lambda: bool(bench.output_dialog and bench.output_dialog.words.toPlainText()))
    bench.output_dialog.reject()
    bench.resume_button.click()
    wait_state(qtbot, second, "running")
    qtbot.waitUntil(lambda: the_run(second).iteration > reached)
    bench.stop_button.click()
    wait_state(qtbot, second, "stopped")


def test_stop_while_the_trainer_starts_is_not_forgotten(
    qtbot: QtBot, program: Program, page: TrainingPage, data: Path
) -> None:
    fill(program, data, steps=4000)
    page.start_button.click()
    wait_state(qtbot, program, "starting")
    bench_of(page).stop_button.click()
    wait_state(qtbot, program, "stopped")
    assert the_run(program).iteration < 4000


# What goes wrong


def test_a_mistake_in_the_form_starts_nothing_and_is_said_at_its_field(
    qtbot: QtBot, program: Program, page: TrainingPage, data: Path, paths: AppPaths
) -> None:
    fill(program, data)
    row = bench_of(page).form.row("batches.augmentation.erase_area")
    assert isinstance(row.editor, ListEditor)
    row.editor.line.textEdited.emit("0.5, 0.1")
    page.start_button.click()
    assert "correct what is marked" in page.banner.words
    assert row.problem.text() == "Put the smaller number first."
    assert row.problem.isVisible()
    qtbot.waitUntil(lambda: not row.problem.visibleRegion().isEmpty())
    assert not paths.runs.exists()
    row.editor.line.textEdited.emit("0.1, 0.5")
    assert not row.problem.isVisible()


def test_a_dataset_that_is_gone_is_said_at_once(
    qtbot: QtBot, program: Program, page: TrainingPage, tmp_path: Path, paths: AppPaths
) -> None:
    fill(program, tmp_path / "unplugged")
    page.start_button.click()
    qtbot.waitUntil(lambda: bool(page.banner.words))
    assert "The dataset “unplugged” is no longer there. Connect its disk" in page.banner.words
    assert page.start_button.isEnabled()
    assert not paths.runs.exists()


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (("Negative", "Neutral"), "There are no walks of the class “positive” to learn from."),
        ((), "“clinic”"),
    ],
)
def test_a_dataset_of_which_nothing_can_be_learned_makes_no_run(
    qtbot: QtBot,
    program: Program,
    page: TrainingPage,
    tmp_path: Path,
    paths: AppPaths,
    kept: tuple[str, ...],
    said: str,
) -> None:
    write_data(tmp_path / "clinic")
    for folder in (tmp_path / "clinic").glob("**/[0-9]*/[NP]*"):
        if folder.name not in kept:
            shutil.rmtree(folder)
    fill(program, tmp_path / "clinic")
    page.start_button.click()
    qtbot.waitUntil(lambda: bool(page.banner.words))
    assert said in page.banner.words
    assert not paths.runs.exists()


def test_a_run_that_learns_too_fast_says_so(
    qtbot: QtBot, program: Program, page: TrainingPage, data: Path
) -> None:
    optimiser = {"iterations": 50, "rate": 1e30}
    fill(program, data, optimiser=optimiser, validation={"every": None})
    page.start_button.click()
    wait_state(qtbot, program, "failed")
    said = "At step 2 the loss is no longer a number. Start again with a lower learning rate"
    assert said in bench_of(page).detail.message.text()
    assert said in page.banner.words


def test_a_trainer_that_ends_before_it_begins_is_said_with_its_output(
    qtbot: QtBot,
    program: Program,
    page: TrainingPage,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = [sys.executable, "-c", "import a_part_that_is_not_installed"]
    monkeypatch.setattr(detached_process, "program_command", lambda: command)
    fill(program, data)
    page.start_button.click()
    wait_state(qtbot, program, "failed")
    assert "Training ended before it could start." in page.banner.words
    page.banner.act()
    bench = bench_of(page)
    qtbot.waitUntil(
        lambda: (
            bench.output_dialog is not None
            and "a_part_that_is_not_installed" in bench.output_dialog.words.toPlainText()
        )
    )
    assert bench.resume_button.isEnabled()


def test_a_program_that_is_not_there_is_said(
    qtbot: QtBot,
    program: Program,
    page: TrainingPage,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(detached_process, "program_command", lambda: ["/nowhere/scolioapp"])
    fill(program, data)
    page.start_button.click()
    qtbot.waitUntil(lambda: "Training could not be started" in page.banner.words)
    qtbot.waitUntil(lambda: the_run(program).name == "tiny")
    assert the_run(program).can_resume


def test_a_run_whose_data_is_broken_fails_with_its_sentence(
    qtbot: QtBot, program: Program, page: TrainingPage, tmp_path: Path
) -> None:
    write_data(tmp_path / "broken")
    for path in (tmp_path / "broken").rglob("*.pkl"):
        path.write_bytes(b"no pickle")
    fill(program, tmp_path / "broken")
    page.start_button.click()
    wait_state(qtbot, program, "failed")
    status = read_status(the_run(program).folder)
    assert status is not None
    assert status.message
    assert status.message in bench_of(page).detail.message.text()
    assert status.message in page.banner.words


def test_without_torch_nothing_starts_but_runs_can_be_looked_at(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrainingModel, "can_train", property(lambda _: False))
    made_run(paths, data, "old", state="stopped")
    page = opened(qtbot, program)
    assert "comes without torch" in page.banner.words
    assert not page.start_button.isEnabled()
    bench = bench_of(page)
    qtbot.waitUntil(lambda: bool(bench.detail.curves.losses.lines))
    assert not bench.resume_button.isEnabled()


# Runs that lie there already


def test_a_run_of_the_command_line_is_followed_with_the_time_left(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    made_run(paths, data, "from_a_terminal", state="running")
    page = opened(qtbot, program)
    bench = bench_of(page)
    qtbot.waitUntil(lambda: bool(bench.detail.curves.losses.lines))
    assert bench.detail.name.text() == "from_a_terminal: running"
    assert (
        "step 40 of 80 · 1 min 20 s left · CPU · ScoNet-MT · clinic" in bench.detail.summary.text()
    )
    losses = bench.detail.curves.losses
    assert losses.said == "cross-entropy 0.05, on validation 1, triplet 0.025, total 0.075"
    losses.read_at(2.2)
    assert losses.said == "cross-entropy 1, on validation 1, triplet 0.5, total 1.5"
    qtbot.keyClick(losses, Qt.Key.Key_Right)
    assert losses.said.startswith("cross-entropy 0.6667")
    bench.detail.curves.logarithmic.click()
    assert losses.said.startswith("cross-entropy 0.6667")


def test_curves_are_smoothed_enlarged_and_followed(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    made_run(paths, data, "long", state="running")
    page = opened(qtbot, program)
    curves = bench_of(page).detail.curves
    qtbot.waitUntil(lambda: bool(curves.losses.lines))
    assert curves.memory.said == "trainer 1.50"
    assert not curves.gpu.isVisible()
    curves.smoothing.setValue(90)
    # What is said stays what was logged.
    assert curves.losses.said.startswith("cross-entropy 0.05")
    qtbot.mouseClick(curves.losses.enlarge_button, Qt.MouseButton.LeftButton)
    large = curves.large
    assert large is not None
    assert large.isVisible()
    assert large.windowTitle() == "Losses"
    assert large.plot.lines == curves.losses.lines
    assert large.plot.height() > 2 * curves.losses.height()
    box = large.plot.canvas.getPlotItem().getViewBox()
    whole = box.viewRange()
    box.scaleBy((0.5, 0.5))
    box.sigRangeChangedManually.emit([True, True])
    large.plot.set_smoothing(0.5)
    assert box.viewRange() != whole, "zooming was lost when the curves grew"
    large.whole_button.click()
    assert box.viewRange()[0] == pytest.approx(whole[0])
    curves.show_runs([], {})
    assert large.plot.lines == ()
    large.close()
    assert curves.large is None


def test_no_step_is_written_beyond_the_last(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    made_run(paths, data, "short")
    page = opened(qtbot, program)
    losses = bench_of(page).detail.curves.losses
    qtbot.waitUntil(lambda: bool(losses.lines))
    low, high = losses.canvas.getPlotItem().getViewBox().viewRange()[0]
    assert high > 40, "the labels have no room"
    ticks = losses.canvas.steps.tickValues(low, high, 400.0)
    assert max(tick for _, level in ticks for tick in level) <= 40


def test_two_runs_are_compared_by_what_differs_and_by_their_curves(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    one = made_run(paths, data, "one")
    two = made_run(paths, data, "two", losses={"margin": 0.5}, seed=7)
    page = opened(qtbot, program)
    bench = bench_of(page)
    bench.table.select(one.path, two.path)
    qtbot.waitUntil(lambda: len(bench.detail.curves.losses.lines) == 2)
    labels = {line.label for line in bench.detail.curves.losses.lines}
    assert labels == {"one", "two"}
    assert len({line.colour for line in bench.detail.curves.figures.lines}) == 2
    bench.detail.differences_button.click()
    table = bench.detail.differences
    cells = [
        [item.text() if (item := table.item(row, column)) else "" for column in range(3)]
        for row in range(table.rowCount())
    ]
    names = [run.name for run in bench.selected]
    by_name = {row[0]: dict(zip(names, row[1:], strict=True)) for row in cells}
    assert by_name == {
        "Margin": {"one": "0.2", "two": "0.5"},
        "Seed": {"one": "0", "two": "7"},
    }
    bench.detail.all_settings.click()
    assert table.rowCount() > 70
    assert not bench.delete_button.isEnabled()


def test_a_run_is_deleted_only_after_a_question(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    folder = made_run(paths, data, "old", state="stopped")
    page = opened(qtbot, program)
    bench_of(page).delete_button.click()
    box_button("&Keep").click()
    assert folder.exists()
    bench_of(page).delete_button.click()
    box_button("&Delete").click()
    qtbot.waitUntil(lambda: not program.research.training.runs)
    assert page.banner.words == "The run “old” was deleted."
    assert list(paths.runs.iterdir()) == []
    assert "There are no runs yet" in bench_of(page).detail.empty.text()
    assert open_windows(QMessageBox) == []


def test_another_run_is_selected_once_the_selected_one_is_deleted(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    made_run(paths, data, "first", state="stopped")
    made_run(paths, data, "second", state="stopped")
    bench = bench_of(opened(qtbot, program))
    gone = bench.selected[0].name
    bench.delete_button.click()
    box_button("&Delete").click()
    qtbot.waitUntil(lambda: len(program.research.training.runs) == 1)
    assert [run.name for run in bench.selected] == [{"first", "second"}.difference({gone}).pop()]
    assert bench.delete_button.isEnabled()


def test_a_finished_run_is_handed_to_evaluation_and_models(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    folder = made_run(paths, data, "good")
    page = opened(qtbot, program)
    asked: list[tuple[object, ...]] = []
    model = program.research.training
    model.evaluate_asked.disconnect()
    model.evaluate_asked.connect(lambda *what: asked.append(what))
    with contextlib.suppress(RuntimeError):
        model.add_asked.disconnect()
    model.add_asked.connect(lambda *what: asked.append(what))
    bench_of(page).evaluate_button.click()
    bench_of(page).add_button.click()
    assert asked == [(folder.model, data), (folder.model,)]


def test_a_broken_run_is_listed_with_its_problem(
    qtbot: QtBot, program: Program, paths: AppPaths, data: Path
) -> None:
    folder = made_run(paths, data, "broken", state="stopped")
    folder.config.write_text("nonsense: 1\n")
    page = opened(qtbot, program)
    assert "unknown key “nonsense”" in bench_of(page).detail.message.text()
    assert not bench_of(page).resume_button.isVisible()


# Around


def test_a_dataset_of_the_dataset_page_is_chosen_in_the_form(
    qtbot: QtBot, program: Program, data: Path
) -> None:
    program.research.shelf.put(KnownDataset(path=data, kind="simulated", licence="none"))
    program.research.datasets.train_asked.emit(data)
    page = opened(qtbot, program)
    assert bench_of(page).form.dataset.currentText() == "clinic (simulated)"
    form = program.research.training.form
    assert form is not None
    assert form.value("folder.root") == str(data)
    assert form.value("status") == "demo"


def test_a_configuration_is_saved_and_opened_in_the_window(
    qtbot: QtBot, program: Program, page: TrainingPage, data: Path, tmp_path: Path
) -> None:
    fill(program, data, name="kept")
    model = program.research.training
    model.save(tmp_path / "kept.yaml")
    qtbot.waitUntil(lambda: page.banner.words == "The configuration was saved as kept.yaml.")
    assert read_config(tmp_path / "kept.yaml").name == "kept"
    bench_of(page).form.preset.activated.emit(0)
    model.open_config(tmp_path / "kept.yaml")
    assert model.form is not None
    qtbot.waitUntil(lambda: model.form is not None and model.form.value("name") == "kept")
    (tmp_path / "torn.yaml").write_text("name: [")
    model.open_config(tmp_path / "torn.yaml")
    qtbot.waitUntil(lambda: "“torn.yaml” is not a YAML file" in page.banner.words)


NO_WORDS = re.compile(
    r"([^A-Za-zÀ-ž]*|SGD|AdamW|bf16|fp16|coco|1\.0\.0|/.*|clinic|one|.*\(~*.*\)|<b>.*|sconet.*|drf.*)"
)
"""Names, figures and what needs no translation."""


def test_every_word_of_the_page_can_be_translated(
    qtbot: QtBot, qapp: QApplication, program: Program, paths: AppPaths, data: Path
) -> None:
    made_run(paths, data, "one")
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    page = opened(qtbot, program)
    bench = bench_of(page)
    qtbot.waitUntil(lambda: bool(bench.detail.curves.losses.lines))
    for group in bench.form.groups:
        group.unfold()
    said = [
        *texts(page),
        *(str(bench.rows.headerData(column, Qt.Orientation.Horizontal)) for column in range(8)),
    ]
    qapp.removeTranslator(translator)
    for words in said:
        assert "~" in words or NO_WORDS.fullmatch(words), words
