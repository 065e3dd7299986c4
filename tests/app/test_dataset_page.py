"""The Dataset page, through the whole window, with the engine itself on small folders."""

from __future__ import annotations

import errno
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from engine.core.errors import CancelledError, MissingExtraError
from engine.core.findings import Severity
from engine.core.progress import Stage, check, report
from engine.core.text import text
from engine.datasets import packing
from engine.datasets.partitions import read_parts
from scolioapp import i18n
from scolioapp.bootstrap import Program
from scolioapp.jobs import datasets as engine_side
from scolioapp.jobs.dataset_requests import ExtractRequest, PackWish, SimulateRequest
from scolioapp.jobs.datasets import EngineDatasets
from scolioapp.storage.datasets import DatasetFile, KnownDataset
from scolioapp.viewmodels.dataset_facts import files_of
from scolioapp.viewmodels.dataset_table import SEVERITY_ROLE
from scolioapp.viewmodels.dataset_words import progress_words
from scolioapp.viewmodels.research import DATASET, TRAINING
from scolioapp.views.dataset_dialogs import AgreementDialog, FilesDialog
from scolioapp.views.dataset_found import CHECK, LEFT_OUT, SPLIT
from scolioapp.views.dataset_make import ExtractDialog, SimulateDialog
from scolioapp.views.dataset_pack import PackDialog
from scolioapp.views.dataset_page import DatasetPage
from scolioapp.views.dataset_split import SplitDialog
from scolioapp.views.main_window import RESEARCH, SCREEN
from scolioapp.views.research_area import ResearchArea
from scolioapp.widgets.found_list import FoundList
from tests.app.test_models_page import mime
from tests.app.test_words import texts
from tests.engine.datasets import made
from tests.engine.pipeline.test_extraction import home, watched

# The offscreen platform says so of every dialog with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

__all__ = ["home", "watched"]

CODE = b"cos\nsystem\n(S'touch ran'\ntR."


class Slow(EngineDatasets):
    """Waits in every piece of work until it is cancelled or released."""

    def __init__(self) -> None:
        self.begun, self.release = threading.Event(), threading.Event()

    def _wait(self, progress, cancel) -> None:
        self.begun.set()
        report(progress, Stage.OPEN, 0.42, 70.0)
        while not self.release.wait(0.02):
            check(cancel)

    def check(self, files, *, progress=None, cancel=None):
        self._wait(progress, cancel)
        return super().check(files, progress=progress, cancel=cancel)

    def simulate(self, request, *, progress=None, cancel=None):
        self._wait(progress, cancel)


@pytest.fixture
def page(qtbot: QtBot, program: Program) -> Iterator[DatasetPage]:
    before = set(threading.enumerate())
    program.window.show_page(RESEARCH)
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    area.show_page(DATASET)
    found = area.page(DATASET)
    assert isinstance(found, DatasetPage)
    yield found
    program.research.datasets.task.close()
    # A pool of processes lets go of its threads a moment after the store is there.
    qtbot.waitUntil(lambda: not set(threading.enumerate()) - before, timeout=20_000)


@pytest.fixture
def simulated(tmp_path: Path) -> Path:
    return made.dataset(tmp_path / "walkers", 24)


def idle(qtbot: QtBot, page: DatasetPage) -> None:
    qtbot.waitUntil(lambda: not page._model.task.running, timeout=30_000)


def opened(qtbot: QtBot, page: DatasetPage, folder: Path) -> KnownDataset:
    """Open a folder whose terms need no agreement, and wait for its check."""
    page.open_folder(folder)
    idle(qtbot, page)
    dataset = page.selected
    assert dataset is not None
    assert dataset.path == folder
    return dataset


def agreed(qtbot: QtBot, page: DatasetPage, folder: Path) -> KnownDataset:
    """Open a folder that is taken for Scoliosis1K, and agree."""
    page.open_folder(folder)
    qtbot.waitUntil(lambda: page.dialog is not None)
    dialog = page.dialog
    assert isinstance(dialog, AgreementDialog)
    dialog.box.setChecked(True)
    dialog.action_button.click()
    idle(qtbot, page)
    dataset = page.selected
    assert dataset is not None
    return dataset


