"""The children of the day as a list that can be searched, with what can be done about the selected one.

Knows its view-model, no pages.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.report.day_document import ORDER
from engine.roster.day_changes import ChildState
from scolioapp.painting.icons import icon
from scolioapp.painting.theme import Tokens, font, space, tokens
from scolioapp.viewmodels.day_rows import ROW_ROLE, Column, DayFilter, DayRows
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.screening_day import DayModel, DayRow
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import LinesCell, narrowest
from scolioapp.words.day_words import state_words

_DOT = space(1.25)


def _state_colour(state: ChildState, now: Tokens) -> str:
    """Return the colour of the dot before a state; its words are beside it."""
    return {
        ChildState.WAITING: now.strong_border,
        ChildState.ABSENT: now.border,
        ChildState.NO_CONSENT: now.border,
        ChildState.RECORDED: now.accent,
        ChildState.ANALYSING: now.accent,
        ChildState.DONE: now.blue,
        ChildState.REPEAT: now.amber,
        ChildState.EXAMINE: now.vermilion,
    }[state]


class _StateCell(LinesCell):
    """Paints a dot before the state's words: filled once there is a recording."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the cell, then the dot in the room kept for it."""
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if not isinstance(row, DayRow):
            return
        state = row.state
        now = tokens(option.palette)
        colour = QColor(_state_colour(state, now))
        place = QRectF(option.rect.left() + space(1.25), 0, _DOT, _DOT)
        place.moveTop(option.rect.center().y() - _DOT / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.muted))
        waits = state in (ChildState.WAITING, ChildState.ABSENT, ChildState.NO_CONSENT)
        painter.setBrush(Qt.BrushStyle.NoBrush if waits else colour)
        painter.drawEllipse(place)
        painter.restore()

    def room(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QRect:
        """Return the place of the words, right of the dot."""
        return super().room(option, index).adjusted(space(2), 0, 0, 0)


class DayList(QWidget):
    """Search field, states, the children, and what can be done about one.

    Args:
        model: The day.
        parent: Owner.

    Signals:
        move_asked: The `DayRow` whose recording belongs to somebody else.
        result_asked: Identifier of a result that is to be shown.
    """

    move_asked = Signal(object)
    result_asked = Signal(str)

    def __init__(self, model: DayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._rows = DayRows(model, self)
        self.rows = DayFilter(self._rows, self)
        self.search = QLineEdit(self)
        self.states = DropDown(self)
        self.table = RecordTable(
            self._rows,
            self.tr("Children of the day"),
            row_height=LinesCell.row_height(1),
            shown=self.rows,
            fallback=lambda: None,
            parent=self,
        )
        self.choose_button = QPushButton(self.tr("&Stands here"), self)
        self.absent_button = QPushButton(self.tr("A&bsent"), self)
        self.repeat_button = QPushButton(self.tr("Repea&t"), self)
        self.move_button = QPushButton(self.tr("&Move…"), self)
        self.result_button = QPushButton(self.tr("Resu&lt"), self)
        self._build()
        self._connect_signals()
        self.choose_button.setToolTip(self.tr("Call the selected child (Enter)"))
        self.repeat_button.setToolTip(self.tr("Record the selected child once more"))
        self.move_button.setToolTip(self.tr("The recording belongs to another child"))
        self._on_selection()

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a name, number or class…"))
        self.search.setAccessibleName(self.tr("Find a child"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.states.setAccessibleName(self.tr("Which children"))
        self.states.addItem(self.tr("All children"), None)
        for state in ORDER:
            self.states.addItem(state_words(state), state)
        self.states.setFixedWidth(space(20))
        table = self.table
        for column in Column:
            kind = _StateCell if column == Column.STATE else LinesCell
            cell = kind(LINES_ROLE, bold=Column.NAME, notes=1, parent=table)
            table.setItemDelegateForColumn(column, cell)
        words = [state_words(state) for state in ChildState]
        wide = narrowest(words, font()) + space(6)
        table.horizontalHeader().setStretchLastSection(True)
        table.fit_columns({Column.STATE: wide})
        top = QHBoxLayout()
        top.setSpacing(space(1))
        top.addWidget(self.search, 1)
        top.addWidget(self.states)
        foot = QHBoxLayout()
        foot.setSpacing(space(1))
        for button in (
            self.choose_button,
            self.absent_button,
            self.repeat_button,
            self.move_button,
            self.result_button,
        ):
            foot.addWidget(button)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space(1))
        outer.addLayout(top)
        outer.addWidget(table, 1)
        outer.addLayout(foot)

    def minimumSizeHint(self) -> QSize:
        """Let the list be narrow beside the panel."""
        return QSize(space(40), space(30))

    def _connect_signals(self) -> None:
        self.search.textChanged.connect(self._look)
        self.states.currentIndexChanged.connect(self._look)
        self.table.chosen.connect(self._on_selection)
        self.table.activated.connect(self._choose)
        self.choose_button.clicked.connect(self._choose)
        self.absent_button.clicked.connect(self._set_absent)
        self.repeat_button.clicked.connect(self._repeat)
        self.move_button.clicked.connect(self._move)
        self.result_button.clicked.connect(self._open)
        self._model.changed.connect(self._on_selection)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table.on_key(key, self._choose)

    def _look(self) -> None:
        self.rows.look_for(self.search.text(), self.states.currentData())

    @property
    def selected(self) -> DayRow | None:
        """The selected child as it stands now, or None."""
        return self.table.current

    def _on_selection(self) -> None:
        row, day = self.selected, self._model.day
        over = day is not None and day.standing.ended
        self.rows.by_outcome(over)
        absent = row is not None and row.state is ChildState.ABSENT
        self.absent_button.setText(self.tr("Is t&here") if absent else self.tr("A&bsent"))
        may = row is not None and not over
        self.choose_button.setEnabled(may)
        waits = row is not None and row.state in (ChildState.WAITING, ChildState.ABSENT)
        self.absent_button.setEnabled(may and waits)
        recorded = row is not None and row.recording is not None
        self.repeat_button.setEnabled(
            may and recorded and row is not None and row.state is not ChildState.REPEAT
        )
        self.move_button.setEnabled(recorded)
        analysed = row is not None and row.recording is not None and bool(row.recording.analysis)
        self.result_button.setEnabled(analysed and self._model.shows_outcomes)
        hidden = analysed and not self._model.shows_outcomes
        self.result_button.setToolTip(
            self.tr("Shown once the day is ended") if hidden else self.tr("Open the result")
        )

    def _choose(self, *_: object) -> None:
        row = self.selected
        if row is not None and self.choose_button.isEnabled():
            self._model.choose(row.child.number)

    def _set_absent(self) -> None:
        row = self.selected
        if row is not None:
            self._model.set_absent(row.child.number, row.state is not ChildState.ABSENT)

    def _repeat(self) -> None:
        row = self.selected
        if row is not None:
            self._model.ask_repeat(row.child.number)

    def _move(self) -> None:
        row = self.selected
        if row is not None:
            self.move_asked.emit(row)

    def _open(self) -> None:
        row = self.selected
        if row is not None and row.recording is not None and row.recording.analysis is not None:
            self.result_asked.emit(row.recording.analysis.result)
