"""What measurements refer to, drawn over the video: the plumb line, and rings about adhesive dots.

Must not know widgets or the view-model of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.core.keypoints import Keypoint
from engine.core.level import Level
from engine.core.sites import Site
from engine.perception.types import Track
from scolioapp.i18n import render
from scolioapp.painting.ink import Align, Ink
from scolioapp.painting.overlay import (
    LEFT_COLOUR,
    MIDDLE_COLOUR,
    RIGHT_COLOUR,
    Placement,
    person_at,
)
from scolioapp.viewmodels.dots_review import SeenDot, site_words

PLUMB_COLOUR = "#ffe14d"
"""Of the plumb line and of what sets it; none of the sides' colours, and light on any picture."""

_HALO = "#101317"
_BEYOND = 1.15
"""The plumb line reaches so far beyond the body, as seen from the hips."""


def paint_line(
    painter: QPainter, ends: tuple[QPointF, QPointF], colour: str, ink: Ink, *, width: float = 1.6
) -> None:
    """Draw a line that is seen on any picture."""
    for shade, thick, alpha in ((_HALO, width + 2.2, 170), (colour, width, 255)):
        tint = QColor(shade)
        tint.setAlpha(alpha)
        painter.setPen(QPen(tint, thick * ink.unit, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(*ends)


def paint_label(
    painter: QPainter, corner: QPointF, words: str, colour: str, ink: Ink, room: QRectF
) -> None:
    """Write words on a dark ground, moved until they lie within ``room``."""
    metrics = ink.metrics(ink.note)
    place = QRectF(corner.x(), corner.y(), ink.width(words, ink.note) + 10 * ink.unit, 0)
    place.setHeight(metrics.height() + 4 * ink.unit)
    place.moveLeft(min(max(place.left(), room.left()), max(room.right() - place.width(), 0.0)))
    place.moveTop(min(max(place.top(), room.top()), max(room.bottom() - place.height(), 0.0)))
    ground = QColor(_HALO)
    ground.setAlpha(190)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place, 3 * ink.unit, 3 * ink.unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    align = Align.CENTRE | Align.MIDDLE
    ink.write(painter, place, words, face=ink.note, colour=colour, align=align)


def plumb_ends(
    level: Level, track: Track, seconds: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the upper and the lower end of the plumb line through somebody's hips, px of the frame.

    It reaches from above the head to below the feet. None where the vertical is not known, or the person
    is not seen at that time.
    """
    found = person_at(track, seconds)
    if not level.known or found is None:
        return None
    points = found[0]
    hips = points[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP], :2].mean(axis=0)
    x, y = float(hips[0]), float(hips[1])
    above = y - float(points[:, 1].min())
    below = float(points[:, 1].max()) - y
    # On one straight line: the vertical at the hips counts.
    upper, lower = (
        level.plumb_line(x, y, 2 * _BEYOND * max(reach, 1.0), seconds) for reach in (above, below)
    )
    return upper[0], lower[1]


def paint_plumb(
    painter: QPainter,
    ends: tuple[tuple[float, float], tuple[float, float]],
    placement: Placement,
    *,
    ink: Ink,
    frame: QRectF,
) -> None:
    """Draw the plumb line with a bob at its lower end, and name it."""
    upper, lower = (placement.point(*end) for end in ends)
    painter.save()
    painter.setClipRect(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_line(painter, (upper, lower), PLUMB_COLOUR, ink, width=1.4)
    painter.setPen(QPen(QColor(_HALO), ink.unit))
    painter.setBrush(QColor(PLUMB_COLOUR))
    painter.drawEllipse(lower, 3.5 * ink.unit, 3.5 * ink.unit)
    words = QCoreApplication.translate("Overlay", "plumb line")
    paint_label(painter, upper + QPointF(6, 0) * ink.unit, words, PLUMB_COLOUR, ink, frame)
    painter.restore()


def _colour_of(site: Site | None) -> str:
    if site is None or site is Site.C7:
        return MIDDLE_COLOUR
    return LEFT_COLOUR if site.value.startswith("left") else RIGHT_COLOUR


def paint_dots(
    painter: QPainter,
    dots: Sequence[SeenDot],
    placement: Placement,
    *,
    selected: Site | None,
    ink: Ink,
    frame: QRectF,
) -> None:
    """Ring each dot, and write its name beside it, away from the middle of the body."""
    if not dots:
        return
    painter.save()
    painter.setClipRect(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centres = [placement.point(dot.x, dot.y) for dot in dots]
    named = [centre.x() for dot, centre in zip(dots, centres, strict=True) if dot.site is not None]
    middle = sum(named) / len(named) if named else frame.center().x()
    for dot, centre in zip(dots, centres, strict=True):
        radius = max(0.5 * dot.diameter * placement.scale + 4 * ink.unit, 6 * ink.unit)
        _paint_ring(painter, centre, radius, dot.site, ink, thick=dot.site is selected)
        if dot.site is not None:
            _paint_name(painter, centre, radius, dot.site, middle, ink, frame)
    painter.restore()


def _paint_ring(
    painter: QPainter, centre: QPointF, radius: float, site: Site | None, ink: Ink, *, thick: bool
) -> None:
    width = 3.2 if thick and site is not None else 1.8
    for shade, wide in ((_HALO, width + 2), (_colour_of(site), width)):
        pen = QPen(QColor(shade), wide * ink.unit)
        if site is None:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)


def _paint_name(
    painter: QPainter,
    centre: QPointF,
    radius: float,
    site: Site,
    middle: float,
    ink: Ink,
    frame: QRectF,
) -> None:
    words = render(site_words(site))
    wide, high = ink.width(words, ink.note) + 10 * ink.unit, ink.metrics(ink.note).height()
    away = radius + 4 * ink.unit
    x = centre.x() + away if centre.x() >= middle else centre.x() - away - wide
    corner = QPointF(x, centre.y() - high / 2 - 2 * ink.unit)
    paint_label(painter, corner, words, _colour_of(site), ink, frame)
    painter.setBrush(Qt.BrushStyle.NoBrush)
