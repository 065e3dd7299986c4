"""A drawn body, front and back, with the places of adhesive dots and what they are called.

The outline is that of a simulated body (anny, see NOTICE), seen along its walk; no person is shown. Must not
know pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from engine.core.sites import Site
from scolioapp.painting.ink import Align, Ink

_HALF = (
    (0, 0), (12, 1), (21, 4), (28, 9), (36, 18), (40, 27), (42, 34), (44, 62), (51, 69), (47, 90),
    (38, 98), (29, 118), (28, 128), (31, 138), (36, 147), (47, 156), (60, 163), (86, 174), (92, 178),
    (109, 195), (120, 210), (145, 280), (165, 325), (180, 353), (190, 380), (213, 452), (229, 531),
    (230, 550), (227, 574), (221, 582), (218, 584), (208, 578), (205, 574), (207, 540), (206, 532),
    (201, 523), (198, 522), (195, 523), (188, 534), (183, 539), (179, 540), (176, 538), (176, 532),
    (195, 486), (194, 478), (179, 446), (150, 392), (137, 357), (123, 334), (88, 267), (84, 264),
    (82, 268), (78, 305), (75, 360), (78, 386), (91, 420), (104, 478), (110, 527), (112, 565),
    (108, 668), (112, 703), (122, 756), (127, 803), (121, 888), (120, 938), (124, 971), (134, 990),
    (132, 995), (128, 997), (108, 999), (86, 999), (81, 997), (77, 992), (77, 986), (84, 972),
    (86, 962), (86, 920), (81, 880), (78, 862), (64, 808), (56, 747), (46, 708), (27, 618),
    (14, 568), (10, 543), (6, 537), (0, 534),
)  # fmt: skip
"""Outline of the right half, thousandths of the height: from the middle outwards, from the top down."""

_DOT_COLOUR = "#00803a"

HALF_WIDTH = 0.23
"""Of the figure, in its height."""

FRONT: Mapping[Site, tuple[int, int]] = {
    Site.LEFT_ACROMION: (98, 188),
    Site.RIGHT_ACROMION: (-98, 188),
    Site.LEFT_ILIAC: (74, 444),
    Site.RIGHT_ILIAC: (-74, 444),
    Site.LEFT_ANKLE: (104, 925),
    Site.RIGHT_ANKLE: (-104, 925),
}
"""Where dots are put for a film from the front, as whoever faces the person sees them."""

BACK: Mapping[Site, tuple[int, int]] = {
    Site.LEFT_ACROMION: (-99, 182),
    Site.RIGHT_ACROMION: (99, 182),
    Site.C7: (0, 160),
    Site.LEFT_ILIAC: (-32, 427),
    Site.RIGHT_ILIAC: (32, 427),
    Site.LEFT_ANKLE: (-104, 930),
    Site.RIGHT_ANKLE: (104, 930),
}
"""The same from behind."""

_FRONT_LINES = (
    ((0, 172), (30, 168), (62, 166), (92, 176)),
    ((76, 425), (60, 452), (36, 490), (20, 520)),
    ((92, 700), (100, 712), (92, 724), (82, 712)),
)
_BACK_LINES = (
    ((0, 175), (0, 290), (0, 380), (0, 440)),
    ((50, 205), (48, 240), (58, 272), (72, 255)),
    ((14, 520), (40, 535), (70, 530), (92, 512)),
    ((82, 712), (92, 720), (98, 720), (106, 712)),
)
"""Lines that tell front from back, of one half; drawn on both."""

_DOT_SHARE = 0.038
"""Diameter of a drawn dot, share of the height: larger than life, or its number could not be read."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of a pair of dots, or of one."""

    sites: tuple[Site, ...]
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what is said of its dots; each is numbered by its label."""

    title: str
    sites: Mapping[Site, tuple[int, int]]
    labels: Sequence[Label]
    behind: bool
    left: str
    right: str


def labels_height(figure: Figure, width: float, ink: Ink) -> float:
    """Return how high the labels of a figure stand in a column of that width, device units."""
    return sum(_label_height(label, width, ink) for label in figure.labels)


def paint_figure(painter: QPainter, figure: Figure, place: QRectF, ink: Ink, below: float) -> None:
    """Paint a figure into a rectangle, its labels in the lowest part of it, ``below`` high."""
    head = ink.metrics(ink.bold).height() * 1.4
    height = min(
        place.height() - head - below - 8 * ink.unit, 0.95 * place.width() / (2 * HALF_WIDTH)
    )
    origin = QPointF(place.center().x(), place.top() + head)
    title = QRectF(place.left(), place.top(), place.width(), head)
    ink.write(painter, title, figure.title, face=ink.bold, align=Align.CENTRE | Align.TOP)
    _paint_body(painter, origin, height, ink, behind=figure.behind)
    for number, label in enumerate(figure.labels, start=1):
        for site in label.sites:
            x, y = figure.sites[site]
            at = origin + QPointF(x, y) * (height / 1000)
            _paint_dot(painter, at, _DOT_SHARE * height, ink, number)
    _paint_sides(painter, origin, height, ink, figure)
    _paint_labels(
        painter, figure, QRectF(place.left(), place.bottom() - below, place.width(), below), ink
    )


def _paint_body(
    painter: QPainter, origin: QPointF, height: float, ink: Ink, *, behind: bool
) -> None:
    scale = height / 1000
    points = [QPointF(x, y) * scale + origin for x, y in _HALF]
    points += [QPointF(-x, y) * scale + origin for x, y in reversed(_HALF[1:-1])]
    path = QPainterPath((points[-1] + points[0]) / 2)
    for number, point in enumerate(points):
        following = points[(number + 1) % len(points)]
        path.quadTo(point, (point + following) / 2)
    painter.setPen(ink.pen("#7a828c", 0.8))
    painter.setBrush(QColor("#eceff2"))
    painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink.pen("#aab2bc", 0.8))
    for line in _BACK_LINES if behind else _FRONT_LINES:
        for side in (1, -1):
            start, first, second, end = (QPointF(side * x, y) * scale + origin for x, y in line)
            curve = QPainterPath(start)
            curve.cubicTo(first, second, end)
            painter.drawPath(curve)


def _paint_dot(painter: QPainter, at: QPointF, diameter: float, ink: Ink, number: int) -> None:
    painter.setPen(ink.pen("#ffffff", 1.2))
    painter.setBrush(QColor(_DOT_COLOUR))
    painter.drawEllipse(at, diameter / 2, diameter / 2)
    place = QRectF(at.x() - diameter, at.y() - diameter, 2 * diameter, 2 * diameter)
    align = Align.CENTRE | Align.MIDDLE
    ink.write(painter, place, str(number), face=ink.note_bold, colour="#ffffff", align=align)


def _paint_sides(
    painter: QPainter, origin: QPointF, height: float, ink: Ink, figure: Figure
) -> None:
    """Write the person's own sides beside the head."""
    line = ink.metrics(ink.bold).height()
    towards = -1 if figure.behind else 1
    for side, words in ((towards, figure.left), (-towards, figure.right)):
        x = origin.x() + side * 0.13 * height
        place = QRectF(x - 50 * ink.unit, origin.y() + 0.06 * height, 100 * ink.unit, line)
        ink.write(painter, place, words, face=ink.bold, align=Align.CENTRE | Align.MIDDLE)


def _label_height(label: Label, width: float, ink: Ink) -> float:
    inner = width - _indent(ink)
    return ink.metrics(ink.bold).height() + ink.height(label.words, ink.note, inner) + 7 * ink.unit


def _indent(ink: Ink) -> float:
    return 26 * ink.unit


def _paint_labels(painter: QPainter, figure: Figure, place: QRectF, ink: Ink) -> None:
    """Write the labels one below the other, each with its dot."""
    top, inner = place.top(), place.width() - _indent(ink)
    for number, label in enumerate(figure.labels, start=1):
        line = ink.metrics(ink.bold).height()
        at = QPointF(place.left() + 9 * ink.unit, top + line / 2)
        _paint_dot(painter, at, 16 * ink.unit, ink, number)
        title = QRectF(place.left() + _indent(ink), top, inner, line)
        ink.write(painter, title, label.title, face=ink.bold, align=Align.LEFT | Align.MIDDLE)
        words = QRectF(title.left(), top + line, inner, place.height())
        ink.write(painter, words, label.words, face=ink.note, colour=ink.tokens.muted, wrap=True)
        top += _label_height(label, place.width(), ink)
