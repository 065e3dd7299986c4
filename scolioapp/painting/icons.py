"""Line icons in the palette's colours: they follow the scheme, and are sharp at every scale.

The drawings are ``resources/icons/*.svg``; ``currentColor`` becomes the colour of the text,
``accentColor`` that of the accent. Must not know pages.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engine.core.resources import resource
from scolioapp.painting.theme import tokens


@lru_cache(maxsize=128)
def _drawing(name: str, colour: str, accent: str) -> QSvgRenderer:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    source = source.replace("currentColor", colour).replace("accentColor", accent)
    return QSvgRenderer(QByteArray(source.encode()))


def paint_drawing(painter: QPainter, name: str, rect: QRectF, colour: QColor | str) -> None:
    """Paint a drawing into ``rect``, keeping its proportions."""
    renderer = _drawing(name, QColor(colour).name(), tokens().accent)
    size = QRectF(renderer.viewBoxF()).size()
    size.scale(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(rect.topLeft(), size)
    place.moveCenter(rect.center())
    renderer.render(painter, place)


class _LineIcon(QIconEngine):
    """Paints one drawing in the colour that goes with the state of its button."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        """Return another engine of the same drawing."""
        return _LineIcon(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the drawing."""
        now = tokens()
        colour = str(getattr(now, self._colour))
        if mode is QIcon.Mode.Disabled:
            colour = now.strong_border
        elif state is QIcon.State.On:
            colour = now.accent
        paint_drawing(painter, self._name, QRectF(rect), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing as a picture of ``size`` physical pixels."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        if picture.isNull():
            # A button that is squeezed to nothing for a moment.
            return picture
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the drawing for a screen of this scale."""
        return self.pixmap(size, mode, state)


def icon(name: str, colour: str = "text") -> QIcon:
    """Return an icon.

    Args:
        name: A file of ``resources/icons``, without its ending.
        colour: Name of a colour of `scolioapp.painting.theme.Tokens`.
    """
    return QIcon(_LineIcon(name, colour))
