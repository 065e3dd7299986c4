"""A screening day as a PDF: who is to be examined, who comes again, and everybody else; tagged.

Must not know what is said of a day: see `engine.report.day_document`.
"""

from __future__ import annotations

from pathlib import Path

from engine import __version__
from engine.core.text import text
from engine.report.day_document import DaySummary, document
from scolioapp.i18n import render
from scolioapp.paper.block_pages import paint_blocks
from scolioapp.paper.tagged_pages import ensure_application, tagged_pages


def write_day_pdf(day: DaySummary, path: Path, *, language: str = "en") -> None:
    """Write a day as a PDF, beside and renamed.

    Args:
        day: What to write.
        path: Where the file shall lie.
        language: Where no application runs: the language code, or "" for the system's.

    Raises:
        OutputError: The file cannot be written.
    """
    ensure_application(language)
    heading = render(text("Screening day: {name}", name=day.name))
    # The title of a file is shown in lists and windows: it names nobody, nor the school.
    title = render(text("Screening day"))
    with tagged_pages(path, title=title, creator=f"ScolioApp {__version__}") as pages:
        paint_blocks(pages, heading, tuple(document(day, render)))
