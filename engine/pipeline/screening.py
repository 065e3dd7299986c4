"""Screen one video: read it once, judge its walker."""

from __future__ import annotations

from pathlib import Path

from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.result import ScreeningResult
from engine.pipeline.analysis import DEFAULT_RATE, Analysis, analyse_video
from engine.pipeline.judgement import DEFAULT_MODEL, Screening, judge, open_model

__all__ = [
    "DEFAULT_MODEL",
    "DEFAULT_RATE",
    "Analysis",
    "Screening",
    "analyse_video",
    "judge",
    "open_model",
    "screen_video",
]


def screen_video(
    path: Path | str,
    *,
    model: str | None = None,
    dots: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> ScreeningResult:
    """Screen a video at the default rate and judge its walker.

    Args:
        path: The video.
        model: Name of an installed model or path of a model folder; None: the bundled demo.
        dots: Whether the person wore adhesive dots.
        progress: Told of the stages.
        cancel: Checked at least every half second.

    Raises:
        VideoError: The file is not a video that can be read.
        PerceptionError: The pose networks cannot be loaded.
        ModelError: The model cannot be used.
        CancelledError: ``cancel`` was set.
    """
    predictor = open_model(model)
    analysis = analyse_video(Path(path), dots=dots, progress=progress, cancel=cancel)
    report(progress, Stage.JUDGE, 0.99)
    check(cancel)
    result = judge(analysis, model=predictor).result
    report(progress, Stage.DONE, 1.0, 0.0)
    return result
