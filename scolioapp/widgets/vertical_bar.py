"""What is said and offered while the vertical is set by hand; hidden otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from engine.core.level import SWITCHED_OFF
from engine.gait.level_findings import tilt_words
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, add_to, in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.page import paragraph, primary_button


class VerticalBar(QFrame):
    """Says what to draw and what the lines say; has them measured against, or another vertical."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model = model
        self.words = paragraph("", self)
        self.words.setMinimumWidth(1)
        self.accept_button = primary_button("", self)
        self.undo_button, self.found_button, self.out_button, self.cancel_button = (
            QPushButton(self) for _ in range(4)
        )
        self.cancel_button.setProperty("role", "quiet")
        self._lay_out()
        self._set_words()
        self._connect()
        self.hide()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons in the order of the Tab key."""
        return (
            self.accept_button,
            self.undo_button,
            self.found_button,
            self.out_button,
            self.cancel_button,
        )

    def _lay_out(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(space(1))
        add_to(upper, self.accept_button, self.undo_button, STRETCH, self.cancel_button)
        for button in (self.found_button, self.out_button):
            lower.addWidget(button)
        lower.addStretch(1)
        in_column(self.words, upper, lower, gap=0.5, margins=(2, 1, 1, 1), parent=self)

    def _connect(self) -> None:
        vertical = self._model.vertical
        vertical.changed.connect(self._show)
        vertical.active_changed.connect(self.setVisible)
        self.accept_button.clicked.connect(vertical.accept)
        self.undo_button.clicked.connect(vertical.undo)
        self.found_button.clicked.connect(vertical.take_found)
        self.out_button.clicked.connect(vertical.leave_out)
        self.cancel_button.clicked.connect(vertical.cancel)

    def _show(self) -> None:
        vertical, level = self._model.vertical, self._model.vertical.level
        self.accept_button.setEnabled(level is not None)
        self.undo_button.setEnabled(vertical.can_undo)
        found, used = self._model.recording.level, self._model.result.level
        # What the balance of the walk tells is found anew, where the picture tells nothing.
        chosen = used is not None and (used.source == "hand" or used.reason == SWITCHED_OFF)
        self.found_button.setEnabled(found is not None and (found.known or chosen))
        if vertical.problem is not None:
            words = f"{render(vertical.problem.what)} {render(vertical.problem.remedy)}"
        elif level is not None:
            tilt = render(tilt_words(level))
            more = self.tr("Check that the plumb line is upright.")
            words = f"{tilt} {more}"
        elif vertical.begun is not None:
            words = self.tr("Now click its other end.")
        else:
            words = self.tr(
                "Click both ends of something upright, such as a door frame. A second one elsewhere "
                "tells more."
            )
        self.words.setText(words)

    def _set_words(self) -> None:
        self.setAccessibleName(self.tr("Set the vertical"))
        self.accept_button.setText(self.tr("Measure ag&ain"))
        self.undo_button.setText(self.tr("Un&do"))
        self.undo_button.setToolTip(self.tr("Take the last end back (Ctrl+Z)"))
        self.found_button.setText(self.tr("As the &program found"))
        self.found_button.setToolTip(
            self.tr("Measure again against the vertical that the program found")
        )
        self.out_button.setText(self.tr("&Leave it out"))
        self.out_button.setToolTip(
            self.tr("Measure again against the edges of the picture; intervals become wider")
        )
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave the vertical as it was (Esc)"))
        self._show()
