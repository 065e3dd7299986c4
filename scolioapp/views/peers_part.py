"""The card of the Settings page about hospitals: the archives and servers, and what was sent to them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.text import Text
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.records.record_peers import KeptPeer
from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.peers_table import Column, PeersModel
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.peer_dialog import PeerDialog
from scolioapp.views.peer_test_button import PeerTestButton
from scolioapp.views.role_gate import needs
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import DestructiveBox
from scolioapp.widgets.page import note, quiet_button
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import LinesCell


class PeersPart(QWidget):
    """Lists the archives and servers; an administrator changes them, whoever examines sees them.

    Args:
        door: The records.
        peers: The list.
        parent: Owner.

    Signals:
        outbox_asked: What was sent and what waits is to be shown.
    """

    outbox_asked = Signal()

    def __init__(self, door: RecordsDoor, peers: PeersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peers = peers
        self.dialog: PeerDialog | None = None
        self.banner = Banner(self)
        self.words = note("", self)
        self.table = RecordTable(
            peers, self.tr("Hospitals"), row_height=LinesCell.row_height(1), parent=self
        )
        for column in Column:
            delegate = LinesCell(LINES_ROLE, bold=Column.NAME, notes=1, parent=self.table)
            self.table.setItemDelegateForColumn(column, delegate)
        self.table.fit_columns({Column.NAME: space(24)})
        self.add_button = QPushButton(self.tr("Add…"), self)
        self.edit_button = QPushButton(self.tr("Edit…"), self)
        self.remove_button = QPushButton(self.tr("Remove…"), self)
        self.test_button = PeerTestButton(peers, self)
        self.outbox_button = quiet_button(self.tr("Sent and waiting…"), self)
        self.only = note(self.tr("Only an administrator can change these settings."), self)
        row = in_row(
            self.add_button,
            self.edit_button,
            self.remove_button,
            self.test_button,
            self.outbox_button,
            STRETCH,
            gap=1,
        )
        in_column(
            self.words, self.banner, self.table, row, self.only, gap=1.5, margins=0, parent=self
        )
        self._connect_signals(door)
        self._show()

    def _connect_signals(self, door: RecordsDoor) -> None:
        peers = self._peers
        self.add_button.clicked.connect(lambda: self._open(None))
        self.edit_button.clicked.connect(lambda: self._open(self.table.current))
        self.remove_button.clicked.connect(self._ask_remove)
        self.test_button.asked.connect(self._test)
        self.outbox_button.clicked.connect(self.outbox_asked)
        self.table.doubleClicked.connect(lambda: self._edit_if_allowed(door))
        self.table.chosen.connect(self._look)
        peers.listed.connect(self._show)
        peers.busy_changed.connect(self._look)
        peers.answered.connect(self._on_answer)
        peers.failed.connect(self._on_failed)
        door.locked.connect(self.banner.clear)
        changing = (self.add_button, self.edit_button, self.remove_button)
        needs(door, Right.ADMINISTER, *changing)

        def follow() -> None:
            self.only.setVisible(not door.may(Right.ADMINISTER))

        door.switched.connect(follow)
        follow()

    def _show(self) -> None:
        there = bool(self._peers.things)
        words = self.tr(
            "Archives and servers to which signed results can be sent. Nothing is sent unless a person says "
            "so for a result, or switches on sending after signing here."
        )
        if not there:
            words = self.tr(
                "No archive or server is set up: this program sends nothing, and asks nobody for anything. "
                "An administrator adds one here, and signed results can be sent to it from then on."
            )
        self.words.setText(words)
        self.table.setVisible(there)
        rows = min(max(len(self._peers.things), 1), 5)
        height = self.table.horizontalHeader().sizeHint().height() + 4
        self.table.setFixedHeight(height + rows * LinesCell.row_height(1))
        for button in (self.test_button, self.outbox_button):
            button.setVisible(there)
        self._look()

    def _look(self) -> None:
        one = self.table.current is not None and not self._peers.busy
        self.edit_button.setEnabled(one)
        self.remove_button.setEnabled(one)
        self.test_button.allow(one)

    def _edit_if_allowed(self, door: RecordsDoor) -> None:
        if door.may(Right.ADMINISTER):
            self._open(self.table.current)

    def _open(self, kept: KeptPeer | None) -> None:
        self.banner.clear()
        self.dialog = PeerDialog(self._peers, kept, self.window())
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def _ask_remove(self) -> None:
        kept = self.table.current
        if kept is None:
            return
        DestructiveBox(
            self.window(),
            self.tr("Remove"),
            self.tr("Remove “{name}”?").format(name=kept.peer.name),
            self.tr(
                "Nothing is sent there any more. What was sent stays there, and stays listed here."
            ),
            self.tr("Re&move"),
            lambda: self._peers.remove(kept.id),
        )

    def _test(self) -> None:
        kept = self.table.current
        if kept is not None:
            self.banner.clear()
            self._peers.test(kept.peer)

    def _on_answer(self, answer: Text | ScolioError) -> None:
        if self.dialog is not None:
            return
        if isinstance(answer, Text):
            self.banner.say(render(answer))
        else:
            self._on_failed(answer)

    def _on_failed(self, error: ScolioError) -> None:
        if self.dialog is None:
            self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
