"""A frame that decided, as the network saw it: silhouette or joint map, heat over it, L and R.

`picture_of` gathers it, `paint_picture` draws it on screen or paper. Must not know the view-model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter

from engine.core.explanation import DecidingFrame, Explanation
from engine.core.keypoints import Keypoint
from engine.report.picture_view import left_at_right
from scolioapp.painting.ink import Align, Ink
from scolioapp.painting.overlay import LEFT_COLOUR, RIGHT_COLOUR, paint_letter, side_sign
from scolioapp.painting.silhouette_image import silhouette_image

if TYPE_CHECKING:
    from engine.gait.sequence import GaitSequence
    from scolioapp.jobs.screener import Screening

_FIRST_COLUMN, _COLUMNS, _ROWS = 10, 44, 64
ASPECT = _COLUMNS / _ROWS
"""Width over height of the part of a frame that networks see."""
_ON_PAPER = 6
_STRONGEST = 0.92
"""Opacity of the hottest place."""


@dataclass(frozen=True, slots=True, eq=False)
class WhyPicture:
    """What is drawn of one frame.

    Attributes:
        shape: What the network saw, uint8 ``[64, 64]``; 255 is body.
        heat: Grad-CAM float ``[16, 11]`` in [0, 1] over columns 10 to 53, or None.
        letters: What is written at the left and at the right edge: the person's own sides.
        at_feet: Whether the letters stand at the feet, as for a person seen from the side.
    """

    shape: NDArray[np.uint8]
    heat: NDArray[np.float64] | None
    letters: tuple[str, str]
    at_feet: bool


def picture_of(
    screening: Screening, explanation: Explanation, frame: DecidingFrame | None, *, mirrored: bool
) -> WhyPicture | None:
    """Gather what is drawn of a frame; of the middle one, without heat, where none decided.

    None where the walk is not known.

    Args:
        screening: The walk.
        explanation: Says what the network looks at.
        frame: The moment, or None.
        mirrored: Whether left and right change places, as for a person filmed from the front.
    """
    sequence = screening.sequence
    if sequence is None or len(sequence.seconds) == 0:
        return None
    index = len(sequence.seconds) // 2 if frame is None else frame.index
    if not 0 <= index < len(sequence.seconds):
        return None
    points = sequence.keypoints[index]
    letters, at_feet = _letters(points)
    heat = None if frame is None else np.clip(np.asarray(frame.heat, np.float64), 0.0, 1.0)
    shape = _shape(sequence, index, explanation.picture)
    picture = WhyPicture(shape, heat, letters, at_feet)
    return _mirrored(picture) if mirrored else picture


def _mirrored(picture: WhyPicture) -> WhyPicture:
    """Let left and right change places.

    What networks see, columns 10 to 53, lies in the middle of the 64, so its mirror image does, too.
    """
    heat = None if picture.heat is None else picture.heat[:, ::-1]
    first, last = picture.letters
    return WhyPicture(picture.shape[:, ::-1], heat, (last, first), picture.at_feet)


def _shape(sequence: GaitSequence, index: int, picture: str) -> NDArray[np.uint8]:
    if picture != "maps":
        return np.asarray(sequence.silhouettes[index], np.uint8)
    from engine.gait.skeleton_maps import skeleton_maps

    both = skeleton_maps(sequence.keypoints[index : index + 1])[0]
    return np.asarray(both.max(axis=0), np.uint8)


def _letters(points: NDArray[np.float32]) -> tuple[tuple[str, str], bool]:
    """Return the letters at the left and right edge of the picture, and whether they tell the feet."""
    left_is_right = left_at_right(points, float(np.ptp(points[:, 1])))
    at_feet = left_is_right is None
    if left_is_right is None:
        left_is_right = bool(points[Keypoint.LEFT_ANKLE, 0] >= points[Keypoint.RIGHT_ANKLE, 0])
    return ("R", "L") if left_is_right else ("L", "R"), at_feet


def paint_picture(
    painter: QPainter, picture: WhyPicture, place: QRectF, ink: Ink, *, letters: bool = True
) -> None:
    """Draw a picture into a rectangle of the aspect `ASPECT`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.tokens.sunken))
    painter.drawRect(place)
    seen = silhouette_image(picture.shape, ink.tokens.body)
    seen = seen.copy(_FIRST_COLUMN, 0, _COLUMNS, _ROWS)
    painter.drawImage(place, _fine(seen, ink))
    if picture.heat is not None:
        painter.drawImage(place, _fine(heat_image(picture.heat, ink.tokens.heat), ink))
    painter.restore()
    if letters:
        _paint_letters(painter, picture, place, ink)


