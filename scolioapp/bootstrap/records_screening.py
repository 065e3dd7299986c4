"""Screening with protected records: whose a video is comes first, what waits is offered, nobody else sees."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.screening_request import ScreeningRequest
from engine.core.text import by_number
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.session_results import SessionResults
from scolioapp.jobs.queue import JobQueue
from scolioapp.storage.record_results import RecordResults, locked_entry
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.screen import RECENT_SHOWN, ScreenModel
from scolioapp.views.main_window import SCREEN, MainWindow

if TYPE_CHECKING:
    from scolioapp.bootstrap.job_messages import JobMessages
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.results import ResultEntry
    from scolioapp.viewmodels.folder_import import NamedVideo


class RecordsScreening(QObject):
    """Joins the Screen page and the list of videos with the records.

    Args:
        window: Over which dialogs stand; becomes the owner.
        door: The records.
        results: Keeps what is found.
        model: State of the Screen page.
        queue: The videos.
        session: What was kept of them.
    """

    def __init__(
        self,
        window: MainWindow,
        door: RecordsDoor,
        results: RecordResults,
        model: ScreenModel,
        queue: JobQueue,
        session: SessionResults,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        self._results = results
        self._model = model
        self._queue = queue
        self._session = session
        self._messages: JobMessages | None = None
        model.asks_whose = True
        model.owners_asked.connect(self._ask)
        model.folder_owners_asked.connect(partial(self._ask, folder=True))
        model.again_asked.connect(self._screen_again)
        door.unlocked.connect(self._on_unlocked)
        door.locked.connect(self._on_locked)

    def begin(self, messages: JobMessages) -> None:
        """Show what whoever is there may see; called once the pages are built.

        Args:
            messages: Says what became of videos.
        """
        self._messages = messages
        if self._door.user is None:
            self._on_locked()
        else:
            self._on_unlocked()

    # Whose a video is

    def _ask(self, requests: Sequence[ScreeningRequest], *, folder: bool = False) -> None:
        """Ask whose videos are, and screen them once they are in the records."""
        from scolioapp.storage.records.record_roles import Right

        if not self._door.may(Right.EXAMINE):
            words = self.tr("Your role does not allow you to take videos into the records.")
            if self._door.user is None:
                words = self.tr("The records are locked. Unlock them, then open the video again.")
            screen_page(self._window).banner.say(words, severity=Severity.CARE)
            return
        if not folder:
            self._ask_each(requests)
            return
        from scolioapp.viewmodels.folder_import import look_up

        self._door.run(
            lambda store: look_up(store, requests),
            done=partial(self._ask_all, requests),
            failed=self._say,
        )

    def _ask_all(self, requests: Sequence[ScreeningRequest], found: Sequence[NamedVideo]) -> None:
        """Show whose the videos of a folder are by their names; ask about each where none tells it."""
        if all(each.patient is None for each in found):
            self._ask_each(requests)
            return
        from scolioapp.viewmodels.folder_import import FolderImport
        from scolioapp.views.folder_import_dialog import FolderImportDialog

        model = FolderImport(self._door, self._results, self._queue.worker, found)
        model.brought_in.connect(self._model.screen)
        dialog = FolderImportDialog(model, self._window)
        dialog.others_asked.connect(self._ask_each)
        dialog.open()

    def _ask_each(self, requests: Sequence[ScreeningRequest]) -> None:
        """Ask about videos, one after the other."""
        from scolioapp.viewmodels.video_import import VideoImport
        from scolioapp.views.video_import_dialog import VideoImportDialog

        model = VideoImport(self._door, self._results, self._queue.worker, requests)
        model.brought_in.connect(self._model.screen)
        dialog = VideoImportDialog(model, self._window)
        dialog.open()

    def _screen_again(self, recordings: Sequence[str]) -> None:
        """Screen recordings that are in the records once more."""
        self._door.run(
            lambda _: [self._request(each) for each in recordings],
            done=self._screen,
            failed=self._say,
        )

    def _screen(self, requests: Sequence[ScreeningRequest]) -> None:
        self._model.screen(requests)

    def _request(self, recording: str, title: str = "") -> ScreeningRequest:
        """Return the request that judges a recording, with the right to keep what is found.

        Raises:
            ScolioError: The recording is gone, or may not be judged.
        """
        self._results.expect(recording)
        repeats = self._results.repeated_by(recording)
        entry = self._results.entry(recording)
        path = Path(entry.video_path) if entry.video_path else Path(title or recording)
        usual = self._model.usual(path)
        return replace(usual, recording=recording, label=entry.label, repeats=repeats)

    # In and out

    def _on_unlocked(self) -> None:
        from scolioapp.storage.records.record_roles import Right

        self._hide(not self._door.may(Right.NAMES))
        self._queue.go_on()
        self._door.run(self._look, done=self._show, failed=self._say)

    def _look(self, store: RecordStore) -> tuple[list[ResultEntry], list[ResultEntry], list[str]]:
        """Read what is to be shown: the newest results, those of this run, and what waits."""
        from scolioapp.storage.records.record_roles import Right

        examines = store.user.may(Right.EXAMINE)
        waiting = [each.recording for each in store.listing.waiting()] if examines else []
        own = []
        for each in self._session.identifiers:
            # One that was erased meanwhile has nothing to tell any more.
            with contextlib.suppress(ScolioError):
                own.append(self._results.entry(each))
        return self._results.entries()[:RECENT_SHOWN], own, waiting

    def _show(self, found: tuple[list[ResultEntry], list[ResultEntry], list[str]]) -> None:
        newest, own, waiting = found
        for entry in own:
            self._session.take(entry)
        self._window.strip.renew()
        self._model.show_recent(Path(each.video_path) for each in newest if each.video_path)
        busy = {job.request.recording for job in self._queue.unfinished}
        left = [each for each in waiting if each not in busy]
        banner = screen_page(self._window).banner
        if left and not banner.words:
            words = by_number(
                len(left),
                self.tr("A recording was not screened to its end."),
                self.tr("{count} recordings were not screened to their end."),
            )
            banner.say(
                words.format(count=len(left)),
                action=self.tr("&Continue"),
                do=partial(self._continue, left),
            )

    def _continue(self, recordings: Sequence[str]) -> None:
        def work(store: RecordStore) -> list[ScreeningRequest]:
            titles = {each.recording: each.title for each in store.listing.waiting()}
            there = [each for each in recordings if each in titles]
            return [self._request(each, titles[each]) for each in there]

        self._door.run(work, done=self._screen, failed=self._say)

    def _on_locked(self) -> None:
        """Forget what the Screen page and the list of videos show."""
        self._hide(True)
        for identifier in self._session.identifiers:
            self._session.take(locked_entry(identifier))
        self._window.strip.renew()
        self._window.undo_bar.settle()
        self._model.show_recent(())

    def _hide(self, on: bool) -> None:
        self._window.strip.set_private(on)
        if self._messages is not None:
            self._messages.set_private(on)

    def _say(self, error: ScolioError) -> None:
        self._window.show_page(SCREEN)
        words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        screen_page(self._window).banner.say(words, severity=Severity.CARE)


def may_start(door: RecordsDoor, request: ScreeningRequest) -> bool:
    """Tell whether a video can be begun: one that lies in the records only while it may be read."""
    if request.path != path_of(request.recording):
        return True
    from scolioapp.storage.records.record_roles import Right

    return door.may(Right.NAMES)
