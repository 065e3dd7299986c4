"""The jobs at the foot of the window: name, stage in words, percent, time left, Cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.core.progress import Stage
from scolioapp.i18n import render
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.widgets.icons import icon
from scolioapp.widgets.theme import TextSize, font, space

_ROWS_SHOWN = 3
_ROW_HEIGHT = space(5)
_NAME_SHARE = 0.24


def time_words(seconds: float) -> str:
    """Give a duration as ``1:10`` or ``1:02:03``."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


class ElidedLabel(QLabel):
    """One line that is shortened when there is no room.

    Args:
        mode: Where it is shortened; names in the middle, because their ends tell them apart.
        parent: Owner.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._whole = ""
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        """Show words, whole in the tooltip."""
        self._whole = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._fit()

    def whole(self) -> str:
        """Give the words unshortened."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        self._fit()

    def _fit(self) -> None:
        width = max(self.width(), 1)
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, width))


class JobRow(QWidget):
    """One job.

    Signals:
        cancel_asked: The number of the job.
        dismiss_asked: The number of the job.
        open_asked: The job whose result is to be shown.
    """

    cancel_asked = Signal(int)
    dismiss_asked = Signal(int)
    open_asked = Signal(object)

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self.setMinimumHeight(_ROW_HEIGHT)
        self.name = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        self.name.say(job.path.name)
        self.name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.state = ElidedLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(space(15))
        self.percent = QLabel(self)
        self.left = QLabel(self)
        for label in (self.percent, self.left):
            label.setFont(font(TextSize.BODY, tabular=True))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.percent.setFixedWidth(self.percent.fontMetrics().horizontalAdvance("100 %") + 4)
        widest = self.tr("{time} left").format(time="00:00")
        self.left.setFixedWidth(self.left.fontMetrics().horizontalAdvance(widest) + 4)
        self.button = QPushButton(self)
        self.button.setFixedWidth(self._button_width())
        self.dismiss = QToolButton(self)
        self.dismiss.setProperty("role", "quiet")
        self.dismiss.setIcon(icon("close", "muted"))
        self.dismiss.setIconSize(QSize(16, 16))
        self.dismiss.setToolTip(self.tr("Take this off the list"))
        self.dismiss.setAccessibleName(
            self.tr("Take {name} off the list").format(name=job.path.name)
        )
        keep = self.dismiss.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.dismiss.setSizePolicy(keep)
        self._lay_out()
        self.button.clicked.connect(self._on_button)
        self.dismiss.clicked.connect(lambda: self.dismiss_asked.emit(self.job.number))
        self.show_job(job)

    def _button_width(self) -> int:
        words = (self.tr("Cancel"), self.tr("Open"))
        return max(self.fontMetrics().horizontalAdvance(word) for word in words) + space(5)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(space(1.5))
        row.addWidget(self.name)
        row.addWidget(self.state, 1)
        row.addWidget(self.bar)
        row.addWidget(self.percent)
        row.addWidget(self.left)
        row.addWidget(self.button)
        row.addWidget(self.dismiss)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the names of all rows equally wide, so that the states stand in one column."""
        self.name.setFixedWidth(max(space(12), round(self.width() * _NAME_SHARE)))
        super().resizeEvent(event)

    def show_job(self, job: Job) -> None:
        """Show where the job stands now."""
        self.job = job
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
        self.dismiss.setVisible(job.phase.over)

    def _show_button(self, job: Job) -> None:
        done = job.phase is Phase.DONE
        self.button.setText(self.tr("Open") if done else self.tr("Cancel"))
        verb = self.tr("Open the result of {name}") if done else self.tr("Cancel {name}")
        self.button.setAccessibleName(verb.format(name=job.path.name))
        self.button.setVisible(done or not job.phase.over)
        self.button.setEnabled(job.phase is not Phase.CANCELLING)

    def _state_words(self, job: Job) -> str:
        if job.phase is Phase.RUNNING:
            return self._stage_words(job.stage)
        if job.phase is Phase.FAILED:
            if job.error is None:
                return self.tr("stopped by an unexpected error")
            return f"{render(job.error.what)} {render(job.error.remedy)}"
        words = {
            Phase.WAITING: self.tr("waits"),
            Phase.CANCELLING: self.tr("stopping…"),
            Phase.CANCELLED: self.tr("cancelled"),
            Phase.DONE: self.tr("done"),
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

    def _on_button(self) -> None:
        if self.job.phase is Phase.DONE:
            self.open_asked.emit(self.job)
        else:
            self.cancel_asked.emit(self.job.number)


class JobsStrip(QFrame):
    """All jobs, folded to one line on request; hidden while there is none.

    Signals:
        open_asked: The job whose result is to be shown.
    """

    open_asked = Signal(object)

    def __init__(self, queue: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._rows: dict[int, JobRow] = {}
        self._folded = False
        self.setObjectName("jobsStrip")
        self.setAccessibleName(self.tr("Videos being screened"))
        self._summary = ElidedLabel(self)
        self._summary.setProperty("role", "note")
        self._tidy = QPushButton(self.tr("Clear finished"), self)
        self._tidy.setProperty("role", "quiet")
        self._cancel_all = QPushButton(self.tr("Cancel all"), self)
        self._cancel_all.setProperty("role", "quiet")
        self._fold = QToolButton(self)
        self._fold.setProperty("role", "quiet")
        self._fold.setIconSize(QSize(16, 16))
        self._list = QWidget(self)
        self._column = QVBoxLayout(self._list)
        self._area = QScrollArea(self)
        self._lay_out()
        self._connect_signals()
        for job in queue.jobs:
            self._on_added(job)
        self._refresh()

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
        grid.addWidget(self._cancel_all, 0, 1)
        grid.addWidget(self._tidy, 0, 2)
        grid.addWidget(self._fold, 0, 3)
        grid.addWidget(self._area, 1, 0, 1, 4)

    def _connect_signals(self) -> None:
        self._queue.added.connect(self._on_added)
        self._queue.changed.connect(self._on_changed)
        self._queue.removed.connect(self._on_removed)
        self._fold.clicked.connect(self.toggle)
        self._tidy.clicked.connect(self._queue.dismiss_finished)
        self._cancel_all.clicked.connect(self._on_cancel_all)

    @property
    def folded(self) -> bool:
        """Whether only the summary is shown."""
        return self._folded

    def toggle(self) -> None:
        """Fold or unfold the list."""
        self._folded = not self._folded
        self._refresh()

    def row(self, number: int) -> JobRow:
        """Give the row of a job."""
        return self._rows[number]

    def summary(self) -> str:
        """Give the one line that says how everything stands."""
        return self._summary.whole()

    def _on_added(self, job: Job) -> None:
        row = JobRow(job, self._list)
        row.cancel_asked.connect(self._queue.cancel)
        row.dismiss_asked.connect(self._queue.dismiss)
        row.open_asked.connect(self.open_asked)
        self._rows[job.number] = row
        self._column.insertWidget(self._column.count() - 1, row)
        self._refresh()

    def _on_changed(self, job: Job) -> None:
        row = self._rows.get(job.number)
        if row is not None:
            moved = row.job.phase is not job.phase
            row.show_job(job)
            if moved:
                self._refresh()
                self._area.ensureWidgetVisible(row)

    def _on_removed(self, number: int) -> None:
        row = self._rows.pop(number)
        self._column.removeWidget(row)
        row.deleteLater()
        self._refresh()

    def _on_cancel_all(self) -> None:
        for job in reversed(self._queue.jobs):
            self._queue.cancel(job.number)

    def _refresh(self) -> None:
        jobs = self._queue.jobs
        phases = [job.phase for job in jobs]
        self.setVisible(bool(jobs))
        self._summary.say(self._summary_words(phases))
        self._tidy.setVisible(any(phase.over for phase in phases))
        self._cancel_all.setVisible(sum(not phase.over for phase in phases) > 1)
        self._area.setVisible(not self._folded)
        rows = min(len(jobs), _ROWS_SHOWN)
        self._area.setFixedHeight(max(1, rows) * _ROW_HEIGHT + 2)
        self._fold.setIcon(icon("chevron-up" if self._folded else "chevron-down", "muted"))
        words = self.tr("Show the list") if self._folded else self.tr("Fold the list away")
        self._fold.setToolTip(f"{words} (Ctrl+J)")
        self._fold.setAccessibleName(words)

    def _summary_words(self, phases: list[Phase]) -> str:
        counts = (
            (self.tr("{count} running"), {Phase.RUNNING, Phase.CANCELLING}),
            (self.tr("{count} waiting"), {Phase.WAITING}),
            (self.tr("{count} done"), {Phase.DONE}),
            (self.tr("{count} failed"), {Phase.FAILED}),
            (self.tr("{count} cancelled"), {Phase.CANCELLED}),
        )
        parts = []
        for words, group in counts:
            count = sum(phase in group for phase in phases)
            if count:
                parts.append(words.format(count=count))
        return ", ".join(parts)
