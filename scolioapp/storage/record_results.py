"""The protected records as the keeper of results: what the window lists, opens and keeps.

A result is a recording with its judgements; its identifier is the id of the recording. Must not know Qt, and
imports the packages of the records only when they are used.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.core.errors import OutputError, ScolioError, SequenceError
from engine.core.kept_result import FILES, RESULT
from engine.core.names import label_of
from engine.core.text import text
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.storage.result_links import repeats_of
from scolioapp.storage.results import Judgement, ResultEntry, StoredResult

if TYPE_CHECKING:
    from engine.core.findings import Verdict
    from engine.core.result import Repeats, ScreeningResult
    from scolioapp.storage.records.deposits import Ticket
    from scolioapp.storage.records.judgements import KeptJudgement
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.recording_list import ListedRecording
    from scolioapp.storage.result_keeper import KeptRevision

SHOWN: Final = 2000
"""How many recordings a list shows, the newest; older ones are found by their patient."""

_BETWEEN: Final = " \N{MIDDLE DOT} "
_ROOM_BYTES: Final = 64 * 1024**2
_PASSING: Final = "passing-"


@dataclass(frozen=True, slots=True)
class RecordEntry(ResultEntry):
    """A line of the list that tells whose recording it is; names are blank for whoever may not see them.

    Attributes:
        patient: Id of the patient.
        visit: Id of the visit.
        number: The patient's own number.
        name: The patient's name.
        class_name: Class or group.
        recording_title: What the recording is called.
        day: Date of the visit.
        state: ``draft``, ``reviewed``, ``signed`` or ``amended``.
        hidden: Whether the examiner's own finding comes first; then it tells no outcome.
        locked: Whether it was finished while the records were locked, so that nothing is told yet.
    """

    patient: str = ""
    visit: str = ""
    number: str = ""
    name: str = ""
    class_name: str = ""
    recording_title: str = ""
    day: str = ""
    state: str = "draft"
    hidden: bool = False
    locked: bool = False

    @property
    def title(self) -> str:
        """Whose recording it is."""
        return who(self.number, self.name)

    @property
    def order(self) -> str:
        """What lists are sorted by: when it was recorded."""
        try:
            moment = datetime.fromisoformat(self.date).astimezone(UTC).isoformat()
        except ValueError:
            moment = self.date
        return f"{moment} {self.identifier}"


def who(number: str, name: str) -> str:
    """Return a patient's number and name in one line."""
    return _BETWEEN.join(each for each in (number, name) if each)


@dataclass(slots=True)
class _Passing:
    """A result that is not kept beyond this run."""

    entry: ResultEntry
    judgements: list[tuple[Mapping[str, bytes], str]] = field(default_factory=list)


