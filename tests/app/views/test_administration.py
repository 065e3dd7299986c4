"""The administration of the protected records: backups, the trail, keeping and erasing, restoring."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.core.findings import Severity
from scolioapp.jobs.worker import Worker
from scolioapp.viewmodels.administration import Administration
from scolioapp.viewmodels.automatic_backups import AutomaticBackups
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.restoring import Restoring
from scolioapp.viewmodels.trail_table import PAGE
from scolioapp.views.administration_backups import SHORTEST, PassphraseDialog
from scolioapp.views.administration_dialog import ERASING, AdministrationDialog
from scolioapp.views.restore_dialog import RestoreDialog
from tests.app.page_reader import faults, too_high
from tests.app.storage.records.made_records import (
    CHEAP,
    NAME,
    PASSWORD,
    Clinic,
    PatientFields,
    made_clinic,
)

PASSPHRASE = "four plain words here"

# The offscreen platform says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")


@pytest.fixture(autouse=True)
def cheap_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase of the age format costs a second: a key in its place."""

    class Passphrase:
        encrypt = staticmethod(lambda data, phrase: phrase.encode() + b"|" + data)

        @staticmethod
        def decrypt(data: bytes, phrase: str) -> bytes:
            if not data.startswith(phrase.encode() + b"|"):
                raise pyrage.DecryptError("wrong")
            return data.partition(b"|")[2]

    monkeypatch.setattr(pyrage, "passphrase", Passphrase)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = made_clinic(tmp_path / "records")
    yield made
    made.store.close()


@pytest.fixture
def door(clinic: Clinic, worker: Worker) -> Iterator[RecordsDoor]:
    made = RecordsDoor(clinic.folder, worker, clinic.store)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1024, 700)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "out" / "saved"


@pytest.fixture
def dialog(
    qtbot: QtBot, door: RecordsDoor, worker: Worker, window: QWidget, saved: Path
) -> Iterator[AdministrationDialog]:
    model = Administration(door, worker)
    made = AdministrationDialog(model, window, ask_path=lambda *_: (str(saved), ""))
    with qtbot.waitSignal(model.read):
        made.open()
    qtbot.waitUntil(lambda: not worker.busy)
    yield made
    made.reject()


def said(qtbot: QtBot, dialog: AdministrationDialog, do: Callable[[], object]) -> str:
    """Do something, and return what is said at its end."""
    dialog.banner.clear()
    with qtbot.waitSignal(dialog.model.said):
        do()
    return dialog.banner.words


def test_no_words_are_cut_in_any_part(qtbot: QtBot, dialog: AdministrationDialog) -> None:
    for key in ("backups", "trail", "erasing"):
        dialog.show_part(key)
        qtbot.wait(1)
        assert [*faults(dialog), *too_high(dialog)] == []
    passphrase = PassphraseDialog(dialog)
    passphrase.open()
    qtbot.wait(1)
    assert faults(passphrase) == []
    passphrase.reject()


def test_a_backup_is_made_now_and_listed(
    qtbot: QtBot, dialog: AdministrationDialog, clinic: Clinic
) -> None:
    assert dialog.model.backups.rowCount() == 0
    words = said(qtbot, dialog, dialog.backups.make_button.click)
    assert "made and checked" in words
    qtbot.waitUntil(lambda: dialog.model.backups.rowCount() == 1)
    [backup] = clinic.store.backups.all()
    size = dialog.model.backups.things[0].size
    assert size is not None
    assert size > (backup.folder / "records.db").stat().st_size
    cells = [dialog.model.backups.index(0, column).data() for column in range(4)]
    assert "checked" not in cells[1]
    assert cells[2] == "yes, when it was made"


def test_everything_goes_to_one_file_only_with_the_passphrase_typed_twice(
    qtbot: QtBot, dialog: AdministrationDialog, saved: Path
) -> None:
    dialog.backups.save_button.click()
    asked = dialog.backups.findChild(PassphraseDialog)
    assert asked is not None
    for first, second in (("short", "short"), (PASSPHRASE, "another passphrase"), (PASSPHRASE, "")):
        asked.first.setText(first)
        asked.second.setText(second)
        assert not asked.save_button.isEnabled()
        assert asked.wanting.text()
    asked.second.setText(PASSPHRASE)
    words = said(qtbot, dialog, asked.save_button.click)
    assert "read back and compared" in words
    assert [each.name for each in saved.parent.iterdir()] == ["saved.scoliobackup"]


