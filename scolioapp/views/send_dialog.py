"""Asks to whom a signed result is sent, and what of it; says what is there already."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.export.peers import CONTENT_TITLES, OBJECTS, Content
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.storage.records.outbox_rows import OPEN, ItemState
from scolioapp.storage.records.record_peers import KeptPeer
from scolioapp.viewmodels.handing_over import HandingOver
from scolioapp.views.password_fields import access_form, add_field
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, primary_button
from scolioapp.words.sending_words import place_of, standing_words


class SendDialog(GrowingDialog):
    """Asks for a peer and for contents; closes when they wait to be sent.

    Args:
        handing: The judgement; the dialog becomes its owner.
        parent: Owner.
    """

    def __init__(self, handing: HandingOver, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Send a result"))
        self.setModal(True)
        handing.setParent(self)
        self._handing = handing
        self._busy = False
        self.banner = Banner(self)
        self.peer = DropDown(self)
        for each in handing.peers:
            self.peer.addItem(each.peer.name, each.id)
        self.where = note("", self)
        self.boxes = {
            content: QCheckBox(render(CONTENT_TITLES[content]), self) for content in Content
        }
        self.notes = {content: note("", self) for content in Content}
        self.left_out = note(
            self.tr(
                "A video shows the child's face. Send it only where it was asked for and the parents "
                "have agreed."
            ),
            self,
        )
        self.send_button = primary_button(self.tr("&Send"), self)
        self._leave = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self.peer.currentIndexChanged.connect(self._show)
        for box in self.boxes.values():
            box.toggled.connect(self._look)
        self.send_button.clicked.connect(self._send)
        self._leave.clicked.connect(self.reject)
        handing.read.connect(self._show)
        handing.queued.connect(self.accept)
        handing.failed.connect(self._on_failed)
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(62), space(40)), parent)
        self._show()
        handing.refresh()

    def _lay_out(self) -> None:
        whom = access_form()
        add_field(whom, self.tr("&Recipient"), self.peer)
        lines = [
            in_column(self.boxes[content], self.notes[content], gap=0.25, margins=0)
            for content in Content
        ]
        in_column(
            self.banner,
            whom,
            self.where,
            *lines,
            self.left_out,
            (QWidget(self), 1),
            button_row(self, action=self.send_button, leave=self._leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    @property
    def chosen(self) -> KeptPeer:
        """The peer that is chosen."""
        return self._handing.peers[self.peer.currentIndex()]

    def possible(self) -> tuple[Content, ...]:
        """Return what the chosen peer can be sent."""
        return (Content.FHIR,) if self.chosen.peer.kind == "fhir" else OBJECTS

    def _show(self) -> None:
        """Offer what the peer takes; what it has already is said, and not sent again."""
        kept, possible = self.chosen, self.possible()
        self.where.setText(place_of(kept.peer))
        for content, box in self.boxes.items():
            item = self._handing.item(kept.id, content)
            there = item is not None and item.state in (ItemState.SENT, *OPEN)
            box.setVisible(content in possible)
            box.setEnabled(self._handing.items is not None and not there)
            box.setChecked(content in possible and content in kept.peer.takes and not there)
            words = "" if item is None else standing_words(item)
            if item is not None and item.said is not None and not there:
                words = f"{words}: {render(item.said)}"
            box.setAccessibleDescription(words)
            self.notes[content].setText(words)
            self.notes[content].setVisible(bool(words) and content in possible)
        self._look()

    def wanted(self) -> tuple[Content, ...]:
        """Return what is to be sent."""
        boxes = self.boxes.items()
        possible = self.possible()
        return tuple(
            content
            for content, box in boxes
            if content in possible and box.isChecked() and box.isEnabled()
        )

    def _look(self) -> None:
        wanted = self.wanted()
        self.send_button.setEnabled(bool(wanted) and not self._busy)
        self.left_out.setVisible(Content.VIDEO in wanted)

    def _send(self) -> None:
        self._busy = True
        self.banner.clear()
        self._look()
        self._handing.send(self.chosen.id, self.wanted())

    def _on_failed(self, error: ScolioError) -> None:
        self._busy = False
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
        self._look()
