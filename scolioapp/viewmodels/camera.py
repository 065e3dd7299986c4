"""The state of the Record page: which camera, who stands before it, where the recording stands.

Who screens a whole day builds on `CameraModel`: it names the child (`choose_subject`), and hears of each recording
that was kept (`CameraModel.kept`). A kept recording is put into the queue of screenings by
`scolioapp.bootstrap.camera_wiring`, with the child's number as its label: a listener must not queue it again.
Must not know QtGui or QtWidgets, nor where rosters and results are kept.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class CameraState(StrEnum):
    """Where the page stands."""

    CLOSED = "closed"
    """No camera is open."""
    OPENING = "opening"
    """A camera was asked for frames; none has come yet."""
    LIVE = "live"
    """The picture is live; nothing is recorded."""
    COUNTDOWN = "countdown"
    """A recording that was asked for by hand is about to begin."""
    RECORDING = "recording"
    """The walk is being recorded."""
    SAVING = "saving"
    """The recording is being closed."""
    VERDICT = "verdict"
    """The recording is judged by what was seen live: keep or repeat."""

    @property
    def busy(self) -> bool:
        """Whether another child must not be chosen now."""
        return self in {
            CameraState.COUNTDOWN,
            CameraState.RECORDING,
            CameraState.SAVING,
            CameraState.VERDICT,
        }


class CameraModel(QObject):
    """Who is recorded, and what becomes of the recording.

    Signals:
        kept: A `CapturedRecording` was kept; its ``subject`` is the number of the child it was made of.
        discarded: A recording was discarded; the same child is to be recorded again.
        subject_changed: Another child, or nobody, stands there; or recording was blocked or allowed.
        repeat_asked: Number of a child ("" without one) whose kept recording is to be repeated, as its exact
            analysis says; whoever keeps a roster chooses that child.
        state_changed: `state` has changed.
        shown: The page came into view (True) or went out of it (False).
    """

    kept = Signal(object)
    discarded = Signal()
    subject_changed = Signal()
    repeat_asked = Signal(str)
    state_changed = Signal()
    shown = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = CameraState.CLOSED
        self._subject = ""
        self._subject_name = ""
        self._blocked = ""

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
        return self._blocked

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
