"""A silhouette as a picture of one colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter


def silhouette_image(silhouette: NDArray[np.uint8], colour: str) -> QImage:
    """Turn a silhouette uint8 ``[64, 64]`` into a picture of one colour with its values as alpha."""
    rows = np.ascontiguousarray(silhouette)
    height, width = rows.shape
    alpha = QImage(rows.data, width, height, width, QImage.Format.Format_Alpha8)
    image = QImage(alpha.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.drawImage(0, 0, alpha)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    return image
