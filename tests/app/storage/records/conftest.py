from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.made_records import Clinic, Clock, made_clinic


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clinic(tmp_path: Path, clock: Clock) -> Iterator[Clinic]:
    """Records with a user of each role, a patient and a judgement; the administrator is there."""
    made = made_clinic(tmp_path / "records", clock)
    yield made
    made.store.close()


@pytest.fixture
def store(clinic: Clinic) -> RecordStore:
    return clinic.store
