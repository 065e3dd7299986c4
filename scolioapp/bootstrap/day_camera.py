"""The screening day before the camera: the child is named to it, its recordings come back, cards choose.

Must not know how recordings are made, nor what becomes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from engine.core.errors import ScolioError
from scolioapp.bootstrap.camera_wiring import CameraWiring
from scolioapp.bootstrap.day_wiring import DayWiring
from scolioapp.i18n import render
from scolioapp.jobs.card_reader import CardReader
from scolioapp.jobs.worker import Worker
from scolioapp.painting.theme import space
from scolioapp.viewmodels.camera import CameraState
from scolioapp.viewmodels.screening_day import DayModel, Recorded
from scolioapp.views.main_window import RECORD, MainWindow
from scolioapp.widgets.day_panel import DayPanel

if TYPE_CHECKING:
    from engine.capture.captured_recording import CapturedRecording
    from engine.capture.frame_source import CameraFrame
    from scolioapp.views.camera_page import CameraPage

_PANEL = space(38)
"""Width of the panel beside the picture, logical px."""


class Missed(Recorded, Protocol):
    """A recording that a day may not have noted."""

    @property
    def state(self) -> str:
        """``kept``, or that it is not."""
        ...

    @property
    def started(self) -> datetime:
        """When its first frame was taken."""
        ...


class DayCamera(QObject):
    """Keeps the day and the camera in step.

    Args:
        window: Holds their pages; becomes the owner.
        day: The day.
        camera: The camera's wiring.
        wiring: The day's wiring.
        worker: Looks for cards, and into the library.
    """

    def __init__(
        self,
        window: MainWindow,
        day: DayModel,
        camera: CameraWiring,
        wiring: DayWiring,
        worker: Worker,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._day = day
        self._camera = camera
        self._model = camera.model
        self._wiring = wiring
        self._worker = worker
        self._told = ("", "", "")
        self._panel: DayPanel | None = None
        self.recorded: Callable[[str], Sequence[Missed]] | None = None
        """Reads what was recorded of a day's children, by id of the day; None: the library tells."""
        self.cards = CardReader(self._frame, worker, self)
        wiring.assign = lambda recording, number: camera.library.get().assign(recording, number)
        day.opened.connect(self._on_opened)
        day.current_changed.connect(self._tell)
        day.record_asked.connect(partial(window.show_page, RECORD))
        self._model.kept.connect(self._on_kept)
        self._model.state_changed.connect(self._on_state)
        self._model.repeat_asked.connect(self._on_repeat)
        self._model.refused.connect(self._on_refused)
        self.cards.found.connect(self._on_card)
        if camera.kept is not None:
            camera.kept.recovered.connect(self._on_recovered)

    @property
    def _page(self) -> CameraPage | None:
        """The camera's page, once it was built."""
        from scolioapp.views.camera_page import CameraPage

        page = self._window.page(RECORD) if self._window.has_page(RECORD) else None
        return page if isinstance(page, CameraPage) else None

    def _tell(self) -> None:
        """Tell the camera who stands there; it takes no other child while one is being recorded."""
        child, blocked = self._day.current, self._day.blocked
        told = ("", "", "")
        if self._day.day is not None and not self._day.day.standing.ended:
            words = "" if blocked is None else render(blocked)
            told = ("", "", self.tr("Choose a child first.")) if child is None else told
            if child is not None:
                told = (child.number, child.full_name, words)
        if told != self._told and self._model.choose_subject(*told):
            self._told = told

    def _on_state(self) -> None:
        self._tell()
        self._show_panel()
        live = self._model.state is CameraState.LIVE
        self.cards.watch(live and self._day.day is not None)

    def _show_panel(self) -> None:
        """Show the day's panel beside the picture while a day is open and no verdict stands there."""
        page = self._page
        if page is None:
            return
        wanted = self._day.day is not None
        if wanted and self._panel is None:
            self._panel = DayPanel(self._day, _PANEL, at_camera=True)
            page.set_side(self._panel)
        elif not wanted and self._panel is not None:
            page.set_side(None)
            self._panel.deleteLater()
            self._panel = None
        if self._panel is not None:
            self._panel.setVisible(self._model.state is not CameraState.VERDICT)

    def _on_opened(self) -> None:
        self._tell()
        self._on_state()
        self._worker.run(self._read_library, done=self._take_missed, failed=self._ignore)

    def _read_library(self) -> Sequence[Missed]:
        if self.recorded is not None:
            day = self._day.day
            return () if day is None else self.recorded(day.identifier)
        return self._camera.library.get().recordings() if self._camera.has_recordings else ()

    def _take_missed(self, recordings: Sequence[Missed]) -> None:
        """Take what was kept just before a crash, when the day had not noted it yet."""
        for recording in recordings:
            if recording.state == "kept":
                self._day.take_up(recording, recording.started)
        self._wiring.take_up()

    def _ignore(self, _error: ScolioError) -> None:
        """Go on without the library: its own page says what is wrong with it."""
        self._wiring.take_up()

    def _on_kept(self, recording: CapturedRecording) -> None:
        if self._day.attach(recording):
            self._wiring.look_again()

    def _on_recovered(self, recording: CapturedRecording) -> None:
        if self._day.take_up(recording, recording.started):
            self._wiring.look_again()

    def _on_repeat(self, number: str) -> None:
        if number:
            self._day.ask_repeat(number)
            self._day.choose(number)

    def _on_refused(self) -> None:
        """Let the space bar and the remote go on where recording is blocked, once that was said."""
        if self._day.day is not None and self._told[2]:
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        page = self._page
        if page is not None:
            page.banner.clear()
        self._day.go_on()

    # Cards

    def _frame(self) -> CameraFrame | None:
        """Return the newest frame while a card may be held up: before anybody is ready to walk."""
        from engine.capture.guidance import GuideState

        guidance = self._model.guidance
        waits = guidance is None or guidance.state is GuideState.WAIT
        live = self._model.state is CameraState.LIVE
        return self._model.camera.newest_frame if live and waits else None

    def _on_card(self, code: str) -> None:
        if self._model.state is not CameraState.LIVE:
            return
        if not self._day.choose_by_card(code):
            page = self._page
            if page is not None:
                page.banner.say(self.tr("This card is not one of this day's list."))
