"""The Results page: opens, renames and deletes results, and has them back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import results_area, screen_page
from scolioapp.bootstrap.recording_labels import Labels
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.settings import Settings
from scolioapp.storage.earlier_times import EarlierPlace
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.viewmodels.results_table import ResultsModel
from scolioapp.views.main_window import RESULTS, SCREEN, MainWindow

if TYPE_CHECKING:
    from scolioapp.jobs.worker import Worker
    from scolioapp.viewmodels.records_door import RecordsDoor
    from scolioapp.views.results_area import ResultsArea
    from scolioapp.views.results_page import ResultsPage


class ResultsWiring(QObject):
    """Builds the Results page and joins it with the rest.

    Attributes:
        dress: Is handed the page when it is built, to add what others make for it.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        results: ResultsModel,
        store: ResultKeeper,
        opener: ResultOpener,
        labels: Labels,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._results = results
        self._store = store
        self._opener = opener
        self._door: RecordsDoor | None = None
        self._worker: Worker | None = None
        self._earlier: list[EarlierPlace] = []
        self._labels = labels
        self.dress: Callable[[ResultsPage], None] = lambda _: None
        window.add_page(RESULTS, self._build)
        opener.label_typed.connect(labels.label_result)
        opener.job_label_typed.connect(labels.label_job)
        labels.kept.connect(opener.take_label)
        labels.settled.connect(results.refresh)

    def follow(self, door: RecordsDoor, worker: Worker, earlier: Sequence[EarlierPlace]) -> None:
        """Show the results of the records, each user what the role allows.

        Args:
            door: The records.
            worker: Takes over earlier results.
            earlier: Places with things that the records may take over.
        """
        self._door, self._worker = door, worker
        self._earlier = list(earlier)
        door.switched.connect(self._allow)

    def _build(self) -> ResultsArea:
        from scolioapp.views.results_area import ResultsArea
        from scolioapp.views.results_page import ResultsPage

        page = ResultsPage(self._results, self._settings, remove=self.delete)
        page.opened.connect(self._opener.open)
        page.rename_asked.connect(self._labels.label_result)
        page.folder_asked.connect(self._show_folder)
        page.screen_asked.connect(partial(self._window.show_page, SCREEN))
        page.takeover_asked.connect(self._take_over)
        self.dress(page)
        self._results.refresh()
        area = ResultsArea(page)
        self._allow(area)
        return area

    def _allow(self, built: ResultsArea | None = None) -> None:
        """Let the user who is there do what the role allows."""
        if self._door is None or (built is None and not self._window.has_page(RESULTS)):
            return
        from scolioapp.storage.records.record_roles import Right

        door, area = self._door, built or results_area(self._window)
        administers = door.may(Right.ADMINISTER)
        area.list_page.allow(
            opening=door.may(Right.NAMES),
            changing=door.may(Right.EXAMINE),
            takeover=administers and any(each.holds_anything() for each in self._earlier),
        )

    def say(self, error: ScolioError) -> None:
        """Say on the page what went wrong, where there is a page."""
        if self._window.has_page(RESULTS):
            words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
            results_area(self._window).list_page.banner.say(words, severity=Severity.CARE)

    def _show_folder(self, identifier: str) -> None:
        """Show the folder of a result in the system's own window."""
        if isinstance(self._store, ResultStore):
            folder = self._store.folder(identifier)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # Deleting

    def delete(self, entries: Sequence[ResultEntry]) -> None:
        """Delete results; for some seconds they can be had back.

        Raises:
            OutputError: They cannot be moved.
        """
        identifiers = [entry.identifier for entry in entries]
        if self._door is None:
            self._offer_back(entries, self._store.set_aside(identifiers))
        else:
            self._door.run(
                lambda _: self._store.set_aside(identifiers),
                done=partial(self._offer_back, entries),
                failed=self.say,
            )

    def _offer_back(self, entries: Sequence[ResultEntry], aside: Mapping[str, str]) -> None:
        words = self.tr("{count} results deleted. The videos are not affected.")
        if len(entries) == 1:
            words = self.tr("The result of {name} was deleted. The video is not affected.")
        if self._door is not None:
            words = self.tr("{count} recordings are in the recycle bin.")
            if len(entries) == 1:
                words = self.tr("A recording of {name} is in the recycle bin.")
        self._window.undo_bar.offer(
            words.format(count=len(entries), name=entries[0].title),
            partial(self._bring_back, aside),
            partial(self._store.discard, aside),
        )
        self._results.refresh()

    def _bring_back(self, aside: Mapping[str, str]) -> None:
        if self._door is None:
            self._store.bring_back(aside)
            self._results.refresh()
        else:
            self._door.run(
                lambda _: self._store.bring_back(aside),
                done=lambda _: self._results.refresh(),
                failed=self.say,
            )

    # Taking over

    def offer_takeover(self, place: EarlierPlace) -> None:
        """Offer on the Screen page to take over what lies in a place.

        Args:
            place: Of earlier versions, or of the run before, which kept nothing.
        """
        if place not in self._earlier:
            self._earlier.append(place)
        self._allow()
        if place.holds_anything():
            screen_page(self._window).banner.say(
                self.tr("What was kept earlier is not in the records yet, and lies unprotected."),
                action=self.tr("&Take over…"),
                do=self._take_over,
            )

    def _take_over(self) -> None:
        """Offer to take over what earlier times left."""
        if self._door is None or self._worker is None:
            return
        from scolioapp.viewmodels.takeover import TakeoverModel
        from scolioapp.views.takeover_dialog import TakeoverDialog

        model = TakeoverModel(self._door, self._worker, self._earlier)
        dialog = TakeoverDialog(model, self._window)
        model.taken.connect(lambda _: self._results.refresh())
        model.erased.connect(lambda _: self._allow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
