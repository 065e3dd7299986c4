"""What happens on a screening day, as changes in a row, and how the day stands after them.

Every change stays; undoing one is a change, too. So the changes are the log, and what they add up to is the
state. Must not know files, cameras or windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from engine.core.classes import Outcome
from engine.core.text import Text
from engine.roster.entries import Child, Consent


class ChildState(StrEnum):
    """Where a child stands on the day."""

    WAITING = "waiting"
    ABSENT = "absent"
    NO_CONSENT = "no_consent"
    RECORDED = "recorded"
    ANALYSING = "analysing"
    DONE = "done"
    REPEAT = "repeat"
    EXAMINE = "examine"


class ChangeKind(StrEnum):
    """What kind of thing happened."""

    OPENED = "opened"
    CLOSED = "closed"
    CHOSEN = "chosen"
    ABSENT = "absent"
    PRESENT = "present"
    CONSENT = "consent"
    REPEAT = "repeat"
    RECORDED = "recorded"
    MOVED = "moved"
    ANALYSED = "analysed"
    FAILED = "failed"
    ENDED = "ended"
    REOPENED = "reopened"
    UNDONE = "undone"


UNDOABLE: Final = frozenset(
    {
        ChangeKind.ABSENT,
        ChangeKind.PRESENT,
        ChangeKind.CONSENT,
        ChangeKind.REPEAT,
        ChangeKind.MOVED,
    }
)
"""What a person decides and can take back; a recording that was made is moved, not undone."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Analysis(_Frozen):
    """What the analysis of a recording said, as far as lists need it.

    Attributes:
        result: Identifier of the kept result.
        outcome: The outcome that holds: value of `engine.core.classes.Outcome`.
        verdict: Value of `engine.core.findings.Verdict`.
        model: Name of the model, or "".
        model_status: ``demo``, ``research``, ``validated`` or "".
        screened: When, ISO 8601 with time zone.
        model_outcome: What the model said, where a person put another outcome in its place, or "".
        set_by: Who did, or "".
    """

    result: str
    outcome: str
    verdict: str
    model: str = ""
    model_status: str = ""
    screened: str = ""
    model_outcome: str = ""
    set_by: str = ""


class Problem(_Frozen):
    """Why a recording could not be analysed, as `engine.core.errors.ScolioError` says it."""

    what: Text
    remedy: Text


class Change(_Frozen):
    """One thing that happened.

    Attributes:
        sequence: Its place in the row, from 1.
        kind: What kind of thing.
        at: When, UTC, ISO 8601.
        by: Who was screening, or "".
        child: Number of the child.
        recording: Identifier of the recording.
        path: The recording's video.
        moves: Which recording belongs to which child from now on.
        consent: What the parents said.
        decided_by: Who said so.
        analysis: What the analysis said.
        problem: Why there is none.
        undoes: Place of the change that is taken back.
    """

    sequence: int
    kind: ChangeKind
    at: str
    by: str = ""
    child: str = ""
    recording: str = ""
    path: str = ""
    moves: Mapping[str, str] = {}
    consent: Consent | None = None
    decided_by: str = ""
    analysis: Analysis | None = None
    problem: Problem | None = None
    undoes: int = 0


@dataclass(slots=True)
class DayRecording:
    """A recording of the day.

    Attributes:
        identifier: As its library calls it.
        path: Its video.
        child: Number of the child that it belongs to now.
        at: When it came, UTC, ISO 8601.
        analysis: What the newest analysis said, or None.
        problem: Why there is none, or None.
    """

    identifier: str
    path: str
    child: str
    at: str
    analysis: Analysis | None = None
    problem: Problem | None = None


