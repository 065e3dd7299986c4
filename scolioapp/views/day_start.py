"""Where no screening day is open: how to begin one, and the days that were begun before."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.core.text import by_number
from scolioapp.i18n import date_pattern
from scolioapp.painting.theme import space
from scolioapp.storage.open_day import DayLine
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.widgets.page import card, heading, note, paragraph, primary_button


class DayStart(QWidget):
    """What a screening day is, the button that begins one, and earlier days.

    Args:
        model: The day that is opened.
        in_records: Whether children are patients of protected records.
        parent: Owner.

    Signals:
        roster_asked: The person wants to choose a file.
        patients_asked: The person wants to choose patients, those of a class for example.
        next_asked: A `DayLine` whose next list begins another day.
        example_asked: The person wants an example of such a file.
        delete_asked: A `DayLine` that is to be deleted.
    """

    roster_asked = Signal()
    patients_asked = Signal()
    next_asked = Signal(object)
    example_asked = Signal()
    delete_asked = Signal(object)

    def __init__(
        self, model: DayModel, *, in_records: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._in_records = in_records
        self.open_button = primary_button(self.tr("&Open list of children…"), self)
        self.patients_button = QPushButton(self.tr("&Patients of a class…"), self)
        self.patients_button.setVisible(in_records)
        self.example_button = QPushButton(self.tr("Save an &example list…"), self)
        self.days = QListWidget(self)
        self.days.setProperty("role", "lines")
        self.days.setAccessibleName(self.tr("Earlier days"))
        self.continue_button = QPushButton(self.tr("&Continue this day"), self)
        self.next_button = QPushButton(self.tr("Begin with its &next list"), self)
        self.next_button.setToolTip(
            self.tr("Begin another day with who was absent or is to be repeated")
        )
        self.delete_button = QPushButton(self.tr("&Delete…"), self)
        self._lines: list[DayLine] = []
        self._lay_out()
        self.open_button.clicked.connect(self.roster_asked)
        self.patients_button.clicked.connect(self.patients_asked)
        self.example_button.clicked.connect(self.example_asked)
        self.next_button.clicked.connect(self._next)
        self.days.itemActivated.connect(self._open)
        self.days.currentRowChanged.connect(self._on_row)
        self.continue_button.clicked.connect(self._open)
        self.delete_button.clicked.connect(self._delete)
        model.opened.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        frame, top = card(self)
        top.addWidget(heading(self.tr("Many children, one after the other"), frame))
        words = self.tr(
            "Open a list of children (CSV or XLSX) with a number and a name for each. The program "
            "then shows whose turn it is, keeps each recording with its child, and goes on where "
            "it was, also after a power cut."
        )
        top.addWidget(paragraph(words, frame))
        words = self.tr(
            "Columns: number, family name; and if you have them given name, date of birth, sex, "
            "class, consent, known scoliosis, note, order. Names stay on this computer."
        )
        if self._in_records:
            words = self.tr(
                "Columns: number, family name; and if you have them given name, date of birth, sex, "
                "class, consent, known scoliosis, note, order. Children who are no patients yet become "
                "patients of the protected records, after you have seen the list."
            )
        top.addWidget(note(words, frame))
        row = QHBoxLayout()
        row.setSpacing(space(1))
        row.addWidget(self.open_button)
        row.addWidget(self.patients_button)
        row.addWidget(self.example_button)
        row.addStretch(1)
        top.addLayout(row)
        self._earlier = QWidget(self)
        lower = QVBoxLayout(self._earlier)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(space(1))
        lower.addWidget(heading(self.tr("Earlier days"), self))
        lower.addWidget(self.days, 1)
        foot = QHBoxLayout()
        foot.setSpacing(space(1))
        foot.addWidget(self.continue_button)
        foot.addWidget(self.next_button)
        foot.addWidget(self.delete_button)
        foot.addStretch(1)
        lower.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(frame)
        column.addWidget(self._earlier, 1)
        column.addStretch(0)

    def refresh(self) -> None:
        """Read the list of days again, where it is to be seen."""
        if self._model.day is not None:
            return
        self._lines = self._model.lines()
        self.days.clear()
        for line in self._lines:
            self.days.addItem(QListWidgetItem(self._words(line)))
        self._earlier.setVisible(bool(self._lines))
        if self._lines:
            self.days.setCurrentRow(0)

    def _words(self, line: DayLine) -> str:
        began = QDateTime.fromString(line.began, Qt.DateFormat.ISODate)
        date = QLocale().toString(began.date(), date_pattern())
        # The name that was suggested ends with it.
        parts = [
            line.name,
            *([] if date in line.name else [date]),
            by_number(line.children, self.tr("{count} child"), self.tr("{count} children")).format(
                count=line.children
            ),
            self.tr("ended") if line.ended else self.tr("not ended"),
        ]
        return " \N{MIDDLE DOT} ".join(parts)

    def _line(self) -> DayLine | None:
        row = self.days.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _on_row(self) -> None:
        line = self._line()
        over = line is not None and line.ended
        words = self.tr("&Look at this day") if over else self.tr("&Continue this day")
        self.continue_button.setText(words)
        self.continue_button.setEnabled(line is not None)
        self.next_button.setEnabled(line is not None)
        self.delete_button.setEnabled(line is not None)

    def _open(self, *_: object) -> None:
        line = self._line()
        if line is not None:
            self._model.open(line.identifier)

    def _next(self) -> None:
        line = self._line()
        if line is not None:
            self.next_asked.emit(line)

    def _delete(self) -> None:
        line = self._line()
        if line is not None:
            self.delete_asked.emit(line)
