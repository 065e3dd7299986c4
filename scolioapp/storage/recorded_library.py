"""Recordings of the camera in the protected records: an `engine.capture.recording_keeper.RecordingKeeper`.

Each belongs to today's visit of the patient whose number it is made with. Its bytes are encrypted as they
come; what is known of it lies in the same container until it is kept, so that a recording goes on, and ends
whole, while the records are locked. Must not know Qt.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.capture.captured_recording import FACTS, CapturedRecording, RecordingState
from engine.capture.readable_part import measured
from engine.capture.recording_keeper import BYTES_A_SECOND, ROOM
from engine.core.errors import CaptureError, ScolioError
from engine.core.files import check_folder, write_failure
from engine.core.text import text
from scolioapp.storage.records.recording_paths import path_of, recording_of

if TYPE_CHECKING:
    from engine.capture.packet_writer import RecordingTarget
    from scolioapp.storage.records.live_recordings import CameraRecording, LiveRecording
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.visits import VisitOn

_FIGURES: Final = {"frames", "seconds", "measured_rate", "dropped"}


class RecordedLibrary:
    """The recordings of the camera in the records. May be used from any thread.

    Those that are being made, or wait for somebody to decide, are in its hand: their keys are known to it
    until they are kept or discarded, whether the records are locked or not.

    Args:
        store: Gives the records, locked or not.
    """

    def __init__(self, store: Callable[[], RecordStore]) -> None:
        self._store = store
        self._guard = threading.RLock()
        self._in_hand: dict[str, tuple[LiveRecording, CapturedRecording]] = {}
        self._visits: dict[str, str] = {}
        self._converting: set[str] = set()

    @property
    def folder(self) -> Path:
        """Where the records lie."""
        return self._store().folder

    def seconds_left(self) -> float:
        """Return about how long can still be recorded, seconds; infinite where that cannot be told."""
        try:
            return shutil.disk_usage(self.folder).free / BYTES_A_SECOND
        except OSError:
            return float("inf")

    def choose(self, number: str, visit: str) -> None:
        """Have recordings of a patient belong to a visit; "": to today's."""
        with self._guard:
            self._visits[number] = visit

    def new_facts(self, started: datetime | None = None) -> CapturedRecording:
        """Return the facts of a recording that begins now (or at a time, UTC); nothing is written."""
        began = (started or datetime.now(UTC)).astimezone(UTC)
        return CapturedRecording(id="", folder=self.folder, started=began)

    def begin(self, facts: CapturedRecording, *, room: int = ROOM) -> CapturedRecording:
        """Begin a recording of the patient whose number ``facts.subject`` is.

        Raises:
            CaptureError: No patient was chosen.
            RecordsError: The patient's consent is asked for, and missing; or the records are locked.
            OutputError: Nothing can be written, or too little is free.
        """
        if not facts.subject:
            raise CaptureError(
                text("No patient is chosen for this recording."),
                text("Choose the patient first, then record."),
            )
        check_folder(self.folder, room=room)
        live = self._store().live.begin(self._visit_of(facts.subject))
        id = live.recording.id
        facts = facts.model_copy(update={"id": id, "folder": self.folder, "video": path_of(id)})
        with self._guard:
            self._in_hand[id] = live, facts
        return self.note(id, {})

    def open_target(self, path: Path) -> RecordingTarget:
        """Return what the bytes of a recording that was begun go to."""
        live, _ = self._in_hand[recording_of(path)]
        return live.target

    def note(self, id: str, changes: Mapping[str, Any]) -> CapturedRecording:
        """Note what is known of a recording now; of one in hand also while the records are locked.

        Raises:
            CaptureError: It is not there.
            RecordsError: The records are locked, and it is in nobody's hand.
            OutputError: It cannot be written; the facts are as they were.
        """
        with self._guard:
            facts = self.get(id).model_copy(update=dict(changes))
            if id not in self._in_hand:
                self._store().live.note(id, facts.model_dump_json())
                return facts
            live, _ = self._in_hand[id]
            try:
                live.target.put(FACTS, facts.model_dump_json().encode())
            except OSError as error:
                raise write_failure(facts.path, error) from error
            self._in_hand[id] = live, facts
            return facts

    def get(self, id: str) -> CapturedRecording:
        """Read the facts of a recording.

        Raises:
            CaptureError: It is not there.
            RecordsError: The records are locked, and it is in nobody's hand.
        """
        with self._guard:
            if id in self._in_hand:
                return self._in_hand[id][1]
        found = self._store().live.of_camera(id)
        if not found:
            raise CaptureError(
                text("The recording {id} is not there any more.", id=id),
                text("It may be in the recycle bin."),
            )
        return self._facts_of(found[0])

    def recordings(self) -> tuple[CapturedRecording, ...]:
        """Return all recordings but those in the recycle bin, the oldest first."""
        found = self._store().live.of_camera()
        return tuple(self._facts_of(each) for each in found if not each.deleted)

    def kept(self) -> tuple[CapturedRecording, ...]:
        """Return those that were kept, the oldest first."""
        found = self._store().live.of_camera()
        there = (each for each in found if not each.unfinished and not each.deleted)
        return tuple(self._facts_of(each) for each in there)

    def unfinished(self) -> tuple[CapturedRecording, ...]:
        """Return what nobody decided about: recordings of a program that ended in between.

        Those without one readable frame are left out.
        """
        there = [
            each
            for each in self._store().live.of_camera()
            if each.unfinished and not each.deleted and each.id not in self._in_hand
        ]
        whole = (_in_full(self._facts_of(each)) for each in there)
        return tuple(one for one in whole if one.frames)

    def keep(self, id: str) -> CapturedRecording:
        """Keep a recording, also one that was discarded.

        Raises:
            CaptureError: It is not there, or not one frame of it can be read.
            RecordsError: The records are locked; it is offered again when they are unlocked.
        """
        facts = self.get(id)
        whole = _in_full(facts)
        if not whole.frames:
            raise CaptureError(
                text("Not one frame of the recording can be read."), text("Record again.")
            )
        changes = {} if whole is facts else whole.model_dump(include=_FIGURES)
        kept = facts.model_copy(update={**changes, "state": RecordingState.KEPT})
        self._store().live.keep(id, kept.model_dump_json())
        self._let_go(id)
        return kept

    def discard(self, id: str) -> CapturedRecording:
        """Put a recording into the recycle bin; it can be kept again until `empty`.

        Raises:
            CaptureError: It is not there.
            RecordsError: The records are locked; it is offered again when they are unlocked.
        """
        facts = self.get(id)
        self._store().recordings.delete(id)
        self._let_go(id)
        return facts.model_copy(update={"state": RecordingState.DISCARDED})

    def assign(self, id: str, subject: str) -> CapturedRecording:
        """Move a recording to the patient with a number.

        Raises:
            CaptureError: It is not there.
            RecordsError: The records are locked, or there is no such patient.
        """
        facts = self.get(id)
        self._store().recordings.move(id, self._visit_of(subject))
        if id in self._in_hand:
            return self.note(id, {"subject": subject})
        return facts.model_copy(update={"subject": subject})

    def note_walk(self, id: str, walk: tuple[float, float] | None) -> CapturedRecording:
        """Note what the exact analysis found worth keeping; the conversion trims to it.

        Raises:
            CaptureError: It is not there.
            RecordsError: The records are locked.
        """
        return self.note(id, {"analysed": True, "walk": walk})

    def empty(self, *, older: timedelta = timedelta()) -> int:
        """Erase for good what was discarded, but for what was discarded lately; return how many."""
        self._bin_unreadable()
        before = (datetime.now(UTC) - older).isoformat(timespec="milliseconds")
        return self._store().live.empty(before)

    @contextlib.contextmanager
    def converting(self, id: str) -> Iterator[None]:
        """Be the only one who converts a recording.

        Raises:
            CaptureError: Somebody does.
        """
        with self._guard:
            if id in self._converting:
                raise CaptureError(
                    text("The recording is being made smaller already."),
                    text("Wait until it is ready."),
                )
            self._converting.add(id)
        try:
            yield
        finally:
            self._converting.discard(id)

    def _bin_unreadable(self) -> None:
        """Put what was interrupted before its first frame into the recycle bin."""
        for each in self._store().live.unfinished():
            if each.id not in self._in_hand:
                facts = self.get(each.id)
                if not _in_full(facts).frames:
                    self._store().recordings.delete(each.id)

    def _visit_of(self, number: str) -> str | VisitOn:
        with self._guard:
            chosen = self._visits.get(number, "")
        return self._store().live.visit_of(number, chosen)

    def _let_go(self, id: str) -> None:
        with self._guard:
            live, _ = self._in_hand.pop(id, (None, None))
        if live is not None:
            live.target.forget()

    def _facts_of(self, kept: CameraRecording) -> CapturedRecording:
        """Return what is known of a recording; where nothing was noted, what its row tells."""
        with self._guard:
            if kept.id in self._in_hand:
                return self._in_hand[kept.id][1]
        noted = kept.facts or (self._noted_beside(kept.id) if kept.unfinished else "")
        place = {"id": kept.id, "folder": self.folder, "video": path_of(kept.id)}
        try:
            facts = CapturedRecording.model_validate({**json.loads(noted), **place})
        except ValueError:
            started = datetime.fromisoformat(kept.made)
            facts = CapturedRecording.model_validate({**place, "started": started})
        return facts.model_copy(update={"subject": kept.number, "state": _state(kept, facts)})

    def _noted_beside(self, recording: str) -> str:
        """Return what was noted in the container of a recording that nobody kept."""
        with (
            contextlib.suppress(ScolioError),
            self._store().recordings.video(recording) as container,
        ):
            if FACTS in container.names:
                return container.read(FACTS).decode()
        return ""


def _state(kept: CameraRecording, facts: CapturedRecording) -> RecordingState:
    if kept.unfinished and not kept.deleted:
        return facts.state
    return RecordingState.DISCARDED if kept.deleted else RecordingState.KEPT


def _in_full(facts: CapturedRecording) -> CapturedRecording:
    """Add what can be read of a recording that was interrupted: by a kill, or by a full disk."""
    if facts.frames and facts.problem is None:
        return facts
    try:
        return facts.model_copy(update=measured(facts.path))
    except ScolioError:
        return facts.model_copy(update={"frames": 0})
