"""The evaluation report as a PDF of A4 pages: vectors, embedded fonts, and tags for screen readers.

Works from the command line too, where no application runs. Must not know what the report says: its blocks
come from `engine.report.evaluation_document`.
"""

from __future__ import annotations

from pathlib import Path

from engine.models.validation import EvaluationReport
from engine.report.evaluation_document import document, title
from scolioapp.i18n import render
from scolioapp.paper.block_pages import paint_blocks
from scolioapp.paper.tagged_pages import ensure_application, tagged_pages


def write_evaluation_pdf(report: EvaluationReport, path: Path, *, language: str = "en") -> None:
    """Write an evaluation report as a PDF, beside and renamed.

    Args:
        report: The report.
        path: Where the file shall lie.
        language: Where no application runs: the language code, or "" for the system's. A running
            application has its own language.

    Raises:
        OutputError: The file cannot be written.
    """
    ensure_application(language)
    heading = title(report, render)
    with tagged_pages(path, title=heading, creator=report.program) as pages:
        paint_blocks(pages, heading, document(report, render))
