"""A screener that needs no video and no network; the name of a file says what happens to it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from engine.core.classes import Outcome
from engine.core.errors import CancelledError, VideoError
from engine.core.kept_result import RESULT
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from engine.core.text import text
from engine.core.video_sources import name_of, size_of
from engine.dots.dot_set import Dots
from engine.gait.by_hand import ByHand
from engine.gait.measurements import LOOSE_CLOTHES
from scolioapp.jobs.screener import PipelineScreener
from tests.app.result_fixtures import MadeUpScreening, screening, with_dots

OUTCOMES = {
    "detected": Outcome.DETECTED,
    "borderline": Outcome.BORDERLINE,
    "none": Outcome.NOT_DETECTED,
    "unclear": Outcome.INCONCLUSIVE,
}


@cache
def _drawn() -> MadeUpScreening:
    return screening()


def made_up(path: Path, outcome: Outcome) -> MadeUpScreening:
    """Make a screening of this video; the walk is always the same."""
    result = _drawn().result
    facts = {"name": name_of(path), "bytes": size_of(path)}
    video = result.provenance.video.model_copy(update=facts)
    provenance = result.provenance.model_copy(update={"video": video})
    changed = result.model_copy(update={"outcome": outcome, "provenance": provenance})
    return replace(_drawn(), result=changed)


class FakeScreener(PipelineScreener):
    """Screens at once; a file called ``slow…`` waits for `release`, ``broken…`` and ``bug…`` fail."""

    def __init__(self) -> None:
        super().__init__()
        self.release = threading.Event()
        self.started = threading.Event()
        self.requests: list[ScreeningRequest] = []
        self.together = 0
        self.most_together = 0
        self.broken_load = False
        self.closed = 0
        self._counting = threading.Lock()

    def close(self) -> None:
        self.closed += 1
        super().close()

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> MadeUpScreening:
        with self._counting:
            self.requests.append(request)
            self.together += 1
            self.most_together = max(self.together, self.most_together)
        try:
            return self._screen(request, progress, cancel)
        finally:
            with self._counting:
                self.together -= 1

    def _screen(
        self, request: ScreeningRequest, progress: Progress | None, cancel: Cancel | None
    ) -> MadeUpScreening:
        name = request.path.name
        report(progress, Stage.OPEN, 0.0)
        if name.startswith("broken"):
            raise VideoError(
                text("“{name}” ends in the middle.", name=name), text("Copy it again.")
            )
        if name.startswith("bug"):
            raise RuntimeError(f"a bug, met with {request.path}")
        if name.startswith("slow"):
            report(progress, Stage.FIND, 0.42, 70.0)
            self.started.set()
            while not self.release.wait(0.01):
                check(cancel)
        if cancel is not None and cancel.requested:
            raise CancelledError
        outcome = next((o for word, o in OUTCOMES.items() if word in name), Outcome.BORDERLINE)
        return made_up(request.path, outcome)

    def judge(
        self,
        made: MadeUpScreening,
        *,
        person: int | None,
        operator: str = "",
        device: str = "auto",
        slow_motion: float = 1.0,
        by_hand: ByHand = ByHand(),  # noqa: B008 - frozen
    ) -> MadeUpScreening:
        other = screening(Outcome.NOT_DETECTED, person=person)
        provenance = made.result.provenance.model_copy(update={"slow_motion": slow_motion})
        stands, dots = by_hand.level or made.analysis.recording.level, by_hand.dots
        changes = {"provenance": provenance, "level": stands}
        if by_hand.loose_clothes:
            findings = (*other.result.quality.findings, LOOSE_CLOTHES)
            changes["quality"] = other.result.quality.model_copy(update={"findings": findings})
        anew = replace(other, result=other.result.model_copy(update=changes))
        anew = replace(anew, analysis=made.analysis)
        return anew if dots is None else with_dots(anew, dots)

    def remeasure(self, made: MadeUpScreening, dots: Dots) -> MadeUpScreening:
        return with_dots(made, dots)

    def write_overlay(
        self,
        made: MadeUpScreening,
        video: Path,
        path: Path,
        *,
        blur_face: bool = False,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        path.write_bytes(b"overlay")

    def dump(self, made: MadeUpScreening) -> dict[str, bytes]:
        return {RESULT: made.result.named("", made.result.repeats).to_json().encode()}

    def load(self, files: Mapping[str, bytes], label: str | None = None) -> MadeUpScreening:
        if self.broken_load:
            raise VideoError(text("The result cannot be read."), text("Screen the video again."))
        result = ScreeningResult.from_json(files[RESULT].decode())
        if label is not None:
            result = result.named(label, result.repeats)
        return replace(_drawn(), result=result)
