"""Asks how many times slower than life a video plays, and has it judged so."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from scolioapp.viewmodels.result import ResultViewModel

_FACTORS = (1.0, 2.0, 4.0, 8.0)


class SpeedButton(QPushButton):
    """A button with a menu of factors; hidden for usual recordings."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        menu = QMenu(self)
        self._actions = {factor: QAction(self) for factor in _FACTORS}
        for factor, action in self._actions.items():
            action.setCheckable(True)
            action.triggered.connect(partial(model.choose_speed, factor))
        menu.addActions(list(self._actions.values()))
        self.setMenu(menu)
        self._set_words()
        self.show_speed()

    def show_speed(self) -> None:
        """Mark the factor that the result was measured with."""
        self.setVisible(self._model.can_choose_speed)
        for factor, action in self._actions.items():
            action.setChecked(factor == self._model.slow_motion)

    def _set_words(self) -> None:
        """Say everything in the window's language."""
        self.setText(self.tr("&Measure at real speed"))
        self.setToolTip(
            self.tr(
                "Choose how many times slower than real time the video plays; it is then judged "
                "again."
            )
        )
        for factor, action in self._actions.items():
            action.setText(
                self.tr("Real speed")
                if factor == 1.0
                else self.tr("{factor} times slower than real time").format(factor=f"{factor:g}")
            )
