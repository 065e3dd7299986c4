"""The whole way of a stranger through the protected records: from the first start to another computer.

Buttons are clicked and files named in the dialogs, as a person does; only the engine is made up. The steps
build on each other, so they are one test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program, build
from scolioapp.bootstrap.running import Running
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.keeping import QuickFolder
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.views.main_window import SCREEN
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.window import test_review as review_driver
from tests.app.window.stranger import NAME, NUMBER, SchoolScreener, Stranger

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|does not support raise|keyboard")


@pytest.fixture
def screener() -> SchoolScreener:
    return SchoolScreener()


@pytest.fixture
def profile(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    screener: SchoolScreener,
    cheap_passwords: None,
) -> Iterator[Callable[[str], Running]]:
    """Start the program as somebody who has never started it on that computer."""
    started: list[Running] = []

    def begin(name: str) -> Running:
        home = tmp_path / name
        paths = AppPaths(home / "config", home / "data", home / "logs")
        assert Settings(paths.settings).keeping == "undecided"
        library = FakeLibrary(paths.models)

        def made(records: RecordStore | None, left: QuickFolder | None) -> Program:
            return build(qapp, paths, screener, library, records=records, left=left)

        run = Running(made, logs=False)
        started.append(run)
        run.start()
        qtbot.waitExposed(run.program.window)
        settle()
        return run

    yield begin
    screener.release.set()
    for each in started:
        each.end()
    settle()


def test_a_stranger_goes_the_whole_way(
    qtbot: QtBot, profile: Callable[[str], Running], screener: SchoolScreener, tmp_path: Path
) -> None:
    here = Stranger(qtbot, profile("school"), tmp_path / "stick")
    here.look()
    here.begin_records()
    here.add_users()
    here.switch_to("examiner")
    here.import_roster()
    here.screen_patient(screener)
    here.write_findings()
    here.switch_to("reviewer")
    here.open_patient(NUMBER)
    first = here.review_and_sign()
    code = here.code
    here.write_letter()
    model = here.program.opener.opened
    assert model is not None
    result = model.result
    here.amend()
    here.lock_and_unlock()
    here.see_trend(result)
    here.open_result()
    second = here.review_and_sign()
    assert second != first
    here.open_patient(NUMBER)
    here.move_and_undo()
    here.switch_to("kb")
    backup = here.back_up()
    here.run.end()
    settle()
    # Another computer.
    there = Stranger(qtbot, profile("clinic"), tmp_path / "stick")
    there.restore(backup)
    page = there.open_patient(NUMBER)
    assert page.title.text() == NAME
    assert len(page.cards) == 3
    page = there.open_result()
    card = review_driver.card_of(there.program)
    assert card.heading.text() == "Review: Signed"
    assert there.code != code
    again = review_driver.saved(qtbot, page, tmp_path / "stick" / "b.pdf", page.pdf_button.click)
    assert again == second
    there.check_page(there.code)
    there.check_page(code)
    assert there.store.verify(contents=True)
    there.program.window.show_page(SCREEN)
