"""The review of the result that is open: its card, the steps, and that what is signed is not changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.files import written_beside
from engine.core.findings import Severity
from engine.core.progress import Cancel, Progress
from scolioapp import i18n
from scolioapp.bootstrap.finding_first import FindingFirst
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.jobs.worker import Worker
from scolioapp.storage.record_results import RecordEntry
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import MainWindow
from scolioapp.views.printing import AskPrinter, ask_printer, can_print, print_pdf

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from scolioapp.jobs.screener import Screening
    from scolioapp.storage.result_links import Links
    from scolioapp.storage.results import ResultEntry
    from scolioapp.viewmodels.result import ResultViewModel
    from scolioapp.viewmodels.review import Review
    from scolioapp.views.letter_dialog import LetterDialog
    from scolioapp.views.result_page import ResultPage
    from scolioapp.views.review_dialogs import StepDialog
    from scolioapp.views.settings_page import SettingsPage
    from scolioapp.widgets.review_card import ReviewCard


class ReviewWiring(QObject):
    """Puts the review onto each result page that shows a recording of the records.

    Args:
        window: Becomes the owner.
        door: The records.
        opener: Opens results.
        worker: Makes pages and prints.
        refresh: Has the lists of results read anew.

    Signals:
        shown: The `ReviewCard` on a page, the page, its `ResultViewModel` and the `Review`.
        stepped: A step was taken, such as signing.

    Attributes:
        ask_printer: Asks for a printer; tests hand in another one.
    """

    shown = Signal(object, object, object, object)
    stepped = Signal()

    def __init__(
        self,
        window: MainWindow,
        door: RecordsDoor,
        opener: ResultOpener,
        worker: Worker,
        refresh: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._door = door
        self._opener = opener
        self._worker = worker
        self._refresh = refresh
        self.ask_printer: AskPrinter = ask_printer
        self.review: Review | None = None
        self.card: ReviewCard | None = None
        self.dialog: StepDialog | None = None
        self.letter: LetterDialog | None = None
        opener.hidden = lambda recording: door.store.listing.one(recording).hidden
        opener.shown.connect(self._on_shown)
        self.finding = FindingFirst(window, door, self._on_found)
        opener.finding_asked.connect(self.finding.ask)
        opener.judged_anew.connect(self._on_judged_anew)

    def _on_shown(
        self, page: ResultPage, model: ResultViewModel, entry: ResultEntry, links: Links
    ) -> None:
        """Put the review of a recording onto its page; there is none of what is not in the records."""
        from scolioapp.viewmodels.review import Review
        from scolioapp.widgets.review_card import ReviewCard

        if not isinstance(entry, RecordEntry) or self._door.user is None:
            return
        number = links.judgement if links.judgements else None
        review = self.review = Review(self._door, entry.identifier, number, page)
        if not review.visible:
            self.review = None
            return
        card = self.card = ReviewCard(review, page)
        page.cards.put_first(card, lambda: card.stops)
        self._connect(page, model, entry, review)
        model.closed.connect(partial(self._let_go, review))
        self.shown.emit(card, page, model, review)
        review.load()

    def _connect(
        self, page: ResultPage, model: ResultViewModel, entry: ResultEntry, review: Review
    ) -> None:
        from scolioapp.views.review_dialogs import AmendDialog, ReviewDialog, SignDialog

        card = self.card
        if card is None:
            return
        review.changed.connect(partial(self._show, page, model, review))
        review.failed.connect(partial(_say, page))
        model.change_refused.connect(partial(self._offer_amendment, page, review))
        card.review_asked.connect(partial(self._ask, ReviewDialog, review, page))
        card.sign_asked.connect(partial(self._ask, SignDialog, review, page))
        card.amend_asked.connect(partial(self._ask, AmendDialog, review, page))
        card.letter_asked.connect(partial(self._ask_letter, review, page))
        page.pdf_writer = partial(self._write_report, model, review)
        page.print_button.setVisible(can_print())
        page.print_button.clicked.connect(partial(self._print, page, model, review))
        card.version_asked.connect(partial(self._opener.open, entry))
        review.stepped.connect(self._refresh)
        review.stepped.connect(self.stepped)
        review.amended.connect(partial(self._opener.open, entry))

    def _show(self, page: ResultPage, model: ResultViewModel, review: Review) -> None:
        """Show the outcome that holds, and let nothing be changed that is signed."""
        judgement = review.judgement
        model.set_fixed(review.fixed)
        if review.facts is not None and judgement is not None:
            model.set_override(judgement.override(review.facts.names))
        if review.facts is not None:
            number, date = review.facts.patient.about.number, review.facts.visit.date
            page.file_stem = f"{number} {date}"
        if review.signature is not None:
            # An earlier version stays readable on paper, too.
            page.pdf_button.show()

    def _offer_amendment(self, page: ResultPage, review: Review) -> None:
        """Say that what is signed is not changed, and lead to the amendment."""
        from scolioapp.views.review_dialogs import AmendDialog
        from scolioapp.words.review_words import fixed_words

        may = review.may_amend
        page.banner.say(
            fixed_words(),
            severity=Severity.CARE,
            action=self.tr("A&mend…") if may else "",
            do=partial(self._ask, AmendDialog, review, page) if may else None,
        )

    def _ask(self, kind: type[StepDialog], review: Review, page: ResultPage) -> None:
        """Open a dialog over the page; it goes with it."""
        page.banner.clear()
        self.dialog = kind(review, page)
        self.dialog.open()

    def _on_found(self, entry: ResultEntry | None) -> None:
        """Show what may be shown now that the examiner's own finding is written down."""
        self._refresh()
        if entry is not None:
            self._opener.open(entry)

    # Paper

    def add_paper_settings(self, page: SettingsPage) -> None:
        """Put what concerns printed pages onto the Settings page."""
        from scolioapp.views.paper_settings import PaperSettings

        page.content.insertWidget(page.content.count() - 1, PaperSettings(self._door, page))

    def _write_report(
        self,
        model: ResultViewModel,
        review: Review,
        screening: Screening,
        path: Path,
        _progress: Progress,
        _cancel: Cancel,
    ) -> None:
        """Write the report of the judgement that is open; on a worker's thread."""
        content = self._report(model, review, screening)
        with written_beside(path) as beside:
            beside.write_bytes(content)

    def _report(self, model: ResultViewModel, review: Review, screening: Screening) -> bytes:
        from scolioapp.paper.record_papers import report

        store, recording, number = self._door.store, review.recording, review.number
        return report(store, recording, number, screening, prevalence=model.prevalence)

    def _print(
        self, page: ResultPage, model: ResultViewModel, review: Review, _checked: bool = False
    ) -> None:
        """Ask for a printer, then print the report."""
        page.banner.clear()

        def told() -> None:
            if self.review is review:
                page.banner.say(self.tr("The report is with the printer."))

        def failed(error: ScolioError) -> None:
            if self.review is review:
                _say(page, error)

        def work(printer: QPrinter) -> None:
            screening = model.screening
            self._worker.run(
                lambda: print_pdf(self._report(model, review, screening), printer),
                done=lambda _: told(),
                failed=failed,
            )

        self.ask_printer(page, work)

    def _ask_letter(self, review: Review, page: ResultPage) -> None:
        """Ask what the letter to the parents is to say, and in which language; then where it goes."""
        from engine.report.parent_letter import letter_languages
        from scolioapp.paper.record_papers import why_no_letter
        from scolioapp.views.letter_dialog import LetterDialog

        facts, judgement = review.facts, review.judgement
        if facts is None or judgement is None:
            return
        page.banner.clear()
        reason = why_no_letter(facts, judgement)
        examined = facts.findings is not None
        self.letter = LetterDialog(letter_languages(), reason, examined, page)
        self.letter.chosen.connect(partial(self._save_letter, review, page))
        self._door.locked.connect(self.letter.reject)
        self.letter.open()

    def _save_letter(
        self, review: Review, page: ResultPage, language: str, invitation: bool
    ) -> None:
        from scolioapp.paper.record_papers import letter

        def write(_: Screening, path: Path, _progress: Progress, _cancel: Cancel) -> None:
            content = letter(self._door.store, review.recording, language, invitation=invitation)
            with written_beside(path) as beside:
                beside.write_bytes(content)

        page.save_letter(write)

    def _on_judged_anew(self, number: int) -> None:
        if self.review is not None:
            self.review.show(number)

    def _let_go(self, review: Review) -> None:
        review.close()
        if self.review is review:
            self.review = self.card = None


def _say(page: ResultPage, error: ScolioError) -> None:
    words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
    page.banner.say(words, severity=Severity.CARE)
