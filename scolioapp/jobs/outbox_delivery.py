"""One pass over the outbox: each signed judgement goes to each peer that waits for it, and answers are noted.

An item is noted as sent after the peer's answer and not before; so what a crash cuts off is sent again, and
archives take it for the same. On a worker's thread. Must not know the window, nor how objects are made.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, Union

from engine.core.errors import (
    MissingExtraError,
    NotTakenError,
    OutputError,
    PeerError,
    ScolioError,
)
from engine.core.progress import Cancel, check
from engine.core.text import Text, text
from engine.export.peers import Content, DicomPeer, Peer, WebServer
from engine.export.signed_report import SignedReport
from scolioapp.jobs.report_files import MakePages, RenderIn, collect
from scolioapp.jobs.report_pictures import still_of, video_of
from scolioapp.storage.records.record_errors import LockedError, NotAllowedError

if TYPE_CHECKING:
    from engine.export.dicom.connection import Answer
    from engine.export.dicom.dicom_object import DicomObject
    from scolioapp.storage.records.outbox_rows import OutboxItem
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.signed_reports import Collected

Made: TypeAlias = Union["DicomObject", SignedReport]
"""What is sent for an item: an object of DICOM, or a report that becomes a bundle of FHIR."""

_NO_ANSWER: Final = text("There was no answer.")


@dataclass(frozen=True)
class Delivery:
    """What a pass needs.

    Attributes:
        store: The records, unlocked.
        make_pages: See `MakePages`.
        say: See `RenderIn`.
        told: Called after each change of an item.
        cancel: Stops the pass between two objects; one on its way has a few seconds to be answered.
    """

    store: RecordStore
    make_pages: MakePages
    say: RenderIn
    told: Callable[[], None]
    cancel: Cancel

    def send_due(self) -> float | None:
        """Send whatever is due.

        Returns:
            In how many seconds something is due next; None: nothing waits.

        Raises:
            ScolioError: The records are locked, or cannot be read or written.
            CancelledError: ``cancel`` was set; what had no answer yet is sent again in the next pass.
        """
        outbox = self.store.outbox
        if outbox.recover():
            self.told()
        while True:
            due = outbox.due()
            if not due:
                return outbox.next_due()
            first = due[0]
            self._send(
                [one for one in due if (one.judgement, one.peer) == (first.judgement, first.peer)]
            )

    def _send(self, items: Sequence[OutboxItem]) -> None:
        """Send what one peer is to get of one judgement."""
        check(self.cancel)
        begun = [item for item in items if self.store.outbox.begin(item.id)]
        self.told()
        kept = self.store.peers.one(items[0].peer)
        if kept.removed:
            self._fail(begun, text("This peer was removed from the settings."), final=True)
            return
        try:
            collected = self._collect(items[0])
        except (LockedError, NotAllowedError):
            raise
        except ScolioError as error:
            self._fail(begun, error.what, final=not isinstance(error, OutputError))
            return
        ready = [
            (item, each)
            for item in sorted(begun, key=lambda item: tuple(Content).index(item.content))
            if (each := self._made(item, kept.peer, collected)) is not None
        ]
        if ready:
            self._transfer(kept.peer, ready)

    def _collect(self, item: OutboxItem) -> Collected:
        return collect(self.store, item.judgement, item.recording, item.version, self.make_pages)

    def _made(self, item: OutboxItem, peer: Peer, collected: Collected) -> Made | None:
        """Return what is sent for an item, or None where it cannot be made, which is noted."""
        try:
            report = self._with_pictures(item, collected)
            say = self.say(report.language)
            if isinstance(peer, WebServer) and peer.kind == "fhir":
                return report
            from engine.export.dicom import Kind, dicom_objects

            objects = dicom_objects(report, kinds=(Kind(item.content.value),), say=say)
            return objects[0]
        except (LockedError, NotAllowedError):
            raise
        except ScolioError as error:
            self._fail([item], error.what, final=True)
        return None

    def _with_pictures(self, item: OutboxItem, collected: Collected) -> SignedReport:
        report = collected.report
        if item.content is Content.VIDEO:
            return replace(report, video=video_of(self.store, report.recording))
        if item.content is Content.STILL:
            still = still_of(self.store, report.recording, collected.files)
            if still is None:
                raise OutputError(
                    text("There is no picture of this walk: nobody was measured in it."),
                    text("Send the report without the picture."),
                )
            return replace(report, still=still)
        return report

    def _transfer(self, peer: Peer, ready: Sequence[tuple[OutboxItem, Made]]) -> None:
        """Send what was made, and note each answer as it comes."""
        left = [item for item, _ in ready]
        try:
            with closing(self._answers(peer, [each for _, each in ready])) as answers:
                for answer in answers:
                    self._note(left.pop(0), answer)
        except (LockedError, NotAllowedError):
            raise
        except (MissingExtraError, NotTakenError) as error:
            self._fail(left, error.what, final=True)
        except PeerError as error:
            self._fail(left, error.what, unreachable=True)

    def _answers(self, peer: Peer, made: Sequence[Made]) -> Generator[Answer, None, None]:
        datasets = [each.dataset for each in made if not isinstance(each, SignedReport)]
        if isinstance(peer, DicomPeer):
            from engine.export.dicom.connection import store

            return store(peer, datasets, cancel=self.cancel)
        if peer.kind == "stow":
            from engine.export.dicom import stow

            return stow.store(peer, datasets, cancel=self.cancel)
        reports = [each for each in made if isinstance(each, SignedReport)]
        return self._fhir_answers(peer, reports)

    def _fhir_answers(
        self, peer: WebServer, reports: Sequence[SignedReport]
    ) -> Generator[Answer, None, None]:
        from engine.export.dicom.connection import Answer
        from engine.export.dicom.stow import web_peer
        from engine.export.fhir import FhirPeer, send_report

        target = FhirPeer(web_peer(peer), peer.numbering)
        for report in reports:
            check(self.cancel)
            say = self.say(report.language)
            send_report(report, target, say=say, timeout=peer.seconds, cancel=self.cancel)
            yield Answer(True)

    def _note(self, item: OutboxItem, answer: Answer) -> None:
        if answer.taken:
            self.store.outbox.taken(item.id, answer.said)
        else:
            self.store.outbox.failed(item.id, answer.said or _NO_ANSWER, final=answer.final)
        self.told()

    def _fail(
        self,
        items: Sequence[OutboxItem],
        said: Text,
        *,
        final: bool = False,
        unreachable: bool = False,
    ) -> None:
        for item in items:
            self.store.outbox.failed(item.id, said, final=final, unreachable=unreachable)
        self.told()
