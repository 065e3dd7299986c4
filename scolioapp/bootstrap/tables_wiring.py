"""Tables of the records: asked for on the Results page and on the page of the patients, written, told of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.settings import Settings
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.records_export import RecordsExport
from scolioapp.widgets.page import Page

if TYPE_CHECKING:
    from scolioapp.storage.records.table_rows import Wanted
    from scolioapp.views.results_page import ResultsPage
    from scolioapp.views.table_dialog import TableDialog, TableOffer


class TablesWiring(QObject):
    """Offers tables of the records, and says on the page what became of them.

    Args:
        door: The records.
        settings: Where the last file was put.
        parent: Owner.

    Attributes:
        dialog: The dialog that is open, or None.
    """

    def __init__(self, door: RecordsDoor, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._door, self._settings = door, settings
        self.export = RecordsExport(door, self)
        self.dialog: TableDialog | None = None
        self._page: Page | None = None
        self.export.written.connect(self._say_written)
        self.export.failed.connect(self._say_failed)
        door.locked.connect(self._close)

    def dress(self, page: ResultsPage) -> None:
        """Offer tables on the Results page."""
        page.offer_tables()
        page.table_asked.connect(partial(self._ask_recordings, page))

    def ask_patients(self, page: Page, typed: str = "") -> None:
        """Ask for a table of the patients that were found by what was typed."""
        from scolioapp.storage.records.table_rows import Wanted
        from scolioapp.views.table_dialog import TableOffer

        offers = [TableOffer(self.tr("All patients"), Wanted())]
        if typed.strip():
            found = self.tr("Those found by “{words}”").format(words=typed.strip())
            offers.insert(0, TableOffer(found, Wanted(typed=typed)))
        self.ask(page, offers)

    def _ask_recordings(self, page: ResultsPage, chosen: list[str], listed: list[str]) -> None:
        from scolioapp.storage.records.table_rows import Wanted
        from scolioapp.views.table_dialog import TableOffer

        offers = [TableOffer(self.tr("All patients"), Wanted())]
        lists = [(self.tr("The recordings on this list ({count})"), listed)]
        if len(chosen) > 1:
            lists.append((self.tr("The chosen recordings ({count})"), chosen))
        for words, recordings in lists:
            wanted = Wanted(recordings=frozenset(recordings))
            offers.insert(0, TableOffer(words.format(count=len(recordings)), wanted))
        self.ask(page, offers)

    def ask(self, page: Page, offers: Sequence[TableOffer]) -> None:
        """Ask which rows and which file; the answer stands on the page.

        Args:
            page: Where it was asked for.
            offers: What can be chosen.
        """
        from scolioapp.storage.records.record_roles import Right
        from scolioapp.views.table_dialog import TableDialog

        self._page = page
        names = self._door.may(Right.NAMES)
        folder = self._settings.last_roster_folder
        self.dialog = dialog = TableDialog(offers, names=names, folder=folder, parent=page)
        dialog.asked.connect(self._write)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _write(self, path: Path, wanted: Wanted) -> None:
        self._settings.last_roster_folder = str(path.parent)
        if self._page is not None:
            self._page.banner.say(self.tr("Writing the table…"))
        self.export.write(path, wanted)

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()

    def _forget(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _say_written(self, path: Path, count: int) -> None:
        if self._page is None:
            return
        words = self.tr("1 row was written to {name}.")
        if count != 1:
            words = self.tr("{count} rows were written to {name}.")
        self._page.banner.say(
            words.format(count=count, name=path.name),
            action=self.tr("Show &folder"),
            do=partial(_open_folder, path.parent),
        )

    def _say_failed(self, error: ScolioError) -> None:
        if self._page is not None:
            words = f"{render(error.what)} {render(error.remedy)}"
            self._page.banner.say(words, severity=Severity.REPEAT)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
