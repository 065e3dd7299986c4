"""The folder of recordings: one folder each, found again after a crash, and never taken for another's.

::

    20261129T081512Z-4f0c21ab/   video.mkv  recording.json
    .locks/                      who writes what, held with the operating system

Must not know cameras, nor how pictures are compressed.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from engine.capture.captured_recording import (
    FACTS,
    VIDEO,
    CapturedRecording,
    RecordingState,
    read_facts,
)
from engine.capture.packet_writer import FileTarget
from engine.capture.readable_part import measured
from engine.capture.recording_keeper import BYTES_A_SECOND, ROOM
from engine.core.errors import CaptureError, OutputError, ScolioError
from engine.core.file_lock import FileLock, held, hold, is_held
from engine.core.files import check_folder, write_failure, written_beside
from engine.core.names import label_of
from engine.core.text import text

_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_TIME: Final = "%Y%m%dT%H%M%SZ"
_LOCKS: Final = ".locks"
_OPEN: Final = (RecordingState.RECORDING, RecordingState.STOPPED)
_SMALLEST_VIDEO: Final = 1024
"""Bytes below which there is no frame in a video."""
_FIGURES: Final = {"frames", "seconds", "measured_rate", "dropped"}


class RecordingLibrary:
    """The recordings in one folder. Several programs may use it at once, each from any thread.

    Args:
        folder: Where they lie; made with the first recording.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._in_hand: dict[str, FileLock] = {}

    def seconds_left(self) -> float:
        """Return about how long can still be recorded, seconds; infinite where that cannot be told."""
        place = self.folder.absolute()
        there = next((one for one in (place, *place.parents) if one.exists()), place)
        try:
            return shutil.disk_usage(there).free / BYTES_A_SECOND
        except OSError:
            return float("inf")

    def begin(self, facts: CapturedRecording, *, room: int = ROOM) -> CapturedRecording:
        """Make the folder of a new recording, in the hand of this program until it is kept or discarded.

        Args:
            facts: What is known of it (see `new_facts`).
            room: Bytes that must be free.

        Raises:
            OutputError: The folder cannot be written, or too little is free.
        """
        check_folder(self.folder, room=room)
        try:
            with self._telling():
                self._hold(facts.id)
                facts.folder.mkdir()
                return self._write(facts)
        except OutputError:
            self._let_go(facts.id)
            raise

    def open_target(self, path: Path) -> FileTarget:
        """Make the file of a recording that was begun.

        Raises:
            OSError: It cannot be made.
        """
        return FileTarget(path)

    def new_facts(self, started: datetime | None = None) -> CapturedRecording:
        """Return the facts of a recording that begins now; nothing is written.

        Args:
            started: When its first frame was taken, UTC; None for now.
        """
        began = (started or datetime.now(UTC)).astimezone(UTC)
        name = f"{began.strftime(_TIME)}-{uuid.uuid4().hex[:8]}"
        return CapturedRecording(id=name, folder=self.folder / name, started=began)

    def note(self, id: str, changes: Mapping[str, Any]) -> CapturedRecording:
        """Note what is known of a recording now; all else stays as it is.

        Args:
            id: The recording.
            changes: Attributes of `CapturedRecording` and their new values.

        Raises:
            CaptureError: It is not there.
            OutputError: It cannot be written; the facts are as they were.
        """
        with self._changing():
            return self._write(self.get(id).model_copy(update=dict(changes)))

    def get(self, id: str) -> CapturedRecording:
        """Read the facts of a recording.

        Raises:
            CaptureError: There is none of this name.
        """
        folder = self.folder / id
        if not _NAME.fullmatch(id) or not folder.is_dir():
            raise CaptureError(
                text("The recording {id} is not there any more.", id=id),
                text("It was removed, or the folder of recordings is not connected."),
            )
        return _facts_in(folder)

    def recordings(self) -> tuple[CapturedRecording, ...]:
        """Return all recordings, the oldest first."""
        with contextlib.suppress(OSError):
            found = [_facts_in(one) for one in self.folder.iterdir() if _NAME.fullmatch(one.name)]
            return tuple(sorted(found, key=lambda one: (one.started, one.id)))
        return ()

    def unfinished(self) -> tuple[CapturedRecording, ...]:
        """Return what nobody decided about and nobody holds: recordings of a program that ended in between.

        Those that were interrupted are told with what can be read of them; those without one readable
        frame are left out.
        """
        found: list[CapturedRecording] = []
        for one in self.recordings():
            if one.state not in _OPEN or is_held(self._lock(one.id)):
                continue
            now = _facts_in(one.folder)  # Its program may have settled it just before it let go.
            if now.state in _OPEN and (whole := _in_full(now)).frames:
                found.append(whole)
        return tuple(found)

    def keep(self, id: str) -> CapturedRecording:
        """Keep a recording.

        Raises:
            CaptureError: It is not there, or not one frame of it can be read.
            OutputError: It cannot be written.
        """
        return self._settle(id, RecordingState.KEPT)

    def discard(self, id: str) -> CapturedRecording:
        """Discard a recording; it can be kept again until `empty`.

        Raises:
            CaptureError: It is not there.
            OutputError: It cannot be written.
        """
        return self._settle(id, RecordingState.DISCARDED)

    def assign(self, id: str, subject: str) -> CapturedRecording:
        """Say whose recording it is.

        Args:
            id: The recording.
            subject: The child's number, or "".

        Raises:
            CaptureError: It is not there.
            OutputError: It cannot be written.
        """
        return self.note(id, {"subject": label_of(subject)})

    def note_walk(self, id: str, walk: tuple[float, float] | None) -> CapturedRecording:
        """Note what the exact analysis found worth keeping; the conversion trims to it.

        Args:
            id: The recording.
            walk: Seconds of the file; None where nobody walks: all of it is kept.

        Raises:
            CaptureError: It is not there.
            OutputError: It cannot be written.
        """
        return self.note(id, {"analysed": True, "walk": walk})

    def empty(self, *, older: timedelta = timedelta()) -> int:
        """Remove what was discarded, and what was interrupted before its first frame, for good.

        Args:
            older: What was recorded within this time stays.

        Returns:
            How many recordings were removed.
        """
        until = datetime.now(UTC) - older
        gone = [one for one in self.recordings() if one.started <= until and self._is_rubbish(one)]
        for one in gone:
            shutil.rmtree(one.folder, ignore_errors=True)
        return sum(not one.folder.exists() for one in gone)

    def _is_rubbish(self, facts: CapturedRecording) -> bool:
        if facts.state is RecordingState.DISCARDED:
            return True
        path = facts.path
        unwritten = not path.exists() or path.stat().st_size < _SMALLEST_VIDEO
        return unwritten and facts.state in _OPEN and not is_held(self._lock(facts.id))

    @contextlib.contextmanager
    def converting(self, id: str) -> Iterator[None]:
        """Be the only one who converts a recording.

        Raises:
            CaptureError: Somebody does, here or in another window.
            OutputError: The folder cannot be written.
        """
        name = f"{id}.conversion"
        with self._telling():
            self._hold(name)
        try:
            yield
        finally:
            self._let_go(name)

    def _settle(self, id: str, state: RecordingState) -> CapturedRecording:
        facts = self.get(id)
        whole = _in_full(facts)
        if state is RecordingState.KEPT and not whole.frames:
            raise CaptureError(
                text("Not one frame of the recording {id} can be read.", id=id),
                text("Record again."),
            )
        found = id not in self._in_hand
        if found:
            with self._telling():
                self._hold(id)  # Of a program that ended; that of one which runs is refused.
        changes = {} if facts.frames else whole.model_dump(include=_FIGURES)
        try:
            settled = self.note(id, {**changes, "state": state})
        except ScolioError:
            if found:
                self._let_go(id)
            raise
        self._let_go(id)
        return settled

    def _hold(self, id: str) -> None:
        self._lock(id).parent.mkdir(parents=True, exist_ok=True)
        lock = hold(self._lock(id))
        if lock is None:
            raise CaptureError(
                text("The recording {id} is in use.", id=id),
                text("Another window records or converts it: wait until it is ready."),
            )
        self._in_hand[id] = lock

    def _let_go(self, id: str) -> None:
        lock = self._in_hand.pop(id, None)
        if lock is not None:
            lock.release()

    def _lock(self, id: str) -> Path:
        return self.folder / _LOCKS / id

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Let one program after the other change facts, so that no change is lost."""
        with self._telling():
            self._lock("facts").parent.mkdir(parents=True, exist_ok=True)
            with held(self._lock("facts")):
                yield

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell a failure of the disk as a sentence."""
        try:
            yield
        except OSError as error:
            raise write_failure(self.folder, error) from error

    def _write(self, facts: CapturedRecording) -> CapturedRecording:
        """Write the facts; what stood there and cannot be read is kept beside."""
        path = facts.folder / FACTS
        if path.exists() and read_facts(path) is None:
            os.replace(path, path.with_suffix(".damaged.json"))
        with written_beside(path) as beside, beside.open("xb") as stream:
            stream.write(facts.model_dump_json(indent=1).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        return facts


def _facts_in(folder: Path) -> CapturedRecording:
    """Read the facts; where they are damaged, what the folder itself tells."""
    return read_facts(folder / FACTS) or _guessed(folder)


def _in_full(facts: CapturedRecording) -> CapturedRecording:
    """Add what can be read of an interrupted recording."""
    if facts.frames:
        return facts
    with contextlib.suppress(ScolioError):
        return facts.model_copy(update=measured(facts.folder / VIDEO))
    return facts


def _guessed(folder: Path) -> CapturedRecording:
    """Return what the name of a folder alone tells of a recording."""
    try:
        began = datetime.strptime(folder.name.partition("-")[0], _TIME).replace(tzinfo=UTC)
    except ValueError:
        began = datetime.fromtimestamp(0, UTC)
    return CapturedRecording(
        id=folder.name,
        folder=folder,
        started=began,
        problem=text("What was noted about this recording cannot be read; say whose it is."),
    )
