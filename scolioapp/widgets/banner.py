"""A message in its place on a page: what happened, what to do now, and a way to do it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from engine.core.findings import Severity
from scolioapp.painting.icons import icon, paint_drawing
from scolioapp.painting.layouts import in_row
from scolioapp.painting.theme import space, tokens

_DRAWINGS = {Severity.INFO: "info", Severity.CARE: "warning", Severity.REPEAT: "warning"}


class _Mark(QWidget):
    """The sign before the words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.severity = Severity.INFO
        self.setFixedSize(space(2.5), space(2.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign in the colour of the severity."""
        painter = QPainter(self)
        now = tokens(self.palette())
        name = _DRAWINGS[self.severity]
        amber_on_white = self.severity is Severity.CARE and not now.dark
        colour = now.on_amber if amber_on_white else now.severity(self.severity)
        paint_drawing(painter, name, QRectF(self.rect()), colour)


class Banner(QFrame):
    """A message that stays until it is closed or replaced; hidden while there is none.

    Signals:
        closed: The person has closed it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Message"))
        self._mark = _Mark(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton(self)
        self._close = QToolButton(self)
        self._close.setProperty("role", "quiet")
        self._close.setIcon(icon("close", "muted"))
        self._close.setIconSize(QSize(16, 16))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._do: Callable[[], None] | None = None
        in_row(
            self._mark,
            (self._words, 1),
            self._action,
            self._close,
            gap=1.5,
            margins=(2, 1, 1, 1),
            parent=self,
        )
        self._close.clicked.connect(self._on_close)
        self._action.clicked.connect(self.act)
        self.hide()

    @property
    def words(self) -> str:
        """The message that is shown, or ""."""
        return "" if self.isHidden() else self._words.text()

    @property
    def severity(self) -> Severity:
        """How grave the message is that is shown; `INFO` where there is none."""
        return Severity.INFO if self.isHidden() else self._mark.severity

    def say(
        self,
        words: str,
        *,
        severity: Severity = Severity.INFO,
        action: str = "",
        do: Callable[[], None] | None = None,
    ) -> None:
        """Show a message, with a button when there is something to do."""
        self._mark.severity = severity
        self._mark.update()
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._action.setText(action)
        self._action.setVisible(do is not None)
        self._do = do
        self.show()

    def clear(self) -> None:
        """Take the message away."""
        self._do = None
        self.hide()

    def act(self) -> None:
        """Do what the button offers, and take the message away."""
        do = self._do
        self.clear()
        if do is not None:
            do()

    def _on_close(self) -> None:
        self.clear()
        self.closed.emit()
