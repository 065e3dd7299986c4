"""A figure of a report on the screen: its drawing in the scheme's colours, its caption, two ways to keep it.

What is saved keeps the colours of white paper. Must not know what a figure shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from scolioapp.painting.ink import painting
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import Tokens, space, tokens
from scolioapp.widgets.page import heading, note

if TYPE_CHECKING:
    from engine.report.figure import Figure

_PAD = space(1)
_CORNER = 6.0
_LEAST_WIDE = 640
"""Below this the words of a wide drawing are too small to be read, logical px."""

_COLOUR = re.compile(r'(?<==")#[0-9a-f]{6}(?=")')
"""A colour in an attribute of a drawing; what words say is left alone."""


def _scheme_colours(now: Tokens) -> Mapping[str, str]:
    """Return the scheme's colour for each that a drawing has on white paper."""
    from engine.report import svg

    return {
        svg.INK: now.text,
        svg.MUTED: now.muted,
        svg.FAINT: now.border,
        svg.PAPER: now.surface,
        svg.CELL: now.sunken,
        svg.ON_FILL: now.window if now.dark else now.text,
        svg.BLUE: now.blue,
        svg.VERMILION: now.vermilion,
        svg.ORANGE: now.amber,
        svg.GREY: now.grey,
    }


class FigurePaper(QWidget):
    """A drawing on a plain ground, as wide as it is told."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing, self._svg = figure.drawing, figure.svg()
        self._renderer = QSvgRenderer(self)
        self._drawn_for: Tokens | None = None
        self.setAccessibleName(figure.title)
        self.setAccessibleDescription(figure.caption)

    def fit(self, width: int) -> None:
        """Take a width, and the height that goes with it."""
        inner = width - 2 * _PAD
        self.setFixedSize(
            width, round(inner * self._drawing.height / self._drawing.width) + 2 * _PAD
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the drawing."""
        now = tokens(self.palette())
        self._draw_for(now)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = QPainterPath()
            edge.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
            painter.fillPath(edge, QColor(now.surface))
            painter.setPen(QColor(now.border))
            painter.drawPath(edge)
            self._renderer.render(painter, QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD))

    def _draw_for(self, now: Tokens) -> None:
        """Take the colours of a scheme."""
        if self._drawn_for is now:
            return
        self._drawn_for = now
        colours = _scheme_colours(now)
        drawn = _COLOUR.sub(lambda found: colours.get(found[0], found[0]), self._svg)
        self._renderer.load(QByteArray(drawn.encode()))
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)


class FigureCard(QFrame):
    """Title, paper, caption, and buttons to save drawing and numbers.

    Signals:
        svg_asked: The drawing is to be saved.
        csv_asked: The numbers are to be saved.
    """

    svg_asked = Signal(object)
    csv_asked = Signal(object)

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.figure = figure
        self.paper = FigurePaper(figure, self)
        self._frame = QScrollArea(self)
        self._frame.setFrameShape(QFrame.Shape.NoFrame)
        self._frame.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frame.setWidget(self.paper)
        self.svg_button = QPushButton(self.tr("SVG…"), self)
        self.csv_button = QPushButton(self.tr("CSV…"), self)
        for button, words in (
            (self.svg_button, self.tr("Save “{name}” as SVG")),
            (self.csv_button, self.tr("Save the numbers of “{name}” as CSV")),
        ):
            button.setProperty("role", "quiet")
            button.setToolTip(words.format(name=figure.title))
            button.setAccessibleName(words.format(name=figure.title))
        self._title = heading(figure.title, self)
        self._title.setWordWrap(True)
        self._caption = note(figure.caption, self)
        top = in_row((self._title, 1), self.svg_button, self.csv_button, gap=0.5)
        in_column(
            top, self._frame, self._caption, STRETCH, gap=1, margins=(1.5, 1, 1.5, 1.5), parent=self
        )
        self.svg_button.clicked.connect(lambda: self.svg_asked.emit(figure))
        self.csv_button.clicked.connect(lambda: self.csv_asked.emit(figure))

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width."""
        return self.figure.wide

    def fit(self, width: int) -> None:
        """Take a width; a wide drawing for which that is too little can be moved sideways."""
        self.setFixedWidth(width)
        inner = width - 2 * space(1.5) - 2
        least = _LEAST_WIDE if self.wide else 0
        self.paper.fit(max(inner, least))
        bar = space(1.5) if inner < least else 0
        self._frame.setFixedSize(inner, self.paper.height() + bar)
