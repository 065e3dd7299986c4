"""A result as a table: one row for each measurement and each fact, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.core.explanation import BodyLevel, Explanation
from engine.core.model_status import with_mark
from engine.core.result import Measurement, ModelFacts, ScreeningResult
from engine.core.tables import write_table
from engine.report import trust_words, why_words, wording
from engine.report.level_words import level_words
from engine.report.measurement_words import measurement_words, source_words
from engine.report.predictive import predictive_values
from engine.report.prevalence import DEFAULT_PREVALENCE

_HEADER = ("item", "value", "low", "high", "unit", "side", "note")

Row = tuple[object, ...]


def rows(result: ScreeningResult, *, prevalence: float = DEFAULT_PREVALENCE) -> list[Row]:
    """Return the rows of the table, header first; numbers are not rounded.

    Args:
        result: What to write.
        prevalence: Share of people with features, for the predictive values of models with a report.
    """
    model = result.model
    outcome = with_mark(wording.outcome_title(result.outcome), wording.warning_mark(result))
    lines: list[Row] = [
        _HEADER,
        ("schema", result.schema_, "", "", "", "", ""),
        ("label", result.label, "", "", "", "", ""),
        ("video", result.provenance.video.name, "", "", "", "", ""),
        ("video_sha256", result.provenance.video.sha256, "", "", "", "", ""),
        ("screened", result.provenance.finished, "", "", "", "", ""),
        ("outcome", result.outcome, "", "", "", "", outcome),
        ("recording", result.quality.verdict, "", "", "", "", ""),
    ]
    for finding in result.quality.findings:
        note = " ".join(map(str, finding.sentences))
        lines.append((f"finding_{finding.code}", finding.severity, "", "", "", "", note))
    if model is not None:
        lines.append(("model", f"{model.name} {model.version}", "", "", "", "", model.status))
        lines.append(("model_notice", "", "", "", "", "", str(model.notice or "")))
        lines.extend(_model_rows(model, prevalence, answered=result.probabilities is not None))
    kind = "probability" if model is not None and model.calibrated else "score"
    for label, value in (result.probabilities or {}).items():
        lines.append((f"{kind}_{label}", value, "", "", "", "", ""))
    lines.extend(_why_rows(result))
    lines.extend(_trust_rows(result))
    for name, m in result.measurements.items():
        numbers = (m.value, m.low, m.high) if m.measurable else ("", "", "")
        note = _note(name, m, result)
        lines.append((name, *numbers, m.unit, m.side or "", note))
    lines.extend(_level_rows(result))
    for dot in () if result.dots is None else result.dots.dots:
        lines.append((f"dot_{dot.site}", dot.seen, "", "", "share", "", ""))
    gait = result.gait
    cadence = "" if gait.cadence is None else gait.cadence
    lines.append(("cadence", cadence, "", "", "steps_per_minute", "", ""))
    lines.append(("gait_cycles", gait.cycles, "", "", "", "", ""))
    lines.extend(("limit", "", "", "", "", "", str(line)) for line in wording.limits(result))
    return lines


def _note(name: str, measurement: Measurement, result: ScreeningResult) -> str:
    """Say what a measurement comes from, or why there is no number."""
    if not measurement.measurable:
        return str(measurement_words(name, measurement))
    return str(source_words(measurement, result.dots) or "")


def _level_rows(result: ScreeningResult) -> Iterator[Row]:
    """Return how the camera stands, and how far that is known (95 %)."""
    level = result.level
    if level is None:
        return
    words = " ".join(str(line) for line in level_words(level))
    yield ("level_known", level.known, "", "", "", "", words)
    if level.known:
        half = 1.96 * level.error_degrees
        roll = level.roll_degrees
        yield ("camera_roll", roll, roll - half, roll + half, "degrees", "", level.source)
        yield ("camera_pitch", level.pitch_degrees, "", "", "degrees", "", level.source)


def _model_rows(model: ModelFacts, prevalence: float, *, answered: bool) -> Iterator[Row]:
    """Say how the answer was computed, and what it is worth at a prevalence."""
    yield ("precision", model.precision, "", "", "", "", "")
    yield ("computed_on", model.runtime, "", "", "", "", str(model.device_reason or ""))
    yield ("calibrated", model.calibrated, "", "", "", "", str(trust_words.score_words(model)))
    if model.report is None or not answered:
        return
    values = predictive_values(model.report, prevalence)
    words, detail = trust_words.predictive_words(model.report, prevalence)
    yield ("prevalence", prevalence, "", "", "share", "", str(detail[-1]))
    yield ("ppv", values.ppv.value, values.ppv.low, values.ppv.high, "share", "", str(words[0]))
    yield ("npv", values.npv.value, values.npv.low, values.npv.high, "share", "", str(words[1]))


def _why_rows(result: ScreeningResult) -> Iterator[Row]:
    """Return what each body level and strip said, and which frames decided; or why that is not known."""
    explanation = result.explanation
    if explanation is None:
        yield ("explanation", "", "", "", "", "", str(why_words.why_not(result) or ""))
        return
    sentence = why_words.explanation_sentence(explanation)
    yield ("explanation", explanation.towards, "", "", "", "", sentence)
    for note in why_words.explanation_notes(explanation):
        yield ("explanation_note", "", "", "", "", "", str(note))
    for level, total in _levels(explanation).items():
        yield (f"level_{level}", total, "", "", "log_odds", "", str(wording.level_label(level)))
    for number, part in enumerate(explanation.parts, start=1):
        yield (f"strip_{number:02d}", part.contribution, "", "", "log_odds", "", part.level)
    for number, frame in enumerate(explanation.frames, start=1):
        yield (f"deciding_frame_{number}", frame.seconds, "", "", "seconds", "", "")
        yield (f"deciding_frame_{number}_share", frame.share, "", "", "share", "", "")


def _levels(explanation: Explanation) -> dict[BodyLevel, float]:
    """Add up the strips of each body level, from the top down."""
    totals: dict[BodyLevel, float] = {}
    for part in explanation.parts:
        totals[part.level] = totals.get(part.level, 0.0) + part.contribution
    return totals


def _trust_rows(result: ScreeningResult) -> Iterator[Row]:
    if result.trust is None:
        return
    stability, distance = result.trust.stability, result.trust.distance
    words = str(trust_words.stability_words(stability))
    if result.unlike_training:
        yield ("stability_same_answer", "", "", "", "share", "", str(why_words.why_not(result)))
    elif stability is None:
        yield ("stability_same_answer", "", "", "", "share", "", words)
    else:
        share = stability.same / stability.halves
        yield ("stability_same_answer", share, "", "", "share", "", words)
        yield ("stability_score", "", stability.low, stability.high, "", "", "")
    words = str(trust_words.distance_words(distance))
    if distance is None:
        yield ("distance_from_training_data", "", "", "", "", "", words)
    else:
        yield ("distance_from_training_data", distance.value, "", "", "", "", words)
        yield ("distance_threshold", distance.threshold, "", "", "", "", "")


def write_csv(
    result: ScreeningResult,
    path: Path,
    *,
    prevalence: float = DEFAULT_PREVALENCE,
    decimal: str | None = None,
) -> None:
    """Write the table for a spreadsheet; see `engine.core.tables`.

    Args:
        result: What to write.
        path: Where to.
        prevalence: See `rows`.
        decimal: The reader's decimal sign; None: that of this computer.

    Raises:
        OutputError: The file cannot be written.
    """
    write_table(path, rows(result, prevalence=prevalence), decimal=decimal)
