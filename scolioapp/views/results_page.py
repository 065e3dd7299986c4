"""The Results page: every finished screening in a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.hatching import mark_width, paint_mark
from scolioapp.painting.icons import icon
from scolioapp.painting.ink import screen_ink
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.settings import Settings
from scolioapp.storage.record_results import FOUND
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.lines_table import LINES_ROLE, Index
from scolioapp.viewmodels.results_table import (
    ENTRY_ROLE,
    REPLACED_ROLE,
    Column,
    ResultsFilter,
    ResultsModel,
)
from scolioapp.widgets.page import Page, heading, note, quiet_button
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import NameCell, header_width, narrowest
from scolioapp.words.result_words import mark_words, outcome_of, title_words

_ROW = space(6)
_MARK = space(2)
_OWN_COLUMNS, _SORTING = "results_columns", "results_sorting"
"""What is remembered: widths that somebody chose, or, without them, only how the list is sorted."""
_LAID_OUT = 40
"""How many words of a column are laid out to find its width: the longest."""
_LEAST_NAME = space(28)
"""Width at which names that differ only at their ends still differ, on two lines."""


class _OutcomeCell(QStyledItemDelegate):
    """Paints the outcome's shape and its warning before its words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, then the shape in the room kept for it."""
        super().paint(painter, option, index)
        entry: ResultEntry = index.data(ENTRY_ROLE)
        outcome = outcome_of(entry)
        if outcome is not None:
            top = option.rect.center().y() - _MARK / 2 + 1
            place = QRectF(option.rect.left() + space(1), top, _MARK, _MARK)
            paint_outcome(painter, place, outcome)
        warning = mark_words(entry)
        if warning:
            place = QRectF(option.rect).adjusted(space(1.5) + _MARK, 0, 0, 0)
            paint_mark(painter, place, warning, screen_ink())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep room for the shape and the warning."""
        super().initStyleOption(option, index)
        entry: ResultEntry = index.data(ENTRY_ROLE)
        option.text = title_words(entry)
        warning = mark_words(entry)
        room = round(mark_width(warning, screen_ink())) + space(0.5) if warning else 0
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(_MARK + space(0.5) + room, _MARK)


class ResultsPage(Page):
    """Table, filter, open, delete, and the folder of a result.

    Signals:
        opened: A `ResultEntry` that is to be shown.
        rename_asked: Identifier of a result, and the label that was typed for it.
        folder_asked: Identifier of a result whose folder is to be shown.
        screen_asked: The person wants to screen a first video.
        takeover_asked: The results of earlier times are to be taken over into the records.
        table_asked: Identifiers of the chosen results and of those on the list, for a table in a file.
    """

    opened = Signal(object)
    rename_asked = Signal(str, str)
    folder_asked = Signal(str)
    screen_asked = Signal()
    takeover_asked = Signal()
    table_asked = Signal(list, list)

    def __init__(
        self,
        model: ResultsModel,
        settings: Settings,
        *,
        remove: Callable[[list[ResultEntry]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", scrolls=False, parent=parent)
        self.setObjectName("resultsPage")
        self.title.setText(self.tr("Results"))
        self._model = model
        self._settings = settings
        self._remove = remove
        self.rows = ResultsFilter(model, self)
        self.filter = QLineEdit(self)
        self._fitted: dict[int, int] = {}
        self._fitted_to: tuple[ResultEntry, ...] = ()
        self._may_open = self._may_change = True
        self._after_resizing = QTimer(self, singleShot=True, interval=0)
        self._after_resizing.timeout.connect(self._leave_out_person)
        self.table = RecordTable(
            model, self.tr("Results"), row_height=_ROW, several=True, shown=self.rows, parent=self
        )
        self.open_button = QPushButton(self.tr("&Open"), self)
        self.rename_button = QPushButton(self.tr("Re&name"), self)
        self.rename_button.setToolTip(
            self.tr("Give the recording a name or number so that you can find it (F2)")
        )
        self.folder_button = QPushButton(self.tr("Show &folder"), self)
        self.delete_button = QPushButton(self.tr("&Delete"), self)
        self.takeover_button = quiet_button(self.tr("&Take over earlier results…"), self)
        self.takeover_button.hide()
        self.table_button = QPushButton(self.tr("E&xport table…"), self)
        self.table_button.hide()
        self._count = QLabel(self)
        self._count.setProperty("role", "note")
        self._nothing = QLabel(self.tr("No results match these words."), self)
        self._build_header()
        self._build_table()
        self._stack = QStackedLayout()
        self._stack.addWidget(self._full())
        self._stack.addWidget(self._empty())
        self.content.addLayout(self._stack, 1)
        self._connect_signals()
        self._on_model_reset()

    def _build_header(self) -> None:
        self.filter.setPlaceholderText(self.tr("Filter by name, outcome, date…"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter results"))
        self.filter.setToolTip(self.tr("Show only the results that contain these words (Ctrl+F)"))
        self.filter.setFixedWidth(space(36))
        self.filter.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.header.addWidget(self.takeover_button)
        self.header.addWidget(self.filter)
        self.folder_button.setVisible(not self._model.of_records)

    def _build_table(self) -> None:
        table = self.table
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        table.setFont(font(TextSize.BODY, tabular=True))
        table.setItemDelegateForColumn(Column.OUTCOME, _OutcomeCell(table))
        table.setItemDelegateForColumn(
            Column.VIDEO, NameCell(LINES_ROLE, self.tr("Name or number"), REPLACED_ROLE, table)
        )
        table.setSortingEnabled(True)
        table.sortByColumn(Column.DATE, Qt.SortOrder.DescendingOrder)
        table.setWordWrap(True)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(space(8))
        header.setSectionResizeMode(Column.VIDEO, QHeaderView.ResizeMode.Stretch)
        kept = self._settings.state(_OWN_COLUMNS)
        self._own_widths = kept is not None and header.restoreState(kept)
        sorting = self._settings.state(_SORTING)
        if sorting is not None and not self._own_widths:
            header.restoreState(sorting)
        table.setColumnHidden(Column.PERSON, False)

    def _fit_columns(self) -> None:
        """Fit each column to its words on two lines; the names take the rest."""
        rows = self._model.newest
        if self._own_widths or (rows and rows is self._fitted_to):
            return
        self._fitted_to = rows
        marks = [mark_width(mark, screen_ink()) for mark in set(map(mark_words, rows)) if mark]
        cells = [self._model.words_of(each) for each in rows]
        for column, title in enumerate(self._model.titles()):
            if column == Column.VIDEO:
                continue
            words = {row[column] for row in cells}
            beside = 0
            if column == Column.OUTCOME:
                words = set(map(title_words, rows))
                beside = _MARK + space(1.5) + round(max(marks, default=0))
            # To lay out thousands of dates takes longer than anybody waits.
            words = set(sorted(words, key=len)[-_LAID_OUT:])
            wide = narrowest(words, self.table.font(), lines=2) + 2 * space(1.5) + beside
            self._fitted[column] = max(wide, header_width(title))
        for column, width in self._fitted.items():
            self.table.setColumnWidth(column, width)
        self._leave_out_person()

    def _leave_out_person(self) -> None:
        """Leave out the column of the person where names have too little room: the result says it."""
        if self._own_widths or not self._fitted:
            return
        names = self.table.viewport().width() - sum(self._fitted.values())
        narrow = names < _LEAST_NAME and not self._model.of_records
        self.table.setColumnHidden(Column.PERSON, narrow)
        if not narrow:
            self.table.setColumnWidth(Column.PERSON, self._fitted[Column.PERSON])

    def _full(self) -> QWidget:
        row = in_row(
            self.open_button,
            self.rename_button,
            self.folder_button,
            self.delete_button,
            self.table_button,
            STRETCH,
            self._count,
            gap=1,
        )
        widget = QWidget(self)
        in_column((self.table, 1), self._nothing, row, gap=2, margins=0, parent=widget)
        return widget

    def _empty(self) -> QWidget:
        widget = QWidget(self)
        column = in_column(gap=1, parent=widget)
        title = heading(self.tr("No results yet"), widget)
        words = note(self.tr("Every finished screening is saved here automatically."), widget)
        button = QPushButton(self.tr("&Screen a video"), widget)
        column.addStretch(2)
        for each in (title, words):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(each)
        column.addSpacing(space(1))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        button.clicked.connect(self.screen_asked)
        return widget

    def _connect_signals(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.table.activated.connect(self._on_activated)
        self.table.chosen.connect(self._on_selection)
        self._model.modelReset.connect(self._on_model_reset)
        self.open_button.clicked.connect(self._on_open)
        self.folder_button.clicked.connect(self._on_folder)
        self.takeover_button.clicked.connect(self.takeover_asked)
        self.rename_button.clicked.connect(self.rename)
        self._model.rename_asked.connect(self.rename_asked)
        self.delete_button.clicked.connect(self.delete)
        self.table_button.clicked.connect(self._on_table)
        self.table.horizontalHeader().sectionResized.connect(self._on_column_resized)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._keep_header)
        self.table.horizontalHeader().viewport().installEventFilter(self)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)
        self.table.on_key(QKeySequence.StandardKey.Delete, self.delete)
        rename = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        rename.activated.connect(self.rename)
        # Without this Enter would not open a row on macOS, where it renames.
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table.on_key(key, self._on_open)

    def _on_filter(self, words: str) -> None:
        self.rows.look_for(words)
        self._model.look_for(words)
        self._show_count()
        self.table.begin()

    def _show_count(self) -> None:
        shown, total = self.rows.rowCount(), self._model.total
        self._nothing.setVisible(bool(total) and not shown)
        words = self.tr("1 result") if total == 1 else self.tr("{total} results")
        if shown != total:
            words = self.tr("{shown} of 1 result")
            if total != 1:
                words = self.tr("{shown} of {total} results")
        if self._model.left_out:
            words = self._left_out_words()
        words = words.format(shown=shown, total=total)
        old = self._model.rowCount() - self._model.recordings
        if old:
            # Whoever counts children counts each once.
            words = self.tr("{results}, {old} of them replaced").format(results=words, old=old)
        self._count.setText(words)

    def _left_out_words(self) -> str:
        """Say that the list does not show all, and how the others are found."""
        if not self.filter.text().strip():
            return self.tr("The newest {shown} of {total} results; type above to find older ones")
        if self._model.rowCount() - (self._model.total - self._model.left_out) >= FOUND - 1:
            return self.tr("{shown} of {total} results, perhaps more; type another word")
        return self.tr("{shown} of {total} results")

    def _on_model_reset(self) -> None:
        self._fit_columns()
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
        self.filter.setVisible(bool(self._model.rowCount()))
        self._show_count()
        self._on_selection()

    def _on_selection(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self.open_button.setEnabled(count == 1 and self._may_open)
        self.rename_button.setEnabled(count == 1 and self._may_change)
        self.folder_button.setEnabled(count == 1)
        self.delete_button.setEnabled(count > 0 and self._may_change)

    def allow(self, *, opening: bool, changing: bool, takeover: bool) -> None:
        """Let the user of the records do what the role allows, and nothing else.

        Args:
            opening: Whether results may be opened.
            changing: Whether they may be renamed and deleted.
            takeover: Whether there are earlier results that may be taken over.
        """
        self._may_open, self._may_change = opening, changing
        self.takeover_button.setVisible(takeover)
        self._on_selection()

    def _on_activated(self, index: QModelIndex) -> None:
        if self._may_open:
            self.opened.emit(self.table.record(index))

    def _on_open(self) -> None:
        chosen = self.table.selected
        if len(chosen) == 1 and self._may_open:
            self.opened.emit(chosen[0])

    def offer_tables(self) -> None:
        """Offer a table of the results in a file."""
        self.table_button.show()

    def _on_table(self) -> None:
        listed = [
            self.rows.index(row, 0).data(ENTRY_ROLE).identifier
            for row in range(self.rows.rowCount())
        ]
        self.table_asked.emit([entry.identifier for entry in self.table.selected], listed)

    def rename(self) -> None:
        """Let the name of the selected result be typed in its row."""
        if not self._may_change:
            return
        for index in self.table.selectionModel().selectedRows()[:1]:
            self.table.setFocus()
            self.table.edit(index.siblingAtColumn(Column.VIDEO))

    def _on_folder(self) -> None:
        for entry in self.table.selected[:1]:
            self.folder_asked.emit(entry.identifier)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody has chosen a column's width by the mouse."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            header = self.table.horizontalHeader()
            sizes = ((header.sectionSize(column), width) for column, width in self._fitted.items())
            if any(size not in (0, width) for size, width in sizes):
                self._own_widths = True
                self._keep_header()
        return super().eventFilter(watched, event)

    def _on_column_resized(self, column: int) -> None:
        # The names' column follows the window. A column shown while others are being resized gets a width
        # of Qt's own, so the person's waits until they are.
        if column == Column.VIDEO:
            self._after_resizing.start()

    def _keep_header(self, *change: object) -> None:
        key = _OWN_COLUMNS if self._own_widths else _SORTING
        self._settings.keep_state(key, self.table.horizontalHeader().saveState())

    def delete(self) -> None:
        """Delete the selected results; for some seconds they can be had back."""
        chosen = self.table.selected
        if not chosen or not self._may_change:
            return
        row = min(index.row() for index in self.table.selectionModel().selectedRows())
        try:
            self._remove(chosen)
        except ScolioError as error:
            self.banner.say(
                f"{render(error.what)} {render(error.remedy)}", severity=Severity.REPEAT
            )
            return
        if self.rows.rowCount():
            self.table.selectRow(min(row, self.rows.rowCount() - 1))
