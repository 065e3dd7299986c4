"""Signed results in small records, with a page that stands for the printed one, and peers for them."""

from __future__ import annotations

from engine.core.classes import Outcome
from engine.core.kept_result import RESULT
from engine.export.peers import Content, DicomPeer, Peer, WebServer
from scolioapp.storage.records.judgements import JudgementLine, KeptJudgement
from scolioapp.storage.records.record_peers import KeptPeer
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.signatures import Signature
from tests.app import result_fixtures as fx
from tests.app.storage.records.made_records import FOUND, PASSWORD, Clinic
from tests.engine.export.report_fixtures import pdf_page

MEANING = "I answer for it."


def archive(**other: object) -> DicomPeer:
    """Return a peer that nobody answers for."""
    settings = {"name": "Archive", "host": "127.0.0.1", "port": 9, "called": "ARCHIVE"}
    return DicomPeer.model_validate({**settings, "takes": (Content.PDF, Content.SR), **other})


def judged(clinic: Clinic, number: int = 1, files: dict[str, bytes] | None = None) -> KeptJudgement:
    """Add a recording with a judgement that can be handed to others; each number is another recording."""
    recording = clinic.store.recordings.add(clinic.visit.id, source="file", title=f"walk {number}")
    result = fx.screening(Outcome.BORDERLINE).result
    made = files or {RESULT: result.named("", None).to_json().encode()}
    return clinic.store.judgements.add(recording.id, JudgementLine.of(result), made)


def sign(clinic: Clinic, judgement: str, *, pages: bool = True) -> Signature:
    """Review and sign a judgement, and keep the page of it."""
    clinic.store.judgements.review(judgement)
    signature = clinic.store.signatures.sign(judgement, PASSWORD, MEANING)
    if pages:
        clinic.store.pages.keep(signature.id, "en", pdf_page(judgement))
    return signature


def signed(clinic: Clinic, number: int = 1) -> str:
    """Return the id of a signed judgement, with the examiner's findings before it."""
    clinic.store.visits.find(clinic.visit.id, FOUND)
    judgement = judged(clinic, number).id
    sign(clinic, judgement)
    return judgement


def with_peer(store: RecordStore, peer: Peer | None = None) -> KeptPeer:
    return store.peers.add(peer or archive())


def fhir_server(url: str) -> WebServer:
    numbering = "https://school.example/children"
    return WebServer(
        kind="fhir", name="Server", url=url, takes=(Content.FHIR,), numbering=numbering
    )
