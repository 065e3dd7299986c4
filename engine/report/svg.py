"""Writes small drawings as SVG: lines, areas, circles and words, nothing that runs or points elsewhere.

Only what browsers and SVG Tiny readers draw alike is used. Must not know what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final, Literal

from engine.core.xml_text import writable

INK: Final = "#1a1a1a"
MUTED: Final = "#5f6368"
FAINT: Final = "#d0d4d9"
PAPER: Final = "#ffffff"
CELL: Final = "#f3f5f7"
ON_FILL: Final = "#1a1a1b"
BLUE: Final = "#0072b2"
VERMILION: Final = "#d55e00"
SKY: Final = "#56b4e9"
ORANGE: Final = "#e69f00"
GREY: Final = "#9aa0a6"
"""Colours that colour-blind people tell apart (Okabe and Ito 2008), and greys."""

FONT: Final = "Noto Sans, Helvetica, Arial, sans-serif"

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def plain(words: str) -> str:
    """Make words safe to stand in HTML and SVG."""
    return escape(writable(words))


class Drawing:
    """A drawing of ``width`` x ``height`` px; y grows downwards."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._parts: list[str] = []

    def line(
        self, start: Point, end: Point, *, colour: str = INK, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a straight line; ``dash`` as in SVG, such as ``3 3``."""
        (x1, y1), (x2, y2) = start, end
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{colour}" '
            f'stroke-width="{_n(width)}"{dashed}/>'
        )

    def path(self, points: Iterable[Point], *, colour: str, width: float = 1.6) -> None:
        """Draw a line through points."""
        self._parts.append(
            f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="{_n(width)}" stroke-linejoin="round"/>'
        )

    def area(self, points: Iterable[Point], *, colour: str, opacity: float) -> None:
        """Fill the area within points."""
        self._parts.append(
            f'<polygon points="{_points(points)}" fill="{colour}" fill-opacity="{_n(opacity)}" '
            'stroke="none"/>'
        )

    def box(
        self, corner: Point, size: Point, *, colour: str, opacity: float = 1.0, edge: str = "none"
    ) -> None:
        """Fill a rectangle; one without width or height is left out."""
        if min(size) <= 0:
            return
        self._parts.append(
            f'<rect x="{_n(corner[0])}" y="{_n(corner[1])}" width="{_n(size[0])}" '
            f'height="{_n(size[1])}" fill="{colour}" fill-opacity="{_n(opacity)}" stroke="{edge}"/>'
        )

    def dot(self, middle: Point, *, colour: str, radius: float = 3.2) -> None:
        """Draw a dot with a white edge, so that it stands out from lines."""
        self._parts.append(
            f'<circle cx="{_n(middle[0])}" cy="{_n(middle[1])}" r="{_n(radius)}" fill="{colour}" '
            f'stroke="{PAPER}" stroke-width="1"/>'
        )

    def words(  # how words look, each by name
        self,
        place: Point,
        words: str,
        *,
        size: float = 11,
        anchor: Anchor = "start",
        colour: str = INK,
        bold: bool = False,
        turned: bool = False,
    ) -> None:
        """Write one line with its foot at a place; ``turned`` reads upwards."""
        x, y = (_n(one) for one in place)
        weight = ' font-weight="bold"' if bold else ""
        turn = f' transform="rotate(-90 {x} {y})"' if turned else ""
        self._parts.append(
            f'<text x="{x}" y="{y}" font-size="{_n(size)}" text-anchor="{anchor}" '
            f'fill="{colour}"{weight}{turn}>{plain(words)}</text>'
        )

    def svg(self, *, title: str, alone: bool = True) -> str:
        """Return the drawing as SVG.

        Args:
            title: What it shows, for who cannot see it.
            alone: For a file of its own; else to stand in an HTML page.
        """
        space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
        width, height = _n(self.width), _n(self.height)
        ground = f'<rect width="{width}" height="{height}" fill="{PAPER}"/>' if alone else ""
        body = "\n".join(self._parts)
        return (
            f'<svg{space} width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'font-family="{FONT}" font-weight="normal" role="img">\n'
            f"<title>{plain(title)}</title>\n{ground}{body}\n</svg>\n"
        )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
