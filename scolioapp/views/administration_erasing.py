"""Keeping and erasing in the administration: how long what is kept, and what is erased for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QSpinBox, QWidget

from scolioapp.i18n import listed
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.administration import Administration
from scolioapp.viewmodels.safety_tables import ErasableColumn, day_words
from scolioapp.views.dataset_form import number_box
from scolioapp.widgets.dialog import DestructiveBox
from scolioapp.widgets.page import note
from scolioapp.widgets.row_table import RowTable

if TYPE_CHECKING:
    from scolioapp.storage.records.recycle_bin import Erasable

_ROW = space(5)
_NAMED = 12
"""Numbers that the question names."""


class ErasingPart(QWidget):
    """The periods, what may be erased, and erasing."""

    def __init__(self, model: Administration, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.box: DestructiveBox | None = None
        self.bin_days = self._period(0, 3650, self.tr(" days"))
        self.keep_years = self._period(0, 100, self.tr(" years"))
        self.keep_years.setSpecialValueText(self.tr("for ever"))
        self.backup_days = self._period(1, 3650, self.tr(" days"))
        self.table = RowTable(
            model.erasable, self.tr("What can be erased"), row_height=_ROW, several=True
        )
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(ErasableColumn.KIND, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (ErasableColumn.NUMBER, space(18)),
            (ErasableColumn.SINCE, space(38)),
            (ErasableColumn.STATE, space(14)),
        ):
            self.table.setColumnWidth(column, width)
        self.due_button = QPushButton(self.tr("Choose what is &due"), self)
        self.back_button = QPushButton(self.tr("&Put back"), self)
        self.erase_button = QPushButton(self.tr("&Erase for good…"), self)
        for button in (self.due_button, self.back_button, self.erase_button):
            button.setAutoDefault(False)
        self.state = note("", self)
        in_column(
            self._periods(),
            (self.table, 1),
            self.state,
            in_row(self.due_button, self.back_button, STRETCH, self.erase_button, gap=1, margins=0),
            gap=1.5,
            margins=0,
            parent=self,
        )
        self._connect()

    def _period(self, least: int, most: int, suffix: str) -> QSpinBox:
        box = number_box(least, most, least, suffix)
        box.setKeyboardTracking(False)
        return box

    def _periods(self) -> QHBoxLayout:
        row = in_row(gap=1, margins=0)
        for words, field in (
            (self.tr("&Recycle bin"), self.bin_days),
            (self.tr("Patients, after the newest &visit"), self.keep_years),
            (self.tr("Backups at &most"), self.backup_days),
        ):
            label = QLabel(words, self)
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(space(1.5))
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.bin_days.valueChanged.connect(lambda days: self._model.settle(bin_days=days))
        self.keep_years.valueChanged.connect(lambda years: self._model.settle(keep_years=years))
        self.backup_days.valueChanged.connect(lambda days: self._model.settle(backup_days=days))
        self.due_button.clicked.connect(self.choose_due)
        self.back_button.clicked.connect(self._put_back)
        self.erase_button.clicked.connect(self.ask)
        self.table.selectionModel().selectionChanged.connect(self._follow)
        self._model.read.connect(self._show)
        self._model.erasable.modelReset.connect(self._follow)
        self._follow()

    def _show(self) -> None:
        now = self._model.preferences
        if now is None:
            return
        for field, value in (
            (self.bin_days, now.bin_days),
            (self.keep_years, now.keep_years),
            (self.backup_days, now.backup_days),
        ):
            blocker = QSignalBlocker(field)
            field.setValue(value)
            blocker.unblock()
        self._follow()

    @property
    def chosen(self) -> list[Erasable]:
        """What is chosen in the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self._model.erasable.thing_at(row) for row in rows]

    def choose_due(self) -> None:
        """Choose everything whose time is over."""
        table, model = self.table, self._model.erasable
        flags = QItemSelectionModel.SelectionFlag
        table.clearSelection()
        for row, thing in enumerate(model.things):
            if thing.due:
                table.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
        table.setFocus()

    def _follow(self) -> None:
        there, chosen = self._model.erasable.things, self.chosen
        due = sum(each.due for each in there)
        self.due_button.setEnabled(due > 0)
        self.erase_button.setEnabled(bool(chosen))
        self.back_button.setEnabled(
            bool(chosen) and all(each.why.name == "BINNED" for each in chosen)
        )
        if not there:
            words = self.tr("Nothing lies in the recycle bin, and nobody's time is over.")
        elif due:
            words = self.tr(
                "{due} of {count} are due: their time is over. Nothing is erased by itself."
            )
        else:
            words = self.tr("None of {count} is due yet. Nothing is erased by itself.")
        self.state.setText(words.format(due=due, count=len(there)))

    def _put_back(self) -> None:
        self._model.put_back(self.chosen)

    def ask(self) -> None:
        """Ask whether what is chosen is to be erased for good."""
        chosen = self.chosen
        if not chosen:
            return
        self.box = DestructiveBox(
            self,
            self.tr("Erase for good"),
            self._question(chosen),
            self._notes(),
            self.tr("&Erase for good"),
            lambda: self._model.erase(chosen),
        )

    def _question(self, chosen: Sequence[Erasable]) -> str:
        patients = [each.number for each in chosen if not each.recording]
        recordings = [each.number for each in chosen if each.recording]
        lines = []
        if patients:
            words = self.tr(
                "Patients to erase ({count}): {numbers}, with all their consents, visits, findings, "
                "recordings, judgements and signatures."
            )
            lines.append(words.format(count=len(patients), numbers=_some(patients)))
        if recordings:
            words = self.tr(
                "Recordings to erase ({count}), of patients {numbers}, with their judgements and "
                "signatures."
            )
            lines.append(words.format(count=len(recordings), numbers=_some(recordings)))
        lines.append(self.tr("Nobody can bring them back."))
        return "\n".join(lines)

    def _notes(self) -> str:
        return "\n".join(
            (
                self.tr("Automatic backups lose them by {date} at the latest.").format(
                    date=day_words(self._model.leaves_backups)
                ),
                self.tr(
                    "Backup files saved by hand, and records moved aside when a backup was restored, "
                    "still hold them: delete those yourself."
                ),
                self.tr(
                    "A solid-state disk may keep old blocks for a while. They cannot be read: the key is "
                    "thrown away."
                ),
                self.tr("The audit trail keeps that it was done, without any name."),
            )
        )


def _some(numbers: Sequence[str]) -> str:
    shown = listed(dict.fromkeys(numbers[:_NAMED]))
    return shown if len(numbers) <= _NAMED else f"{shown} …"
