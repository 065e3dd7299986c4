"""The jobs at the foot of the window: name, stage or outcome in words, percent, time left, buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.core.names import LABEL_SIGNS
from engine.core.progress import Stage
from scolioapp.i18n import listed, render
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.painting.icons import icon
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.widgets.elided_label import ElidedLabel
from scolioapp.widgets.undo_bar import UndoBar

FOLDS_AFTER_MS = 6_000
"""How long the list stays open when everything has gone well, milliseconds."""

_ROWS_SHOWN = 3
_LOW = 640
"""Height of a window below which a single row is shown, logical px."""
_ROW_HEIGHT = space(5)
_NAME_SHARE = 0.19
_LABEL_SHARE = 0.19
_BAR_SHARE = 0.11


def time_words(seconds: float) -> str:
    """Return a duration as ``1:10`` or ``1:02:03``."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


class JobRow(QWidget):
    """One job.

    Signals:
        cancel_asked: The number of the job.
        dismiss_asked: The number of the job.
        open_asked: The job whose result is to be shown.
        retry_asked: The number of the job.
        find_asked: The job whose video is not where it was.
        save_asked: The number of the job.
        label_asked: The number of the job, and the label that was typed.
        next_asked: The number of the job whose label was typed; the next one's comes now.
    """

    cancel_asked = Signal(int)
    dismiss_asked = Signal(int)
    open_asked = Signal(object)
    retry_asked = Signal(int)
    find_asked = Signal(object)
    save_asked = Signal(int)
    label_asked = Signal(int, str)
    next_asked = Signal(int)

    def __init__(
        self, job: Job, outcome: Callable[[Job], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.job = job
        self._outcome = outcome
        self.setMinimumHeight(_ROW_HEIGHT)
        self.label = QLineEdit(job.request.label, self)
        self.label.setMaxLength(LABEL_SIGNS)
        self.label.setPlaceholderText(self.tr("Name or number"))
        self.label.setAccessibleName(
            self.tr("Name or number for {name}").format(name=job.path.name)
        )
        self.label.setToolTip(
            self.tr(
                "So that you can find the recording; saved with the result. Enter goes to the "
                "next video."
            )
        )
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        self.name.say(job.path.name)
        self.name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.state = ElidedLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.percent = QLabel(self)
        self.left = QLabel(self)
        for label in (self.percent, self.left):
            label.setFont(font(TextSize.BODY, tabular=True))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.percent.setFixedWidth(self.percent.fontMetrics().horizontalAdvance("100 %") + 4)
        widest = self.tr("{time} left").format(time="00:00")
        self.left.setFixedWidth(self.left.fontMetrics().horizontalAdvance(widest) + 4)
        self.open_button = QPushButton(self.tr("Open"), self)
        self.open_button.setAccessibleName(
            self.tr("Open the result of {name}").format(name=job.path.name)
        )
        self.button = QPushButton(self)
        self.button.setFixedWidth(self._button_width())
        self.dismiss = QToolButton(self)
        self.dismiss.setProperty("role", "quiet")
        self.dismiss.setIcon(icon("close", "muted"))
        self.dismiss.setIconSize(QSize(16, 16))
        self.dismiss.setToolTip(self.tr("Remove this from the list"))
        self.dismiss.setAccessibleName(
            self.tr("Remove {name} from the list").format(name=job.path.name)
        )
        keep = self.dismiss.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.dismiss.setSizePolicy(keep)
        self._lay_out()
        self.open_button.clicked.connect(lambda: self.open_asked.emit(self.job))
        self.button.clicked.connect(self._on_button)
        self.label.editingFinished.connect(self._on_label)
        self.label.returnPressed.connect(lambda: self.next_asked.emit(self.job.number))
        self.dismiss.clicked.connect(lambda: self.dismiss_asked.emit(self.job.number))
        self.show_job(job)

    def _button_width(self) -> int:
        words = [words for words, _ in self._verbs().values()]
        return max(self.fontMetrics().horizontalAdvance(word) for word in words) + space(5)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(space(1))
        row.addWidget(self.label)
        row.addWidget(self.name)
        row.addWidget(self.state, 1)
        row.addWidget(self.bar)
        row.addWidget(self.percent)
        row.addWidget(self.left)
        row.addWidget(self.open_button)
        row.addWidget(self.button)
        row.addWidget(self.dismiss)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the names of all rows equally wide, so that the states stand in one column."""
        width = self.width()
        self.label.setFixedWidth(max(space(11), round(width * _LABEL_SHARE)))
        short = max(0, space(100) - width)
        self.name.setFixedWidth(max(space(8), round(width * _NAME_SHARE) - short // 2))
        self.bar.setFixedWidth(max(space(5), min(space(15), round(width * _BAR_SHARE))))
        super().resizeEvent(event)

    def show_job(self, job: Job) -> None:
        """Show where the job stands now."""
        self.job = job
        if not self.label.hasFocus() and self.label.text() != job.request.label:
            self.label.setText(job.request.label)
        running = job.phase in {Phase.RUNNING, Phase.CANCELLING}
        self.state.say(self._state_words(job))
        self.bar.setVisible(running)
        known = job.fraction is not None
        self.bar.setRange(0, 1000 if known else 0)
        self.bar.setValue(round((job.fraction or 0.0) * 1000))
        percent = f"{int((job.fraction or 0) * 100)} %" if running and known else ""
        self.percent.setText(percent)
        self.percent.setVisible(running)
        left = job.seconds_left
        self.left.setText(self.tr("{time} left").format(time=time_words(left)) if left else "")
        self.left.setVisible(running)
        self._show_button(job)
        self.dismiss.setVisible(job.phase.over or job.phase is Phase.UNSAVED)

    def _verbs(self) -> dict[str, tuple[str, str]]:
        """Return the words of the button and those for whoever cannot see the row, by what it does."""
        return {
            "cancel": (self.tr("Cancel"), self.tr("Cancel {name}")),
            "open": (self.tr("Open"), self.tr("Open the result of {name}")),
            "retry": (self.tr("Try again"), self.tr("Screen {name} again")),
            "find": (self.tr("Find the video…"), self.tr("Find the video {name}")),
            "save": (
                self.tr("Try saving again"),
                self.tr("Try again to save the result of {name}"),
            ),
        }

    def _verb(self) -> str:
        """Return what the button does now."""
        if self.job.phase is Phase.DONE:
            return "open"
        if self.job.phase in {Phase.UNSAVED, Phase.SAVING}:
            return "save"
        if self.job.phase in {Phase.FAILED, Phase.CANCELLED}:
            return "retry" if self.job.path.exists() else "find"
        return "cancel"

    def _show_button(self, job: Job) -> None:
        words, named = self._verbs()[self._verb()]
        self.button.setText(words)
        self.button.setAccessibleName(named.format(name=job.path.name))
        self.button.setEnabled(job.phase not in {Phase.CANCELLING, Phase.SAVING})
        self.open_button.setVisible(job.phase is Phase.UNSAVED)

    def _state_words(self, job: Job) -> str:
        if job.phase is Phase.RUNNING:
            return self._stage_words(job.stage)
        reason = "" if job.error is None else f"{render(job.error.what)} {render(job.error.remedy)}"
        if job.phase is Phase.DONE:
            return self._outcome(job) or self.tr("done")
        words = {
            Phase.WAITING: self.tr("waiting"),
            Phase.CANCELLING: self.tr("stopping…"),
            Phase.CANCELLED: self.tr("cancelled"),
            Phase.SAVING: self.tr("saving"),
            Phase.UNSAVED: self.tr("Not saved yet. {reason}").format(reason=reason),
            Phase.FAILED: reason or self.tr("stopped by an unexpected error"),
        }
        return words[job.phase]

    def _stage_words(self, stage: Stage | None) -> str:
        words = {
            Stage.OPEN: self.tr("opening the video"),
            Stage.FIND: self.tr("finding the walker"),
            Stage.FOLLOW: self.tr("following the walker"),
            Stage.MEASURE: self.tr("measuring"),
            Stage.JUDGE: self.tr("judging"),
            Stage.WRITE: self.tr("saving"),
            Stage.DONE: self.tr("saving"),
        }
        return words.get(stage, self.tr("working")) if stage is not None else self.tr("starting")

    def _on_label(self) -> None:
        if self.label.text() != self.job.request.label:
            self.label_asked.emit(self.job.number, self.label.text())

    def _on_button(self) -> None:
        number = self.job.number
        match self._verb():
            case "open":
                self.open_asked.emit(self.job)
            case "save":
                self.save_asked.emit(number)
            case "retry":
                self.retry_asked.emit(number)
            case "find":
                self.find_asked.emit(self.job)
            case _:
                self.cancel_asked.emit(number)


class JobsStrip(QFrame):
    """All jobs; folds to one line on request, or by itself when all went well; hidden while there is none.

    Args:
        queue: The jobs.
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
        button = QPushButton(words, self)
        button.setProperty("role", "quiet")
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
        return self._folded

    def toggle(self) -> None:
        """Fold or unfold the list."""
        self._fold_timer.stop()
        self._folded = not self._folded
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
        self.tidy_button.setVisible(any(phase.over for phase in phases))
        stoppable = sum(phase in {Phase.RUNNING, Phase.WAITING} for phase in phases)
        self.cancel_button.setVisible(stoppable > 1)
        self._area.setVisible(not self._folded)
        self._fit_height()
        self._fold.setIcon(icon("chevron-up" if self._folded else "chevron-down", "muted"))
        words = self.tr("Show the list") if self._folded else self.tr("Hide the list")
        self._fold.setToolTip(f"{words} (Ctrl+J)")
        self._fold.setAccessibleName(words)

    def follow_height(self, height: int) -> None:
        """Show fewer rows in a low window, logical px: its page needs the room."""
        self._most_rows = 1 if height < _LOW else _ROWS_SHOWN
        self._fit_height()

    def _fit_height(self) -> None:
        rows = min(len(self._queue.jobs), self._most_rows)
        self._area.setFixedHeight(max(1, rows) * _ROW_HEIGHT + 2)

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
