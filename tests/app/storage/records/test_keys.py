"""Passwords, the recovery key, the lock after failures; what is damaged is told from what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scolioapp.storage.records.key_ring import NAME as KEYS
from scolioapp.storage.records.key_ring import Cost, KeyRing
from scolioapp.storage.records.record_errors import (
    DamagedError,
    DoubtError,
    LockedError,
    LockedOutError,
    NewerError,
    NotAllowedError,
    RecordsError,
    WrongPasswordError,
)
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.records_session import KEYS as KEYS_DOUBT
from scolioapp.storage.records.recovery_key import SIGNS, new_recovery_key, read_recovery_key
from scolioapp.storage.records.sign_in_attempts import FREE
from scolioapp.storage.records.sign_in_attempts import NAME as ATTEMPTS
from tests.app.storage.records.made_records import CHEAP, PASSWORD, Clinic, Clock

ADMINISTRATOR = Role.ADMINISTRATOR.value


def test_a_recovery_key_is_read_as_it_was_printed_and_each_slip_names_its_group() -> None:
    key = new_recovery_key()
    assert read_recovery_key(f"  {key.lower().replace('-', ' ')} ") == key
    for at, sign in enumerate(key):
        if sign == "-":
            continue
        for other in SIGNS:
            if other != sign:
                with pytest.raises(WrongPasswordError, match=f"Group {at // 6 + 1} "):
                    read_recovery_key(key[:at] + other + key[at + 1 :])
        swapped = key[:at] + key[at : at + 2][::-1] + key[at + 2 :]
        if "-" not in key[at : at + 2] and swapped != key and at % 6 < 3:
            with pytest.raises(WrongPasswordError, match=f"Group {at // 6 + 1} "):
                read_recovery_key(swapped)
    with pytest.raises(WrongPasswordError, match="39 letters and digits instead of 40"):
        read_recovery_key(key[:-1])


def test_a_ring_holds_no_name_and_opens_for_each_user(tmp_path: Path) -> None:
    data = b"d" * 32
    ring = KeyRing.new().with_user("u1", "Änne", "first pass", data, CHEAP)
    ring = ring.with_user("u2", "王", "second pass", data, CHEAP)
    ring.write(tmp_path)
    content = (tmp_path / KEYS).read_text()
    assert "nne" not in content
    assert json.loads(content)["users"].keys() == {"u1", "u2"}
    again = KeyRing.read(tmp_path)
    # As another keyboard composes it.
    assert again.open(" a\u0308NNE", "first pass") == ("u1", data)
    assert again.open("王", "second pass") == ("u2", data)
    for login, password in (
        ("Änne", "second pass"),
        ("王", "first pass"),
        ("nobody", "first pass"),
    ):
        with pytest.raises(WrongPasswordError):
            again.open(login, password)


def test_an_entry_cannot_stand_in_for_another_nor_be_made_cheaper() -> None:
    data = b"d" * 32
    ring = KeyRing.new().with_user("u1", "anna", "first pass", data, CHEAP)
    entry = ring.entries["u1"]
    moved = KeyRing(ring.store, ring.salt, {"u2": entry})
    with pytest.raises(WrongPasswordError):
        moved.open("anna", "first pass")
    other = KeyRing("another store", ring.salt, {"u1": entry})
    with pytest.raises(WrongPasswordError):
        other.open("anna", "first pass")


def test_the_usual_cost_is_that_of_the_documentation() -> None:
    assert (Cost().passes, Cost().kib) == (3, 64 * 1024)


def test_every_damaged_byte_of_the_keys_is_told_from_a_wrong_password(tmp_path: Path) -> None:
    KeyRing.new().with_user("u", "anna", "first pass", b"d" * 32, CHEAP).write(tmp_path)
    path = tmp_path / KEYS
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        if whole[at : at + 1].isspace():
            continue
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises((DamagedError, NewerError)):
            KeyRing.read(tmp_path)
    path.write_bytes(b"[]")
    with pytest.raises(DamagedError):
        KeyRing.read(tmp_path)
    path.unlink()
    with pytest.raises(RecordsError, match="missing"):
        KeyRing.read(tmp_path)


def test_wrong_names_and_passwords_open_nothing(clinic: Clinic) -> None:
    store = clinic.again()
    for login, password in ((ADMINISTRATOR, "wrong password"), ("nobody", PASSWORD)):
        with pytest.raises(WrongPasswordError, match="name or the password"):
            store.unlock(login, password)
    assert not store.unlocked
    with pytest.raises(LockedError):
        store.patients.search()
    assert store.unlock(f" {ADMINISTRATOR.upper()} ", PASSWORD).role == Role.ADMINISTRATOR


def test_failures_lock_everybody_out_for_a_while(clinic: Clinic) -> None:
    store, clock = clinic.again(), clinic.clock
    for _ in range(FREE):
        with pytest.raises(WrongPasswordError):
            store.unlock(ADMINISTRATOR, "wrong password")
    with pytest.raises(LockedOutError) as met:
        store.unlock(ADMINISTRATOR, PASSWORD)
    assert 0 < met.value.seconds <= 30
    # Neither another start of the program, nor a clock that is set back, opens it.
    store = clinic.again()
    clock.turn(seconds=-3600)
    with pytest.raises(LockedOutError):
        store.unlock(ADMINISTRATOR, PASSWORD)
    clock.turn(seconds=20)
    with pytest.raises(LockedOutError):
        store.unlock(ADMINISTRATOR, PASSWORD)


def test_a_clock_that_is_set_forward_does_not_open_while_the_program_runs(clinic: Clinic) -> None:
    store, begun = clinic.again(), 100.0
    store._session.attempts.steady = lambda: begun
    for _ in range(FREE):
        with pytest.raises(WrongPasswordError):
            store.unlock(ADMINISTRATOR, "wrong password")
    clinic.clock.turn(hours=5)
    store._session.attempts.steady = lambda: begun + 1.0
    with pytest.raises(LockedOutError):
        store.unlock(ADMINISTRATOR, PASSWORD)
    # After another start there is only the clock of the computer.
    assert clinic.again().unlock(ADMINISTRATOR, PASSWORD)
    assert not (clinic.folder / ATTEMPTS).exists()


def test_a_damaged_count_of_failures_costs_one_wait_and_not_for_ever(clinic: Clinic) -> None:
    store = clinic.again()
    (clinic.folder / ATTEMPTS).write_bytes(b"\x00")
    with pytest.raises(LockedOutError):
        store.unlock(ADMINISTRATOR, PASSWORD)
    store = clinic.again()
    clinic.clock.turn(seconds=31)
    assert store.unlock(ADMINISTRATOR, PASSWORD)


def test_a_changed_password_opens_and_the_old_one_does_not(clinic: Clinic) -> None:
    store, database = clinic.store, clinic.folder / "records.db"
    clinic.become(Role.EXAMINER)
    with pytest.raises(WrongPasswordError):
        store.accounts.change_password("wrong password", "another long one")
    with pytest.raises(RecordsError, match="5 characters; it needs at least 8"):
        store.accounts.change_password(PASSWORD, "short")
    store.lock()
    size = database.stat().st_size
    clinic.become(Role.EXAMINER)
    store.accounts.change_password(PASSWORD, "another long one")
    store = clinic.again()
    with pytest.raises(WrongPasswordError):
        store.unlock("examiner", PASSWORD)
    assert store.unlock("examiner", "another long one").role == Role.EXAMINER
    assert store.patients.count() == 1
    # Nothing was encrypted anew.
    assert abs(database.stat().st_size - size) < 100_000


def test_a_removed_user_is_let_in_no_more_and_what_was_done_stays(clinic: Clinic) -> None:
    store = clinic.store
    reviewer = next(one for one in store.accounts.all() if one.role == Role.REVIEWER)
    store.accounts.remove(reviewer.id)
    with pytest.raises(WrongPasswordError):
        clinic.again().unlock("reviewer", PASSWORD)
    store = clinic.store
    store.unlock(ADMINISTRATOR, PASSWORD)
    [kept] = [one for one in store.accounts.all() if one.id == reviewer.id]
    assert kept.removed
    assert kept.name == "The reviewer"
    again = store.accounts.add("reviewer", "Another one", PASSWORD, Role.REVIEWER)
    assert again.number > kept.number


def test_somebody_stays_administrator(clinic: Clinic) -> None:
    store = clinic.store
    own = store.user.id
    with pytest.raises(RecordsError, match="cannot remove yourself"):
        store.accounts.remove(own)
    with pytest.raises(RecordsError, match="must stay administrator"):
        store.accounts.set_role(own, Role.EXAMINER)
    second = store.accounts.add("second", "Second", PASSWORD, Role.ADMINISTRATOR)
    store.accounts.set_role(own, Role.EXAMINER)
    with pytest.raises(NotAllowedError):
        store.accounts.remove(second.id)


def test_the_recovery_key_sets_a_new_password_and_is_used_up(clinic: Clinic) -> None:
    store = clinic.again()
    with pytest.raises(WrongPasswordError, match="does not open these records"):
        store.recover(new_recovery_key(), ADMINISTRATOR, "brand new password")
    with pytest.raises(NotAllowedError):
        store.recover(clinic.recovery, "examiner", "brand new password")
    slip = clinic.recovery[:-1] + ("3" if clinic.recovery[-1] == "2" else "2")
    for _ in range(FREE):
        with pytest.raises(WrongPasswordError, match="typing error"):
            store.recover(slip, ADMINISTRATOR, "brand new password")
    with pytest.raises(RecordsError, match="at least 8"):
        store.recover(clinic.recovery, ADMINISTRATOR, "short")
    assert not store.unlocked
    new = store.recover(clinic.recovery, ADMINISTRATOR, "brand new password")
    assert store.user.role == Role.ADMINISTRATOR
    actions = [entry.action for entry in store.trail.entries(limit=3)]
    assert actions == ["keys.written", "recovery_key.used", "user.recovered"]
    store = clinic.again()
    with pytest.raises(WrongPasswordError):
        store.unlock(ADMINISTRATOR, PASSWORD)
    with pytest.raises(WrongPasswordError):
        store.recover(clinic.recovery, ADMINISTRATOR, "brand new password")
    assert store.unlock(ADMINISTRATOR, "brand new password")
    assert store.recover(new, ADMINISTRATOR, "and another one")
    printed = store.accounts.new_recovery_key()
    assert clinic.again().recover(printed, ADMINISTRATOR, PASSWORD)


def test_older_keys_bring_no_old_password_and_no_removed_user_back(clinic: Clinic) -> None:
    store, path = clinic.store, clinic.folder / KEYS
    older = path.read_bytes()
    reviewer = next(one for one in store.accounts.all() if one.role == Role.REVIEWER)
    store.accounts.remove(reviewer.id)
    clinic.become(Role.EXAMINER)
    store.accounts.change_password(PASSWORD, "another long one")
    store.close()
    newer = path.read_bytes()
    path.write_bytes(older)
    store = clinic.again()
    with pytest.raises(DoubtError, match="older copy") as met:
        store.unlock("examiner", PASSWORD, accept=[KEYS_DOUBT])
    assert met.value.reason == KEYS_DOUBT
    with pytest.raises(WrongPasswordError):
        store.unlock("reviewer", PASSWORD)
    path.write_bytes(newer)
    assert clinic.again().unlock("examiner", "another long one")
    # Where the newer keys are lost, an administrator takes it on; the trail says so.
    clinic.store.close()
    path.write_bytes(older)
    store = clinic.again()
    store.unlock(ADMINISTRATOR, PASSWORD, accept=[KEYS_DOUBT])
    assert "records.accepted" in [entry.action for entry in store.trail.entries(limit=3)]
    store.verify()
    assert clinic.again().unlock(ADMINISTRATOR, PASSWORD)


def test_a_crash_between_the_database_and_the_keys_leaves_the_old_password(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = clinic.store
    clinic.become(Role.EXAMINER)

    def crash(ring: KeyRing, folder: Path) -> None:
        raise OSError("crash")

    monkeypatch.setattr(KeyRing, "write", crash)
    with pytest.raises(OSError, match="crash"):
        store.accounts.change_password(PASSWORD, "another long one")
    monkeypatch.undo()
    store = clinic.again()
    with pytest.raises(WrongPasswordError):
        store.unlock("examiner", "another long one")
    store.unlock("examiner", PASSWORD)
    store.accounts.change_password(PASSWORD, "another long one")
    assert clinic.again().unlock("examiner", "another long one")


def test_the_data_key_is_in_no_file(clinic: Clinic, clock: Clock) -> None:
    keys = clinic.store._session.keys
    clinic.store.close()
    for path in clinic.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for key in (keys.data, keys.database, keys.anchor, keys.seal, keys.patients):
                assert key not in content
                assert key.hex().encode() not in content.lower()