def test_the_shortest_passphrase_is_that_of_the_store() -> None:
    from scolioapp.storage.records.key_ring import SHORTEST_PASSWORD

    assert SHORTEST == SHORTEST_PASSWORD


def test_a_file_that_cannot_be_written_is_said_so(
    qtbot: QtBot, dialog: AdministrationDialog, saved: Path
) -> None:
    saved.parent.write_bytes(b"a file where the folder should be")
    words = said(qtbot, dialog, lambda: dialog.model.save(saved, PASSPHRASE))
    assert "could not be written" in words
    assert dialog.banner.severity is Severity.REPEAT
    assert dialog.backups.save_button.isEnabled()


def test_saving_is_cancelled_and_leaves_nothing(
    qtbot: QtBot, dialog: AdministrationDialog, saved: Path
) -> None:
    def begin() -> None:
        dialog.model.save(saved, PASSPHRASE)
        assert dialog.task_row.isVisible()
        assert not dialog.backups.save_button.isEnabled()
        dialog.task_row.cancel_button.click()

    words = said(qtbot, dialog, begin)
    assert "Stopped" in words
    assert not list(saved.parent.glob("*"))


def test_the_trail_is_narrowed_by_user_number_action_and_day(
    qtbot: QtBot, dialog: AdministrationDialog, clinic: Clinic, worker: Worker
) -> None:
    trail, table = dialog.trail, dialog.model.trail

    def numbers(do: Callable[[], object]) -> list[str]:
        do()
        qtbot.waitUntil(lambda: not worker.busy and not trail._typed.isActive())
        return [table.index(row, 3).data().split("\n")[0] for row in range(table.rowCount())]

    whole = numbers(trail.apply)
    assert whole[0] == "Judged"
    assert whole[-1] == "Records begun"
    assert len(whole) == clinic.store.trail.count()
    assert table.index(0, 4).data() == "S-17"
    words = "".join(str(table.index(r, c).data()) for r in range(len(whole)) for c in range(5))
    assert all(word not in words for word in ("王小明", "Planted", "mother"))
    trail.number.setText("S-99")
    assert numbers(trail.apply) == []
    trail.number.setText("S-17")
    about = numbers(trail.apply)
    assert set(about) >= {
        "Patient added",
        "Consent written down",
        "Visit added",
        "Findings written",
    }
    assert "User added" not in about
    trail.group.setCurrentIndex(trail.group.findText("Visits and findings"))
    assert set(numbers(trail.apply)) == {"Visit added", "Findings written"}
    trail.user.setCurrentIndex(trail.user.findText("examiner"))
    assert numbers(trail.apply) == []
    trail.user.setCurrentIndex(0)
    trail.by_date.setChecked(True)
    assert set(numbers(trail.apply)) == {"Visit added", "Findings written"}
    trail.until.setDate(trail.until.date().addDays(-2))
    assert numbers(trail.apply) == []


def test_older_entries_come_as_the_table_is_scrolled(
    qtbot: QtBot, dialog: AdministrationDialog, clinic: Clinic, worker: Worker
) -> None:
    clinic.store.patients.add_many([PatientFields(f"M-{at}") for at in range(PAGE)])
    dialog.trail.apply()
    table = dialog.model.trail
    qtbot.waitUntil(lambda: table.rowCount() == PAGE and not worker.busy)
    dialog.show_part("trail")
    dialog.trail.table.scrollToBottom()
    qtbot.waitUntil(lambda: table.rowCount() == clinic.store.trail.count())
    found = [thing.entry.number for thing in table.things]
    assert found == list(range(len(found), 0, -1))


