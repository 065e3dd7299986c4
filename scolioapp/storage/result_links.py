"""Which kept results belong together: recordings that repeat one another, judgements of the same one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.errors import ScolioError
from scolioapp.storage.results import Judgement, ResultEntry

if TYPE_CHECKING:
    from engine.core.result import Repeats
    from scolioapp.storage.result_keeper import ResultKeeper


@dataclass(frozen=True, slots=True)
class Links:
    """The results that a result is linked with.

    Attributes:
        repeats: When the recording was screened that this one repeats, or "" where it repeats none.
        earlier: The result of that recording, or None where it is not kept any more.
        later: Results of recordings that repeat this one, the newest first.
        judgements: All judgements of this very recording, the first one first; none where none is kept.
        judgement: Number of the one that is shown.
    """

    repeats: str = ""
    earlier: ResultEntry | None = None
    later: tuple[ResultEntry, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    judgement: int = 1

    @property
    def replaced(self) -> bool:
        """Whether a newer judgement has taken the place of the one that is shown."""
        return any(each.number > self.judgement for each in self.judgements)


def links_of(identifier: str, entries: Iterable[ResultEntry]) -> Links:
    """Return what a result is linked with among those that are kept."""
    kept = {entry.identifier: entry for entry in entries}
    own = kept.get(identifier)
    if own is None:
        return Links()
    later = [e for e in kept.values() if e.repeats == identifier and e is not own]
    later.sort(key=lambda entry: entry.order, reverse=True)
    earlier = kept.get(own.repeats) if own.repeats != identifier else None
    told = own.screened_before if own.repeats else ""
    return Links(told, earlier, tuple(later))


def repeats_of(store: ResultKeeper, earlier: str) -> Repeats | None:
    """Return what links a recording with an earlier result; None where that is gone or not to be seen."""
    from engine.core.result import Repeats

    try:
        return Repeats.of(earlier, store.revisions(earlier)[-1].result())
    except (ScolioError, IndexError):
        return None


def replaced(entries: Sequence[ResultEntry]) -> set[str]:
    """Return the identifiers of the results that another kept one repeats."""
    return {entry.repeats for entry in entries if entry.repeats not in ("", entry.identifier)}
