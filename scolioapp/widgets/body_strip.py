"""The strips of the body beside the frame that decided: how far each spoke for features, or against.

`lay_out` places, `paint` draws, for the screen and the paper; `BodyStrip` is the widget. Right speaks
for, left against; each body level is named once. Must not know the view-model.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.core.explanation import BodyLevel, DecidingFrame, Explanation, PartContribution
from engine.report import why_words, wording
from scolioapp.i18n import render
from scolioapp.painting.ink import Align, Ink, painting, screen_ink
from scolioapp.painting.theme import tokens
from scolioapp.painting.why_picture import ASPECT, WhyPicture, paint_heat_key, paint_picture

_LEAST, _MOST = 208.0, 320.0
"""Height of the body, logical px."""
_WIDEST = 620.0
_GATE = 26.0


@dataclass(frozen=True, slots=True)
class _Group:
    level: BodyLevel
    top: float
    bottom: float
    words: str


@dataclass(frozen=True, slots=True)
class StripLayout:
    """Where everything stands, from the top left corner, device units.

    Attributes:
        names: Column of the body levels' names.
        gate: Column of the body gate, or None for networks without one.
        bars: Column of the strips' bars.
        zero: Where the bars begin; so placed that the longest of each side fits.
    """

    width: float
    height: float
    picture: QRectF
    names: QRectF
    gate: QRectF | None
    bars: QRectF
    zero: float
    groups: tuple[_Group, ...]


def lay_out(explanation: Explanation, ink: Ink, width: float) -> StripLayout:
    """Place everything in a given width, device units."""
    unit, line = ink.unit, ink.metrics(ink.note).height()
    width = min(width, _WIDEST * unit)
    groups = []
    for level, members in groupby(explanation.parts, key=lambda part: part.level):
        parts = list(members)
        words = render(wording.level_label(level))
        groups.append(_Group(level, parts[0].top, parts[-1].bottom, words))
    thinnest = min((group.bottom - group.top for group in groups), default=1.0)
    height = min(max(_LEAST * unit, 1.05 * line / thinnest), _MOST * unit)
    height = max(min(height, 0.5 * width / ASPECT), 0.6 * _LEAST * unit)
    top, gap = line + 5 * unit, 10 * unit
    picture = QRectF(0, top, height * ASPECT, height)
    x = picture.right() + gap
    gate = None
    if explanation.gates is not None and explanation.gates.body:
        gate = QRectF(x, top, _GATE * unit, height)
        x = gate.right() + gap
    wanted = max((ink.width(group.words, ink.note_bold) for group in groups), default=0.0)
    wanted = min(wanted + 4 * unit, 0.52 * (width - x))
    names = QRectF(x, top, wanted, height)
    x = names.right() + 6 * unit
    bars = QRectF(x, top, max(width - x, 1.0), height)
    total = top + height + 3 * unit + line
    reach = why_words.strip_reach(explanation)
    zero = bars.left() + bars.width() * reach[0] / sum(reach)
    return StripLayout(width, total, picture, names, gate, bars, zero, tuple(groups))


def paint(
    painter: QPainter,
    layout: StripLayout,
    explanation: Explanation,
    ink: Ink,
    *,
    picture: WhyPicture | None,
    frame: DecidingFrame | None,
) -> None:
    """Draw everything with the top left corner at the painter's origin."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if picture is not None:
        paint_picture(painter, picture, layout.picture, ink)
    _paint_captions(painter, layout, explanation, ink, frame)
    _paint_levels(painter, layout, explanation, ink)
    _paint_bars(painter, layout, explanation, ink)
    if layout.gate is not None:
        _paint_gate(painter, layout.gate, explanation, ink)
    painter.restore()


def _paint_captions(
    painter: QPainter,
    layout: StripLayout,
    explanation: Explanation,
    ink: Ink,
    frame: DecidingFrame | None,
) -> None:
    """Write the moment above the picture, the key below it, and what the bars' ends say above them."""
    line, colour = ink.metrics(ink.note).height(), ink.tokens.muted
    if frame is not None:
        place = QRectF(layout.picture.x(), 0, layout.picture.width(), line)
        words = render(why_words.frame_words(frame))
        ink.write(painter, place, words, face=ink.note, colour=colour)
        key = QRectF(layout.picture)
        key.setTop(layout.picture.bottom() + 3 * ink.unit)
        key.setHeight(line)
        paint_heat_key(painter, key, ink)
    _paint_ends(painter, layout, explanation, ink)


def _paint_ends(painter: QPainter, layout: StripLayout, explanation: Explanation, ink: Ink) -> None:
    """Write what the bars' ends say above them; where there is no room for both, one below."""
    line, gap = ink.metrics(ink.note).height(), 10 * ink.unit
    against, towards = (render(words) for words in why_words.strip_ends(explanation))
    start, colour = layout.names.left(), ink.tokens.muted
    room = layout.width - start
    arrow = " \N{RIGHTWARDS ARROW}"
    left = f"\N{LEFTWARDS ARROW} {against}"
    right = ink.elided(towards, ink.note, room - ink.width(arrow, ink.note) - 2 * ink.unit) + arrow
    right_width = min(ink.width(right, ink.note), room)
    place = QRectF(layout.width - right_width, 0, right_width, line)
    ink.write(painter, place, right, face=ink.note, colour=colour, align=Align.RIGHT | Align.TOP)
    left_width = min(ink.width(left, ink.note), room)
    y = 0.0 if left_width + gap + right_width <= room else layout.bars.bottom() + 3 * ink.unit
    x = layout.zero - left_width
    if y == 0.0:
        x = min(x, layout.width - right_width - gap - left_width)
    x = max(start, x)
    place = QRectF(x, y, left_width, line)
    ink.write(painter, place, left, face=ink.note, colour=colour)


