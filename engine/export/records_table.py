"""The protected records as one table: a row for each recording of each visit, for a spreadsheet; CSV or XLSX.

Numbers stay numbers, words are English codes as in the other tables (``docs/records.md`` explains them), and
text that a spreadsheet would run as a formula is quoted. Data in, bytes out: must not know where records lie,
nor who may see what; what a row does not hold is an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.core.measurands import MEASURANDS
from engine.core.tables import table_file
from engine.export.workbook import workbook

_LEVELS: Final = ("thoracic", "thoracolumbar", "lumbar")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A measurement in its unit; see `engine.core.measurands`.

    Attributes:
        source: ``keypoints`` or ``dots``, "" where it was not noted.
    """

    value: float
    low: float | None = None
    high: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One recording, or a visit without any, or a patient without a visit.

    Attributes:
        patient: The patient's own number, or one that stands for the patient.
        name: "" where it may not be told.
        born: ``YYYY-MM-DD``, or the year alone.
        visit_date: ``YYYY-MM-DD``.
        recording: What stands for the recording, never what it is called.
        recorded: When, UTC.
        outcome: What holds: value of `engine.core.classes.Outcome`.
        model_outcome: What the model said.
        overridden: Whether a person put another outcome in its place; None where there is no judgement.
        outcome_set_by: Who did; "" where it may not be told.
        state: ``draft``, ``reviewed``, ``signed``, ``amended``, or ``not_shown_yet``.
        quality: Value of `engine.core.findings.Verdict`.
        figures: By name of the measurand.
        scoliometer: Degrees and higher side by level.
        referral: To whom, or "".
    """

    patient: str
    name: str = ""
    class_name: str = ""
    born: str = ""
    sex: str = ""
    visit_date: str = ""
    recording: str = ""
    recorded: str = ""
    outcome: str = ""
    model_outcome: str = ""
    overridden: bool | None = None
    outcome_set_by: str = ""
    state: str = ""
    quality: str = ""
    model: str = ""
    model_status: str = ""
    figures: tuple[tuple[str, TableFigure], ...] = ()
    scoliometer: tuple[tuple[str, float, str], ...] = ()
    forward_bend: str = ""
    pain: str = ""
    menarche: str = ""
    referral: str = ""
    came_of_it: str = ""


_WORDS: Final = (
    "patient",
    "name",
    "class_name",
    "born",
    "sex",
    "visit_date",
    "recording",
    "recorded",
    "outcome",
    "model_outcome",
    "overridden",
    "outcome_set_by",
    "state",
    "quality",
    "model",
    "model_status",
)
_EXAMINED: Final = ("forward_bend", "pain", "menarche", "referral", "came_of_it")
_TITLES: Final = {
    "class_name": "class",
    "born": "date_of_birth",
    "quality": "recording_quality",
    "came_of_it": "came_of_referral",
}
_MEASURED: Final = tuple(
    f"{name}{end}" for name in MEASURANDS for end in ("", "_low", "_high", "_source")
)
_SCOLIOMETER: Final = tuple(
    f"scoliometer_{level}{end}" for level in _LEVELS for end in ("", "_higher_side")
)

COLUMNS: Final = (
    *(_TITLES.get(name, name) for name in _WORDS),
    *_MEASURED,
    *_SCOLIOMETER,
    *(_TITLES.get(name, name) for name in _EXAMINED),
)
"""Titles of the columns; ``docs/records.md`` explains them."""


def csv_file(rows: Iterable[RecordRow], *, decimal: str | None = None) -> bytes:
    """Return the table as CSV; see `engine.core.tables.write_table` for its signs and encoding.

    Args:
        rows: What to write.
        decimal: The reader's decimal sign; None: that of this computer.
    """
    return table_file(_cells(rows), decimal=decimal)


def xlsx_file(rows: Iterable[RecordRow]) -> bytes:
    """Return the table as a workbook."""
    return workbook("records", list(_cells(rows)))


def _cells(rows: Iterable[RecordRow]) -> Iterator[Sequence[object]]:
    yield COLUMNS
    for row in rows:
        yield [
            *(_word(getattr(row, name)) for name in _WORDS),
            *_measured(row),
            *_examined(row),
            *(getattr(row, name) for name in _EXAMINED),
        ]


def _word(content: object) -> object:
    if isinstance(content, bool):
        return "yes" if content else "no"
    return "" if content is None else content


def _measured(row: RecordRow) -> Iterator[object]:
    figures = dict(row.figures)
    for name in MEASURANDS:
        one = figures.get(name)
        if one is None:
            yield from ("",) * 4
        else:
            yield one.value
            yield "" if one.low is None else one.low
            yield "" if one.high is None else one.high
            yield one.source


def _examined(row: RecordRow) -> Iterator[object]:
    """Yield the largest angle of each level, and the side that was higher."""
    largest: dict[str, tuple[float, str]] = {}
    for level, degrees, side in row.scoliometer:
        if level not in largest or degrees > largest[level][0]:
            largest[level] = (degrees, side)
    for level in _LEVELS:
        yield from largest.get(level, ("", ""))
