"""The home of somebody who works with a built program: protected records with a signed result of a sample.

``python -m tests.frozen.made_home HOME SAMPLE`` makes it, for ``packaging/prove.sh``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.core.screening_request import ScreeningRequest
from engine.export.peers import Peer
from engine.pipeline.screening import Screener
from engine.pipeline.screening_files import dump
from scolioapp.paths import APP, AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.records.judgements import JudgementLine
from tests.app.storage.records.made_records import FOUND, PASSWORD, Clinic, made_clinic

LOGIN = "administrator"
MEANING = "I answer for it."


def paths_in(home: Path) -> AppPaths:
    """Return where a program keeps everything whose HOME this is; on Linux."""
    share = home / ".local" / "share" / APP
    return AppPaths(home / ".config" / APP, share, home / ".local" / "state" / APP / "log")


def make_home(home: Path, sample: Path, peer: Peer | None = None) -> Path:
    """Have somebody keep records, sign a result of a sample, and wish it sent to a peer.

    Args:
        home: An empty folder.
        sample: A video, which is screened.
        peer: To whom the result is to be sent; None: to nobody.

    Returns:
        The folder of the records, which are closed.
    """
    paths = paths_in(home)
    settings = Settings(paths.settings)
    settings.keeping, settings.language = "records", "en"
    settings.flush()
    paths.records.parent.mkdir(parents=True, exist_ok=True)
    clinic = made_clinic(paths.records)
    try:
        judgement = _signed(clinic, sample)
        if peer is not None:
            clinic.store.outbox.add(judgement, clinic.store.peers.add(peer).id)
    finally:
        clinic.store.close()
    return clinic.folder


def _signed(clinic: Clinic, sample: Path) -> str:
    screening = Screener().screen(ScreeningRequest(sample))
    video = {f"video{sample.suffix}": sample.read_bytes()}
    store = clinic.store
    recording = store.recordings.add(clinic.visit.id, source="file", title="walk", files=video)
    line = JudgementLine.of(screening.result)
    judgement = store.judgements.add(recording.id, line, dump(screening))
    store.visits.find(clinic.visit.id, FOUND)
    store.judgements.review(judgement.id)
    store.signatures.sign(judgement.id, PASSWORD, MEANING)
    return judgement.id


if __name__ == "__main__":
    make_home(Path(sys.argv[1]), Path(sys.argv[2]))
