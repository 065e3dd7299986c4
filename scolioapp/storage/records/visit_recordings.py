"""Recordings of a visit: added with their video or without, read, moved to another patient, deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from engine.core.progress import Cancel
from engine.core.text import text
from scolioapp.storage.records import containers, kept_videos
from scolioapp.storage.records.containers import Container, Content, Copied
from scolioapp.storage.records.kept_videos import KeptVideo
from scolioapp.storage.records.patients import consents_of
from scolioapp.storage.records.preferences import preferences_of
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONTAINERS,
    JUDGEMENTS,
    RECORDINGS,
    SIGNATURES,
    VISITS,
)
from scolioapp.storage.records.records_session import Section, Session
from scolioapp.storage.records.review_steps import add_step, state_in
from scolioapp.storage.records.visits import VisitOn, end_visit, visit_on

UNFINISHED: Final = "unfinished"
"""State of a recording that is being made, or that a crash interrupted; of all others it is empty."""


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """A recording.

    Attributes:
        id: 32 hexadecimal digits.
        visit: Whose.
        made: When it was recorded or brought in, UTC.
        source: ``camera``, ``file`` or ``folder`` (taken over from a folder of results).
        title: What a person calls it; blank for whoever may not see names.
        has_video: Whether its video is kept.
        deleted: When it went into the recycle bin, or "".
    """

    id: str
    visit: str
    made: str
    source: str
    title: str
    has_video: bool
    deleted: str = ""


@dataclass(frozen=True, slots=True)
class Repetition:
    """The earlier recording that a recording repeats; it may be gone by now.

    Attributes:
        recording: Its id.
        screened: When it was screened, ISO 8601.
    """

    recording: str
    screened: str


class Recordings(Section):
    """The recordings."""

    @operation(Right.NUMBERS)
    def of(self, visit: str) -> list[KeptRecording]:
        """Return the recordings of a visit, the oldest first, without those in the recycle bin."""
        query = select(RECORDINGS).where(
            RECORDINGS.c.visit == visit, RECORDINGS.c.deleted == "", RECORDINGS.c.state == ""
        )
        names = self.session.sees_names
        with self.session.reading() as connection:
            rows = connection.execute(query.order_by(RECORDINGS.c.made, RECORDINGS.c.id)).all()
            videos = set(
                connection.scalars(
                    select(CONTAINERS.c.recording).where(
                        CONTAINERS.c.kind == "video",
                        CONTAINERS.c.recording.in_([row.id for row in rows]),
                    )
                )
            )
        return [
            KeptRecording(
                row.id,
                row.visit,
                row.made,
                row.source,
                row.title if names else "",
                row.id in videos,
                row.deleted,
            )
            for row in rows
        ]

    @operation(Right.NUMBERS)
    def needs_consent(self, patient: str) -> bool:
        """Tell whether consent is missing, so that no recording may be made for a patient today."""
        with self.session.reading() as connection:
            return not _allowed(self.session, connection, patient)

    @operation(Right.EXAMINE, long=True)
    def add(
        self,
        visit: str | VisitOn,
        *,
        source: str,
        title: str = "",
        repeats: Repetition | None = None,
        files: Mapping[str, Content] | None = None,
        cancel: Cancel | None = None,
        copied: Copied | None = None,
    ) -> KeptRecording:
        """Add a recording.

        Args:
            visit: Whose; its id, or the one of a patient on a date, which is begun with the recording.
            source: ``camera`` or ``file``.
            title: What it is called.
            repeats: The earlier recording that it repeats, or None.
            files: The video and what belongs to it, by name, as bytes or files to copy; None: not kept.
            cancel: Stops the copying; nothing is left.
            copied: Is told of each piece how many bytes it has.

        Raises:
            RecordsError: The patient's consent is asked for, and missing.
            MissingRecordError: The visit is gone.
            OutputError: It cannot be written.
        """
        session = self.session
        patient = patient_at(session, visit)
        with session.reading() as connection:
            check_consent(session, connection, patient)
        kept = None
        if files:
            kept = containers.keep(session, patient, files, cancel=cancel, copied=copied)
        with self.as_one(), session.changing() as change:
            self.demand(Right.EXAMINE)
            at = visit_at(change, session, visit)
            if change.row(VISITS, at).patient != patient:
                # Merged or moved while it was copied.
                raise MissingRecordError
            made = session.now
            identifier = change.insert(
                RECORDINGS,
                visit=at,
                made=made,
                source=source,
                title=title,
                **_linked(repeats),
            )
            if kept is not None:
                change.insert(
                    CONTAINERS, id=kept[0], recording=identifier, kind="video", wrapped=kept[1]
                )
            change.note("recording.added", patient, recording=identifier, source=source)
        return KeptRecording(identifier, at, made, source, title, kept is not None)

    @operation(Right.NAMES)
    def video(self, recording: str) -> Container:
        """Open the container with the video, to close after use.

        Raises:
            MissingRecordError: No video is kept.
            DamagedError: It is not as it was written.
        """
        session = self.session
        with session.changing() as change:
            patient, container = video_of(change.connection, recording)
            opened = containers.opened(change.connection, session, patient, container)
            change.note("recording.viewed", patient, recording=recording)
        return opened

    @operation(Right.NAMES)
    def kept_video(self, recording: str) -> KeptVideo:
        """Return the video to open again and again, here or in a process that screens it.

        It is good until the records are locked; what another process has of it, until that process has
        read it.

        Raises:
            MissingRecordError: No video is kept.
            DamagedError: Its key is not as it was written.
        """
        session = self.session
        with session.changing() as change:
            patient, container = video_of(change.connection, recording)
            kept = kept_videos.kept_video(change.connection, session, patient, container)
            change.note("recording.viewed", patient, recording=recording)
        return kept

    @operation(Right.EXAMINE)
    def retitle(self, recording: str, title: str) -> None:
        """Call a recording by another name.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            patient = patient_of_recording(change.connection, recording)
            change.update(RECORDINGS, recording, title=title)
            change.note("recording.retitled", patient, recording=recording)

    @operation(Right.EXAMINE)
    def link(self, recording: str, repeats: Repetition) -> None:
        """Note which earlier recording one repeats; nothing is written where that is noted already.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.reading() as connection:
            query = select(RECORDINGS.c.repeats).where(RECORDINGS.c.id == recording)
            if connection.scalar(query) == repeats.recording:
                return
        with self.session.changing() as change:
            patient = patient_of_recording(change.connection, recording)
            change.update(RECORDINGS, recording, **_linked(repeats))
            change.note("recording.linked", patient, recording=recording, repeats=repeats.recording)

    @operation(Right.EXAMINE)
    def move(self, recording: str, visit: str | VisitOn) -> None:
        """Move a recording to a visit of any patient: the wrong child was chosen.

        What was reviewed or signed is a draft again, for it was said of another child; signatures stay
        readable, and say that they do not hold any more.

        Raises:
            MissingRecordError: The recording or the visit is gone.
        """
        with self.session.changing() as change:
            at = visit_at(change, self.session, visit)
            old = change.row(RECORDINGS, recording).visit
            move_to_visit(change, self.session, recording, at)
            end_visit(change, old)

    @operation(Right.EXAMINE)
    def move_to_patient(self, recording: str, patient: str) -> None:
        """Move a recording to another patient: the wrong child was chosen. What `move` says holds.

        It comes to that patient's visit of the same date, which is added where there is none; a visit that
        was made for the recording alone goes.

        Raises:
            MissingRecordError: The recording or the patient is gone.
        """
        with self.session.changing() as change:
            move_to_patient(change, self.session, recording, patient)

    @operation(Right.NAMES)
    def signatures_at(self, recording: str) -> list[str]:
        """Return who signed judgements of a recording: these signatures do not hold once it is moved."""
        query = select(SIGNATURES.c.document).join(
            JUDGEMENTS, SIGNATURES.c.judgement == JUDGEMENTS.c.id
        )
        query = query.where(JUDGEMENTS.c.recording == recording).order_by(SIGNATURES.c.made)
        with self.session.reading() as connection:
            documents = connection.scalars(query).all()
        return list(dict.fromkeys(str(json.loads(each)["name"]) for each in documents))

    @operation(Right.EXAMINE)
    def delete(self, recording: str) -> None:
        """Put a recording into the recycle bin.

        Raises:
            MissingRecordError: It is gone.
        """
        self._set_deleted(recording, self.session.now, "recording.deleted")

    @operation(Right.EXAMINE)
    def restore(self, recording: str) -> None:
        """Take a recording back out of the recycle bin.

        Raises:
            MissingRecordError: It is gone.
        """
        self._set_deleted(recording, "", "recording.restored")

    def _set_deleted(self, recording: str, deleted: str, action: str) -> None:
        with self.session.changing() as change:
            patient = patient_of_recording(change.connection, recording)
            change.update(RECORDINGS, recording, deleted=deleted)
            change.note(action, patient, recording=recording)


def _linked(repeats: Repetition | None) -> dict[str, str]:
    if repeats is None:
        return {}
    return {"repeats": repeats.recording, "screened_before": repeats.screened}


def patient_at(session: Session, visit: str | VisitOn) -> str:
    """Return whose a visit is.

    Raises:
        MissingRecordError: It is gone.
    """
    if isinstance(visit, VisitOn):
        return visit.patient
    with session.reading() as connection:
        patient = connection.scalar(select(VISITS.c.patient).where(VISITS.c.id == visit))
    if patient is None:
        raise MissingRecordError
    return str(patient)


def visit_at(change: Change, session: Session, visit: str | VisitOn) -> str:
    """Return the id of a visit; that of a patient on a date is begun where there is none.

    Raises:
        MissingRecordError: The patient is gone.
    """
    if isinstance(visit, VisitOn):
        return visit_on(change, session, visit.patient, visit.date)
    return visit


def move_to_visit(change: Change, session: Session, recording: str, visit: str) -> None:
    """Move a recording to a visit of any patient; see `Recordings.move`.

    Raises:
        MissingRecordError: The recording or the visit is gone.
    """
    old = patient_of_recording(change.connection, recording)
    new = str(change.row(VISITS, visit).patient)
    if new != old:
        containers.wrap_anew(change, session, recording, old, new)
        judged = select(JUDGEMENTS.c.id).where(JUDGEMENTS.c.recording == recording)
        for judgement in change.connection.scalars(judged).all():
            if state_in(change.connection, judgement).state != "draft":
                add_step(change, session, judgement, "draft", reason="moved")
    change.update(RECORDINGS, recording, visit=visit)
    change.note("recording.moved", new, recording=recording, before=old)


def move_to_patient(change: Change, session: Session, recording: str, patient: str) -> None:
    """Move a recording to a patient; see `Recordings.move_to_patient`. Nothing is done where it is there.

    Raises:
        MissingRecordError: The recording or the patient is gone.
    """
    old = change.row(VISITS, change.row(RECORDINGS, recording).visit)
    if old.patient == patient:
        change.note("recording.stayed", patient, recording=recording)
        return
    visit = visit_on(change, session, patient, old.date)
    move_to_visit(change, session, recording, visit)
    end_visit(change, old.id, of_recording=False)


def patient_of_recording(connection: Connection, recording: str) -> str:
    """Return whose recording it is.

    Raises:
        MissingRecordError: It is gone.
    """
    query = select(VISITS.c.patient).join(RECORDINGS, RECORDINGS.c.visit == VISITS.c.id)
    patient = connection.scalar(query.where(RECORDINGS.c.id == recording))
    if patient is None:
        raise MissingRecordError
    return str(patient)


def video_of(connection: Connection, recording: str) -> tuple[str, str]:
    """Return whose a recording is, and the container that its video is in.

    Raises:
        MissingRecordError: It is gone, or no video is kept.
    """
    patient = patient_of_recording(connection, recording)
    kept = select(CONTAINERS.c.id).where(
        CONTAINERS.c.recording == recording, CONTAINERS.c.kind == "video"
    )
    container = connection.scalar(kept)
    if container is None:
        raise MissingRecordError
    return patient, str(container)


def check_consent(session: Session, connection: Connection, patient: str) -> None:
    """Look whether a recording may be made for a patient today.

    Raises:
        RecordsError: The patient's consent is asked for, and missing.
    """
    if not _allowed(session, connection, patient):
        raise RecordsError(
            text("No consent for recordings is noted for this patient."),
            text("Note who gave it, when and until when, or switch the question off."),
        )


def _allowed(session: Session, connection: Connection, patient: str) -> bool:
    if not preferences_of(connection).consent_required:
        return True
    today = session.today.isoformat()
    return any(each.holds(today) for each in consents_of(connection, patient, names=False))
