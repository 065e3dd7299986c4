"""A signed judgement that is to be handed to others: whether it may be, where to, what is there already.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.text import Text, text
from engine.export.peers import Content
from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.review import Review

if TYPE_CHECKING:
    from scolioapp.storage.records.outbox_rows import OutboxItem
    from scolioapp.storage.records.record_peers import KeptPeer


def why_not_saved(review: Review) -> Text | None:
    """Say why a judgement is not handed to others, also not as a file; None: it may be."""
    if not review.door.may(Right.EXAMINE):
        return text("Your role does not allow this.")
    if review.judgement is None or review.judgement.hidden or not review.fixed:
        return text("Only a signed result is handed to others: review and sign it first.")
    if review.signature is None or review.broken:
        return text("The signature of this result does not hold any more.")
    return None


def why_not_sent(review: Review, peers: Sequence[KeptPeer]) -> Text | None:
    """Say why a judgement cannot be sent; None: it can."""
    reason = why_not_saved(review)
    if reason is not None:
        return reason
    if review.judgement is not None and review.judgement.state == "amended":
        return text("There is a newer version of this result: send that one.")
    if not peers:
        return text(
            "No archive or server is set up: an administrator does it in the settings, under Hospitals."
        )
    return None


class HandingOver(QObject):
    """One judgement, and the peers that take something of it.

    Args:
        review: The judgement.
        peers: Those to which something can be sent.
        parent: Owner.

    Signals:
        read: What was sent before is known.
        queued: The list of each `OutboxItem` that was asked for.
        failed: A `ScolioError`; nothing was changed.

    Attributes:
        items: What was sent before, or waits; None before it is known.
    """

    read = Signal()
    queued = Signal(object)
    failed = Signal(object)

    def __init__(
        self, review: Review, peers: Sequence[KeptPeer], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._door = review.door
        self.judgement = "" if review.judgement is None else review.judgement.id
        self.peers = tuple(peers)
        self.items: tuple[OutboxItem, ...] | None = None

    def refresh(self) -> None:
        """Read what was sent before."""

        def done(items: Sequence[OutboxItem]) -> None:
            self.items = tuple(items)
            self.read.emit()

        self._door.run(
            lambda store: store.outbox.of(self.judgement), done=done, failed=self.failed.emit
        )

    def item(self, peer: str, content: Content) -> OutboxItem | None:
        """Return what is known of a content for a peer, or None."""
        there = (each for each in self.items or () if each.peer == peer)
        return next((each for each in there if each.content is content), None)

    def send(self, peer: str, contents: Sequence[Content]) -> None:
        """Have contents sent to a peer."""
        self._door.run(
            lambda store: store.outbox.add(self.judgement, peer, contents),
            done=self.queued.emit,
            failed=self._fail,
        )

    def _fail(self, error: ScolioError) -> None:
        self.failed.emit(error)
