"""The jobs at the foot of the window, in a list that folds to one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scolioapp.i18n import listed
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.painting.icons import icon
from scolioapp.painting.theme import space
from scolioapp.widgets.elided_label import ElidedLabel
from scolioapp.widgets.job_row import ROW_HEIGHT, JobRow
from scolioapp.widgets.page import quiet_button
from scolioapp.widgets.undo_bar import UndoBar

FOLDS_AFTER_MS = 6_000
"""How long the list stays open when everything has gone well, milliseconds."""

_ROWS_SHOWN = 3
_LOW = 640
"""Height of a window below which a single row is shown, logical px."""


class JobsStrip(QFrame):
    """All jobs; folds to one line on request, or by itself when all went well; hidden while there is none.

    Args:
        undo: Offers back what is cancelled or cleared here.
        outcome: Gives the outcome of a finished job in words, with its warning.

    Signals:
        open_asked: The job whose result is to be shown.
        find_asked: The job whose video is not where it was.
        label_asked: The number of a job, and the label that was typed for it.
    """

    open_asked = Signal(object)
    find_asked = Signal(object)
    label_asked = Signal(int, str)

    def __init__(
        self,
        queue: JobQueue,
        undo: UndoBar,
        outcome: Callable[[Job], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._undo = undo
        self._outcome = outcome
        self._rows: dict[int, JobRow] = {}
        self._folded = False
        self._most_rows = _ROWS_SHOWN
        self._aside = False
        self._veiled = self._private = False
        self._folded_by_itself = False
        self.setObjectName("jobsStrip")
        self.setAccessibleName(self.tr("Videos being screened"))
        self._summary = ElidedLabel(self)
        self._summary.setProperty("role", "note")
        self.tidy_button = self._quiet(self.tr("Clear finished"))
        self.cancel_button = self._quiet(self.tr("Cancel all"))
        self._fold = QToolButton(self)
        self._fold.setProperty("role", "quiet")
        self._fold.setIconSize(QSize(16, 16))
        self._list = QWidget(self)
        self._column = QVBoxLayout(self._list)
        self._area = QScrollArea(self)
        self._fold_timer = QTimer(self)
        self._fold_timer.setSingleShot(True)
        self._lay_out()
        self._connect_signals()
        for job in queue.jobs:
            self._on_added(job)
        self._refresh()

    def _quiet(self, words: str) -> QPushButton:
        """Return a quiet button that keeps its place while hidden: no other comes under the mouse."""
        button = quiet_button(words, self)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        return button

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, space(1), 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._list.setProperty("role", "page")
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._list)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(space(3), space(0.5), space(2), space(0.5))
        grid.setSpacing(space(0.5))
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._summary, 0, 0)
        grid.addWidget(self.tidy_button, 0, 1)
        grid.addWidget(self.cancel_button, 0, 2)
        grid.addWidget(self._fold, 0, 3)
        grid.addWidget(self._area, 1, 0, 1, 4)

    def _connect_signals(self) -> None:
        self._queue.added.connect(self._on_added)
        self._queue.changed.connect(self._on_changed)
        self._queue.removed.connect(self._on_removed)
        self._fold.clicked.connect(self.toggle)
        self._queue.idle.connect(self._on_idle)
        self._fold_timer.timeout.connect(self._fold_by_itself)
        self.tidy_button.clicked.connect(self._on_tidy)
        self.cancel_button.clicked.connect(self._on_cancel_all)

    @property
    def folded(self) -> bool:
        """Whether only the summary is shown."""
        return self._folded or self._aside or self._hidden

    @property
    def _hidden(self) -> bool:
        return self._veiled or self._private

    def set_private(self, on: bool) -> None:
        """Show only how many videos there are, to somebody who may not see whose they are."""
        if on is not self._private:
            self._private = on
            self._refresh()

    def renew(self) -> None:
        """Show once more what became of the jobs: their outcomes may be shown now, or not any more."""
        for row in self._rows.values():
            row.show_job(row.job)

    def step_aside(self, on: bool) -> None:
        """Show only the summary while a page is open whose reader is not to see outcomes, unless asked to."""
        if on is not self._aside:
            self._aside = on
            self._refresh()

    def veil(self, on: bool) -> None:
        """Show numbers and states only, and nothing that can be pressed: nobody is there who may see more."""
        self._veiled = on
        self.setEnabled(not on)
        self._refresh()

    def toggle(self) -> None:
        """Fold or unfold the list."""
        if self._hidden:
            return
        self._fold_timer.stop()
        self._folded, self._aside = not self.folded, False
        self._folded_by_itself = False
        self._refresh()

    @property
    def typing(self) -> bool:
        """Whether somebody types the label of a recording."""
        return any(row.label.hasFocus() for row in self._rows.values())

    def row(self, number: int) -> JobRow:
        """Return the row of a job."""
        return self._rows[number]

    def summary(self) -> str:
        """Return the one line that says how everything stands."""
        return self._summary.whole()

    def _on_added(self, job: Job) -> None:
        row = JobRow(job, self._outcome, self._list)
        row.cancel_asked.connect(self._on_cancel)
        row.dismiss_asked.connect(self._on_dismiss)
        row.open_asked.connect(self.open_asked)
        row.find_asked.connect(self.find_asked)
        row.retry_asked.connect(lambda number: self._queue.retry([number]))
        row.save_asked.connect(self._queue.save_again)
        row.label_asked.connect(self.label_asked)
        row.next_asked.connect(self._on_next)
        self._rows[job.number] = row
        self._column.insertWidget(sorted(self._rows).index(job.number), row)
        self._fold_timer.stop()
        if self._folded_by_itself:
            self._folded = self._folded_by_itself = False
        self._refresh()

    def _on_changed(self, job: Job) -> None:
        row = self._rows.get(job.number)
        if row is not None:
            moved = row.job.phase is not job.phase
            row.show_job(job)
            if moved:
                self._refresh()
                self._area.ensureWidgetVisible(row)
            else:
                self._summary.say(self._summary_words())

    def _on_removed(self, number: int) -> None:
        row = self._rows.pop(number)
        self._column.removeWidget(row)
        row.deleteLater()
        self._refresh()

    def _on_next(self, number: int) -> None:
        """Go on to the label of the next video, for a class that is typed in one go."""
        later = [each for each in sorted(self._rows) if each > number]
        if later:
            row = self._rows[later[0]]
            row.label.setFocus(Qt.FocusReason.TabFocusReason)
            row.label.selectAll()
            self._area.ensureWidgetVisible(row)

    def _on_cancel(self, number: int) -> None:
        if self._queue.cancel(number):
            self._offer_retry([number])

    def _on_cancel_all(self) -> None:
        self._offer_retry(self._queue.cancel_all())

    def _offer_retry(self, numbers: list[int]) -> None:
        """Say what was cancelled, and offer to let it wait again."""
        words = self.tr("{count} videos cancelled.").format(count=len(numbers))
        if len(numbers) == 1:
            name = self._rows[numbers[0]].job.title
            words = self.tr("{name} cancelled.").format(name=name)
        self._undo.offer(words, lambda: self._queue.retry(numbers))

    def _on_dismiss(self, number: int) -> None:
        job = self._queue.dismiss(number)
        if job is not None:
            self._offer_back([job])

    def _on_tidy(self) -> None:
        self._offer_back(self._queue.dismiss_finished())

    def _offer_back(self, jobs: list[Job]) -> None:
        """Say what was taken off the list, and offer it back."""
        words = self.tr("{count} videos removed from this list. Their results are kept.")
        if len(jobs) == 1:
            words = self.tr("{name} removed from this list.")
            if jobs[0].screening is not None:
                words = self.tr("{name} removed from this list; its result is not saved.")
        words = words.format(count=len(jobs), name=jobs[0].title)
        self._undo.offer(words, lambda: self._queue.bring_back(jobs))

    def _on_idle(self) -> None:
        if all(job.phase is Phase.DONE for job in self._queue.jobs):
            self._fold_timer.start(FOLDS_AFTER_MS)

    def _fold_by_itself(self) -> None:
        """Fold away what went well, unless somebody is at it."""
        if any(job.phase is not Phase.DONE for job in self._queue.jobs) or self._folded:
            return
        focused = self.window().focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._fold_timer.start(FOLDS_AFTER_MS)
            return
        self._folded = self._folded_by_itself = True
        self._refresh()

    def _refresh(self) -> None:
        jobs = self._queue.jobs
        phases = [job.phase for job in jobs]
        self.setVisible(bool(jobs))
        self._summary.say(self._summary_words())
        self.tidy_button.setVisible(not self._hidden and any(phase.over for phase in phases))
        stoppable = sum(phase in {Phase.RUNNING, Phase.WAITING} for phase in phases)
        self.cancel_button.setVisible(not self._hidden and stoppable > 1)
        self._area.setVisible(not self.folded)
        self._fold.setVisible(not self._hidden)
        self._fit_height()
        self._fold.setIcon(icon("chevron-up" if self.folded else "chevron-down", "muted"))
        words = self.tr("Show the list") if self.folded else self.tr("Hide the list")
        self._fold.setToolTip(f"{words} (Ctrl+J)")
        self._fold.setAccessibleName(words)

    def follow_height(self, height: int) -> None:
        """Show fewer rows in a low window, logical px: its page needs the room."""
        self._most_rows = 1 if height < _LOW else _ROWS_SHOWN
        self._fit_height()

    def _fit_height(self) -> None:
        rows = min(len(self._queue.jobs), self._most_rows)
        self._area.setFixedHeight(max(1, rows) * ROW_HEIGHT + 2)

    def _summary_words(self) -> str:
        jobs = self._queue.jobs
        phases = [job.phase for job in jobs]
        counts = (
            (self.tr("{count} running"), {Phase.RUNNING, Phase.CANCELLING, Phase.SAVING}),
            (self.tr("{count} waiting"), {Phase.WAITING}),
            (self.tr("{count} done"), {Phase.DONE}),
            (self.tr("{count} not saved"), {Phase.UNSAVED}),
            (self.tr("{count} failed"), {Phase.FAILED}),
            (self.tr("{count} cancelled"), {Phase.CANCELLED}),
        )
        parts = []
        for words, group in counts:
            count = sum(phase in group for phase in phases)
            if count:
                parts.append(words.format(count=count))
        left = self._queue.seconds_left if len(jobs) > 1 and Phase.WAITING in phases else None
        if left is not None:
            minutes = max(1, round(left / 60))
            parts.append(self.tr("about {minutes} min left for all").format(minutes=minutes))
        return listed(parts)
