"""The rail at the left edge: one button for each page, icon and word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import TextSize, font, space, tokens


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One page on the rail."""

    key: str
    words: str
    drawing: str
    shortcut: str
    at_foot: bool = False


_HIGH, _LOW = space(8.5), space(5.5)
"""Heights of a button: where there is room, and where a low window has to hold all of them."""
_AWAY = 0.35
"""Opacity of a page that nobody can go to now."""
_USER = space(3.5)
"""Height of the button with the user's name."""


class _RailButton(QToolButton):
    """Icon above word; a bar at the left marks the page that is open."""

    def __init__(self, entry: RailEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(entry.words)
        self.setIcon(icon(entry.drawing))
        self.setIconSize(QSize(space(3), space(3)))
        self.setFont(font(TextSize.NOTE))
        self.setCheckable(True)
        self.setToolTip(f"{entry.words} ({entry.shortcut})" if entry.shortcut else entry.words)
        self.setAccessibleName(entry.words)
        # By the Tab key only: a click opens a page, and the focus goes where it was on that page.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(_LOW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._by_key = False
        self.wanted_height = _HIGH

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the focus came by a key; only then a ring is drawn."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for the word."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + space(3)
        return QSize(max(space(11), width), self.wanted_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, bar, icon and word."""
        now = tokens(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = self.rect().adjusted(space(0.75), 2, -space(0.75), -2)
        if not self.isEnabled():
            painter.setOpacity(_AWAY)
        elif self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.accent_soft if self.isChecked() else now.sunken))
            painter.drawRoundedRect(inner, 6, 6)
        if self.hasFocus() and self._by_key:
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)
        side = self.iconSize().width()
        line = self.fontMetrics().height()
        top = inner.top() + max((inner.height() - side - line - space(0.5)) // 2, 0)
        place = QRect((self.width() - side) // 2, top, side, side)
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        self.icon().paint(painter, place, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal, state)
        painter.setPen(QColor(now.text if self.isChecked() else now.muted))
        words = QRect(inner.left(), top + side + space(0.5), inner.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


class Rail(QFrame):
    """The pages of the program.

    Signals:
        chosen: The key of the page that is to be shown.

    Attributes:
        user_button: Says who is there, and locks; hidden where nobody is.
    """

    chosen = Signal(str)

    def __init__(self, entries: Iterable[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        # No gaps: the buttons leave some themselves, and a low window has none to spare.
        column = in_column(gap=0, margins=(0, 1, 0, 1), parent=self)
        listed = list(entries)
        for entry in (each for each in listed if not each.at_foot):
            column.addWidget(self._button(entry))
        column.addStretch(1)
        self._note = QLabel(self)
        self._note.setProperty("role", "note")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self._note.hide()
        column.addWidget(self._note)
        for entry in (each for each in listed if each.at_foot):
            column.addWidget(self._button(entry))
        self.user_button = self._make_user_button()
        column.addWidget(self.user_button)

    def _make_user_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "quiet")
        button.setIcon(icon("lock", "muted"))
        button.setIconSize(QSize(space(2), space(2)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFont(font(TextSize.NOTE))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(_USER)
        button.hide()
        return button

    def show_user(self, name: str) -> None:
        """Say at the foot who is there, on a button that locks; "" takes it away."""
        metrics = self.user_button.fontMetrics()
        room = space(11) - space(5)
        self.user_button.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room))
        tip = self.tr("{name}: lock the records (Ctrl+L)").format(name=name)
        self.user_button.setToolTip(tip)
        self.user_button.setAccessibleName(tip)
        self.user_button.setVisible(bool(name))
        self._fit(self.height())

    def _button(self, entry: RailEntry) -> QToolButton:
        button = _RailButton(entry, self)
        self._group.addButton(button)
        self._buttons[entry.key] = button
        button.clicked.connect(lambda: self.chosen.emit(entry.key))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the buttons closer together in a low window."""
        super().resizeEvent(event)
        self._fit(event.size().height())

    def _fit(self, height: int) -> None:
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        gaps = 2 * space(1) + (0 if self.user_button.isHidden() else _USER)
        noted = 0 if self._note.isHidden() else self._note.sizeHint().height()
        each = (height - gaps - noted) // max(len(shown), 1)
        for button in self._buttons.values():
            wanted = min(max(each, _LOW), _HIGH)
            if isinstance(button, _RailButton) and button.wanted_height != wanted:
                button.wanted_height = wanted
                button.updateGeometry()

    def mark(self, key: str) -> None:
        """Mark the page that is open."""
        self._buttons[key].setChecked(True)

    def note(self, words: str, explained: str = "") -> None:
        """Say something about the whole program, quietly, above the foot; "" takes it away."""
        self._note.setText(words)
        self._note.setToolTip(explained)
        self._note.setAccessibleDescription(explained)
        self._note.setVisible(bool(words))

    def button(self, key: str) -> QToolButton:
        """Return the button of a page."""
        return self._buttons[key]
