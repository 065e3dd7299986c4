"""The camera that is open: which, in which format, how it sends, and what is wrong with it.

Must not know QtGui or QtWidgets, nor when a recording is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.capture.camera_problems import problem_of
from engine.capture.frame_source import (
    CameraFormat,
    CameraFrame,
    CameraInfo,
    CameraProblem,
    CameraTrouble,
)
from scolioapp.jobs.camera_list import DEMONSTRATION, Cameras
from scolioapp.jobs.camera_session import CameraSession, Flow, Guide, TakesFrames
from scolioapp.settings import Settings

if TYPE_CHECKING:
    from engine.capture.guidance import LiveVerdict

_RETRY = 4000
"""Milliseconds after which a camera that is in use is tried again."""


def format_key(form: CameraFormat) -> str:
    """Return a format as it stands in the settings."""
    packed = "mjpeg" if form.compressed else "raw"
    return f"{form.width}x{form.height}@{form.rate:g} {packed}"


class OpenCamera(QObject):
    """One camera of those that can be chosen, open or not.

    Args:
        cameras: What can be chosen.
        make_guide: Gives the guide, on the thread that looks; None: nobody looks.
        settings: Which camera and format were chosen last.
        parent: Owner.

    Attributes:
        info: Which camera is open, or was last; or None.
        problem: Why it does not send as it should, or None.
        flow: How it sends, or None before it does.

    Signals:
        changed: `listed` or `info` has changed.
        problem_changed: `problem` has changed.
        flowing: Frames come, for the first time or again.
        flowed: `flow` has changed.
        pictured: A `scolioapp.jobs.camera_session.LivePicture`; to be answered by `shown`.
        guided: A `engine.capture.guidance.Guidance`.
        blind: The `ScolioError` for which nobody guides.
        broken: An exception that is a bug.
    """

    changed = Signal()
    problem_changed = Signal()
    flowing = Signal()
    flowed = Signal()
    pictured = Signal(object)
    guided = Signal(object)
    blind = Signal(object)
    broken = Signal(object)

    def __init__(
        self,
        cameras: Cameras,
        make_guide: Callable[[], Guide] | None,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._cameras = cameras
        cameras.setParent(self)
        self._make_guide = make_guide
        self._settings = settings
        self._session: CameraSession | None = None
        self._ending: list[CameraSession] = []
        self._recorder: TakesFrames | None = None
        self._room = (960, 540)
        self._wanted = False
        self.info: CameraInfo | None = None
        self.problem: CameraProblem | None = None
        self.flow: Flow | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_RETRY)
        self._again.timeout.connect(self.retry)
        cameras.changed.connect(self._on_cameras)

    @property
    def listed(self) -> tuple[CameraInfo, ...]:
        """The cameras that can be chosen."""
        return self._cameras.listed()

    @property
    def demonstration(self) -> CameraInfo | None:
        """The sample that can be played as a camera, or None."""
        return next((one for one in self.listed if one.key == DEMONSTRATION), None)

    @property
    def simulated(self) -> bool:
        """Whether what is shown is no camera but the sample of a simulated walker."""
        return self.info is not None and self.info.key == DEMONSTRATION

    @property
    def format(self) -> CameraFormat | None:
        """The format in which it sends, or None while none is open."""
        return None if self._session is None else self._session.source.format

    @property
    def is_open(self) -> bool:
        """Whether a camera is open, or is being opened."""
        return self._session is not None

    @property
    def newest_frame(self) -> CameraFrame | None:
        """The frame that came last, as the camera sent it; for whoever looks for a card in it."""
        return None if self._session is None else self._session.newest

    @property
    def mirrored(self) -> bool:
        """Whether the picture is mirrored."""
        return self._settings.mirrored_camera

    def open(self, recorder: TakesFrames) -> None:
        """Open the camera that was chosen last, or the first; the demonstration only where it was asked for.

        Args:
            recorder: Takes every frame.
        """
        self._wanted, self._recorder = True, recorder
        if self._session is not None:
            return
        real = [one for one in self.listed if one.key != DEMONSTRATION]
        chosen = next((one for one in real if one.key == self._settings.camera), None)
        camera = chosen or next(iter(real), None)
        if camera is None:
            self._show_problem(self._cameras.problem() or problem_of(CameraTrouble.NONE_FOUND))
            return
        self._begin(camera)

    def choose(self, key: str) -> None:
        """Open another camera; it is the usual one from now on, unless it is the demonstration."""
        camera = next((one for one in self.listed if one.key == key), None)
        if camera is None or self._recorder is None:
            self.changed.emit()
            return
        if key not in (DEMONSTRATION, self._settings.camera):
            self._settings.camera, self._settings.camera_format = key, ""
        self._begin(camera)

    def choose_format(self, form: CameraFormat | None) -> None:
        """Open the camera in another of its formats; None: the best."""
        if self.info is not None:
            self._settings.camera_format = "" if form is None else format_key(form)
            self._begin(self.info)

    def retry(self) -> None:
        """Open the camera once more, after trouble."""
        self._again.stop()
        if self._session is not None:
            self._session.retry()
        elif self._wanted and self._recorder is not None:
            self.open(self._recorder)

    def close(self) -> None:
        """Close the camera."""
        self._wanted = False
        self._end()
        self._show_problem(None)

    def end(self) -> None:
        """Close the camera for good, and wait until nothing runs any more."""
        self.close()
        for session in self._ending:
            session.join()
        self._reap()

    def _begin(self, camera: CameraInfo) -> None:
        self._end()
        if self._recorder is None:
            return
        self.info = camera
        wanted = self._settings.camera_format
        form = next((one for one in camera.formats if format_key(one) == wanted), None)
        source = self._cameras.source(camera, form)
        self._recorder.use_camera(camera, source.format)
        session = CameraSession(source, self._recorder, self._make_guide, self)
        session.mirrored, session.room = self._settings.mirrored_camera, self._room
        session.pictured.connect(self.pictured)
        session.guided.connect(self.guided)
        session.troubled.connect(self._on_troubled)
        session.flowing.connect(self._on_flowing)
        session.flowed.connect(self._on_flowed)
        session.blind.connect(self.blind)
        session.broken.connect(self.broken)
        self._session = session
        self._show_problem(None)
        session.open()
        self.changed.emit()

    def _end(self) -> None:
        self._again.stop()
        session, self._session = self._session, None
        self.flow = None
        if session is not None:
            session.close()
            self._ending.append(session)
        self._reap()

    def _reap(self) -> None:
        """Let go of sessions whose threads have ended; until then they may still be spoken to."""
        for session in [one for one in self._ending if one.ended]:
            self._ending.remove(session)
            session.deleteLater()

    def show_room(self, width: int, height: int) -> None:
        """Say how large a picture may be, px of the screen."""
        self._room = (max(width, 1), max(height, 1))
        if self._session is not None:
            self._session.room = self._room

    def turn(self, mirrored: bool) -> None:
        """Mirror the picture from now on, or do not."""
        self._settings.mirrored_camera = mirrored
        if self._session is not None:
            self._session.mirrored = mirrored

    def shown(self) -> None:
        """Ask for the next picture: the last one stands on the screen."""
        if self._session is not None:
            self._session.shown()

    def reset_guide(self) -> None:
        """Have the guide wait for the next walk; off the interface's thread."""
        if self._session is not None:
            self._session.reset_guide()

    def verdict(self) -> LiveVerdict | None:
        """Judge the walk that was seen last; off the interface's thread. None where nobody guides."""
        return None if self._session is None else self._session.verdict()

    def _on_cameras(self) -> None:
        self.changed.emit()
        if self._wanted and self._session is None:
            self.retry()

    def _on_flowing(self) -> None:
        self._again.stop()
        self._show_problem(None)
        self.flowing.emit()

    def _on_flowed(self, flow: Flow) -> None:
        self.flow = flow
        self.flowed.emit()

    def _on_troubled(self, problem: CameraProblem) -> None:
        if problem.trouble in (CameraTrouble.IN_USE, CameraTrouble.OTHER):
            self._again.start()
        self._show_problem(problem)

    def _show_problem(self, problem: CameraProblem | None) -> None:
        if problem is not self.problem:
            self.problem = problem
            self.problem_changed.emit()
