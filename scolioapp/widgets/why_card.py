"""Why the answer came out: the body's strips beside a frame that decided, and those frames as buttons.

Every word is `engine.report.screening_document`'s. Must not know the player.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from engine.core.explanation import Explanation
from engine.report.screening_document import WhySection, answer_of, why_of
from scolioapp.i18n import render
from scolioapp.painting.layouts import add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.painting.why_picture import picture_of
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.body_strip import BodyStrip
from scolioapp.widgets.deciding_frames_row import DecidingRow
from scolioapp.widgets.gate_bars import GateBars
from scolioapp.widgets.outcome_banner import HatchedBand
from scolioapp.widgets.page import heading, note, paragraph, quiet_button
from scolioapp.widgets.technical_details import Details


class WhyCard(QFrame):
    """The card "Why (body levels)"; without an explanation it says in one line why there is none."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model = model
        self._was_mirrored = model.display.mirrored
        self.heading = heading("", self)
        self.band = HatchedBand(self, slim=True)
        self.sentence = paragraph("", self)
        self.strip = BodyStrip(self)
        self.frames_words = note("", self)
        self.back_button = self._step_button()
        self.forward_button = self._step_button()
        self.row = DecidingRow(self)
        self.gates_words = note("", self)
        self.gates = GateBars(self)
        self.notes = note("", self)
        self.details = Details(self)
        self._lay_out()
        self._back = QShortcut("Ctrl+Left", self)
        self._forward = QShortcut("Ctrl+Right", self)
        self._set_words()
        self._connect_signals()
        self.show_result()

    def _step_button(self) -> QPushButton:
        button = quiet_button(parent=self)
        return button

    def _lay_out(self) -> None:
        for label in (self.sentence, self.frames_words, self.gates_words, self.notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        steps = in_row(
            (self.frames_words, 1),
            (self.back_button, 0, Qt.AlignmentFlag.AlignBottom),
            (self.forward_button, 0, Qt.AlignmentFlag.AlignBottom),
            gap=0.5,
        )
        column = in_column(
            self.heading, self.band, self.sentence, self.strip, gap=1, margins=2, parent=self
        )
        column.addSpacing(space(0.5))
        add_to(column, steps, self.row, self.notes)
        add_to(self.details.column, self.gates_words, self.gates)
        column.addWidget(self.details)

    def _connect_signals(self) -> None:
        model = self._model
        for shortcut in (self._back, self._forward):
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._back.activated.connect(self._go_back)
        self._forward.activated.connect(self._go_forward)
        self.back_button.clicked.connect(self._go_back)
        self.forward_button.clicked.connect(self._go_forward)
        self.row.chosen.connect(model.deciding.choose)
        model.deciding.changed.connect(self._show_frame)
        model.screening_changed.connect(self.show_result)
        model.display.view_changed.connect(self._turn)

    def _go_back(self) -> None:
        self._model.deciding.go(-1, self._model.playback.position)

    def _go_forward(self) -> None:
        self._model.deciding.go(1, self._model.playback.position)

    # What is shown

    def show_result(self) -> None:
        """Show why the present answer came out, or why that is not known."""
        result = self._model.result
        self._was_mirrored = self._model.display.mirrored
        explanation = result.explanation
        there = explanation is not None
        why = why_of(result, render)
        fence = answer_of(result, render).fence if there else ""
        self.band.setVisible(bool(fence))
        self.band.words.setText(fence)
        self.strip.setVisible(there)
        self.notes.setVisible(there)
        self.sentence.setText(why.sentence)
        self.notes.setText(" ".join(why.notes))
        self._show_frames(why, explanation)
        self._show_gates(why, explanation)
        if there:
            self._show_frame()

    def _turn(self) -> None:
        """Show the pictures the way round that the video is shown."""
        if self._model.display.mirrored != self._was_mirrored:
            self.show_result()

    def _show_frames(self, why: WhySection, explanation: Explanation | None) -> None:
        frames = () if explanation is None else explanation.frames
        self.frames_words.setVisible(bool(frames))
        self.row.setVisible(bool(frames))
        for button in (self.back_button, self.forward_button):
            button.setVisible(len(frames) > 1)
        if explanation is None:
            self.row.show_frames([])
            return
        self.frames_words.setText(why.moments)
        screening = self._model.screening
        mirrored = self._model.display.mirrored
        pictures = [
            (frame, picture_of(screening, explanation, frame, mirrored=mirrored))
            for frame in frames
        ]
        self.row.show_frames(pictures)

    def _show_gates(self, why: WhySection, explanation: Explanation | None) -> None:
        gates = None if explanation is None else explanation.gates
        self.details.setVisible(gates is not None)
        if gates is not None:
            self.gates_words.setText(why.gates)
            self.gates_words.setToolTip(why.gates_help)
            self.gates.show_gates(gates)

    def _show_frame(self) -> None:
        """Show the frame that is looked at beside the strips."""
        explanation = self._model.result.explanation
        if explanation is None:
            return
        frame = self._model.deciding.chosen
        mirrored = self._model.display.mirrored
        picture = picture_of(self._model.screening, explanation, frame, mirrored=mirrored)
        self.strip.show_explanation(explanation, picture, frame)
        self.row.mark(frame)

    def _set_words(self) -> None:
        self.heading.setText(self.tr("Why (body levels)"))
        self.back_button.setText("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
        self.forward_button.setText("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")
        for button, words, keys in (
            (self.back_button, self.tr("Previous deciding moment"), self._back.key()),
            (self.forward_button, self.tr("Next deciding moment"), self._forward.key()),
        ):
            button.setAccessibleName(words)
            button.setToolTip(f"{words} ({keys.toString()})")
