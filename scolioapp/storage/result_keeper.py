"""What the window asks of whatever keeps results: a folder, or the protected records. Must not know Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scolioapp.storage.results import Judgement, ResultEntry
from scolioapp.storage.stored_result import StoredResult

if TYPE_CHECKING:
    from engine.core.findings import Verdict
    from engine.core.result import ScreeningResult


class KeptRevision(Protocol):
    """One judgement of a recording, to be read; `engine.core.kept_result.Revision` is one."""

    @property
    def number(self) -> int:
        """1 for the first judgement."""

    @property
    def verdict(self) -> Verdict | None:
        """What the recording is good for; None where that cannot be read."""

    def files(self, *names: str) -> dict[str, bytes]:
        """Return its files by name; of those that are named the ones that are there.

        Raises:
            ScolioError: One is not as it was kept.
        """

    def result(self) -> ScreeningResult:
        """Read what it says.

        Raises:
            ScolioError: It cannot be read.
        """


class ResultKeeper(Protocol):
    """Keeps finished screenings and everything that is judged of them later.

    What is locked gives an empty list, and an error where something is asked for.
    """

    @property
    def root(self) -> Path:
        """The folder in which everything lies."""

    @property
    def writable(self) -> bool:
        """Whether results can be kept, as far as can be told without trying."""

    def check_room(self) -> None:
        """Look for room on the disk before work is begun.

        Raises:
            OutputError: There is too little for a result.
        """

    def entries(self) -> list[ResultEntry]:
        """Return the results, the newest first."""

    def keep(
        self,
        result: ScreeningResult,
        video: Path,
        files: Mapping[str, bytes],
        recording: str = "",
    ) -> ResultEntry:
        """Keep a result for good.

        Args:
            result: What was found.
            video: The video that was screened.
            files: The files of the result.
            recording: Id of the recording in the protected records, or "".

        Raises:
            ScolioError: It cannot be kept.
        """

    def add_judgement(
        self, identifier: str, result: ScreeningResult, files: Mapping[str, bytes]
    ) -> ResultEntry:
        """Add a new judgement of the same recording; those before it stay.

        Raises:
            ScolioError: The result is gone, or this cannot be kept.
        """

    def revisions(self, identifier: str) -> Sequence[KeptRevision]:
        """Return the judgements of a result to be read, the first one first; none where it is gone."""

    def judgements(self, identifier: str) -> tuple[Judgement, ...]:
        """Return number and date of each judgement of a result, the first one first."""

    def load(self, identifier: str, number: int | None = None) -> StoredResult:
        """Read one judgement of a result; None: the newest.

        Raises:
            ScolioError: The result is gone, damaged, or not to be seen.
        """

    def judged_by(self, name: str, hashes: Collection[str], others: Collection[str]) -> int:
        """Count the results with a judgement of a model.

        Args:
            name: What the model is called.
            hashes: Those of its files.
            others: What the other models are called.

        Raises:
            ScolioError: It cannot be told.
        """

    def relabel(self, identifier: str, label: str) -> ResultEntry:
        """Return a result another label, beside its judgements.

        Raises:
            ScolioError: It is gone, or cannot be written.
        """

    def set_aside(self, identifiers: Iterable[str]) -> dict[str, str]:
        """Take results off the list, for `bring_back` or `discard`.

        Returns:
            Under which name each lies now.

        Raises:
            ScolioError: One cannot be; those before it are back.
        """

    def bring_back(self, aside: Mapping[str, str]) -> None:
        """Put results that were set aside back on the list."""

    def discard(self, aside: Mapping[str, str]) -> None:
        """Leave results that were set aside to their end."""

    def find_again(self, old: Path, new: Path) -> None:
        """Note in every result of a video that it lies elsewhere now.

        Raises:
            OutputError: A result cannot be written.
        """

    def tidy(self) -> None:
        """Remove what a crash left behind."""
