"""Takes over the camera's recordings of earlier versions from their folder: once, checked, only then erased.

Each comes to its patient: the child it belongs to on its screening day, whose result it has, or whose number
it was made for; one of nobody waits until a person says whose it is. Must not erase anything unasked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Row, select

from engine.capture.captured_recording import VIDEO, CapturedRecording, RecordingState
from engine.core.errors import CaptureError, ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check
from engine.core.text import text
from scolioapp.storage.records import containers
from scolioapp.storage.records.patient_children import patients_of_numbers
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import DamagedError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import CONTAINERS, RECORDINGS
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.visit_recordings import (
    move_to_patient,
    patient_of_recording,
    video_of,
)
from scolioapp.storage.records.visits import visit_on

_OPEN: Final = (RecordingState.RECORDING, RecordingState.STOPPED)


class VideoFolder(Protocol):
    """What is asked of the folder; `engine.capture.recording_library.RecordingLibrary` is one."""

    def recordings(self) -> tuple[CapturedRecording, ...]:
        """Return all recordings, the oldest first."""

    def unfinished(self) -> tuple[CapturedRecording, ...]:
        """Return what nobody decided about and nobody holds, with what can be read of it."""

    def discard(self, id: str) -> CapturedRecording:
        """Discard a recording."""

    def empty(self) -> int:
        """Remove what was discarded for good."""


class NobodysError(CaptureError):
    """A recording of which a person has to say whose it is."""

    code = "nobodys"


@dataclass(frozen=True, slots=True)
class Owners:
    """What is known about whose recordings are, by the name that the folder has for each.

    Attributes:
        patients: Id of the patient.
        results: Name of the folder of its result.
        held: Why one cannot be taken over yet.
    """

    patients: Mapping[str, str] = field(default_factory=dict)
    results: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, ScolioError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VideosTaken:
    """What was taken over.

    Attributes:
        taken: Names of the recordings that are in the records now, those of earlier times included.
        failed: Those that are not, with the error; they stay where they are.
    """

    taken: tuple[str, ...] = ()
    failed: dict[str, ScolioError] = field(default_factory=dict)


class CameraTakeover(Section):
    """Taking over a folder of recordings."""

    @operation(Right.ADMINISTER, long=True)
    def take(
        self,
        library: VideoFolder,
        owners: Owners,
        *,
        only: Collection[str] | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> VideosTaken:
        """Take over every recording that is not in the records yet, and compare each with its file.

        What was discarded is left; what nobody decided about is taken as if it had been kept.

        Args:
            library: The folder.
            owners: Whose they are.
            only: Names of those that are taken; None: all.
            progress: Is told how far it is.
            cancel: Stops it.

        Raises:
            OutputError: The records cannot be written; what was taken over before stays.
            CancelledError: The person cancelled; what was taken over before stays.
        """
        whole = {each.id: each for each in library.unfinished()}
        found = [
            whole.get(each.id, each)
            for each in library.recordings()
            if only is None or each.id in only
        ]
        taken: list[str] = []
        failed: dict[str, ScolioError] = {}
        for place, facts in enumerate(found):
            check(cancel)
            if progress is not None:
                progress(ProgressReport(Stage.WRITE, place / len(found)))
            if facts.state is RecordingState.DISCARDED and self._row(facts.id) is None:
                continue
            try:
                self._take(facts, owners, cancel)
                self._check(facts)
            except ScolioError as error:
                if error.code in ("output", "cancelled"):
                    raise
                failed[facts.id] = error
            else:
                taken.append(facts.id)
        return VideosTaken(tuple(taken), failed)

    @operation(Right.ADMINISTER, long=True)
    def erase(self, library: VideoFolder, identifiers: tuple[str, ...]) -> None:
        """Delete recordings from their folder, after each was compared once more, and what was discarded.

        Raises:
            DamagedError: One is not in the records as it is in the folder; none was deleted.
            CaptureError: One is in use, in another window.
            OutputError: One cannot be deleted.
        """
        there = {each.id: each for each in library.recordings()}
        kept = [each for each in identifiers if each in there]
        for identifier in kept:
            self._check(there[identifier])
        for identifier in kept:
            library.discard(identifier)
        library.empty()
        with self.session.changing() as change:
            change.note("folder.erased", recordings=len(kept))

    def _row(self, identifier: str) -> Row[Any, Any] | None:
        query = select(RECORDINGS.c.id, RECORDINGS.c.facts)
        with self.session.reading() as connection:
            return connection.execute(query.where(RECORDINGS.c.video_origin == identifier)).first()

    def _take(self, facts: CapturedRecording, owners: Owners, cancel: Cancel | None) -> None:
        """Write a video that is not in the records yet, and its row, which that of its result may be."""
        session = self.session
        if self._row(facts.id) is not None:
            return
        if facts.id in owners.held:
            raise owners.held[facts.id]
        if (facts.state in _OPEN and not facts.frames) or not facts.path.is_file():
            raise CaptureError(
                text("Not one frame of the recording {id} can be read.", id=facts.id),
                text("It was left where it is."),
            )
        with session.reading() as connection:
            judged = _judged(connection, owners.results.get(facts.id, ""))
            patient = owners.patients.get(facts.id, "")
            if not patient and judged:
                patient = patient_of_recording(connection, judged)
            if not patient and facts.subject:
                numbers = patients_of_numbers(connection, [facts.subject])
                patient = numbers.get(facts.subject, "")
            if not patient:
                raise _nobodys(facts)
            holder = containers.patient_key(connection, session, patient)
        container, wrapped = containers.keep_with(
            session, holder, {VIDEO: facts.path}, cancel=cancel
        )
        with self.as_one(), session.changing() as change:
            self.demand(Right.ADMINISTER)
            recording = self._recording(change, facts, patient, judged)
            change.insert(
                CONTAINERS, id=container, recording=recording, kind="video", wrapped=wrapped
            )
            change.note("recording.taken_over", patient, recording=recording)

    def _recording(
        self, change: Change, facts: CapturedRecording, patient: str, judged: str
    ) -> str:
        """Return the row of a video: that of its result, moved to its patient, or a new one."""
        kept = facts.model_copy(update={"state": RecordingState.KEPT})
        values = {
            "source": "camera",
            "made": facts.started.astimezone(UTC).isoformat(timespec="milliseconds"),
            "facts": kept.model_dump_json(),
            "video_origin": facts.id,
        }
        if judged:
            if patient_of_recording(change.connection, judged) != patient:
                move_to_patient(change, self.session, judged, patient)
            change.update(RECORDINGS, judged, **values)
            return judged
        day = facts.started.astimezone().date().isoformat()
        visit = visit_on(change, self.session, patient, day)
        return change.insert(RECORDINGS, visit=visit, **values)

    def _check(self, facts: CapturedRecording) -> None:
        """Compare a video in the records with its file, byte for byte.

        Raises:
            DamagedError: It is another, and not the smaller copy that was made of it since.
        """
        session, row = self.session, self._row(facts.id)
        if row is None:
            raise _differs(facts)
        if not facts.path.is_file():
            return  # It was compared, and then the program ended while it was being deleted.
        with session.reading() as connection:
            patient, container = video_of(connection, row.id)
            opened = containers.opened(connection, session, patient, container)
        with opened, facts.path.open("rb") as file:
            name = opened.names[0]
            with opened.open(name) as kept:
                while True:
                    ours, theirs = kept.read(containers.CHUNK), file.read(containers.CHUNK)
                    if ours != theirs:
                        break
                    if not ours:
                        return
        now = json.loads(row.facts).get("converted") or {}
        if now.get("bytes_before") != facts.path.stat().st_size:
            raise _differs(facts)


def _judged(connection: Connection, result: str) -> str:
    """Return the recording of a result that was taken over without its video, or ""."""
    if not result:
        return ""
    query = select(RECORDINGS.c.id).where(
        RECORDINGS.c.origin == result, RECORDINGS.c.video_origin == ""
    )
    return str(connection.scalar(query) or "")


def _nobodys(facts: CapturedRecording) -> NobodysError:
    if not facts.subject:
        return NobodysError(
            text("Nobody was chosen when this recording was made."),
            text("Choose whose it is."),
        )
    return NobodysError(
        text("It was made for the number “{number}”, which no patient has.", number=facts.subject),
        text("Choose whose it is, or add the patient and take over again."),
    )


def _differs(facts: CapturedRecording) -> DamagedError:
    return DamagedError(
        text("The recording {id} is not in the records as it is kept.", id=facts.id),
        text("It was left where it is. Take it over again."),
    )
