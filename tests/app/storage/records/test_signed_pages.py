"""Printed pages are kept once, go with their recording, and are noticed when they were changed."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import exc, text

from scolioapp.storage.records.containers import PAGE, path_of
from scolioapp.storage.records.encrypted_database import writing
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import LOGO_BYTES, RecordPreferences
from scolioapp.storage.records.record_errors import (
    DamagedError,
    MissingRecordError,
    RecordsError,
)
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.signatures import Signature
from tests.app.storage.records.made_records import NAME, PASSWORD, Clinic

PDF = b"%PDF-1.4 planted pages of " + NAME.encode() + b" end" * 900


def signed(clinic: Clinic) -> Signature:
    clinic.store.judgements.review(clinic.judgement.id)
    return clinic.store.signatures.sign(clinic.judgement.id, PASSWORD, "I answer for it.")


def test_the_first_pages_stay_the_only_ones(clinic: Clinic) -> None:
    store, signature = clinic.store, signed(clinic)
    assert store.pages.read(signature.id, "en") is None
    kept = store.pages.keep(signature.id, "en", PDF)
    assert (kept.content, kept.sha256) == (PDF, hashlib.sha256(PDF).hexdigest())
    assert store.pages.keep(signature.id, "en", b"%PDF another").content == PDF
    assert store.pages.keep(signature.id, "zh_CN", b"%PDF more").content == b"%PDF more"
    assert store.pages.read(signature.id, "en") == kept
    actions = [each.action for each in store.trail.entries()]
    assert actions.count("pages.made") == 2
    store.reviews.note_paper(clinic.recording.id, letter=True)
    assert store.trail.entries(limit=1)[0].action == "letter.made"
    store.verify()
    for path in store.folder.rglob("*"):
        assert not path.is_file() or b"planted pages" not in path.read_bytes()
    # They come back after a backup, a lock and a start.
    clinic.again().unlock("administrator", PASSWORD)
    assert clinic.store.pages.read(signature.id, "en") == kept


def test_pages_go_with_the_recording(clinic: Clinic) -> None:
    store, signature = clinic.store, signed(clinic)
    kept = store.pages.keep(signature.id, "en", PDF)
    other = store.patients.add(PatientFields("S-18", "Another"))
    store.recordings.move(clinic.recording.id, store.visits.add(other.id, "2026-11-29").id)
    assert store.pages.read(signature.id, "en") == kept
    store.bin.put(other.id)
    store.bin.erase(patients=[other.id])
    with pytest.raises(MissingRecordError):
        store.pages.read(signature.id, "en")
    assert store.pages is not None
    store.verify()


def test_changed_pages_are_noticed(store: RecordStore, clinic: Clinic) -> None:
    signature = signed(clinic)
    before = set((store.folder / "containers").iterdir())
    store.pages.keep(signature.id, "en", PDF)
    (added,) = set((store.folder / "containers").iterdir()) - before
    assert added == path_of(store.folder, added.stem)
    content = bytearray(added.read_bytes())
    for page in range(PAGE, len(content), PAGE):
        content[page + 100] ^= 1
    added.write_bytes(content)
    with pytest.raises(DamagedError):
        store.pages.read(signature.id, "en")
    with (
        pytest.raises(exc.DatabaseError, match="never changed"),
        writing(store._session.engine) as connection,
    ):
        connection.execute(text("UPDATE pages SET sha256 = 'other'"))


def test_codes_on_a_page_are_checked(clinic: Clinic) -> None:
    store, signature = clinic.store, signed(clinic)
    head = store.head.code
    page = store.reviews.check(signature.code.lower().replace("-", " - ").replace(" ", ""), head)
    assert (page.number, page.version, page.head, page.amended) == ("S-17", 1, True, False)
    assert page.signature.holds
    number, _, digits = head.partition("-")
    for wrong in (
        f"{number}-{digits[::-1]}",
        f"999999-{digits}",
        number,
        f"{number}-{digits[:8]}",
        "²-x",
    ):
        assert store.reviews.check(signature.code, wrong).head is False
    assert store.reviews.check(signature.code).head is None
    store.judgements.amend(clinic.judgement.id, "another child")
    assert store.reviews.check(signature.code).amended
    with pytest.raises(MissingRecordError):
        store.reviews.check("%%%%-%%%%-%%%%-%%%%")


def test_a_logo_is_kept_as_it_is(store: RecordStore) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    store.preferences.write(RecordPreferences(letterhead=("School",), logo=png))
    assert store.preferences.read().logo == png
    assert "logo" not in store.trail.entries(limit=1)[0].detail
    for wrong in (b"<svg/>", png[:8] + bytes(LOGO_BYTES)):
        with pytest.raises(RecordsError):
            store.preferences.write(RecordPreferences().model_copy(update={"logo": wrong}))
    assert store.preferences.read().logo == png
