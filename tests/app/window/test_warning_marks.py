"""An outcome never stands without its warning: in lists, banners, comparisons and words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QTableView, QTableWidget, QTableWidgetItem

from engine.core.classes import Outcome
from engine.report import wording
from scolioapp.painting.theme import SchemeChoice, Theme, tokens
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.results_table import Column, ResultsModel
from scolioapp.viewmodels.screen import RecentVideo
from scolioapp.views.model_compare import MARK_ROLE, TITLE_ROLE, MarkedCell
from scolioapp.views.results_page import _OutcomeCell
from scolioapp.widgets.recent_list import RecentList
from scolioapp.widgets.warning_mark import WarningMark
from scolioapp.words.result_words import mark_words, outcome_words, title_words
from tests.app import result_fixtures as fx

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MARKS = {"demo": "demo", "research": "local, unvalidated", "newer": "not validated"}


def entry(status: str, outcome: Outcome = Outcome.DETECTED) -> ResultEntry:
    made = ResultEntry.of("1", fx.screening(outcome).result, Path("/videos/anna_walk.mp4"))
    return replace(made, model_status=status)


def hatched(image: QImage) -> bool:
    """Tell whether the stripes' colour is seen; the triangle of the outcome has another one."""
    amber = QColor(tokens().amber)
    return any(
        image.pixelColor(x, y) == amber for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("status", MARKS)
def test_words_carry_the_mark(status, outcome):
    title = str(wording.outcome_title(outcome))
    made = entry(status, outcome)
    assert outcome_words(made) == f"{title} ({MARKS[status]})"
    assert (title_words(made), mark_words(made)) == (title, MARKS[status])


@pytest.mark.parametrize("status", ["validated", ""])
def test_a_validated_model_and_no_model_carry_none(status):
    assert mark_words(entry(status)) == ""
    assert outcome_words(entry(status)) == "Features associated with scoliosis detected"


@pytest.mark.parametrize("status", ["demo", "research", "validated"])
def test_recent_videos_draw_and_say_it(qtbot, qapp, status):
    Theme(qapp).choose(SchemeChoice.LIGHT)
    recent = RecentList()
    qtbot.addWidget(recent)
    recent.resize(800, 60)
    made = entry(status)
    recent.show_videos([RecentVideo(Path(made.video_path), True, made)])
    assert hatched(recent.grab().toImage()) is (status in MARKS)
    said = recent.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith(MARKS[status]) if status in MARKS else "unvalidated" not in said


@pytest.mark.parametrize("status", ["demo", "research", "validated"])
def test_the_list_of_results_draws_and_finds_it(qtbot, qapp, status):
    Theme(qapp).choose(SchemeChoice.LIGHT)
    results = ResultsModel(lambda: [entry(status)])
    results.refresh()
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(results)
    table.setItemDelegateForColumn(Column.OUTCOME, _OutcomeCell(table))
    table.setColumnWidth(Column.OUTCOME, 340)
    table.resize(900, 120)
    assert hatched(table.grab().toImage()) is (status in MARKS)
    assert results.index(0, Column.OUTCOME).data() == outcome_words(entry(status))


def test_a_mark_is_as_wide_as_its_words_and_hidden_without(qtbot):
    mark = WarningMark()
    qtbot.addWidget(mark)
    mark.show_mark(wording.warning_mark(fx.screening().result))
    assert mark.text() == "demo"
    short = mark.width()
    model = fx.demo_model().model_copy(update={"status": "research"})
    mark.show_mark(wording.warning_mark(fx.screening(model=model).result))
    assert mark.width() > short
    mark.show_mark(wording.warning_mark(fx.screening(model=fx.validated_model()).result))
    assert not mark.isVisible()


def test_two_models_compared_draw_it(qtbot, qapp):
    Theme(qapp).choose(SchemeChoice.LIGHT)
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    table.setItemDelegate(MarkedCell(table))
    table.setItem(0, 0, QTableWidgetItem("Borderline features (demo)"))
    table.setColumnWidth(0, 300)
    table.resize(400, 100)
    assert not hatched(table.grab().toImage())
    table.item(0, 0).setData(TITLE_ROLE, "Borderline features")
    table.item(0, 0).setData(MARK_ROLE, "demo")
    assert hatched(table.grab().toImage())
