"""Recordings that are encrypted while they are made: no readable picture is ever on the disk.

The row and the wrapped key stand before the first byte; what was written is committed as it comes, so a kill
loses the last moment alone. Locking the records does not stop a recording: its file knows its own key only.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from scolioapp.storage.records import containers, kept_videos
from scolioapp.storage.records.encrypted_database import empty_log
from scolioapp.storage.records.encrypted_target import EncryptedTarget
from scolioapp.storage.records.kept_videos import KeptVideo
from scolioapp.storage.records.key_ring import wrap
from scolioapp.storage.records.record_change import new_id
from scolioapp.storage.records.record_errors import MissingRecordError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import CONTAINERS, PATIENTS, RECORDINGS, VISITS
from scolioapp.storage.records.records_session import Section, Session
from scolioapp.storage.records.visit_recordings import (
    UNFINISHED,
    KeptRecording,
    check_consent,
    patient_at,
    patient_of_recording,
    video_of,
    visit_at,
)
from scolioapp.storage.records.visits import VisitOn, end_visit


@dataclass(frozen=True, slots=True)
class LiveRecording:
    """A recording that is being made.

    Attributes:
        recording: Its row.
        target: Where its bytes go; `EncryptedTarget.close` works with locked records, too.
    """

    recording: KeptRecording
    target: EncryptedTarget


@dataclass(frozen=True, slots=True)
class CameraRecording:
    """What the camera recorded.

    Attributes:
        id: 32 hexadecimal digits.
        visit: Whose.
        made: When it was begun, UTC.
        title: What a person calls it.
        unfinished: Whether it was not kept: it is being made, waits for somebody to decide, or was discarded.
        deleted: When it went into the recycle bin, or "".
        facts: What `engine.capture` noted about it when it was kept, or since; or "".
        number: The patient's.
    """

    id: str
    visit: str
    made: str
    title: str
    unfinished: bool
    deleted: str
    facts: str
    number: str


@dataclass(frozen=True, slots=True)
class VideoCopy:
    """Where a smaller copy of a video is written, in this or another process.

    Attributes:
        recording: Whose video.
        source: The video as it is.
        path: The container of the copy.
        key: Its key.
    """

    recording: str
    source: KeptVideo
    path: Path
    key: bytes = field(repr=False)


class LiveRecordings(Section):
    """Recordings that are being made, and those that nobody has kept yet."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._targets: dict[str, EncryptedTarget] = {}

    @operation(Right.EXAMINE)
    def visit_of(self, number: str, chosen: str = "") -> str | VisitOn:
        """Return the visit that a recording of the patient with a number belongs to.

        Args:
            number: The patient's.
            chosen: Id of the visit that somebody chose, or "".

        Returns:
            The chosen one, unless it is gone or somebody else's by now; then that of today.

        Raises:
            MissingRecordError: There is no such patient.
        """
        session = self.session
        today = session.today.isoformat()
        with session.reading() as connection:
            patient = connection.scalar(
                select(PATIENTS.c.id).where(
                    PATIENTS.c.number == number,
                    PATIENTS.c.deleted == "",
                    PATIENTS.c.merged_into.is_(None),
                )
            )
            visits = select(VISITS.c.id).where(VISITS.c.patient == patient, VISITS.c.id == chosen)
            visit = connection.scalar(visits)
        if patient is None:
            raise MissingRecordError
        return VisitOn(str(patient), today) if visit is None else str(visit)

    @operation(Right.EXAMINE)
    def begin(
        self, visit: str | VisitOn, *, title: str = "", name: str = "video.mkv"
    ) -> LiveRecording:
        """Begin a recording.

        Args:
            visit: Whose; its id, or the one of a patient on a date, which is begun with the recording.
            title: What it is called.
            name: Name of the file in the container.

        Raises:
            RecordsError: The patient's consent is asked for, and missing.
            MissingRecordError: The visit is gone.
            OutputError: It cannot be written.
        """
        session = self.session
        identifier, key = new_id(), secrets.token_bytes(32)
        patient = patient_at(session, visit)
        with session.reading() as connection:
            check_consent(session, connection, patient)
            holder = containers.patient_key(connection, session, patient)
        target = EncryptedTarget(containers.path_of(session.folder, identifier), key, name)
        made, wrapped = session.now, wrap(holder, key, identifier)
        try:
            with session.changing() as change:
                at = visit_at(change, session, visit)
                recording = change.insert(
                    RECORDINGS,
                    visit=at,
                    made=made,
                    source="camera",
                    title=title,
                    state=UNFINISHED,
                )
                change.insert(
                    CONTAINERS, id=identifier, recording=recording, kind="video", wrapped=wrapped
                )
                change.note("recording.begun", patient, recording=recording)
        except BaseException:
            target.close()
            containers.erase(session.folder, [identifier])
            raise
        self._targets[recording] = target
        return LiveRecording(KeptRecording(recording, at, made, "camera", title, True), target)

    @operation(Right.EXAMINE)
    def unfinished(self) -> list[KeptRecording]:
        """Return the recordings that were neither kept nor deleted, after a crash for example."""
        return [
            KeptRecording(each.id, each.visit, each.made, "camera", each.title, True)
            for each in self.of_camera()
            if each.unfinished and not each.deleted and not self._under_way(each.id)
        ]

    @operation(Right.EXAMINE)
    def of_camera(self, recording: str = "") -> list[CameraRecording]:
        """Return what the camera recorded, the oldest first, kept or not; or one recording alone."""
        query = (
            select(RECORDINGS, PATIENTS.c.number)
            .join(VISITS, RECORDINGS.c.visit == VISITS.c.id)
            .join(PATIENTS, VISITS.c.patient == PATIENTS.c.id)
            .where(RECORDINGS.c.source == "camera")
        )
        if recording:
            query = query.where(RECORDINGS.c.id == recording)
        with self.session.reading() as connection:
            rows = connection.execute(query.order_by(RECORDINGS.c.made, RECORDINGS.c.id)).all()
        return [
            CameraRecording(
                row.id,
                row.visit,
                row.made,
                row.title,
                row.state == UNFINISHED,
                row.deleted,
                row.facts,
                row.number,
            )
            for row in rows
        ]

    @operation(Right.EXAMINE)
    def keep(self, recording: str, facts: str = "") -> None:
        """Keep a recording whose file is closed; before it, the recording is in no list.

        Args:
            recording: Its id.
            facts: What `engine.capture` noted about it.

        Raises:
            MissingRecordError: It is gone, or still being written.
        """
        with self.session.changing() as change:
            patient = patient_of_recording(change.connection, recording)
            if self._under_way(recording):
                raise MissingRecordError
            change.update(RECORDINGS, recording, state="", facts=facts, deleted="")
            change.note("recording.added", patient, recording=recording, source="camera")

    @operation(Right.EXAMINE)
    def note(self, recording: str, facts: str) -> None:
        """Note what is known of a recording that was kept.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            patient = patient_of_recording(change.connection, recording)
            change.update(RECORDINGS, recording, facts=facts)
            change.note("recording.noted", patient, recording=recording)

    @operation(Right.EXAMINE)
    def empty(self, before: str) -> int:
        """Erase for good what was discarded instead of kept, before a moment (UTC, ISO 8601).

        Returns:
            How many recordings.
        """
        session = self.session
        query = select(RECORDINGS.c.id, RECORDINGS.c.visit, CONTAINERS.c.id).where(
            RECORDINGS.c.id == CONTAINERS.c.recording,
            RECORDINGS.c.state == UNFINISHED,
            RECORDINGS.c.deleted != "",
            RECORDINGS.c.deleted < before,
        )
        with session.reading() as connection:
            gone = connection.execute(query).all()
        if gone:
            with session.changing() as change:
                for recording, visit, _ in gone:
                    change.delete(RECORDINGS, recording)
                    change.note("recording.erased", recording)
                    end_visit(change, visit)
            containers.erase(session.folder, [container for *_, container in gone])
            empty_log(session.engine)
        return len(gone)

    @operation(Right.EXAMINE)
    def copy_of(self, recording: str) -> VideoCopy:
        """Return where a smaller copy of a video may be written; nothing knows of it before `swap`.

        Raises:
            MissingRecordError: It is gone, or no video is kept.
        """
        session = self.session
        with session.reading() as connection:
            patient, container = video_of(connection, recording)
            kept = kept_videos.kept_video(connection, session, patient, container)
        identifier = new_id()
        path = containers.path_of(session.folder, identifier)
        return VideoCopy(recording, kept, path, secrets.token_bytes(32))

    @operation(Right.EXAMINE)
    def swap(self, copy: VideoCopy, facts: str) -> None:
        """Have a copy take the place of a recording's video, and note what is known now, in one step.

        Raises:
            MissingRecordError: The recording is gone, or its video was swapped meanwhile.
        """
        session, identifier = self.session, copy.path.stem
        with session.changing() as change:
            patient, old = video_of(change.connection, copy.recording)
            if containers.path_of(session.folder, old) != copy.source.path:
                raise MissingRecordError
            holder = containers.patient_key(change.connection, session, patient)
            change.delete(CONTAINERS, old)
            change.insert(
                CONTAINERS,
                id=identifier,
                recording=copy.recording,
                kind="video",
                wrapped=wrap(holder, copy.key, identifier),
            )
            change.update(RECORDINGS, copy.recording, facts=facts)
            change.note("recording.converted", patient, recording=copy.recording)
        copy.source.close()
        containers.erase(session.folder, [old])

    def _under_way(self, recording: str) -> bool:
        target = self._targets.get(recording)
        return target is not None and not target.closed
