"""Makes a screening day of patients who are in the records already: those of a class, or found by words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.names import LABEL_SIGNS, label_of
from engine.core.text import by_number
from engine.roster.entries import Child, Consent
from scolioapp.i18n import date_pattern, render
from scolioapp.painting.theme import space
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, primary_button
from scolioapp.words.day_words import child_line

_WAIT_MS = 150
"""Between the last letter and the search."""


class DayPatients(GrowingDialog):
    """Lets a person choose a class or words, shows who that is, and begins the day with them.

    Args:
        door: The records.
        parent: Owner.

    Attributes:
        children_listed: Who is listed now, in the order of names.

    Signals:
        begun: Name of the day and its children.
        save_asked: The children, who are to be written into a file.
    """

    begun = Signal(str, object)
    save_asked = Signal(object)

    def __init__(self, door: RecordsDoor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._asked = 0
        self.children_listed: tuple[Child, ...] = ()
        self.setWindowTitle(self.tr("Screening day of patients"))
        self.banner = Banner(self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(LABEL_SIGNS)
        self.name.setPlaceholderText(self.tr("School or class, and the date"))
        self.classes = DropDown(self)
        self.classes.addItem(self.tr("All classes"), "")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a name, number or class…"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setProperty("role", "lines")
        self.list.setAccessibleName(self.tr("Patients of the day"))
        self.count = note("", self)
        self.begin_button = primary_button(self.tr("&Begin"), self)
        self.save_button = QPushButton(self.tr("Save as &list…"), self)
        self._leave = QPushButton(self.tr("Cancel"), self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._lay_out()
        self._connect_signals()
        self._show([])
        door.run(lambda store: store.rosters.classes(), done=self._fill, failed=self.say_error)
        self.look()
        resize_within(self, QSize(space(76), space(72)), parent)
        self.name.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(3), space(3), space(2))
        column.setSpacing(space(1.5))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(1.5))
        grid.setVerticalSpacing(space(1))
        fields = (
            (self.tr("&Name of the day"), self.name),
            (self.tr("&Class or group"), self.classes),
            (self.tr("&Find"), self.search),
        )
        for row, (words, field) in enumerate(fields):
            label = QLabel(words, self)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        column.addWidget(self.banner)
        column.addLayout(grid)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        column.addWidget(
            button_row(self, action=self.begin_button, leave=self._leave, more=(self.save_button,))
        )

    def _connect_signals(self) -> None:
        self.classes.currentIndexChanged.connect(self._on_class)
        self.search.textChanged.connect(lambda: self._wait.start())
        self._wait.timeout.connect(self.look)
        self.name.textChanged.connect(self._enable)
        self.begin_button.clicked.connect(self._begin)
        self.save_button.clicked.connect(lambda: self.save_asked.emit(self.children_listed))
        self._leave.clicked.connect(self.reject)

    def _fill(self, classes: Sequence[tuple[str, int]]) -> None:
        if not isValid(self):
            return
        for name, count in classes:
            self.classes.addItem(f"{name} ({count})", name)

    def _on_class(self) -> None:
        """Suggest a name of the day, and look who is in the class."""
        chosen = self.classes.currentData()
        if chosen:
            today = QLocale().toString(QDate.currentDate(), date_pattern())
            self.name.setText(label_of(f"{chosen} {today}"))
        self.look()

    def look(self) -> None:
        """Look who is meant."""
        self._asked += 1
        asked, typed, chosen = self._asked, self.search.text(), str(self.classes.currentData())

        def done(children: list[Child]) -> None:
            if isValid(self) and asked == self._asked:
                self._show(children)

        self._door.run(
            lambda store: store.rosters.children(typed, chosen), done=done, failed=self.say_error
        )

    def _show(self, children: Sequence[Child]) -> None:
        self.children_listed = tuple(children)
        self.list.clear()
        for child in children:
            line = f"{child.full_name} \N{MIDDLE DOT} {child_line(child)}"
            self.list.addItem(QListWidgetItem(line))
        lacking = sum(child.consent is not Consent.YES for child in children)
        words = by_number(
            len(children), self.tr("1 patient."), self.tr("{count} patients.")
        ).format(count=len(children))
        if lacking:
            more = self.tr("Consent is missing for {lacking}; it is asked for on the day.")
            words = f"{words} {more.format(lacking=lacking)}"
        self.count.setText(words if children else self.tr("No patient matches."))
        self._enable()

    def _enable(self) -> None:
        self.begin_button.setEnabled(bool(self.children_listed and self.name.text().strip()))
        self.save_button.setEnabled(bool(self.children_listed))

    def _begin(self) -> None:
        self.begun.emit(label_of(self.name.text()), self.children_listed)
        self.accept()

    def say_error(self, error: ScolioError) -> None:
        """Say what could not be done."""
        if not isValid(self):
            return
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)
