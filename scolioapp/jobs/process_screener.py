"""Videos are screened in a process of their own with low priority, so that the window always answers.

Everything else that a screener does stays in the window. Must not know Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.clinic_lock import Lock
from engine.core.progress import Cancel, Progress
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.screening import Screener
from engine.pipeline.screening_process import OpenScreener, ScreeningProcess
from scolioapp.jobs.screener import PipelineScreener

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


class ProcessScreener(PipelineScreener):
    """A `PipelineScreener` whose `screen` runs in a process of its own. May be called on any thread.

    Args:
        models: Folder of the models that a person imported or trained; None: the usual one.
        lock: Tells whether clinic mode is on, at each screening.
        open_screener: Opens the `Screener` of the process; None: one with these models.
    """

    def __init__(
        self,
        models: Path | None = None,
        lock: Callable[[], Lock | None] = lambda: None,
        *,
        open_screener: OpenScreener | None = None,
    ) -> None:
        super().__init__(models, lock)
        self.process = ScreeningProcess(open_screener or partial(Screener, models))

    def close(self) -> None:
        """End the process, or have it end after its video, and let go of the networks here."""
        self.process.close()
        super().close()

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Screening:
        """Screen one video elsewhere; see `Screener.screen`.

        Raises:
            ProcessEndedError: The process crashed, was killed or ran out of memory; the next video starts
                another one.
            ScolioError: The video cannot be screened.
            CancelledError: ``cancel`` was set; within a second, whatever the process was doing.
        """
        files = self.process.screen(request, self._lock(), progress=progress, cancel=cancel)
        return self.load(files, request.label)
