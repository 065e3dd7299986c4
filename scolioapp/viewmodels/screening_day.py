"""The state of the screening day: which child stands there, what became of each, and what may be done now.

Every change is on the disk before it is told. Must not know cameras, the queue of videos, QtGui or QtWidgets:
see `scolioapp.bootstrap.day_wiring`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from engine.core.errors import RosterError, ScolioError
from engine.core.text import Text, text
from engine.roster.day_changes import (
    Analysis,
    ChangeKind,
    ChildState,
    DayRecording,
    Problem,
    open_at,
)
from engine.roster.entries import Child, Consent
from engine.roster.similar_names import similar_to
from scolioapp.settings import Settings
from scolioapp.storage.open_day import ConsentSaid, DayKeeper, DayLine, OpenDay


class Recorded(Protocol):
    """What the day needs of a recording that was kept."""

    @property
    def id(self) -> str:
        """What its library calls it."""
        ...

    @property
    def path(self) -> Any:  # noqa: ANN401 - a path or its words
        """Its video."""
        ...

    @property
    def subject(self) -> str:
        """Number of the child, or ""."""
        ...


class NextStep(StrEnum):
    """What the one large button does now."""

    RECORD = "record"
    """Says that the child stands there, and records."""
    GO_ON = "go_on"
    """Calls the next child."""
    NONE = "none"
    """Nobody is left."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One child as the list shows it.

    Attributes:
        child: The child.
        state: Where it stands, as it may be shown now.
        recording: The newest recording, or None.
        consent: What the parents said.
        decided_by: Who said so on the day, or "".
    """

    child: Child
    state: ChildState
    recording: DayRecording | None
    consent: Consent
    decided_by: str


class DayModel(QObject):
    """One open day, or none.

    Args:
        days: Where days are kept.
        settings: Who screens, which day is open, whether outcomes are shown.

    Signals:
        changed: Something of the day has changed: who stands there, a state, what can be undone.
        current_changed: Who stands there has changed, or whether it may be recorded; after `changed`.
        opened: Another day is open, or none.
        record_asked: The person says that the current child stands there: it may be recorded.
        refused: A `ScolioError`: what could not be done.
    """

    changed = Signal()
    current_changed = Signal()
    opened = Signal()
    record_asked = Signal()
    refused = Signal(object)

    def __init__(self, days: DayKeeper, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._days = days
        self._settings = settings
        self._day: OpenDay | None = None
        self._confirmed = ""
        self._running: frozenset[str] = frozenset()
        self._similar: dict[str, tuple[Child, ...]] = {}
        self._next: list[Child] | None = None
        settings.changed.connect(self._on_setting)

    # The day

    @property
    def day(self) -> OpenDay | None:
        """The day that is open, or None."""
        return self._day

    def lines(self) -> list[DayLine]:
        """Return all days, the newest first; none where they may not be read."""
        try:
            return self._days.lines()
        except ScolioError:
            return []

    def begin(
        self, name: str, children: Iterable[Child], codes: Mapping[str, str] | None = None
    ) -> bool:
        """Make a day of a list of children and open it; tell whether that could be done."""
        try:
            day = self._days.create(name, children, codes)
        except ScolioError as error:
            self.refused.emit(error)
            return False
        self._show(day)
        return True

    def open(self, identifier: str) -> bool:
        """Open a day where it was left; tell whether it could be read."""
        try:
            day = self._days.open(identifier)
        except ScolioError as error:
            self.refused.emit(error)
            return False
        self._show(day)
        return True

    def begin_next(self, name: str, identifier: str) -> bool:
        """Begin another day with the children whom an earlier one left over; their cards stay good."""
        day = self._day
        try:
            if day is None or day.identifier != identifier:
                day = self._days.open(identifier)
        except ScolioError as error:
            self.refused.emit(error)
            return False
        if not day.left_over:
            self.refused.emit(nobody_left())
            return False
        return self.begin(name, day.left_over, day.codes_left_over)

    def open_last(self) -> None:
        """Open the day that was open when the program ended, or crashed; one that is gone is passed over."""
        if self._settings.screening_day and not self.open(self._settings.screening_day):
            self._settings.screening_day = ""

    def leave(self) -> None:
        """Close the day; it stays on the disk."""
        self._show(None)

    def forget(self) -> None:
        """Show nothing of a day whose records are locked; `open_last` goes on where it was."""
        if self._day is not None:
            self._day, self._confirmed, self._similar = None, "", {}
            self._running = frozenset()
            self._next = None
            self.opened.emit()
            self._tell()

    def delete(self, identifier: str) -> None:
        """Delete a day with the names of its children."""
        if self._day is not None and self._day.identifier == identifier:
            self.leave()
        try:
            self._days.delete(identifier)
        except ScolioError as error:
            self.refused.emit(error)

    def _show(self, day: OpenDay | None) -> None:
        before = self._day
        if before is not None and (day is None or day.identifier != before.identifier):
            self._add(ChangeKind.CLOSED)
        self._day, self._confirmed, self._similar = day, "", {}
        self._running = frozenset()
        self._settings.screening_day = "" if day is None else day.identifier
        self._settings.flush()
        if day is not None:
            self._add(ChangeKind.OPENED)
        self._next = None
        self.opened.emit()
        self._tell()

    def _tell(self) -> None:
        """Tell that something has changed."""
        self._next = None
        self.changed.emit()
        self.current_changed.emit()

    def _add(self, kind: ChangeKind, **facts: Any) -> bool:  # noqa: ANN401 - Change checks them
        """Write a change and tell of it; False where it could not be written."""
        day, by = self._day, self._settings.operator
        return day is not None and self._write(lambda: day.add(kind, by=by, **facts))

    def _write(self, write: Callable[[], object]) -> bool:
        try:
            write()
        except ScolioError as error:
            self.refused.emit(error)
            return False
        self._tell()
        return True

    # Children

    @property
    def roster(self) -> tuple[Child, ...]:
        """The children of the day, in their order."""
        return () if self._day is None else self._day.children

    @property
    def rows(self) -> list[DayRow]:
        """Every child as the list shows it now."""
        return [self._row(child) for child in self.roster]

    def _row(self, child: Child) -> DayRow:
        day = self._day
        recordings = [] if day is None else day.standing.recordings_of(child.number)
        newest = recordings[-1] if recordings else None
        who = "" if day is None else day.standing.consents.get(child.number, ("", ""))[1]
        return DayRow(child, self.shown_state(child), newest, self.consent_of(child), who)

    def consent_of(self, child: Child) -> Consent:
        """Return what the parents said."""
        return child.consent if self._day is None else self._day.standing.consent_of(child)

    def state_of(self, child: Child) -> ChildState:
        """Return where a child stands, whoever may see it."""
        day = self._day
        if day is None:
            return ChildState.WAITING
        state = day.standing.state_of(child)
        if state is ChildState.RECORDED:
            newest = day.standing.recordings_of(child.number)[-1]
            return ChildState.ANALYSING if newest.identifier in self._running else state
        return state

    @property
    def shows_outcomes(self) -> bool:
        """Whether outcomes are shown: at the end of the day, or where the person who screens wants it."""
        ended = self._day is not None and self._day.standing.ended
        return ended or self._settings.show_outcomes

    def shown_state(self, child: Child) -> ChildState:
        """Return where a child stands without what it must not read over somebody's shoulder."""
        state = self.state_of(child)
        hidden = state is ChildState.EXAMINE and not self.shows_outcomes
        return ChildState.DONE if hidden else state

    @property
    def current(self) -> Child | None:
        """The child that stands there, or None."""
        return None if self._day is None else self._day.by_number.get(self._day.standing.current)

    @property
    def confirmed(self) -> bool:
        """Whether somebody, or a card, has said that the current child is the one who stands there."""
        current = self.current
        return current is not None and current.number == self._confirmed

    @property
    def next_two(self) -> tuple[Child, ...]:
        """The children who come next."""
        return tuple(self._coming())[:2]

    def _coming(self) -> list[Child]:
        """Return the children to call: those who wait, from the current one on; then those to repeat."""
        if self._next is None:
            self._next = self._found_coming()
        return self._next

    def _found_coming(self) -> list[Child]:
        roster, current = self.roster, self.current
        place = 0 if current is None else roster.index(current) + 1
        in_turn = [*roster[place:], *roster[: max(0, place - 1)]]
        states = {child.number: self.state_of(child) for child in in_turn}
        wanted = (ChildState.WAITING, ChildState.REPEAT)
        return [each for state in wanted for each in in_turn if states[each.number] is state]

    @property
    def similar(self) -> tuple[Child, ...]:
        """The children who could be taken for the current one."""
        current = self.current
        if current is None:
            return ()
        if current.number not in self._similar:
            self._similar[current.number] = similar_to(current, self.roster)
        return self._similar[current.number]

    @property
    def step(self) -> NextStep:
        """What the large button does now."""
        current = self.current
        wanted = (ChildState.WAITING, ChildState.REPEAT)
        walked = self._day is not None and self._day.standing.walked
        if current is not None and not walked and self.state_of(current) in wanted:
            return NextStep.RECORD
        return NextStep.GO_ON if self._coming() else NextStep.NONE

    @property
    def blocked(self) -> Text | None:
        """Why the current child may not be recorded now, or None."""
        child = self.current
        if self._day is None or child is None:
            return None
        consent = self.consent_of(child)
        if self._day.standing.ended:
            return text("This day is over. Open it again to record somebody.")
        if consent is Consent.NO:
            return text("The parents of {name} do not consent.", name=child.full_name)
        if consent is Consent.UNKNOWN:
            return text("Do the parents of {name} consent? Answer first.", name=child.full_name)
        if self.step is not NextStep.RECORD:
            return text("{name} has been recorded. Go on to the next child.", name=child.full_name)
        if not self.confirmed:
            return text("Confirm first that {name} stands there.", name=child.full_name)
        return None

    # What a person does

    def choose(self, number: str) -> bool:
        """Say which child stands there; tell whether it is on the list."""
        if self._day is None or number not in self._day.by_number:
            return False
        self._confirmed = ""
        return self._add(ChangeKind.CHOSEN, child=number)

    def choose_by_card(self, code: str) -> bool:
        """Choose the child whose card was held up; the card confirms it. Tell whether it is of this day."""
        child = None if self._day is None else self._day.by_code(code)
        if child is None:
            return False
        if self.current == child and self.confirmed:
            return True
        if not self.choose(child.number):
            return False
        self.confirm()
        return True

    def confirm(self) -> None:
        """Say that the current child is the one who stands there."""
        current = self.current
        if current is None or self.consent_of(current) is not Consent.YES:
            return
        self._confirmed = current.number
        self._tell()
        self.record_asked.emit()

    def go_on(self) -> None:
        """Do what the large button says: record the child that stands there, or call the next one."""
        if self.step is NextStep.RECORD:
            self.confirm()
        else:
            self.skip()

    def skip(self) -> None:
        """Call the next child, whatever became of the current one."""
        for child in self._coming()[:1]:
            self.choose(child.number)

    def set_absent(self, number: str, absent: bool = True) -> None:
        """Say that a child is not there, or has come after all."""
        self._add(ChangeKind.ABSENT if absent else ChangeKind.PRESENT, child=number)

    def set_consent(
        self, number: str, consent: Consent, decided_by: str, purpose: str = "", until: str = ""
    ) -> None:
        """Note what the parents said, who says so, and in the records for what and until when."""
        said = ConsentSaid(consent, decided_by.strip(), purpose.strip(), until)
        if self._day is not None:
            day, by = self._day, self._settings.operator
            self._write(lambda: day.say_consent(number, said, by=by))

    def ask_repeat(self, number: str) -> None:
        """Say that a child is to be recorded once more."""
        if self._day is not None and number in self._day.by_number:
            self._confirmed = ""
            self._add(ChangeKind.REPEAT, child=number)

    def move(self, recording: str, number: str) -> None:
        """Say that a recording belongs to another child."""
        if self._day is not None and number in self._day.by_number:
            self._add(ChangeKind.MOVED, moves={recording: number})

    def swap(self, one: str, other: str) -> None:
        """Exchange the recordings of two children who were taken for each other."""
        day = self._day
        if day is None or one == other or not {one, other} <= day.by_number.keys():
            return
        moves = {each.identifier: other for each in day.standing.recordings_of(one)}
        moves |= {each.identifier: one for each in day.standing.recordings_of(other)}
        if moves:
            self._add(ChangeKind.MOVED, moves=moves)

    def undo(self) -> None:
        """Take back the last decision."""
        if self._day is not None:
            day, by = self._day, self._settings.operator
            self._write(lambda: day.undo(by=by))

    def end(self, over: bool = True) -> None:
        """End the day, which shows the outcomes; or take it up again."""
        self._confirmed = ""
        self._add(ChangeKind.ENDED if over else ChangeKind.REOPENED)

    @property
    def left_over(self) -> tuple[Child, ...]:
        """The children of the next list."""
        return () if self._day is None else self._day.left_over

    # What recordings and their analysis say

    def attach(self, recording: Recorded) -> bool:
        """Take a recording that was kept, for the child it was made of; tell whether it is of this day."""
        day = self._day
        if day is None or recording.subject not in day.by_number:
            return False
        if recording.id in day.standing.recordings:
            return True
        if recording.subject == self._confirmed:
            self._confirmed = ""
        return self._add(
            ChangeKind.RECORDED,
            child=recording.subject,
            recording=recording.id,
            path=str(recording.path),
        )

    def take_up(self, recording: Recorded, started: datetime) -> bool:
        """Take a recording that a crash kept from the day, if it was made while this day was open.

        Args:
            recording: It; other days may have children of the same number.
            started: When its first frame was taken.
        """
        day = self._day
        return day is not None and open_at(day.changes, started) and self.attach(recording)

    def recording_of(self, path: str) -> DayRecording | None:
        """Return the recording of this day whose video a path names, or None."""
        if self._day is None:
            return None
        known = self._day.standing.recordings
        # A conversion gives the video another name, in the same folder, which is the recording's.
        inside = known.get(Path(path).parent.name)
        return inside or next((each for each in known.values() if each.path == path), None)

    @property
    def open_recordings(self) -> list[DayRecording]:
        """The recordings that have been neither analysed nor refused."""
        recordings = () if self._day is None else self._day.standing.recordings.values()
        return [each for each in recordings if each.analysis is None and each.problem is None]

    def set_outcome(self, recording: str, analysis: Analysis) -> None:
        """Keep what the analysis of a recording said."""
        self._add(ChangeKind.ANALYSED, recording=recording, analysis=analysis)

    def set_problem(self, recording: str, error: ScolioError) -> None:
        """Keep why a recording could not be analysed; the child is to be repeated."""
        problem = Problem(what=error.what, remedy=error.remedy)
        self._add(ChangeKind.FAILED, recording=recording, problem=problem)

    def set_running(self, recordings: Iterable[str]) -> None:
        """Say which recordings are being analysed just now; not kept."""
        running = frozenset(recordings)
        if running != self._running:
            self._running = running
            self._tell()

    def _on_setting(self, name: str) -> None:
        if name == "show_outcomes":
            self._tell()


def nobody_left() -> RosterError:
    """Say that a day left nobody over."""
    return RosterError(text("Nobody is left over from this day."), text("Take another list."))
