"""A program that records into protected records until it is killed; started by `test_killed_recording`.

python -m tests.app.storage.records.recording_child RECORDS CLIP NUMBER
"""

from __future__ import annotations

import sys
from pathlib import Path

from scolioapp.storage.recorded_library import RecordedLibrary
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.made_records import CHEAP, PASSWORD
from tests.engine.capture.recording_child import record_until_killed


def main() -> None:
    folder, clip, number = sys.argv[1:]
    store = RecordStore(Path(folder), cost=CHEAP)
    store.unlock(Role.EXAMINER.value, PASSWORD)
    record_until_killed(RecordedLibrary(lambda: store), clip, number)


if __name__ == "__main__":
    main()
