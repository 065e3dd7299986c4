"""The page of one patient: who it is, details and consents beside the visits, the newest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.viewmodels.patient_file import PatientFile, WholePatient
from scolioapp.widgets.page import Page, card, heading, note, primary_button
from scolioapp.widgets.patient_cards import ConsentsCard, DetailsCard, MergesCard
from scolioapp.widgets.visit_card import VisitCard
from scolioapp.words.patient_words import about_words


class PatientPage(Page):
    """One patient.

    Args:
        model: The patient who is open.
        names: Whether whoever is there sees names and opens recordings.
        examine: Whether whoever is there changes anything.
        administer: Whether whoever is there merges records, and says until when they are kept.
        parent: Owner.

    Signals:
        details_asked: The details are to be changed.
        consent_asked: A consent is to be added.
        withdraw_asked: A `Consent` that does not hold any more.
        visit_asked: A visit is to be added.
        visit_changed: A `Visit` whose date and notes are to be changed.
        visit_deleted: A `Visit` that is to be deleted.
        findings_asked: A `WholeVisit` whose findings are to be written or read.
        record_asked: A recording is to be made today.
        video_asked: A `Visit` for which a video is to be brought in.
        recording_opened: Id of a recording whose result is to be shown.
        recording_screened: Id of a recording that is to be judged.
        recording_moved: Id of a recording that belongs to somebody else.
        merge_asked: Another record of the same child is to be merged into this one.
        unmerge_asked: A `Merge` that was a mistake.
        keep_asked: Until when the record is kept is to be set.
        delete_asked: The patient is to go into the recycle bin.
        shown: The patient is shown, or shown anew after a change.
    """

    details_asked = Signal()
    consent_asked = Signal()
    withdraw_asked = Signal(object)
    visit_asked = Signal()
    visit_changed = Signal(object)
    visit_deleted = Signal(object)
    findings_asked = Signal(object)
    record_asked = Signal()
    video_asked = Signal(object)
    recording_opened = Signal(str)
    recording_screened = Signal(str)
    recording_moved = Signal(str)
    merge_asked = Signal()
    unmerge_asked = Signal(object)
    keep_asked = Signal()
    delete_asked = Signal()
    shown = Signal()

    def __init__(
        self,
        model: PatientFile,
        *,
        names: bool,
        examine: bool,
        administer: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("patientPage")
        self._model = model
        self._names = names
        self._examine = examine
        self.visit_button = primary_button(self.tr("&New visit…"), self)
        self.record_button = QPushButton(self.tr("&Record…"), self)
        self.record_button.setToolTip(
            self.tr("Record a walk with the camera, for the visit of today")
        )
        for button in (self.visit_button, self.record_button):
            button.setVisible(examine)
        self.more_button = QPushButton(self.tr("M&ore"), self)
        self.more_button.setProperty("hasMenu", "true")
        self.merge_action = QAction(self.tr("Merge with another record…"), self)
        self.keep_action = QAction(self.tr("Keep until…"), self)
        self.delete_action = QAction(self.tr("Delete the patient"), self)
        self._build_menu(examine, administer)
        self.number = QLabel(self)
        self.group = QLabel(self)
        self.who = note("", self)
        self.details = DetailsCard(examine=examine, parent=self)
        self.consents = ConsentsCard(examine=examine, parent=self)
        self.merges = MergesCard(self)
        self.merges.hide()
        self._cards: dict[str, VisitCard] = {}
        self._visits = in_column(gap=2)
        self._no_visits = self._empty()
        self._trend = QWidget(self)
        self._trend_place = in_column(gap=0, margins=0, parent=self._trend)
        self._trend.hide()
        self._body = QWidget(self)
        self._lay_out()
        self._body.hide()
        self._connect_signals()

    def _build_menu(self, examine: bool, administer: bool) -> None:
        menu = QMenu(self)
        if administer:
            menu.addAction(self.merge_action)
            menu.addAction(self.keep_action)
            menu.addSeparator()
        menu.addAction(self.delete_action)
        self.more_button.setMenu(menu)
        self.more_button.setVisible(examine)

    def _lay_out(self) -> None:
        self.header.addWidget(self.more_button)
        self.header.addWidget(self.record_button)
        self.header.addWidget(self.visit_button)
        for label in (self.number, self.group):
            label.setProperty("role", "title")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.who.setWordWrap(False)
        head = in_row(self.number, self.group, (self.who, 1), gap=3)
        left = in_column(self.details, self.consents, self.merges, STRETCH, gap=2)
        right: QVBoxLayout = in_column(self._visits, self._no_visits, STRETCH, gap=2)
        columns = in_row((left, 5), (right, 9), gap=1.5)
        in_column(head, columns, gap=2, margins=0, parent=self._body)
        self.content.addWidget(self._body)
        self.content.addStretch(1)

    def _empty(self) -> QWidget:
        frame, column = card(self)
        column.addWidget(heading(self.tr("No visits yet"), frame))
        words = self.tr(
            "A visit is a day on which the patient was seen. It holds the examiner's findings, the "
            "recordings, and what was said of them."
        )
        column.addWidget(note(words, frame))
        return frame

    def _connect_signals(self) -> None:
        self._model.changed.connect(self._show)
        self._model.failed.connect(self.say_error)
        self.visit_button.clicked.connect(self.visit_asked)
        self.record_button.clicked.connect(self.record_asked)
        self.details.change_asked.connect(self.details_asked)
        self.consents.add_asked.connect(self.consent_asked)
        self.consents.withdraw_asked.connect(self.withdraw_asked)
        self.merges.undo_asked.connect(self.unmerge_asked)
        self.merge_action.triggered.connect(self.merge_asked)
        self.keep_action.triggered.connect(self.keep_asked)
        self.delete_action.triggered.connect(self.delete_asked)

    @property
    def cards(self) -> list[VisitCard]:
        """The visits, the newest first."""
        return list(self._cards.values())

    def show_trend(self, widget: QWidget) -> None:
        """Show what changed from visit to visit, between the newest visit and those before it."""
        self._trend_place.addWidget(widget)

    def show_visit(self, visit: str) -> None:
        """Bring a visit into view."""
        card_of_it = self._cards.get(visit)
        if card_of_it is None:
            return
        card_of_it.findings_button.setFocus()
        for area in self.findChildren(QScrollArea):
            area.ensureWidgetVisible(card_of_it, 0, 0)

    def say_error(self, error: ScolioError) -> None:
        """Say what went wrong."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.REPEAT)

    def say_no_consent(self) -> None:
        """Say that nothing is recorded without consent, and offer to add one."""
        self.banner.say(
            self.consents.standing,
            severity=Severity.CARE,
            action=self.tr("Add a consent…"),
            do=self.consent_asked.emit,
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the one primary action."""
        super().focusInEvent(event)
        if self.visit_button.isVisible():
            self.visit_button.setFocus(event.reason())

    def _show(self) -> None:
        whole = self._model.whole
        if whole is None:
            return
        patient = whole.patient
        about = patient.about
        number = self.tr("No. {number}").format(number=about.number)
        self.title.setText(about.name or number)
        self.number.setText(number)
        self.number.setVisible(bool(about.name))
        self.group.setText(self.tr("Class {name}").format(name=about.class_name))
        self.group.setVisible(bool(about.class_name))
        self.who.setText(" \N{MIDDLE DOT} ".join(about_words(about, whole.today)))
        self.details.show_patient(whole)
        self.consents.show_patient(whole)
        self.merges.show_patient(whole)
        self._show_visits(whole)
        self._body.show()
        self.shown.emit()

    def _show_visits(self, whole: WholePatient) -> None:
        """Show the visits in their order; a card whose visit is the same stays as it is."""
        there = {each.visit.id for each in whole.visits}
        for gone in [one for one in self._cards if one not in there]:
            card_of_it = self._cards.pop(gone)
            self._visits.removeWidget(card_of_it)
            card_of_it.hide()
            card_of_it.deleteLater()
        self._visits.removeWidget(self._trend)
        cards: dict[str, VisitCard] = {}
        for place, each in enumerate(whole.visits):
            one = self._cards.get(each.visit.id) or self._card(each.visit.id)
            one.show_visit(each, whole.users)
            self._visits.removeWidget(one)
            self._visits.insertWidget(place, one)
            one.show()
            cards[each.visit.id] = one
        self._cards = cards
        self._visits.insertWidget(min(1, len(cards)), self._trend)
        self._trend.setVisible(bool(cards))
        self._no_visits.setVisible(not cards)

    def _card(self, visit: str) -> VisitCard:
        made = VisitCard(names=self._names, examine=self._examine, parent=self._body)
        made.changed.connect(self._teller(visit, lambda v: self.visit_changed.emit(v.visit)))
        made.deleted.connect(self._teller(visit, lambda v: self.visit_deleted.emit(v.visit)))
        made.findings_asked.connect(self._teller(visit, self.findings_asked.emit))
        made.video_asked.connect(self._teller(visit, lambda v: self.video_asked.emit(v.visit)))
        made.recording_opened.connect(self.recording_opened)
        made.recording_screened.connect(self.recording_screened)
        made.recording_moved.connect(self.recording_moved)
        return made

    def _teller(self, visit: str, tell: Callable[..., object]) -> Callable[[], None]:
        """Return what tells something about a visit as it is shown then."""

        def say() -> None:
            whole = self._cards[visit].whole
            if whole is not None:
                tell(whole)

        return say
