"""Where recordings are kept: in a folder, or in the protected records. Imported at the first recording."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.capture.conversions import Conversions, FolderConversions
from scolioapp.storage.recorded_conversions import RecordedConversions
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from engine.capture.recording_keeper import RecordingKeeper
    from engine.capture.recording_library import RecordingLibrary
    from scolioapp.storage.recorded_library import RecordedLibrary


class KeptLibrary(Protocol):
    """Gives where recordings are kept."""

    @property
    def conversions(self) -> Conversions:
        """How they are made smaller."""
        ...

    def get(self) -> RecordingKeeper:
        """Return the library: one for all threads, because it holds what is being recorded."""
        ...

    def choose_visit(self, number: str, visit: str) -> None:
        """Have recordings of a patient belong to a visit; "": to that of today. On the worker's thread."""
        ...


class FolderLibrary:
    """Those in a folder.

    Args:
        folder: Which.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = threading.Lock()
        self._library: RecordingLibrary | None = None
        self.conversions: Conversions = FolderConversions(folder)

    def get(self) -> RecordingLibrary:
        """Return the library."""
        with self._guard:
            if self._library is None:
                from engine.capture.recording_library import RecordingLibrary

                self._library = RecordingLibrary(self._folder)
            return self._library

    def choose_visit(self, number: str, visit: str) -> None:
        """Do nothing: here are no visits."""


class RecordsLibrary:
    """Those in the protected records.

    Args:
        door: The door to them.
    """

    def __init__(self, door: RecordsDoor) -> None:
        self._door = door
        self._guard = threading.Lock()
        self._library: RecordedLibrary | None = None
        self.conversions: Conversions = RecordedConversions(lambda: door.store, self.get)

    def get(self) -> RecordedLibrary:
        """Return the library."""
        with self._guard:
            if self._library is None:
                from scolioapp.storage.recorded_library import RecordedLibrary

                self._library = RecordedLibrary(lambda: self._door.store)
            return self._library

    def choose_visit(self, number: str, visit: str) -> None:
        """Have recordings of a patient belong to a visit; "": to that of today."""
        self.get().choose(number, visit)
