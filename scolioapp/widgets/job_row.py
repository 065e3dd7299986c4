"""One job in the strip: name, stage or outcome in words, percent, time left, buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from engine.core.names import LABEL_SIGNS
from engine.core.progress import Stage
from engine.core.video_sources import is_there
from scolioapp.i18n import render
from scolioapp.jobs.queue import Job, Phase
from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import add_to
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.widgets.elided_label import ElidedLabel

ROW_HEIGHT = space(5)
"""Height of a row, logical px."""
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
        ours = bool(job.request.recording)
        # What lies in the records is called after its patient alone.
        name = job.title if ours else job.path.name
        self.setMinimumHeight(ROW_HEIGHT)
        self.label = QLineEdit(job.request.label, self)
        self.label.setMaxLength(LABEL_SIGNS)
        self.label.setPlaceholderText(self.tr("Name or number"))
        self.label.setAccessibleName(self.tr("Name or number for {name}").format(name=name))
        self.label.setReadOnly(ours)
        self.label.setCursorPosition(0)
        self.label.setToolTip(
            self.tr(
                "So that you can find the recording; saved with the result. Enter goes to the "
                "next video."
            )
        )
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        self.name.say("" if ours else name)
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
        self.open_button.setAccessibleName(self.tr("Open the result of {name}").format(name=name))
        self.button = QPushButton(self)
        self.button.setFixedWidth(self._button_width())
        self.dismiss = QToolButton(self)
        self.dismiss.setProperty("role", "quiet")
        self.dismiss.setIcon(icon("close", "muted"))
        self.dismiss.setIconSize(QSize(16, 16))
        self.dismiss.setToolTip(self.tr("Remove this from the list"))
        self.dismiss.setAccessibleName(self.tr("Remove {name} from the list").format(name=name))
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
        add_to(
            row,
            self.label,
            self.name,
            (self.state, 1),
            self.bar,
            self.percent,
            self.left,
            self.open_button,
            self.button,
            self.dismiss,
        )

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
            self.label.setCursorPosition(0)
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
            return "retry" if is_there(self.job.path) else "find"
        return "cancel"

    def _show_button(self, job: Job) -> None:
        words, named = self._verbs()[self._verb()]
        self.button.setText(words)
        ours = bool(job.request.recording)
        self.button.setAccessibleName(named.format(name=job.title if ours else job.path.name))
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
