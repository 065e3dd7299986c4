"""The dialog in which an administrator sets up an archive or a server, and tries the connection."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.core.errors import MissingExtraError, PeerError, ScolioError
from engine.core.findings import Severity
from engine.core.text import Text
from engine.export.peers import Peer, WebServer
from scolioapp.i18n import render
from scolioapp.jobs.peer_trial import check_numbering, require_connection
from scolioapp.painting.theme import space
from scolioapp.storage.records.record_peers import KeptPeer
from scolioapp.viewmodels.peers_table import PeersModel
from scolioapp.views.password_dialogs import AccessDialog
from scolioapp.views.peer_fields import DICOM, FHIR, STOW, PeerFields
from scolioapp.views.peer_test_button import PeerTestButton
from scolioapp.widgets.dialog import resize_within
from scolioapp.widgets.page import note, scroller


class PeerDialog(AccessDialog):
    """Asks for everything about an archive or a server; says in place what cannot be right.

    Args:
        peers: The list.
        kept: The one that is changed; None: a new one.
        parent: Owner.
    """

    def __init__(self, peers: PeersModel, kept: KeptPeer | None, parent: QWidget) -> None:
        super().__init__("", "", parent)
        self._peers, self._kept = peers, kept
        self._asking = False
        new = kept is None
        self.setWindowTitle(self.tr("Add an archive or a server") if new else self.tr("Edit"))
        self.do_button.setText(self.tr("A&dd") if new else self.tr("&Save"))
        kinds, why = _kinds()
        self.fields = PeerFields(kinds, self)
        self.extra = note(why, self)
        self.extra.setVisible(bool(why))
        self.test_button = PeerTestButton(peers, self)
        self._put_fields()
        if kept is not None:
            self.fields.show_peer(kept.peer)
        self.fields.edited.connect(self._on_edit)
        self.test_button.asked.connect(self._test)
        # Nobody waits for an answer that nobody can read any more.
        self.finished.connect(peers.slot.cancel)
        peers.answered.connect(self._on_answer)
        peers.done.connect(self._on_done)
        peers.failed.connect(self._on_failed)
        resize_within(self, QSize(space(104), space(84)), parent)
        self.look()
        foot = (self.test_button, self.cancel_button, self.do_button)
        for before, after in pairwise((*self.fields.stops, *foot)):
            QWidget.setTabOrder(before, after)
        self.fields.name.setFocus()

    def _put_fields(self) -> None:
        """Put the fields above the foot, and the test into it."""
        column = self.layout()
        if not isinstance(column, QVBoxLayout):
            raise TypeError(type(column))
        column.insertWidget(2, self.extra)
        column.insertWidget(3, scroller(self.fields, self), 1)
        self.foot.removeWidget(self.wanting)
        column.insertWidget(column.count() - 1, self.wanting)
        self.wanting.setMinimumHeight(2 * self.wanting.fontMetrics().lineSpacing())
        self.foot.insertWidget(0, self.test_button)
        self.foot.insertStretch(1)

    @property
    def typed(self) -> Peer:
        """The peer as it is typed.

        Raises:
            PeerError: It cannot be right.
        """
        peer = self.fields.peer()
        if isinstance(peer, WebServer) and peer.kind == FHIR:
            check_numbering(peer)
        return peer

    def _on_edit(self) -> None:
        """Take back an answer that was about something else."""
        self.banner.clear()
        self.look()

    def lacks(self) -> str:
        """Return what is missing or cannot be right, as a sentence."""
        missing = self.fields.missing()
        if missing:
            return missing
        try:
            self.typed  # noqa: B018 - it checks what is typed
        except PeerError as error:
            return f"{render(error.what)} {render(error.remedy)}"
        return ""

    def look(self) -> None:
        """Enable what can be done with what is typed."""
        super().look()
        self.test_button.allow(self.do_button.isEnabled())

    def do(self) -> None:
        """Add or change it."""
        peer = self.typed
        self._asking = True
        if self._kept is None:
            self._peers.add(peer)
        else:
            self._peers.change(self._kept.id, peer)

    def _on_done(self) -> None:
        if self._asking:
            self._busy = self._asking = False
            self.accept()

    def _on_failed(self, error: ScolioError) -> None:
        if self._asking:
            self._asking = False
            self.fail(error)

    def _test(self) -> None:
        self.banner.clear()
        self._peers.test(self.typed)

    def _on_answer(self, answer: Text | ScolioError) -> None:
        if isinstance(answer, Text):
            self.banner.say(render(answer))
        else:
            words = f"{render(answer.what)} {render(answer.remedy)}"
            self.banner.say(words, severity=Severity.CARE)


def _kinds() -> tuple[tuple[str, ...], str]:
    """Return the kinds that this installation can speak to, and how the others are had, or ""."""
    try:
        require_connection()
    except MissingExtraError as error:
        return (FHIR,), f"DICOM: {render(error.what)} {render(error.remedy)}"
    return (DICOM, STOW, FHIR), ""
