"""What a screening says, section by section: words in the reader's language, figures as they were measured.

The terminal, HTML, PDF, tables and the result page are made of these sections. Each lays them out in an order
of its own; none decides what is said, nor what stands beside what. Must not know how anything is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.core.classes import Outcome
from engine.core.findings import Finding, FindingCode, Severity, Verdict
from engine.core.measurands import MEASURANDS
from engine.core.model_status import with_mark
from engine.core.override import Override
from engine.core.result import Measurement, Quality, ScreeningResult
from engine.core.text import Render, Text, text
from engine.report import measurement_words, override_words, trust_words, why_words, wording
from engine.report.level_words import level_words, vertical_words
from engine.report.prevalence import DEFAULT_PREVALENCE
from engine.report.provenance_words import source_lines

_WORST_FIRST = (Severity.REPEAT, Severity.CARE, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said first: the outcome that holds.

    Where a person put another one in place of the model's, ``set_by`` and ``reason`` stand below the title;
    fence, sentence, scores and bars tell of what the model said.

    Attributes:
        title: It, in a few words.
        mark: The warning that stands beside the title wherever it is drawn, or "": of the model that said it.
        set_by: Who set it and what the model said, or "" where the model's holds.
        reason: Why, in the words of whoever set it, or "".
        marked: Title and mark in one line, where nothing can be drawn.
        fence: What is written across the outcome of a model that is not validated, or "".
        next_line: The same, called by its name.
        scores: Of a calibrated model, by class.
        bars: Of any other model: classes, and how much it saw of them without figures, in [0, 1].
    """

    outcome: Outcome
    title: str
    mark: str
    marked: str
    set_by: str
    reason: str
    fence: str
    sentence: str
    next_step: str
    next_line: str
    scores: tuple[str, ...]
    bars: tuple[tuple[str, float], ...]


def answer_of(
    result: ScreeningResult, words: Render = str, override: Override | None = None
) -> Answer:
    """Return what a result says first.

    Args:
        result: What the program said.
        words: Renders a sentence in the reader's language.
        override: What a person put in place of the model's outcome, or None.
    """
    title, mark = wording.outcome_title(result.outcome), wording.warning_mark(result)
    fence, unlike = wording.fence_words(result), result.unlike_training
    step = words(wording.next_step(result.outcome, unlike=unlike))
    said = Answer(
        outcome=result.outcome,
        title=words(title),
        mark=_optional(mark, words),
        marked=with_mark(title, mark, words),
        set_by="",
        reason="",
        fence=_optional(fence, words),
        sentence=words(wording.outcome_sentence(result.outcome, unlike=unlike)),
        next_step=step,
        next_line=words(text("Next step: {step}", step=step)),
        scores=_all(wording.score_words(result), words),
        bars=tuple((words(name), share) for name, share in wording.score_bars(result)),
    )
    return said if override is None else _overridden(said, override, words)


