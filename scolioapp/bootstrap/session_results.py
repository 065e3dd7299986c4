"""What was kept of the videos that were screened since the window was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scolioapp.jobs.queue import Job
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry
from scolioapp.words.result_words import outcome_words

if TYPE_CHECKING:
    from engine.core.screening_request import ScreeningRequest
    from scolioapp.jobs.screener import Screening


class SessionResults:
    """Keeps finished screenings, and knows which result belongs to which job."""

    def __init__(self, screener: PipelineScreener, store: ResultKeeper) -> None:
        self._screener = screener
        self._store = store
        self._entries: dict[str, ResultEntry] = {}

    def keep(self, screening: Screening, request: ScreeningRequest) -> str:
        """Keep a finished screening and return the identifier of its result.

        Runs on the worker's thread, before the job is done, and touches the disk only.
        """
        files = self._screener.dump(screening)
        entry = self._store.keep(screening.result, request.path, files, request.recording)
        self._entries[entry.identifier] = entry
        return entry.identifier

    @property
    def identifiers(self) -> list[str]:
        """The results that were kept."""
        return list(self._entries)

    def take(self, entry: ResultEntry) -> None:
        """Take what is told of a result from now on."""
        if entry.identifier in self._entries:
            self._entries[entry.identifier] = entry

    def entry_of(self, job: Job) -> ResultEntry | None:
        """Return the result of a job, or None."""
        return self._entries.get(job.result)

    def outcome_of(self, job: Job) -> str:
        """Return the outcome of a job in words, with its warning, or ""."""
        entry = self.entry_of(job)
        return "" if entry is None else outcome_words(entry)
