"""The page about adhesive dots: where to put them (drawn), and a sheet of them to print in exact size.

Works from the command line too, where no application runs. Must not know how dots are found.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor

import engine
from engine.core.sites import Site
from scolioapp.painting.ink import Align, Ink
from scolioapp.paper.dots_figure import BACK, FRONT, Figure, Label, labels_height, paint_figure
from scolioapp.paper.page_flow import Flow
from scolioapp.paper.tagged_pages import (
    ensure_application,
    ink_of,
    millimetre,
    room_of,
    tagged_pages,
)

DIAMETER_MM = 24.0
"""Of the printed dots: in the middle of what the program looks for, 18 to 30 mm."""
RULER_MM = 100.0

_COLOURS = ("#00a046", "#e6007e", "#0064d2", "#fad200")
_ROWS_OF_EACH = 2
_IN_A_ROW = 7
"""As many as are worn when filmed from behind."""

translate = QCoreApplication.translate


def write_dots_page(path: Path, *, language: str = "en") -> None:
    """Write the page as a PDF of two A4 pages, beside and renamed.

    Args:
        path: Where the file shall lie.
        language: Where no application runs: the language code, or "" for the system's. A running
            application has its own language.

    Raises:
        OutputError: The file cannot be written.
    """
    ensure_application(language)
    title, creator = translate("DotsPage", "Adhesive dots"), f"ScolioApp {engine.__version__}"
    with tagged_pages(path, title=title, creator=creator) as (painter, writer, tags):
        ink, room = ink_of(writer, 1.08), room_of(writer)
        _paint_places(Flow(ink, room.x(), room.y(), room.width(), painter, tags), room)
        writer.newPage()
        tags.page = 1
        _paint_sheet(Flow(ink, room.x(), room.y(), room.width(), painter, tags), room)


def _steps() -> tuple[str, ...]:
    return (
        translate(
            "DotsPage",
            "Use dots of one colour that does not occur in skin or clothes, 18 to 30 mm wide and "
            "not shiny: print the next page on sticker paper, or buy round labels.",
        ),
        translate(
            "DotsPage",
            "Feel for the bone and put the dot on it, left and right alike, on the skin or on "
            "close-fitting clothes. Shoulders and hips matter most; use at least four dots.",
        ),
        translate(
            "DotsPage",
            "Tie up long hair and tuck in the shirt. No arm, hair or clothing may cover a dot "
            "while walking.",
        ),
        translate(
            "DotsPage",
            "When you screen the video, choose that dots were used, and check on the picture that "
            "each dot has the correct name.",
        ),
    )


def _front() -> Figure:
    return Figure(
        title=translate("DotsPage", "Walking towards the camera"),
        sites=FRONT,
        labels=(
            Label(
                (Site.LEFT_ACROMION, Site.RIGHT_ACROMION),
                translate("DotsPage", "Shoulders"),
                translate(
                    "DotsPage", "On the bony tip of the shoulder (acromion), to the front of it"
                ),
            ),
            Label(
                (Site.LEFT_ILIAC, Site.RIGHT_ILIAC),
                translate("DotsPage", "Hips, front"),
                translate(
                    "DotsPage", "On the bone that stands out below the waist (anterior iliac spine)"
                ),
            ),
            Label(
                (Site.LEFT_ANKLE, Site.RIGHT_ANKLE),
                translate("DotsPage", "Ankles"),
                translate("DotsPage", "On the front, between the two ankle bones"),
            ),
        ),
        behind=False,
        left=translate("DotsPage", "left"),
        right=translate("DotsPage", "right"),
    )


def _back() -> Figure:
    return Figure(
        title=translate("DotsPage", "Walking away from the camera"),
        sites=BACK,
        labels=(
            Label(
                (Site.C7,),
                translate("DotsPage", "Neck (C7)"),
                translate("DotsPage", "On the bone that stands out most when the head is bent"),
            ),
            Label(
                (Site.LEFT_ACROMION, Site.RIGHT_ACROMION),
                translate("DotsPage", "Shoulders"),
                translate(
                    "DotsPage", "On the bony tip of the shoulder (acromion), to the back of it"
                ),
            ),
            Label(
                (Site.LEFT_ILIAC, Site.RIGHT_ILIAC),
                translate("DotsPage", "Hips, back"),
                translate(
                    "DotsPage", "On the two dimples above the buttocks (posterior iliac spines)"
                ),
            ),
            Label(
                (Site.LEFT_ANKLE, Site.RIGHT_ANKLE),
                translate("DotsPage", "Ankles"),
                translate("DotsPage", "Above the heel, as high as the ankle bones"),
            ),
        ),
        behind=True,
        left=translate("DotsPage", "left"),
        right=translate("DotsPage", "right"),
    )


def _paint_places(flow: Flow, room: QRectF) -> None:
    """Paint the first page: what to do, and where the dots go."""
    painter, ink = flow.painter, flow.ink
    assert painter is not None  # noqa: S101 - this page is only painted
    flow.text(translate("DotsPage", "Adhesive dots"), face=ink.title, kind="H1")
    flow.gap(4)
    flow.text(
        translate(
            "DotsPage",
            "With dots the program measures shoulders and hips more accurately than without.",
        )
    )
    flow.gap(6)
    for number, step in enumerate(_steps(), start=1):
        top = flow.y
        flow.text(step, indent=18 * ink.unit)
        place = QRectF(flow.x, top, 18 * ink.unit, ink.metrics(ink.bold).height())
        ink.write(painter, place, str(number), face=ink.bold)
        flow.gap(5)
    flow.gap(12)
    foot = _foot_height(ink)
    between = 24 * ink.unit
    wide = (room.width() - between) / 2
    high = room.bottom() - foot - flow.y
    figures = (_front(), _back())
    below = max(labels_height(figure, wide, ink) for figure in figures)
    for number, figure in enumerate(figures):
        place = QRectF(room.x() + number * (wide + between), flow.y, wide, high)
        said = " ".join(f"{one.title}: {one.words}." for one in figure.labels)
        with flow.element("Figure", f"{figure.title}. {said}"):
            paint_figure(painter, figure, place, ink, below)
    flow.y = room.bottom() - foot + 8 * ink.unit
    flow.text(
        translate(
            "DotsPage",
            "Left and right are the person's own. Drawn from a simulated body; the dots are shown "
            "larger than life.",
        ),
        face=ink.note,
        colour=ink.tokens.muted,
    )


def _foot_height(ink: Ink) -> float:
    return 2 * ink.metrics(ink.note).height() + 10 * ink.unit


def _paint_sheet(flow: Flow, room: QRectF) -> None:
    """Paint the second page: a line to check the size of the print, and the dots."""
    painter, ink = flow.painter, flow.ink
    assert painter is not None  # noqa: S101 - this page is only painted
    mm = millimetre()
    flow.text(translate("DotsPage", "Dots to cut out"), face=ink.title, kind="H1")
    flow.gap(4)
    flow.text(
        translate(
            "DotsPage",
            "Print in colour on matt sticker paper at 100 % (“actual size”, not “fit to page”). Each row is "
            "enough for one person; wear one colour only.",
        )
    )
    flow.gap(10)
    _paint_ruler(flow, RULER_MM * mm, mm)
    step = room.width() / _IN_A_ROW
    rows = len(_COLOURS) * _ROWS_OF_EACH
    top = flow.y + 8 * ink.unit
    high = min(step, (room.bottom() - top) / rows)
    said = translate("DotsPage", "Rows of round dots, {diameter} mm wide").replace(
        "{diameter}", f"{DIAMETER_MM:g}"
    )
    with flow.element("Figure", said):
        painter.setPen(Qt.PenStyle.NoPen)
        for row in range(rows):
            painter.setBrush(QColor(_COLOURS[row // _ROWS_OF_EACH]))
            for column in range(_IN_A_ROW):
                at = QPointF(room.x() + (column + 0.5) * step, top + (row + 0.5) * high)
                painter.drawEllipse(at, DIAMETER_MM / 2 * mm, DIAMETER_MM / 2 * mm)


def _paint_ruler(flow: Flow, length: float, mm: float) -> None:
    """Draw a line of a known length, with words beside it."""
    painter, ink = flow.painter, flow.ink
    assert painter is not None  # noqa: S101 - this page is only painted
    words = translate("DotsPage", "This line is {length} mm long.").replace(
        "{length}", f"{RULER_MM:g}"
    )
    line = ink.metrics(ink.note).height()
    with flow.element("P"):
        painter.fillRect(QRectF(flow.x, flow.y + line / 2, length, 0.5 * mm), QColor("#000000"))
        for x in (flow.x, flow.x + length - 0.5 * mm):
            painter.fillRect(
                QRectF(x, flow.y + line / 2 - 2 * mm, 0.5 * mm, 4.5 * mm), QColor("#000000")
            )
        place = QRectF(flow.x + length + 3 * mm, flow.y, flow.width - length - 3 * mm, line)
        ink.write(painter, place, words, face=ink.note, align=Align.LEFT | Align.MIDDLE)
    flow.y += line + 2 * mm