def _overridden(said: Answer, override: Override, words: Render) -> Answer:
    """Return what holds in place of what a model said, which stays readable beside it."""
    title = words(wording.outcome_title(override.outcome))
    step = words(wording.next_step(override.outcome))
    why = text("Reason: {why}", why=override.reason) if override.reason else None
    return replace(
        said,
        outcome=override.outcome,
        title=title,
        mark="",
        marked=words(override_words.in_one_line(title, override.name, said.marked)),
        set_by=words(override_words.set_by(override.name, said.marked)),
        reason=_optional(why, words),
        sentence=words(text("The model's answer in full: {sentence}", sentence=said.sentence)),
        next_step=step,
        next_line=words(text("Next step: {step}", step=step)),
    )


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One thing that was noticed about the recording.

    Attributes:
        code: Its stable name.
        severity: How much it matters.
        label: That, in a word.
        title: It, in a few words.
        remedy: What to do about it.
        detail: The figures behind it, or "".
        line: Title, message and remedy in one line.
        start_seconds: From when on, or None.
    """

    code: FindingCode
    severity: Severity
    label: str
    title: str
    message: str
    remedy: str
    detail: str
    line: str
    start_seconds: float | None

    @property
    def sentences(self) -> str:
        """Everything that is said about it."""
        return " ".join(one for one in (self.message, self.remedy, self.detail) if one)


@dataclass(frozen=True, slots=True)
class RecordingSection:
    """What the recording is good for.

    Attributes:
        label: It, in a few words.
        findings: In the order in which they were noticed.
        none: What is said where there are none.
    """

    verdict: Verdict
    label: str
    heading: str
    findings: tuple[FindingWords, ...]
    none: str

    @property
    def worst_first(self) -> list[FindingWords]:
        """The findings in the order in which they are shown."""
        return sorted(self.findings, key=lambda one: _WORST_FIRST.index(one.severity))


def recording_of(quality: Quality, words: Render = str) -> RecordingSection:
    """Return what is said about a recording."""
    label = words(wording.verdict_label(quality.verdict))
    return RecordingSection(
        verdict=quality.verdict,
        label=label,
        heading=words(text("Recording: {verdict}", verdict=label)),
        findings=tuple(finding_of(one, words) for one in quality.findings),
        none=words(text("No problems found.")),
    )


def finding_of(one: Finding, words: Render = str) -> FindingWords:
    """Return what is said about a finding."""
    title = words(wording.finding_title(one.code))
    message, remedy = words(one.message), words(one.remedy)
    line = text("{title}: {message} {remedy}", title=title, message=message, remedy=remedy)
    return FindingWords(
        code=one.code,
        severity=one.severity,
        label=words(wording.severity_label(one.severity)),
        title=title,
        message=message,
        remedy=remedy,
        detail=_optional(one.detail, words),
        line=words(line),
        start_seconds=one.start_seconds,
    )


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """One measurement.

    Attributes:
        name: Its stable name.
        words: Value, side and interval, and what it comes from; or why there is no number.
        source: What it comes from where that is not keypoints, or "".
        left: What the end of its line at the person's left says.
        right: What the end at the person's right says.
        reach: Where its scale ends on either side.
    """

    name: str
    label: str
    words: str
    source: str
    left: str
    right: str
    reach: float
    unit: str
    measurement: Measurement


@dataclass(frozen=True, slots=True)
class MeasurementSection:
    """What was measured.

    Attributes:
        rows: In the order of ``result.json``.
        usual: What is usual, or that it is not known; "" where nothing was measured.
        level: How the camera stood, where that is known, or "".
        legend: How a chart of the rows is read, seen from behind.
    """

    heading: str
    rows: tuple[MeasurementRow, ...]
    usual: str
    level: str
    vertical: str
    legend: str

    @property
    def in_display_order(self) -> tuple[MeasurementRow, ...]:
        """The rows as they are drawn, those of a kind together."""
        order = list(MEASURANDS)
        return tuple(sorted(self.rows, key=lambda row: order.index(row.name)))


def measurements_of(result: ScreeningResult, words: Render = str) -> MeasurementSection:
    """Return what is said about the measurements of a result; names that are not known are left out."""
    level = result.level
    measured = any(one.measurable for one in result.measurements.values())
    return MeasurementSection(
        heading=words(text("Measurements while walking")),
        rows=tuple(
            _row(name, one, result, words)
            for name, one in result.measurements.items()
            if name in MEASURANDS
        ),
        usual=words(measurement_words.usual_range_words()) if measured else "",
        level=_joined(level_words(level), words) if level is not None and level.known else "",
        vertical=_joined(vertical_words(level), words),
        legend=_joined(measurement_words.legend_words(), words),
    )


def _row(
    name: str, measurement: Measurement, result: ScreeningResult, words: Render
) -> MeasurementRow:
    kind = MEASURANDS[name]
    left, right = measurement_words.side_labels(kind.sign)
    said = words(measurement_words.measurement_words(name, measurement))
    source = _optional(measurement_words.source_words(measurement, result.dots), words)
    if source:
        said = words(text("{words} ({source})", words=said, source=source))
    return MeasurementRow(
        name=name,
        label=words(kind.label),
        words=said,
        source=source,
        left=words(left),
        right=words(right),
        reach=kind.reach,
        unit=words(measurement_words.unit_label(measurement.unit)),
        measurement=measurement,
    )


def rows_to_draw(rows: Sequence[MeasurementRow], words: Render = str) -> list[MeasurementRow]:
    """Return what can be measured first; then what cannot, with one row for each reason."""
    shown = [row for row in rows if row.measurement.measurable]
    reasons: dict[str, list[MeasurementRow]] = {}
    for row in rows:
        if not row.measurement.measurable:
            reasons.setdefault(row.words, []).append(row)
    for same in reasons.values():
        names = tuple(row.label for row in same)
        label = words(text("Could not be measured: {names}", names=names))
        shown.append(replace(same[0], label=label))
    return shown


@dataclass(frozen=True, slots=True)
class WhySection:
    """Why the answer came out.

    Attributes:
        sentence: What spoke for it; or why that is not known.
        moments: How much the frames that decided account for, or "".
        frames: Time and share of each of them.
        notes: What a strip is, and what it is not.
        gates: What posture measurements let through, or "".
        ends: What the left and the right end of the strips' bars say.
    """

    heading: str
    sentence: str
    moments: str = ""
    frames: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    gates: str = ""
    gates_help: str = ""
    ends: tuple[str, ...] = ()


def why_of(result: ScreeningResult, words: Render = str) -> WhySection:
    """Return why a result's answer came out."""
    explanation = result.explanation
    heading = words(text("Why (body levels)"))
    if explanation is None:
        return WhySection(heading, _optional(why_words.why_not(result), words))
    gates = explanation.gates
    moments = words(why_words.frames_sentence(explanation)) if explanation.frames else ""
    return WhySection(
        heading=heading,
        sentence=why_words.explanation_sentence(explanation, words),
        moments=moments,
        frames=tuple(words(why_words.frame_words(frame)) for frame in explanation.frames),
        notes=_all(why_words.explanation_notes(explanation), words),
        gates="" if gates is None else words(why_words.gates_sentence(gates)),
        gates_help=words(why_words.gates_help()),
        ends=_all(why_words.strip_ends(explanation), words),
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground for trust or doubt; see `engine.report.trust_words.TrustLine`."""

    title: str
    words: tuple[str, ...]
    detail: tuple[str, ...]

    @property
    def everything(self) -> tuple[str, ...]:
        """Words and details, for paper and terminal."""
        return (*self.words, *self.detail)


@dataclass(frozen=True, slots=True)
class TrustSection:
    """How far to trust the answer.

    Attributes:
        grounds: Without the predictive values; none where there is no answer.
        predictive: The predictive values, or why there are none; None where there is no answer.
    """

    heading: str
    grounds: tuple[Ground, ...]
    predictive: Ground | None

    @property
    def everything(self) -> tuple[Ground, ...]:
        """All grounds in the order of display."""
        return self.grounds if self.predictive is None else (*self.grounds, self.predictive)


def trust_of(
    result: ScreeningResult, words: Render = str, prevalence: float = DEFAULT_PREVALENCE
) -> TrustSection:
    """Return how far an answer may be trusted, at a share of people with features in (0, 1)."""
    predictive = trust_words.predictive_line(result, prevalence)
    return TrustSection(
        heading=words(text("How far to trust it")),
        grounds=tuple(_ground(line, words) for line in trust_words.trust_lines(result)),
        predictive=None if predictive is None else _ground(predictive, words),
    )


def _ground(line: trust_words.TrustLine, words: Render) -> Ground:
    return Ground(words(line.title), _all(line.words, words), _all(line.detail, words))


@dataclass(frozen=True, slots=True)
class Lines:
    """A section of single lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreeningDocument:
    """Everything that a screening says.

    Attributes:
        override: What a person put in place of the model's outcome, or None; ``answer`` tells it.
        notice: What it is for, said at its head.
        limits: What is said with every result, the model's own first.
        sources: Where it comes from, a line for each source.
    """

    result: ScreeningResult
    override: Override | None
    title: str
    notice: str
    answer: Answer
    recording: RecordingSection
    measurements: MeasurementSection
    why: WhySection
    trust: TrustSection
    limits: Lines
    sources: Lines


def document(
    result: ScreeningResult,
    words: Render = str,
    prevalence: float = DEFAULT_PREVALENCE,
    override: Override | None = None,
) -> ScreeningDocument:
    """Return everything that a result says.

    Args:
        result: The result.
        words: Renders a sentence in the reader's language.
        prevalence: Share of people with features in (0, 1), for the predictive values.
        override: What a person put in place of the model's outcome, or None.
    """
    return ScreeningDocument(
        result=result,
        override=override,
        title=words(text("Gait screening report")),
        notice=words(text("For research and education. Not a cleared medical device.")),
        answer=answer_of(result, words, override),
        recording=recording_of(result.quality, words),
        measurements=measurements_of(result, words),
        why=why_of(result, words),
        trust=trust_of(result, words, prevalence),
        limits=Lines(words(text("Limits")), _all(wording.limits(result), words)),
        sources=Lines(words(text("How this report was made")), tuple(source_lines(result, words))),
    )


def _all(sentences: Sequence[Text], words: Render) -> tuple[str, ...]:
    return tuple(words(one) for one in sentences)


def _joined(sentences: Sequence[Text], words: Render) -> str:
    return " ".join(_all(sentences, words))


def _optional(sentence: Text | None, words: Render) -> str:
    return "" if sentence is None else words(sentence)
