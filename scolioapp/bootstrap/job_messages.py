"""What is said on the Screen page about jobs: one is done, some have failed, one could not be saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.bootstrap.session_results import SessionResults
from scolioapp.i18n import listed
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.storage.results import ResultEntry
from scolioapp.views.main_window import SCREEN, MainWindow
from scolioapp.widgets.banner import Banner
from scolioapp.words.result_words import is_told, outcome_words

_LINES = 6
"""Failures that get a line of their own; further ones are named in one more."""


class JobMessages(QObject):
    """Tells the person what became of the videos.

    Args:
        window: Where it is said; becomes the owner.
        queue: The videos.
        session: What was kept of them.
        opener: Opens their results.
        quiet: Tells of a job whether its outcome is not to be shown now.
    """

    def __init__(
        self,
        window: MainWindow,
        queue: JobQueue,
        session: SessionResults,
        opener: ResultOpener,
        quiet: Callable[[Job], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        self._session = session
        self._opener = opener
        self._quiet = quiet
        self._failed: dict[int, Job] = {}
        self._private = False
        queue.changed.connect(self._on_changed)
        window.strip.open_asked.connect(self.open)

    @property
    def _banner(self) -> Banner:
        return screen_page(self._window).banner

    def begin_anew(self) -> None:
        """Forget failures that were told, because other videos have come."""
        if self._queue.unsaved:
            return
        self._failed.clear()
        self._banner.clear()

    def set_private(self, on: bool) -> None:
        """Say nothing, for somebody who may not see whose the videos are."""
        self._private = on
        if on:
            self._banner.clear()

    def _on_changed(self, job: Job) -> None:
        """Tell what is new about a job."""
        if self._private:
            return
        if job.phase is Phase.FAILED and job.error is not None:
            self._failed[job.number] = job
            self._say_failed()
            return
        was_failed = self._failed.pop(job.number, None) is not None
        if was_failed:
            self._banner.clear()
            self._say_failed()
        if job.phase is Phase.DONE and not self._quiet(job):
            self._say_done(job)
        elif job.phase is Phase.UNSAVED:
            self._say_unsaved(job)

    def open(self, job: Job) -> None:
        """Show the result of a job, saved or not."""
        if job.screening is not None:
            self._opener.open_unsaved(job)
            return
        entry = self._session.entry_of(job)
        if entry is not None:
            self._opener.open(entry)

    def _alone(self) -> bool:
        """Tell whether somebody waits for this one result."""
        window = self._window
        one = len(self._queue.jobs) == 1
        free = window.current == SCREEN and window.isActiveWindow() and not window.strip.typing
        return one and free

    def _say_done(self, job: Job) -> None:
        """Open the result of a single video; say that one of several is done."""
        entry = self._session.entry_of(job)
        if entry is None:
            return
        if self._alone() and is_told(entry):
            self._show(entry)
            return
        if self._banner.severity is not Severity.INFO:
            # What went wrong stays said; the list of jobs names the outcome.
            return
        words = self.tr("{name} has been screened: {outcome}.")
        self._banner.say(
            words.format(name=job.both_names, outcome=outcome_words(entry)),
            action=""
            if not is_told(entry)
            else self.tr("&Compare both")
            if entry.repeats
            else self.tr("&Open result"),
            do=partial(self._show, entry) if is_told(entry) else None,
        )

    def _show(self, entry: ResultEntry) -> None:
        """Show a result, beside the one that it repeats where it repeats one."""
        if entry.repeats:
            self._opener.compare(entry)
        else:
            self._opener.open(entry)

    def _say_failed(self) -> None:
        """Name every video that failed, with its reason."""
        failed = list(self._failed.values())
        if not failed:
            return
        lines = [_why(job) for job in failed]
        if len(failed) > 1:
            lines = [_named(job) for job in failed[:_LINES]]
            head = self.tr("{count} videos could not be screened:").format(count=len(failed))
            rest = listed(job.title for job in failed[_LINES:])
            lines = [head, *lines, *([self.tr("Also: {names}").format(names=rest)] if rest else [])]
        self._banner.say(
            "\n".join(lines),
            severity=Severity.CARE,
            action=self.tr("Try a&gain"),
            do=partial(self._queue.retry, [job.number for job in failed]),
        )

    def _say_unsaved(self, job: Job) -> None:
        """Say that a finished screening is held in memory, and show it to whoever waits for it."""
        if self._alone():
            self._opener.open_unsaved(job)
        jobs = self._queue.unsaved
        words = self.tr("The results of {count} videos could not be saved. {reason}")
        if len(jobs) == 1:
            words = self.tr("The result of {name} could not be saved. {reason}")
        held = self.tr("You can open them below until you close the window.")
        reason = "" if job.error is None else _sentences(job.error)
        said = words.format(count=len(jobs), name=job.both_names, reason=reason)
        self._banner.say(
            f"{said} {held}",
            severity=Severity.REPEAT,
            action=self.tr("Try &saving again"),
            do=self._save_all,
        )

    def _save_all(self) -> None:
        for job in self._queue.unsaved:
            self._queue.save_again(job.number)


def _sentences(error: ScolioError) -> str:
    return f"{i18n.render(error.what)} {i18n.render(error.remedy)}"


def _why(job: Job) -> str:
    """Return why a job failed and what to do, with what its video is called."""
    return _called(job, "" if job.error is None else _sentences(job.error))


def _named(job: Job) -> str:
    """Return why a job failed, in one line with what its video is called."""
    return _called(job, "" if job.error is None else i18n.render(job.error.what))


def _called(job: Job, words: str) -> str:
    """Begin words with the label and the file name, each where it is not said yet."""
    if job.path.name in words:
        return f"{job.request.label}: {words}" if job.request.label else words
    return f"{job.both_names}: {words}"
