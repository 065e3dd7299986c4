"""What the day's page asks: to whom a recording belongs, what stands on cards, and what happened so far."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.roster.entries import Child
from scolioapp.jobs.worker import Worker
from scolioapp.painting.theme import space
from scolioapp.viewmodels.screening_day import DayModel, DayRow
from scolioapp.widgets.day_panel import spelled
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.widgets.recording_picture import RecordingPicture
from scolioapp.words.day_log_words import log_lines
from scolioapp.words.day_words import child_line


class MoveDialog(GrowingDialog):
    """Asks to which child a recording belongs; the confirming button names both.

    Args:
        model: The day.
        row: The child whose newest recording is moved.
        worker: Reads the picture of it.
        parent: Owner.

    Attributes:
        picture: Out of the recording, so that a person sees who walks; None where there is no recording.

    Signals:
        moved: Identifier of the recording, and the number of the child it belongs to.
        swapped: The numbers of two children whose recordings change places.
    """

    moved = Signal(str, str)
    swapped = Signal(str, str)

    def __init__(
        self, model: DayModel, row: DayRow, worker: Worker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._row = row
        self.picture: RecordingPicture | None = None
        if row.recording is not None:
            self.picture = RecordingPicture(Path(row.recording.path), worker, self)
            self.finished.connect(self.picture.stop)
        self.setWindowTitle(self.tr("Whose recording is it?"))
        self.child = DropDown(self)
        self.child.setAccessibleName(self.tr("The child that the recording belongs to"))
        self.child.setEditable(False)
        self.child.addItem(self.tr("Choose a child…"), None)
        for child in model.roster:
            if child != row.child:
                self.child.addItem(f"{child.full_name} \N{MIDDLE DOT} {child_line(child)}", child)
        self.both = QCheckBox(self)
        self.confirm_button = primary_button("", self)
        leave = QPushButton(self.tr("Cancel"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(3), space(3), space(2))
        column.setSpacing(space(1.5))
        words = self.tr("The newest recording of {name} belongs to:")
        column.addWidget(paragraph(words.format(name=row.child.full_name), self))
        if self.picture is not None:
            column.addWidget(self.picture)
        column.addWidget(self.child)
        column.addWidget(self.both)
        words = self.tr("Nothing is lost: it can be undone, and the log keeps who moved what.")
        column.addWidget(note(words, self))
        column.addStretch(1)
        column.addWidget(button_row(self, action=self.confirm_button, leave=leave))
        self.child.currentIndexChanged.connect(self._on_child)
        self.both.toggled.connect(self._show)
        self.confirm_button.clicked.connect(self._confirm)
        leave.clicked.connect(self.reject)
        resize_within(self, QSize(space(62), space(50)), parent)
        self._on_child()

    def _chosen(self) -> Child | None:
        child = self.child.currentData()
        return child if isinstance(child, Child) else None

    def _on_child(self) -> None:
        """Offer the exchange where both have a recording."""
        child, day = self._chosen(), self._model.day
        recorded = child is not None and day is not None
        able = bool(recorded and child and day and day.standing.recordings_of(child.number))
        self.both.setEnabled(able)
        self.both.setChecked(able)
        self._show()

    def _show(self) -> None:
        child, own = self._chosen(), self._row.child.full_name
        name = "…" if child is None else child.full_name
        words = self.tr("The recordings of {name} belong to {own}")
        self.both.setText(spelled(words.format(name=name, own=own)))
        words = self.tr("Move to {name}")
        if self.both.isChecked():
            words = self.tr("Exchange {own} and {name}")
        self.confirm_button.setText(spelled(words.format(name=name, own=own)))
        self.confirm_button.setEnabled(child is not None)

    def _confirm(self) -> None:
        child, recording = self._chosen(), self._row.recording
        if child is None or recording is None:
            return
        if self.both.isChecked():
            self.swapped.emit(self._row.child.number, child.number)
        else:
            self.moved.emit(recording.identifier, child.number)
        self.accept()


class CardsDialog(GrowingDialog):
    """Asks what stands beside the code on each card.

    Signals:
        chosen: Whether names, and whether numbers, are written.
    """

    chosen = Signal(bool, bool)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cards to print"))
        self.names = QCheckBox(self.tr("Write the &name on each card"), self)
        self.numbers = QCheckBox(self.tr("Write the n&umber on each card"), self)
        self.names.setChecked(True)
        self.numbers.setChecked(True)
        save = primary_button(self.tr("&Save PDF…"), self)
        leave = QPushButton(self.tr("Cancel"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(3), space(3), space(2))
        column.setSpacing(space(1.5))
        words = self.tr(
            "{count} cards, eight on a page. A child holds its card towards the camera before it "
            "walks, and is chosen. The code is random: it says nothing about the child."
        )
        column.addWidget(paragraph(words.format(count=count), self))
        column.addWidget(self.names)
        column.addWidget(self.numbers)
        column.addStretch(1)
        column.addWidget(button_row(self, action=save, leave=leave))
        save.clicked.connect(self._save)
        leave.clicked.connect(self.reject)
        resize_within(self, QSize(space(60), space(28)), parent)

    def _save(self) -> None:
        self.chosen.emit(self.names.isChecked(), self.numbers.isChecked())
        self.accept()


class LogDialog(GrowingDialog):
    """Shows everything that happened on the day, the newest first."""

    def __init__(self, model: DayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Log of the day"))
        self.lines = QPlainTextEdit(self)
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(self.tr("What happened, the newest first"))
        if model.day is not None:
            self.lines.setPlainText("\n".join(log_lines(model.day)))
        close = QPushButton(self.tr("Close"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(3), space(3), space(2))
        column.setSpacing(space(1.5))
        column.addWidget(self.lines, 1)
        column.addWidget(button_row(self, leave=close))
        close.clicked.connect(self.reject)
        resize_within(self, QSize(space(84), space(62)), parent)
