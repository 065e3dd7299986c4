"""The real window with protected records, whose passwords are cheap.

`conftest` hands the fixtures on to every test of the window: ``start_records(Role.EXAMINER)`` starts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program, build
from scolioapp.bootstrap.camera_wiring import Eyes
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.records.record_roles import Role
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener

if TYPE_CHECKING:
    from tests.app.storage.records.made_records import Clinic

StartRecords = Callable[..., Program]


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every password cost next to nothing, those of unknown users included."""
    from scolioapp.storage.records import key_ring
    from tests.app.storage.records.made_records import CHEAP

    real = key_ring.Cost
    monkeypatch.setattr(key_ring, "Cost", lambda *numbers: real(*numbers) if numbers else CHEAP)


@pytest.fixture
def records_clinic(paths: AppPaths, cheap_passwords: None) -> Iterator[Clinic]:
    """Records where the window looks for them: a user of each role, a patient, a judgement; unlocked.

    Each user's login is the name of the role, and each password ``made_records.PASSWORD``.
    """
    from tests.app.storage.records.made_records import made_clinic

    made = made_clinic(paths.records)
    Settings(paths.settings).keeping = "records"
    yield made
    made.store.close()


@pytest.fixture
def start_records(
    qtbot: QtBot,
    qapp: QApplication,
    paths: AppPaths,
    screener: FakeScreener,
    library: FakeLibrary,
    records_clinic: Clinic,
) -> Iterator[StartRecords]:
    """Start the window with records that a user of a role has unlocked (None: they are locked).

    A second start ends the first program, and opens the same records.
    """
    from scolioapp.storage.records.record_store import RecordStore
    from tests.app.storage.records.made_records import PASSWORD

    programs: list[Program] = []

    def begin(role: Role | None = Role.ADMINISTRATOR, eyes: Eyes | None = None) -> Program:
        while programs:
            programs.pop().end()
            records_clinic.store.close()
            records_clinic.store = RecordStore(records_clinic.folder)
        store = records_clinic.store
        if role is None:
            store.lock()
        else:
            store.unlock(role.value, PASSWORD)
        program = build(qapp, paths, screener, library, eyes, records=store)
        programs.append(program)
        program.start()
        qtbot.waitExposed(program.window)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return program

    yield begin
    screener.release.set()
    library.release.set()
    for program in programs:
        program.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
