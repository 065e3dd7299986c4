"""The Models page, through the whole window with a made-up library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.pipeline.model_comparison import ComparedRecording, Judged
from scolioapp.bootstrap import Program
from scolioapp.views.main_window import MODELS, SCREEN, SETTINGS
from scolioapp.views.model_compare import MARK_ROLE
from scolioapp.views.models_page import ModelsPage
from scolioapp.views.settings_page import SettingsPage
from scolioapp.words.model_card_words import Check, CheckState, sections
from scolioapp.words.model_comparison_words import Comparison, summary
from tests.app.fake_models import FakeLibrary, imported_card, model_card
from tests.app.fakes import made_up
from tests.app.pseudo_language import PseudoTranslator
from tests.app.window.test_pages import box_button
from tests.app.words.test_words import texts

MakeVideo = Callable[[str], Path]

# The offscreen platform says so of every dialog with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def page(qtbot: QtBot, program: Program, library: FakeLibrary) -> ModelsPage:
    """The page with a model of each kind."""
    library.fill()
    return opened(qtbot, program, len(library.models))


def opened(qtbot: QtBot, program: Program, count: int) -> ModelsPage:
    program.window.show_page(MODELS)
    page = program.window.page(MODELS)
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: page.rows.rowCount() == count)
    return page


def lines(page: ModelsPage, name: str) -> str:
    row = page.rows.row_of(name)
    assert row is not None
    cells = (page.rows.index(row, column) for column in range(page.rows.columnCount()))
    return "\n".join(str(cell.data()) for cell in cells)


def keep(program: Program, path: Path, model: str = "", sha256: str = "") -> None:
    made = made_up(path, Outcome.BORDERLINE)
    result = made.result
    if model:
        assert result.model is not None
        facts = result.model.model_copy(update={"name": model, "sha256": sha256})
        result = result.model_copy(update={"model": facts})
    program.store.keep(result, path, {"result.json": result.to_json().encode()})


# What is shown


def test_the_table_says_what_each_model_is_and_is_worth(page: ModelsPage) -> None:
    demo = lines(page, "sconet_mt_demo")
    assert "1.0.0 · default" in demo
    assert "demo, trained on simulated walkers\ncomes with the program" in demo
    assert "Sensitivity 96 % (92 to 99)" in demo
    assert "on 300 simulated people" in demo
    assert "28.4 MB\naaaaaaaaaaaa" in demo
    imported = lines(page, "ScoNet-MT_scoliosis1k")
    assert "ScoNet-MT\nsilhouettes" in imported
    assert "research: local, unvalidated\nimported from ScoNet-MT_scoliosis1k-20000.pt" in imported
    assert "no evaluation" in imported
    assert "ScoNet-MT on skeleton maps\nskeleton maps" in lines(page, "skeleton_maps")
    assert "DRF\nskeleton maps, posture vector" in lines(page, "drf_clinic_2026")
    assert "DRF, two streams" in lines(page, "drf_two_streams_of_a_long_name")


def test_a_broken_folder_is_listed_with_its_problem_and_cannot_judge(page: ModelsPage) -> None:
    assert "cannot be used\nThe model “half_copied” has no model.onnx." in lines(
        page, "half_copied"
    )
    page.table.select("half_copied")
    assert "has no model.onnx" in page.card.toPlainText()
    assert not page.default_button.isEnabled()
    assert not page.export_button.isEnabled()
    assert not page.validate_button.isEnabled()
    assert page.remove_button.isEnabled()


def test_the_card_is_read_checked_and_copied(
    qtbot: QtBot, page: ModelsPage, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scolioapp.words.precision_words.may_support_bf16", lambda: True)
    page.table.select("drf_clinic_2026")
    qtbot.waitUntil(lambda: "passes its test" in page.card.toPlainText())
    said = page.card.toPlainText()
    for words in (
        "by Dr Maria Lindqvist on 2026-11-02, with an evaluation report",
        "negative, neutral, positive",
        "412 children of two schools, 2026",
        "84 % (80 to 87)",
        "changes a class score by up to 0.4 of 100 (24 simulated walks); offered",
        "none: its figures are model scores, not probabilities",
        "3" * 64,
    ):
        assert words in said
    page.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("drf_clinic_2026\n\nWhat it is\nDescription: Made up")
    assert f"SHA-256 model.onnx: {'3' * 64}" in copied


def test_a_changed_model_is_said_in_its_card(
    qtbot: QtBot, page: ModelsPage, library: FakeLibrary
) -> None:
    library.changed.add("skeleton_maps")
    page.table.select("skeleton_maps")
    sentence = "The weights of “skeleton_maps” were changed. Do not use this model."
    qtbot.waitUntil(lambda: sentence in page.card.toPlainText())


def test_going_up_and_down_checks_no_model_twice(
    qtbot: QtBot, page: ModelsPage, library: FakeLibrary, program: Program
) -> None:
    for name in ("skeleton_maps", "drf_clinic_2026", "skeleton_maps", "sconet_mt_demo"):
        page.table.select(name)
        model = page.selected
        assert model is not None
        qtbot.waitUntil(
            lambda model=model: program.models.check_of(model).state is CheckState.HOLDS
        )
    assert sorted(library.verified) == sorted(set(library.verified))


def test_figures_of_simulated_people_always_say_so(library: FakeLibrary) -> None:
    library.fill()
    for model in library.models:
        if model.card is None or model.card.evaluation is None:
            continue
        said = str(sections(model, Check()))
        simulated = "simulat" in model.card.evaluation.data.lower()
        assert ("simulated, none real" in said) == simulated


def test_without_own_models_the_page_says_how_to_add_one(qtbot: QtBot, program: Program) -> None:
    page = opened(qtbot, program, 1)
    assert page.hint.text().startswith(
        "Only the models that came with the program are installed. To add"
    )
    assert not page.compare_button.isEnabled()
    assert page.compare_button.toolTip() == "Comparing needs two models."
    assert not page.remove_button.isEnabled()
    assert page.remove_button.toolTip() == "A model that came with the program cannot be removed."


# The default


def test_page_and_settings_follow_one_choice(
    qtbot: QtBot, program: Program, page: ModelsPage
) -> None:
    settings = program.window.page(SETTINGS)
    assert isinstance(settings, SettingsPage)
    qtbot.waitUntil(lambda: settings.model.count() == 6)
    page.table.select("ScoNet-MT_scoliosis1k")
    page.default_button.click()
    assert program.settings.model == ""
    box_button("&Use this model").click()
    assert program.settings.model == "ScoNet-MT_scoliosis1k"
    assert settings.model.currentData() == "ScoNet-MT_scoliosis1k"
    assert "imported · default" in lines(page, "ScoNet-MT_scoliosis1k")
    assert "Not for clinical decisions" in page.banner.words
    assert not page.default_button.isEnabled()
    settings.model.setCurrentIndex(0)
    assert settings.model.currentData() == "ScoNet-MT_scoliosis1k"
    box_button("&Use this model").click()
    assert program.settings.model == ""
    assert "1.0.0 · default" in lines(page, "sconet_mt_demo")
    assert page.default_button.isEnabled()


def test_a_chosen_model_that_is_gone_is_said_on_both_pages(qtbot: QtBot, program: Program) -> None:
    program.settings.model = "gone"
    page = opened(qtbot, program, 1)
    assert "The default model, “gone”, is missing" in page.banner.words
    settings = program.window.page(SETTINGS)
    assert isinstance(settings, SettingsPage)
    assert settings.model.currentText() == "gone (not installed)"


# Packs


def test_a_dropped_pack_is_installed_and_shown(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary, tmp_path: Path
) -> None:
    drop(page, tmp_path / "from_a_colleague.scoliomodel")
    qtbot.waitUntil(lambda: page.rows.row_of("from_a_colleague") is not None)
    assert page.selected is not None
    assert page.selected.name == "from_a_colleague"
    assert "its files and its known answer were checked" in page.banner.words


def test_a_pack_that_fails_is_said_in_place(qtbot: QtBot, page: ModelsPage) -> None:
    page.import_pack(Path("failing.scoliomodel"))
    sentence = "“failing.scoliomodel” fails its known-answer test. Tell who made it."
    qtbot.waitUntil(lambda: page.banner.words == sentence)


def test_work_shows_progress_and_is_cancelled(
    qtbot: QtBot, page: ModelsPage, library: FakeLibrary
) -> None:
    page.import_pack(Path("slow.scoliomodel"))
    qtbot.waitUntil(library.started.is_set)
    qtbot.waitUntil(lambda: page.task_row.bar.value() == 400)
    assert page.task_row.isVisible()
    assert page.task_row.words.text() == "Importing slow.scoliomodel…"
    assert not page.import_button.isEnabled()
    page.task_row.cancel_button.click()
    assert page.task_row.words.text() == "Stopping…"
    qtbot.waitUntil(lambda: page.banner.words == "Cancelled. Nothing was changed.")
    assert not page.task_row.isVisible()
    assert page.import_button.isEnabled()
    assert page.rows.row_of("slow") is None


def test_closing_the_window_stops_the_work(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary
) -> None:
    page.import_pack(Path("slow.scoliomodel"))
    qtbot.waitUntil(library.started.is_set)
    program.window.close()
    assert not program.models.task.running
    assert [model.name for model in library.models].count("slow") == 0


def test_a_bug_takes_the_crash_path(qtbot: QtBot, program: Program, page: ModelsPage) -> None:
    seen: list[object] = []
    program.worker.unexpected.disconnect(program.crash.take)
    program.worker.unexpected.connect(seen.append)
    page.import_pack(Path("bug.scoliomodel"))
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], RuntimeError)
    assert page.import_button.isEnabled()


def test_a_pack_gets_its_ending(qtbot: QtBot, page: ModelsPage, tmp_path: Path) -> None:
    page.table.select("skeleton_maps")
    assert page.selected is not None
    page.export_pack(page.selected, tmp_path / "for_anna")
    qtbot.waitUntil(lambda: "was saved as for_anna.scoliomodel" in page.banner.words)
    assert (tmp_path / "for_anna.scoliomodel").exists()


# Dropping


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(page: QWidget, *paths: Path) -> None:
    """Drag files over a widget and let go."""
    data, copy = mime(*paths), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), copy, data, left, none))


def test_a_dropped_checkpoint_opens_the_import(
    qtbot: QtBot, page: ModelsPage, tmp_path: Path
) -> None:
    drop(page, tmp_path / "ScoNet-20000.PT")
    dialog = page.import_dialog
    assert dialog is not None
    assert dialog.file.text() == "ScoNet-20000.PT"
    qtbot.waitUntil(lambda: not dialog.model.phase.busy)
    dialog.reject()


def test_videos_are_left_to_the_window_and_models_reach_the_page_from_anywhere(
    qtbot: QtBot, program: Program, page: ModelsPage, tmp_path: Path
) -> None:
    videos = mime(tmp_path / "anna.mp4")
    over = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        videos,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, over)
    assert program.window.current == SCREEN
    drop(program.window, tmp_path / "new_one.scoliomodel")
    assert program.window.current == MODELS
    qtbot.waitUntil(lambda: page.rows.row_of("new_one") is not None)


def test_two_at_once_are_not_taken(page: ModelsPage, tmp_path: Path) -> None:
    drop(page, tmp_path / "a.pt", tmp_path / "b.pt")
    assert page.banner.words == "One at a time: drop one checkpoint or one model pack."
    assert page.import_dialog is None


# Removal


def test_removing_asks_first(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary
) -> None:
    program.settings.model = "skeleton_maps"
    page.table.select("skeleton_maps")
    for words, count in (("&Keep", 1), ("&Remove", 0)):
        with qtbot.waitSignal(program.models.removal_ready):
            page.remove_button.click()
        qtbot.mouseClick(box_button(words), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(
            lambda count=count: (
                [model.name for model in library.models].count("skeleton_maps") == count
            )
        )
    qtbot.waitUntil(lambda: page.rows.row_of("skeleton_maps") is None)
    assert program.settings.model == ""
    assert page.banner.words == (
        "“skeleton_maps” was removed. From now on “sconet_mt_demo” is used."
    )


def test_a_model_that_judged_a_kept_result_stays(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary, video: MakeVideo
) -> None:
    keep(program, video("anna.mp4"), "skeleton_maps", "2" * 64)
    keep(program, video("ben.mp4"), "skeleton_maps", "2" * 63 + "0")
    # Weights of an earlier model of this name, and another model's.
    keep(program, video("old.mp4"), "skeleton_maps", "9" * 64)
    keep(program, video("demo.mp4"))
    page.table.select("skeleton_maps")
    page.remove_button.click()
    qtbot.waitUntil(lambda: "“skeleton_maps” was not removed: 2 saved results" in page.banner.words)
    assert "Delete those results first, on the Results page." in page.banner.words
    assert "skeleton_maps" in [model.name for model in library.models]


def test_a_result_of_a_model_that_was_renamed_since_counts(
    qtbot: QtBot, program: Program, page: ModelsPage, video: MakeVideo
) -> None:
    keep(program, video("anna.mp4"), "its_former_name", "2" * 64)
    page.table.select("skeleton_maps")
    page.remove_button.click()
    qtbot.waitUntil(lambda: "was not removed: a saved result" in page.banner.words)


def test_the_same_weights_under_another_name_can_be_removed(
    qtbot: QtBot, program: Program, library: FakeLibrary, video: MakeVideo
) -> None:
    library.add(imported_card("good_order", "7"))
    library.add(imported_card("wrong_order", "7"))
    page = opened(qtbot, program, 3)
    keep(program, video("anna.mp4"), "good_order", "7" * 64)
    page.table.select("wrong_order")
    with qtbot.waitSignal(program.models.removal_ready):
        page.remove_button.click()
    qtbot.mouseClick(box_button("&Keep"), Qt.MouseButton.LeftButton)


def test_a_result_kept_while_the_question_is_open_keeps_the_model(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary, video: MakeVideo
) -> None:
    page.table.select("skeleton_maps")
    with qtbot.waitSignal(program.models.removal_ready):
        page.remove_button.click()
    keep(program, video("anna.mp4"), "skeleton_maps", "2" * 64)
    qtbot.mouseClick(box_button("&Remove"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "was not removed: a saved result" in page.banner.words)
    assert "skeleton_maps" in [model.name for model in library.models]


# Validation


def test_marking_as_validated_takes_a_report_and_a_name(
    qtbot: QtBot, page: ModelsPage, library: FakeLibrary
) -> None:
    page.table.select("ScoNet-MT_scoliosis1k")
    page.validate_button.click()
    dialog = page.validate_dialog
    assert dialog is not None
    assert not dialog.mark_button.isEnabled()
    dialog.report.setText("/somewhere/notes.json")
    assert not dialog.mark_button.isEnabled()
    dialog.by.setText("Maria Lindqvist")
    dialog.mark_button.click()
    qtbot.waitUntil(lambda: "“notes.json” is not an evaluation report." in dialog.banner.words)
    dialog.report.setText("/somewhere/report.json")
    dialog.mark_button.click()
    qtbot.waitUntil(lambda: page.validate_dialog is None)
    assert page.banner.words == "“ScoNet-MT_scoliosis1k” is marked as validated by Maria Lindqvist."
    qtbot.waitUntil(lambda: "\nvalidated\n" in lines(page, "ScoNet-MT_scoliosis1k"))


def test_a_demonstration_can_never_be_validated(
    qtbot: QtBot, program: Program, library: FakeLibrary
) -> None:
    library.add(model_card("own_demo", "8", status="demo"))
    page = opened(qtbot, program, 2)
    for name in ("sconet_mt_demo", "own_demo"):
        page.table.select(name)
        assert not page.validate_button.isEnabled()
        assert page.validate_button.toolTip() == "A demonstration model can never be validated."


# Comparison


def test_two_models_are_compared_on_the_kept_results(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary, video: MakeVideo
) -> None:
    for name in ("refused.mp4", "anna.mp4", "ben.mp4", "nobody.mp4"):
        keep(program, video(name))
    page.table.select("skeleton_maps")
    page.compare_button.click()
    dialog = page.compare_dialog
    assert dialog is not None
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    assert library.compared == [("skeleton_maps", "sconet_mt_demo")]
    cells = [
        [item.text() for column in range(6) if (item := dialog.table.item(row, column))]
        for row in range(dialog.table.rowCount())
    ]
    assert cells[0][1] == "Nobody was screened in this recording."
    assert cells[1][0].startswith("ben.mp4\n")
    assert cells[1][1:] == [
        "No such features detected in this recording (local, unvalidated)",
        "13",
        "Features associated with scoliosis detected (demo)",
        "72",
        "different",
    ]
    assert cells[2][-1] == "same"
    marks = [dialog.table.item(1, column).data(MARK_ROLE) for column in (1, 3)]
    assert marks == ["local, unvalidated", "demo"]
    assert cells[3] == [
        cells[3][0],
        "Not usable: film again.",
        "",
        "",
        "",
        "\N{EN DASH}",
    ]
    assert dialog.table.columnSpan(3, 1) == 4
    said = dialog.summary.text()
    assert said.startswith("Same outcome in 1 of 2 recordings.")
    assert said.endswith("at most by 59. Not usable and left out: 1.")
    assert "“sconet_mt_demo” is a demonstration model" in dialog.notes.text()
    assert "not a probability" in dialog.notes.text()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "No such features detected in this recording (local, unvalidated)\t13\t" in copied
    assert "demonstration model" in copied
    dialog.reject()


def test_simulated_people_serve_where_nothing_is_kept(
    qtbot: QtBot, program: Program, page: ModelsPage
) -> None:
    page.compare_button.click()
    dialog = page.compare_dialog
    assert dialog is not None
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    assert dialog.summary.text().startswith("There are no saved results yet.")
    dialog.recordings.setCurrentIndex(dialog.recordings.count() - 1)
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 24)
    assert "of 24 simulated people, nobody real" in dialog.summary.text()
    dialog.reject()


def test_a_comparison_takes_two_different_models_and_is_cancelled(
    qtbot: QtBot, program: Program, library: FakeLibrary
) -> None:
    library.add(imported_card("slow_model", "6"))
    page = opened(qtbot, program, 2)
    page.table.select("slow_model")
    page.compare_button.click()
    dialog = page.compare_dialog
    assert dialog is not None
    dialog.second.setCurrentIndex(dialog.first.currentIndex())
    assert not dialog.compare_button.isEnabled()
    dialog.second.setCurrentIndex(0)
    dialog.compare_button.click()
    qtbot.waitUntil(library.started.is_set)
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.banner.words == "Cancelled.")
    assert dialog.isVisible()
    dialog.reject()
    assert page.compare_dialog is None


def test_answers_without_scores_are_compared_by_what_they_say(library: FakeLibrary) -> None:
    library.fill()
    said = Judged(Outcome.INCONCLUSIVE, None)
    rows = (ComparedRecording("far.mp4", said, said),)
    comparison = Comparison(*library.models[:2], rows, ("2026-11-22T10:00:00+00:00",))
    assert summary(comparison) == "Same outcome in 1 of 1; no scores to compare."


# Words and keys


def test_every_word_of_page_and_dialogs_can_be_translated(
    qtbot: QtBot, qapp: QApplication, program: Program, library: FakeLibrary
) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    library.add(imported_card("own", "1", description="~", silhouette_source="~"))
    page = opened(qtbot, program, 2)
    model = page.selected
    assert model is not None
    for section in sections(library.models[1], Check()):
        said = [section.title, *(line.label for line in section.lines)]
        assert all("~" in words or words.startswith("SHA-256") for words in said), said
    page.open_import(None)
    page.open_compare()
    page.open_validate(library.models[1])
    dialogs = (page.import_dialog, page.compare_dialog, page.validate_dialog)
    names = {"", "sconet_mt_demo", "own"}
    for dialog in dialogs:
        assert dialog is not None
        assert "~" in dialog.windowTitle()
        for words in texts(dialog):
            plain = words in names or not any(letter.isalpha() for letter in words)
            assert "~" in words or plain, words
        dialog.reject()
    qapp.removeTranslator(translator)


def test_the_page_fits_a_doubled_scale(program: Program, page: ModelsPage) -> None:
    hint = program.window.minimumSizeHint()
    # 1920x1080 at 200 % is 960x540.
    assert hint.width() <= 960
    assert hint.height() <= 540


def test_mnemonics_of_the_page_and_its_dialogs_are_unique(
    qtbot: QtBot, page: ModelsPage, library: FakeLibrary
) -> None:
    def keys(words: list[str]) -> list[str]:
        return [w[w.index("&") + 1].lower() for w in words if "&" in w.replace("&&", "")]

    page.open_import(None)
    page.open_compare()
    page.open_validate(library.models[1])
    dialogs = (page.import_dialog, page.compare_dialog, page.validate_dialog)
    for dialog in dialogs:
        assert dialog is not None
        found = keys([words for words in texts(dialog) if "&" in words])
        assert len(found) == len(set(found)), found
        dialog.reject()
    buttons = (
        page.import_button,
        page.pack_button,
        page.default_button,
        page.compare_button,
        page.export_button,
        page.validate_button,
        page.remove_button,
        page.copy_button,
    )
    found = keys([button.text() for button in buttons])
    assert len(set(found)) == len(buttons)


def test_recordings_are_compared_by_their_labels_which_are_not_copied(
    qtbot: QtBot, program: Program, page: ModelsPage, library: FakeLibrary, video: MakeVideo
) -> None:
    keep(program, video("anna.mp4"))
    [entry] = program.store.entries()
    program.store.relabel(entry.identifier, "Zoë")
    page.table.select("skeleton_maps")
    page.compare_button.click()
    dialog = page.compare_dialog
    assert dialog is not None
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    item = dialog.table.item(0, 0)
    assert item is not None
    assert item.text().startswith("Zoë\nanna.mp4 · ")
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "anna.mp4" in copied
    assert "Zoë" not in copied
    dialog.reject()
