"""A screener for a process of its own: the name of a video says what becomes of it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import psutil

from engine.core.errors import VideoError
from engine.core.files import sha256_of
from engine.core.progress import Stage, check, report
from engine.core.text import text
from engine.pipeline.analysis import Analysis
from engine.pipeline.judgement import Screening
from engine.pipeline.screening import Screener
from engine.runtime.cores import usable_cores
from tests.app.result_fixtures import screening_of_nobody
from tests.patience import SECONDS


def made_up(path: Path, words: str = "") -> Screening:
    """Make a screening of nobody; its operator says what a test wants to know."""
    made = screening_of_nobody()
    before = made.result.provenance
    facts = {"name": path.name, "sha256": sha256_of(path) if path.is_file() else "a" * 64}
    video = before.video.model_copy(update=facts)
    provenance = before.model_copy(update={"operator": words, "video": video})
    result = made.result.model_copy(update={"provenance": provenance})
    return Screening(result, None, Analysis(made.analysis.recording, (), 15.0, "", {}))


class OddScreener(Screener):
    """Screens nothing; a video called ``die…``, ``hang…``, ``memory…``, ``bug…`` or ``broken…`` fails.

    One called ``wait…`` takes a moment, one called ``grow…`` is written to meanwhile.
    """

    def __init__(self, models=None, lock=lambda: None, *, exact=False):
        super().__init__(models, lock, exact=exact)
        self.screened = 0

    def screen(self, request, *, progress=None, cancel=None):
        self.screened += 1
        report(progress, Stage.OPEN, 0.0)
        name = request.path.stem
        if name.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if name.startswith("hang"):
            report(progress, Stage.FOLLOW, 0.5)
            # Looks at no cancel, as a driver that hangs does not.
            time.sleep(2 * SECONDS)
        if name.startswith("wait"):
            time.sleep(0.1)
        if name.startswith("grow"):
            request.path.write_bytes(b"longer")
        if name.startswith("slow"):
            report(progress, Stage.FOLLOW, 0.5)
            while True:
                time.sleep(0.01)
                check(cancel)
        if name.startswith("memory"):
            fill_memory()
        if name.startswith("bug"):
            raise ValueError(f"a bug, met with {request.path}")
        if name.startswith("broken"):
            raise VideoError(text("“{name}” is broken.", name=name), text("Copy it again."))
        lock = self._lock()
        model = "" if lock is None else lock.model.model
        nice = psutil.Process().nice()
        words = f"{os.getpid()} {self.screened} {int(nice)} {usable_cores()} {model}"
        made = made_up(request.path, words)
        return replace(made, result=made.result.named(request.label, request.repeats))


def fill_memory():
    """Take more memory than this process may have."""
    if os.name == "posix":
        import resource

        now = psutil.Process().memory_info().vms
        resource.setrlimit(resource.RLIMIT_AS, (now + 100_000_000, now + 100_000_000))
        bytearray(1_000_000_000)
    raise MemoryError
