"""Every way by which another model becomes the default asks first, and says what this very model is worth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from engine.models.cards import Calibration, Origin
from scolioapp.bootstrap import Program
from scolioapp.views.main_window import MODELS, SETTINGS
from scolioapp.views.models_page import ModelsPage
from scolioapp.views.settings_page import SettingsPage
from tests.app.fake_models import FakeLibrary, imported_card, model_card
from tests.app.open_windows import open_windows
from tests.app.window.test_pages import box_button, keep

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

UNTRAINED = imported_card("fresh", "1").model_copy(
    update={"origin": Origin(file="fresh.pt", sha256="1" * 64, iteration=0)}
)


def boxes() -> list[QMessageBox]:
    return open_windows(QMessageBox)


def models_page(qtbot: QtBot, program: Program) -> ModelsPage:
    program.window.show_page(MODELS)
    page = program.window.page(MODELS)
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: program.models.known)
    return page


def test_an_untrained_model_is_asked_about_and_the_safe_button_is_the_default(
    qtbot: QtBot, program: Program, library: FakeLibrary
) -> None:
    library.add(UNTRAINED)
    page = models_page(qtbot, program)
    qtbot.waitUntil(lambda: program.models.model("fresh") is not None)
    page.table.select("fresh")
    page.default_button.click()
    (box,) = boxes()
    assert box.text() == "Use “fresh” for every recording from now on?"
    said = box.informativeText()
    assert "The current model is “sconet_mt_demo” (demo, trained on simulated walkers)." in said
    assert "local, unvalidated" in said
    assert "trained for 0 steps: it has learned nothing" in said
    assert "It is not known how often it is wrong." in said
    assert "Not calibrated for real people" in said
    assert "Existing results are not changed." in said
    safe = box.defaultButton()
    assert safe is not None
    assert safe.text() == "&Keep the current one"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert program.settings.model == ""
    assert not boxes()
    page.default_button.click()
    qtbot.keyClick(boxes()[0], Qt.Key.Key_Escape)
    assert program.settings.model == ""
    page.default_button.click()
    box_button("&Use this model").click()
    assert program.settings.model == "fresh"
    assert "“fresh” is used from now on." in page.banner.words


def test_what_a_calibrated_model_is_worth_is_said_of_it(
    qtbot: QtBot, program: Program, library: FakeLibrary
) -> None:
    library.fill()
    calibrated = model_card(
        "measured", "7", calibration=Calibration(scale=2.0, fitted_on="80 children of a school.")
    )
    library.add(calibrated)
    page = models_page(qtbot, program)
    qtbot.waitUntil(lambda: program.models.model("measured") is not None)
    page.table.select("measured")
    page.default_button.click()
    assert "Calibrated on: 80 children of a school." in boxes()[0].informativeText()
    box_button("&Keep the current one").click()
    page.table.select("drf_clinic_2026")
    page.default_button.click()
    said = boxes()[0].informativeText()
    assert "Marked as validated by Dr Maria Lindqvist on 2026-11-02." in said
    assert "on 412 people" in said
    box_button("&Keep the current one").click()


def test_the_choice_in_the_settings_asks_too_and_shows_what_judges_until_then(
    qtbot: QtBot, program: Program, library: FakeLibrary
) -> None:
    library.add(UNTRAINED)
    program.window.show_page(SETTINGS)
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.model.findData("fresh") > 0)
    page.model.setCurrentIndex(page.model.findData("fresh"))
    assert page.model.currentData() == ""
    box_button("&Keep the current one").click()
    assert program.settings.model == ""
    page.model.setCurrentIndex(page.model.findData("fresh"))
    box_button("&Use this model").click()
    assert (program.settings.model, page.model.currentData()) == ("fresh", "fresh")
    # Back to the program's choice is another model, too: the demo.
    page.model.setCurrentIndex(0)
    assert "Demonstration model" in boxes()[0].informativeText()
    box_button("&Use this model").click()
    assert program.settings.model == ""
    # The same model by its name is not.
    page.model.setCurrentIndex(page.model.findData("sconet_mt_demo"))
    assert not boxes()
    assert program.settings.model == "sconet_mt_demo"


def test_a_new_model_does_not_judge_by_being_installed(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    page = models_page(qtbot, program)
    pack = tmp_path / "mine.scoliomodel"
    pack.write_bytes(b"")
    page.take_files([pack])
    qtbot.waitUntil(lambda: program.models.model("mine") is not None)
    assert program.models.default == "sconet_mt_demo"
    assert not boxes()


@pytest.mark.parametrize("use", [True, False])
def test_a_model_that_takes_the_name_of_a_chosen_one_that_was_gone_is_asked_about(
    qtbot: QtBot, program: Program, tmp_path: Path, use: bool
) -> None:
    program.settings.model = "mine"
    page = models_page(qtbot, program)
    assert "The default model, “mine”, is missing" in page.banner.words
    pack = tmp_path / "mine.scoliomodel"
    pack.write_bytes(b"")
    page.take_files([pack])
    qtbot.waitUntil(lambda: bool(boxes()))
    assert ("“mine” was the chosen model, was missing, and is installed again.") in boxes()[
        0
    ].text()
    assert "Otherwise “sconet_mt_demo” is used" in boxes()[0].informativeText()
    box_button("&Use this model" if use else "&Keep the current one").click()
    assert program.models.default == ("mine" if use else "sconet_mt_demo")


def test_removing_the_model_that_judges_says_what_judges_then(
    qtbot: QtBot, program: Program, library: FakeLibrary, video: Callable[[str], Path]
) -> None:
    library.add(UNTRAINED)
    program.settings.model = "fresh"
    keep(program, video("a.mp4"))
    page = models_page(qtbot, program)
    qtbot.waitUntil(lambda: program.models.model("fresh") is not None)
    page.table.select("fresh")
    page.remove_button.click()
    qtbot.waitUntil(lambda: bool(boxes()))
    assert (
        "sconet_mt_demo 1.0.0 (demo, trained on simulated walkers) is used."
        in boxes()[0].informativeText()
    )
    box_button("&Keep").click()
    assert program.settings.model == "fresh"
