"""How one run of the program keeps results: decided before it is built, and never changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scolioapp.storage.keeping import Keeping, QuickFolder

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore


@dataclass(frozen=True, slots=True)
class ResultsPlace:
    """How this run keeps results.

    Attributes:
        keeping: How; `Keeping.UNDECIDED` does not occur.
        quick: The folder that goes with the run, if nothing is kept.
        records: Protected records that are open already, or None.
        left: Results of the run before that kept nothing, to be taken over, or None.
    """

    keeping: Keeping
    quick: QuickFolder | None = None
    records: RecordStore | None = None
    left: QuickFolder | None = None
