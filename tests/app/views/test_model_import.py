"""The import of a checkpoint: asked first, nothing guessed, errors in place; and once with the engine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.classes import ClassName
from engine.core.errors import MissingExtraError
from scolioapp.bootstrap import Program, build
from scolioapp.jobs.model_library import Judgement, ModelLibrary
from scolioapp.paths import AppPaths
from scolioapp.viewmodels.model_import import (
    BEFORE_2025,
    SINCE_2025,
    ImportPhase,
    ModelImport,
    name_for,
)
from scolioapp.views.main_window import MODELS
from scolioapp.views.model_import import ImportDialog
from scolioapp.views.models_page import ModelsPage
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener

CHECKPOINT = Path(__file__).parents[2] / "data" / "goldens" / "opengait_sconet_mt_tiny-00000.pt"

# The offscreen platform says so of every dialog with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def models_page(program: Program) -> ModelsPage:
    program.window.show_page(MODELS)
    page = program.window.page(MODELS)
    assert isinstance(page, ModelsPage)
    return page


@pytest.fixture
def page(program: Program) -> ModelsPage:
    return models_page(program)


@pytest.fixture
def ask(qtbot: QtBot, page: ModelsPage) -> Iterator[Callable[[str], ImportDialog]]:
    """Open the import with a checkpoint of this name, and wait until it was looked into."""

    def opened(name: str) -> ImportDialog:
        page.open_import(Path(name))
        dialog = page.import_dialog
        assert dialog is not None
        qtbot.waitUntil(lambda: not dialog.model.phase.busy)
        return dialog

    yield opened
    if page.import_dialog is not None:
        page.import_dialog.model.cancel()
        qtbot.waitUntil(lambda: page.import_dialog is None or not busy(page))
        if page.import_dialog is not None:
            page.import_dialog.reject()


def busy(page: ModelsPage) -> bool:
    return page.import_dialog is not None and page.import_dialog.model.phase.busy


Ask = Callable[[str], ImportDialog]


def test_nothing_can_be_imported_before_a_file_is_chosen(page: ModelsPage) -> None:
    page.import_button.click()
    dialog = page.import_dialog
    assert dialog is not None
    assert not dialog.import_button.isEnabled()
    assert dialog.wanting.text() == "Choose a checkpoint."
    assert not dialog.since.isVisible()
    dialog.reject()
    assert page.import_dialog is None


def test_what_was_recognised_is_shown_and_the_order_is_asked_for(ask: Ask) -> None:
    dialog = ask("ScoNet-20000.pt")
    said = dialog.found.text()
    assert "ScoNet-MT, which uses silhouettes" in said
    assert "Channels 64, 128, 256, 512; 16 parts; 3 classes." in said
    assert "parameters; 20" in said
    assert "SHA-256 cccccccccccc…" in said
    assert not any(each.isChecked() for each in (dialog.since, dialog.before, dialog.other))
    assert not dialog.import_button.isEnabled()
    assert dialog.wanting.text() == "Choose what each output means."
    assert dialog.name.text() == "ScoNet-20000"


@pytest.mark.parametrize(("button", "order"), [("since", SINCE_2025), ("before", BEFORE_2025)])
def test_the_two_orders_of_opengait(
    qtbot: QtBot,
    page: ModelsPage,
    library: FakeLibrary,
    ask: Ask,
    button: str,
    order: tuple[ClassName, ...],
) -> None:
    dialog = ask("ScoNet-20000.pt")
    getattr(dialog, button).click()
    dialog.licence.setCurrentIndex(0)
    dialog.origin.setText("A colleague in Shenzhen")
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.model.phase is ImportPhase.DONE)
    [request] = library.requests
    assert request.class_order == order
    assert request.name == "ScoNet-20000"
    assert request.licence.startswith("Trained on Scoliosis1K: not for commercial use")
    assert request.origin == "A colleague in Shenzhen"
    dialog.close_button.click()
    qtbot.waitUntil(lambda: page.selected is not None and page.selected.name == "ScoNet-20000")


def test_any_other_order_names_each_class_once(ask: Ask) -> None:
    dialog = ask("ScoNet-20000.pt")
    positive, neutral, negative = ClassName.POSITIVE, ClassName.NEUTRAL, ClassName.NEGATIVE
    for box, name in zip(dialog.outputs, (positive, positive, negative), strict=True):
        box.setCurrentIndex(box.findData(name))
    assert dialog.other.isChecked()
    assert not dialog.import_button.isEnabled()
    dialog.outputs[1].setCurrentIndex(dialog.outputs[1].findData(neutral))
    assert dialog.import_button.isEnabled()
    assert dialog.model.order == (positive, neutral, negative)


def test_another_file_is_asked_for_its_order_again(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask("ScoNet-20000.pt")
    dialog.since.click()
    assert dialog.import_button.isEnabled()
    dialog.take_file(Path("Other-10000.pt"))
    qtbot.waitUntil(lambda: not dialog.model.phase.busy)
    assert not dialog.since.isChecked()
    assert not dialog.import_button.isEnabled()
    assert dialog.name.text() == "Other-10000"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("bad.pt", "“bad.pt” wants to run code: posix.system. Nothing of it was run. Do not use"),
        ("torchless.pt", "Reading a checkpoint needs torch, which is not installed. Install the"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_dialog(ask: Ask, name: str, sentence: str) -> None:
    dialog = ask(name)
    assert dialog.banner.words.startswith(sentence)
    assert not dialog.since.isVisible()
    assert not dialog.import_button.isEnabled()


def test_a_name_that_is_no_name_keeps_the_import_back(ask: Ask) -> None:
    dialog = ask("ScoNet-20000.pt")
    dialog.since.click()
    dialog.name.selectAll()
    dialog.name.insert("my model/2")
    dialog.name.textEdited.emit(dialog.name.text())
    assert not dialog.import_button.isEnabled()
    assert dialog.wanting.text().startswith("Enter a name: Latin letters")


def test_an_import_that_fails_is_said_and_can_be_tried_again(
    qtbot: QtBot, page: ModelsPage, ask: Ask
) -> None:
    dialog = ask("failing-20000.pt")
    dialog.since.click()
    dialog.import_button.click()
    qtbot.waitUntil(lambda: "fails its known-answer test" in dialog.banner.words)
    assert dialog.import_button.isEnabled()
    assert page.rows.row_of("failing-20000") is None


def test_escape_stops_first_and_closes_then(
    qtbot: QtBot, page: ModelsPage, library: FakeLibrary, ask: Ask
) -> None:
    dialog = ask("slow-20000.pt")
    dialog.since.click()
    dialog.import_button.click()
    qtbot.waitUntil(library.started.is_set)
    assert dialog.task_row.isVisible()
    assert not dialog.since.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.banner.words == "Cancelled. Nothing was installed.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.import_dialog is None
    assert library.models[1:] == []


def test_the_window_can_be_closed_while_a_checkpoint_is_imported(
    qtbot: QtBot, program: Program, library: FakeLibrary, ask: Ask
) -> None:
    dialog = ask("slow-20000.pt")
    dialog.since.click()
    dialog.import_button.click()
    qtbot.waitUntil(library.started.is_set)
    program.window.close()
    assert not program.models.task.running
    assert not dialog.isVisible()


def test_enter_starts_nothing_that_was_not_chosen(
    qtbot: QtBot, library: FakeLibrary, ask: Ask
) -> None:
    dialog = ask("ScoNet-20000.pt")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert library.requests == []
    assert dialog.isVisible()


def test_the_same_file_a_second_time_is_said(qtbot: QtBot, program: Program, ask: Ask) -> None:
    dialog = ask("ScoNet-20000.pt")
    dialog.before.click()
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.model.phase is ImportPhase.DONE)
    qtbot.waitUntil(lambda: len(program.models.models) == 2)
    dialog.reject()
    again = ask("copy.pt")
    sentence = (
        "This file has already been imported as “ScoNet-20000”, with the order negative, "
        "positive, neutral."
    )
    assert sentence in again.found.text()


def test_names_are_made_of_file_names() -> None:
    assert name_for(Path("/a/ScoNet MT (final) #2.pt")) == "ScoNet_MT_final_2"
    assert name_for(Path("模型.pt")) == ""


# The engine


@pytest.fixture
def real(qtbot: QtBot, qapp: QApplication, paths: AppPaths) -> Iterator[tuple[Program, ModelsPage]]:
    program = build(qapp, paths, FakeScreener(), ModelLibrary(paths.models))
    program.start()
    yield program, models_page(program)
    program.end()
    settle()


def test_the_engine_imports_checks_compares_and_removes(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    real: tuple[Program, ModelsPage],
    paths: AppPaths,
    tmp_path: Path,
) -> None:
    # Measuring lower precisions takes its time, and has tests of its own.
    monkeypatch.setattr("engine.library.reduced_precision.add_precisions", lambda folder, **_: None)
    program, page = real
    page.open_import(CHECKPOINT)
    dialog = page.import_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.model.phase.busy)
    assert "Channels 8, 16, 32, 64; 16 parts; 3 classes." in dialog.found.text()
    dialog.before.click()
    dialog.name.setText("tiny")
    dialog.name.textEdited.emit("tiny")
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.model.phase is ImportPhase.DONE)
    dialog.reject()
    qtbot.waitUntil(lambda: page.selected is not None and page.selected.name == "tiny")
    model = page.selected
    assert model is not None
    assert model.card is not None
    assert model.card.class_order == BEFORE_2025
    assert model.card.status == "research"
    qtbot.waitUntil(lambda: "passes its test" in page.card.toPlainText())

    page.export_pack(model, tmp_path / "tiny.scoliomodel")
    qtbot.waitUntil(lambda: "was saved as tiny.scoliomodel" in page.banner.words)
    page.import_pack(tmp_path / "tiny.scoliomodel")
    qtbot.waitUntil(lambda: page.rows.row_of("tiny-2") is not None)

    page.open_compare()
    compare = page.compare_dialog
    assert compare is not None
    compare.recordings.setCurrentIndex(compare.recordings.count() - 1)
    compare.compare_button.click()
    qtbot.waitUntil(lambda: compare.comparison is not None)
    assert compare.comparison is not None
    assert compare.comparison.compared == 24
    compare.reject()

    program.models.remove(model)
    qtbot.waitUntil(lambda: page.rows.row_of("tiny") is None)
    assert not (paths.models / "tiny").exists()
    (paths.models / "tiny-2" / "model.onnx").write_bytes(b"changed")
    program.models.refresh()
    page.table.select("tiny-2")
    qtbot.waitUntil(lambda: "do not match its card" in page.card.toPlainText())


def test_without_torch_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "engine.models.opengait", raising=False)
    with pytest.raises(MissingExtraError, match="needs torch"):
        ModelLibrary(tmp_path).inspect(CHECKPOINT)


def test_a_result_that_cannot_be_read_names_no_model(tmp_path: Path) -> None:
    library = ModelLibrary(tmp_path)
    assert library.judgement(tmp_path) == Judgement()
    (tmp_path / "result.json").write_text("{ broken")
    assert library.judgement(tmp_path) == Judgement()


def test_an_import_asked_for_while_something_runs_says_so(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary
) -> None:
    page.import_pack(Path("slow.scoliomodel"))
    qtbot.waitUntil(library.started.is_set)
    model = ModelImport(program.models)
    model.choose(Path("a.pt"))
    assert model.error.startswith("Another task is running.")
    program.models.task.cancel()
    qtbot.waitUntil(lambda: not program.models.task.running)
