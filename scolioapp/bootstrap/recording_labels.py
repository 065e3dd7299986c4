"""The labels of recordings: typed anywhere, kept with the result, shown everywhere. Never in a log."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.names import label_of
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import shown_page
from scolioapp.bootstrap.session_results import SessionResults
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.jobs.worker import Worker
from scolioapp.storage.record_results import RecordEntry
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry
from scolioapp.views.main_window import MainWindow


class Labels(QObject):
    """Renames results, one after the other, so that what was typed last is what is kept.

    Signals:
        kept: A `ResultEntry` with its new label, or with the old one that could not be changed.
        settled: Nothing more is to be kept; lists that show labels are behind.
    """

    kept = Signal(object)
    settled = Signal()

    def __init__(
        self,
        window: MainWindow,
        worker: Worker,
        store: ResultKeeper,
        queue: JobQueue,
        session: SessionResults,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._worker = worker
        self._store = store
        self._queue = queue
        self._session = session
        self._wanted: dict[str, str] = {}
        self._being_kept: set[str] = set()
        queue.changed.connect(self._look_at)
        window.strip.label_asked.connect(self.label_job)

    def label_job(self, number: int, label: str) -> None:
        """Label a video that waits, is screened or was: with its result, if there is one already."""
        self._queue.label(number, label_of(label))
        job = next((job for job in self._queue.jobs if job.number == number), None)
        if job is not None:
            self._look_at(job)

    def _look_at(self, job: Job) -> None:
        """Rename the result of a job whose label was typed when it was just being kept, or later."""
        entry = self._session.entry_of(job) if job.phase is Phase.DONE else None
        if isinstance(entry, RecordEntry):
            # The records say whose it is; a job that says otherwise is behind.
            if not entry.locked:
                self._queue.label(job.number, entry.label)
            return
        if entry is not None and entry.label != job.request.label:
            self.label_result(entry.identifier, job.request.label)

    def label_result(self, identifier: str, label: str) -> None:
        """Relabel a kept result."""
        self._wanted[identifier] = label_of(label)
        if identifier not in self._being_kept:
            self._keep(identifier)

    def close(self) -> None:
        """Keep what was typed last, before the window is gone."""
        for identifier, label in self._wanted.items():
            try:
                self._work(identifier, label)()
            except ScolioError:
                continue
        self._wanted.clear()

    def _work(self, identifier: str, label: str) -> Callable[[], ResultEntry]:
        return partial(self._store.relabel, identifier, label)

    def _keep(self, identifier: str) -> None:
        label = self._wanted.pop(identifier)
        self._being_kept.add(identifier)
        self._worker.run(
            self._work(identifier, label),
            done=self._on_kept,
            failed=partial(self._on_failed, identifier),
        )

    def _on_kept(self, entry: ResultEntry) -> None:
        if self._goes_on(entry.identifier):
            return
        self._session.take(entry)
        for job in self._queue.jobs:
            if job.result == entry.identifier:
                self._queue.label(job.number, entry.label)
        self.kept.emit(entry)
        self.settled.emit()

    def _on_failed(self, identifier: str, error: ScolioError) -> None:
        """Say that a label is not kept, and show the one that is."""
        if self._goes_on(identifier):
            return
        kept = {entry.identifier: entry for entry in self._store.entries()}.get(identifier)
        if kept is not None:
            self._on_kept(kept)
        else:
            self.settled.emit()
        page = shown_page(self._window)
        if page is not None:
            words = self.tr("The name was not changed. {reason}").format(
                reason=f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
            )
            page.banner.say(words, severity=Severity.REPEAT)

    def _goes_on(self, identifier: str) -> bool:
        """Keep what was typed meanwhile."""
        self._being_kept.discard(identifier)
        if identifier in self._wanted:
            self._keep(identifier)
            return True
        return False
