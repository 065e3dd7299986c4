"""Widgets in a row that goes on below where it is too narrow, so that none is cut off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolioapp.painting.theme import space


class WrappingRow(QWidget):
    """Places widgets from the left, each as wide as it asks for, on as many lines as are needed.

    Args:
        widgets: From the left; hidden ones take no room.
        gap: Between them, in both directions, logical px.
        parent: Owner.
    """

    def __init__(
        self, *widgets: QWidget, gap: int = space(1), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._widgets = widgets
        self._gap = gap
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            hidden = widget.isHidden()
            widget.setParent(self)
            widget.setVisible(not hidden)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """Return the size at the present width, on one line before there is any."""
        sizes = self._sizes
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(wide, self._place(self.width() if self.isVisible() else wide, move=False))

    def minimumSizeHint(self) -> QSize:
        """Return the size at which the widest has a line of its own."""
        sizes = self._sizes
        return QSize(max((size.width() for size in sizes), default=0), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._place(self.width(), move=True)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Make room for a widget that is shown, or whose words are others."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._place(self.width(), move=True)
            self.updateGeometry()
        return super().event(event)

    @property
    def _sizes(self) -> list[QSize]:
        return [each.sizeHint() for each in self._widgets if not each.isHidden()]

    def _place(self, width: int, *, move: bool) -> int:
        """Place the widgets line by line, and return the height that they take."""
        left = top = high = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            if high and left + size.width() > width:
                left, top, high = 0, top + high + self._gap, 0
            if move:
                widget.setGeometry(left, top, size.width(), size.height())
            left += size.width() + self._gap
            high = max(high, size.height())
        return top + high
