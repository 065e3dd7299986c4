"""The Dataset page, through the whole window, with the engine itself on small folders."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from engine.core.findings import Severity
from engine.core.progress import Stage
from scolioapp.bootstrap import Program
from scolioapp.jobs import dataset_jobs as engine_side
from scolioapp.storage.known_datasets import DatasetFile
from scolioapp.viewmodels.dataset_table import SEVERITY_ROLE
from scolioapp.viewmodels.research import DATASET, TRAINING
from scolioapp.views.dataset_dialogs import AgreementDialog
from scolioapp.views.dataset_found import CHECK
from scolioapp.views.dataset_make import ExtractDialog, SimulateDialog
from scolioapp.views.dataset_page import DatasetPage
from scolioapp.views.main_window import RESEARCH
from scolioapp.views.research_area import ResearchArea
from scolioapp.words.dataset_words import progress_words
from tests.app.dataset_fixtures import (
    agreed,
    idle,
    opened,
    page,
    pickles,
    refused,
    said,
    shown,
    simulated,
)
from tests.app.pseudo_language import PseudoTranslator
from tests.app.views.test_models_page import mime
from tests.app.words.test_words import texts
from tests.engine.datasets import made

# The offscreen platform says so of every dialog with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

__all__ = ["page", "simulated"]

CODE = b"cos\nsystem\n(S'touch ran'\ntR."


# Before there is a dataset


def test_the_empty_page_says_what_a_dataset_is_and_the_ways_to_one(page: DatasetPage) -> None:
    words = " ".join(texts(page.empty))
    assert "A dataset is a collection of recorded walks" in words
    assert page.empty.isVisible()
    assert not page.train_button.isVisible()
    for button, kind in (
        (page.empty.extract_button, ExtractDialog),
        (page.empty.simulate_button, SimulateDialog),
    ):
        button.click()
        assert isinstance(page.dialog, kind)
        page.close_dialog()
        assert page.dialog is None


# Opening


def test_opening_checks_at_once_and_says_what_there_is(
    qtbot: QtBot, page: DatasetPage, simulated: Path
) -> None:
    dataset = opened(qtbot, page, simulated)
    assert dataset.kind == "simulated"
    assert dataset.classes == {"negative": 8, "neutral": 8, "positive": 8}
    assert said(page) == "Checked: 24 sequences, nothing broken."
    assert page.details.counts.words().endswith("all 24 24")
    facts = page.details.card.toPlainText()
    for words in ("simulated walkers", "one file per sequence", "coco", str(simulated)):
        assert words in facts
    assert "Not split yet: training would split it" in page.details.train_note.text()
    assert page.train_button.isEnabled()
    assert (
        page.rows.index(0, 2).data() == "24 sequences, 24 people\npositive 8, neutral 8, negative 8"
    )


def test_scoliosis1k_is_taken_in_only_by_whoever_agrees(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path
) -> None:
    folder = made.dataset(tmp_path / "real", 9, simulated=False)
    page.open_folder(folder)
    qtbot.waitUntil(lambda: page.dialog is not None)
    dialog = page.dialog
    assert isinstance(dialog, AgreementDialog)
    assert dialog.agreement.text().startswith("Scoliosis1K is for research.")
    assert not dialog.action_button.isEnabled()
    dialog.reject()
    assert page._model.datasets == ()
    assert "was not added" in said(page)
    dataset = agreed(qtbot, page, folder)
    assert dataset.kind == "scoliosis1k"
    assert dataset.agreed[:2] == "20"
    assert "no commercial use" in dataset.licence
    assert dataset.agreed in page.details.card.toPlainText()
    # Who agreed once is not asked again.
    page.open_folder(folder)
    idle(qtbot, page)
    assert page.dialog is None
    assert len(page._model.datasets) == 1


def test_the_list_outlives_the_window_with_check_and_split(
    qtbot: QtBot, page: DatasetPage, simulated: Path, start: Callable[[], Program], program: Program
) -> None:
    opened(qtbot, page, simulated)
    page.open_split(page.selected)
    page.dialog.ask()
    idle(qtbot, page)
    assert "By person" in said(page), said(page)
    program.window.close()
    again = start()
    again.window.show_page(RESEARCH)
    area = again.window.page(RESEARCH)
    other = area.page(DATASET)
    qtbot.waitUntil(lambda: other._model.facts(simulated).split is not None)
    assert other.details.found.choices[CHECK].text() == "Check: nothing broken"
    assert "By person" in other.details.found.split_words.text()


def test_a_raw_folder_and_a_store_are_opened_too(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path
) -> None:
    import cv2

    raw = tmp_path / "raw"
    for number in range(3):
        place = raw / f"{number:05d}" / made.CLASSES[number].value / "000_180"
        place.mkdir(parents=True)
        for frame, picture in enumerate(made.walker(number, 4)):
            cv2.imwrite(str(place / f"{frame:03d}.png"), picture)
    (raw / "simulated.json").write_text("{}")
    opened(qtbot, page, raw)
    assert "images and JSON" in page.details.card.toPlainText()


# What is wrong is said, and nothing is lost


def test_a_file_an_empty_folder_and_a_folder_that_is_not_there_are_refused(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    assert refused(qtbot, page, tmp_path / "notes.txt").startswith(
        "“notes.txt” is a file, not a folder."
    )
    assert "“empty” contains no sequences" in refused(qtbot, page, tmp_path / "empty")
    assert "There is no folder “gone”." in refused(qtbot, page, tmp_path / "gone")


def test_another_layout_is_refused_with_the_folder_that_was_meant(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path
) -> None:
    made.dataset(tmp_path / "outer" / "inner", 3)
    words = refused(qtbot, page, tmp_path / "outer")
    assert "Did you mean the folder “inner”?" in words


def test_a_folder_that_may_not_be_read_is_said(
    qtbot: QtBot, page: DatasetPage, simulated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(engine_side.os, "scandir", deny)
    words = refused(qtbot, page, simulated)
    assert words.startswith("“walkers” cannot be read: Permission denied. Ask for permission")


def test_a_misspelt_class_and_a_pickle_with_code_stand_first_in_the_check(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = made.dataset(tmp_path / "real", 9, simulated=False)
    files = pickles(folder)
    files[4].write_bytes(CODE)
    place = files[2].parents[1]
    place.rename(place.with_name("Postive"))
    agreed(qtbot, page, folder)
    assert not (tmp_path / "ran").exists()
    assert "Broken: 2." in said(page)
    assert "Did you mean “Positive”? Rename the folder." in said(page)
    found = shown(page.details.found.findings)
    assert found[0].startswith("00002\nbroken\nsilhouettes/00002/Postive")
    assert "could run a stranger's code" in found[1]
    index = page.details.found.findings.rows.index(0, 0)
    assert index.data(SEVERITY_ROLE) == Severity.REPEAT
    assert not page.train_button.isEnabled()
    assert "correct the folders" in page.details.train_note.text()
    # Mended, it can be checked again.
    place.with_name("Postive").rename(place)
    page.details.check_button.click()
    idle(qtbot, page)
    assert page.train_button.isEnabled()
    assert "Training stops at anything broken" in page.details.train_note.text()


def test_findings_are_filtered_written_out_and_saved(
    qtbot: QtBot, page: DatasetPage, simulated: Path, tmp_path: Path
) -> None:
    pickles(simulated)[0].write_bytes(b"rubbish")
    (simulated / "subjects.csv").unlink()
    opened(qtbot, page, simulated)
    found = page.details.found
    assert found.choices[CHECK].text() == "Check: broken (1)"
    assert found.filter.currentText() == "All findings (2)"
    found.filter.setCurrentIndex(found.filter.findData("warning"))
    assert len(shown(found.findings)) == 1
    found.findings.table.selectRow(0)
    assert (
        "The dataset does not say which person each sequence shows."
    ) in found.findings.whole.text()
    found.filter.setCurrentIndex(found.filter.findData("note"))
    assert found.check_words.text() == "Nothing of this kind was found."
    for name in ("report.csv", "report"):
        page._model.save_report(simulated, tmp_path / name)
        qtbot.waitUntil(lambda: "Saved as" in said(page))
        page.banner.clear()
    assert (tmp_path / "report.csv").read_text().startswith("severity,sequence,problem")
    assert json.loads((tmp_path / "report.json").read_text())["sequences"] == 24
    page._model.save_report(simulated, tmp_path / "report.json" / "no" / "report.json")
    qtbot.waitUntil(lambda: "could not be written" in said(page))


def test_a_missing_folder_is_greyed_and_says_so(
    qtbot: QtBot, page: DatasetPage, simulated: Path
) -> None:
    opened(qtbot, page, simulated)
    shutil.rmtree(simulated)
    page._model.refresh()
    qtbot.waitUntil(lambda: page._model.missing(simulated))
    assert page.rows.index(0, 0).data() == "walkers\nIts folder is missing."
    assert "Connect the drive" in page.details.train_note.text()
    assert not page.train_button.isEnabled()
    assert not page.details.check_button.isEnabled()
    assert page.details.remove_button.isEnabled()


def test_removing_forgets_and_never_deletes(
    qtbot: QtBot, page: DatasetPage, simulated: Path, program: Program
) -> None:
    opened(qtbot, page, simulated)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page._model.datasets == ()
    assert page.empty.isVisible()
    assert len(pickles(simulated)) == 24
    assert DatasetFile(program.paths.datasets).read() == ()
    assert said(page) == "“walkers” was removed from the list. Its folder is unchanged."
    page.banner.act()
    assert [one.path for one in page._model.datasets] == [simulated]


# Drop, keys, words


def drop(page: QWidget, *paths: Path) -> None:
    """Drag files over a widget and let go."""
    data, copy = mime(*paths), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(40, 40), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(40, 40), copy, data, left, none))


def test_a_folder_that_is_dropped_is_opened_here(
    qtbot: QtBot, page: DatasetPage, simulated: Path, tmp_path: Path
) -> None:
    drop(page, simulated)
    idle(qtbot, page)
    assert [one.path for one in page._model.datasets] == [simulated]
    drop(page, simulated, tmp_path)
    assert said(page) == "One at a time: drop one folder."


def test_a_folder_that_is_dropped_beside_the_page_is_a_dataset_too(
    qtbot: QtBot, page: DatasetPage, program: Program, simulated: Path
) -> None:
    program.research.page_asked.emit(TRAINING)
    drop(program.window, simulated)
    assert program.window.current == RESEARCH
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    assert area.current == DATASET
    idle(qtbot, page)
    assert [one.path for one in page._model.datasets] == [simulated]


@pytest.mark.parametrize("name", ["walk.mp4", "net.pt", "net.scoliomodel"])
def test_videos_and_models_are_left_to_the_window(
    qtbot: QtBot, page: DatasetPage, program: Program, tmp_path: Path, name: str
) -> None:
    data = mime(tmp_path / name)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(program.window.dragged):
        QApplication.sendEvent(page, QDragEnterEvent(QPoint(40, 40), copy, data, left, none))
    program.window.dropped.disconnect(program.incoming.open)
    with qtbot.waitSignal(program.window.dropped) as dropped:
        QApplication.sendEvent(page, QDropEvent(QPointF(40, 40), copy, data, left, none))
    assert dropped.args == [[tmp_path / name]]


def test_everything_is_reached_by_key(
    qtbot: QtBot, page: DatasetPage, simulated: Path, program: Program
) -> None:
    opened(qtbot, page, simulated)
    stops = program.window._focus_stops()
    for widget in (
        page.add_button,
        page.train_button,
        page.table,
        *page.details.buttons.values(),
        page.details.card,
        page.details.found.choices[CHECK],
        page.details.found.report_button,
    ):
        assert widget in stops
    page.banner.clear()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F5)
    idle(qtbot, page)
    assert "Checked" in said(page)


def test_everything_has_a_name_and_can_be_translated(
    qtbot: QtBot, qapp: QApplication, program: Program, simulated: Path, page: DatasetPage
) -> None:
    opened(qtbot, page, simulated)
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    other = DatasetPage(page._model, program.settings, program.window)
    plain = {"walkers", "24", "8", "0", ""}
    dialogs: list[QWidget] = []
    other.open_extract()
    dialogs.append(other.dialog)
    other.dialog = None
    dataset = page.selected
    assert dataset is not None
    for show in (
        other.open_simulate,
        lambda: other.open_pack(dataset),
        lambda: other.open_split(dataset),
        lambda: other._open_files(dataset),
    ):
        show()
        dialogs.append(other.dialog)
        other.dialog = None
    for widget in (other, *dialogs):
        for words in texts(widget):
            known = words in plain or not any(letter.isalpha() for letter in words)
            assert "~" in words or known or words == "sconet_mt_demo", words
    qapp.removeTranslator(translator)
    for dialog in dialogs:
        dialog.reject()
        dialog.deleteLater()
    other.deleteLater()


def test_mnemonics_are_unique(qtbot: QtBot, page: DatasetPage, simulated: Path) -> None:
    def keys(words: list[str]) -> list[str]:
        return [w[w.index("&") + 1].lower() for w in words if "&" in w.replace("&&", "")]

    dataset = opened(qtbot, page, simulated)
    for show in (
        page.open_extract,
        page.open_simulate,
        lambda: page.open_pack(dataset),
        lambda: page.open_split(dataset),
        lambda: page._open_files(dataset),
    ):
        show()
        found = keys([words for words in texts(page.dialog) if "&" in words])
        assert len(found) == len(set(found)), found
        page.close_dialog()
    shown_here = [
        page.add_button,
        page.train_button,
        *page.details.buttons.values(),
        page.details.found.report_button,
        page.details.found.partition_button,
    ]
    # The choices above the page have D, T and E.
    found = [*keys([button.text() for button in shown_here]), "d", "t", "e"]
    assert len(found) == len(set(found)) == len(shown_here) + 3
    menu = page.add_button.menu()
    assert isinstance(menu, QMenu)
    found = keys([action.text() for action in menu.actions()])
    assert len(set(found)) == 3


def test_the_page_fits_a_doubled_scale(
    qtbot: QtBot, page: DatasetPage, simulated: Path, program: Program
) -> None:
    opened(qtbot, page, simulated)
    hint = program.window.minimumSizeHint()
    # 1920x1080 at 200 % is 960x540.
    assert hint.width() <= 960
    assert hint.height() <= 540


def test_progress_without_an_end_is_said_without_one() -> None:
    from engine.core.progress import ProgressReport

    assert progress_words("Packing…", ProgressReport(Stage.WRITE)) == "Packing…"
    assert progress_words("Packing…", ProgressReport(Stage.WRITE, 0.5)) == "Packing… 50 %"
