"""The state of the Record page: who stands before the camera, and where the recording stands.

Who screens a whole day builds on `CameraModel`: it names the child (`choose_subject`), and hears of each
recording that was kept (`CameraModel.kept`). A kept recording is put into the queue of screenings by
`scolioapp.bootstrap.camera_wiring`, with the child's number as its label: a listener must not queue it again.
Must not know QtGui or QtWidgets, nor where rosters and results are kept.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.capture.cues import SENTENCES
from engine.capture.frame_source import CameraProblem
from engine.capture.guidance import Cue, Guidance, GuideState, LiveVerdict
from engine.core.errors import ScolioError
from scolioapp.jobs.worker import Worker
from scolioapp.settings import Settings
from scolioapp.viewmodels.open_camera import OpenCamera

if TYPE_CHECKING:
    from engine.capture.captured_recording import CapturedRecording
    from engine.capture.recorder import Recorder
    from engine.capture.recording_keeper import RecordingKeeper

COUNT = 3
"""Seconds of the countdown before a recording that was asked for by hand."""

LONGEST = 60.0
"""Seconds after which a recording ends by itself, whatever the guide says."""

_BEFORE = 1.0
"""Seconds before the guide's beginning from which on a recording holds the walk."""
_UNREAD = 1.0
"""Seconds after the end of a recording in which a key does not decide: it was meant for the end."""


class CameraState(StrEnum):
    """Where the page stands."""

    CLOSED = "closed"
    """No camera is open."""
    OPENING = "opening"
    """A camera was asked for frames; none has come yet, or none comes any more."""
    LIVE = "live"
    """The picture is live; nothing is recorded."""
    COUNTDOWN = "countdown"
    """A recording that was asked for by hand is about to begin."""
    RECORDING = "recording"
    """The walk is being recorded."""
    SAVING = "saving"
    """The recording is being closed, kept or discarded."""
    VERDICT = "verdict"
    """The recording is judged by what was seen live: keep or repeat."""

    @property
    def busy(self) -> bool:
        """Whether another child must not be chosen now."""
        return self not in {CameraState.CLOSED, CameraState.OPENING, CameraState.LIVE}


@dataclass(frozen=True, slots=True)
class Bench:
    """What a recording is made with.

    Attributes:
        library: Gives where recordings are kept.
        recorder: Makes the recorder; is handed what it calls, on its own thread, when writing fails.
    """

    library: Callable[[], RecordingKeeper]
    recorder: Callable[[Callable[[ScolioError], None]], Recorder]


