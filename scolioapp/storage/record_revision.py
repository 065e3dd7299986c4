"""One judgement of a recording in the records, to be read. Must not know Qt, nor how the records read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from engine.core.errors import ScolioError, SequenceError
from engine.core.kept_result import FILES, RESULT
from engine.core.text import text

if TYPE_CHECKING:
    from engine.core.findings import Verdict
    from engine.core.result import ScreeningResult


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
