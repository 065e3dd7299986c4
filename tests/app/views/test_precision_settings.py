"""Precision and device: offered as the model's card measured them, kept, and handed to the engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.core.classes import ClassName
from engine.core.resources import resource
from engine.inference.predictor import offered_precision
from engine.models.cards import ModelCard, PrecisionCheck
from scolioapp.bootstrap import Program
from scolioapp.settings import Settings
from scolioapp.views.main_window import SETTINGS
from scolioapp.views.settings_page import SettingsPage
from scolioapp.words.model_card_words import Check, plain_text, sections
from scolioapp.words.training_groups import choice_words
from tests.app.fake_models import FakeLibrary, model_card
from tests.app.fakes import FakeScreener
from tests.app.window.test_pages import box_button

# The offscreen platform says so of every dialog with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def measured(difference: float) -> PrecisionCheck:
    logits = {name: (0.0,) * 16 for name in ClassName}
    return PrecisionCheck(
        largest_difference=difference, sequences=60, measured_on="made up", logits=logits
    )


MEASURED = {"bf16": measured(0.0041), "int8": measured(0.012)}


def card(**changes: object) -> ModelCard:
    made = model_card("quick", "7")
    hashes = {**made.sha256, "model.int8.onnx": "7" * 64}
    return made.model_copy(update={"precisions": MEASURED, "sha256": hashes, **changes})


@pytest.fixture(autouse=True)
def a_processor_with_bf16(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scolioapp.words.precision_words.may_support_bf16", lambda: True)


@pytest.fixture
def page(program: Program, library: FakeLibrary, qtbot: QtBot) -> SettingsPage:
    library.add(card())
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    program.models.refresh()
    qtbot.waitUntil(lambda: page.model.findData("quick") > 0)
    return page


def choose(page: SettingsPage, row: int) -> None:
    page.model.setCurrentIndex(row)
    box_button("&Use this model").click()


def offered(page: SettingsPage) -> list[str]:
    return [page.precision.itemData(row) for row in range(page.precision.count())]


def test_the_demo_model_computes_in_full_precision_only(page: SettingsPage) -> None:
    assert offered(page) == ["fp32"]
    assert page.precision_note.text() == "This model runs in full precision only."


def test_a_model_offers_what_its_card_measured_and_says_the_cost(page: SettingsPage) -> None:
    choose(page, page.model.findData("quick"))
    assert offered(page) == ["fp32", "bf16", "int8"]
    assert page.precision.itemText(2) == "Eight bits (int8): scores within 1.2 of 100"
    assert (
        "bf16 changed no score by more than 0.5 of 100 on 60 sequences"
        in page.precision_note.text()
    )
    assert page.precision.accessibleDescription() == page.precision_note.text()


def test_a_precision_that_costs_too_much_is_not_offered(
    page: SettingsPage, library: FakeLibrary
) -> None:
    choose(page, page.model.findData("quick"))
    made = card(precisions={**MEASURED, "int8": measured(0.03)})
    page.show_models([library.models[0], library.add(made)])
    assert offered(page) == ["fp32", "bf16"]


def test_a_choice_is_kept_and_handed_on(
    page: SettingsPage, program: Program, screener: FakeScreener, video: Callable[[str], Path]
) -> None:
    choose(page, page.model.findData("quick"))
    page.precision.setCurrentIndex(page.precision.findData("int8"))
    page.device.setCurrentIndex(page.device.findData("cpu"))
    assert (program.settings.precision, program.settings.device) == ("int8", "cpu")
    program.screen_model.offer([video("anna_none.mp4")])
    request = _first(program, screener)
    assert (request.model, request.precision, request.device) == ("quick", "int8", "cpu")


def _first(program: Program, screener: FakeScreener):
    from tests.app.screenshots import wait

    wait(lambda: all(job.phase.over for job in program.queue.jobs) and bool(screener.requests))
    return screener.requests[0]


def test_a_choice_that_another_model_does_not_offer_is_said(
    page: SettingsPage, program: Program
) -> None:
    choose(page, page.model.findData("quick"))
    page.precision.setCurrentIndex(page.precision.findData("int8"))
    choose(page, 0)
    assert page.precision.currentData() == "fp32"
    assert "“int8” was chosen, but this model does not offer it" in page.precision_note.text()
    choose(page, page.model.findData("quick"))
    assert page.precision.currentData() == "int8"


def test_nonsense_in_the_file_reads_as_full_and_automatic(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[screening]\nprecision=fp8\ndevice=abacus\n")
    assert (Settings(path).precision, Settings(path).device) == ("fp32", "auto")


def test_a_precision_that_is_not_offered_falls_back_to_the_full_one(tmp_path: Path) -> None:
    assert offered_precision(resource("models", "sconet_mt_demo"), "fp32") == "fp32"
    folder = tmp_path / "quick"
    folder.mkdir()
    (folder / "card.yaml").write_text(card().to_yaml(), encoding="utf-8")
    assert offered_precision(folder, "int8") == "int8"
    assert offered_precision(folder, "fp16") == "fp32"


def test_a_processor_without_bf16_is_not_offered_it(
    page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, page.model.findData("quick"))
    page.precision.setCurrentIndex(page.precision.findData("bf16"))
    monkeypatch.setattr("scolioapp.words.precision_words.may_support_bf16", lambda: False)
    monkeypatch.setattr("shutil.which", lambda _: None)
    page.show_models(page._models)
    assert offered(page) == ["fp32", "int8"]
    assert page.precision_note.text() == (
        "“bf16” was chosen, but this processor does not support it: the model runs in full "
        "precision."
    )
    shown = plain_text("", sections(page._models[-1], Check()))
    assert "(made up); not offered on this processor" in shown
    assert choice_words("mixed_precision", "bf16") == "bf16 (not on this processor; on a GPU)"