class CameraModel(QObject):
    """Who is recorded, and what becomes of the recording.

    Args:
        camera: The camera; becomes a part of this.
        bench: What a recording is made with.
        settings: Whether it goes hands-free.
        worker: Writes off the interface's thread.
        parent: Owner.

    Attributes:
        camera: The camera.
        guidance: What the guide said last, or None.
        recording: The `CapturedRecording` that is being made or judged, or None.
        verdict: What can be said of it by what was seen live, or None.
        interrupted: Why it ended early: a `CameraProblem` or a `ScolioError`; or None.
        countdown: Seconds until a recording begins.
        patient_needed: Whether nothing is recorded while nobody was chosen, as in protected records.

    Signals:
        kept: A `CapturedRecording` was kept; its ``subject`` is the number of the child it was made of.
        discarded: A recording was discarded; the same child is to be recorded again.
        subject_changed: Another child, or nobody, stands there; or recording was blocked or allowed.
        repeat_asked: Number of a child ("" without one) whose kept recording is to be repeated, as its exact
            analysis says; whoever keeps a roster chooses that child.
        state_changed: `state` or `countdown` has changed.
        guided: `guidance` has changed.
        failed: A `ScolioError`: what could not be written, or why nobody guides.
        refused: Recording was asked for while it is `blocked`.
    """

    kept = Signal(object)
    discarded = Signal()
    subject_changed = Signal()
    repeat_asked = Signal(str)
    state_changed = Signal()
    guided = Signal()
    failed = Signal(object)
    refused = Signal()
    _unwritten = Signal(object)

    def __init__(
        self,
        camera: OpenCamera,
        bench: Bench,
        settings: Settings,
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        camera.setParent(self)
        self.camera = camera
        self._bench = bench
        self._settings = settings
        self._worker = worker
        self._recorder: Recorder | None = None
        self._hand = threading.Lock()
        """Held while a recording is begun: none is once this was closed."""
        self._state = CameraState.CLOSED
        self._subject = self._subject_name = self._blocked = ""
        self._stop_asked = False
        self._since = 0.0
        self._guide_began: float | None = None
        self._heeded_from = -math.inf
        self.guidance: Guidance | None = None
        self.recording: CapturedRecording | None = None
        self.verdict: LiveVerdict | None = None
        self.interrupted: CameraProblem | ScolioError | None = None
        self.countdown = 0
        self.patient_needed = False
        self._ticks = QTimer(self)
        self._ticks.setInterval(1000)
        self._ticks.timeout.connect(self._tick)
        camera.flowing.connect(self._on_flowing)
        camera.flowed.connect(self._look_at_length)
        camera.problem_changed.connect(self._on_problem)
        camera.guided.connect(self._on_guided)
        camera.changed.connect(self.subject_changed)
        camera.blind.connect(self.failed)
        self._unwritten.connect(self._on_unwritten)

    @property
    def state(self) -> CameraState:
        """Where the page stands."""
        return self._state

    @property
    def subject(self) -> str:
        """The number of the child that stands there, or ""; it alone goes into files."""
        return self._subject

    @property
    def subject_name(self) -> str:
        """What the child is called: shown in large letters, never written anywhere and never spoken."""
        return self._subject_name

    @property
    def blocked(self) -> str:
        """Why nothing may be recorded now (no consent), one sentence in the window's language; or ""."""
        if self.camera.simulated and self._subject:
            return self.tr("The demonstration records nobody. Choose a camera first.")
        if self.patient_needed and not self._subject and not self._blocked:
            return self.tr("Choose the patient first.")
        return self._blocked

    @property
    def hands_free(self) -> bool:
        """Whether recordings begin and end by themselves."""
        return self._settings.hands_free

    @property
    def seconds(self) -> float:
        """How long the recording has been going on."""
        return time.monotonic() - self._since if self._state is CameraState.RECORDING else 0.0

    def choose_subject(self, number: str, name: str = "", blocked: str = "") -> bool:
        """Say who stands there from now on.

        Args:
            number: The child's own number, or "" for nobody in particular.
            name: What the child is called, for the eye only.
            blocked: Why nothing may be recorded of the child, or "".

        Returns:
            Whether it holds: False while a recording is being made or judged (see `CameraState.busy`).
        """
        if self._state.busy and number != self._subject:
            return False
        self._subject, self._subject_name, self._blocked = number, name, blocked
        self.subject_changed.emit()
        return True

    def open(self) -> None:
        """Open the camera that was chosen last, or the first; does nothing where one is open."""
        if self._recorder is None:
            self._recorder = self._bench.recorder(self._unwritten.emit)
        opened = self.camera.is_open
        self.camera.open(self._recorder)
        if not opened and self.camera.is_open and not self._state.busy:
            self._go(CameraState.OPENING)

    def choose_camera(self, key: str) -> None:
        """Open another camera, unless a recording is being made."""
        if not self._state.busy:
            self.open()
            self.camera.choose(key)
            self._go(CameraState.OPENING)

    def leave(self) -> None:
        """Close the camera, unless a recording is being made or judged: the page is out of view."""
        if not self._state.busy:
            self.camera.close()
            self.guidance = None
            self._go(CameraState.CLOSED)

    def close(self) -> None:
        """Close everything; a recording that is being made ends whole, and is offered at the next start."""
        self._ticks.stop()
        self.camera.end()
        with self._hand:
            recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.close()
        self._state = CameraState.CLOSED

    def _on_flowing(self) -> None:
        # A camera that was unplugged may count from zero again.
        self._heeded_from = -math.inf
        if self._state in (CameraState.OPENING, CameraState.CLOSED):
            self._go(CameraState.LIVE)

    def _look_at_length(self) -> None:
        if self.seconds > LONGEST:
            self.stop_recording()

    def _on_problem(self) -> None:
        problem = self.camera.problem
        if problem is None:
            return
        if self._state is CameraState.RECORDING:
            self.interrupted = problem
            self.stop_recording()
        elif self._state in (CameraState.LIVE, CameraState.COUNTDOWN):
            self._ticks.stop()
            self.guidance = None
            self._go(CameraState.OPENING)

    def advance(self) -> None:
        """Do what comes next: start, stop or keep; for the space bar and the remote's "next"."""
        match self._state:
            case CameraState.LIVE:
                self.start_recording()
            case CameraState.COUNTDOWN:
                self._begin(None)
            case CameraState.RECORDING:
                self.stop_recording()
            case CameraState.VERDICT if time.monotonic() - self._since > _UNREAD:
                self.keep()

    def go_back(self) -> None:
        """Take back: cancel the countdown, break off, or repeat; for the remote's "back"."""
        match self._state:
            case CameraState.COUNTDOWN:
                self._ticks.stop()
                self._go(CameraState.LIVE)
            case CameraState.RECORDING:
                self.break_off()
            case CameraState.VERDICT if time.monotonic() - self._since > _UNREAD:
                self.repeat()

    def start_recording(self) -> None:
        """Count down, then record, by hand."""
        if self._state is not CameraState.LIVE:
            return
        if self.blocked:
            self.refused.emit()
            return
        self.countdown = COUNT
        self._ticks.start()
        self._go(CameraState.COUNTDOWN)

    def _tick(self) -> None:
        self.countdown -= 1
        if self.countdown <= 0:
            self._begin(None)
        else:
            self.state_changed.emit()

    def _on_guided(self, guidance: Guidance) -> None:
        before = self.guidance
        self.guidance = self._heeded(guidance)
        self.guided.emit()
        walks = guidance.state in (GuideState.WALK, GuideState.TURN)
        ended = guidance.state is GuideState.STOP
        if guidance.seconds <= self._heeded_from:
            return
        if self._state in (CameraState.LIVE, CameraState.COUNTDOWN):
            if self.hands_free and walks and not self.blocked:
                self._begin(guidance.seconds if guidance.began is None else guidance.began)
            elif ended and (before is None or before.state is not GuideState.STOP):
                # A walk that nobody wanted recorded.
                self._reset_guide()
        elif self._state is CameraState.RECORDING and self.hands_free and ended:
            self.stop_recording(guidance.seconds)

    def _heeded(self, guidance: Guidance) -> Guidance:
        """Return what is to be said: nobody is asked to stand still once a person has begun by hand."""
        if self._state is not CameraState.RECORDING or guidance.cue is not Cue.STAND_STILL:
            return guidance
        sentence = SENTENCES[Cue.WALK_NOW]
        return replace(guidance, cue=Cue.WALK_NOW, sentence=sentence, progress=1.0)

    def _begin(self, began: float | None) -> None:
        """Record.

        Args:
            began: Time of the camera's clock at which the walk began, by the guide; None: asked for by hand.
        """
        recorder = self._recorder
        self._ticks.stop()
        if recorder is None:
            return
        self.recording = self.verdict = self.interrupted = None
        self._stop_asked = False
        self._since, self._guide_began = time.monotonic(), began
        subject, about = self._subject, self._about(began)
        # By hand: nothing of the countdown but the last moment.
        newest = self.camera.newest_frame
        since = began if began is not None else None if newest is None else newest.seconds
        from_then = None if since is None else since - _BEFORE

        def start() -> CapturedRecording | None:
            with self._hand:
                closed = self._recorder is not recorder
                return None if closed else recorder.start(subject, about, from_then)

        self._worker.run(start, done=self._on_began, failed=self._on_not_begun)
        self._go(CameraState.RECORDING)

    def _about(self, began: float | None) -> dict[str, str]:
        about = {"started_by": "hand" if began is None else "guide"}
        return about | ({"simulated": "true"} if self.camera.simulated else {})

    def _on_began(self, recording: CapturedRecording | None) -> None:
        self.recording = recording
        if self._stop_asked and recording is not None:
            self._end(None)

    def _on_not_begun(self, error: ScolioError) -> None:
        self._back_to_live()
        self.failed.emit(error)

    def stop_recording(self, until: float | None = None) -> None:
        """End the recording.

        Args:
            until: Time of the camera's clock; None: now.
        """
        if self._state is not CameraState.RECORDING:
            return
        self._go(CameraState.SAVING)
        if self.recording is None:
            # The answer to its start is still on the way.
            self._stop_asked = True
            return
        self._end(until)

    def _end(self, until: float | None) -> None:
        recorder, camera, began = self._recorder, self.camera, self._guide_began
        if recorder is None:
            return

        def end() -> tuple[CapturedRecording, LiveVerdict | None]:
            return recorder.stop(until, began=began), camera.verdict()

        self._worker.run(end, done=self._on_ended, failed=self._on_not_ended)

    def _on_ended(self, ended: tuple[CapturedRecording, LiveVerdict | None]) -> None:
        self.recording, self.verdict = ended
        self._judge()

    def _on_not_ended(self, error: ScolioError) -> None:
        self.interrupted = self.interrupted or error
        self._judge()

    def _judge(self) -> None:
        self._since = time.monotonic()
        self._go(CameraState.VERDICT)

    def _on_unwritten(self, error: ScolioError) -> None:
        """Writing failed in the middle (the disk is full): what is there can be kept."""
        if self._state is CameraState.RECORDING:
            self.interrupted = error
            self.stop_recording()
        else:
            self.failed.emit(error)

    def keep(self) -> None:
        """Keep the recording that was judged."""
        recording, library = self.recording, self._bench.library
        if self._state is CameraState.VERDICT and recording is not None:
            self._go(CameraState.SAVING)
            self._worker.run(
                lambda: library().keep(recording.id),
                done=self._on_kept,
                failed=self._on_not_settled,
            )

    def _on_kept(self, recording: CapturedRecording) -> None:
        self._back_to_live()
        self.kept.emit(recording)

    def repeat(self) -> None:
        """Discard the recording that was judged, and record again."""
        recording, library = self.recording, self._bench.library
        if self._state is CameraState.VERDICT and recording is not None:
            self._go(CameraState.SAVING)
            self._worker.run(
                lambda: library().discard(recording.id),
                done=self._on_discarded,
                failed=self._on_not_settled,
            )

    def break_off(self) -> None:
        """End the recording and discard it."""
        recorder = self._recorder
        if self._state is CameraState.RECORDING and recorder is not None and self.recording:
            self._go(CameraState.SAVING)
            self._worker.run(recorder.discard, done=self._on_discarded, failed=self._on_not_ended)

    def _on_discarded(self, _discarded: CapturedRecording) -> None:
        self._back_to_live()
        self.discarded.emit()

    def _on_not_settled(self, error: ScolioError) -> None:
        self._go(CameraState.VERDICT)
        self.failed.emit(error)

    def _back_to_live(self) -> None:
        self.recording = self.verdict = self.interrupted = self.guidance = None
        self._reset_guide()
        flows = self.camera.is_open and self.camera.problem is None
        self._go(CameraState.LIVE if flows else CameraState.OPENING)

    def _reset_guide(self) -> None:
        """Have the guide wait for the next walk; what it says of frames before counts no longer."""
        self._heeded_from = math.inf
        self._worker.run(self.camera.reset_guide, done=lambda _: self._heed())

    def _heed(self) -> None:
        newest = self.camera.newest_frame
        self._heeded_from = -math.inf if newest is None else newest.seconds

    def _go(self, state: CameraState) -> None:
        self._state = state
        self.state_changed.emit()
