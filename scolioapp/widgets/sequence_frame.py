"""One frame of a sequence as the networks get it: silhouette, skeleton maps, keypoints.

Must not know datasets.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.core.keypoints import LIMBS, PAIRS
from scolioapp.painting.ink import Align, painting, screen_ink
from scolioapp.painting.silhouette_image import silhouette_image
from scolioapp.painting.theme import space, tokens

_GAP = space(1)
_TITLE = space(3)
_LEFT = frozenset(left for left, _ in PAIRS)


class SequenceFrame(QWidget):
    """Paints up to four tiles side by side; what is not there says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silhouette: NDArray[np.uint8] | None = None
        self._maps: NDArray[np.uint8] | None = None
        self._keypoints: NDArray[np.float32] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Sequence frame"))

    def sizeHint(self) -> QSize:
        """Return the room of four tiles in two rows."""
        return QSize(space(64), space(68))

    def minimumSizeHint(self) -> QSize:
        """Return the room in which a body can still be made out."""
        return QSize(space(34), space(38))

    def show_frame(
        self,
        silhouette: NDArray[np.uint8] | None,
        maps: NDArray[np.uint8] | None,
        keypoints: NDArray[np.float32] | None,
    ) -> None:
        """Show one frame.

        Args:
            silhouette: uint8 ``[64, 64]``.
            maps: uint8 ``[2, 64, 64]``: limbs, joints.
            keypoints: float32 ``[17, 3]``.
        """
        self._silhouette, self._maps, self._keypoints = silhouette, maps, keypoints
        self.update()

    def tiles(self) -> Iterator[tuple[str, QRectF]]:
        """Yield title and place of each tile: in two rows, or in one where that makes them larger."""
        titles = (
            self.tr("Silhouette"),
            self.tr("Keypoints"),
            self.tr("Limb map"),
            self.tr("Joint map"),
        )
        columns = 4 if self.width() > 2.5 * self.height() else 2
        rows = len(titles) // columns
        side = min(
            (self.width() - (columns - 1) * _GAP) / columns,
            (self.height() - (rows - 1) * _GAP) / rows - _TITLE,
        )
        for place, title in enumerate(titles):
            x = (place % columns) * (side + _GAP)
            y = (place // columns) * (side + _TITLE + _GAP)
            yield title, QRectF(x, y + _TITLE, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tiles."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            ink = screen_ink(tokens(self.palette()))
            maps = (None, None) if self._maps is None else (self._maps[0], self._maps[1])
            pictures = (self._silhouette, None, *maps)
            for number, (title, place) in enumerate(self.tiles()):
                head = QRectF(place.x(), place.y() - _TITLE, place.width(), _TITLE)
                ink.write(painter, head, title, face=ink.note, colour=ink.tokens.muted)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ink.tokens.sunken))
                painter.drawRoundedRect(place, 6, 6)
                picture = pictures[number]
                if number == 1 and self._keypoints is not None:
                    self._paint_keypoints(painter, place, self._keypoints)
                elif picture is not None:
                    painter.drawImage(place, silhouette_image(picture, ink.tokens.text))
                elif self._silhouette is not None:
                    words = self.tr("no keypoints")
                    align = Align.CENTRE | Align.MIDDLE
                    ink.write(
                        painter, place, words, face=ink.note, colour=ink.tokens.muted, align=align
                    )

    def _paint_keypoints(
        self, painter: QPainter, place: QRectF, keypoints: NDArray[np.float32]
    ) -> None:
        """Paint the limbs; the person's own left side in one colour, the right in another."""
        colours = tokens(self.palette())
        # A missing keypoint lies at the origin. The body fills the tile, however far away it is.
        there = np.asarray(keypoints[:, :2].any(axis=1))
        if not there.any():
            return
        low, high = keypoints[there, :2].min(axis=0), keypoints[there, :2].max(axis=0)
        scale = place.width() / max(1.15 * float((high - low).max()), 1e-6)
        middle = place.center()
        points = [
            QPointF(middle.x() + float(x) * scale, middle.y() + float(y) * scale)
            for x, y in keypoints[:, :2] - (low + high) / 2
        ]
        painter.save()
        painter.setClipRect(place)
        ink = screen_ink(colours)
        for first, second in LIMBS:
            if there[first] and there[second]:
                same = (first in _LEFT) == (second in _LEFT) and first != 0
                painter.setPen(ink.pen(self._side(second) if same else colours.muted, 2.0))
                painter.drawLine(points[first], points[second])
        painter.setPen(Qt.PenStyle.NoPen)
        for number, point in enumerate(points):
            if there[number]:
                painter.setBrush(QColor(self._side(number)))
                painter.drawEllipse(point, 3.0, 3.0)
        painter.restore()

    def _side(self, keypoint: int) -> str:
        colours = tokens(self.palette())
        return colours.left if keypoint in _LEFT else colours.right
