"""Writing the files that the Evaluation page offers; each runs in a worker's thread.

Must not know widgets that are shown, nor ask anybody anything.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from engine.core.errors import OutputError
from engine.core.files import write_text, written_beside
from engine.core.tables import write_table
from engine.core.text import text
from scolioapp.i18n import current, render

if TYPE_CHECKING:
    from engine.models.validation import EvaluationReport
    from engine.report.figure import Figure


def write_json(report: EvaluationReport, path: Path) -> None:
    """Write the report as data."""
    write_text(path, report.to_json())


def write_page(report: EvaluationReport, path: Path) -> None:
    """Write the report as one HTML file, in the window's language."""
    from engine.export.evaluation_html import write_html

    write_html(report, path, render, language=current().replace("_", "-"))


def write_pdf(report: EvaluationReport, path: Path) -> None:
    """Write the report as a PDF, in the window's language."""
    from scolioapp.paper.evaluation_pdf import write_evaluation_pdf

    write_evaluation_pdf(report, path)


def write_all_figures(report: EvaluationReport, folder: Path) -> None:
    """Write every figure as SVG and CSV into a folder."""
    from engine.report.evaluation_figures import write_figures

    write_figures(report, folder, render)


def write_answers(answers: Path, path: Path) -> None:
    """Copy the table of answers.

    Raises:
        OutputError: It is not there any more, or cannot be written.
    """
    if not answers.is_file():
        raise OutputError(
            text("The table of answers of this evaluation is no longer there."),
            text("Evaluate the model again."),
        )
    with written_beside(path) as beside:
        shutil.copyfile(answers, beside)


def write_svg(figure: Figure, path: Path) -> None:
    """Write one figure."""
    write_text(path, figure.svg())


def write_csv(figure: Figure, path: Path) -> None:
    """Write the numbers of one figure."""
    write_table(path, [figure.header, *figure.rows], decimal=QLocale.system().decimalPoint())