@dataclass(slots=True)
class DayStanding:
    """How a day stands after some changes.

    Attributes:
        current: Number of the child that was chosen last, or "".
        walked: Whether it was recorded since it was chosen, so that somebody else is next.
        absent: Numbers of the children who are not there.
        repeats: Numbers of those whom somebody wants to record again.
        consents: What the parents said on the day, and who decided, by number.
        recordings: By identifier, in the order in which they came.
        ended: Whether the day was ended.
    """

    current: str = ""
    walked: bool = False
    absent: set[str] = field(default_factory=set)
    repeats: set[str] = field(default_factory=set)
    consents: dict[str, tuple[Consent, str]] = field(default_factory=dict)
    recordings: dict[str, DayRecording] = field(default_factory=dict)
    ended: bool = False
    _owned: dict[str, list[DayRecording]] | None = field(default=None, compare=False, repr=False)

    def consent_of(self, child: Child) -> Consent:
        """Return what the parents said: on the day, else as the roster has it."""
        return self.consents.get(child.number, (child.consent, ""))[0]

    def recordings_of(self, number: str) -> list[DayRecording]:
        """Return the recordings of a child, the newest last."""
        if self._owned is None:
            self._owned = {}
            for each in self.recordings.values():
                self._owned.setdefault(each.child, []).append(each)
        return self._owned.get(number, [])

    def state_of(self, child: Child) -> ChildState:
        """Return where a child stands; `ChildState.ANALYSING` is for who sees the work."""
        if self.consent_of(child) is Consent.NO:
            return ChildState.NO_CONSENT
        recordings = self.recordings_of(child.number)
        if child.number in self.repeats:
            return ChildState.REPEAT
        if not recordings:
            return ChildState.ABSENT if child.number in self.absent else ChildState.WAITING
        newest = recordings[-1]
        if newest.problem is not None:
            return ChildState.REPEAT
        if newest.analysis is None:
            return ChildState.RECORDED
        return _AFTER.get(newest.analysis.outcome, ChildState.REPEAT)

    def apply(self, change: Change) -> None:
        """Take a change in; one that undoes another has to be left out with it (see `standing_after`)."""
        match change.kind:
            case ChangeKind.CHOSEN:
                self.current, self.walked = change.child, False
            case ChangeKind.ABSENT:
                self.absent.add(change.child)
            case ChangeKind.PRESENT:
                self.absent.discard(change.child)
            case ChangeKind.CONSENT if change.consent is not None:
                self.consents[change.child] = (change.consent, change.decided_by)
            case ChangeKind.REPEAT:
                self.repeats.add(change.child)
                self.walked = self.walked and change.child != self.current
            case ChangeKind.ENDED | ChangeKind.REOPENED:
                self.ended = change.kind is ChangeKind.ENDED
            case _:
                self._apply_to_recordings(change)

    def _apply_to_recordings(self, change: Change) -> None:
        recording, self._owned = self.recordings.get(change.recording), None
        if change.kind is ChangeKind.RECORDED:
            self._take(change)
        elif change.kind is ChangeKind.MOVED:
            for identifier, number in change.moves.items():
                if identifier in self.recordings:
                    self.recordings[identifier].child = number
        elif recording is not None:
            recording.analysis, recording.problem = change.analysis, change.problem

    def _take(self, change: Change) -> None:
        if change.recording not in self.recordings:
            self.recordings[change.recording] = DayRecording(
                change.recording, change.path, change.child, change.at
            )
            self.repeats.discard(change.child)
            self.absent.discard(change.child)
            self.walked = self.walked or change.child == self.current


_AFTER: Mapping[str, ChildState] = {
    Outcome.DETECTED: ChildState.EXAMINE,
    Outcome.BORDERLINE: ChildState.EXAMINE,
    Outcome.NOT_DETECTED: ChildState.DONE,
    Outcome.INCONCLUSIVE: ChildState.REPEAT,
}


def standing_after(changes: Iterable[Change]) -> DayStanding:
    """Add up changes, without those that were undone."""
    row = list(changes)
    undone = {each.undoes for each in row if each.kind is ChangeKind.UNDONE}
    standing = DayStanding()
    for change in row:
        if change.sequence not in undone:
            standing.apply(change)
    return standing


def open_at(changes: Iterable[Change], moment: datetime) -> bool:
    """Tell whether a day was the open one at a moment; only one is open at a time."""
    is_open = False
    for change in changes:
        if datetime.fromisoformat(change.at) > moment:
            break
        if change.kind in (ChangeKind.OPENED, ChangeKind.CLOSED):
            is_open = change.kind is ChangeKind.OPENED
    return is_open


def last_undoable(changes: Sequence[Change]) -> Change | None:
    """Return the change that a person would take back next, or None."""
    undone = {each.undoes for each in changes if each.kind is ChangeKind.UNDONE}
    back = reversed(changes)
    return next((one for one in back if one.kind in UNDOABLE and one.sequence not in undone), None)


def left_over(children: Iterable[Child], standing: DayStanding) -> tuple[Child, ...]:
    """Return the children of the next list: absent, to be repeated, or never reached; with their consent."""
    again = {ChildState.ABSENT, ChildState.REPEAT, ChildState.WAITING}
    return tuple(
        child.model_copy(update={"consent": standing.consent_of(child)})
        for child in children
        if standing.state_of(child) in again
    )
