"""A folder of videos: which were found, where results go, start, progress, stop, and the table of all.

May be closed at any time: the work goes on below, in the list of videos being screened.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.names import file_name
from engine.core.text import by_number
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.screened_folder import Column, FolderTable, ScreenedFolder
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import resize_within
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.widgets.row_table import LinesCell, RowTable

_ROW = space(4.5)
_LISTED, _FAULTS = 6, 4
"""How many names, and rows that were left out, are told in the dialog."""


class FolderDialog(QDialog):
    """The videos of a folder and where each stands.

    Args:
        model: The folder.
        parent: Owner.

    Signals:
        opened: A `ResultEntry` that is to be shown.
    """

    opened = Signal(object)

    def __init__(self, model: ScreenedFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Screen a folder"))
        resize_within(self, QSize(space(104), space(74)), parent)
        self.banner = Banner(self)
        self.facts = paragraph("", self)
        self.state = note("", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.rows = FolderTable(model, self)
        self.table = RowTable(self.rows, self.tr("Videos"), row_height=_ROW, parent=self)
        self.start_button = primary_button("", self)
        self.stop_button = QPushButton(self.tr("&Stop"), self)
        self.table_button = QPushButton(self.tr("Save &table…"), self)
        self.table_button.setToolTip(
            self.tr("One row for each video: outcome, recording quality and measurements")
        )
        self.roster_button = QPushButton(self.tr("&List of children…"), self)
        self.roster_button.setToolTip(
            self.tr(
                "A list (CSV or XLSX) with the number of each child, which stands in the file names"
            )
        )
        self.matched = note("", self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self._build_table()
        self._lay_out()
        self._connect_signals()
        self.show_state()
        self.start_button.setFocus()

    def _build_table(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setItemDelegate(LinesCell(LINES_ROLE, bold=-1, parent=table))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.setColumnWidth(Column.VIDEO, space(42))
        header.setSectionResizeMode(Column.STATE, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Videos in “{name}”").format(name=self._model.name), self)
        title.setProperty("role", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        for button in (
            self.start_button,
            self.stop_button,
            self.table_button,
            self.roster_button,
            self.close_button,
        ):
            button.setAutoDefault(button is self.start_button)
        buttons = in_row(
            self.roster_button,
            self.table_button,
            STRETCH,
            self.stop_button,
            self.start_button,
            self.close_button,
            gap=1,
        )
        in_column(
            title,
            self.banner,
            self.facts,
            self.matched,
            (self.table, 1),
            self.bar,
            self.state,
            buttons,
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    def _connect_signals(self) -> None:
        self.start_button.clicked.connect(self._model.start)
        self.stop_button.clicked.connect(self._model.stop)
        self.table_button.clicked.connect(self._ask_table)
        self.roster_button.clicked.connect(self._ask_roster)
        self._model.roster_read.connect(self._say_matched)
        self._model.roster_failed.connect(self._say_failed)
        self.close_button.clicked.connect(self.close)
        self.table.activated.connect(self._open)
        self._model.changed.connect(self.show_state)
        self._model.table_written.connect(self._say_written)
        self._model.table_failed.connect(self._say_failed)

    def show_state(self) -> None:
        """Say what was found, what is done and what can be done now."""
        model = self._model
        done, failed, busy = len(model.done), len(model.failed), len(model.under_way)
        left = len(model.to_do)
        fresh = sum(not one.failed for one in model.to_do)
        self.facts.setText(self._facts())
        self.state.setText(self._state(done, failed, fresh, busy))
        self.bar.setVisible(busy > 0)
        self.bar.setRange(0, max(1, 100 * (done + busy)))
        parts = sum((one.job.fraction or 0.0) for one in model.under_way if one.job is not None)
        self.bar.setValue(round(100 * (done + parts)))
        words = by_number(left, self.tr("S&creen the video"), self.tr("S&creen {count} videos"))
        if not fresh:
            words = self.tr("Try a&gain")
        self.start_button.setText(words.format(count=left))
        self.start_button.setVisible(left > 0 and not busy)
        self.stop_button.setVisible(busy > 0)
        self.roster_button.setEnabled(not busy)
        self.matched.setVisible(bool(self.matched.text()))
        self.table_button.setEnabled(done + failed > 0)

    def _facts(self) -> str:
        count = len(self._model.videos)
        words = by_number(
            count,
            self.tr("A video was found ({size})."),
            self.tr("{count} videos were found ({size})."),
        )
        form = QLocale.DataSizeFormat.DataSizeSIFormat
        size = QLocale().formattedDataSize(self._model.bytes, 1, form)
        kept = self.tr(
            "Each result is kept under Results as soon as it is there. You can stop, close this or close "
            "the program at any time: open the folder again and it goes on where it was."
        )
        return f"{words.format(count=count, size=size)} {kept}"

    def _state(self, done: int, failed: int, fresh: int, busy: int) -> str:
        parts = [self.tr("{count} screened").format(count=done)]
        if busy:
            parts.append(self.tr("{count} still to come").format(count=busy))
        elif fresh:
            parts.append(self.tr("{count} not screened yet").format(count=fresh))
        if failed:
            parts.append(self.tr("{count} could not be screened").format(count=failed))
        return " · ".join(parts)

    def _open(self, index: QModelIndex) -> None:
        entry = self.rows.thing_at(index.row()).entry
        if entry is not None:
            self.opened.emit(entry)

    def _ask_table(self) -> None:
        """Ask where the table is to lie; nothing else waits while the dialog is open."""
        name = file_name(self._model.name, ".xlsx")
        dialog = QFileDialog(self, self.tr("Save table"), str(self._model.folder / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Workbook (*.xlsx)"), self.tr("Table (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(lambda chosen: self._model.write_table(Path(chosen)))
        dialog.open()

    def _ask_roster(self) -> None:
        """Ask for a list of children; nothing else waits while the dialog is open."""
        dialog = QFileDialog(self, self.tr("List of children"), str(self._model.folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Lists (*.csv *.tsv *.txt *.xlsx)"), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda chosen: self._model.take_roster(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say_matched(self) -> None:
        """Say whose the videos are, who is left, and which rows were left out, as the command does."""
        matches, roster = self._model.matches, self._model.roster
        if matches is None or roster is None:
            return
        self.banner.clear()
        found, words = len(matches.children), []
        said = by_number(
            found,
            self.tr("1 video has its child."),
            self.tr("{count} videos have their child."),
        )
        words.append(said.format(count=found))
        if matches.videos:
            said = self.tr("No child of the roster: {videos}")
            words.append(said.format(videos=_shown(matches.videos)))
        if matches.missing:
            said = self.tr("No video of the children: {numbers}")
            words.append(said.format(numbers=_shown([one.number for one in matches.missing])))
        for fault in roster.faults[:_FAULTS]:
            said = self.tr("Left out: row {row} of the roster: {reason}")
            words.append(said.format(row=fault.row, reason=render(fault.reason)))
        if len(roster.faults) > _FAULTS:
            said = self.tr("… and {count} more")
            words.append(said.format(count=len(roster.faults) - _FAULTS))
        self.matched.setText("\n".join(words))
        self.matched.setVisible(True)

    def _say_written(self, path: Path) -> None:
        self.banner.say(self.tr("The table was saved as {name}.").format(name=path.name))

    def _say_failed(self, error: ScolioError) -> None:
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)


def _shown(names: Sequence[str]) -> str:
    """Return some names in one line."""
    more = f", … (+{len(names) - _LISTED})" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
