"""The Record page: its camera, its recordings, and their way into the queue of screenings.

Nothing heavy is imported before the page is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.capture.frame_source import CameraInfo
from engine.core.errors import ScolioError
from engine.core.text import by_number
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.kept_library import FolderLibrary, KeptLibrary, RecordsLibrary
from scolioapp.bootstrap.session_results import SessionResults
from scolioapp.crash import CrashPath
from scolioapp.jobs.camera_list import (
    DEMONSTRATION,
    Cameras,
    FileCameras,
    JoinedCameras,
    LateCameras,
)
from scolioapp.jobs.queue import Job, JobQueue
from scolioapp.jobs.voice import Voice
from scolioapp.jobs.worker import Worker
from scolioapp.paths import samples
from scolioapp.settings import Settings
from scolioapp.storage.records.record_roles import Right
from scolioapp.storage.records.recording_paths import recording_of
from scolioapp.viewmodels.camera import Bench, CameraModel
from scolioapp.viewmodels.cue_speaker import CueSpeaker
from scolioapp.viewmodels.kept_recordings import KeptRecordings
from scolioapp.viewmodels.open_camera import OpenCamera
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.views.main_window import RECORD, MainWindow
from scolioapp.words.camera_words import recording_words

if TYPE_CHECKING:
    from engine.capture.captured_recording import CapturedRecording
    from engine.capture.frame_source import FrameSource
    from engine.capture.recorder import Recorder
    from scolioapp.jobs.camera_session import Guide
    from scolioapp.views.camera_page import CameraPage


def computer_cameras() -> Cameras:
    """Return the cameras of this computer, and the sample as one; nothing is looked for yet."""

    def of_qt() -> Cameras:
        from scolioapp.jobs.qt_camera import QtCameras

        return QtCameras()

    simulated = [path for path in samples() if path.stem.startswith("simulated")]
    shown = [(CameraInfo(DEMONSTRATION, path.stem, ()), path) for path in simulated[:1]]
    return JoinedCameras([LateCameras(of_qt), FileCameras(shown, play)])


_STANDS = (1.8, 2.2)
"""Seconds for which the walker of the demonstration stands before and after each walk."""
_WALKS = 100


def play(path: Path, _camera: CameraInfo) -> FrameSource:
    """Return a file as a camera: its walker stands, walks, stands, and so on."""
    from engine.capture.file_source import FileSource, Script
    from engine.video.reader import VideoFile

    length = VideoFile(path).info.duration_seconds
    ends = [number * length for number in range(_WALKS)]
    stands = [(end - _STANDS[1], end + _STANDS[0]) for end in ends]
    return FileSource(path, script=Script(loop=True, frozen=tuple(stands)))


@cache
def bundled_guide() -> Guide:
    """Return the guide with its network, loaded once."""
    from engine.capture.live_guide import LiveGuide

    return LiveGuide()


@dataclass(frozen=True)
class Eyes:
    """What the page sees and speaks with.

    Attributes:
        cameras: Makes the list of what can be chosen.
        guide: Gives the guide; called off the interface's thread.
        voice: Makes what speaks.
    """

    cameras: Callable[[], Cameras] = computer_cameras
    guide: Callable[[], Guide] | None = bundled_guide
    voice: Callable[[], Voice] = Voice


class CameraWiring(QObject):
    """Builds the Record page and joins it with the rest.

    Args:
        window: Holds the page; becomes the owner.
        settings: What the person has chosen.
        worker: Does what takes a moment.
        folder: Where recordings are kept, unless the records keep them.
        eyes: Cameras, guide and voice.
        door: The protected records, or None.

    Attributes:
        model: State of the page; who screens a whole day builds on it.
        kept: What became of the recordings; once `follow` was called.

    Signals:
        built: The `CameraPage` was built.
    """

    built = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        worker: Worker,
        folder: Path,
        eyes: Eyes,
        door: RecordsDoor | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._worker = worker
        self._door = door
        voice = eyes.voice()
        voice.setParent(self)
        camera = OpenCamera(eyes.cameras(), eyes.guide, settings)
        self.library: KeptLibrary = FolderLibrary(folder) if door is None else RecordsLibrary(door)
        bench = Bench(self.library.get, self._recorder)
        self.model = CameraModel(camera, bench, settings, worker, self)
        CueSpeaker(self.model, settings, voice.say, voice.hush, self)
        self.kept: KeptRecordings | None = None

    @property
    def has_recordings(self) -> bool:
        """Whether anything was ever recorded here."""
        return self.library.conversions.there

    def _recorder(self, failed: Callable[[ScolioError], None]) -> Recorder:
        from engine.capture.recorder import Recorder

        return Recorder(self.library.get(), on_problem=failed)

    def follow(
        self,
        queue: JobQueue,
        session: SessionResults,
        screen: ScreenModel,
        crash: CrashPath,
    ) -> None:
        """Have kept recordings screened, and tell what becomes of them.

        Args:
            queue: Screens them.
            session: What was kept of the screenings.
            screen: Takes videos in.
            crash: Takes bugs.
        """

        def verdict_of(job: Job) -> str:
            entry = session.entry_of(job)
            return "" if entry is None else entry.verdict

        kept = KeptRecordings(self.library.get, queue, verdict_of, self._worker, self)
        self.kept = kept

        def screen_it(recording: CapturedRecording) -> None:
            kept.take(recording)
            if recording_of(recording.path):
                screen.offer([recording.path])
            else:
                screen.take_recording(recording.path, recording_words(recording))

        self.model.kept.connect(screen_it)
        kept.recovered.connect(screen_it)
        kept.unfinished_changed.connect(self._offer_unfinished)
        self.model.camera.broken.connect(crash.take)
        self._window.add_page(RECORD, self._build)
        if self._door is not None:
            self._door.locked.connect(kept.forget)
            self._door.unlocked.connect(lambda _user: self.look_for_unfinished())

    def look_for_unfinished(self) -> None:
        """Look for recordings that a crash left behind, if there are any recordings."""
        if self._door is not None and not self._door.may(Right.EXAMINE):
            return
        if self.kept is not None and self.has_recordings:
            self.kept.look_for_unfinished()

    def _build(self) -> CameraPage:
        from scolioapp.views.camera_page import CameraPage

        if self.kept is None:
            raise RuntimeError("follow() comes first")
        page = CameraPage(self.model, self.kept, self._settings)
        # Once the window holds it.
        QTimer.singleShot(0, page, lambda: self.built.emit(page))
        return page

    def _offer_unfinished(self) -> None:
        """Say at the start that recordings were interrupted, unless something else is said."""
        count = 0 if self.kept is None else len(self.kept.unfinished)
        banner = screen_page(self._window).banner
        if not count or banner.words or self._window.has_page(RECORD):
            return
        banner.say(
            by_number(
                count,
                self.tr("A recording was interrupted when the program ended."),
                self.tr("{count} recordings were interrupted when the program ended."),
            ).format(count=count),
            action=self.tr("&Look at it") if count == 1 else self.tr("&Look at them"),
            do=self._show,
        )

    def _show(self) -> None:
        self._window.show_page(RECORD)

    def close(self) -> None:
        """Close the camera and end what runs; a recording that is being made ends whole."""
        self.model.close()
