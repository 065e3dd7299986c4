"""A signed result handed to others: sent to an archive or a server, or saved as files of DICOM and FHIR."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.core.names import file_name
from engine.core.progress import Cancel, Progress
from engine.core.text import Text, by_number
from scolioapp import i18n
from scolioapp.bootstrap.review_wiring import ReviewWiring
from scolioapp.bootstrap.sending_wiring import SendingWiring
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening
    from scolioapp.storage.records.outbox_rows import OutboxItem
    from scolioapp.storage.records.signed_reports import Collected
    from scolioapp.viewmodels.result import ResultViewModel
    from scolioapp.viewmodels.review import Review
    from scolioapp.views.result_page import ResultPage
    from scolioapp.views.send_dialog import SendDialog
    from scolioapp.widgets.review_card import ReviewCard

AskFolder = Callable[[QWidget, str, str], str]
"""Asks for a folder: parent, title, folder to begin in -> chosen folder, or ""."""


def ask_folder(parent: QWidget, title: str, start: str) -> str:
    """Ask for a folder."""
    return QFileDialog.getExistingDirectory(parent, title, start)


class HandingOverWiring(QObject):
    """Puts sending and saving onto each result page that shows a recording of the records.

    Args:
        door: The records.
        reviews: Shows reviews; becomes the owner.
        sending: Sends.

    Attributes:
        ask_folder: Asks for a folder; tests hand in another one.
        offer: What the page that is open offers, or None.
    """

    def __init__(self, door: RecordsDoor, reviews: ReviewWiring, sending: SendingWiring) -> None:
        super().__init__(reviews)
        self.door, self.sending = door, sending
        self.ask_folder: AskFolder = ask_folder
        self.offer: Offer | None = None
        reviews.shown.connect(self._on_shown)
        reviews.stepped.connect(sending.wake)

    def _on_shown(
        self, card: ReviewCard, page: ResultPage, model: ResultViewModel, review: Review
    ) -> None:
        self.offer = Offer(self, card, page, model, review)
        model.closed.connect(self._let_go)

    def _let_go(self) -> None:
        self.offer = None


class Offer(QObject):
    """What one result page offers; goes with it.

    Args:
        wiring: Whose offer it is.
        card: The review.
        page: The page; becomes the owner.
        model: The result.
        review: The judgement.

    Attributes:
        dicom_action: Saves files of DICOM.
        fhir_action: Saves a bundle of FHIR.
        dialog: Asks to whom it is sent, while it is open.
    """

    def __init__(
        self,
        wiring: HandingOverWiring,
        card: ReviewCard,
        page: ResultPage,
        model: ResultViewModel,
        review: Review,
    ) -> None:
        super().__init__(page)
        self._wiring, self._card, self._page = wiring, card, page
        self._model, self._review = model, review
        self.dialog: SendDialog | None = None
        self.dicom_action = QAction(self.tr("Signed result as &DICOM…"), page)
        self.fhir_action = QAction(self.tr("Signed result as &FHIR…"), page)
        page.export_menu.addSeparator()
        page.export_menu.addActions([self.dicom_action, self.fhir_action])
        page.export_menu.setToolTipsVisible(True)
        self.dicom_action.triggered.connect(self._save_dicom)
        self.fhir_action.triggered.connect(self._save_fhir)
        card.send_asked.connect(self._ask)
        review.changed.connect(self._look)
        wiring.sending.peers.listed.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Offer what can be done now, or say why it cannot."""
        from scolioapp.viewmodels.handing_over import why_not_saved, why_not_sent

        takers = self._wiring.sending.peers.takers
        self._card.offer_sending(_said(why_not_sent(self._review, takers)))
        why = _said(why_not_saved(self._review))
        missing = why or _missing()
        self._enable(self.dicom_action, missing)
        self._enable(self.fhir_action, why)

    def _enable(self, action: QAction, why: str) -> None:
        action.setEnabled(not why)
        action.setToolTip(why or self.tr("The page, the measurements and who signed, as files"))

    # Sending

    def _ask(self) -> None:
        from scolioapp.viewmodels.handing_over import HandingOver
        from scolioapp.views.send_dialog import SendDialog

        takers = self._wiring.sending.peers.takers
        if self._review.judgement is None or not takers:
            return
        self._page.banner.clear()
        handing = HandingOver(self._review, takers)
        handing.queued.connect(self._on_queued)
        self.dialog = SendDialog(handing, self._page)
        self.dialog.finished.connect(self._on_closed)
        self._model.closed.connect(self.dialog.reject)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def _on_queued(self, items: Sequence[OutboxItem]) -> None:
        sending = self._wiring.sending
        sending.wake()
        words = by_number(
            len(items),
            self.tr("It is sent to “{name}” now, in the background."),
            self.tr("{count} parts are sent to “{name}” now, in the background."),
        )
        name = items[0].peer_name if items else ""
        self._page.banner.say(
            words.format(count=len(items), name=name),
            action=self.tr("Sent and waiting…"),
            do=sending.show_outbox,
        )

    # Files

    def _collect(self) -> Callable[[], Collected]:
        """Return what collects the judgement that is shown; on a worker's thread."""
        from scolioapp.jobs.report_files import collect

        judgement = self._review.judgement
        recording, pages = self._review.recording, self._wiring.sending.make_pages
        number = 0 if judgement is None else judgement.number
        identifier = "" if judgement is None else judgement.id
        store = self._wiring.door.store
        return partial(collect, store, identifier, recording, number, pages)

    def _save_dicom(self) -> None:
        """Ask for a folder, and write the files into one of their own in it."""
        from scolioapp.jobs.outbox_sender import render_in
        from scolioapp.jobs.report_files import save_dicom

        title = self.tr("Folder for the DICOM files")
        chosen = self._wiring.ask_folder(self._page, title, str(Path.home()))
        if not chosen:
            return
        collect, door = self._collect(), self._wiring.door

        def write(_: Screening, path: Path, _progress: Progress, _cancel: Cancel) -> None:
            save_dicom(door.store, collect(), path, render_in)

        self._page.banner.clear()
        # The name of a folder is read by anybody; that of a patient stays out of it.
        self._model.export(Path(chosen) / file_name(f"{self._page.file_stem} DICOM", ""), write)

    def _save_fhir(self) -> None:
        """Ask for a file, and write the bundle into it."""
        from scolioapp.jobs.outbox_sender import render_in
        from scolioapp.jobs.report_files import save_fhir

        collect = self._collect()

        def write(_: Screening, path: Path, _progress: Progress, _cancel: Cancel) -> None:
            save_fhir(collect(), path, render_in)

        self._page.save_fhir(write)


def _said(why: Text | None) -> str:
    return "" if why is None else i18n.render(why)


def _missing() -> str:
    """Say how what DICOM needs is had, where it is not installed; else ""."""
    from engine.core.errors import MissingExtraError
    from engine.export.dicom import require_dicom

    try:
        require_dicom()
    except MissingExtraError as error:
        return f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
    return ""
