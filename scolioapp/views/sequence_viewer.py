"""A window to look through the sequences of a dataset, or those that a model judged wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QSlider,
    QSplitter,
    QWidget,
)

from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.lines_table import Index
from scolioapp.viewmodels.sequences import SequencesModel
from scolioapp.widgets.dialog import resize_within
from scolioapp.widgets.glyph_button import GlyphButton
from scolioapp.widgets.page import heading, note
from scolioapp.widgets.sequence_frame import SequenceFrame

if TYPE_CHECKING:
    from engine.datasets.entries import Entry

RATE = 15
"""Frames a second at which a sequence is played: about that of Scoliosis1K."""

Number = TypeVar("Number", np.uint8, np.float32)


class EntryList(QAbstractListModel):
    """The sequences that are offered, a line each."""

    def __init__(self, model: SequencesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.entries: tuple[Entry, ...] = ()

    def refresh(self) -> None:
        """Take over what is offered now."""
        self.beginResetModel()
        self.entries = self._model.entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return the number of sequences."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a sequence."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._model.words(self.entries[index.row()])


class SequenceViewer(QDialog):
    """List at the left, the frames of the selected sequence at the right."""

    def __init__(self, model: SequencesModel, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self.setWindowTitle(title)
        self._build()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 / RATE))
        self._timer.timeout.connect(model.go_on)
        self._connect_signals()
        self._on_listed()
        self._on_shown()
        resize_within(self, QSize(space(120), space(88)), parent)

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Number, person or class"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.wrong = QCheckBox(self.tr("&Misjudged only"), self)
        self.wrong.setChecked(self._model.wrong_only)
        self.wrong.setVisible(self._model.judged)
        self.rows = EntryList(self._model, self)
        self.list = QListView(self)
        self.list.setModel(self.rows)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(space(0.25))
        self.list.setAccessibleName(self.tr("Sequences"))
        self.count = note("", self)
        self.name = heading("", self)
        self.frame = SequenceFrame(self)
        self.message = note("", self)
        self.play = GlyphButton("play", self)
        self.play.setCheckable(True)
        self.play.setToolTip(self.tr("Play (Space)"))
        self.play.setAccessibleName(self.tr("Play"))
        self.play.setShortcut(Qt.Key.Key_Space)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(self.tr("Frame"))
        self.place = QLabel(self)
        self.place.setProperty("role", "note")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)

    def _lay_out(self) -> None:
        left, right = QWidget(self), QWidget(self)
        in_column(
            self.search,
            self.wrong,
            (self.list, 1),
            self.count,
            gap=1,
            margins=(0, 0, 1, 0),
            parent=left,
        )
        controls = in_row(self.play, (self.slider, 1), self.place, gap=1)
        in_column(
            self.name,
            (self.frame, 1),
            self.message,
            controls,
            gap=1,
            margins=(1, 0, 0, 0),
            parent=right,
        )
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([space(36), space(84)])
        in_column((splitter, 1), self.buttons, gap=1.5, margins=2, parent=self)

    def _connect_signals(self) -> None:
        model = self._model
        model.listed.connect(self._on_listed)
        model.shown.connect(self._on_shown)
        self.search.textChanged.connect(model.seek)
        self.wrong.toggled.connect(model.show_wrong_only)
        self.list.selectionModel().currentChanged.connect(self._on_selected)
        self.play.toggled.connect(self._on_play)
        self.slider.valueChanged.connect(model.go_to)
        self.buttons.rejected.connect(self.reject)

    def done(self, result: int) -> None:
        """Stop playing when the window is closed."""
        self._timer.stop()
        super().done(result)

    def _on_listed(self) -> None:
        self.rows.refresh()
        entries = self.rows.entries
        if not self._model.known:
            words = self.tr("Reading…")
        elif not entries:
            words = self.tr("No sequences match.")
        elif len(entries) == 1:
            words = self.tr("One sequence")
        else:
            words = self.tr("{count} sequences").format(count=len(entries))
        self.count.setText(words)
        current = self._model.current
        if current in entries:
            self.list.setCurrentIndex(self.rows.index(entries.index(current)))
        elif entries:
            self.list.setCurrentIndex(self.rows.index(0))
        else:
            self._model.show_entry(None)

    def _on_selected(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._model.show_entry(self.rows.entries[index.row()])

    def _on_play(self, playing: bool) -> None:
        self.play.set_glyph("pause" if playing else "play")
        if playing:
            self._timer.start()
        else:
            self._timer.stop()

    def _on_shown(self) -> None:
        model, frames = self._model, self._model.frames
        entry = model.current
        self.name.setText("" if entry is None else model.words(entry))
        count = model.count
        for control in (self.play, self.slider):
            control.setEnabled(count > 1)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, count - 1))
        self.slider.setValue(model.frame)
        self.slider.blockSignals(False)
        words = self.tr("{frame} of {count}").format(frame=model.frame + 1, count=count)
        self.place.setText(words if count else "")
        if frames is None:
            self.frame.show_frame(None, None, None)
            self.message.setText(model.problem)
            return
        at = model.frame
        self.frame.show_frame(
            frames.silhouettes[at], _at(frames.maps, at), _at(frames.keypoints, at)
        )
        self.message.setText("" if frames.missing is None else render(frames.missing))


def _at(frames: NDArray[Number] | None, at: int) -> NDArray[Number] | None:
    """Return a frame; None where a sequence has fewer poses than silhouettes."""
    return None if frames is None or at >= len(frames) else np.asarray(frames[at])
