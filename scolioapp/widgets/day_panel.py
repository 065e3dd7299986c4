"""The child that stands there in large letters, what must be known of it, one large button, who comes next.

Stands on the day's own page and beside the camera's picture. Knows its view-model, no pages.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.core.text import by_number
from engine.roster.day_changes import ChildState
from engine.roster.entries import Child, Consent
from scolioapp.painting.theme import font, font_scale, space
from scolioapp.viewmodels.screening_day import DayModel, NextStep
from scolioapp.widgets.consent_question import ConsentQuestion
from scolioapp.widgets.page import card, heading, note, paragraph, primary_button
from scolioapp.widgets.row_table import broken
from scolioapp.words.day_words import child_line, names_listed, state_words

_NAME_PX = (30, 24, 20)
"""Letters of the child's name, the largest first: read from two metres away."""
_MOST_LINES = 5
_BUTTON_LINES = 3
"""Lines of the large button: siblings may differ in the last word of their names."""
_SCROLL_BAR = 12
"""Width of a scroll bar, logical px; as in ``resources/theme/window.qss``."""


def spelled(words: str) -> str:
    """Return words as a button shows them, a lone ampersand included."""
    return words.replace("&", "&&")


class DayPanel(QWidget):
    """Who stands there, and what to do.

    Args:
        model: The day.
        width: Of the panel, logical px.
        at_camera: Whether it stands beside the picture, where nothing leads to it.
        parent: Owner.
    """

    def __init__(
        self,
        model: DayModel,
        width: int,
        *,
        at_camera: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._at_camera = at_camera
        self.setFixedWidth(width)
        self.setAccessibleName(self.tr("The child that stands there"))
        self.name = QLabel(self)
        self.name.setWordWrap(True)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.line = note("", self)
        self.state = paragraph("", self)
        self.similar = QLabel(self)
        self.similar.setProperty("role", "problem")
        self.similar.setWordWrap(True)
        self.about = note("", self)
        self.consent = ConsentQuestion(model, self)
        self.step_button = primary_button("", self)
        self.step_button.setMinimumHeight(space(7))
        self.absent_button = QPushButton(self.tr("&Absent"), self)
        self.absent_button.setToolTip(self.tr("The child is not there; call the next one"))
        self.skip_button = QPushButton(self.tr("S&kip"), self)
        self.skip_button.setToolTip(self.tr("Call the next child; this one goes on waiting"))
        self.repeat_button = QPushButton(self.tr("&Repeat"), self)
        self.repeat_button.setToolTip(self.tr("Record this child once more"))
        self.undo_button = QPushButton(self.tr("&Undo"), self)
        self.next_names = [QLabel(self) for _ in range(2)]
        self.nobody_next = note(self.tr("Nobody is waiting."), self)
        self.progress = note("", self)
        self._lay_out()
        self._connect_signals()
        self._show()

    def _lay_out(self) -> None:
        frame, column = card(self)
        for each in (self.name, self.line, self.state, self.similar, self.about, self.consent):
            column.addWidget(each)
        column.addSpacing(space(1))
        column.addWidget(self.step_button)
        row = QHBoxLayout()
        row.setSpacing(space(1))
        for button in (self.absent_button, self.skip_button, self.repeat_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        inner = QWidget(self)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space(1))
        whole.addWidget(frame)
        whole.addWidget(heading(self.tr("Next"), self))
        for label in self.next_names:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            whole.addWidget(label)
        whole.addWidget(self.nobody_next)
        whole.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        inner.setProperty("role", "page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space(1))
        outer.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.undo_button)
        outer.addLayout(foot)

    def _connect_signals(self) -> None:
        self._model.changed.connect(self._show)
        self.step_button.clicked.connect(self.step)
        self.absent_button.clicked.connect(self._on_absent)
        self.skip_button.clicked.connect(self._model.skip)
        self.repeat_button.clicked.connect(self._on_repeat)
        self.undo_button.clicked.connect(self._model.undo)
        self.consent.answered.connect(self.step_button.setFocus)

    def step(self) -> None:
        """Do what the large button says, as the space bar does."""
        if self.step_button.isEnabled():
            self._model.go_on()

    def _on_absent(self) -> None:
        child = self._model.current
        if child is not None:
            self._model.set_absent(child.number)
            self._model.skip()

    def _on_repeat(self) -> None:
        child = self._model.current
        if child is not None:
            self._model.ask_repeat(child.number)

    def _show(self) -> None:
        """Show how the day stands now."""
        child, model = self._model.current, self._model
        self._show_name(self.tr("Nobody yet") if child is None else child.full_name)
        self.line.setText("" if child is None else child_line(child))
        self.line.setVisible(child is not None)
        self._show_state(child)
        self._show_button(child)
        coming = model.next_two
        for place, label in enumerate(self.next_names):
            label.setVisible(place < len(coming))
            if place < len(coming):
                label.setText(f"{coming[place].full_name}\n{child_line(coming[place])}")
        self.nobody_next.setVisible(not coming)
        for label in (self.consent.question, self.similar, self.about, *self.next_names):
            # Where the window is low the panel scrolls; no words are cut.
            height = label.heightForWidth(self.width() - 2 * space(2) - _SCROLL_BAR)
            label.setMinimumHeight(max(0, height))
        day, count = model.day, len(model.roster)
        recordings = [] if day is None else day.standing.recordings.values()
        seen = len({each.child for each in recordings})
        words = self.tr("{seen} of {count} recorded").format(seen=seen, count=count)
        self.progress.setText(words if count else "")
        undoable = model.day is not None and model.day.undoable is not None
        self.undo_button.setEnabled(undoable)

    def _show_name(self, words: str) -> None:
        """Show the name in the largest letters that fit on two lines, and give it the room it takes."""
        self.name.setText(words)
        # A label breaks lines a little earlier than its letters need.
        room = self.width() - 2 * space(2) - space(3)
        face = font(bold=True)
        for pixels in _NAME_PX:
            face.setPixelSize(round(pixels * font_scale()))
            metrics = QFontMetrics(face)
            lines = len(broken(words, metrics, room, _MOST_LINES, Qt.TextElideMode.ElideRight))
            if lines <= 2:
                break
        # Said in a sheet: a font that is set goes with the sheet of the program, when the scheme changes.
        self.name.setStyleSheet(
            f"font-size: {face.pixelSize()}px; font-weight: {int(face.weight())}"
        )
        self.name.setFixedHeight(lines * metrics.lineSpacing() + space(0.5))

    def _show_state(self, child: Child | None) -> None:
        """Show what must be known of the child before it walks."""
        state = None if child is None else self._model.shown_state(child)
        waits = state in (None, ChildState.WAITING)
        self.state.setText("" if state is None or waits else state_words(state))
        self.state.setVisible(not waits)
        alike = self._model.similar
        words = by_number(
            len(alike),
            self.tr("Take care, a similar name: {names}"),
            self.tr("Take care, similar names: {names}"),
        )
        self.similar.setText(words.format(names=names_listed(alike)))
        self.similar.setVisible(bool(alike))
        about = [] if child is None else self._about(child)
        self.about.setText("\n".join(about))
        self.about.setVisible(bool(about))
        self.consent.show_child(child)

    def _about(self, child: Child) -> list[str]:
        known = self.tr("A scoliosis is known already.") if child.known_scoliosis else ""
        return [each for each in (known, child.note) if each]

    def _show_button(self, child: Child | None) -> None:
        """Name the child in the button that says that it stands there, or the one that comes."""
        model = self._model
        step, coming = model.step, model.next_two
        able = step is not NextStep.NONE
        words = self.tr("Everybody has been seen")
        if child is not None and step is NextStep.RECORD:
            words = self.tr("Record {name}")
            able = model.consent_of(child) is Consent.YES
            if model.confirmed and self._at_camera:
                words, able = self.tr("Ready for {name}"), False
            words = words.format(name=child.full_name)
        elif coming:
            words = self.tr("Next: {name}").format(name=coming[0].full_name)
        room = self.width() - 2 * space(2) - 2 * space(2.5) - _SCROLL_BAR
        metrics, end = QFontMetrics(font(bold=True)), Qt.TextElideMode.ElideRight
        lines = broken(words, metrics, room, _BUTTON_LINES, end)
        self.step_button.setText(spelled("\n".join(lines)))
        self.step_button.setAccessibleName(words)
        self.step_button.setToolTip(self.tr("{words} (space bar)").format(words=words))
        self.step_button.setEnabled(able and self._open)
        here = child is not None and self._open
        record = here and step is NextStep.RECORD
        self.absent_button.setVisible(record)
        self.skip_button.setVisible(record)
        self.skip_button.setEnabled(any(each != child for each in coming))
        seen = child is not None and bool(
            model.day and model.day.standing.recordings_of(child.number)
        )
        self.repeat_button.setVisible(here and seen and not record)

    @property
    def _open(self) -> bool:
        """Whether the day goes on."""
        day = self._model.day
        return day is not None and not day.standing.ended
