"""A screening as lines of a terminal, in the order of the result page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.core.result import ScreeningResult
    from engine.report.screening_document import ScreeningDocument

_BAR = 20
"""Signs in a bar without figures."""


def summary(result: ScreeningResult, earlier: ScreeningResult | None = None) -> list[str]:
    """Say a result in lines; then what it changed since an earlier one."""
    from engine.report.screening_document import document

    lines = list(_lines(document(result)))
    if earlier is not None:
        lines.extend(_changes(earlier, result))
    return lines


def _lines(said: ScreeningDocument) -> Iterator[str]:
    yield from _called(said.result)
    yield said.answer.marked
    yield said.answer.sentence
    yield f"Next: {said.answer.next_step}"
    model = said.result.model
    if model is not None and model.notice is not None:
        yield f"Model {model.name} ({model.status}): {model.notice}"
    yield f"Recording: {said.recording.label}"
    for finding in said.recording.findings:
        yield f"  {finding.label}: {finding.sentences}"
    yield from _people(said.result)
    yield from _measurements(said)
    yield from (f"  {line}" for line in said.answer.scores)
    yield from (_bar(label, share) for label, share in said.answer.bars)
    yield from _why(said)
    for ground in said.trust.everything:
        yield f"Trust: {ground.title}: {' '.join(ground.everything)}"
    yield from (f"Limit: {line}" for line in said.limits.lines)


def _called(result: ScreeningResult) -> Iterator[str]:
    """Say whose recording it is and what it repeats, where either is known."""
    if result.label:
        yield f"Label: {result.label} (video {result.provenance.video.name})"
    link = result.repeats
    if link is not None:
        yield f"Repeats: {link.video}, screened {link.screened}, saved in {link.result}"


def _people(result: ScreeningResult) -> Iterator[str]:
    if len(result.people) > 1:
        numbers = ", ".join(str(person.number) for person in result.people)
        yield f"People: {numbers}; screened: {result.person or 'nobody'} (choose with --person)"


def _measurements(said: ScreeningDocument) -> Iterator[str]:
    section, cadence = said.measurements, said.result.gait.cadence
    if section.level:
        yield f"Level: {section.level}"
    for row in section.rows:
        yield f"  {row.label}: {row.words}"
    if section.usual:
        yield f"  {section.usual}"
    if cadence is not None:
        yield f"  Cadence: {cadence:.0f} steps per minute"


def _bar(label: str, share: float) -> str:
    """Draw how much the model saw of a class, without a figure."""
    full = round(_BAR * share)
    return f"  {label.capitalize():24}[{'#' * full}{'.' * (_BAR - full)}]"


def _why(said: ScreeningDocument) -> Iterator[str]:
    """Say why the answer came out; a model's status stands beside its reasons."""
    explained = said.result.explanation is not None
    model = said.result.model
    fence = f" ({model.status} model)" if explained and model is not None else ""
    yield f"Why{fence}: {said.why.sentence}"
    if said.why.frames:
        yield f"  {said.why.moments} {'; '.join(said.why.frames)}"
    yield from (f"  {note}" for note in said.why.notes)


def _changes(earlier: ScreeningResult, result: ScreeningResult) -> Iterator[str]:
    """Say what the new recording changed."""
    from engine.core.measurands import MEASURANDS
    from engine.report.repeat import agreement_words, compared
    from engine.report.screening_document import answer_of, finding_of, recording_of

    verdict = recording_of(earlier.quality).label
    yield f"Earlier recording: {answer_of(earlier).marked}; recording: {verdict}"
    changed = compared(earlier, result)
    if changed.same_film:
        yield "  Both recordings are the same film."
    groups = (("Gone", changed.gone), ("Still there", changed.still), ("New", changed.new))
    for words, findings in groups:
        titles = ", ".join(finding_of(one).title for one in findings)
        yield f"  {words}: {titles or 'nothing'}"
    for twice in changed.measurements:
        yield f"  {MEASURANDS[twice.name].label}: {agreement_words(twice.agreement)}"
