"""The state of the page that checks this computer. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

import engine
from engine.core.errors import ScolioError
from engine.core.examination import Check, State
from engine.core.progress import Cancel, Progress
from engine.core.text import text
from scolioapp.i18n import render
from scolioapp.jobs.examiner import Examiner
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.settings import Settings

ORDER = (State.FAILS, State.NOTE, State.OK)
"""What matters most comes first."""


class Machine(Protocol):
    """What Qt alone can tell; asked on the interface's thread, and quick."""

    def cameras(self) -> int | None:
        """Count the cameras; None where Qt cannot tell."""
        ...

    def chinese_fonts(self) -> int:
        """Count the fonts with simplified Chinese signs."""
        ...


class Examination(QObject):
    """Checks this computer, and keeps what was found.

    Signals:
        found: A `Check` was made.
        changed: The checks began, are being stopped, or ended.
    """

    found = Signal(object)
    changed = Signal()
    _told = Signal(object, object)

    def __init__(
        self, examiner: Examiner, settings: Settings, worker: Worker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.task = TaskSlot(worker, self)
        self.checks: tuple[Check, ...] = ()
        self.whole = False
        self._examiner = examiner
        self._settings = settings
        self._round: object = None
        self._machine: Machine | None = None
        self.task.changed.connect(self.changed)
        self._told.connect(self._on_told)

    def start(self, machine: Machine) -> None:
        """Make all checks; what was found before is forgotten."""
        if self.task.running:
            return
        self.checks, self.whole, self._machine = (), False, machine
        this = self._round = object()
        device = self._settings.device

        def work(progress: Progress, cancel: Cancel) -> None:
            def told(check: Check) -> None:
                self._told.emit(this, check)

            self._examiner.examine(device=device, found=told, progress=progress, cancel=cancel)

        self.task.run(work, done=self._on_done, failed=self._on_failed, cancelled=self.changed.emit)

    def count(self, state: State) -> int:
        """Count the checks that came out so."""
        return sum(one.state is state for one in self.checks)

    def summary(self) -> str:
        """Say in a sentence how it came out, or how far it is."""
        translate = QCoreApplication.translate
        fails, notes = self.count(State.FAILS), self.count(State.NOTE)
        if self.task.running:
            words = translate("Examination", "Checks completed so far: {count}")
        elif not self.whole:
            words = translate(
                "Examination", "The checks were stopped. Completed before that: {count}"
            )
        elif fails == 1:
            words = translate("Examination", "One check failed; what to do is shown below.")
        elif fails:
            words = translate("Examination", "{fails} checks failed; what to do is shown below.")
        elif notes:
            words = translate("Examination", "No check failed. What is worth knowing comes first.")
        else:
            words = translate("Examination", "Everything is in order.")
        return words.format(count=len(self.checks), fails=fails)

    def plain_text(self) -> str:
        """Return everything as text, for a mail; without names and without the home folder's path."""
        lines = [f"ScolioApp {engine.__version__}", self.summary()]
        for state in ORDER:
            lines.extend(_line(one) for one in self.checks if one.state is state)
        return "\n".join(lines)

    def _on_told(self, this: object, check: Check) -> None:
        if this is self._round:
            self.checks = (*self.checks, check)
            self.found.emit(check)

    def _on_done(self, _answer: object) -> None:
        machine = self._machine
        if machine is not None:
            self._on_told(self._round, self._examiner.cameras(machine.cameras()))
            self._on_told(self._round, fonts_check(machine.chinese_fonts()))
        self.whole = True
        self.changed.emit()

    def _on_failed(self, error: ScolioError) -> None:
        title = text("Checking this computer")
        check = Check("examination", title, State.FAILS, error.what, error.remedy)
        self._on_told(self._round, check)
        self.whole = True
        self.changed.emit()


def fonts_check(count: int) -> Check:
    """Judge how many fonts hold simplified Chinese signs."""
    title = text("Chinese characters")
    if count:
        return Check("fonts", title, State.OK, text("A font with Chinese characters is installed."))
    return Check(
        "fonts",
        title,
        State.NOTE,
        text("No font with Chinese characters was found: Chinese is shown as empty boxes."),
        text("To read Chinese, install a font such as Noto Sans CJK."),
    )


def state_words(state: State) -> str:
    """Say how a check came out."""
    translate = QCoreApplication.translate
    return {
        State.FAILS: translate("Examination", "Failed"),
        State.NOTE: translate("Examination", "Worth knowing"),
        State.OK: translate("Examination", "In order"),
    }[state]


def _line(check: Check) -> str:
    words = f"{state_words(check.state)} · {render(check.title)}: {render(check.facts)}"
    return words if check.remedy is None else f"{words} → {render(check.remedy)}"
