"""What a figure of a report is: a drawing, its words, its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.report.svg import Drawing

Row = tuple[str | float | int, ...]

HALF: Final = 340.0
"""Width of a figure that shares the page with another, px."""

WHOLE: Final = 700.0
"""Width of a figure that takes the page, px."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        drawing: It, drawn.
        header: Names of the columns of its numbers.
    """

    name: str
    title: str
    caption: str
    drawing: Drawing
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def wide(self) -> bool:
        """Whether it takes the width of a page, and not half of it."""
        return self.drawing.width > HALF

    def svg(self, *, alone: bool = True) -> str:
        """Return it as SVG, for a file of its own or to stand in an HTML page."""
        return self.drawing.svg(title=self.title, alone=alone)
