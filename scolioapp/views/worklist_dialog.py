"""Asks a hospital's worklist for the children of a day, and shows them before they become a screening day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.export.peers import DicomPeer
from engine.roster.reading import Fault
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.storage.records.record_peers import KeptPeer
from scolioapp.viewmodels.worklist_form import WorklistForm
from scolioapp.views.password_fields import access_form, add_field
from scolioapp.views.roster_import import RosterImport
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.day_field import DayField, today
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, primary_button
from scolioapp.words.patient_words import day_title


class WorklistDialog(GrowingDialog):
    """Asks which worklist is asked, and for which day.

    Args:
        form: Asks it.
        peers: The worklists, at least one.
        parent: Owner.

    Signals:
        answered: Words that a day of these children may be called by; the dialog has closed.
    """

    answered = Signal(str)

    def __init__(
        self, form: WorklistForm, peers: Sequence[KeptPeer], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("From the worklist"))
        self._form = form
        self._peers = tuple(peers)
        self.banner = Banner(self)
        self.peer = DropDown(self)
        for each in peers:
            self.peer.addItem(each.peer.name, each.id)
        self.day = DayField(self.tr("Day"), parent=self)
        self.day.show_day(today().isoformat())
        self.mine = QCheckBox(self)
        self.ask_button = primary_button(self.tr("&Ask"), self)
        self._leave = QPushButton(self.tr("Cancel"), self)
        fields = access_form()
        add_field(fields, self.tr("&Worklist"), self.peer)
        add_field(fields, self.tr("&Day"), self.day)
        fields.addRow("", self.mine)
        words = self.tr(
            "The hospital is asked for its numbers, names, dates of birth and orders of that day. You see "
            "the list before anything is kept."
        )
        in_column(
            self.banner,
            fields,
            note(words, self),
            (QWidget(self), 1),
            button_row(self, action=self.ask_button, leave=self._leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self._connect_signals()
        resize_within(self, QSize(space(62), space(34)), parent)
        self._look()
        self.day.setFocus()

    def _connect_signals(self) -> None:
        form = self._form
        self.peer.currentIndexChanged.connect(self._look)
        self.day.edited.connect(self._look)
        self.ask_button.clicked.connect(self._ask)
        self._leave.clicked.connect(self.reject)
        form.slot.changed.connect(self._look)
        form.answered.connect(self._on_answer)
        form.refused.connect(self._on_refusal)
        self.rejected.connect(form.slot.cancel)

    @property
    def chosen(self) -> DicomPeer:
        """The worklist that is chosen."""
        peer = self._peers[self.peer.currentIndex()].peer
        if not isinstance(peer, DicomPeer):
            raise TypeError(type(peer))
        return peer

    def _look(self) -> None:
        asking = self._form.slot.running
        words = self.tr("Only what is planned for {title}")
        self.mine.setText(words.format(title=self.chosen.calling))
        self.ask_button.setText(self.tr("Asking…") if asking else self.tr("&Ask"))
        self.ask_button.setEnabled(bool(self.day.day) and not asking)

    def _ask(self) -> None:
        self.banner.clear()
        peer = self.chosen
        station = peer.calling if self.mine.isChecked() else ""
        self._form.ask(peer, datetime.date.fromisoformat(self.day.day), station)

    def _on_answer(self) -> None:
        name, day = self.chosen.name, self.day.day
        self.accept()
        self.answered.emit(f"{name} {day_title(day)}")

    def _on_refusal(self, error: ScolioError) -> None:
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)


class WorklistImport(RosterImport):
    """Makes a day of a worklist."""

    def __init__(self, form: WorklistForm, parent: QWidget | None = None) -> None:
        self._worklist = form
        super().__init__(form, parent)

    def _line_of(self, fault: Fault) -> str:
        # What the worklist itself got wrong names its row.
        if fault.reason in self._worklist.told:
            return render(fault.reason)
        return super()._line_of(fault)

    def _left_words(self) -> tuple[str, str]:
        return (
            self.tr("1 row cannot be taken; have the hospital correct it, and ask again:"),
            self.tr("{rows} rows cannot be taken; have the hospital correct them, and ask again:"),
        )
