"""The archives and servers as a table, and what is done with them. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.text import Text
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.viewmodels.changing_table import ChangingTable
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.words import sending_words

if TYPE_CHECKING:
    from engine.export.peers import Peer
    from scolioapp.storage.records.record_peers import KeptPeer


class Column(IntEnum):
    """Columns of the list, from the left."""

    NAME = 0
    WHERE = 1
    SENT = 2


class PeersModel(ChangingTable["KeptPeer"]):
    """The archives and servers that are set up; nothing is known of them while the records are locked.

    Args:
        door: The records.
        worker: Tries connections.

    Signals:
        listed: The list was read.
        answered: What a peer answered to a test (`Text`), or the `ScolioError` that says why not.
        testing_changed: A test began or ended.

    Attributes:
        slot: The test that runs.
    """

    listed = Signal()
    answered = Signal(object)
    testing_changed = Signal()

    def __init__(self, door: RecordsDoor, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(door, parent)
        self.slot = TaskSlot(worker, self)
        self.slot.changed.connect(self.testing_changed)

    @property
    def worklists(self) -> list[KeptPeer]:
        """Those that are asked for worklists."""
        return [each for each in self.things if getattr(each.peer, "worklist", False)]

    @property
    def takers(self) -> list[KeptPeer]:
        """Those to which something can be sent."""
        return [each for each in self.things if each.peer.takes]

    def refresh(self) -> None:
        """Read the list again."""
        self._door.run(lambda store: store.peers.all(), done=self._show, failed=self.failed.emit)

    def _show(self, peers: Sequence[KeptPeer]) -> None:
        self.show_things(peers)
        self.listed.emit()

    def add(self, peer: Peer) -> None:
        """Add a peer."""
        self._do(lambda store: store.peers.add(peer))

    def change(self, identifier: str, peer: Peer) -> None:
        """Write other settings of a peer."""
        self._do(lambda store: store.peers.change(identifier, peer))

    def remove(self, identifier: str) -> None:
        """Remove a peer."""
        self._do(lambda store: store.peers.remove(identifier))

    def _forget(self) -> None:
        self.slot.cancel()
        super()._forget()
        self.listed.emit()

    # A test

    def test(self, peer: Peer) -> None:
        """Try the connection to a peer, kept or only typed; `answered` tells what came of it."""
        from scolioapp.jobs.peer_trial import try_connection

        door, user = self._door, self._door.user

        def told(answer: Text | ScolioError) -> None:
            if door.user is user:
                self.answered.emit(answer)

        self.slot.run(
            lambda _progress, cancel: try_connection(peer, cancel),
            done=told,
            failed=told,
            cancelled=lambda: None,
        )

    # The table

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return self.tr("Name"), self.tr("Where"), self.tr("What is sent")

    def key(self, thing: KeptPeer) -> str:
        """Return the peer's identifier."""
        return thing.id

    def lines(self, thing: KeptPeer, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        peer = thing.peer
        if column == Column.NAME:
            return (peer.name,)
        if column == Column.WHERE:
            return sending_words.place_of(peer), sending_words.kind_title(peer.kind)
        return sending_words.takes_words(peer)
