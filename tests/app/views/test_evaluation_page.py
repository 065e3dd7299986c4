"""The Evaluation page: what it says before it judges anybody, and what it shows afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.core.errors import ScolioError
from scolioapp.bootstrap import Program
from scolioapp.jobs.evaluator import Parts
from scolioapp.storage.known_datasets import DatasetFile, KnownDataset
from scolioapp.viewmodels.dataset_shelf import DatasetShelf
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.views.evaluation_page import EvaluationPage
from tests.app.conftest import settle
from tests.app.fake_evaluator import FakeEvaluator, trained
from tests.app.window.test_pages import box_button
from tests.patience import SECONDS

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SCHOOL = KnownDataset(
    path=Path("/data/school"),
    kind="extracted",
    partition=Path("/data/split.json"),
    classes={"positive": 20, "neutral": 20, "negative": 20},
)


def words_of(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def evaluator(tmp_path: Path) -> FakeEvaluator:
    return FakeEvaluator(tmp_path / "evaluations")


@pytest.fixture
def shelf(tmp_path: Path) -> DatasetShelf:
    return DatasetShelf(DatasetFile(tmp_path / "datasets.json"))


@pytest.fixture
def model(program: Program, evaluator: FakeEvaluator, shelf: DatasetShelf) -> EvaluationModel:
    return EvaluationModel(
        shelf,
        program.models,
        program.paths,
        program.settings,
        program.worker,
        evaluator=evaluator,
    )


@pytest.fixture
def open_page(
    qtbot: QtBot, program: Program, model: EvaluationModel
) -> Callable[[], EvaluationPage]:
    hosts: list[QWidget] = []

    def begin() -> EvaluationPage:
        host = QWidget()
        qtbot.addWidget(host)
        page = EvaluationPage(model, program.settings, host)
        host.resize(1180, 720)
        page.resize(1180, 720)
        host.show()
        hosts.append(host)
        qtbot.waitUntil(lambda: model.known and program.models.known)
        settle()
        return page

    return begin


def chosen(qtbot: QtBot, model: EvaluationModel, run: Path) -> None:
    model.choose(run, SCHOOL.path)
    qtbot.waitUntil(lambda: model.model is not None and model.model.folder == run)
    qtbot.waitUntil(lambda: model.parts is not None)


def evaluated(qtbot: QtBot, page: EvaluationPage, model: EvaluationModel) -> None:
    page.evaluate_button.click()
    qtbot.waitUntil(lambda: not model.task.running)
    settle()


# Before


def test_without_a_dataset_the_page_says_where_one_comes_from(open_page) -> None:
    page = open_page()
    assert not page.evaluate_button.isEnabled()
    assert not page.form.calibrate_button.isEnabled()
    assert not page.export_button.isEnabled()
    assert "Dataset page first" in page.hint.text()
    assert "Dataset page first" in page.evaluate_button.toolTip()
    assert page.form.dataset_box.currentText() == "no dataset yet"
    assert page.table.isHidden()


def test_nobody_is_judged_before_the_button_is_pressed(
    qtbot: QtBot, open_page, model: EvaluationModel, shelf: DatasetShelf, evaluator: FakeEvaluator
) -> None:
    shelf.put(SCHOOL)
    page = open_page()
    chosen(qtbot, model, trained().folder)
    assert evaluator.requests == []
    said = page.form.remarks.words
    assert "only when you press “Evaluate”" in said
    assert "(30 sequences)" in said
    assert "Use them sparingly" in said
    assert "There is no saved evaluation of this model on them" in said
    assert "local, unvalidated; not in Models yet" in page.form.worth.text()
    evaluated(qtbot, page, model)
    assert "once before" in page.form.remarks.words
    evaluated(qtbot, page, model)
    assert "2 times before" in page.form.remarks.words
    model.set_model(model.candidates[0].folder)
    assert "There is no saved evaluation of this model on them" in page.form.remarks.words


@pytest.mark.parametrize(
    ("dataset", "made", "says"),
    [
        ({"kind": "simulated"}, {}, "say nothing about real people"),
        ({"partition": None}, {}, "everyone in it is judged"),
        (
            {"partition": None},
            {"learned_from": SCHOOL.path},
            "This model learned from this dataset, and everyone in it would be judged",
        ),
        ({}, {"learned_from": SCHOOL.path}, "with a different split"),
        ({"partition": Path("/data/notes.json")}, {}, "is not a partition file"),
    ],
)
def test_what_speaks_against_the_figures_is_said_first(  # noqa: PLR0913  # fixtures and cases
    qtbot: QtBot, open_page, model, shelf, evaluator, dataset, made, says
) -> None:
    evaluator.runs = [trained(**made)]
    shelf.put(SCHOOL.model_copy(update=dataset))
    page = open_page()
    model.choose(evaluator.runs[0].folder, SCHOOL.path)
    qtbot.waitUntil(lambda: says in page.form.remarks.words)


def test_its_own_split_is_no_reason_for_a_remark(
    qtbot: QtBot, open_page, model, shelf, evaluator
) -> None:
    evaluator.runs = [trained(learned_from=SCHOOL.path, split=SCHOOL.partition)]
    shelf.put(SCHOOL)
    page = open_page()
    chosen(qtbot, model, evaluator.runs[0].folder)
    assert "This model learned" not in page.form.remarks.words


def test_a_model_that_is_gone_is_said(qtbot: QtBot, open_page, model, shelf) -> None:
    shelf.put(SCHOOL)
    page = open_page()
    model.choose(Path("/runs/deleted/model"), SCHOOL.path)
    qtbot.waitUntil(lambda: "is no longer there" in page.banner.words)


def test_a_dataset_that_was_taken_off_the_list_is_said(
    qtbot: QtBot, open_page, model, shelf
) -> None:
    shelf.put(SCHOOL)
    page = open_page()
    model.choose(trained().folder, Path("/data/of a colleague"))
    qtbot.waitUntil(lambda: "“of a colleague” is no longer in the list" in page.banner.words)


# While


def test_it_is_cancelled_while_it_works(qtbot: QtBot, open_page, model, shelf, evaluator) -> None:
    evaluator.runs = [trained("slow-run")]
    shelf.put(SCHOOL)
    page = open_page()
    chosen(qtbot, model, evaluator.runs[0].folder)
    page.evaluate_button.click()
    assert evaluator.started.wait(SECONDS)
    settle()
    assert not page.evaluate_button.isEnabled()
    assert "Evaluating “slow-run” on “school”" in page.task_row.words.text()
    model.add_to_models(Path("/runs/other/model"))
    assert "Another task is running" in page.banner.words
    page.task_row.cancel_button.click()
    qtbot.waitUntil(lambda: not model.task.running)
    assert page.banner.words == "Cancelled. No report was saved."
    assert model.kept == ()


def test_a_failure_is_a_sentence_and_a_bug_takes_the_crash_path(
    qtbot: QtBot, program: Program, open_page, model, shelf, evaluator
) -> None:
    evaluator.runs = [trained("gone-run"), trained("bug-run")]
    shelf.put(SCHOOL)
    page = open_page()
    chosen(qtbot, model, evaluator.runs[0].folder)
    evaluated(qtbot, page, model)
    assert page.banner.words == "“gone-run” is gone. Choose another."
    model.set_model(evaluator.runs[1].folder)
    unexpected = program.worker.unexpected
    unexpected.disconnect(program.crash.take)
    with qtbot.waitSignal(unexpected) as caught:
        page.evaluate_button.click()
    assert isinstance(caught.args[0], RuntimeError)
    assert not model.task.running


# Afterwards


def test_a_report_shows_what_must_be_known_first(qtbot: QtBot, open_page, model, shelf) -> None:
    shelf.put(SCHOOL.model_copy(update={"kind": "simulated"}))
    page = open_page()
    chosen(qtbot, model, trained().folder)
    model.set_against(model.candidates[0].folder)
    page.form.description.setText("Simulated schools")
    page.form.prevalence.setValue(5.0)
    evaluated(qtbot, page, model)
    request = model._evaluator.requests[0]  # type: ignore[attr-defined]  # the fake one
    assert (request.description, request.prevalence) == ("Simulated schools", pytest.approx(0.05))
    assert request.against is not None
    assert request.against.name == "sconet_mt_demo"
    words = words_of(page.view)
    assert words.index("The people are simulated") < words.index("Accuracy")
    names = [one.figure.name for one in page.view.cards]
    assert names[:4] == ["confusion", "outcomes", "roc", "pr"]
    assert {"reliability_positive", "reliability_abnormal", "subgroups", "comparison"} <= set(names)
    assert "McNemar's exact test" in words
    assert "PPV" in words
    assert len(page.view.headlines) == 4
    assert all("95 %" in one.accessibleName() for one in page.view.headlines)
    row = "\n".join(page.rows.index(0, column).data() for column in range(3))
    for part in ("run-1", "compared with one", "school", "90 simulated people", "Accuracy", "F1"):
        assert part in row
    for width in (1180, 820):
        page.resize(width, 720)
        settle()
        right = max(one.geometry().right() for one in page.view.cards)
        assert right <= page.view.viewport().width()


def test_kept_reports_are_listed_opened_and_deleted(
    qtbot: QtBot, open_page, model, shelf, evaluator
) -> None:
    broken = evaluator.store.root / "20200101-000000-old"
    broken.mkdir(parents=True)
    (broken / "report.json").write_text("{", encoding="utf-8")
    shelf.put(SCHOOL)
    page = open_page()
    assert "is not an evaluation report" in page.rows.index(0, 1).data()
    page.table.selectRow(0)
    settle()
    assert "is not an evaluation report" in page.banner.words
    assert not page.export_button.isEnabled()
    assert page.delete_button.isEnabled()
    chosen(qtbot, model, trained().folder)
    evaluated(qtbot, page, model)
    assert page.rows.rowCount() == 2
    assert page.selected == model.opened
    page.delete_button.click()
    box_button("&Keep").click()
    settle()
    evaluator.stuck = True
    page.delete_button.click()
    box_button("&Delete").click()
    qtbot.waitUntil(lambda: "could not be deleted" in page.banner.words)
    evaluator.stuck = False
    page.delete_button.click()
    box_button("&Delete").click()
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    assert model.opened is None
    assert page.view.isHidden()
    assert [one.folder for one in evaluator.store.entries()] == [broken]


def test_a_calibration_shows_before_and_after(
    qtbot: QtBot, open_page, model, shelf, evaluator
) -> None:
    shelf.put(SCHOOL)
    page = open_page()
    assert model.model is not None
    assert model.model.bundled
    qtbot.waitUntil(lambda: model.parts is not None)
    assert not page.form.calibrate_button.isEnabled()
    assert "cannot be changed" in page.form.calibrate_button.toolTip()
    chosen(qtbot, model, trained().folder)
    page.form.calibrate_button.click()
    dialog = page.calibrate_dialog
    assert dialog is not None
    assert not dialog.sensitivity.isEnabled()
    dialog.wished.setChecked(True)
    dialog.sensitivity.setValue(95)
    dialog.fit_button.click()
    assert dialog.table is not None
    assert dialog.table.table.rows[0][1:] == ("16", "-")
    qtbot.waitUntil(lambda: "12 sequences from 11 people" in dialog.banner.words)
    settle()
    assert dialog.table.table.rows[0][1:] == ("16", "9.5")
    assert dialog.table.table.rows[1][1:] == ("0.500", "0.410")
    wish = evaluator.wishes[0]
    assert (wish.sensitivity, wish.inconclusive, wish.scale_only) == (0.95, 0.05, False)
    dialog.scale_only.setChecked(True)
    assert not dialog.wished.isEnabled()
    dialog.reject()
    settle()
    evaluator.known_parts["split.json"] = Parts(SCHOOL.path, SCHOOL.partition, 30, 0)
    model.set_dataset(SCHOOL.path)
    qtbot.waitUntil(lambda: model.parts is not None)
    assert not page.form.calibrate_button.isEnabled()
    assert "has validation people" in page.form.calibrate_button.toolTip()


def test_a_full_disk_on_export_is_a_sentence(
    qtbot: QtBot, open_page, model, shelf, tmp_path, monkeypatch
) -> None:
    shelf.put(SCHOOL)
    page = open_page()
    chosen(qtbot, model, trained().folder)
    evaluated(qtbot, page, model)
    blocked = tmp_path / "a file"
    blocked.write_text("no folder")
    opened = model.opened
    assert opened is not None
    assert opened.report is not None
    report = opened.report
    from scolioapp.views import evaluation_files as files

    page.save(blocked / "r.json", lambda path: files.write_json(report, path))
    qtbot.waitUntil(lambda: "could not be written" in page.banner.words)
    with pytest.raises(ScolioError, match="is no longer there"):
        files.write_answers(tmp_path / "gone.csv", tmp_path / "a.csv")


def test_the_page_follows_the_shelf(qtbot: QtBot, open_page, model, shelf) -> None:
    page = open_page()
    shelf.put(SCHOOL)
    qtbot.waitUntil(lambda: page.evaluate_button.isEnabled())
    page.form._on_subjects(["/elsewhere/who.csv"])
    assert page.form.subjects.text() == "who.csv"
    page.form.own_button.click()
    assert page.form.subjects.text() == ""
    other = SCHOOL.model_copy(update={"path": Path("/data/other"), "subjects": Path("/s/map.csv")})
    shelf.put(other)
    model.set_dataset(other.path)
    assert page.form.subjects.text() == "map.csv"
    shelf.remove(other.path)
    assert model.dataset == SCHOOL
    shelf.remove(SCHOOL.path)
    assert model.dataset is None
    assert not page.evaluate_button.isEnabled()
