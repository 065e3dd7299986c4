"""Splitting, packing and making datasets through the page, with the engine itself."""

from __future__ import annotations

import errno
import json
import shutil
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.core.errors import CancelledError, MissingExtraError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.datasets import packing
from engine.datasets.partitions import read_parts
from scolioapp.bootstrap import Program
from scolioapp.jobs import dataset_jobs as engine_side
from scolioapp.storage.dataset_facts import files_of
from scolioapp.storage.dataset_requests import ExtractRequest, PackWish, SimulateRequest
from scolioapp.viewmodels.research import TRAINING
from scolioapp.views.dataset_dialogs import FilesDialog
from scolioapp.views.dataset_found import LEFT_OUT, SPLIT
from scolioapp.views.dataset_make import ExtractDialog, SimulateDialog
from scolioapp.views.dataset_pack import PackDialog
from scolioapp.views.dataset_page import DatasetPage
from scolioapp.views.dataset_split import SplitDialog
from scolioapp.views.main_window import RESEARCH
from scolioapp.views.research_area import ResearchArea
from tests.app.dataset_fixtures import (
    Slow,
    agreed,
    idle,
    opened,
    page,
    pickles,
    said,
    shown,
    simulated,
)
from tests.engine.datasets import made
from tests.engine.pipeline.test_extraction import home, watched
from tests.patience import SECONDS

# The offscreen platform says so of every dialog with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

__all__ = ["home", "page", "simulated", "watched"]

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
    assert "By person: nobody should be in two parts." in found.split_words.text()
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
    assert "Test set taken from 118.json." in page.details.found.split_note.text()
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
    assert dialog.people_words.text().startswith("By sequence, leakage possible")
    dialog.action_button.click()
    idle(qtbot, page)
    assert "By sequence, leakage possible" in said(page)
    assert page.rows.index(0, 3).data() == "split\nby sequence"


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
    assert ("Sequences missing from the subject map: 23") in "".join(
        shown(page.details.found.findings)
    )


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
    assert "Packed as “walkers-store”. Checked: " in said(page)
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
    assert said(page).startswith("Stopped. Finished videos are kept")
    page.banner.act()
    assert isinstance(page.dialog, ExtractDialog)
    assert page.dialog.request() == request
    page.close_dialog()


def test_missing_packages_of_the_simulation_are_said(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_progress: Progress, _cancel: Cancel) -> None:
        raise MissingExtraError(
            text("Simulated walkers need the package “{name}”.", name="anny"),
            text("Install the extra: pip install “scolioapp[simulation]”."),
        )

    monkeypatch.setattr(engine_side, "in_child_process", lambda *_: missing)
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
    def write(root: Path, people: int, _progress: Progress, _cancel: Cancel) -> None:
        made.dataset(root, people)
        if people == 6:
            raise CancelledError

    monkeypatch.setattr(
        engine_side,
        "in_child_process",
        lambda _, root, people, *_more: partial(write, root, people),
    )
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


def test_one_thing_at_a_time_and_cancel_while_it_works(
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
    assert said(page).startswith("Another task is running.")
    page.task_row.cancel_button.click()
    qtbot.waitUntil(lambda: not page._model.task.running)
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


def test_simulating_counts_people_and_can_be_cancelled(
    qtbot: QtBot, page: DatasetPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def count_people(people: int, progress: Progress, cancel: Cancel) -> None:
        go_on.wait(SECONDS)
        while True:
            check(cancel)
            report(progress, Stage.SIMULATE, 12 / people, 60.0, (12, people))
            time.sleep(0.01)

    monkeypatch.setattr(
        engine_side, "in_child_process", lambda _, __, people, *_more: partial(count_people, people)
    )
    bar, words = page.task_row.bar, page.task_row.words
    page._model.simulate(SimulateRequest(tmp_path / "made", people=40, seed=1, frames=8))
    qtbot.waitUntil(lambda: words.text() == "Simulating… 0 of 40 people")
    assert (bar.minimum(), bar.maximum(), bar.value()) == (0, 1000, 0)
    go_on.set()
    qtbot.waitUntil(lambda: words.text() == "Simulating… 12 of 40 people · 1:00 left")
    assert (bar.maximum(), bar.value()) == (1000, 300)
    page.task_row.cancel_button.click()
    qtbot.waitUntil(lambda: not page._model.task.running)
    assert not [path.name for path in tmp_path.iterdir() if "made" in path.name]
