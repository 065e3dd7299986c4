"""What the window asks of the engine about this computer; the engine is imported at its first use.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.computing import DeviceName
from engine.core.examination import Check
from engine.core.progress import Cancel, Progress
from scolioapp.jobs.multimedia import load_multimedia

if TYPE_CHECKING:
    from engine.doctor.step import Step

Found = Callable[[Check], None]


class Examiner:
    """Examines this computer."""

    def __init__(
        self,
        folders: Callable[[], Mapping[str, Path]],
        more: Callable[[], Sequence[Step]] = tuple,
    ) -> None:
        self._folders = folders
        self._more = more

    def examine(
        self, *, device: DeviceName, found: Found, progress: Progress, cancel: Cancel
    ) -> None:
        """Make every check but those that take Qt; called off the interface's thread.

        Raises:
            CancelledError: The person cancelled.
        """
        from engine.doctor import Request, examine

        request = Request(
            dict(self._folders()),
            cameras=False,
            device=device,
            providers=True,
            more=self._more(),
        )
        examine(request, found=found, progress=progress, cancel=cancel)
        # Here, so that the interface's thread need not wait for it when it asks for cameras.
        load_multimedia()

    def cameras(self, count: int | None) -> Check:
        """Judge how many cameras Qt sees (None: it cannot tell); quick."""
        from engine.doctor import cameras
        from engine.doctor.step import run_step

        return run_step(cameras.step(count))
