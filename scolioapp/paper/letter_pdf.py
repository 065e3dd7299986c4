"""The letter to the parents as a PDF of one page, in a language that need not be the window's.

Must not know what the letter says: see `engine.report.parent_letter`.
"""

from __future__ import annotations

from datetime import datetime

from engine import __version__
from engine.report.blocks import Heading, Paragraph
from engine.report.parent_letter import ParentLetter
from scolioapp.paper.page_flow import Flow
from scolioapp.paper.record_pdf import write_letterhead
from scolioapp.paper.tagged_pages import (
    MadePdf,
    ensure_application,
    ink_of,
    made_pages,
    room_of,
)

_SCALES = (1.3, 1.2, 1.1, 1.0, 0.9, 0.8)
_MARGIN = 0.06
"""Further margin at each side, share of the page's width: short lines are read more easily."""


def letter_pdf(
    letter: ParentLetter, *, letterhead: tuple[str, ...], logo: bytes, date: datetime
) -> bytes:
    """Return the letter as a PDF, in the largest letters that fit on a page.

    Args:
        letter: What it says.
        letterhead: Name and address, line by line.
        logo: A picture beside them, or empty.
        date: Of the document.
    """
    ensure_application("")
    made = MadePdf()
    creator = f"ScolioApp {__version__}"
    # The title of a file is shown in lists and windows: it names nobody.
    with made_pages(
        made, title=letter.title, creator=creator, language=letter.language, date=date
    ) as (painter, writer, tags):
        room = room_of(writer)
        aside = _MARGIN * room.width()
        room = room.adjusted(aside, 0, -aside, 0)
        for scale in _SCALES:
            ink = ink_of(writer, scale, letter.language)
            measure = Flow(ink, room.x(), 0.0, room.width(), None)
            _write(measure, letter, letterhead, logo)
            if measure.y <= room.height():
                break
        flow = Flow(ink, room.x(), room.y(), room.width(), painter, tags)
        _write(flow, letter, letterhead, logo)
    return made.content


def _write(flow: Flow, letter: ParentLetter, letterhead: tuple[str, ...], logo: bytes) -> None:
    write_letterhead(flow, letterhead, logo, letter.logo)
    flow.gap(10)
    flow.text(letter.title, face=flow.ink.title, lines=2, kind="H1")
    flow.gap(6)
    for block in letter.blocks:
        if isinstance(block, Heading):
            flow.gap(12)
            flow.text(block.words, face=flow.ink.bold, lines=2, kind="H2")
        elif isinstance(block, Paragraph):
            flow.gap(6)
            flow.text(block.words, lines=10)
    if letter.call:
        flow.gap(4)
        flow.blanks([(letter.call, 1.0)])
    flow.gap(24)
    flow.text(letter.regards, lines=1)
    flow.gap(16)
    flow.blanks([(letter.signature, 0.62), (letter.date, 0.38)])
    flow.blanks([(letter.name, 0.62)])
