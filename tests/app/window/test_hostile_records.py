"""The lock page says each harm to the files of the records in a sentence, and lets nobody in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import build
from scolioapp.paths import AppPaths
from scolioapp.storage.records.record_store import RecordStore
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.hostile_files import HARMS, LOGIN, Harm, closed
from tests.app.storage.records.made_records import CHEAP, PASSWORD, Clinic

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|does not support raise")

BROKEN = ("is damaged", "older copy", "audit trail was changed", "clock of this computer")


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.name)
def test_the_lock_page_says_what_is_wrong(
    qtbot: QtBot, qapp: QApplication, paths: AppPaths, records_clinic: Clinic, harm: Harm
) -> None:
    records = closed(records_clinic)
    with harm.do(records):
        program = build(qapp, paths, FakeScreener(), FakeLibrary(paths.models))
        try:
            program.start()
            settle()
            wiring, door = program.door_wiring, program.door
            assert wiring is not None
            assert door is not None
            page = wiring.lock_page
            assert program.window.covered
            page.login.setText(LOGIN)
            page.password.setText(harm.password)
            page.unlock_button.click()
            qtbot.waitUntil(lambda: not wiring.unlocking.busy and bool(page.banner.words))
            assert harm.sentence in page.banner.words
            assert door.user is None
            assert program.window.covered
            broken = any(each in harm.sentence for each in BROKEN)
            assert page.restore_button.isHidden() != broken
        finally:
            program.end()
            settle()
    store = RecordStore(records.folder, cost=CHEAP)
    store.unlock(LOGIN, PASSWORD)
    store.verify()
    store.close()


def test_damaged_records_come_back_from_the_newest_backup(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    """What the sentence advises can be done there, without anybody being let in before."""
    from tests.app.storage.records.hostile_files import flip

    store = records_clinic.store
    store.backups.make()
    program = start_records(None)
    wiring, door, administration = program.door_wiring, program.door, program.administration
    assert wiring is not None
    assert door is not None
    assert administration is not None
    database = records_clinic.folder / "records.db"
    flip(database, database.stat().st_size // 2)
    page = wiring.lock_page
    page.login.setText(LOGIN)
    page.password.setText(PASSWORD)
    page.unlock_button.click()
    qtbot.waitUntil(lambda: not page.restore_button.isHidden())
    page.restore_button.click()
    dialog = administration.restoring
    assert dialog is not None
    with qtbot.waitSignal(dialog.restored):
        dialog.restore_button.click()
    dialog.reject()
    assert page.banner.words == ""
    page.password.setText(PASSWORD)
    with qtbot.waitSignal(door.unlocked):
        page.unlock_button.click()
    assert door.store.patients.count("S-17") == 1