def test_everything_is_verified_and_what_is_wrong_is_said(
    qtbot: QtBot, dialog: AdministrationDialog, clinic: Clinic
) -> None:
    words = said(qtbot, dialog, dialog.trail.verify_button.click)
    assert "as it was written" in words
    assert clinic.store.head.code in words
    video = max((clinic.folder / "containers").iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(video.read_bytes())
    content[len(content) // 2] ^= 1
    video.write_bytes(content)
    words = said(qtbot, dialog, dialog.trail.verify_button.click)
    assert video.name in words
    assert dialog.banner.severity is Severity.REPEAT


def test_the_trail_is_exported_as_it_is_narrowed(
    qtbot: QtBot, dialog: AdministrationDialog, clinic: Clinic, saved: Path, worker: Worker
) -> None:
    words = said(qtbot, dialog, dialog.trail.export_button.click)
    path = saved.with_suffix(".csv")
    assert path.name in words
    with path.open(encoding="utf-8-sig", newline="") as stream:
        titles, *rows = csv.reader(stream)
    assert titles[0] == "No."
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0][4] == "records.created"
    assert rows[-1][7] == clinic.store.trail.entries(before=len(rows) + 1, limit=1)[0].hash
    assert clinic.store.trail.entries(limit=1)[0].action == "trail.exported"
    content = path.read_text(encoding="utf-8-sig")
    assert "S-17" in content
    assert all(word not in content for word in ("王小明", "Planted", "mother of"))


def test_what_is_in_the_bin_comes_back_or_is_erased_after_a_clear_question(
    qtbot: QtBot, dialog: AdministrationDialog, clinic: Clinic, worker: Worker
) -> None:
    store, erasing, table = clinic.store, dialog.erasing, dialog.model.erasable
    other = store.patients.add(PatientFields("S-18"))
    store.bin.put(other.id)
    store.recordings.delete(clinic.recording.id)
    dialog.show_part(ERASING)
    dialog.model.refresh()
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    assert not erasing.due_button.isEnabled()
    assert not erasing.erase_button.isEnabled()
    # The recording comes back.
    erasing.table.selectRow(table.row_of(clinic.recording.id) or 0)
    assert erasing.back_button.isEnabled()
    erasing.back_button.click()
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    assert store.recordings.of(clinic.visit.id)[0].id == clinic.recording.id
    # With no days in the bin the patient is due.
    store.preferences.write(store.preferences.read().model_copy(update={"bin_days": 0}))
    dialog.model.refresh()
    qtbot.waitUntil(lambda: erasing.due_button.isEnabled())
    erasing.due_button.click()
    erasing.erase_button.click()
    box = erasing.box
    assert box is not None
    assert "S-18" in box.text()
    assert "Nobody can bring them back" in box.text()
    told = box.informativeText()
    assert "solid-state" in told
    assert "at the latest" in told
    assert "yourself" in told
    box.reject()
    assert store.patients.count() == 1
    assert [each.id for each in store.bin.patients()] == [other.id]
    erasing.ask()
    assert erasing.box is not None
    [erase] = [each for each in erasing.box.buttons() if "Erase" in each.text()]
    words = said(qtbot, dialog, erase.click)
    assert "Erased" in words
    assert store.bin.patients() == []
    qtbot.waitUntil(lambda: table.rowCount() == 0)


def test_locking_forgets_everything(
    qtbot: QtBot, dialog: AdministrationDialog, door: RecordsDoor, worker: Worker
) -> None:
    model = dialog.model
    assert model.trail.rowCount() > 0
    model.verify()
    door.lock()
    assert (model.trail.rowCount(), model.erasable.rowCount(), model.users) == (0, 0, ())
    qtbot.waitUntil(lambda: not worker.busy)
    assert model.trail.rowCount() == 0
    assert dialog.banner.words == ""


# Backups by themselves


def test_a_backup_is_made_after_unlocking_when_the_newest_is_a_day_old(
    qtbot: QtBot, tmp_path: Path, worker: Worker
) -> None:
    from tests.app.storage.records.made_records import Clock

    clock = Clock()
    clinic = made_clinic(tmp_path / "records", clock)
    door = RecordsDoor(clinic.folder, worker, clinic.store)
    automatic = AutomaticBackups(door, worker)
    assert not automatic.running
    assert automatic._timer.isActive()
    with qtbot.waitSignal(automatic.made):
        automatic._timer.timeout.emit()
    assert len(clinic.store.backups.all()) == 1
    clock.turn(hours=23)
    automatic.look()
    qtbot.waitUntil(lambda: not automatic.running)
    assert len(clinic.store.backups.all()) == 1
    clock.turn(hours=2)
    with qtbot.waitSignal(automatic.made):
        automatic.look()
    assert len(clinic.store.backups.all()) == 2
    door.lock()
    automatic.look()
    assert not automatic.running
    assert not automatic._timer.isActive()
    qtbot.waitUntil(lambda: not worker.busy)
    door.close()


def test_a_backup_is_due_after_twenty_signatures(clinic: Clinic) -> None:
    store = clinic.store
    store.backups.make()
    assert not store.backups.due()
    judgement = clinic.judgement
    for number in range(20):
        assert not store.backups.due()
        store.judgements.review(judgement.id)
        store.signatures.sign(judgement.id, PASSWORD, "responsible")
        judgement = store.judgements.amend(judgement.id, f"reason {number}")
    assert store.backups.due()


def test_a_backup_that_fails_is_told(
    qtbot: QtBot, clinic: Clinic, door: RecordsDoor, worker: Worker
) -> None:
    (clinic.folder / "backups").write_bytes(b"a file where the folder should be")
    automatic = AutomaticBackups(door, worker)
    with qtbot.waitSignal(automatic.failed) as told:
        automatic.look()
    assert "could not be written" in str(told.args[0])


# Restoring


def restoring(
    qtbot: QtBot, folder: Path, worker: Worker, window: QWidget, door: RecordsDoor | None = None
) -> RestoreDialog:
    dialog = RestoreDialog(Restoring(folder, worker, door), None, window)
    dialog.open()
    qtbot.wait(1)
    assert [*faults(dialog), *too_high(dialog)] == []
    return dialog


def opens(folder: Path, number: str = "S-17") -> None:
    from scolioapp.storage.records.record_store import RecordStore

    store = RecordStore(folder, cost=CHEAP)
    store.unlock("administrator", PASSWORD)
    store.verify(contents=True)
    assert store.patients.search(number)[0].about.name == NAME
    store.close()


def test_a_file_is_restored_on_a_clean_computer(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, worker: Worker, window: QWidget
) -> None:
    path = tmp_path / "stick" / "x.scoliobackup"
    clinic.store.backups.save(path, PASSPHRASE)
    place = tmp_path / "new" / "data" / "records"
    dialog = restoring(qtbot, place, worker, window)
    assert dialog.source.count() == 1
    assert "moved aside" not in dialog.explained.text()
    assert not dialog.restore_button.isEnabled()
    dialog.file.set_path(path)
    assert not dialog.restore_button.isEnabled()
    dialog.passphrase.setText("a wrong passphrase")
    with qtbot.waitSignal(dialog._model.failed):
        dialog.restore_button.click()
    assert "passphrase" in dialog.banner.words
    assert not place.exists()
    dialog.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.restored):
        dialog.restore_button.click()
    assert "Unlock" in dialog.banner.words
    assert dialog.passphrase.text() == ""
    assert faults(dialog) == []
    dialog.reject()
    opens(place)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda whole: whole[: len(whole) // 2], "damaged or cut off"),
        (lambda whole: whole[:200] + b"?" + whole[201:], "damaged or cut off"),
        (lambda whole: b"", "not a backup"),
        (lambda whole: b"\xff\xd8\xff a picture", "not a backup"),
        (None, "could not be read"),
    ],
    ids=["truncated", "changed", "empty", "a picture", "gone"],
)
def test_each_fault_of_a_file_is_a_sentence_and_nothing_changes(
    qtbot: QtBot,
    clinic: Clinic,
    worker: Worker,
    window: QWidget,
    door: RecordsDoor,
    harm: Callable[[bytes], bytes] | None,
    sentence: str,
) -> None:
    home = clinic.folder.parent
    path = home / "x.scoliobackup"
    clinic.store.backups.save(path, PASSPHRASE)
    if harm is None:
        path.unlink()
    else:
        path.write_bytes(harm(path.read_bytes()))
    dialog = restoring(qtbot, clinic.folder, worker, window, door)
    dialog.file.set_path(path)
    dialog.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog._model.failed):
        dialog.restore_button.click()
    assert sentence in dialog.banner.words
    assert dialog.restore_button.isEnabled()
    dialog.reject()
    assert [each.name for each in home.iterdir() if each.name.startswith("rec")] == ["records"]
    opens(clinic.folder)


def test_an_automatic_backup_takes_the_place_of_the_records(
    qtbot: QtBot, clinic: Clinic, worker: Worker, window: QWidget, door: RecordsDoor
) -> None:
    clinic.store.backups.make()
    clinic.store.patients.add(PatientFields("later"))
    dialog = restoring(qtbot, clinic.folder, worker, window, door)
    assert "moved aside" in dialog.explained.text()
    with qtbot.waitSignal(dialog.restored):
        qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert door.user is None
    [before] = clinic.folder.parent.glob("records-before-*")
    assert before.name in dialog.banner.words
    dialog.reject()
    with qtbot.waitSignal(door.unlocked):
        door.unlock("administrator", PASSWORD, failed=lambda error: pytest.fail(str(error)))
    assert door.store.patients.count("later") == 0
    assert door.store.patients.count("S-17") == 1
    assert "records.restored" in [each.action for each in door.store.trail.entries()]
    shutil.rmtree(before)
