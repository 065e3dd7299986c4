"""How results are kept: asked once on the first page, said quietly, and changed under Settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.core.findings import Severity
from scolioapp.bootstrap.built_pages import results_area, screen_page, shown_page
from scolioapp.jobs.worker import Worker
from scolioapp.settings import Settings
from scolioapp.storage.keeping import Keeping
from scolioapp.viewmodels.founding import Founding
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import RESULTS, SCREEN, SETTINGS, MainWindow
from scolioapp.widgets.dialog import DestructiveBox
from scolioapp.widgets.keeping_card import KeepingCard
from scolioapp.widgets.page import card, heading, note

if TYPE_CHECKING:
    from pathlib import Path

    from scolioapp.bootstrap.door_wiring import DoorWiring
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.views.settings_page import SettingsPage


@dataclass(frozen=True, slots=True)
class ThisRun:
    """What this run of the program is like.

    Attributes:
        keeping: How it keeps results.
        folder: Of the records, used or not.
        results: Counts what is kept now.
        busy: Tells whether something runs that another program would cut short.
        restart: Ends this program and begins another one, with records that are open already, or None.
    """

    keeping: Keeping
    folder: Path
    results: Callable[[], int]
    busy: Callable[[], bool]
    restart: Callable[[RecordStore | None], None]


class KeepingWiring(QObject):
    """Asks how results are kept, and has another program begin where it is to be otherwise.

    Args:
        window: Holds the pages; becomes the owner.
        settings: Remembers what was chosen.
        worker: Makes records.
        run: What this run is like.

    Attributes:
        founding: Makes records.
        card: Asks on the Screen page; None once it was answered.
        door: What there is about the records, where they are used.

    Signals:
        administration_asked: Backups, the audit trail and erasing are to be shown.
    """

    administration_asked = Signal()

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        worker: Worker,
        run: ThisRun,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._run = run
        self._worker = worker
        self._keeping = run.keeping
        self.founding = Founding(run.folder, worker, self)
        self.card: KeepingCard | None = None
        self.door: tuple[RecordsDoor, DoorWiring] | None = None
        window.built.connect(self._on_built)
        window.closing.connect(self.founding.close)

    # What the pages say

    def _on_built(self, key: str) -> None:
        if key == SCREEN:
            self._add_to_screen()
        elif key == RESULTS and self._keeping is Keeping.QUICK:
            results_area(self._window).list_page.content.insertWidget(0, self._quick_note())
        elif key == SETTINGS:
            self._add_to_settings()

    def _add_to_screen(self) -> None:
        page = screen_page(self._window)
        if self._asks:
            self.card = KeepingCard(page)
            self.card.show_for(self._keeping, self._run.results())
            self.card.quick_asked.connect(self._take_quick)
            self.card.records_asked.connect(self.use_records)
            self.card.restore_asked.connect(self.restore)
            page.content.insertWidget(0, self.card)
        elif self._keeping is Keeping.QUICK:
            page.content.insertWidget(0, self._quick_note())

    @property
    def _asks(self) -> bool:
        undecided = Keeping(self._settings.keeping) is Keeping.UNDECIDED
        return undecided and not self._settings.clinic.on

    def _quick_note(self) -> QWidget:
        words = self.tr(
            "Quick look: nothing is kept after the window closes, unless you export it. Protected "
            "records are under Settings."
        )
        return note(words)

    def _take_quick(self) -> None:
        """Stay as it is: the program works so already."""
        self._settings.keeping = (
            Keeping.QUICK.value if self._keeping is Keeping.QUICK else Keeping.FOLDER.value
        )
        page, asked = screen_page(self._window), self.card
        self.card = None
        if asked is not None:
            page.content.removeWidget(asked)
            asked.deleteLater()
        if self._keeping is Keeping.QUICK:
            page.content.insertWidget(0, self._quick_note())
        page.drop_area.open_button.setFocus()

    def _add_to_settings(self) -> None:
        from scolioapp.views.keeping_part import KeepingPart
        from scolioapp.views.settings_page import SettingsPage

        page = self._window.page(SETTINGS)
        if not isinstance(page, SettingsPage):
            raise TypeError(type(page))
        part = KeepingPart(self._keeping, str(self._run.folder), page)
        part.quick_asked.connect(self.ask_for_quick)
        part.records_asked.connect(self.use_records)
        part.restore_asked.connect(self.restore)
        frame, column = card(page)
        column.addWidget(heading(self.tr("How results are kept"), frame))
        column.addWidget(part)
        if self.door is not None:
            self._add_records(page, *self.door)
        page.content.insertWidget(0, frame)

        def follow_clinic() -> None:
            frame.setVisible(not self._settings.clinic.on)

        self._settings.clinic.changed.connect(follow_clinic)
        follow_clinic()

    def _add_records(self, page: SettingsPage, door: RecordsDoor, wiring: DoorWiring) -> None:
        from scolioapp.views.records_part import RecordsPart

        page.clinic.follow(door)
        part = RecordsPart(door, page)
        part.users_asked.connect(lambda: self._show_users(door))
        part.password_asked.connect(lambda: self._change_password(door, page))
        part.switch_asked.connect(wiring.switch_user)
        part.kept.connect(wiring.take_preferences)
        part.administration_asked.connect(self.administration_asked)
        frame, column = card(page)
        column.addWidget(heading(self.tr("Protected records"), frame))
        column.addWidget(part)
        page.content.insertWidget(0, frame)

    def _show_users(self, door: RecordsDoor) -> None:
        from scolioapp.viewmodels.users_table import UsersModel
        from scolioapp.views.users_dialog import UsersDialog

        UsersDialog(UsersModel(door), self._window).open()

    def _change_password(self, door: RecordsDoor, page: SettingsPage) -> None:
        from scolioapp.views.password_dialogs import OwnPasswordDialog

        words = self.tr("The password is another one now.")
        OwnPasswordDialog(door, lambda: page.banner.say(words), self._window).open()

    # Another way

    def use_records(self) -> None:
        """Set up records, or go to those that are there."""
        if not self._free():
            return
        if self.founding.there:
            self._change(Keeping.RECORDS, None)
            return
        from scolioapp.views.first_records import FirstRecordsDialog

        dialog = FirstRecordsDialog(self.founding, self._run.results(), self._window)
        dialog.begun.connect(self._begin_records)
        dialog.open()

    def restore(self) -> None:
        """Have records come back from a backup, and go on with them."""
        if not self._free():
            return
        from scolioapp.bootstrap.administration_wiring import open_restore

        dialog = open_restore(self._window, self._run.folder, self._worker)
        dialog.restored.connect(
            lambda: dialog.finished.connect(lambda: self._change(Keeping.RECORDS, None))
        )

    def ask_for_quick(self) -> None:
        """Ask whether nothing is to be kept from now on."""
        if not self._free():
            return
        notes = self.tr("Results in the folder stay there, and are not shown.")
        if self._keeping is Keeping.RECORDS:
            notes = self.tr("The records stay on this computer, locked. You can return to them.")
        DestructiveBox(
            self._window,
            self.tr("Use quick look"),
            self.tr("Keep nothing after the window closes?"),
            notes,
            self.tr("Use quick &look"),
            self.use_quick,
            keep=self.tr("&Cancel"),
        )

    def use_quick(self) -> None:
        """Keep nothing from now on; records stay, locked."""
        if self._free():
            self._change(Keeping.QUICK, None)

    def _begin_records(self) -> None:
        self._change(Keeping.RECORDS, self.founding.give_up())

    def _change(self, keeping: Keeping, store: RecordStore | None) -> None:
        self._settings.keeping = keeping.value
        self._settings.flush()
        self._run.restart(store)

    def _free(self) -> bool:
        """Tell whether nothing would be cut short; say what would be otherwise."""
        if not self._run.busy():
            return True
        words = self.tr(
            "Videos are still being screened or recorded. Wait until they are done, or cancel them; "
            "then try again."
        )
        page = shown_page(self._window)
        place = self._window.notice if page is None or self._window.covered else page.banner
        place.say(words, severity=Severity.CARE)
        return False
