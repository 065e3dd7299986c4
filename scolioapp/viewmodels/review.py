"""The review of the judgement that is open: where it stands, and the steps that the user may take.

Everything is read and written by the door, on the worker. Must not know widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.judgements import KeptJudgement
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.review_reading import ReviewFacts
    from scolioapp.storage.records.signatures import Signature

Failed = Callable[[ScolioError], None]


class Review(QObject):
    """One judgement of a recording, to be reviewed, signed, amended.

    Args:
        door: The records.
        recording: Id of the recording.
        number: Number of the judgement that is shown; None: the newest.
        parent: Owner.

    Signals:
        changed: What is known is another.
        failed: A `ScolioError` of reading.
        stepped: The user has taken a step; lists tell another state, or another outcome.
        amended: Number of the new draft that took the place of this judgement.
    """

    changed = Signal()
    failed = Signal(object)
    stepped = Signal()
    amended = Signal(int)

    def __init__(
        self,
        door: RecordsDoor,
        recording: str,
        number: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.door = door
        self.recording = recording
        self._number = number
        self._facts: ReviewFacts | None = None
        self._closed = False
        door.locked.connect(self._forget)

    # What is known

    @property
    def facts(self) -> ReviewFacts | None:
        """Everything about the recording; None before it is read, and after the records were locked."""
        return self._facts

    @property
    def number(self) -> int | None:
        """Number of the judgement that is shown; None: the newest."""
        return self._number

    @property
    def judgement(self) -> KeptJudgement | None:
        """The judgement that is shown, or None where it is not known."""
        return None if self._facts is None else self._facts.judgement(self._number)

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures under it, the first one first."""
        facts, judgement = self._facts, self.judgement
        return () if facts is None or judgement is None else facts.signatures[judgement.id]

    @property
    def signature(self) -> Signature | None:
        """The newest signature, or None."""
        return self.signatures[-1] if self.signatures else None

    @property
    def broken(self) -> bool:
        """Whether a signature does not hold any more."""
        return self.signature is not None and not self.signature.holds

    @property
    def fixed(self) -> bool:
        """Whether the judgement cannot be changed, only amended."""
        return self.judgement is not None and self.judgement.state in ("signed", "amended")

    @property
    def newest(self) -> bool:
        """Whether no later judgement of the recording is there."""
        facts, judgement = self._facts, self.judgement
        return facts is not None and judgement is not None and judgement == facts.judgements[-1]

    # What the user may do

    @property
    def visible(self) -> bool:
        """Whether the user may see names, and so reviews."""
        from scolioapp.storage.records.record_roles import Right

        return self.door.may(Right.NAMES)

    @property
    def may_review(self) -> bool:
        """Whether the user may review this judgement now."""
        return self._reviewer and self._in("draft", "reviewed") and self.newest

    @property
    def may_sign(self) -> bool:
        """Whether the user may sign this judgement now."""
        return self._reviewer and self._in("reviewed") and self.newest

    @property
    def may_amend(self) -> bool:
        """Whether the user may amend this judgement now."""
        return self._reviewer and self._in("signed")

    @property
    def _reviewer(self) -> bool:
        from scolioapp.storage.records.record_roles import Right

        return self.door.may(Right.REVIEW)

    def _in(self, *states: str) -> bool:
        judgement = self.judgement
        return judgement is not None and not judgement.hidden and judgement.state in states

    # Steps

    def load(self) -> None:
        """Read everything anew."""
        if self.visible:
            self._run(lambda store: store.reviews.of(self.recording), self._take, self.failed.emit)

    def show(self, number: int) -> None:
        """Show another judgement of the recording from now on."""
        self._number = number
        self.load()

    def review(self, outcome: str, reason: str, done: Callable[[], None], failed: Failed) -> None:
        """Say that the user has looked at the judgement; see `Judgements.review`."""
        self._step(
            lambda store, judgement: store.judgements.review(
                judgement, outcome=outcome, reason=reason
            ),
            done,
            failed,
        )

    def sign(self, password: str, meaning: str, done: Callable[[], None], failed: Failed) -> None:
        """Sign the judgement; see `Signatures.sign`."""
        self._step(
            lambda store, judgement: store.signatures.sign(judgement, password, meaning),
            done,
            failed,
        )

    def amend(self, reason: str, done: Callable[[], None], failed: Failed) -> None:
        """Make a new draft in the place of the judgement, to be reviewed and changed."""

        def take(made: KeptJudgement, facts: ReviewFacts) -> None:
            self._take(facts)
            done()
            self.stepped.emit()
            self.amended.emit(made.number)

        judgement = self.judgement
        if judgement is not None:
            self._run(
                lambda store: (
                    store.judgements.amend(judgement.id, reason),
                    store.reviews.of(self.recording),
                ),
                lambda both: take(*both),
                failed,
            )

    def _step(
        self, step: Callable[[RecordStore, str], object], done: Callable[[], None], failed: Failed
    ) -> None:
        judgement = self.judgement
        if judgement is None:
            return

        def work(store: RecordStore) -> ReviewFacts:
            step(store, judgement.id)
            return store.reviews.of(self.recording)

        def take(facts: ReviewFacts) -> None:
            self._take(facts)
            done()
            self.stepped.emit()

        self._run(work, take, failed)

    def _run(
        self, work: Callable[[RecordStore], Any], done: Callable[[Any], None], failed: Failed
    ) -> None:
        """Do something elsewhere; nothing is told to a page that has gone."""

        def told(answer: object) -> None:
            if not self._closed:
                done(answer)

        def failing(error: ScolioError) -> None:
            if not self._closed:
                failed(error)

        self.door.run(work, done=told, failed=failing)

    def _take(self, facts: ReviewFacts) -> None:
        self._facts = facts
        self.changed.emit()

    def _forget(self) -> None:
        self._facts = None
        self.changed.emit()

    def close(self) -> None:
        """Tell nothing any more."""
        self._closed = True
        self._facts = None
