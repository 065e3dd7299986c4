"""Keeping and erasing in the administration: how long what is kept, and what is erased for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QHeaderView, QPushButton, QWidget

from scolioapp.i18n import listed
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.administration import Administration
from scolioapp.viewmodels.safety_tables import ErasableColumn, day_words
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
        self.periods = note("", self)
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
            self.periods,
            (self.table, 1),
            self.state,
            in_row(self.due_button, self.back_button, STRETCH, self.erase_button, gap=1, margins=0),
            gap=1.5,
            margins=0,
            parent=self,
        )
        self._connect()

    def _connect(self) -> None:
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
        kept = self.tr("Patients are kept for {years} years after the newest visit.")
        if not now.keep_years:
            kept = self.tr("Patients are kept for ever.")
        words = self.tr(
            "The recycle bin keeps what was deleted for {days} days, a backup at most {backup} days. {kept} "
            "Settings, under Protected records, changes that."
        )
        kept = kept.format(years=now.keep_years)
        self.periods.setText(words.format(days=now.bin_days, backup=now.backup_days, kept=kept))
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
