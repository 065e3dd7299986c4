"""The Dataset page with small folders, for its tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.core.progress import Stage, check, report
from scolioapp.bootstrap import Program
from scolioapp.jobs.dataset_jobs import DatasetLibrary
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.viewmodels.research import DATASET
from scolioapp.views.dataset_dialogs import AgreementDialog
from scolioapp.views.dataset_page import DatasetPage
from scolioapp.views.main_window import RESEARCH
from scolioapp.views.research_area import ResearchArea
from scolioapp.widgets.found_list import FoundList
from tests.engine.datasets import made


class Slow(DatasetLibrary):
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
    qtbot.waitUntil(lambda: not set(threading.enumerate()) - before)


@pytest.fixture
def simulated(tmp_path: Path) -> Path:
    return made.dataset(tmp_path / "walkers", 24)


def idle(qtbot: QtBot, page: DatasetPage) -> None:
    qtbot.waitUntil(lambda: not page._model.task.running)


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
