"""Results, settings, help, about and the frame."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.errors import OutputError
from engine.pipeline.judgement import Screening
from scolioapp.bootstrap import Program
from scolioapp.painting.theme import DARK, LIGHT, SchemeChoice, tokens
from scolioapp.settings import Settings
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.views.main_window import ABOUT, HELP, MODELS, RESEARCH, RESULTS, SCREEN, SETTINGS
from scolioapp.views.results_area import ResultsArea
from scolioapp.views.results_page import ResultsPage
from scolioapp.views.settings_page import SettingsPage
from tests.app.conftest import settle
from tests.app.fakes import FakeScreener, made_up
from tests.app.open_windows import open_windows

MakeVideo = Callable[[str], Path]


def keep(program: Program, path: Path, outcome: Outcome = Outcome.BORDERLINE) -> ResultEntry:
    made = made_up(path, outcome)
    return program.store.keep(made.result, path, program.screener.dump(made))


def stored(program: Program, entry: ResultEntry) -> Screening:
    """Return the newest judgement of a result, as it is on the disk."""
    kept = program.store.load(entry.identifier)
    return program.screener.load(kept.files, kept.label)


def results(program: Program) -> ResultsPage:
    program.results.refresh()
    program.window.show_page(RESULTS)
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    return area.list_page


def cells(page: ResultsPage, row: int) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def box_button(words: str) -> QAbstractButton:
    """Return a button of the message box that is open."""
    box = next(iter(open_windows(QMessageBox)))
    return next(button for button in box.buttons() if button.text() == words)


# Results


def test_the_table_says_outcome_verdict_and_model_status_in_words(
    program: Program, video: MakeVideo
) -> None:
    keep(program, video("anna.mp4"), Outcome.DETECTED)
    page = results(program)
    row = cells(page, 0)
    assert row[1:3] == ["anna.mp4", "Features associated with scoliosis detected (demo)"]
    assert row[3] == "Usable with care"
    assert row[4] == "demo, simulated walkers"
    assert row[5] == "1 of 2"


def test_the_filter_needs_every_word(program: Program, video: MakeVideo) -> None:
    keep(program, video("anna.mp4"), Outcome.DETECTED)
    keep(program, video("ben.mp4"), Outcome.NOT_DETECTED)
    page = results(program)
    assert page.rows.rowCount() == 2
    page.filter.setText("detected BEN")
    assert [cells(page, 0)[1], page.rows.rowCount()] == ["ben.mp4", 1]
    page.filter.setText("nothing like it")
    assert page.rows.rowCount() == 0


def test_enter_opens_a_result_and_escape_goes_back(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    keep(program, video("anna.mp4"))
    page = results(program)
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: area.result_page is not None)
    assert area.currentWidget() is area.result_page
    area.close_result()
    assert area.currentWidget() is page


def test_a_result_that_cannot_be_read_is_said_in_place(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    entry = keep(program, video("anna.mp4"))
    screener.broken_load = True
    page = results(program)
    program.opener.open(entry)
    sentence = "The result cannot be read. Screen the video again."
    qtbot.waitUntil(lambda: page.banner.words == sentence)


def test_choosing_another_person_is_kept(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    entry = keep(program, video("anna.mp4"))
    results(program)
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    program.opener.open(entry)
    qtbot.waitUntil(lambda: area.result_page is not None)
    model = program.opener.opened
    assert model is not None
    model.choose_person(2)
    qtbot.waitUntil(lambda: program.store.entries()[0].person == 2)
    [now] = program.store.entries()
    assert now.identifier == entry.identifier
    assert now.outcome == "no_features_detected"


def test_a_deleted_result_can_be_had_back_for_a_while(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    entry = keep(program, video("anna.mp4"))
    page = results(program)
    page.table.selectRow(0)
    qtbot.mouseClick(page.delete_button, Qt.MouseButton.LeftButton)
    assert program.store.entries() == []
    assert page.rows.rowCount() == 0
    assert program.undo.words == ("The result of anna.mp4 was deleted. The video is not affected.")
    program.window.activateWindow()
    qtbot.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.store.entries() == [entry]
    assert page.rows.rowCount() == 1
    assert program.undo.words == ""
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    program.undo.settle()
    assert [path.name for path in program.store.root.iterdir() if path.is_dir()] == []


# What is kept on disk


def store_with(root: Path, screener: FakeScreener, video: Path) -> tuple[ResultStore, ResultEntry]:
    store = ResultStore(root)
    made = made_up(video, Outcome.BORDERLINE)
    return store, store.keep(made.result, video, screener.dump(made))


def test_half_written_folders_are_passed_over_and_the_index_is_made_again(
    tmp_path: Path, video: MakeVideo
) -> None:
    store, entry = store_with(tmp_path / "results", FakeScreener(), video("a.mp4"))
    (store.root / ".part-half").mkdir()
    (store.root / "no-entry").mkdir()
    assert store.entries() == [entry]
    index = store.root / "index.json"
    assert len(json.loads(index.read_text())["lines"]) == 1
    index.write_text("{ broken")
    assert ResultStore(store.root).entries() == [entry]
    index.unlink()
    assert ResultStore(store.root).entries() == [entry]


def test_a_save_that_fails_leaves_nothing(
    tmp_path: Path, video: MakeVideo, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ResultStore(tmp_path / "results")
    made = made_up(video("a.mp4"), Outcome.BORDERLINE)

    def fail(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match="No space left"):
        store.keep(made.result, tmp_path / "a.mp4", FakeScreener().dump(made))
    assert list(store.root.iterdir()) == []


def test_old_left_overs_are_tidied_away_and_young_ones_left(
    tmp_path: Path, video: MakeVideo
) -> None:
    store, _ = store_with(tmp_path / "results", FakeScreener(), video("a.mp4"))
    old, young = store.root / ".part-old", store.root / ".part-young"
    for folder in (old, young):
        folder.mkdir()
    os.utime(old, (0, 0))
    store.tidy()
    assert not old.exists()
    assert young.exists()


# Settings and look


def test_settings_hold_at_once_and_at_the_next_start(
    qtbot: QtBot, start: Callable[[], Program]
) -> None:
    program = start()
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    page.rate.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.model.count() == 2)
    page.model.setCurrentIndex(1)
    page.blur.setChecked(False)
    page.operator.setText("  KB ")
    page.operator.editingFinished.emit()
    program.window.resize(1100, 720)
    program.window.close()
    again = start().settings
    assert again.rate is None
    assert (again.model, again.blur_faces, again.operator) == ("sconet_mt_demo", False, "KB")
    assert again.state("geometry") is not None


def test_a_settings_file_with_nonsense_reads_as_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[look]\nscheme=pink\n[screening]\nrate=fast\n[export]\nblur_faces=maybe\n")
    settings = Settings(path)
    assert (settings.scheme, settings.rate) == ("system", 15.0)


def test_the_scheme_changes_live_and_the_colours_with_it(program: Program) -> None:
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    seen = []
    program.theme.changed.connect(lambda: seen.append(tokens()))
    page.scheme.setCurrentIndex(page.scheme.findData("dark"))
    page.scheme.setCurrentIndex(page.scheme.findData("light"))
    assert seen == [DARK, LIGHT]


class _Changes(QObject):
    """Counts how often a widget is styled anew."""

    styled = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.styled += event.type() is QEvent.Type.StyleChange
        return False


def test_a_change_of_scheme_styles_each_widget_at_most_twice_and_moves_nothing(
    program: Program,
) -> None:
    program.window.show_page(SETTINGS)
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    program.theme.choose(SchemeChoice.LIGHT)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    settle()
    bar.setValue(bar.maximum() // 2)
    page.rate.setFocus()
    settle()
    place, size = bar.value(), page.language.geometry()
    assert place > 0
    changes = _Changes()
    # Seven widgets stand above it, each of which would style it once more.
    page.language.installEventFilter(changes)
    program.theme.choose(SchemeChoice.DARK)
    settle()
    page.language.removeEventFilter(changes)
    assert changes.styled == 2
    assert (bar.value(), page.language.geometry()) == (place, size)
    assert page.rate is program.window.focusWidget()
    assert "#1f2329" in program.theme._app.styleSheet()


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_their_ground(scheme: object) -> None:
    def light(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    def contrast(one: str, other: str) -> float:
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    get = lambda name: str(getattr(scheme, name))  # noqa: E731 - four names for one lookup
    for ground in ("window", "surface", "rail", "accent_soft"):
        assert contrast(get("text"), get(ground)) >= 7
        assert contrast(get("muted"), get(ground)) >= 4.5
    assert contrast(get("accent"), get("surface")) >= 4.5
    assert contrast(get("accent"), get("window")) >= 4.5
    assert contrast(get("on_accent"), get("accent")) >= 4.5
    for shape in ("vermilion", "blue", "grey", "strong_border"):
        assert contrast(get(shape), get("surface")) >= 3


# The frame


def test_every_page_is_reached_by_keyboard(qtbot: QtBot, program: Program) -> None:
    program.window.activateWindow()
    keys = {
        RESULTS: Qt.Key.Key_2,
        MODELS: Qt.Key.Key_3,
        RESEARCH: Qt.Key.Key_4,
        SETTINGS: Qt.Key.Key_5,
        SCREEN: Qt.Key.Key_1,
    }
    for page, key in keys.items():
        qtbot.keyClick(program.window, key, Qt.KeyboardModifier.ControlModifier)
        assert program.window.current == page
    qtbot.keyClick(program.window, Qt.Key.Key_F1)
    assert program.window.current == HELP
    program.window.rail.button(ABOUT).setFocus()
    qtbot.keyClick(program.window.rail.button(ABOUT), Qt.Key.Key_Space)
    assert program.window.current == ABOUT


@pytest.mark.parametrize("key", [SCREEN, RESULTS, MODELS, RESEARCH, SETTINGS, HELP, ABOUT])
def test_everything_one_can_act_on_has_a_name(program: Program, video: MakeVideo, key: str) -> None:
    keep(program, video("anna.mp4"))
    program.window.show_page(key)
    page = program.window.page(key)
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, QAbstractButton | QComboBox | QLineEdit):
            continue
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(page):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget


def test_the_minimum_size_is_small_enough_for_a_doubled_scale(program: Program) -> None:
    hint = program.window.minimumSizeHint()
    # 1920x1080 at 200 % is 960x540.
    assert hint.width() <= 960
    assert hint.height() <= 540


def test_tab_goes_from_rail_to_page_to_jobs_and_round(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    program.screen_model.offer([video("slow.mp4"), video("b.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    program.window.show_page(SETTINGS)
    window = program.window
    first = window.rail.button(SETTINGS)
    first.setFocus()
    order = [first]
    for _ in range(40):
        qtbot.keyClick(order[-1], Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused is first:
            break
        order.append(focused)
    regions = ["rail"]
    for widget in order[1:]:
        regions.append("page" if window.stack.isAncestorOf(widget) else "jobs")
    assert regions == sorted(regions, key=["rail", "page", "jobs"].index)
    assert set(regions) == {"rail", "page", "jobs"}
    qtbot.keyClick(first, Qt.Key.Key_Backtab)
    assert window.strip.isAncestorOf(window.focusWidget())
