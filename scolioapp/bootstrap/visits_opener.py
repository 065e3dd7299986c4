"""Opens two visits of one patient side by side, on the Results page."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.bootstrap.result_loading import read
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.jobs.worker import Priority, Worker
from scolioapp.settings import Settings
from scolioapp.storage.record_results import RecordResults
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry
from scolioapp.views.main_window import RESULTS, MainWindow

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening
    from scolioapp.views.visits_page import VisitsPage


class VisitsOpener(QObject):
    """Shows two visits beside each other.

    Args:
        window: Shows the page.
        screener: Reads screenings.
        store: The kept results.
        settings: Whether heads are covered.
        worker: Reads off the window's thread.
        open_result: Opens one of the two by itself.
        parent: Owner.
    """

    def __init__(
        self,
        window: MainWindow,
        screener: PipelineScreener,
        store: ResultKeeper,
        settings: Settings,
        worker: Worker,
        open_result: Callable[[ResultEntry], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._screener, self._store = window, screener, store
        self._settings, self._worker, self._open_result = settings, worker, open_result
        self._asked: tuple[str, str] | None = None

    def compare(self, earlier: tuple[date, str], newer: tuple[date, str]) -> None:
        """Read two recordings, each with the day of its visit, and show them side by side.

        Args:
            earlier: Day of a visit, and the identifier of its recording.
            newer: The other one; put in order by day.
        """
        first, second = sorted((earlier, newer))
        self._asked = asked = (first[1], second[1])
        self._window.show_page(RESULTS)
        area = results_area(self._window)
        area.close_result()
        area.list_page.banner.say(self.tr("Opening both visits…"))
        days = (first[0], second[0])
        self._worker.run(
            partial(_load, self._screener, self._store, asked),
            done=partial(self._show, asked, days),
            failed=partial(self._fail, asked),
        )

    def _show(
        self,
        asked: tuple[str, str],
        days: tuple[date, date],
        read: list[tuple[ResultEntry, Screening]],
    ) -> None:
        """Show what was read, unless something else was opened meanwhile."""
        area = results_area(self._window)
        if self._asked != asked or area.result_page is not None:
            return
        from scolioapp.views.visits_page import VisitSide, VisitsPage

        earlier, newer = (VisitSide(day, *each) for day, each in zip(days, read, strict=True))
        area.list_page.banner.clear()
        page = VisitsPage(earlier, newer, self._worker, hide_faces=self._settings.blur_faces)
        page.opened.connect(self._open_result)
        area.show_result(page, close=partial(self._let_go, page))
        self._window.name_result(newer.entry.title)

    def _let_go(self, page: VisitsPage) -> None:
        self._window.name_result("")
        page.stop()
        # Once the page is gone, which is when the window comes to it.
        page.destroyed.connect(self._give_memory_back)

    def _give_memory_back(self) -> None:
        self._worker.run(self._screener.close, priority=Priority.LATER)

    def _fail(self, asked: tuple[str, str], error: ScolioError) -> None:
        if self._asked == asked:
            words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
            results_area(self._window).list_page.banner.say(words, severity=Severity.CARE)


def _load(
    screener: PipelineScreener, store: ResultKeeper, recordings: tuple[str, str]
) -> list[tuple[ResultEntry, Screening]]:
    """Read the newest judgements of two recordings, and import the page that shows them.

    Raises:
        ScolioError: One is gone, damaged, or not to be shown.
    """
    importlib.import_module("scolioapp.views.visits_page")
    return [(_entry(store, one), read(screener, store.load(one))) for one in recordings]


def _entry(store: ResultKeeper, recording: str) -> ResultEntry:
    if isinstance(store, RecordResults):
        return store.entry(recording)
    return next(one for one in store.entries() if one.identifier == recording)
