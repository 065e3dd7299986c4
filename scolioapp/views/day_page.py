"""The Day page: a list of children is opened, screened one after the other, and told at the end."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.files import write_failure, written_beside
from engine.core.findings import Severity
from engine.core.resources import resource
from engine.core.text import by_number
from scolioapp.i18n import date_pattern, render
from scolioapp.jobs.worker import Worker
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.storage.open_day import DayLine
from scolioapp.viewmodels.roster_form import RosterForm
from scolioapp.viewmodels.screening_day import DayModel, DayRow
from scolioapp.views.day_dialogs import CardsDialog, LogDialog, MoveDialog
from scolioapp.views.day_start import DayStart
from scolioapp.views.roster_import import RosterImport
from scolioapp.widgets.day_list import DayList
from scolioapp.widgets.day_panel import DayPanel
from scolioapp.widgets.dialog import DestructiveBox
from scolioapp.widgets.page import Page, note, primary_button

_PANEL = space(39)
"""Width of the child's panel, logical px."""


class DayPage(Page):
    """A screening day, from the list of children to the files at its end.

    Args:
        model: The day.
        form: Reads rosters.
        settings: Remembers folders.
        worker: Reads pictures of recordings.
        parent: Owner.

    Signals:
        files_asked: Folder into which table and report are to be written.
        cards_asked: File of the cards, whether names and whether numbers stand on them.
        next_list_asked: File into which the children of the next list are to be written.
        result_asked: Identifier of a result that is to be shown.
        patients_asked: A day of patients is to begin.
    """

    files_asked = Signal(object)
    cards_asked = Signal(object, bool, bool)
    next_list_asked = Signal(object)
    result_asked = Signal(str)
    patients_asked = Signal()

    def __init__(
        self,
        model: DayModel,
        form: RosterForm,
        settings: Settings,
        worker: Worker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self._worker = worker
        self._model = model
        self._form = form
        self._settings = settings
        self.dialog: QWidget | None = None
        self.start = DayStart(model, in_records=form.in_records, parent=self)
        self.panel = DayPanel(model, _PANEL, parent=self)
        self.list = DayList(model, self)
        self.counts = note("", self)
        self.end_button = QPushButton(self.tr("&End the day"), self)
        self.files_button = primary_button(self.tr("Save table and &PDF…"), self)
        self.next_button = QPushButton(self)
        self.more_button = QPushButton(self.tr("M&ore"), self)
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()
        self._show()

    def _build(self) -> None:
        self.more_button.setProperty("hasMenu", "true")
        self.more_button.setMenu(self._menu())
        self.header.addWidget(self.files_button)
        self.header.addWidget(self.more_button)
        whole = QWidget(self)
        right = QVBoxLayout()
        right.setSpacing(space(1))
        top = QHBoxLayout()
        top.setSpacing(space(1))
        top.addWidget(self.counts, 1)
        top.addWidget(self.next_button)
        top.addWidget(self.end_button)
        right.addLayout(top)
        right.addWidget(self.list, 1)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(3))
        row.addWidget(self.panel)
        row.addLayout(right, 1)
        self._stack.addWidget(self.start)
        self._stack.addWidget(whole)
        self.content.addWidget(self._stack, 1)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Print &cards…"), self.open_cards)
        menu.addAction(self.tr("Save table and &PDF…"), self.choose_files)
        menu.addAction(self.tr("Save the next &list…"), self.choose_next_list)
        menu.addSeparator()
        menu.addAction(self.tr("&Log of the day…"), self.open_log)
        menu.addAction(self.tr("Close the &day"), self._model.leave)
        return menu

    def _connect_signals(self) -> None:
        self._model.changed.connect(self._show)
        self._model.refused.connect(self.say_error)
        self._form.read.connect(self._on_read)
        self.start.roster_asked.connect(self.choose_roster)
        self.start.patients_asked.connect(self.patients_asked)
        self.start.next_asked.connect(self._begin_next_of)
        self.start.example_asked.connect(self.choose_example)
        self.start.delete_asked.connect(self._ask_delete)
        self.list.move_asked.connect(self.open_move)
        self.list.result_asked.connect(self.result_asked)
        self.end_button.clicked.connect(self._on_end)
        self.files_button.clicked.connect(self.choose_files)
        self.next_button.clicked.connect(self.begin_next)
        space_bar = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        space_bar.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        space_bar.activated.connect(self._on_space)

    def _on_space(self) -> None:
        """Go on, unless somebody types or a button has the focus, which the space bar presses."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and focused is not self.panel.step_button:
            focused.click()
        elif isinstance(focused, QComboBox):
            focused.showPopup()
        elif not isinstance(focused, QLineEdit) and self._model.day is not None:
            self.panel.step()

    def _show(self) -> None:
        """Show the day, or how to begin one."""
        day = self._model.day
        over = day is not None and day.standing.ended
        self._show_title()
        self._stack.setCurrentIndex(0 if day is None else 1)
        self.end_button.setVisible(day is not None)
        self.end_button.setText(self.tr("Go on &with the day") if over else self.tr("&End the day"))
        self.files_button.setVisible(over)
        self.more_button.setVisible(day is not None)
        left = len(self._model.left_over)
        words = by_number(
            left, self.tr("&Next list: 1 child"), self.tr("&Next list: {count} children")
        )
        self.next_button.setText(words.format(count=left))
        self.next_button.setToolTip(
            self.tr("Begin another day with who was absent or is to be repeated")
        )
        self.next_button.setVisible(over and left > 0)
        self.panel.setVisible(not over)
        self._show_counts()

    def _show_title(self) -> None:
        """Show the name of the day, as far as there is room beside the buttons."""
        day = self._model.day
        words = self.tr("Screening day") if day is None else day.facts.name
        beside = self.files_button.sizeHint().width() + self.more_button.sizeHint().width()
        room = max(space(20), self.width() - beside - space(10))
        mode = Qt.TextElideMode.ElideRight
        self.title.ensurePolished()
        self.title.setText(self.title.fontMetrics().elidedText(words, mode, room))
        self.title.setToolTip(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look how much of the name has room."""
        super().resizeEvent(event)
        self._show_title()

    def _show_counts(self) -> None:
        from engine.report.day_document import DayEntry, counts

        entries = [DayEntry(row.child, row.state, row.consent) for row in self._model.rows]
        self.counts.setText(counts(entries, render))

    def say_error(self, error: ScolioError) -> None:
        """Say what could not be done, and what to do."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)

    # The list of children

    def choose_roster(self) -> None:
        """Ask for the file with the children."""
        dialog = QFileDialog(self, self.tr("List of children"), self._settings.last_roster_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Lists (*.csv *.tsv *.txt *.xlsx)"), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(lambda names: self.read_roster(Path(names[0]).absolute()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_roster(self, path: Path) -> None:
        """Read a file with children; the dialog opens once it was read."""
        self._settings.last_roster_folder = str(path.parent)
        self.banner.clear()
        self._form.choose(path)

    def _on_read(self) -> None:
        if self._form.proposal is None:
            if self._form.problem is not None:
                self.say_error(self._form.problem)
            return
        dialog = RosterImport(self._form, self)
        if self._form.path is not None:
            today = QLocale().toString(QDate.currentDate(), date_pattern())
            dialog.suggest(self._form.path, today)
        dialog.begun.connect(self._model.begin)
        self.open_dialog(dialog)

    def choose_example(self) -> None:
        """Ask where an example of a list shall lie."""
        words = self.tr("Save an example list")
        self._ask_file(words, "children.csv", self.tr("CSV (*.csv)"), self._save_example)

    def _save_example(self, path: Path) -> None:
        try:
            with written_beside(path) as beside:
                shutil.copyfile(resource("rosters", "example.csv"), beside)
        except OSError as error:
            self.say_error(write_failure(path, error))
            return
        except ScolioError as error:
            self.say_error(error)
            return
        words = self.tr("The example lies in {name}. Fill it in, then open it here.")
        self.banner.say(words.format(name=path.name))

    # What is asked on the way

    def open_dialog(self, dialog: QDialog) -> None:
        """Show a dialog before the page; one at a time."""
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    def _on_dialog_closed(self) -> None:
        self.dialog = None

    def open_move(self, row: DayRow) -> None:
        """Ask to whom a recording belongs."""
        dialog = MoveDialog(self._model, row, self._worker, self)
        dialog.moved.connect(self._model.move)
        dialog.swapped.connect(self._model.swap)
        self.open_dialog(dialog)

    def open_log(self) -> None:
        """Show what happened so far."""
        self.open_dialog(LogDialog(self._model, self))

    def open_cards(self) -> None:
        """Ask what stands on the cards, and where they shall lie."""
        dialog = CardsDialog(len(self._model.roster), self)
        dialog.chosen.connect(self._choose_cards_file)
        self.open_dialog(dialog)

    def _choose_cards_file(self, names: bool, numbers: bool) -> None:
        self._ask_file(
            self.tr("Save cards"),
            "cards.pdf",
            self.tr("PDF (*.pdf)"),
            lambda path: self.cards_asked.emit(path, names, numbers),
        )

    def _ask_delete(self, line: DayLine) -> None:
        DestructiveBox(
            self,
            self.tr("Delete the day"),
            self.tr("Delete “{name}” with the names of its children?").format(name=line.name),
            self.tr("Recordings and results stay; they carry numbers, no names."),
            self.tr("&Delete"),
            lambda: self._delete(line),
        )

    def _delete(self, line: DayLine) -> None:
        self._model.delete(line.identifier)
        self.start.refresh()

    # The end

    def _on_end(self) -> None:
        day = self._model.day
        if day is not None:
            self._model.end(not day.standing.ended)

    def begin_next(self) -> None:
        """Begin another day with the children who are left; their cards stay good."""
        day = self._model.day
        if day is None:
            return
        words = self.tr("{name}, again").format(name=day.facts.name)
        self._model.begin_next(words, day.identifier)

    def _begin_next_of(self, line: DayLine) -> None:
        self.banner.clear()
        words = self.tr("{name}, again").format(name=line.name)
        self._model.begin_next(words, line.identifier)

    def choose_files(self) -> None:
        """Ask for the folder of the table and the report."""
        folder = self._settings.last_roster_folder
        dialog = QFileDialog(self, self.tr("Folder for table and PDF"), folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(lambda names: self.files_asked.emit(Path(names[0]).absolute()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_next_list(self) -> None:
        """Ask where the next list shall lie."""
        self.ask_list(self.next_list_asked.emit)

    def ask_list(self, do: object) -> None:
        """Ask for a file in which a list of children shall lie."""
        words = self.tr("Save a list of children")
        kinds = self.tr("Workbook (*.xlsx);;CSV (*.csv)")
        self._ask_file(words, "children.xlsx", kinds, do)

    def _ask_file(self, title: str, name: str, kinds: str, do: object) -> None:
        dialog = QFileDialog(self, title, self._settings.last_roster_folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.selectFile(name)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        if callable(do):
            dialog.filesSelected.connect(lambda names: do(Path(names[0]).absolute()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
