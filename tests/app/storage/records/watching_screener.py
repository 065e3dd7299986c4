"""A screener for a process of its own that says what the process knows of videos and keys."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import psutil

from engine.core.clinic_lock import Lock
from engine.core.video_sources import place_of, sha256_of
from engine.pipeline.judgement import Screening
from engine.pipeline.screening import Screener
from scolioapp.storage.records.kept_videos import KeptVideo
from tests.engine.pipeline.odd_screeners import made_up


class WatchingScreener(Screener):
    """Says the hash of a video that is in a container, how many keys are known, and where words of them are.

    A request's operator holds the beginning of the key, for it to be looked for.
    """

    def __init__(self, *, lock: Callable[[], Lock | None]) -> None:
        super().__init__(None, lock)

    def screen(self, request: Any, **_: Any) -> Screening:
        kept = place_of(request.path) is not None
        digest = sha256_of(request.path) if kept else "plain"
        gc.collect()
        keys = sum(isinstance(each, KeptVideo) for each in gc.get_objects())
        process = psutil.Process()
        told = " ".join([*process.cmdline(), *process.environ().values()])
        return made_up(request.path, f"{digest} {keys} {request.operator in told}")