def said(page: DatasetPage) -> str:
    return page.banner.words


def shown(found: FoundList) -> list[str]:
    rows = found.rows
    return [
        "\n".join(str(rows.index(row, column).data()) for column in range(rows.columnCount()))
        for row in range(rows.rowCount())
    ]


def pickles(folder: Path) -> list[Path]:
    return sorted((folder / "silhouettes").rglob("*.pkl"))


def refused(qtbot: QtBot, page: DatasetPage, folder: Path) -> str:
    page.open_folder(folder)
    idle(qtbot, page)
    assert page._model.datasets == ()
    assert page.dialog is None
    return said(page)


# Before there is a dataset


def test_the_empty_page_says_what_a_dataset_is_and_the_ways_to_one(page: DatasetPage) -> None:
    words = " ".join(texts(page.empty))
    assert "A dataset is many recorded walks" in words
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
    assert said(page) == "Checked: nothing is broken in 24 sequences."
    assert page.details.counts.words().endswith("all 24 24")
    facts = page.details.card.toPlainText()
    for words in ("simulated walkers", "a file for each sequence", "coco", str(simulated)):
        assert words in facts
    assert "Not split yet: a training splits it by itself" in page.details.train_note.text()
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
    assert dialog.agreement.text().startswith("The data of Scoliosis1K is for research.")
    assert not dialog.action_button.isEnabled()
    dialog.reject()
    assert page._model.datasets == ()
    assert "was not taken in" in said(page)
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
    assert "pictures and JSON" in page.details.card.toPlainText()


# What is wrong is said, and nothing is lost


