"""Checking this computer: every check with its state, what was found and what to do, worst first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from engine.capture.frame_source import CameraProblem
from engine.core.examination import Check, State
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.jobs.multimedia import load_multimedia
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.examination import ORDER, Examination, Machine, state_words
from scolioapp.widgets.page import Page, card, heading, note, paragraph, primary_button
from scolioapp.widgets.quality_panel import SeverityMark
from scolioapp.widgets.task_row import TaskRow
from scolioapp.widgets.technical_details import Details

_SEVERITIES = {State.FAILS: Severity.REPEAT, State.NOTE: Severity.CARE, State.OK: Severity.INFO}
_TITLE_WIDTH = 26


class QtMachine:
    """Asks Qt; on the interface's thread alone."""

    def cameras(self) -> int | None:
        """Count the cameras; None where Qt's multimedia, imported at the first call, is not there."""
        loaded = load_multimedia()
        return (
            None if isinstance(loaded, CameraProblem) else len(loaded.QMediaDevices.videoInputs())
        )

    def chinese_fonts(self) -> int:
        """Count the fonts with simplified Chinese signs."""
        return len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


class CheckRow(QWidget):
    """One check: its shape and title, beside them what was found and what to do."""

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        title = render(check.title)
        mark = SeverityMark(_SEVERITIES[check.state], self)
        label = paragraph(title, self)
        label.setFixedWidth(space(_TITLE_WIDTH))
        words = in_column(gap=0.25)
        self.facts = paragraph(render(check.facts), self)
        words.addWidget(self.facts)
        self.remedy: QLabel | None = None
        if check.remedy is not None:
            self.remedy = note(render(check.remedy), self)
            words.addWidget(self.remedy)
        row = in_row(
            (mark, 0, Qt.AlignmentFlag.AlignTop),
            (label, 0, Qt.AlignmentFlag.AlignTop),
            (words, 1),
            gap=1,
            margins=(0, 0.25, 0, 0.25),
            parent=self,
        )
        row.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        for each in (self.facts, self.remedy):
            if each is not None:
                each.setMinimumWidth(1)
                each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(f"{state_words(check.state)}: {title}")


class _Group(QFrame):
    """All checks that came out alike; hidden while there is none."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: list[CheckRow] = []
        self._state = state
        self._title = heading("", self)
        self._column = in_column(self._title, gap=0.5, margins=(2, 1.5, 2, 1.5), parent=self)
        self.details: Details | None = None
        if state is State.OK:
            # What is in order is of interest to whoever helps, and stands in the copied list.
            self.details = Details(self)
            self.details.button.toggled.connect(self._show_facts)
            self._column.addWidget(self.details)
        self.hide()

    def add(self, check: Check) -> None:
        """Show one more."""
        row = CheckRow(check, self)
        self.rows.append(row)
        self._column.addWidget(row)
        if self.details is not None:
            row.facts.setVisible(self.details.button.isChecked())
        self._title.setText(f"{state_words(self._state)} ({len(self.rows)})")
        self.show()

    def _show_facts(self, shown: bool) -> None:
        for row in self.rows:
            row.facts.setVisible(shown)

    def clear(self) -> None:
        """Forget all."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = []
        self.hide()


class ExaminationPage(Page):
    """Begins to check when it is first shown."""

    def __init__(
        self, model: Examination, machine: Machine | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("Check this computer"))
        self._model = model
        self._machine: Machine = QtMachine() if machine is None else machine
        self.copy_button = QPushButton(self.tr("&Copy"), self)
        self.copy_button.setToolTip(self.tr("Copy the list as text, to send to whoever helps you"))
        self.again_button = primary_button(self.tr("Check a&gain"), self)
        self.again_button.setToolTip(self.tr("Run all checks again (F5)"))
        add_to(self.header, self.copy_button, self.again_button)
        self.task_row = TaskRow(model.task, self)
        self.task_row.say(self.tr("Checking this computer…"))
        self.mark = SeverityMark(Severity.INFO, self)
        self.summary = heading("", self)
        self.summary.setWordWrap(True)
        self.groups = {state: _Group(state, self) for state in ORDER}
        self._lay_out()
        self._connect_signals()
        for check in model.checks:
            self._add(check)
        self._follow()

    @property
    def rows(self) -> list[CheckRow]:
        """All checks that are shown, the worst first."""
        return [row for group in self.groups.values() for row in group.rows]

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first time."""
        super().showEvent(event)
        if not self._model.checks and not self._model.task.running:
            self.start()

    def start(self) -> None:
        """Make all checks again."""
        if self._model.task.running:
            return
        self.banner.clear()
        for group in self.groups.values():
            group.clear()
        self._model.start(self._machine)

    def copy(self) -> None:
        """Copy everything as text."""
        QGuiApplication.clipboard().setText(self._model.plain_text())
        self.banner.say(
            self.tr("The list was copied. It contains no names, and no paths in your own folder.")
        )

    def _lay_out(self) -> None:
        frame, column = card(self)
        row = in_row(self.mark, (self.summary, 1), gap=1)
        add_to(column, row, self.task_row)
        add_to(self.content, frame, *self.groups.values(), STRETCH)

    def _connect_signals(self) -> None:
        self._model.found.connect(self._add)
        self._model.changed.connect(self._follow)
        self.copy_button.clicked.connect(self.copy)
        self.again_button.clicked.connect(self.start)
        refresh = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        refresh.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        refresh.activated.connect(self.start)

    def _add(self, check: Check) -> None:
        self.groups[check.state].add(check)
        self._follow()

    def _follow(self) -> None:
        model = self._model
        self.mark.set_severity(_SEVERITIES[State.FAILS if model.count(State.FAILS) else State.OK])
        self.summary.setText(model.summary())
        self.again_button.setEnabled(not model.task.running)
        self.copy_button.setEnabled(bool(model.checks) and not model.task.running)
