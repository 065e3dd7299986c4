"""Every page at three sizes in two languages: no word cut, no drop-down too high, no mnemonic twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.core.labels import Outcome
from scolioapp.bootstrap import Program
from scolioapp.jobs.evaluation_store import About, EvaluationStore
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.viewmodels.research import DATASET, EVALUATION, TRAINING
from scolioapp.views.main_window import ABOUT, HELP, MODELS, RESEARCH, RESULTS, SCREEN, SETTINGS
from scolioapp.views.repeat_page import RepeatPage
from scolioapp.views.research_area import ResearchArea
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.elided_label import ElidedLabel
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.test_film_again import keep_as, link
from tests.app.test_pages import keep
from tests.app.test_screening import MakeVideo
from tests.engine.evaluation import made_reports

SIZES = ((1024, 700), (1280, 800), (1920, 1080))
RESULT, REPEAT = "result", "repeat"
PAGES = (
    SCREEN,
    RESULTS,
    RESULT,
    REPEAT,
    MODELS,
    DATASET,
    TRAINING,
    EVALUATION,
    SETTINGS,
    HELP,
    ABOUT,
)


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, paths: AppPaths, qapp: QApplication) -> Iterator[str]:
    """Choose a language for the next start; afterwards everything speaks English again."""
    before = qapp.font()
    Settings(paths.settings).language = request.param
    yield str(request.param)
    for installed in qapp.findChildren(QTranslator):
        qapp.removeTranslator(installed)
        installed.deleteLater()
    qapp.setProperty("language", "en")
    qapp.setFont(before)


@pytest.fixture
def filled(
    language: str,
    start: Callable[[], Program],
    video: MakeVideo,
    library: FakeLibrary,
    tmp_path: Path,
) -> Program:
    """Give the program in a language, with something on its pages."""
    library.fill()
    program = start()
    for name, outcome in (("anna.mp4", Outcome.DETECTED), ("ben.mp4", Outcome.NOT_DETECTED)):
        keep(program, video(name), outcome)
    earlier = program.store.entries()[0]
    keep_as(program, video("ben again.mp4"), label="Ben B., 7b", repeats=link(program, earlier))
    place = tmp_path / "two schools 2026"
    about = About(made="2026-11-23T10:00:00+01:00", model=Path("/models/x"), dataset=place)
    made = made_reports.report(name="ScoNet-MT_scoliosis1k")
    EvaluationStore(program.paths.evaluations).keep("one", about, lambda _: made)
    program.window.show_page(SCREEN)
    assert (program.window.rail.button(SCREEN).text() == "Screen") is (language == "en")
    return program


def show(qtbot: QtBot, program: Program, key: str) -> QWidget:
    """Open a page and give it, once it has taken in what arrives later."""
    window = program.window
    if key in {DATASET, TRAINING, EVALUATION}:
        window.show_page(RESEARCH)
        area = window.page(RESEARCH)
        assert isinstance(area, ResearchArea)
        area.show_page(key)
        page: QWidget = area
        if key == TRAINING:
            qtbot.waitUntil(lambda: area.page(TRAINING).bench is not None, timeout=120_000)  # type: ignore[attr-defined]
        if key == EVALUATION:
            qtbot.waitUntil(lambda: program.research.evaluation.known)
            area.page(EVALUATION).select(0)  # type: ignore[attr-defined]  # the Evaluation page's
    elif key == RESULT:
        program.results.refresh()
        program.open_result(program.store.entries()[0])
        qtbot.waitUntil(lambda: program.opened_result is not None)
        page = window.page(RESULTS)
    elif key == REPEAT:
        program.desk.compare(program.store.entries()[0])
        area = window.page(RESULTS)
        qtbot.waitUntil(lambda: isinstance(area.result_page, RepeatPage))  # type: ignore[attr-defined]
        page = area
    else:
        program.results.refresh()
        window.show_page(key)
        page = window.page(key)
    if key in {MODELS, SETTINGS, ABOUT}:
        qtbot.waitUntil(lambda: program.models.known)
    settle()
    return page


def shown(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [each for each in page.findChildren(kind) if each.isVisible()]


def cut_words(page: QWidget) -> list[str]:
    """Give the words of labels and buttons that have too little room."""
    cut = []
    for label in shown(page, QLabel):
        assert isinstance(label, QLabel)
        if isinstance(label, ElidedLabel) or not label.text():
            continue
        needed = label.sizeHint().width() if not label.wordWrap() else 0
        if label.wordWrap() and label.height() < label.heightForWidth(label.width()):
            cut.append(f"{label.text()} (too low)")
        elif needed > label.width() + 1:
            cut.append(f"{label.text()} ({label.width()} px of {needed})")
    for button in shown(page, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        if button.text() and button.width() < button.minimumSizeHint().width():
            cut.append(f"{button.text()} ({button.width()} px)")
    return cut


def mnemonics(page: QWidget) -> Counter[str]:
    """Count the mnemonics of what is to be seen on a page."""
    found: Counter[str] = Counter()
    for widget in (*shown(page, QAbstractButton), *shown(page, QLabel)):
        if isinstance(widget, QLabel) and widget.buddy() is None:
            continue
        key = QKeySequence.mnemonic(widget.text()).toString()
        if key:
            found[key] += 1
    return found


def too_high(page: QWidget) -> list[str]:
    """Give the drop-down lists whose rows are not all to be seen, or of which more is shown than there is."""
    wrong = []
    for box in shown(page, QComboBox):
        assert isinstance(box, QComboBox)
        if not box.isEnabled() or not box.count():
            continue
        assert isinstance(box, DropDown), box.accessibleName()
        box.showPopup()
        settle()
        view = box.view()
        rows = [view.sizeHintForRow(row) for row in range(box.count())]
        wanted = sum(rows[: box.maxVisibleItems()])
        if view.viewport().height() < wanted or view.viewport().width() < view.sizeHintForColumn(0):
            wrong.append(f"{box.accessibleName()}: {view.viewport().height()} px of {wanted}")
        box.hidePopup()
        settle()
    return wrong


# The offscreen platform says so of every list that drops down.
@pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")
@pytest.mark.heavy
def test_nothing_is_cut_on_any_page(qtbot: QtBot, filled: Program) -> None:
    wrong = []
    for key in PAGES:
        page = show(qtbot, filled, key)
        for size in SIZES:
            filled.window.resize(*size)
            settle()
            assert (filled.window.width(), filled.window.height()) == size
            wrong += [f"{key} {size[0]}: {words}" for words in cut_words(page)]
        wrong += [f"{key}: {words}" for words in too_high(page)]
        twice = [name for name, count in mnemonics(page).items() if count > 1]
        wrong += [f"{key}: {name} twice" for name in twice]
        if key in {RESULT, REPEAT}:
            filled.results_area().close_result()
    assert wrong == []
