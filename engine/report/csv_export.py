"""A result as a table: one row for each measurement and each fact, for a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

from engine.core.files import written_beside
from engine.core.result import ScreeningResult
from engine.report import wording

_HEADER = ("item", "value", "low", "high", "unit", "side", "note")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _safe(cell: object) -> object:
    """Quote text that a spreadsheet would run as a formula (OWASP, CSV injection)."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell


def rows(result: ScreeningResult) -> list[tuple[object, ...]]:
    """Give the rows of the table, header first; numbers are not rounded."""
    model = result.model
    lines: list[tuple[object, ...]] = [
        _HEADER,
        ("schema", result.schema_, "", "", "", "", ""),
        ("video", result.provenance.video.name, "", "", "", "", ""),
        ("video_sha256", result.provenance.video.sha256, "", "", "", "", ""),
        ("screened", result.provenance.finished, "", "", "", "", ""),
        ("outcome", result.outcome, "", "", "", "", str(wording.outcome_title(result.outcome))),
        ("recording", result.quality.verdict, "", "", "", "", ""),
    ]
    for finding in result.quality.findings:
        note = f"{finding.message} {finding.remedy}"
        lines.append((f"finding_{finding.code}", finding.severity, "", "", "", "", note))
    if model is not None:
        lines.append(("model", f"{model.name} {model.version}", "", "", "", "", model.status))
        lines.append(("model_notice", "", "", "", "", "", str(model.notice or "")))
    kind = "probability" if model is not None and model.calibrated else "score"
    for label, value in (result.probabilities or {}).items():
        lines.append((f"{kind}_{label}", value, "", "", "", "", ""))
    for name, m in result.measurements.items():
        numbers = (m.value, m.low, m.high) if m.measurable else ("", "", "")
        note = "" if m.measurable else str(wording.measurement_words(name, m))
        lines.append((name, *numbers, m.unit, m.side or "", note))
    gait = result.gait
    cadence = "" if gait.cadence is None else gait.cadence
    lines.append(("cadence", cadence, "", "", "steps_per_minute", "", ""))
    lines.append(("gait_cycles", gait.cycles, "", "", "", "", ""))
    lines.extend(("limit", "", "", "", "", "", str(line)) for line in wording.limits(result))
    return lines


def write_csv(result: ScreeningResult, path: Path) -> None:
    """Write the table as UTF-8 with a byte-order mark, which spreadsheets need for other scripts.

    Raises:
        OutputError: The file cannot be written.
    """
    with (
        written_beside(path) as beside,
        beside.open("w", encoding="utf-8-sig", newline="") as stream,
    ):
        csv.writer(stream).writerows([_safe(cell) for cell in row] for row in rows(result))
