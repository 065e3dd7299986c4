"""What keeps recordings of the camera, for whoever records and whoever lists them: see `RecordingKeeper`.

`engine.capture.recording_library.RecordingLibrary` keeps them in a folder; the protected records of the
window keep them encrypted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from engine.capture.captured_recording import CapturedRecording
from engine.capture.packet_writer import RecordingTarget

ROOM: Final = 600_000_000
"""Bytes that must be free for a recording to begin: a minute of MJPEG at 1080p."""

BYTES_A_SECOND: Final = 10_000_000
"""What a recording takes about, at 1080p and 30 frames a second."""


class RecordingKeeper(Protocol):
    """Keeps recordings. May be used from any thread."""

    def seconds_left(self) -> float:
        """Return about how long can still be recorded, seconds; infinite where that cannot be told."""
        ...

    def new_facts(self, started: datetime | None = None) -> CapturedRecording:
        """Return the facts of a recording that begins now (or at a time, UTC); nothing is written."""
        ...

    def begin(self, facts: CapturedRecording, *, room: int = ROOM) -> CapturedRecording:
        """Make the place of a new recording, in the hand of this program until it is kept or discarded.

        Args:
            facts: What is known of it (see `new_facts`).
            room: Bytes that must be free.

        Returns:
            What is known of it now; its id may be another.

        Raises:
            CaptureError: Nothing may be recorded now.
            OutputError: Nothing can be written, or too little is free.
        """
        ...

    def open_target(self, path: Path) -> RecordingTarget:
        """Open what the bytes of a recording that was begun go to, by its path.

        Raises:
            OSError: It cannot be made.
        """
        ...

    def note(self, id: str, changes: Mapping[str, Any]) -> CapturedRecording:
        """Note what is known of a recording now; all else stays as it is.

        Args:
            id: The recording.
            changes: Attributes of `CapturedRecording` and their new values.

        Raises:
            CaptureError: It is not there.
            OutputError: It cannot be written; the facts are as they were.
        """
        ...

    def get(self, id: str) -> CapturedRecording:
        """Read the facts of a recording.

        Raises:
            CaptureError: There is none of this name.
        """
        ...

    def recordings(self) -> tuple[CapturedRecording, ...]:
        """Return all recordings, the oldest first."""
        ...

    def unfinished(self) -> tuple[CapturedRecording, ...]:
        """Return what nobody decided about and nobody holds, with what can be read of it."""
        ...

    def keep(self, id: str) -> CapturedRecording:
        """Keep a recording.

        Raises:
            CaptureError: It is not there, or not one frame of it can be read.
            OutputError: It cannot be written.
        """
        ...

    def discard(self, id: str) -> CapturedRecording:
        """Discard a recording; it can be kept again until `empty`.

        Raises:
            CaptureError: It is not there.
            OutputError: It cannot be written.
        """
        ...

    def assign(self, id: str, subject: str) -> CapturedRecording:
        """Say whose recording it is, by the child's number.

        Raises:
            CaptureError: It, or such a child, is not there.
            OutputError: It cannot be written.
        """
        ...

    def note_walk(self, id: str, walk: tuple[float, float] | None) -> CapturedRecording:
        """Note what the exact analysis found worth keeping, seconds of the file; None: all of it.

        Raises:
            CaptureError: It is not there.
            OutputError: It cannot be written.
        """
        ...

    def empty(self, *, older: timedelta = timedelta()) -> int:
        """Remove for good what was discarded, but for what was recorded lately; return how many."""
        ...
