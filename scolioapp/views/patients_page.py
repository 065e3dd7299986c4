"""The Patients page: the list, found by typing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QPushButton, QStackedLayout, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.viewmodels.patient_list import PatientColumn, PatientList
from scolioapp.widgets.page import Page, heading, note, primary_button
from scolioapp.widgets.row_table import RowTable

_ROW: Final = space(5)
_WIDTHS: Final = {
    PatientColumn.NUMBER: space(13),
    PatientColumn.BIRTH: space(15),
    PatientColumn.CLASS: space(10),
    PatientColumn.LAST_VISIT: space(14.5),
    PatientColumn.STATE: space(19),
}
_TO_LIST: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WITH_OTHERS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class PatientsPage(Page):
    """Search, table, and what is done with the list.

    Whatever is typed on the page is searched for; the arrows move in the list meanwhile, and Enter opens.

    Args:
        model: The patients.
        parent: Owner.

    Signals:
        opened: Id of a patient that is to be shown.
        new_asked: A patient is to be added.
        import_asked: Patients are to be added from a list in a file.
        export_asked: A table of the patients' visits and recordings is to be written into a file.
        bin_asked: The recycle bin is to be shown.
    """

    opened = Signal(str)
    new_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    bin_asked = Signal()

    def __init__(self, model: PatientList, parent: QWidget | None = None) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self.setObjectName("patientsPage")
        self.title.setText(self.tr("Patients"))
        self._model = model
        self._kept = ""
        self._pending = False
        self._open_found = False
        self._examine = False
        self.search = QLineEdit(self)
        self.new_button = primary_button(self.tr("&New patient…"), self)
        self.table = RowTable(model, self.tr("Patients"), row_height=_ROW, parent=self)
        self.open_button = QPushButton(self.tr("&Open"), self)
        self.import_button = QPushButton(self.tr("&Import list…"), self)
        self.export_button = QPushButton(self.tr("&Export table…"), self)
        self.export_button.setToolTip(
            self.tr("One row for each recording: outcome, measurements and the examiner's findings")
        )
        self.bin_button = QPushButton(self.tr("Recycle &bin"), self)
        self.count = QLabel(self)
        self.count.setProperty("role", "note")
        self.nothing = QLabel(self.tr("No patient matches these words."), self)
        self.nothing.hide()
        self._build_header()
        self._build_table()
        self._stack = QStackedLayout()
        self.first_button = primary_button(self.tr("&Add the first patient…"), self)
        self.first_list_button = QPushButton(self.tr("I&mport a list…"), self)
        self._stack.addWidget(self._full())
        self._stack.addWidget(self._empty())
        # Nothing, until the records have answered.
        self._stack.addWidget(QWidget(self))
        self._stack.setCurrentIndex(2)
        self.content.addLayout(self._stack, 1)
        self._connect_signals()
        self.setFocusProxy(self.search)

    def _build_header(self) -> None:
        self.search.setPlaceholderText(self.tr("Number, name or class"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search for patients"))
        self.search.setToolTip(self.tr("Type anywhere on this page to search (Ctrl+F)"))
        self.search.setFixedWidth(space(36))
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.header.addWidget(self.search)
        self.header.addWidget(self.new_button)

    def _build_table(self) -> None:
        table, mode = self.table, QHeaderView.ResizeMode
        table.setFont(font(TextSize.BODY, tabular=True))
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        for column in PatientColumn:
            if column in _WIDTHS:
                header.setSectionResizeMode(column, mode.Fixed)
                header.resizeSection(column, _WIDTHS[column])
        header.setSectionResizeMode(PatientColumn.NAME, mode.Stretch)

    def _full(self) -> QWidget:
        widget = QWidget(self)
        row = in_row(
            self.open_button,
            self.import_button,
            self.export_button,
            self.bin_button,
            STRETCH,
            self.count,
            gap=1,
        )
        in_column((self.table, 1), self.nothing, row, gap=2, margins=0, parent=widget)
        return widget

    def _empty(self) -> QWidget:
        widget = QWidget(self)
        column = in_column(gap=1, parent=widget)
        self._no_title = heading(self.tr("No patients yet"), widget)
        self._no_words = note(
            self.tr("Add them one by one, or all at once from a list of the school or clinic."),
            widget,
        )
        column.addStretch(2)
        for each in (self._no_title, self._no_words):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(each)
        column.addSpacing(space(1))
        self.first_bin_button = QPushButton(self.tr("Recycle bi&n"), widget)
        buttons = in_row(
            STRETCH,
            self.first_button,
            self.first_list_button,
            self.first_bin_button,
            STRETCH,
            gap=1,
        )
        column.addLayout(buttons)
        column.addStretch(3)
        return widget

    def _connect_signals(self) -> None:
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.table.installEventFilter(self)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._on_reset)
        self._model.settled.connect(self._on_settled)
        self._model.failed.connect(self.say_error)
        self.open_button.clicked.connect(self.open_current)
        for button in (self.new_button, self.first_button):
            button.clicked.connect(self.new_asked)
        for button in (self.import_button, self.first_list_button):
            button.clicked.connect(self.import_asked)
        self.export_button.clicked.connect(self.export_asked)
        for button in (self.bin_button, self.first_bin_button):
            button.clicked.connect(self.bin_asked)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.begin_search)

    # What the owner says

    def show_rights(self, *, names: bool, examine: bool) -> None:
        """Show what whoever is there may see and do."""
        self._examine = examine
        for button in (self.new_button, self.import_button, self.first_button):
            button.setVisible(examine)
        self.first_list_button.setVisible(examine)
        self._no_words.setVisible(examine)
        for column in (PatientColumn.NAME, PatientColumn.CLASS):
            self.table.setColumnHidden(column, not names)
        stretched = PatientColumn.NAME if names else PatientColumn.NUMBER
        mode = QHeaderView.ResizeMode
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(PatientColumn.NUMBER, mode.Fixed)
        header.resizeSection(PatientColumn.NUMBER, _WIDTHS[PatientColumn.NUMBER])
        header.setSectionResizeMode(stretched, mode.Stretch)
        words = self.tr("Number, name or class") if names else self.tr("Number")
        self.search.setPlaceholderText(words)

    def show_binned(self, count: int) -> None:
        """Say how many patients lie in the recycle bin."""
        words, first = self.tr("Recycle &bin"), self.tr("Recycle bi&n")
        if count:
            words = self.tr("Recycle &bin ({count})").format(count=count)
            first = self.tr("Recycle bi&n ({count})").format(count=count)
        self.bin_button.setText(words)
        self.first_bin_button.setText(first)
        self.first_bin_button.setVisible(bool(count))

    def say_error(self, error: ScolioError) -> None:
        """Say what went wrong."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.REPEAT)

    def forget(self) -> None:
        """Show nothing of any patient."""
        self._kept = ""
        self._pending = self._open_found = False
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.banner.clear()
        self._stack.setCurrentIndex(2)

    def select(self, patient: str) -> None:
        """Select a patient, if it is in the rows that are read."""
        row = self._model.row_of(patient)
        if row is not None:
            self.table.selectRow(row)
            self.table.scrollTo(self._model.index(row, 0))

    # Search

    def begin_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def _on_typed(self, words: str) -> None:
        self._pending = True
        self._open_found = False
        self._model.look_for(words)

    def _on_settled(self) -> None:
        self._pending = False
        total = self._model.rowCount()
        searched = bool(self._model.typed.strip())
        some = bool(total) or searched
        self._stack.setCurrentIndex(0 if some else 1)
        # With nobody to search for, the page has one thing to do, in its middle.
        searching = self.search.hasFocus()
        self.search.setVisible(some)
        if searching and not some:
            self.first_button.setFocus()
        self.new_button.setVisible(some and self._examine)
        self.nothing.setVisible(not total)
        words = self.tr("1 patient") if total == 1 else self.tr("{total} patients")
        if searched:
            words = self.tr("1 patient found") if total == 1 else self.tr("{total} patients found")
        self.count.setText(words.format(total=total))
        self._on_selection()
        if self._open_found and total == 1:
            self.open_current()
        self._open_found = False

    def _remember(self) -> None:
        current = self.table.currentIndex()
        patient = self._model.patient(current.row()) if current.isValid() else None
        self._kept = patient.id if patient is not None else ""

    def _on_reset(self) -> None:
        if not self._model.rowCount():
            return
        row = self._model.row_of(self._kept) or 0
        self.table.selectRow(row)
        self.table.scrollTo(self._model.index(row, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while words are typed, and words be typed from the list."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.search:
            if event.key() in _TO_LIST:
                QCoreApplication.sendEvent(self.table, event)
                return True
            if event.key() in _ENTER:
                self.open_current()
                return True
        elif watched is self.table:
            if event.key() in _ENTER:
                self.open_current()
                return True
            if self._typed_anywhere(event):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search for what is typed on a button, too."""
        if not self._typed_anywhere(event):
            super().keyPressEvent(event)

    def _typed_anywhere(self, event: QKeyEvent) -> bool:
        words = event.text()
        if not words.strip() or not words.isprintable() or event.modifiers() & _WITH_OTHERS:
            return False
        self.search.setFocus()
        self.search.insert(words)
        return True

    # The list

    def _on_selection(self) -> None:
        self.open_button.setEnabled(self.table.currentIndex().isValid())

    def _on_activated(self, index: QModelIndex) -> None:
        patient = self._model.patient(index.row())
        if patient is not None:
            self.opened.emit(patient.id)

    def open_current(self) -> None:
        """Open the patient of the current row; while words are looked for, the one that is found."""
        if self._pending:
            self._open_found = True
            return
        current = self.table.currentIndex()
        if current.isValid():
            self._on_activated(current)
