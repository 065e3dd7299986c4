"""A screening day as blocks: what is still to be done first, then the others, each child by name.

Must not know how blocks are laid out, nor where days are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.core.findings import Verdict
from engine.core.model_status import notice_of
from engine.core.result import ScreeningResult
from engine.core.text import Render, Text, text
from engine.report import wording
from engine.report.blocks import Block, Heading, Paragraph, Table
from engine.report.override_words import held_line
from engine.roster.day_changes import ChildState, DayRecording
from engine.roster.entries import Child, Consent

ORDER: Final = (
    ChildState.EXAMINE,
    ChildState.REPEAT,
    ChildState.WAITING,
    ChildState.ABSENT,
    ChildState.NO_CONSENT,
    ChildState.RECORDED,
    ChildState.ANALYSING,
    ChildState.DONE,
)
"""What is still to be done comes first."""

STATES: Final[Mapping[ChildState, Text]] = {
    ChildState.WAITING: text("Waiting"),
    ChildState.ABSENT: text("Absent"),
    ChildState.NO_CONSENT: text("No consent"),
    ChildState.RECORDED: text("Recorded"),
    ChildState.ANALYSING: text("Being analysed"),
    ChildState.DONE: text("Done"),
    ChildState.REPEAT: text("Repeat"),
    ChildState.EXAMINE: text("Examine"),
}

_EXPLAINED: Final[Mapping[ChildState, Text]] = {
    ChildState.EXAMINE: text(
        "Examine the back of these children: forward-bend test with a scoliometer, by your "
        "service's own rules. Screen a second time before you refer."
    ),
    ChildState.REPEAT: text(
        "The recordings of these children gave no answer, or somebody wants them again. They are "
        "on the next list."
    ),
    ChildState.WAITING: text("These children were not reached. They are on the next list."),
    ChildState.ABSENT: text("These children were not there. They are on the next list."),
    ChildState.NO_CONSENT: text("The parents of these children do not consent."),
    ChildState.RECORDED: text("The recordings of these children have not been analysed yet."),
    ChildState.ANALYSING: text("The recordings of these children are being analysed."),
    ChildState.DONE: text(
        "No features were detected in the recordings of these children. That does not rule out "
        "scoliosis."
    ),
}


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One child at the end of a day.

    Attributes:
        child: The child, as the roster has it.
        state: Where it stands.
        consent: What the parents said.
        decided_by: Who said so on the day, or "".
        recording: The newest recording, or None.
        result: Its result, where there is one that can be read.
    """

    child: Child
    state: ChildState
    consent: Consent
    decided_by: str = ""
    recording: DayRecording | None = None
    result: ScreeningResult | None = None


@dataclass(frozen=True, slots=True)
class DaySummary:
    """A day to be told or written.

    Attributes:
        name: What it is called.
        date: When it was, as a person reads it.
        operator: Who screened, or "".
        entries: Its children, in their order.
    """

    name: str
    date: str
    operator: str
    entries: Sequence[DayEntry]


def outcome_words(recording: DayRecording | None, say: Render = str) -> str:
    """Return the outcome that holds of a recording in one line; "" where there is none.

    With its model's warning, or with who set it and what the model said.
    """
    analysis = None if recording is None else recording.analysis
    if analysis is None:
        return ""
    status = analysis.model_status
    return held_line(analysis.outcome, analysis.model_outcome, analysis.set_by, status, say)


def trouble_words(recording: DayRecording | None, say: Render = str) -> str:
    """Return why a recording could not be analysed, and what to do; "" where nothing was wrong."""
    problem = None if recording is None else recording.problem
    return "" if problem is None else f"{say(problem.what)} {say(problem.remedy)}"


def verdict_words(recording: DayRecording | None, say: Render = str) -> str:
    """Return what a recording is good for; "" where that is not known."""
    analysis = None if recording is None else recording.analysis
    if analysis is None or analysis.verdict not in set(Verdict):
        return ""
    return say(wording.verdict_label(Verdict(analysis.verdict)))


def counts(entries: Sequence[DayEntry], say: Render = str) -> str:
    """Return how many children stand where, in one line."""
    found = Counter(entry.state for entry in entries)
    parts = (
        say(text("{state}: {count}", state=say(STATES[state]), count=found[state]))
        for state in ORDER
        if found[state]
    )
    return " · ".join(parts)


def document(day: DaySummary, say: Render = str) -> Iterator[Block]:
    """Return what there is to say of a day, in the language of whoever reads."""
    who = say(text("Screened by {name}", name=day.operator)) if day.operator else ""
    children = say(text("{count} children", count=len(day.entries)))
    yield Paragraph(" · ".join(each for each in (day.date, children, who) if each))
    yield Paragraph(counts(day.entries, say))
    analyses = [each.recording.analysis for each in day.entries if each.recording is not None]
    notices = [notice_of(each.model_status) for each in analyses if each is not None]
    for notice in dict.fromkeys(each for each in notices if each is not None):
        yield Paragraph(say(notice), grave=True)
    yield Paragraph(
        say(text("For research and education. Not a cleared medical device; not a diagnosis."))
    )
    for state in ORDER:
        entries = [entry for entry in day.entries if entry.state is state]
        if entries:
            title = say(STATES[state])
            words = text("{state}: {count}", state=title, count=len(entries))
            yield Heading(say(words))
            yield Paragraph(say(_EXPLAINED[state]))
            yield _table(entries, say)


def _table(entries: Sequence[DayEntry], say: Render) -> Table:
    header = (
        text("Child"),
        text("Number"),
        text("School class"),
        text("Born"),
        text("Outcome, or what happened"),
    )
    rows = tuple(_row(entry, say) for entry in entries)
    return Table(tuple(map(say, header)), rows)


def _row(entry: DayEntry, say: Render) -> tuple[str, ...]:
    child = entry.child
    born = "" if child.birth is None else child.birth.isoformat()
    said = outcome_words(entry.recording, say) or trouble_words(entry.recording, say)
    if not said and entry.decided_by:
        said = say(text("said by {name}", name=entry.decided_by))
    return (child.full_name, child.number, child.group, born, said or child.note)
