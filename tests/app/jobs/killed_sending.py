"""Sends the outbox of records, again and again, in processes that a test kills; see `test_real_archives`.

``python -m tests.app.jobs.killed_sending FOLDER`` loads everything once. At each line on its input it forks a
process that works the outbox off, and says its number; for each change of an item it says a point.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.core.progress import Cancel
from engine.export.dicom import connection, dicom_objects, making
from scolioapp.jobs.outbox_delivery import Delivery
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.made_records import CHEAP, PASSWORD

LOADED = (connection, dicom_objects, making)


def say_point() -> None:
    os.write(1, b".")


def work(folder: Path) -> None:
    store = RecordStore(folder, cost=CHEAP)
    store.unlock(Role.EXAMINER.value, PASSWORD)
    Delivery(store, lambda *_: None, lambda _: str, say_point, Cancel()).send_due()
    store.close()


def main() -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            work(Path(sys.argv[1]))
            os._exit(0)
        os.write(1, f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"\nended {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    main()
