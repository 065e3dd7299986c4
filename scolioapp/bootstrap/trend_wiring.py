"""The trend on the page of a patient: read when the page is shown, and the way to two visits side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from scolioapp.bootstrap.visits_opener import VisitsOpener
from scolioapp.viewmodels.patient_trend import TrendModel
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from engine.report.trend import Trend, VisitValues
    from scolioapp.widgets.trend_card import TrendCard


class HoldsTrend(Protocol):
    """A page with a place for a trend."""

    def show_trend(self, widget: QWidget) -> None:
        """Put the card of the trend into its place."""


class TrendWiring(QObject):
    """Puts a trend on each page of a patient.

    Args:
        door: The records.
        opener: Shows two visits side by side.
        parent: Owner.
    """

    def __init__(self, door: RecordsDoor, opener: VisitsOpener, parent: QObject) -> None:
        super().__init__(parent)
        self._door, self._opener = door, opener

    def dress(self, page: HoldsTrend) -> tuple[TrendCard, TrendModel]:
        """Put a card on a page; the model shows a patient, and reads again when asked for the same."""
        from scolioapp.storage.records.record_roles import Right
        from scolioapp.widgets.trend_card import TrendCard

        card = TrendCard()
        model = TrendModel(self._door, card)
        card.allow_compare(self._door.may(Right.NAMES))
        model.changed.connect(partial(_show, card))
        card.compare_asked.connect(self._compare)
        page.show_trend(card)
        return card, model

    def _compare(self, earlier: VisitValues, newer: VisitValues) -> None:
        self._opener.compare((earlier.day, earlier.recording), (newer.day, newer.recording))


def _show(card: TrendCard, trend: Trend | None) -> None:
    if trend is None:
        card.clear()
    else:
        card.show_trend(trend)