def _fine(image: QImage, ink: Ink) -> QImage:
    """Enlarge what goes on paper, where readers of PDF show the bare pixels of a small picture."""
    if ink.device is None:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    whole = Qt.AspectRatioMode.IgnoreAspectRatio
    return image.scaled(_ON_PAPER * image.width(), _ON_PAPER * image.height(), whole, smooth)


def _paint_letters(painter: QPainter, picture: WhyPicture, place: QRectF, ink: Ink) -> None:
    away = 13 * ink.unit
    y = place.bottom() - away if picture.at_feet else place.top() + 0.30 * place.height()
    for letter, x in zip(picture.letters, (place.left() + away, place.right() - away), strict=True):
        colour = LEFT_COLOUR if letter == "L" else RIGHT_COLOUR
        paint_letter(painter, QPointF(x, y), side_sign(letter), colour, ink)


def heat_image(heat: NDArray[np.float64], colour: str) -> QImage:
    """Turn heat float ``[16, 11]`` into a picture of one colour whose opacity is the heat.

    Interpolated between the middles of its cells to 64 rows of 44 values, since cells with edges would
    look as if the network knew them.
    """
    fine = _between(_between(heat, _ROWS, 0), _COLUMNS, 1)
    return silhouette_image((255 * _STRONGEST * fine).astype(np.uint8), colour)


def _between(values: NDArray[np.float64], count: int, axis: int) -> NDArray[np.float64]:
    """Interpolate linearly along an axis to so many values."""
    cells = values.shape[axis]
    places = np.clip((np.arange(count) + 0.5) * cells / count - 0.5, 0, cells - 1)
    low = np.floor(places).astype(int)
    high = np.minimum(low + 1, cells - 1)
    share = places - low
    share = share[:, None] if axis == 0 else share[None, :]
    between: NDArray[np.float64] = (1 - share) * values.take(low, axis) + share * values.take(
        high, axis
    )
    return between


def paint_heat_key(painter: QPainter, place: QRectF, ink: Ink) -> None:
    """Draw the key of the heat on one line: little, a ramp over body and ground, much."""
    few = QCoreApplication.translate("WhyPicture", "little")
    much = QCoreApplication.translate("WhyPicture", "much")
    gap, colour = 5 * ink.unit, ink.tokens.muted
    few_width = min(ink.width(few, ink.note), 0.5 * place.width())
    much_width = min(ink.width(much, ink.note), 0.3 * place.width())
    align = Align.LEFT | Align.MIDDLE
    start = QRectF(place.x(), place.y(), few_width, place.height())
    ink.write(painter, start, few, face=ink.note, colour=colour, align=align)
    end = QRectF(place.right() - much_width, place.y(), much_width, place.height())
    ink.write(painter, end, much, face=ink.note, colour=colour, align=align)
    height = 8 * ink.unit
    ramp = QRectF(start.right() + gap, 0, end.left() - start.right() - 2 * gap, height)
    ramp.moveTop(place.center().y() - height / 2)
    if ramp.width() < height:
        return
    gradient = QLinearGradient(ramp.topLeft(), ramp.topRight())
    # Mixed here: a gradient of opacity comes out as one colour on paper.
    gradient.setColorAt(0.0, QColor(ink.tokens.body))
    gradient.setColorAt(1.0, _mixed(ink.tokens.body, ink.tokens.heat, _STRONGEST))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(ramp, QBrush(gradient))
    painter.restore()


def _mixed(below: str, above: str, share: float) -> QColor:
    low, high = QColor(below), QColor(above)
    red, green, blue = (
        round((1 - share) * a + share * b)
        for a, b in (
            (low.red(), high.red()),
            (low.green(), high.green()),
            (low.blue(), high.blue()),
        )
    )
    return QColor(red, green, blue)
