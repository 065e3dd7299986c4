"""The evaluation report as one HTML file."""

from __future__ import annotations

from pathlib import Path

from engine.core.files import write_text
from engine.core.text import Render
from engine.export.html_page import html_page
from engine.models.validation import EvaluationReport
from engine.report.evaluation_document import document, title


def html(report: EvaluationReport, words: Render = str, *, language: str = "en") -> str:
    """Return the report as an HTML page."""
    return html_page(title(report, words), document(report, words), language=language)


def write_html(
    report: EvaluationReport, path: Path, words: Render = str, *, language: str = "en"
) -> None:
    """Write the report as one HTML file; see `html`.

    Raises:
        OutputError: The file cannot be written.
    """
    write_text(path, html(report, words, language=language))
