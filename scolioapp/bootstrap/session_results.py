"""What was kept of the videos that were screened since the window was opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scolioapp.jobs.queue import Job
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.words.result_words import outcome_words

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


class SessionResults:
    """Keeps finished screenings, and knows which result belongs to which job."""

    def __init__(self, screener: PipelineScreener, store: ResultStore) -> None:
        self._screener = screener
        self._store = store
        self._entries: dict[str, ResultEntry] = {}

    def keep(self, screening: Screening, video: Path) -> Path:
        """Keep a finished screening and return its folder.

        Runs on the worker's thread, before the job is done, and touches the disk only.
        """
        entry = self._store.keep(screening.result, video, self._screener.dump(screening))
        self._entries[entry.identifier] = entry
        return self._store.folder(entry.identifier)

    def renamed(self, entry: ResultEntry) -> None:
        """Take note that a kept result is called otherwise."""
        if entry.identifier in self._entries:
            self._entries[entry.identifier] = entry

    def entry_of(self, job: Job) -> ResultEntry | None:
        """Return the result of a job, or None."""
        return None if job.folder is None else self._entries.get(job.folder.name)

    def outcome_of(self, job: Job) -> str:
        """Return the outcome of a job in words, with its warning, or ""."""
        entry = self.entry_of(job)
        return "" if entry is None else outcome_words(entry)
