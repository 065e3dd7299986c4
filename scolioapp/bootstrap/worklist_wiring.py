"""The worklist of a hospital fills the roster of a screening day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from scolioapp.bootstrap.day_wiring import DayWiring
from scolioapp.bootstrap.sending_wiring import SendingWiring
from scolioapp.jobs.worker import Worker
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.views.main_window import DAY, MainWindow

if TYPE_CHECKING:
    from scolioapp.viewmodels.worklist_form import WorklistForm


class WorklistWiring(QObject):
    """Offers worklists on the Day page, where one is set up.

    Args:
        window: Holds the page; becomes the owner.
        door: The records.
        day: The day.
        wiring: Builds the page.
        sending: Knows the worklists.
        worker: Asks them.
    """

    def __init__(
        self,
        window: MainWindow,
        door: RecordsDoor,
        day: DayModel,
        wiring: DayWiring,
        sending: SendingWiring,
        worker: Worker,
    ) -> None:
        super().__init__(window)
        self._door, self._day, self._wiring = door, day, wiring
        self._sending, self._worker = sending, worker
        window.built.connect(self._on_built)

    def _on_built(self, key: str) -> None:
        if key == DAY:
            self._wiring.page().start.worklist_asked.connect(self.ask)
            self._sending.peers.listed.connect(self._look)
            self._look()

    def _look(self) -> None:
        there = bool(self._sending.peers.worklists)
        self._wiring.page().start.worklist_button.setVisible(there)

    def ask(self) -> None:
        """Ask which worklist is asked, and for which day."""
        from scolioapp.viewmodels.worklist_form import WorklistForm
        from scolioapp.views.worklist_dialog import WorklistDialog

        peers, page = self._sending.peers.worklists, self._wiring.page()
        if not peers:
            return
        page.banner.clear()
        form = WorklistForm(self._worker, self._door)
        dialog = WorklistDialog(form, peers, page)
        form.setParent(dialog)
        dialog.answered.connect(partial(self._show, form))
        page.open_dialog(dialog)

    def _show(self, form: WorklistForm, words: str) -> None:
        """Show the children before anything is kept."""
        from scolioapp.views.worklist_dialog import WorklistImport

        page = self._wiring.page()
        dialog = WorklistImport(form, page)
        form.setParent(dialog)
        dialog.suggest_name(words)
        dialog.begun.connect(self._day.begin)
        page.open_dialog(dialog)
