"""What became of recordings after they were kept, and those that nobody has decided about yet.

Must not know QtGui or QtWidgets, nor how a recording is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from engine.core.findings import Verdict
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.jobs.worker import Priority, Worker

if TYPE_CHECKING:
    from engine.capture.captured_recording import CapturedRecording
    from engine.capture.recording_keeper import RecordingKeeper

DISCARDED_KEPT: Final = timedelta(days=7)
"""How long a recording that was discarded can be brought back from its folder."""


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """A recording on its way through the exact analysis.

    Attributes:
        recording: The recording.
        phase: Where its job stands, or None before it has one.
        fraction: Share done, or None where it is not known.
        verdict: Value of `engine.core.findings.Verdict` of the exact analysis, or "" before it.
    """

    recording: CapturedRecording
    phase: Phase | None = None
    fraction: float | None = None
    verdict: str = ""

    @property
    def to_repeat(self) -> bool:
        """Whether the exact analysis asks for another recording, or found it broken."""
        return self.verdict == Verdict.REPEAT or self.phase is Phase.FAILED


class KeptRecordings(QObject):
    """The recordings of this session, and the unfinished ones of earlier ones.

    Args:
        library: Gives where recordings are kept.
        queue: Analyses them.
        verdict_of: Gives the verdict of a finished job, or "".
        worker: Reads and writes off the interface's thread.
        parent: Owner.

    Attributes:
        unfinished: Recordings of a program that ended before anybody decided, the oldest first.

    Signals:
        changed: `shown` has changed.
        unfinished_changed: `unfinished` has changed.
        recovered: A `CapturedRecording` that was kept after all.
        failed: A `ScolioError`.
    """

    changed = Signal()
    unfinished_changed = Signal()
    recovered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        library: Callable[[], RecordingKeeper],
        queue: JobQueue,
        verdict_of: Callable[[Job], str],
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._verdict_of = verdict_of
        self._worker = worker
        self._kept: dict[Path, KeptRecording] = {}
        self.unfinished: tuple[CapturedRecording, ...] = ()
        queue.added.connect(self._on_job)
        queue.changed.connect(self._on_job)

    @property
    def shown(self) -> KeptRecording | None:
        """The recording to tell of: the newest of those to be repeated, else the newest of all."""
        kept = list(self._kept.values())
        bad = [one for one in kept if one.to_repeat]
        told = bad or kept
        return told[-1] if told else None

    def take(self, recording: CapturedRecording) -> None:
        """Follow a recording that was kept."""
        self._kept[recording.path] = KeptRecording(recording)
        self.changed.emit()

    def settle(self, recording: CapturedRecording) -> None:
        """Tell of a recording no longer: it was seen that it is to be repeated."""
        self._kept.pop(recording.path, None)
        self.changed.emit()

    def forget(self) -> None:
        """Tell of nothing any more: the records were locked."""
        self._kept.clear()
        self.changed.emit()
        self._on_unfinished(())

    def look_for_unfinished(self) -> None:
        """Look for recordings that a crash left behind; the answer comes by `unfinished_changed`.

        What was discarded `DISCARDED_KEPT` ago is removed for good.
        """
        self._worker.run(self._tidied, done=self._on_unfinished, priority=Priority.LATER)

    def _tidied(self) -> tuple[CapturedRecording, ...]:
        library = self._library()
        library.empty(older=DISCARDED_KEPT)
        return library.unfinished()

    def keep(self, recording: CapturedRecording) -> None:
        """Keep an unfinished recording after all."""
        self._worker.run(
            lambda: self._library().keep(recording.id),
            done=self._on_recovered,
            failed=self.failed.emit,
        )

    def discard(self, recording: CapturedRecording) -> None:
        """Discard an unfinished recording; it can be brought back until the discarded ones are emptied."""
        self._worker.run(
            lambda: self._library().discard(recording.id),
            done=lambda _: self._forget(recording.id),
            failed=self.failed.emit,
        )

    def _on_unfinished(self, found: tuple[CapturedRecording, ...]) -> None:
        self.unfinished = found
        self.unfinished_changed.emit()

    def _on_recovered(self, recording: CapturedRecording) -> None:
        self._forget(recording.id)
        self.recovered.emit(recording)

    def _forget(self, identifier: str) -> None:
        self._on_unfinished(tuple(one for one in self.unfinished if one.id != identifier))

    def _on_job(self, job: Job) -> None:
        kept = self._kept.get(job.path)
        if kept is None:
            return
        verdict = self._verdict_of(job) if job.phase is Phase.DONE else ""
        now = replace(kept, phase=job.phase, fraction=job.fraction, verdict=verdict)
        if now != kept:
            self._kept[job.path] = now
            self.changed.emit()
