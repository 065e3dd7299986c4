"""A result as a table: one row for each measurement and each fact, for a spreadsheet; as CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.core.explanation import BodyLevel, Explanation
from engine.core.level import Level
from engine.core.override import Override
from engine.core.result import ModelFacts, ScreeningResult
from engine.core.tables import write_table
from engine.export.workbook import write_workbook
from engine.report import trust_words, wording
from engine.report.level_words import level_words
from engine.report.predictive import predictive_values
from engine.report.prevalence import DEFAULT_PREVALENCE
from engine.report.screening_document import ScreeningDocument, document

_HEADER = ("item", "value", "low", "high", "unit", "side", "note")

Row = tuple[object, ...]


def rows(
    result: ScreeningResult,
    *,
    prevalence: float = DEFAULT_PREVALENCE,
    override: Override | None = None,
) -> list[Row]:
    """Return the rows of the table, header first; numbers are not rounded, words are English.

    Args:
        result: What to write.
        prevalence: Share of people with features, for the predictive values of models with a report.
        override: What a person put in place of the model's outcome, or None.
    """
    return [_HEADER, *_rows(document(result, override=override), prevalence)]


def write_csv(
    result: ScreeningResult,
    path: Path,
    *,
    prevalence: float = DEFAULT_PREVALENCE,
    override: Override | None = None,
    decimal: str | None = None,
) -> None:
    """Write the table for a spreadsheet; see `engine.core.tables`.

    Args:
        result: What to write.
        path: Where to.
        prevalence: See `rows`.
        override: See `rows`.
        decimal: The reader's decimal sign; None: that of this computer.

    Raises:
        OutputError: The file cannot be written.
    """
    write_table(path, rows(result, prevalence=prevalence, override=override), decimal=decimal)


def write_xlsx(
    result: ScreeningResult,
    path: Path,
    *,
    prevalence: float = DEFAULT_PREVALENCE,
    override: Override | None = None,
) -> None:
    """Write the table as a workbook; see `write_csv` and `engine.export.workbook`.

    Raises:
        OutputError: The file cannot be written.
    """
    write_workbook(path, "screening", rows(result, prevalence=prevalence, override=override))


def _row(
    item: str,
    value: object = "",
    note: str = "",
    *,
    unit: str = "",
    low: object = "",
    high: object = "",
) -> Row:
    return (item, value, low, high, unit, "", note)


def _rows(said: ScreeningDocument, prevalence: float) -> Iterator[Row]:
    result, model = said.result, said.result.model
    yield _row("schema", result.schema_)
    yield _row("label", result.label)
    yield _row("video", result.provenance.video.name)
    yield _row("video_sha256", result.provenance.video.sha256)
    yield _row("screened", result.provenance.finished)
    yield _row("outcome", said.answer.outcome, said.answer.marked)
    if said.override is not None:
        yield _row("model_outcome", result.outcome)
        yield _row("outcome_set_by", said.override.name)
        yield _row("outcome_set", said.override.made)
        yield _row("outcome_reason", note=said.override.reason)
    yield _row("recording", result.quality.verdict)
    for finding in said.recording.findings:
        yield _row(f"finding_{finding.code}", finding.severity, finding.sentences)
    if model is not None:
        yield _row("model", f"{model.name} {model.version}", model.status)
        yield _row("model_notice", note=str(model.notice or ""))
        yield from _model_rows(model, prevalence, answered=result.probabilities is not None)
    kind = "probability" if model is not None and model.calibrated else "score"
    for label, value in (result.probabilities or {}).items():
        yield _row(f"{kind}_{label}", value)
    yield from _why_rows(said)
    yield from _trust_rows(said)
    yield from _measurement_rows(said)
    if result.level is not None:
        yield from _level_rows(result.level)
    for dot in () if result.dots is None else result.dots.dots:
        yield _row(f"dot_{dot.site}", dot.seen, unit="share")
    cadence = "" if result.gait.cadence is None else result.gait.cadence
    yield _row("cadence", cadence, unit="steps_per_minute")
    yield _row("gait_cycles", result.gait.cycles)
    for limit in said.limits.lines:
        yield _row("limit", note=limit)


def _measurement_rows(said: ScreeningDocument) -> Iterator[Row]:
    """Return the numbers, with their signs; the note says what they come from, or why there are none."""
    for row in said.measurements.rows:
        one = row.measurement
        if one.measurable:
            yield (row.name, one.value, one.low, one.high, one.unit, one.side or "", row.source)
        else:
            yield _row(row.name, note=row.words, unit=one.unit)


def _level_rows(level: Level) -> Iterator[Row]:
    """Return how the camera stands, and how far that is known (95 %)."""
    yield _row("level_known", level.known, " ".join(map(str, level_words(level))))
    if level.known:
        half, roll = 1.96 * level.error_degrees, level.roll_degrees
        ends = {"low": roll - half, "high": roll + half}
        yield _row("camera_roll", roll, level.source, unit="degrees", **ends)
        if not level.by_balance:
            yield _row("camera_pitch", level.pitch_degrees, level.source, unit="degrees")


def _model_rows(model: ModelFacts, prevalence: float, *, answered: bool) -> Iterator[Row]:
    """Say how the answer was computed, and what it is worth at a prevalence."""
    yield _row("precision", model.precision)
    yield _row("computed_on", model.runtime, str(model.device_reason or ""))
    yield _row("calibrated", model.calibrated, str(trust_words.score_words(model)))
    if model.report is None or not answered:
        return
    values = predictive_values(model.report, prevalence)
    words, detail = trust_words.predictive_words(model.report, prevalence)
    yield _row("prevalence", prevalence, str(detail[-1]), unit="share")
    for name, one, note in (("ppv", values.ppv, words[0]), ("npv", values.npv, words[1])):
        yield _row(name, one.value, str(note), unit="share", low=one.low, high=one.high)


def _why_rows(said: ScreeningDocument) -> Iterator[Row]:
    """Return what each body level and strip said, and which frames decided; or why that is not known."""
    explanation = said.result.explanation
    towards = "" if explanation is None else explanation.towards
    yield _row("explanation", towards, said.why.sentence)
    if explanation is None:
        return
    for note in said.why.notes:
        yield _row("explanation_note", note=note)
    for level, total in _levels(explanation).items():
        words = str(wording.level_label(level))
        yield _row(f"level_{level}", total, words, unit="log_odds")
    for number, part in enumerate(explanation.parts, start=1):
        yield _row(f"strip_{number:02d}", part.contribution, part.level, unit="log_odds")
    for number, frame in enumerate(explanation.frames, start=1):
        yield _row(f"deciding_frame_{number}", frame.seconds, unit="seconds")
        yield _row(f"deciding_frame_{number}_share", frame.share, unit="share")


def _levels(explanation: Explanation) -> dict[BodyLevel, float]:
    """Add up the strips of each body level, from the top down."""
    totals: dict[BodyLevel, float] = {}
    for part in explanation.parts:
        totals[part.level] = totals.get(part.level, 0.0) + part.contribution
    return totals


def _trust_rows(said: ScreeningDocument) -> Iterator[Row]:
    result = said.result
    if result.trust is None:
        return
    stability, distance = result.trust.stability, result.trust.distance
    words = str(trust_words.stability_words(stability))
    if result.unlike_training:
        why_not = "" if result.explanation else said.why.sentence
        yield _row("stability_same_answer", note=why_not, unit="share")
    elif stability is None:
        yield _row("stability_same_answer", note=words, unit="share")
    else:
        yield _row("stability_same_answer", stability.same / stability.halves, words, unit="share")
        yield _row("stability_score", low=stability.low, high=stability.high)
    words = str(trust_words.distance_words(distance))
    if distance is None:
        yield _row("distance_from_training_data", note=words)
    else:
        yield _row("distance_from_training_data", distance.value, words)
        yield _row("distance_threshold", distance.threshold)
