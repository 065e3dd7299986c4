"""A result is reviewed and signed in the real window, with nobody to send it to; run as a process of its own.

python -m tests.app.window.signing_at_work HOME
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from scolioapp.bootstrap import build
from scolioapp.jobs.outbox_sender import OutboxSender
from scolioapp.jobs.worker import Worker
from scolioapp.paper import record_papers
from scolioapp.settings import Settings
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener
from tests.app.storage.records.made_records import FOUND, PASSWORD, made_clinic
from tests.app.storage.records.signed_results import MEANING, judged
from tests.app.window.records_at_work import paths_in
from tests.patience import SECONDS

READY = "signed, and nobody was called"


def settle(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not until():
        QApplication.processEvents()
        if time.monotonic() > deadline:
            raise SystemExit("it takes too long")


def main(home: Path) -> None:
    app, paths = QApplication(["scolioapp"]), paths_in(home)
    Settings(paths.settings).keeping = "records"
    clinic = made_clinic(paths.records)
    clinic.store.visits.find(clinic.visit.id, FOUND)
    judgement = judged(clinic)
    program = build(app, paths, FakeScreener(), FakeLibrary(), records=clinic.store)
    program.start()
    worker = Worker()
    sender = OutboxSender(
        worker, lambda: clinic.store, partial(record_papers.make_pages, FakeScreener().load)
    )
    sender.start()
    program.opener.open(program.store.entry(judgement.recording))
    settle(lambda: program.review_wiring.review is not None)
    review = program.review_wiring.review
    assert review is not None
    settle(lambda: review.facts is not None)
    review.review("", "", lambda: None, lambda error: sys.exit(str(error)))
    settle(lambda: review.may_sign)
    review.sign(PASSWORD, MEANING, sender.wake, lambda error: sys.exit(str(error)))
    settle(lambda: review.signature is not None and not sender.working)
    assert clinic.store.outbox.all() == []
    sender.pause()
    worker.close()
    program.end()
    sys.stdout.write(READY + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