def test_a_file_an_empty_folder_and_a_folder_that_is_not_there_are_refused(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    assert refused(qtbot, page, tmp_path / "notes.txt").startswith(
        "“notes.txt” is a file, not a folder."
    )
    assert "“empty” holds no sequence" in refused(qtbot, page, tmp_path / "empty")
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
    assert words.startswith("“walkers” cannot be read: Permission denied. Ask for the right")


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
    assert "mend the folders" in page.details.train_note.text()
    # Mended, it can be checked again.
    place.with_name("Postive").rename(place)
    page.details.check_button.click()
    idle(qtbot, page)
    assert page.train_button.isEnabled()
    assert "A training stops at what is broken" in page.details.train_note.text()


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
    assert "Nothing says whose each sequence is." in found.findings.whole.text()
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
    assert page.rows.index(0, 0).data() == "walkers\nIts folder is not there."
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
    assert said(page) == "“walkers” was taken off the list. Its folder stays as it is."
    page.banner.act()
    assert [one.path for one in page._model.datasets] == [simulated]


# Splitting


def split_dialog(page: DatasetPage) -> SplitDialog:
    page.details.split_button.click()
    assert isinstance(page.dialog, SplitDialog)
    return page.dialog


def test_a_split_by_person_is_kept_shown_and_saved(
    qtbot: QtBot, page: DatasetPage, simulated: Path, tmp_path: Path
) -> None:
    shutil.copytree(simulated / "silhouettes" / "00000", simulated / "silhouettes" / "00090")
    with (simulated / "subjects.csv").open("a") as stream:
        stream.writelines(f"{number:05d},somebody {number}\n" for number in (90,))
    opened(qtbot, page, simulated)
    dialog = split_dialog(page)
    assert dialog.people_words.text().startswith("By person")
    dialog.test.setValue(50)
    dialog.validation.setValue(45)
    assert not dialog.action_button.isEnabled()
    dialog.test.setValue(25)
    dialog.validation.setValue(25)
    dialog.seed.setValue(3)
    dialog.action_button.click()
    idle(qtbot, page)
    dataset = page.selected
    assert dataset is not None
    assert dataset.partition is not None
    parts = read_parts(dataset.partition)
    assert len(parts.train) + len(parts.validation) + len(parts.test) == 25
    found = page.details.found
    assert found.stack.currentIndex() == SPLIT
    assert "By person: nobody is meant to stand in two parts." in found.split_words.text()
    assert "positive" in found.counts.words()
    assert "Seed 3." in found.split_note.text()
    page._model.save_partition(simulated, tmp_path / "for opengait")
    qtbot.waitUntil(lambda: "Saved as for opengait.json." in said(page))
    assert set(read_parts(tmp_path / "for opengait.json").test) == set(parts.test)


def test_leaks_are_listed(qtbot: QtBot, page: DatasetPage, simulated: Path, tmp_path: Path) -> None:
    opened(qtbot, page, simulated)
    people = {f"{number:05d}": f"person {number // 2}" for number in range(24)}
    listed = tmp_path / "people.csv"
    listed.write_text("id,subject\n" + "".join(f"{id},{who}\n" for id, who in people.items()))
    ids = list(people)
    partition = tmp_path / "118.json"
    partition.write_text(
        json.dumps({"TRAIN_SET": ids[:13], "VALIDATION_SET": ids[13:16], "TEST_SET": ids[16:]})
    )
    dialog = split_dialog(page)
    dialog.complete.setChecked(True)
    assert dialog.wanting.text() == "Choose the partition."
    dialog.partition.set_path(partition)
    dialog.subjects.set_path(listed)
    dialog.action_button.click()
    idle(qtbot, page)
    leaks = shown(page.details.found.leaks)
    assert any("same person" in leak and "“person 6”" in leak for leak in leaks)
    assert page.details.found.choices[SPLIT].text().startswith("Split: leaks found (")
    assert "Test set kept from 118.json." in page.details.found.split_note.text()
    dataset = page.selected
    assert dataset is not None
    assert dataset.subjects == listed
    # The check knows the people of the list, too.
    assert page.details.counts.words().endswith("all 24 12")


def test_a_split_per_sequence_says_that_leakage_is_possible(
    qtbot: QtBot, page: DatasetPage, simulated: Path
) -> None:
    (simulated / "subjects.csv").unlink()
    opened(qtbot, page, simulated)
    dialog = split_dialog(page)
    assert dialog.people_words.text().startswith("Per sequence, leakage possible")
    dialog.action_button.click()
    idle(qtbot, page)
    assert "Per sequence, leakage possible" in said(page)
    assert page.rows.index(0, 3).data() == "split\nper sequence"


def test_a_split_that_cannot_be_made_is_said_and_asked_again(
    qtbot: QtBot, page: DatasetPage, simulated: Path, tmp_path: Path
) -> None:
    opened(qtbot, page, simulated)
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[]")
    dialog = split_dialog(page)
    dialog.complete.setChecked(True)
    dialog.partition.set_path(wrong)
    dialog.action_button.click()
    idle(qtbot, page)
    assert "“wrong.json” is not a partition file." in said(page)
    assert page._model.datasets[0].partition is None
    page.banner.act()
    assert isinstance(page.dialog, SplitDialog)
    assert page.dialog.partition.path == wrong
    page.close_dialog()


def test_another_list_of_people_asks_for_another_split(
    qtbot: QtBot, page: DatasetPage, simulated: Path, tmp_path: Path
) -> None:
    opened(qtbot, page, simulated)
    split_dialog(page).action_button.click()
    idle(qtbot, page)
    listed = tmp_path / "people.csv"
    listed.write_text("id,subject\n00000,ann\n")
    page.details.files_button.click()
    dialog = page.dialog
    assert isinstance(dialog, FilesDialog)
    dialog.subjects.set_path(listed)
    dialog.action_button.click()
    idle(qtbot, page)
    dataset = page.selected
    assert dataset is not None
    assert (dataset.subjects, dataset.partition) == (listed, None)
    assert "The subject map lacks 23 sequences" in "".join(shown(page.details.found.findings))


# Packing


def test_a_store_joins_the_list_with_its_split_and_takes_the_place_if_asked(
    qtbot: QtBot, page: DatasetPage, simulated: Path
) -> None:
    opened(qtbot, page, simulated)
    split_dialog(page).action_button.click()
    idle(qtbot, page)
    page.details.pack_button.click()
    dialog = page.dialog
    assert isinstance(dialog, PackDialog)
    store = simulated.with_name("walkers-store")
    assert dialog.store.path == store
    dialog.workers.setValue(1)
    dialog.instead.setChecked(True)
    dialog.action_button.click()
    idle(qtbot, page)
    dataset = page.selected
    assert dataset is not None
    assert (dataset.path, dataset.packed, dataset.kind) == (store, True, "simulated")
    assert [one.path for one in page._model.datasets] == [store]
    assert dataset.partition is not None
    assert len(read_parts(dataset.partition).train) == 15
    assert "Packed as “walkers-store”. Checked: nothing is broken" in said(page)
    assert "packed store" in page.details.card.toPlainText()


def test_what_cannot_be_packed_is_listed(qtbot: QtBot, page: DatasetPage, tmp_path: Path) -> None:
    folder = made.dataset(tmp_path / "real", 9, simulated=False)
    pickles(folder)[1].write_bytes(b"rubbish")
    dataset = agreed(qtbot, page, folder)
    store = tmp_path / "store"
    page._model.pack(PackWish(files_of(dataset), store, workers=1))
    idle(qtbot, page)
    packed = page.selected
    assert packed is not None
    assert (packed.path, packed.agreed) == (store, dataset.agreed)
    assert "Sequences left out: 1" in said(page)
    assert page.details.found.choices[LEFT_OUT].text() == "Left out: 1"
    assert shown(page.details.found.left_out)[0].startswith("00001\n“000_180.pkl” is damaged")


def test_a_full_disk_leaves_neither_store_nor_entry(
    qtbot: QtBot, page: DatasetPage, simulated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = opened(qtbot, page, simulated)

    def full(self: object, array: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(packing._GrowingArray, "append", full)
    page._model.pack(PackWish(files_of(dataset), simulated.with_name("store"), workers=1))
    idle(qtbot, page)
    assert "could not be written: No space left on device." in said(page)
    assert sorted(path.name for path in simulated.parent.glob("*store*")) == []
    assert [one.path for one in page._model.datasets] == [simulated]
    page.banner.act()
    assert isinstance(page.dialog, PackDialog)
    page.close_dialog()


# Making


def test_videos_become_a_dataset_and_the_bad_ones_are_listed(
    qtbot: QtBot, page: DatasetPage, home: Path, watched: list[str]
) -> None:
    (home / "videos" / "b.mp4").write_text("bad")
    page.empty.extract_button.click()
    dialog = page.dialog
    assert isinstance(dialog, ExtractDialog)
    for field, path in (
        (dialog.videos, home / "videos"),
        (dialog.labels, home / "labels.csv"),
        (dialog.out, home / "ours"),
    ):
        assert not dialog.action_button.isEnabled()
        field.set_path(path)
    dialog.licence.setText("Consent for research at our school.")
    dialog.action_button.click()
    idle(qtbot, page)
    dataset = page.selected
    assert dataset is not None
    assert (dataset.kind, dataset.keypoint_set) == ("extracted", "blazepose")
    assert dataset.licence == "Consent for research at our school."
    assert dataset.sequences == 2
    assert "Videos that could not be used: 1" in said(page)
    assert shown(page.details.found.left_out) == ["b.mp4\nIt is damaged."]
    # Mended, it goes on where it was.
    (home / "videos" / "b.mp4").write_text("1")
    page._model.extract(ExtractRequest(home / "videos", home / "labels.csv", home / "ours"))
    idle(qtbot, page)
    assert page._model.datasets[0].sequences == 3
    assert not page.details.found.choices[LEFT_OUT].isVisible()
    assert watched.count("a.mp4") == 1


def test_an_extraction_that_is_stopped_says_that_it_goes_on(
    qtbot: QtBot, page: DatasetPage, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_told: object, **_more: object) -> None:
        raise CancelledError

    monkeypatch.setattr("engine.pipeline.extraction.extract_videos", stopped)
    request = ExtractRequest(home / "videos", home / "labels.csv", home / "ours")
    page._model.extract(request)
    idle(qtbot, page)
    assert said(page).startswith("Stopped. The videos that were done are kept")
    page.banner.act()
    assert isinstance(page.dialog, ExtractDialog)
    assert page.dialog.request() == request
    page.close_dialog()


def test_missing_packages_of_the_simulation_are_said(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_told: object, **_more: object) -> None:
        raise MissingExtraError(
            text("Simulated walkers need the package “{name}”.", name="anny"),
            text("Install the extra: pip install “scolioapp[simulation]”."),
        )

    monkeypatch.setattr(engine_side, "run_apart", missing)
    page.empty.simulate_button.click()
    dialog = page.dialog
    assert isinstance(dialog, SimulateDialog)
    dialog.folder.set_path(tmp_path / "sim")
    dialog.action_button.click()
    idle(qtbot, page)
    assert said(page).startswith("Simulated walkers need the package “anny”. Install the extra")
    assert not list(tmp_path.glob("*sim*"))


def test_simulated_walkers_are_taken_in_whole_or_not_at_all(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_work: object, root: Path, people: int, *_told: object, **_more: object) -> None:
        made.dataset(root, people)
        if people == 6:
            raise CancelledError

    monkeypatch.setattr(engine_side, "run_apart", write)
    page._model.simulate(SimulateRequest(tmp_path / "sim", people=6))
    idle(qtbot, page)
    assert said(page) == "Cancelled. Nothing was changed."
    assert not list(tmp_path.glob("*sim*"))
    page._model.simulate(SimulateRequest(tmp_path / "sim", people=9))
    idle(qtbot, page)
    dataset = page.selected
    assert dataset is not None
    assert (dataset.kind, dataset.sequences) == ("simulated", 9)


# Working


def test_one_thing_at_a_time_and_cancel_within_half_a_second(
    qtbot: QtBot, page: DatasetPage, simulated: Path, tmp_path: Path
) -> None:
    slow = Slow()
    page._model.library = slow
    page.open_folder(simulated)
    qtbot.waitUntil(slow.begun.is_set)
    qtbot.waitUntil(lambda: "Checking walkers… 42 % · 1:10 left" in page.task_row.words.text())
    assert page.task_row.isVisible()
    assert not page.details.check_button.isEnabled()
    page.open_folder(tmp_path)
    assert said(page).startswith("Something else is being done.")
    page.task_row.cancel_button.click()
    qtbot.waitUntil(lambda: not page._model.task.running, timeout=500)
    assert said(page) == "The check was cancelled. Nothing was changed."
    # What was seen before the check stays.
    assert page._model.datasets[0].sequences == 24
    assert not page.task_row.isVisible()


def test_closing_the_window_stops_the_work_and_closes_what_is_asked(
    qtbot: QtBot, page: DatasetPage, simulated: Path, program: Program
) -> None:
    slow = Slow()
    page._model.library = slow
    page.open_folder(simulated)
    qtbot.waitUntil(slow.begun.is_set)
    page.open_simulate()
    program.window.close()
    assert page.dialog is None
    assert not page._model.task.running


def test_training_is_asked_for_with_the_dataset(
    qtbot: QtBot, page: DatasetPage, simulated: Path, program: Program
) -> None:
    opened(qtbot, page, simulated)
    with qtbot.waitSignal(page._model.train_asked) as asked:
        page.train_button.click()
    assert asked.args == [simulated]
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    assert area.current == TRAINING


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


@pytest.mark.parametrize("name", ["walk.mp4", "net.pt", "net.scoliomodel"])
def test_videos_and_models_are_left_to_the_window(
    page: DatasetPage, program: Program, tmp_path: Path, name: str
) -> None:
    data = mime(tmp_path / name)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    over = QDragEnterEvent(QPoint(40, 40), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, over)
    assert program.window.current == SCREEN


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
    translator = i18n.PseudoTranslator()
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