class RecordResults:
    """The results in the records.

    A screening is begun with `expect`, which takes a ticket; so its result can be kept although the records
    were locked meanwhile. The result of a recording that is in no records (a sample) is held for this run.

    Args:
        folder: The folder of the records.
        store: Gives the records, locked or not.
        present: Tells, without waiting, whether somebody is there.
    """

    def __init__(
        self, folder: Path, store: Callable[[], RecordStore], present: Callable[[], bool]
    ) -> None:
        self.root = folder
        self._store = store
        self._present = present
        self._tickets: dict[str, Ticket] = {}
        self._videos: dict[str, str] = {}
        self._passing: dict[str, _Passing] = {}
        self._guard = threading.Lock()

    @property
    def writable(self) -> bool:
        """Whether results can be kept: records that cannot be written are not opened."""
        return True

    def check_room(self) -> None:
        """Look for room on the disk before work is begun.

        Raises:
            OutputError: There is too little for a result.
        """
        try:
            free = shutil.disk_usage(self.root).free
        except OSError:
            return
        if free < _ROOM_BYTES:
            raise OutputError(
                text(
                    "Only {free} MB are free on the disk of the records, which is not enough for a "
                    "result.",
                    free=free // 1024**2,
                ),
                text("Free some space, then try again."),
            )

    # The list

    def entries(self) -> list[ResultEntry]:
        """Return the newest results, the newest first; none while the records are locked."""
        if not self._present():
            return []
        with _nothing_while_locked():
            lines = self._store().listing.judged(limit=SHOWN)
            return [self._entry(line) for line in lines]
        return []

    def entry(self, recording: str) -> ResultEntry:
        """Return the line of one recording.

        Raises:
            ScolioError: It is gone, or the records are locked.
        """
        passing = self._passing.get(recording)
        if passing is not None:
            return passing.entry
        return self._entry(self._store().listing.one(recording))

    def _entry(self, line: ListedRecording) -> RecordEntry:
        label = _BETWEEN.join(each for each in (who(line.number, line.name), line.title) if each)
        return RecordEntry(
            identifier=line.recording,
            date=line.made,
            video="",
            video_path=str(path_of(line.recording))
            if line.has_video
            else self._videos.get(line.recording, ""),
            outcome=line.outcome,
            verdict=line.verdict,
            model=line.model,
            model_status=line.model_status,
            person=line.person,
            people=0,
            label=label_of(label),
            repeats=line.repeats,
            screened_before=line.screened_before,
            judgements=line.judgements,
            patient=line.patient,
            visit=line.visit,
            number=line.number,
            name=line.name,
            class_name=line.class_name,
            recording_title=line.title,
            day=line.date,
            state=line.state,
            hidden=line.hidden,
        )

    # Judgements

    def expect(self, recording: str, video: Path | None = None) -> None:
        """Take the right to keep the next result of a recording, also while the records are locked.

        Args:
            recording: Id of the recording.
            video: The file that is screened, where it lies outside the records; for this run only.

        Raises:
            ScolioError: The recording is gone, or the records are locked or cannot be written.
        """
        self._tickets[recording] = self._store().deposits.ticket(recording)
        if video is not None:
            self._videos[recording] = str(video)

    def repeated_by(self, recording: str) -> Repeats | None:
        """Return what a recording repeats, as it was noted.

        Where nothing was, it is the judged recording of the camera before it at the same visit, which is
        noted now. None where it repeats nothing, or nothing that is to be seen.

        Raises:
            ScolioError: The recording is gone, or the records are locked or cannot be written.
        """
        store = self._store()
        line = store.listing.one(recording)
        earlier = line.repeats or _before(store, line)
        if not earlier:
            return None
        repeats = repeats_of(self, earlier)
        if not line.repeats:
            from scolioapp.storage.records.visit_recordings import Repetition

            judged = store.judgements.of(earlier)[-1].made
            screened = judged if repeats is None else repeats.screened
            store.recordings.link(recording, Repetition(earlier, screened))
        return repeats

    def keep(
        self,
        result: ScreeningResult,
        video: Path,
        files: Mapping[str, bytes],
        recording: str = "",
    ) -> ResultEntry:
        """Keep a result for good; one that belongs to no recording only for this run.

        Returns:
            Its line; `RecordEntry.locked` where the records were locked meanwhile.

        Raises:
            ScolioError: It cannot be kept.
        """
        if not recording:
            return self._hold(result, video, files)
        from scolioapp.storage.records.judgements import JudgementLine

        store = self._store()
        ticket = self._tickets.get(recording) or store.deposits.ticket(recording)
        store.finish(ticket, JudgementLine.of(result), files)
        self._tickets.pop(recording, None)
        with _nothing_while_locked():
            line = store.listing.one(recording)
            if line.judgement:
                return self._entry(line)
        return replace(locked_entry(recording), label=result.label)

    def _hold(
        self, result: ScreeningResult, video: Path, files: Mapping[str, bytes]
    ) -> ResultEntry:
        entry = ResultEntry.of(f"{_PASSING}{uuid.uuid4().hex}", result, video)
        self._passing[entry.identifier] = _Passing(entry, [(dict(files), entry.date)])
        return entry

    def add_judgement(
        self, identifier: str, result: ScreeningResult, files: Mapping[str, bytes]
    ) -> ResultEntry:
        """Add a new judgement of the same recording, as a draft; those before it stay.

        Raises:
            SignedError: One is signed: it can only be amended.
            ScolioError: The recording is gone, or the records are locked or cannot be written.
        """
        passing = self._passing.get(identifier)
        if passing is not None:
            with self._guard:
                passing.judgements.append((dict(files), _now()))
                new = ResultEntry.of(identifier, result, Path(passing.entry.video_path))
                old = passing.entry
                passing.entry = replace(
                    new, date=old.date, label=old.label, judgements=len(passing.judgements)
                )
            return passing.entry
        from scolioapp.storage.records.judgements import JudgementLine

        store = self._store()
        store.judgements.add(identifier, JudgementLine.of(result), files)
        return self._entry(store.listing.one(identifier))

    def revisions(self, identifier: str) -> Sequence[KeptRevision]:
        """Return the judgements of a result to be read, the first one first; none where it is gone."""
        passing = self._passing.get(identifier)
        if passing is not None:
            held = (files for files, _ in passing.judgements)
            return [_held(number, files) for number, files in enumerate(held, 1)]
        return [self._revision(each) for each in self._store().judgements.of(identifier)]

    def _revision(self, kept: KeptJudgement) -> RecordRevision:
        return RecordRevision(kept.number, lambda: self._store().judgements.files(kept.id))

    def judgements(self, identifier: str) -> tuple[Judgement, ...]:
        """Return number and date of each judgement of a result, the first one first."""
        passing = self._passing.get(identifier)
        if passing is not None:
            dates = (date for _, date in passing.judgements)
            return tuple(Judgement(number, date) for number, date in enumerate(dates, 1))
        made = self._store().judgements.of(identifier)
        return tuple(Judgement(each.number, each.made) for each in made)

    def load(self, identifier: str, number: int | None = None) -> StoredResult:
        """Read one judgement of a result, which the trail notes.

        Args:
            identifier: The result.
            number: Which judgement; None: the newest.

        Raises:
            ScolioError: It is gone or damaged, the records are locked, the role does not allow it, or the
                examiner's own finding comes first.
        """
        for revision in reversed(self.revisions(identifier)):
            if number in (None, revision.number):
                return StoredResult(revision.files(), self.entry(identifier).label, revision.number)
        raise _gone()

    def judged_by(self, name: str, hashes: Collection[str], others: Collection[str]) -> int:
        """Count the results with a judgement of a model, by the hashes of its files.

        Raises:
            ScolioError: The records are locked.
        """
        return self._store().judgements.judged_by(*hashes)

    # Titles and deletion

    def relabel(self, identifier: str, label: str) -> ResultEntry:
        """Call a recording otherwise; the patient's number and name before it stay.

        Raises:
            ScolioError: It is gone, the records are locked, or the role does not allow it.
        """
        passing = self._passing.get(identifier)
        if passing is not None:
            passing.entry = replace(passing.entry, label=label)
            return passing.entry
        store = self._store()
        line = store.listing.one(identifier)
        patient = label_of(who(line.number, line.name))
        title = label.removeprefix(patient).removeprefix(_BETWEEN).strip()
        store.recordings.retitle(identifier, title)
        return self._entry(store.listing.one(identifier))

    def set_aside(self, identifiers: Iterable[str]) -> dict[str, str]:
        """Put recordings into the recycle bin.

        Raises:
            ScolioError: One cannot be; those before it are back.
        """
        aside: dict[str, str] = {}
        for identifier in identifiers:
            try:
                if identifier not in self._passing:
                    self._store().recordings.delete(identifier)
            except ScolioError:
                self.bring_back(aside)
                raise
            aside[identifier] = identifier
        return aside

    def bring_back(self, aside: Mapping[str, str]) -> None:
        """Take recordings out of the recycle bin."""
        for identifier in aside:
            if identifier not in self._passing:
                with contextlib.suppress(ScolioError):
                    self._store().recordings.restore(identifier)

    def discard(self, aside: Mapping[str, str]) -> None:
        """Leave recordings to the recycle bin, which keeps them for a while."""
        for identifier in aside:
            self._passing.pop(identifier, None)

    def find_again(self, old: Path, new: Path) -> None:
        """Note that the file of a recording lies elsewhere now; for this run only."""
        for recording, video in list(self._videos.items()):
            if video == str(old):
                self._videos[recording] = str(new)

    def tidy(self) -> None:
        """Do nothing: the records are put in order whenever somebody is let in."""


