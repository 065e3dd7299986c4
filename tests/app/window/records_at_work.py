"""A morning in the real window, with planted names; run as a process of its own, to be killed.

python -m tests.app.window.records_at_work HOME
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from engine.core.classes import Outcome
from scolioapp.bootstrap import Program, build
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_errors import RecordsError
from scolioapp.views.main_window import PAGES, PATIENTS
from tests.app.storage.records.made_records import (
    CHEAP,
    FILES,
    FOUND,
    JPEG,
    LINE,
    PASSWORD,
    VIDEO,
    made_clinic,
)
from tests.patience import SECONDS

NUMBER = "PLANTED-4711"
PERSON = "欧阳修远 Zweifellos-Gepflanzt"
NOTES = "tells of a planted secret in the family"
WORDS = (NUMBER, PERSON, "欧阳修远", "Zweifellos-Gepflanzt", NOTES, "王小明", "Planted-Name")
READY = "everything was done"

Settle = Callable[[Callable[[], bool]], None]


def paths_in(home: Path) -> AppPaths:
    return AppPaths(config=home / "config", data=home / "data", logs=home / "logs")


def work(program: Program, settle: Settle, outside: Path) -> None:
    """Do what puts names into memory: search, open, add, import, back up, fail.

    Args:
        program: The window, unlocked by an administrator.
        settle: Waits until something is so, and nothing is done in the background.
        outside: Folder for a backup file that a person saves.
    """
    door, wiring = program.door, program.patients_wiring
    assert door is not None
    assert wiring is not None
    store = door.store
    about = PatientFields(NUMBER, PERSON, "2014-05-06", "female", "4b", PERSON, NOTES)
    patient = store.patients.add(about)
    store.patients.add_consent(patient.id, PERSON, "2020-01-01", "screening")
    visit = store.visits.add(patient.id, "2026-11-29", NOTES)
    store.visits.find(visit.id, FOUND)
    recording = store.recordings.add(visit.id, source="file", title=PERSON, files=VIDEO)
    judgement = store.judgements.add(recording.id, LINE, FILES)
    store.judgements.review(judgement.id, reason=NOTES, outcome=Outcome.DETECTED.value)
    store.signatures.sign(judgement.id, PASSWORD, PERSON)
    live = store.live.begin(visit.id, title=PERSON)
    live.target.write(JPEG * 200)
    live.target.sync()
    window = program.window
    window.show_page(PATIENTS)
    for typed in (PERSON, NUMBER, "欧阳"):
        wiring.area.list_page.search.setText(typed)
        settle(lambda: wiring.list.rowCount() > 0)
    wiring.open_patient(patient.id)
    settle(lambda: True)
    for key in PAGES:
        if window.has_way_to(key):
            window.show_page(key)
            settle(lambda: True)
    program.results.refresh()
    settle(lambda: True)
    store.backups.make()
    store.backups.save(outside / "by-hand.scoliobackup", "a passphrase of words")
    fail(program, store, patient.id)
    program.settings.flush()
    settle(lambda: True)
    live.target.write(JPEG * 200)


def fail(program: Program, store: object, patient: str) -> None:
    """Force reports of crashes that name a child: an exception of ours, and one of the database."""
    errors: list[BaseException] = []
    try:
        try:
            raise KeyError(PERSON)
        except KeyError as error:
            raise RuntimeError(f"no such child: {PERSON} ({NUMBER}), {NOTES}") from error
    except RuntimeError as error:
        errors.append(error)
    session = store._session  # type: ignore[attr-defined]
    try:
        with session.changing() as change:
            change.connection.exec_driver_sql(
                "UPDATE patients SET sex = 'none', name = ? WHERE id = ?", (PERSON, patient)
            )
            change.note("patient.changed", patient)
    except RecordsError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the database raises
        errors.append(error)
    assert len(errors) == 2
    for error in errors:
        program.crash.take(error)
    dialog = program.crash.dialog
    assert dialog is not None
    assert all(word not in dialog.details.toPlainText() for word in WORDS)
    dialog.accept()


def main(home: Path) -> None:
    """Work in the window, say so, and go on until killed."""
    from scolioapp.storage.records import key_ring
    from tests.app.fake_models import FakeLibrary
    from tests.app.fakes import FakeScreener

    real = key_ring.Cost
    key_ring.Cost = lambda *n: real(*n) if n else CHEAP  # type: ignore[assignment,misc]
    tempfile.tempdir = None
    app = QApplication(["scolioapp"])
    paths = paths_in(home)
    paths.records.parent.mkdir(parents=True, exist_ok=True)
    clinic = made_clinic(paths.records)
    settings = Settings(paths.settings)
    settings.keeping = "records"
    settings.flush()
    program = build(app, paths, FakeScreener(), FakeLibrary(paths.models), records=clinic.store)
    program.crash.install()
    program.start()

    def settle(done: Callable[[], bool]) -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            app.processEvents()
            if done() and not program.worker.busy:
                return

    work(program, settle, home.parent / "outside")
    assert program.door is not None
    store = program.door.store
    count = 0

    def go_on() -> None:
        nonlocal count
        count += 1
        store.patients.add(PatientFields(f"{NUMBER}-{count}", PERSON))
        program.patients_wiring and program.patients_wiring.list.look_for(PERSON[:2])
        if count == 20:
            os.write(1, READY.encode() + b"\n")

    timer = QTimer()
    timer.timeout.connect(go_on)
    timer.start(1)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
