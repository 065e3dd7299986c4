"""The peers that an administrator has configured, with their passwords: kept in the records, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from engine.core.errors import PeerError
from engine.core.text import text
from engine.export.peers import Peer, dump_peer, read_peer
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError, damaged
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import PEERS
from scolioapp.storage.records.records_session import Section


@dataclass(frozen=True, slots=True)
class KeptPeer:
    """A peer as kept.

    Attributes:
        id: 32 hexadecimal digits, which stand for the peer in the trail.
        peer: Its settings.
        removed: When it was removed, or "": nothing is sent to it any more.
    """

    id: str
    peer: Peer
    removed: str = ""


class RecordPeers(Section):
    """The peers. Each change is seen by the next thing that is sent."""

    @operation(Right.EXAMINE)
    def all(self) -> list[KeptPeer]:
        """Return the peers that were not removed, in the order of their names."""
        with self.session.reading() as connection:
            return peers_of(connection)

    @operation(Right.EXAMINE)
    def one(self, peer: str) -> KeptPeer:
        """Return a peer, also a removed one.

        Raises:
            MissingRecordError: There is none.
        """
        with self.session.reading() as connection:
            row = connection.execute(select(PEERS).where(PEERS.c.id == peer)).first()
        if row is None:
            raise MissingRecordError
        return _kept(row)

    @operation(Right.ADMINISTER)
    def add(self, peer: Peer) -> KeptPeer:
        """Add a peer.

        Raises:
            RecordsError: Another one has the name.
        """
        with self.session.changing() as change:
            _check_name(change.connection, peer)
            identifier = change.insert(PEERS, document=dump_peer(peer))
            change.note("peer.added", identifier)
        return KeptPeer(identifier, peer)

    @operation(Right.ADMINISTER)
    def change(self, peer: str, settings: Peer) -> None:
        """Write other settings of a peer; what waits for it goes by them.

        Raises:
            RecordsError: Another one has the name.
            MissingRecordError: It is gone, or was removed.
        """
        with self.session.changing() as change:
            if change.row(PEERS, peer).removed:
                raise MissingRecordError
            _check_name(change.connection, settings, peer)
            change.update(PEERS, peer, document=dump_peer(settings))
            change.note("peer.changed", peer)

    @operation(Right.ADMINISTER)
    def remove(self, peer: str) -> None:
        """Remove a peer: what still waits for it is given up at the next try, what was sent stays listed.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            change.row(PEERS, peer)
            change.update(PEERS, peer, removed=self.session.now)
            change.note("peer.removed", peer)


def peers_of(connection: Connection) -> list[KeptPeer]:
    """Return the peers that were not removed, in the order of their names.

    Raises:
        DamagedError: One cannot be read.
    """
    rows = connection.execute(select(PEERS).where(PEERS.c.removed == "")).all()
    return sorted((_kept(row) for row in rows), key=lambda kept: kept.peer.name.casefold())


def _kept(row: Row[Any]) -> KeptPeer:
    try:
        return KeptPeer(row.id, read_peer(row.document), row.removed)
    except PeerError as error:
        raise damaged("peers") from error


def _check_name(connection: Connection, peer: Peer, own: str = "") -> None:
    for other in peers_of(connection):
        if other.id != own and other.peer.name.casefold() == peer.name.casefold():
            raise RecordsError(
                text("Another peer is called “{name}” already.", name=peer.name),
                text("Give it another name, by which people tell the two apart."),
            )
