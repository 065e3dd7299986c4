"""Each harm is a sentence with a remedy; nobody is let in, no file changes, nothing is lost afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.core.errors import ScolioError
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.hostile_files import HARMS, Harm, closed
from tests.app.storage.records.made_records import (
    CHEAP,
    FILES,
    NAME,
    PASSWORD,
    VIDEO,
    Clinic,
    made_clinic,
)

MAY_CHANGE = {"attempts.json", "records.lock"}
"""Counts wrong passwords; held while a program looks."""


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """Records by the computer's own clock."""
    made = made_clinic(tmp_path / "records")
    yield made
    made.store.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in MAY_CHANGE and "set-aside" not in path.parts
    }


def refused(folder: Path, role: Role, password: str) -> ScolioError:
    """Return what is said to somebody who wants in, and is not let in."""
    try:
        store = RecordStore(folder, cost=CHEAP)
    except ScolioError as error:
        return error
    with closing(store), pytest.raises(ScolioError) as met:
        store.unlock(role.value, password)
    assert not store.unlocked
    return met.value


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EXAMINER])
@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.name)
def test_what_is_said_and_that_nothing_is_lost(clinic: Clinic, harm: Harm, role: Role) -> None:
    records = closed(clinic)
    with harm.do(records):
        before = contents(records.folder)
        error = refused(records.folder, role, harm.password)
        assert harm.sentence in str(error)
        assert str(error.remedy)
        after = contents(records.folder)
        aside = {path.read_bytes() for path in records.folder.glob("set-aside/*/*")}
        for name, content in before.items():
            # A log that was read is in the database, or lies aside as it was.
            if not name.endswith(("-wal", "-shm")):
                assert after[name] == content or content in aside, name
            elif name.endswith("-wal"):
                assert after.get(name) == content or content in aside, name
    again = RecordStore(records.folder, cost=CHEAP)
    again.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    again.verify(contents=True)
    assert again.patients.open(clinic.patient.id).about.name in (NAME, "Another name")
    assert again.judgements.files(clinic.judgement.id) == FILES
    with again.recordings.video(clinic.recording.id) as container:
        assert container.read("overlay.jpg") == VIDEO["overlay.jpg"]
    again.close()


def test_no_two_harms_are_told_alike() -> None:
    names = [harm.name for harm in HARMS]
    assert len(set(names)) == len(names) == 12
