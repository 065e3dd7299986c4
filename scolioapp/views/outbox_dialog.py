"""What was sent and what waits: each item with how far it is, tried again or given up by a person."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.outbox_table import Column, OutboxTable, may_give_up, may_try
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import note, paragraph
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import LinesCell


class OutboxDialog(GrowingDialog):
    """Lists the items, and follows them while it is open.

    Args:
        items: The list; the dialog becomes its owner.
        parent: Owner.
    """

    def __init__(self, items: OutboxTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sent and waiting"))
        self.setModal(True)
        items.setParent(self)
        self.items = items
        self.banner = Banner(self)
        self.table = RecordTable(
            items,
            self.tr("Sent and waiting"),
            row_height=LinesCell.row_height(2),
            several=True,
            parent=self,
        )
        for column in Column:
            cell = LinesCell(LINES_ROLE, bold=Column.PATIENT, notes=2, parent=self.table)
            self.table.setItemDelegateForColumn(column, cell)
        self.table.fit_columns(
            {
                Column.PATIENT: space(12),
                Column.CONTENT: space(20),
                Column.PEER: space(18),
                Column.STATE: space(22),
            }
        )
        self.empty = paragraph(self.tr("Nothing was sent, and nothing waits."), self)
        self.again_button = QPushButton(self.tr("&Try again"), self)
        self.give_up_button = QPushButton(self.tr("&Give up"), self)
        self.give_up_button.setToolTip(self.tr("Have it not sent any more"))
        close = QPushButton(self.tr("Close"), self)
        words = self.tr(
            "What waits goes on by itself while the records are unlocked. What was refused waits for "
            "somebody to try again or to give up."
        )
        in_column(
            self.banner,
            in_row(self.again_button, self.give_up_button, STRETCH, gap=1),
            self.empty,
            (self.table, 1),
            note(words, self),
            button_row(self, leave=close),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        close.clicked.connect(self.reject)
        self.again_button.clicked.connect(lambda: items.try_again(self.table.selected))
        self.give_up_button.clicked.connect(lambda: items.give_up(self.table.selected))
        self.table.chosen.connect(self._look)
        items.modelReset.connect(self._look)
        items.dataChanged.connect(self._look)
        items.failed.connect(self._say)
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(118), space(68)), parent)
        self._look()
        items.refresh()

    def _look(self) -> None:
        chosen = self.table.selected
        self.empty.setVisible(not self.items.things)
        self.table.setVisible(bool(self.items.things))
        self.again_button.setEnabled(any(map(may_try, chosen)))
        self.give_up_button.setEnabled(any(map(may_give_up, chosen)))

    def _say(self, error: ScolioError) -> None:
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
