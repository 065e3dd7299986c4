"""What the window asks of the engine: screen, judge again, save, load, export.

`Screener` is a protocol, so that tests hand in one that needs no video and no network. The real
one, `PipelineScreener`, imports the pipeline at its first use and never before: a window without a
video needs neither networks nor decoders. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.core.progress import Cancel, Progress, Stage, check, report

if TYPE_CHECKING:
    from engine.pipeline.screening import Screening as Screening


@dataclass(frozen=True, slots=True)
class ScreeningRequest:
    """What is to be screened, and how.

    Attributes:
        path: The video.
        rate: Frames a second to analyse, or None for all.
        model: Name of the model, or None for the program's choice.
        operator: Who screens, or "".
    """

    path: Path
    rate: float | None = 15.0
    model: str | None = None
    operator: str = ""


class Screener(Protocol):
    """The engine as the window sees it. Every method may be called off the interface's thread."""

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Screening:
        """Screen one video.

        Raises:
            ScolioError: The video or model cannot be used; says why.
            CancelledError: The person cancelled.
        """
        ...

    def judge(self, screening: Screening, *, person: int | None, operator: str = "") -> Screening:
        """Judge another person of the same recording, without a second pass over the video."""
        ...

    def write_overlay(
        self,
        screening: Screening,
        video: Path,
        path: Path,
        *,
        blur_face: bool = False,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Write the video with skeleton and mask drawn in."""
        ...

    def save(self, screening: Screening, folder: Path) -> None:
        """Make a folder and write a screening into it.

        Raises:
            OutputError: The folder exists, or cannot be written.
        """
        ...

    def load(self, folder: Path) -> Screening:
        """Read a screening from its folder.

        Raises:
            ScolioError: The folder cannot be read; says why.
        """
        ...


class PipelineScreener:
    """The engine's own pipeline."""

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Screening:
        """Screen one video; see `Screener.screen`."""
        from engine.pipeline import screening

        predictor = screening.open_model(request.model)
        analysis = screening.analyse_video(
            request.path, rate=request.rate, progress=progress, cancel=cancel
        )
        report(progress, Stage.JUDGE, 0.99)
        check(cancel)
        return screening.judge(analysis, model=predictor, operator=request.operator)

    def judge(self, screening: Screening, *, person: int | None, operator: str = "") -> Screening:
        """Judge another person; see `Screener.judge`."""
        from engine.pipeline import screening as pipeline

        model = screening.result.model
        return pipeline.judge(
            screening.analysis,
            person=person,
            model=model.name if model is not None else None,
            operator=operator,
        )

    def write_overlay(
        self,
        screening: Screening,
        video: Path,
        path: Path,
        *,
        blur_face: bool = False,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Write the video with skeleton and mask; see `Screener.write_overlay`."""
        from engine.pipeline import outputs

        outputs.write_overlay(
            screening, video, path, blur_face=blur_face, progress=progress, cancel=cancel
        )

    def save(self, screening: Screening, folder: Path) -> None:
        """Write a screening into a folder; see `Screener.save`."""
        from engine.pipeline import store

        store.save(screening, folder)

    def load(self, folder: Path) -> Screening:
        """Read a screening; see `Screener.load`."""
        from engine.pipeline import store

        return store.load(folder)
