"""Clinic mode through the whole window: switched on, kept, got round by nobody, switched off."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.core.clinic_lock import VARIABLE, FixedModel
from engine.core.errors import ScolioError
from engine.core.resources import resource
from engine.core.screening_request import ScreeningRequest
from scolioapp.bootstrap import Program
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.views.clinic_card import LockDialog, UnlockDialog
from scolioapp.views.help_area import HelpArea
from scolioapp.views.main_window import (
    ABOUT,
    HELP,
    MODELS,
    RESEARCH,
    RESULTS,
    SCREEN,
    SETTINGS,
)
from scolioapp.views.settings_page import SettingsPage
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary, model_card
from tests.app.fakes import FakeScreener
from tests.app.open_windows import open_windows
from tests.app.window.test_keys import press
from tests.app.window.test_pages import keep, results
from tests.app.words.test_words import texts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|does not support raise")

PASSWORD = "eight or more"
CLOSED = "the Models and Research pages are closed"

Asked = TypeVar("Asked", bound=QDialog)


@pytest.fixture
def fixed(library: FakeLibrary, paths: AppPaths) -> FixedModel:
    """A model with files of its own, to be fixed."""
    model = library.add(model_card("school", "5"))
    model.folder.mkdir(parents=True)
    (model.folder / "model.onnx").write_bytes(b"weights")
    (model.folder / "card.yaml").write_bytes(b"name: school")
    return FixedModel.of(model.folder)


def settings_page(qtbot: QtBot, program: Program) -> SettingsPage:
    program.window.show_page(SETTINGS)
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: program.models.known)
    settle()
    return page


def asked(kind: type[Asked]) -> Asked:
    return next(iter(open_windows(kind)))


def lock(qtbot: QtBot, program: Program) -> SettingsPage:
    """Switch clinic mode on as an administrator does."""
    page = settings_page(qtbot, program)
    qtbot.waitUntil(lambda: program.models.model("school") is not None)
    page.clinic.button.click()
    dialog = asked(LockDialog)
    dialog.model.setCurrentIndex(1)
    qtbot.keyClicks(dialog.password, PASSWORD)
    qtbot.keyClicks(dialog.again, PASSWORD)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: program.settings.clinic.on)
    settle()
    return page


def shown(page: QWidget, field: QWidget) -> bool:
    return field.isVisibleTo(page)


# Switching on and off


def test_a_password_is_typed_twice_before_it_locks(
    qtbot: QtBot, program: Program, fixed: FixedModel
) -> None:
    page = settings_page(qtbot, program)
    qtbot.waitUntil(lambda: program.models.model("school") is not None)
    page.clinic.button.click()
    dialog = asked(LockDialog)
    assert dialog.chosen.name == "sconet_mt_demo"
    assert not dialog.do_button.isEnabled()
    qtbot.keyClicks(dialog.password, "short")
    qtbot.keyClicks(dialog.again, "short")
    assert dialog.wanting.text() == "The password needs at least 8 characters."
    qtbot.keyClicks(dialog.password, " no longer")
    assert dialog.wanting.text() == "Type the same password twice."
    assert not dialog.do_button.isEnabled()
    said = " ".join(texts(dialog))
    assert f"delete the section [clinic] in {program.paths.settings}" in said
    assert "protects against accidents and curiosity" in said
    dialog.reject()
    assert not program.settings.clinic.on


def test_the_password_is_not_kept_and_the_lock_outlives_the_window(
    qtbot: QtBot, start: Callable[[], Program], fixed: FixedModel
) -> None:
    program = start()
    lock(qtbot, program)
    program.window.close()
    kept = program.paths.settings.read_text(encoding="utf-8")
    assert "[clinic]" in kept
    assert PASSWORD not in kept
    again = start()
    assert again.settings.clinic.model_name == "school"
    page = settings_page(qtbot, again)
    assert "“school” is used for every recording" in page.clinic.words.text()
    page.clinic.button.click()
    dialog = asked(UnlockDialog)
    qtbot.keyClicks(dialog.password, "not this one")
    dialog.do_button.click()
    assert dialog.banner.words == "That is not the password."
    assert again.settings.clinic.on
    dialog.password.clear()
    qtbot.keyClicks(dialog.password, PASSWORD)
    dialog.do_button.click()
    assert not again.settings.clinic.on
    assert again.window.rail.button(MODELS).isVisible()
    assert again.window.show_page(MODELS)


def test_a_forgotten_password_is_mended_as_the_dialog_says(
    qtbot: QtBot, start: Callable[[], Program], fixed: FixedModel
) -> None:
    program = start()
    program.settings.operator = "KB"
    lock(qtbot, program)
    program.window.close()
    path = program.paths.settings
    lines = path.read_text(encoding="utf-8").splitlines()
    first = lines.index("[clinic]")
    last = next((n for n in range(first + 1, len(lines)) if lines[n].startswith("[")), len(lines))
    path.write_text("\n".join(lines[:first] + lines[last:]) + "\n", encoding="utf-8")
    settings = Settings(path)
    assert not settings.clinic.on
    assert settings.operator == "KB"


def test_a_model_that_fails_its_check_locks_nothing(
    qtbot: QtBot, program: Program, library: FakeLibrary, fixed: FixedModel
) -> None:
    library.changed.add("school")
    page = settings_page(qtbot, program)
    qtbot.waitUntil(lambda: program.models.model("school") is not None)
    page.clinic.lock_asked.emit(program.models.model("school"), PASSWORD)
    qtbot.waitUntil(lambda: "Clinic mode was not switched on." in page.banner.words)
    assert "The weights of “school” were changed." in page.banner.words
    assert not program.settings.clinic.on


# What is closed


def test_the_window_says_so_and_the_rail_is_short(
    qtbot: QtBot, program: Program, fixed: FixedModel
) -> None:
    lock(qtbot, program)
    window = program.window
    for key, there in (
        (SCREEN, True),
        (RESULTS, True),
        (MODELS, False),
        (RESEARCH, False),
        (SETTINGS, True),
        (HELP, True),
        (ABOUT, True),
    ):
        assert window.rail.button(key).isVisible() is there, key
    notes = [each.text() for each in window.rail.findChildren(QLabel) if each.isVisible()]
    assert notes == ["Clinic mode"]
    assert window.windowTitle() == "ScolioApp · Clinic mode"


@pytest.mark.parametrize("key", [Qt.Key.Key_3, Qt.Key.Key_4])
@pytest.mark.parametrize("page", [SCREEN, RESULTS, SETTINGS, HELP, ABOUT])
def test_no_shortcut_leads_to_a_closed_page(
    qtbot: QtBot, program: Program, fixed: FixedModel, key: Qt.Key, page: str
) -> None:
    lock(qtbot, program)
    program.window.show_page(page)
    program.window.activateWindow()
    qtbot.waitActive(program.window)
    press(program, key, Qt.KeyboardModifier.ControlModifier)
    assert program.window.current == page
    assert CLOSED in program.window.banner.words
    assert not program.window.has_page(MODELS)
    assert not program.window.has_page(RESEARCH)


def test_no_link_leads_to_a_closed_page(qtbot: QtBot, program: Program, fixed: FixedModel) -> None:
    lock(qtbot, program)
    program.window.show_page(SCREEN)
    program.models_wiring.show_model("school")
    assert CLOSED in program.window.banner.words
    program.research_wiring.show_training()
    program.research_wiring.say_still_running(["a run"])
    assert program.window.current == SCREEN
    assert CLOSED in program.window.banner.words
    assert not program.window.has_page(MODELS)


@pytest.mark.parametrize("name", ["mine.scoliomodel", "net.pt"])
def test_a_model_that_is_dropped_or_opened_is_not_taken_in(
    qtbot: QtBot, program: Program, fixed: FixedModel, tmp_path: Path, name: str
) -> None:
    lock(qtbot, program)
    path = tmp_path / name
    path.write_bytes(b"")
    walk = tmp_path / "walk.mp4"
    walk.write_bytes(b"not looked into")
    program.window.dropped.emit([path, walk])
    banner = program.window.page("screen").banner
    qtbot.waitUntil(lambda: "models and datasets cannot be opened here" in banner.words)
    assert f"“{name}”" in banner.words
    assert [job.path.name for job in program.queue.jobs] == ["walk.mp4"]
    # As a second start of the program hands it over.
    banner.clear()
    program.incoming.take_over([path])
    qtbot.waitUntil(lambda: "models and datasets cannot be opened here" in banner.words)
    assert program.models.model("mine") is None
    assert not program.window.has_page(MODELS)
    qtbot.waitUntil(lambda: all(job.phase.over for job in program.queue.jobs))


def test_a_dataset_that_is_dropped_is_not_taken_in(
    qtbot: QtBot, program: Program, fixed: FixedModel, tmp_path: Path
) -> None:
    lock(qtbot, program)
    folder = tmp_path / "Scoliosis1K-pkl"
    (folder / "00001" / "Positive").mkdir(parents=True)
    program.incoming.open([folder])
    banner = program.window.page("screen").banner
    qtbot.waitUntil(lambda: "models and datasets cannot be opened here" in banner.words)
    assert not program.window.has_page(RESEARCH)


def test_the_help_is_about_what_can_be_reached(
    qtbot: QtBot, program: Program, fixed: FixedModel
) -> None:
    area = program.window.page(HELP)
    assert isinstance(area, HelpArea)
    assert "Research" in texts(area)
    lock(qtbot, program)
    program.window.show_page(HELP)
    said = list(texts(area))
    assert "Research" not in said
    assert "Screen, Results, Settings" in said


# Plain settings


def test_plain_settings_hold_whatever_was_saved_and_come_back(
    qtbot: QtBot,
    program: Program,
    screener: FakeScreener,
    fixed: FixedModel,
    video: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    chosen = program.settings
    chosen.rate = None
    chosen.precision, chosen.device, chosen.model = "int8", "cpu", "sconet_mt_demo"
    chosen.pose, chosen.segmenter = tmp_path / "rtm", tmp_path / "seg"
    chosen.look_for_updates = True
    chosen.operator = "KB"
    page = lock(qtbot, program)
    for field in (page.rate, page.model, page.precision, page.device, page.pose, page.segmenter):
        assert not shown(page, field)
    assert not shown(page, page.look_for_updates)
    for field in (page.operator, page.blur, page.scheme, page.language, page.results_button):
        assert shown(page, field)
    # Whoever finds another way to a setting changes nothing.
    chosen.model = "other"
    program.models.ask_default("sconet_mt_demo")
    assert chosen.model == "school"
    program.screen_model.offer([video("anna_none.mp4")])
    qtbot.waitUntil(lambda: bool(screener.requests))
    plain = ScreeningRequest(video("anna_none.mp4"), model="school", operator="KB")
    assert screener.requests == [plain]
    assert not chosen.look_for_updates
    qtbot.waitUntil(lambda: all(job.phase.over for job in program.queue.jobs))
    assert chosen.clinic.switch_off(PASSWORD)
    assert (chosen.rate, chosen.precision, chosen.device) == (None, "int8", "cpu")
    assert (chosen.model, chosen.pose) == ("sconet_mt_demo", tmp_path / "rtm")
    assert shown(page, page.model)


def test_a_video_that_waited_since_before_is_judged_by_the_fixed_model_too(tmp_path: Path) -> None:
    clinic = Settings(tmp_path / "settings.ini").clinic
    bundled = resource("models", "sconet_mt_demo")
    clinic.switch_on(FixedModel.of(bundled), PASSWORD)
    screener = PipelineScreener(tmp_path, lambda: clinic.lock)
    waited = ScreeningRequest(resource("samples", "none.mp4"), model="another", precision="int8")
    with pytest.raises(ScolioError, match=r"none\.mp4"):
        # Only the video is missing: the other model is not even looked for.
        screener.screen(waited)


# A model that is not what it was


def test_a_changed_folder_is_said_at_the_start_and_nothing_is_judged(
    qtbot: QtBot, start: Callable[[], Program], fixed: FixedModel, paths: AppPaths
) -> None:
    program = start()
    lock(qtbot, program)
    program.window.close()
    (paths.models / "school" / "model.onnx").write_bytes(b"another network")
    again = start()
    banner = again.window.page("screen").banner
    qtbot.waitUntil(lambda: "“school” has changed since clinic mode was set up" in banner.words)
    assert "Ask the administrator" in banner.words


@pytest.mark.parametrize("file", ["model.onnx", "card.yaml"])
def test_the_engine_refuses_to_judge_by_a_changed_model(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "own"
    shutil.copytree(resource("models", "sconet_mt_demo"), folder)
    card = (folder / "card.yaml").read_text(encoding="utf-8")
    (folder / "card.yaml").write_text(
        card.replace("name: sconet_mt_demo", "name: own"), encoding="utf-8"
    )
    clinic = Settings(tmp_path / "settings.ini").clinic
    clinic.switch_on(FixedModel.of(folder), PASSWORD)
    with (folder / file).open("ab") as stream:
        stream.write(b"\n")
    screener = PipelineScreener(tmp_path, lambda: clinic.lock)
    with pytest.raises(ScolioError, match="“own” has changed since clinic mode was set up"):
        screener.screen(ScreeningRequest(resource("samples", "none.mp4")))


def test_a_model_that_is_gone_is_said_at_the_start(
    qtbot: QtBot, start: Callable[[], Program], library: FakeLibrary, fixed: FixedModel
) -> None:
    program = start()
    lock(qtbot, program)
    program.window.close()
    library.models = library.models[:1]
    again = start()
    banner = again.window.page("screen").banner
    qtbot.waitUntil(lambda: "The clinic mode model, “school”, is not installed" in banner.words)


def test_another_person_is_not_judged_by_the_model_of_an_old_result(tmp_path: Path) -> None:
    from tests.app import result_fixtures as fx

    folder = resource("models", "sconet_mt_demo")
    clinic = Settings(tmp_path / "settings.ini").clinic
    clinic.switch_on(replace(FixedModel.of(folder), model="school"), PASSWORD)
    demo = {"name": "sconet_mt_demo", "sha256": FixedModel.of(folder).weights_sha256}
    made = fx.screening(model=fx.demo_model().model_copy(update=demo))
    screener = PipelineScreener(tmp_path, lambda: clinic.lock)
    with pytest.raises(ScolioError, match="in clinic mode: it uses “school”"):
        screener.judge(made, person=1)


# The administrator's file


def test_the_administrators_file_locks_for_everybody_and_no_password_undoes_it(
    qtbot: QtBot,
    start: Callable[[], Program],
    fixed: FixedModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = start()
    lock(qtbot, program)
    program.window.close()
    place = tmp_path / "clinic.json"
    place.write_text(json.dumps({**fixed.as_data(), "model": "everybodys"}), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(place))
    again = start()
    clinic = again.settings.clinic
    assert clinic.model_name == again.settings.model == "everybodys"
    page = settings_page(qtbot, again)
    assert f"in {place}. It cannot be switched off here." in page.clinic.words.text()
    assert not shown(page, page.clinic.button)
    assert not clinic.switch_off(PASSWORD)
    assert clinic.on


@pytest.mark.parametrize("content", ["{", "[]", '{"model": "school"}', '"' + "x" * 70_000])
def test_an_administrators_file_that_cannot_be_read_locks_too(
    qtbot: QtBot,
    start: Callable[[], Program],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: str,
) -> None:
    place = tmp_path / "clinic.json"
    place.write_text(content, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(place))
    program = start()
    assert not program.window.rail.button(MODELS).isVisible()
    banner = program.window.page("screen").banner
    qtbot.waitUntil(lambda: bool(banner.words))
    assert "clinic mode" in banner.words
    assert "administrator" in banner.words
    clinic = program.settings.clinic
    with pytest.raises(ScolioError):
        PipelineScreener(tmp_path, lambda: clinic.lock).screen(ScreeningRequest(place))


def test_a_lock_that_somebody_broke_by_hand_stays_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[clinic]\nmodel=nonsense\n", encoding="utf-8")
    clinic = Settings(path).clinic
    assert clinic.on
    assert clinic.closes(MODELS)
    assert not clinic.switch_off("")
    assert clinic.lock is not None
    with pytest.raises(ScolioError):
        _ = clinic.lock.model


def test_an_old_result_opens_in_clinic_mode(
    qtbot: QtBot, program: Program, fixed: FixedModel, video: Callable[[str], Path]
) -> None:
    keep(program, video("anna.mp4"))
    lock(qtbot, program)
    page = results(program)
    program.opener.open(program.store.entries()[0])
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    assert page is not None
    assert program.window.current == RESULTS
    assert program.window.rail.mapToGlobal(QPoint()).x() >= 0


def test_what_is_known_of_a_waiting_video_stays_with_it(tmp_path: Path) -> None:
    waited = ScreeningRequest(
        tmp_path / "a.mp4", rate=None, device="gpu", pose=tmp_path, operator="KB", label="Anna"
    )
    plain = ScreeningRequest(tmp_path / "a.mp4", model="school", operator="KB", label="Anna")
    assert waited.plain("school") == plain
