"""Sending to hospitals in the window: the sender, the settings, what was sent and what waits.

Nothing of it is made or imported before somebody who may examine has unlocked the records, and nothing is
sent or asked where no archive or server is set up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp import i18n
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.jobs.worker import Worker
from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import SETTINGS, MainWindow

if TYPE_CHECKING:
    from scolioapp.jobs.outbox_sender import OutboxSender
    from scolioapp.storage.records.outbox_rows import OutboxItem
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.viewmodels.peers_table import PeersModel
    from scolioapp.views.outbox_dialog import OutboxDialog
    from scolioapp.views.peers_part import PeersPart


def pages_maker(screener: PipelineScreener) -> Callable[[RecordStore, str, int], object]:
    """Return what makes and keeps the page of a signed judgement that nobody has printed yet.

    Args:
        screener: Reads judgements.
    """

    def make(store: RecordStore, recording: str, number: int) -> None:
        from scolioapp.paper.record_papers import make_pages

        make_pages(screener.load, store, recording, number)

    return make


class SendingWiring(QObject):
    """Runs the sender while the records are unlocked, and leads to everything about it.

    Args:
        window: The window; becomes the owner.
        door: The records.
        worker: Sends and asks.
        make_pages: See `pages_maker`.

    Attributes:
        outbox_sender: Sends; None until there is somebody to send to.
        outbox: What was sent and what waits, while it is shown.
        part: The card of the Settings page, once that was built.
    """

    def __init__(
        self,
        window: MainWindow,
        door: RecordsDoor,
        worker: Worker,
        make_pages: Callable[[RecordStore, str, int], object],
    ) -> None:
        super().__init__(window)
        self._window, self._door, self._worker = window, door, worker
        self.make_pages = make_pages
        self._peers: PeersModel | None = None
        self.outbox_sender: OutboxSender | None = None
        self.outbox: OutboxDialog | None = None
        self.part: PeersPart | None = None
        self._told: frozenset[str] = frozenset()
        self._notice = ""
        door.unlocked.connect(self._begin)
        door.locked.connect(self._pause)
        window.closing.connect(self._pause)
        window.built.connect(self._on_built)
        if door.user is not None:
            QTimer.singleShot(0, self, self._begin)

    @property
    def peers(self) -> PeersModel:
        """The archives and servers; made at the first call."""
        if self._peers is None:
            from scolioapp.viewmodels.peers_table import PeersModel

            self._peers = PeersModel(self._door, self._worker, self)
            self._peers.listed.connect(self._follow_peers)
        return self._peers

    # The sender

    def _begin(self, *_: object) -> None:
        """Look whether there is somebody to send to, for whoever may."""
        self._pause()
        if self._door.may(Right.EXAMINE):
            self.peers.refresh()

    def _pause(self) -> None:
        self._told, self._notice = frozenset(), ""
        if self.outbox_sender is not None:
            self.outbox_sender.pause()

    def _follow_peers(self) -> None:
        """Send from now on, once there is somebody to send to."""
        if not self._door.may(Right.EXAMINE):
            return
        if self.outbox_sender is None and self.peers.things:
            from scolioapp.jobs.outbox_sender import OutboxSender

            door = self._door
            sender = OutboxSender(self._worker, lambda: door.store, self.make_pages, self)
            sender.busy.connect(self._on_busy)
            sender.changed.connect(self._on_changed)
            sender.failed.connect(self._on_failed)
            self.outbox_sender = sender
        if self.outbox_sender is not None:
            self.outbox_sender.start()

    def wake(self) -> None:
        """Look now whether something is to be sent."""
        if self.outbox_sender is not None:
            self.outbox_sender.wake()

    def _on_changed(self) -> None:
        if self.outbox is not None:
            self.outbox.items.refresh()

    def _on_failed(self, error: ScolioError) -> None:
        words = self.tr("Nothing is sent to hospitals now. {why} {remedy}")
        said = words.format(why=i18n.render(error.what), remedy=i18n.render(error.remedy))
        self._window.notice.say(said, severity=Severity.CARE)

    # What did not work

    def _on_busy(self, busy: bool) -> None:
        if not busy and self._door.may(Right.EXAMINE):
            self._door.run(
                lambda store: store.outbox.all(), done=self._tell, failed=lambda _error: None
            )

    def _tell(self, items: Sequence[OutboxItem]) -> None:
        """Say once of each item that it could not be sent, and take it back when all are well."""
        from scolioapp.storage.records.outbox_rows import ItemState

        refused = [each for each in items if each.state is ItemState.REFUSED]
        waiting = [each for each in items if each.state is ItemState.WAITING and each.said]
        failing = [*refused, *waiting]
        new = [each for each in failing if each.id not in self._told]
        self._told = frozenset(each.id for each in failing)
        notice = self._window.notice
        if not failing and notice.words == self._notice:
            notice.clear()
        if not new:
            return
        first = new[0]
        words = self.tr(
            "“{name}” cannot be reached now; what waits for it is tried again by itself."
        )
        if first in refused:
            words = self.tr("“{name}” did not take everything that was sent to it.")
        self._notice = words.format(name=first.peer_name)
        notice.say(
            self._notice,
            severity=Severity.CARE if first in refused else Severity.INFO,
            action=self.tr("Sent and waiting…"),
            do=self.show_outbox,
        )

    def show_outbox(self) -> None:
        """Show what was sent and what waits, to whoever may examine."""
        if self.outbox is not None or not self._door.may(Right.EXAMINE):
            return
        from scolioapp.viewmodels.outbox_table import OutboxTable
        from scolioapp.views.outbox_dialog import OutboxDialog

        items = OutboxTable(self._door)
        items.asked.connect(self.wake)
        self.outbox = OutboxDialog(items, self._window)
        self.outbox.finished.connect(self._on_closed)
        self.outbox.open()

    def _on_closed(self) -> None:
        self.outbox = None

    # The settings

    def _on_built(self, key: str) -> None:
        if key != SETTINGS:
            return
        from scolioapp.views.peers_part import PeersPart
        from scolioapp.views.role_gate import needs
        from scolioapp.views.settings_page import SettingsPage
        from scolioapp.widgets.page import card, heading

        page = self._window.page(SETTINGS)
        if not isinstance(page, SettingsPage):
            raise TypeError(type(page))
        frame, column = card(page)
        column.addWidget(heading(self.tr("Hospitals"), frame))
        self.part = PeersPart(self._door, self.peers, frame)
        self.part.outbox_asked.connect(self.show_outbox)
        column.addWidget(self.part)
        page.content.insertWidget(_PLACE, frame)
        needs(self._door, Right.EXAMINE, frame)


_PLACE = 2
"""Of the card among those of the Settings page: after what is said of the records."""
