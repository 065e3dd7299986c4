"""A page of the window: title, its one primary action, a place for messages, and the content."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.widgets.banner import Banner

_NARROW = space(110) + 2 * space(3)
"""Width of a page whose lines would else be too long to be read, with its margins, logical px."""
_SCROLL_BAR = 12
"""Width of a scroll bar, logical px; as in ``resources/theme/window.qss``."""


class Page(QWidget):
    """Title and actions on top, a banner below, then the content with 24 px margins.

    Args:
        scrolls: Whether the content scrolls when the window is too low for it.
        narrow: Whether content that scrolls stays narrow in a wide window, so that it can be read. A limit
            on its cards would not do: a layout takes their height for the width of the page.
    """

    def __init__(
        self,
        title: str,
        *,
        scrolls: bool = True,
        narrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.title = QLabel(title, self)
        self.title.setProperty("role", "title")
        self.banner = Banner(self)
        self.header = in_row(self.title, STRETCH, gap=1)
        self.content = in_column(gap=2)
        outer = in_column(gap=2, margins=(0, 2, 0, 0), parent=self)
        top = in_column(self.header, self.banner, gap=2, margins=(3, 0, 3, 0))
        outer.addLayout(top)
        if scrolls:
            outer.addWidget(self._scroller(narrow), 1)
        else:
            self.content.setContentsMargins(space(3), 0, space(3), space(3))
            outer.addLayout(self.content, 1)

    def _scroller(self, narrow: bool) -> QScrollArea:
        inner = QWidget()
        if narrow:
            inner.setMaximumWidth(_NARROW)
        inner.setProperty("role", "page")
        self.content.setContentsMargins(space(3), 0, space(3), space(3))
        inner.setLayout(self.content)
        area = scroller(inner, self)
        area.verticalScrollBar().rangeChanged.connect(self._keep_right_edge)
        return area

    def lead_back(self, name: str, tip: str, go: Callable[[], None]) -> None:
        """Put a way back before the title, which Esc goes, too.

        Args:
            name: Accessible name of the button.
            tip: Its tooltip.
            go: Goes back.
        """
        back = quiet_button(parent=self)
        back.setIcon(icon("back"))
        back.setIconSize(QSize(20, 20))
        back.setAccessibleName(name)
        back.setToolTip(tip)
        back.clicked.connect(go)
        self.header.insertWidget(0, back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(go)

    def _keep_right_edge(self, lowest: int, highest: int) -> None:
        """Let a scroll bar stand in the margin, so that the content does not move for it."""
        bar = _SCROLL_BAR if highest > lowest else 0
        self.content.setContentsMargins(space(3), 0, space(3) - bar, space(3))


class NamedPage(Page):
    """A page whose title says what something is called; one longer than the page is wide is shortened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._name = ""
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setMinimumWidth(1)

    def call(self, name: str) -> None:
        """Say what the page is called; it is shown at the next change of its size, the first one included."""
        self._name = name

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to what the page has room for."""
        super().resizeEvent(event)
        width = max(self.width() - space(16), space(10))
        middle = Qt.TextElideMode.ElideMiddle
        self.title.setText(self.title.fontMetrics().elidedText(self._name, middle, width))
        self.title.setToolTip(self._name)


def primary_button(words: str, parent: QWidget | None = None) -> QPushButton:
    """Return the button of a page's one primary action."""
    button = QPushButton(words, parent)
    button.setProperty("role", "primary")
    return button


def quiet_button(words: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button without an edge, for what is done beside the page's actions."""
    button = QPushButton(words, parent)
    button.setProperty("role", "quiet")
    return button


def scroller(inner: QWidget, parent: QWidget) -> QScrollArea:
    """Return an area without an edge that scrolls up and down only."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def heading(words: str, parent: QWidget | None = None) -> QLabel:
    """Return the heading of a part of a page."""
    label = QLabel(words, parent)
    label.setProperty("role", "heading")
    return label


def note(words: str, parent: QWidget | None = None) -> QLabel:
    """Return a small explanation, wrapped."""
    label = QLabel(words, parent)
    label.setProperty("role", "note")
    label.setWordWrap(True)
    return label


def paragraph(words: str, parent: QWidget | None = None) -> QLabel:
    """Return wrapped body text."""
    label = QLabel(words, parent)
    label.setWordWrap(True)
    return label


def card(parent: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """Return a quiet surface with a thin edge, and its layout."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    column = in_column(gap=1, margins=2, parent=frame)
    return frame, column
