"""Writing the files that the result page offers; each runs in a worker's thread.

Must not know widgets that are shown, nor ask anybody anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from engine.core.progress import Cancel, Progress
from engine.export import screening_html, screening_json, screening_table
from scolioapp.i18n import current, render
from scolioapp.paper import report_pdf

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


def write_pdf(
    screening: Screening, path: Path, _progress: Progress, _cancel: Cancel, *, prevalence: float
) -> None:
    """Write the report."""
    report_pdf.write_pdf(screening, path, prevalence=prevalence)


def write_csv(
    screening: Screening, path: Path, _progress: Progress, _cancel: Cancel, *, prevalence: float
) -> None:
    """Write the table."""
    sign = QLocale.system().decimalPoint()
    screening_table.write_csv(
        screening.result, path, prevalence=prevalence, override=screening.override, decimal=sign
    )


def write_xlsx(
    screening: Screening, path: Path, _progress: Progress, _cancel: Cancel, *, prevalence: float
) -> None:
    """Write the table as a workbook."""
    screening_table.write_xlsx(
        screening.result, path, prevalence=prevalence, override=screening.override
    )


def write_html(
    screening: Screening, path: Path, _progress: Progress, _cancel: Cancel, *, prevalence: float
) -> None:
    """Write the report as one HTML file, in the window's language."""
    language = current().replace("_", "-")
    screening_html.write_html(
        screening.result,
        path,
        render,
        language=language,
        prevalence=prevalence,
        override=screening.override,
    )


def write_json(screening: Screening, path: Path, _progress: Progress, _cancel: Cancel) -> None:
    """Write the result as data."""
    screening_json.write_json(screening.result, path, screening.override)


def write_sequence(screening: Screening, path: Path, _progress: Progress, _cancel: Cancel) -> None:
    """Write silhouettes and keypoints; nothing where nobody was judged."""
    if screening.sequence is not None:
        screening.sequence.save(path)
