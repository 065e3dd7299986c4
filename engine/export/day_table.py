"""A screening day as one table, a row for each child: as CSV or XLSX.

Its first columns are those of a roster, so that it can be read as one. Words of the program are English and
numbers are not rounded, as in every table; must not know where days are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.core.measurands import MEASURANDS
from engine.core.tables import write_table
from engine.export.workbook import write_workbook
from engine.report.day_document import DayEntry, DaySummary, trouble_words
from engine.report.wording import finding_title

_CHILD: Final = (
    "number",
    "family_name",
    "given_name",
    "date_of_birth",
    "sex",
    "class",
    "consent",
    "known_scoliosis",
    "note",
)
_REST: Final = (
    "consent_decided_by",
    "state",
    "outcome",
    "recording_quality",
    "findings",
    "problem",
    "model",
    "model_status",
    "screened",
    "recording",
    "result",
)

_OVERRIDE: Final = ("model_outcome", "outcome_set_by")
"""The last columns, where a person put another outcome in place of a model's."""

Row = tuple[object, ...]


def rows(day: DaySummary) -> list[Row]:
    """Return the rows of the table, header first."""
    measured = (f"{name}{end}" for name in MEASURANDS for end in ("", "_low", "_high"))
    header = (*_CHILD, *_REST, *measured)
    listed = [header, *((*_child(one), *_said(one), *_measured(one)) for one in day.entries)]
    set_by = [_set_by(one) for one in day.entries]
    if not any(map(any, set_by)):
        return listed
    return [(*row, *more) for row, more in zip(listed, (_OVERRIDE, *set_by), strict=True)]


def write_csv(day: DaySummary, path: Path, *, decimal: str | None = None) -> None:
    """Write the table for a spreadsheet; see `engine.core.tables`.

    Args:
        day: What to write.
        path: Where to.
        decimal: The reader's decimal sign; None: that of this computer.

    Raises:
        OutputError: The file cannot be written.
    """
    write_table(path, rows(day), decimal=decimal)


def write_xlsx(day: DaySummary, path: Path) -> None:
    """Write the table as a workbook; see `engine.export.workbook`.

    Raises:
        OutputError: The file cannot be written.
    """
    write_workbook(path, "screening day", rows(day))


def write_roster(day: DaySummary, path: Path) -> None:
    """Write the children alone, as a roster that can be read again: XLSX, or CSV by the file's ending.

    Raises:
        OutputError: The file cannot be written.
    """
    listed = [_CHILD, *(_child(one) for one in day.entries)]
    if path.suffix.lower() == ".csv":
        write_table(path, listed)
    else:
        write_workbook(path, "roster", listed)


def _child(entry: DayEntry) -> Row:
    child = entry.child
    known = {None: "", True: "yes", False: "no"}[child.known_scoliosis]
    born = "" if child.birth is None else child.birth.isoformat()
    return (
        child.number,
        child.family_name,
        child.given_name,
        born,
        child.sex,
        child.group,
        str(entry.consent),
        known,
        child.note,
    )


def _said(entry: DayEntry) -> Row:
    recording, result = entry.recording, entry.result
    analysis = None if recording is None else recording.analysis
    findings = () if result is None else result.quality.findings
    return (
        entry.decided_by,
        str(entry.state),
        "" if analysis is None else analysis.outcome,
        "" if analysis is None else analysis.verdict,
        "; ".join(str(finding_title(each.code)) for each in findings),
        trouble_words(recording),
        "" if analysis is None else analysis.model,
        "" if analysis is None else analysis.model_status,
        "" if analysis is None else analysis.screened,
        "" if recording is None else recording.identifier,
        "" if analysis is None else analysis.result,
    )


def _set_by(entry: DayEntry) -> tuple[str, str]:
    analysis = None if entry.recording is None else entry.recording.analysis
    return ("", "") if analysis is None else (analysis.model_outcome, analysis.set_by)


def _measured(entry: DayEntry) -> Iterator[object]:
    for name in MEASURANDS:
        one = None if entry.result is None else entry.result.measurements.get(name)
        numbers = (
            (None,) * 3 if one is None or not one.measurable else (one.value, one.low, one.high)
        )
        yield from ("" if each is None else each for each in numbers)