def _paint_levels(
    painter: QPainter, layout: StripLayout, explanation: Explanation, ink: Ink
) -> None:
    """Name each level once, in bold where it spoke most, and draw the borders between them."""
    line, y_least = ink.metrics(ink.note).height(), layout.names.top()
    bold = ink.note_bold
    for number, group in enumerate(layout.groups):
        top, bottom = (_y(layout, share) for share in (group.top, group.bottom))
        if number:
            painter.setPen(ink.pen(ink.tokens.border, 1))
            painter.drawLine(QPointF(layout.names.left(), top), QPointF(layout.bars.right(), top))
            over = ink.pen(ink.tokens.muted, 1)
            over.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(over)
            painter.drawLine(
                QPointF(layout.picture.left(), top), QPointF(layout.picture.right(), top)
            )
        y = max((top + bottom - line) / 2, y_least)
        y_least = y + line
        spoke = group.level in explanation.levels
        ink.write(
            painter,
            QRectF(layout.names.left(), y, layout.names.width(), line),
            group.words,
            face=bold if spoke else ink.note,
            colour=ink.tokens.text if spoke else ink.tokens.muted,
            align=Align.LEFT | Align.MIDDLE,
        )


def _y(layout: StripLayout, share: float) -> float:
    return layout.bars.top() + share * layout.bars.height()


def _paint_bars(painter: QPainter, layout: StripLayout, explanation: Explanation, ink: Ink) -> None:
    """Draw a bar for each strip from the zero line: right and full for, left and hollow against.

    Without colours of their own: blue and orange are the body's sides.
    """
    zero, scale = (
        layout.zero,
        (layout.bars.width() - 2 * ink.unit) / sum(why_words.strip_reach(explanation)),
    )
    painter.setPen(ink.pen(ink.tokens.muted, 1))
    for part in explanation.parts:
        top, bottom = _y(layout, part.top), _y(layout, part.bottom)
        spare = min(1.5 * ink.unit, 0.15 * (bottom - top))
        length = scale * part.contribution
        bar = QRectF(zero, top + spare, length, bottom - top - 2 * spare).normalized()
        painter.setBrush(QColor(ink.tokens.muted if length > 0 else ink.tokens.surface))
        painter.drawRect(bar)
    painter.setPen(ink.pen(ink.tokens.strong_border, 1))
    painter.drawLine(QPointF(zero, layout.bars.top()), QPointF(zero, layout.bars.bottom()))


def _paint_gate(painter: QPainter, place: QRectF, explanation: Explanation, ink: Ink) -> None:
    """Draw how much the body gate lets through at each height: the longer, the more."""
    gates = explanation.gates
    if gates is None:
        return
    line = ink.metrics(ink.note).height()
    words = QCoreApplication.translate("BodyStrip", "Gate")
    above = QRectF(place.x(), 0, place.width() + 8 * ink.unit, line)
    ink.write(painter, above, words, face=ink.note, colour=ink.tokens.muted)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.tokens.sunken))
    painter.drawRect(place)
    painter.setBrush(QColor(ink.tokens.grey))
    high = place.height() / len(gates.body)
    for number, value in enumerate(gates.body):
        y = place.top() + number * high
        spare = min(1.0 * ink.unit, 0.15 * high)
        painter.drawRect(QRectF(place.x(), y + spare, place.width() * value, high - 2 * spare))


class BodyStrip(QWidget):
    """The strips as a widget; as high as its width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explanation: Explanation | None = None
        self._picture: WhyPicture | None = None
        self._frame: DecidingFrame | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_explanation(
        self, explanation: Explanation, picture: WhyPicture | None, frame: DecidingFrame | None
    ) -> None:
        """Show what the strips said, beside one frame."""
        self._explanation, self._picture, self._frame = explanation, picture, frame
        self.setAccessibleName(QCoreApplication.translate("BodyStrip", "Why, by body level"))
        self.setAccessibleDescription(why_words.explanation_sentence(explanation, render))
        self._fit()
        self.update()

    @property
    def frame(self) -> DecidingFrame | None:
        """The frame shown, or None."""
        return self._frame

    def layout_now(self) -> StripLayout | None:
        """Return where everything stands, or None where nothing is shown."""
        if self._explanation is None:
            return None
        return lay_out(self._explanation, screen_ink(tokens(self.palette())), self.width())

    def part_at(self, point: QPointF) -> tuple[int, PartContribution] | None:
        """Return number (from 1) and strip at a place, or None."""
        layout = self.layout_now()
        if layout is None or self._explanation is None:
            return None
        share = (point.y() - layout.bars.top()) / layout.bars.height()
        for number, part in enumerate(self._explanation.parts, start=1):
            if part.top <= share < part.bottom:
                return number, part
        return None

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        layout = self.layout_now()
        return QSize(max(self.width(), 280), 0 if layout is None else round(layout.height) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that can be read."""
        return QSize(240, self.sizeHint().height())

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width with the height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the strips."""
        layout = self.layout_now()
        if layout is None or self._explanation is None:
            return
        with painting(self) as painter:
            ink = screen_ink(tokens(self.palette()))
            explanation = self._explanation
            picture, frame = self._picture, self._frame
            paint(painter, layout, explanation, ink, picture=picture, frame=frame)

    def event(self, event: QEvent) -> bool:
        """Say what a strip said when the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.part_at(QPointF(event.pos()))
            if found is None or self._explanation is None:
                QToolTip.hideText()
                return True
            number, part = found
            where, spoken = why_words.part_words(part, number, len(self._explanation.parts))
            level = render(wording.level_label(part.level))
            QToolTip.showText(
                event.globalPos(), f"{level}\n{render(where)}: {render(spoken)}", self
            )
            return True
        return super().event(event)
