"""Words of a signed report that is kept: what it is, who signed it, and whether it still counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from scolioapp.i18n import languages
from scolioapp.words.patient_words import day_title, moment_title

if TYPE_CHECKING:
    from scolioapp.storage.records.signed_pages import KeptReport

translate = QCoreApplication.translate


def report_title(report: KeptReport, *, dated: bool) -> str:
    """Say which report it is.

    Args:
        report: It.
        dated: Whether the date of its visit is said.
    """
    language = languages().get(report.language, report.language)
    words = translate("Reports", "Signed report, version {number}, {language}")
    if dated:
        words = translate("Reports", "Visit of {date}: signed report, version {number}, {language}")
    return words.format(date=day_title(report.date), number=report.number, language=language)


def report_notes(report: KeptReport) -> str:
    """Say who signed it and when, when its pages were made, and whether another one counts now."""
    signed = translate("Reports", "signed by {name}, {date}").format(
        name=report.signature.name, date=moment_title(report.signature.made)
    )
    words = [signed]
    if report.made[:10] != report.signature.made[:10]:
        made = translate("Reports", "pages made on {date}")
        words.append(made.format(date=day_title(report.made)))
    if report.replaced_by:
        later = translate("Reports", "replaced by version {number}")
        words.append(later.format(number=report.replaced_by))
    elif not report.signature.holds:
        words.append(translate("Reports", "the signature does not hold any more"))
    return " \N{MIDDLE DOT} ".join(words)
