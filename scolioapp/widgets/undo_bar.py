"""What was just taken away, and a way to have it back: for some seconds, by a click or by Ctrl+Z.

Must not know what is undone.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from scolioapp.painting.layouts import in_row
from scolioapp.widgets.elided_label import ElidedLabel

OFFERED_MS = 12_000
"""How long the way back is offered, milliseconds: long enough to read it and to reach for the mouse."""


class UndoBar(QFrame):
    """One line above the jobs; hidden while there is nothing to undo.

    A second change takes the place of the first, which is final then.

    Signals:
        undone: What was taken away is back.
    """

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self.setAccessibleName(self.tr("Message"))
        self._undo: Callable[[], None] | None = None
        self._final: Callable[[], None] | None = None
        self._words = ElidedLabel(self)
        self.button = QPushButton(self.tr("Undo"), self)
        self.button.setToolTip(self.tr("Undo (Ctrl+Z)"))
        in_row((self._words, 1), self.button, gap=1.5, margins=(3, 0.75, 2, 0.75), parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.settle)
        self.button.clicked.connect(self.undo)
        # Where words are typed, the field's own undo comes first.
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.activated.connect(self.undo)
        self.hide()

    @property
    def words(self) -> str:
        """What is said, or ""."""
        return "" if self.isHidden() else self._words.whole()

    def offer(
        self, words: str, undo: Callable[[], None], final: Callable[[], None] | None = None
    ) -> None:
        """Say what was taken away and offer it back.

        Args:
            words: What was taken away.
            undo: Brings it back.
            final: Makes it final; called once when the time is over and nobody wanted it back.
        """
        self.settle()
        self._undo, self._final = undo, final
        self._words.say(words)
        self._timer.start(OFFERED_MS)
        self.show()

    def undo(self) -> None:
        """Have it back."""
        undo = self._undo
        self._undo = self._final = None
        self._timer.stop()
        self._put_away()
        if undo is not None:
            undo()
            self.undone.emit()

    def settle(self) -> None:
        """Make it final now, as when the window closes."""
        final = self._final
        self._undo = self._final = None
        self._timer.stop()
        self._put_away()
        if final is not None:
            final()

    def _put_away(self) -> None:
        self.hide()
        # The words may name a person, who is not to be found in a window that was locked.
        self._words.say("")