class RecordRevision:
    """One judgement of a recording, read when it is asked for.

    Args:
        number: 1 for the first.
        read: Reads its files.
    """

    def __init__(self, number: int, read: Callable[[], Mapping[str, bytes]]) -> None:
        self.number = number
        self._read = read

    def files(self, *names: str) -> dict[str, bytes]:
        """Return its files by name.

        Raises:
            ScolioError: The records are locked, or do not give them.
        """
        wanted = names or FILES
        return {name: each for name, each in self._read().items() if name in wanted}

    def result(self) -> ScreeningResult:
        """Read what it says.

        Raises:
            ScolioError: It is damaged, or the records do not give it.
        """
        from engine.core.result import ScreeningResult

        try:
            return ScreeningResult.from_json(self.files(RESULT)[RESULT].decode())
        except (KeyError, ValueError) as error:
            raise SequenceError(
                text("The result cannot be read."),
                text("It is damaged or from another version. Screen the video again."),
            ) from error

    @property
    def verdict(self) -> Verdict | None:
        """What the recording is good for; None where that cannot be read."""
        try:
            return self.result().quality.verdict
        except ScolioError:
            return None


def locked_entry(recording: str) -> RecordEntry:
    """Return the line of a recording of which nothing is told now: the records are locked."""
    return RecordEntry(
        identifier=recording,
        date=_now(),
        video="",
        video_path="",
        outcome="",
        verdict="",
        model="",
        model_status="",
        person=None,
        people=0,
        locked=True,
    )


def _before(store: RecordStore, line: ListedRecording) -> str:
    """Return the judged recording of the camera that one of the same visit repeats, or ""."""
    made = [each for each in store.recordings.of(line.visit) if each.source == "camera"]
    ids = [each.id for each in made]
    before = ids[: ids.index(line.recording)] if line.recording in ids else []
    return next((each for each in reversed(before) if store.judgements.of(each)), "")


def _held(number: int, files: Mapping[str, bytes]) -> RecordRevision:
    return RecordRevision(number, lambda: files)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _gone() -> OutputError:
    return OutputError(
        text("This result no longer exists."), text("Check under Results whether it was deleted.")
    )


class _NothingWhileLocked(contextlib.AbstractContextManager[None]):
    """Passes over a `LockedError`: somebody locked the records in this very moment."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        return isinstance(error, ScolioError) and error.code == "records_locked"


def _nothing_while_locked() -> _NothingWhileLocked:
    return _NothingWhileLocked()
