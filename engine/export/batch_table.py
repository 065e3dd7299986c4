"""Many screenings as one table: a row for each video, for a spreadsheet; as CSV or XLSX.

It holds no times of the clock: the same videos give the same table, wherever and in whatever order they were
screened. Must not know where results lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.core.classes import ClassName
from engine.core.measurands import MEASURANDS
from engine.core.override import Override
from engine.core.result import ScreeningResult
from engine.core.tables import write_table
from engine.core.text import Text
from engine.export.workbook import write_workbook
from engine.report.screening_document import answer_of


class VideoState(StrEnum):
    """Where a video of a batch stands."""

    SCREENED = "screened"
    FAILED = "failed"
    WAITING = "not_screened"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One video of a batch.

    Attributes:
        video: Its name: its path below the folder, with forward slashes.
        label: Number of the child, or "".
        result: What was found, or None.
        what: Why there is nothing, or None.
        remedy: What to do about it, or None.
        override: What a person put in place of the model's outcome, or None.
    """

    video: str
    label: str = ""
    result: ScreeningResult | None = None
    what: Text | None = None
    remedy: Text | None = None
    override: Override | None = None

    @property
    def state(self) -> VideoState:
        """Where it stands."""
        if self.result is not None:
            return VideoState.SCREENED
        return VideoState.WAITING if self.what is None else VideoState.FAILED


_LEADING = ("video", "child", "state", "outcome", "answer", "recording", "findings")
_PEOPLE = ("people", "person", "direction", "gait_cycles", "cadence")
_MODEL = ("model", "model_version", "model_status", "calibrated")
_CLOSING = ("problem", "remedy", "video_sha256")
COLUMNS: tuple[str, ...] = (
    *_LEADING,
    *_PEOPLE,
    *(f"{name}{end}" for name in MEASURANDS for end in ("", "_low", "_high", "_unit", "_note")),
    *_MODEL,
    *(f"score_{name}" for name in ClassName),
    *_CLOSING,
)
"""Titles of the columns; `docs/batch.md` explains them."""
_OVERRIDE = ("model_outcome", "outcome_set_by")
"""The last columns, where a person put another outcome in place of a model's; else there are none."""


def cells(row: BatchRow) -> dict[str, object]:
    """Return the cells of a row by column; numbers are not rounded, words are English, "" for nothing."""
    filled = dict(_cells(row))
    columns = COLUMNS if row.override is None else (*COLUMNS, *_OVERRIDE)
    return {column: filled.get(column, "") for column in columns}


def rows(table: Iterable[Mapping[str, object]]) -> list[Sequence[object]]:
    """Return the table, header first.

    Args:
        table: The `cells` of each video.
    """
    listed = list(table)
    more = any(_OVERRIDE[0] in filled for filled in listed)
    columns = (*COLUMNS, *_OVERRIDE) if more else COLUMNS
    return [columns, *(tuple(filled.get(name, "") for name in columns) for filled in listed)]


def write_csv(
    table: Iterable[Mapping[str, object]], path: Path, *, decimal: str | None = None
) -> None:
    """Write the table for a spreadsheet; see `rows` and `engine.core.tables`.

    Raises:
        OutputError: The file cannot be written.
    """
    write_table(path, rows(table), decimal=decimal)


def write_xlsx(table: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write the table as a workbook; see `rows` and `engine.export.workbook`.

    Raises:
        OutputError: The file cannot be written.
    """
    write_workbook(path, "screenings", rows(table))


def _cells(row: BatchRow) -> Iterator[tuple[str, object]]:
    yield "video", row.video
    yield "child", row.label
    yield "state", row.state
    yield "problem", "" if row.what is None else str(row.what)
    yield "remedy", "" if row.remedy is None else str(row.remedy)
    if row.result is not None:
        answer = answer_of(row.result, override=row.override)
        yield "outcome", answer.outcome
        yield "answer", answer.marked
        yield from _of_result(row.result)
    if row.result is not None and row.override is not None:
        yield "model_outcome", row.result.outcome
        yield "outcome_set_by", row.override.name


def _of_result(result: ScreeningResult) -> Iterator[tuple[str, object]]:
    yield "recording", result.quality.verdict
    yield "findings", " ".join(finding.code for finding in result.quality.findings)
    yield "people", len(result.people)
    yield "person", "" if result.person is None else result.person
    yield "direction", result.gait.direction
    yield "gait_cycles", result.gait.cycles
    yield "cadence", "" if result.gait.cadence is None else result.gait.cadence
    yield "video_sha256", result.provenance.video.sha256
    for name, one in result.measurements.items():
        yield f"{name}_unit", one.unit
        if one.measurable:
            yield name, one.value
            yield f"{name}_low", one.low
            yield f"{name}_high", one.high
            yield f"{name}_note", one.source
        else:
            yield f"{name}_note", "" if one.reason is None else str(one.reason)
    model = result.model
    if model is not None:
        yield "model", model.name
        yield "model_version", model.version
        yield "model_status", model.status
        yield "calibrated", model.calibrated
    for label, value in (result.probabilities or {}).items():
        yield f"score_{label}", value
