"""The labels of recordings: typed anywhere, kept with the result, shown everywhere. Never in a log."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.names import label_of
from scolioapp import i18n
from scolioapp.bootstrap.job_messages import JobNews
from scolioapp.bootstrap.result_opener import ResultDesk
from scolioapp.jobs.background import Background
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.viewmodels.results import ResultsModel
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.views.main_window import MainWindow
from scolioapp.widgets.page import Page


class Surroundings(Protocol):
    """The parts of the running program that are used here."""

    window: MainWindow
    background: Background
    store: ResultStore
    queue: JobQueue
    results: ResultsModel
    screen_model: ScreenModel
    news: JobNews
    desk: ResultDesk

    def shown_page(self) -> Page | None:
        """Return the page that is in view, or None where it has no place for messages."""
        ...


class Labels(QObject):
    """Renames results, one after the other, so that what was typed last is what is kept.

    Args:
        program: What it is part of.
        parent: Owner.
    """

    def __init__(self, program: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._wanted: dict[str, str] = {}
        self._being_kept: set[str] = set()

    def label_job(self, number: int, label: str) -> None:
        """Label a video that waits, is screened or was: with its result, if there is one already."""
        self._program.queue.label(number, label_of(label))
        job = next((job for job in self._program.queue.jobs if job.number == number), None)
        if job is not None:
            self.look_at(job)

    def look_at(self, job: Job) -> None:
        """Rename the result of a job whose label was typed when it was just being kept, or later."""
        entry = self._program.news.entry_of(job) if job.phase is Phase.DONE else None
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
        return partial(self._program.store.relabel, identifier, label)

    def _keep(self, identifier: str) -> None:
        label = self._wanted.pop(identifier)
        self._being_kept.add(identifier)
        self._program.background.run(
            self._work(identifier, label),
            done=self._on_kept,
            failed=partial(self._on_failed, identifier),
        )

    def _on_kept(self, entry: ResultEntry) -> None:
        if self._goes_on(entry.identifier):
            return
        program = self._program
        program.news.renamed(entry)
        for job in program.queue.jobs:
            if job.folder is not None and job.folder.name == entry.identifier:
                program.queue.label(job.number, entry.label)
        program.desk.take_label(entry.identifier, entry.label)
        self._show_lists()

    def _on_failed(self, identifier: str, error: ScolioError) -> None:
        """Say that a label is not kept, and show the one that is."""
        if self._goes_on(identifier):
            return
        program = self._program
        kept = {entry.identifier: entry for entry in program.store.entries()}.get(identifier)
        if kept is not None:
            self._on_kept(kept)
        self._show_lists()
        page = program.shown_page()
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

    def _show_lists(self) -> None:
        self._program.results.refresh()
        self._program.screen_model.refresh()
