"""The log of a run, read while it grows: the figures of its steps and of its looks at validation people.

Must not know torch, nor what the figures mean.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class RunLog:
    """Follows one ``log.jsonl``.

    A run that was killed goes on from its last checkpoint and makes the steps after it once more: what was
    logged of them before is left out. Lines that are no JSON objects are passed over.

    Args:
        path: The log; it need not be there yet.

    Attributes:
        steps: Records of steps, by rising ``iteration``.
        looks: Records of looks at the validation people, by rising ``iteration``.
        events: All other records, as they came.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = 0
        self.steps: list[Record] = []
        self.looks: list[Record] = []
        self.events: list[Record] = []

    def refresh(self) -> bool:
        """Read what was added, whole lines only.

        Returns:
            Whether anything was.
        """
        try:
            with self.path.open("rb") as stream:
                stream.seek(self._read)
                added = stream.read()
        except OSError:
            return False
        whole = added.rfind(b"\n") + 1
        self._read += whole
        for line in added[:whole].splitlines():
            try:
                record = json.loads(line, object_pairs_hook=_interned)
            except ValueError:
                continue
            if isinstance(record, dict):
                self._take(record)
        return whole > 0

    def _take(self, record: Record) -> None:
        event = record.get("event")
        if event is None and isinstance(record.get("iteration"), int):
            self.steps.append(record)
        elif event == "validation" and isinstance(record.get("iteration"), int):
            self.looks.append(record)
        else:
            if event == "resume":
                self._go_back(record.get("from", 0))
            self.events.append(record)

    def _go_back(self, iteration: int) -> None:
        self.steps = [each for each in self.steps if each["iteration"] <= iteration]
        self.looks = [each for each in self.looks if each["iteration"] <= iteration]


def _interned(pairs: list[tuple[str, Any]]) -> Record:
    """Make a record whose names are those of all others: a long log is half as large in memory."""
    return {sys.intern(name): value for name, value in pairs}
