"""What can be read of a recording that was interrupted, from the times of its packets alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.capture.camera_clock import DROP_STEPS, dropped_frames
from engine.core.progress import Cancel
from engine.video.opening import open_video
from engine.video.scanning import WHOLE, scan


def times_in(path: Path, *, cancel: Cancel | None = None) -> NDArray[np.float64]:
    """Return the times of all frames in a file, as they stand there: float64 ``[F]``, seconds.

    Raises:
        VideoError: It cannot be read.
    """
    with open_video(path) as source:
        timeline = scan(path, source, WHOLE, cancel=cancel)
    if timeline is None:
        return np.zeros(0)
    return np.asarray(timeline.stamps * float(timeline.tick), dtype=np.float64)


def figures(seconds: NDArray[np.float64]) -> dict[str, Any]:
    """Return what `CapturedRecording` says of its frames: how many, how long, how fast, how many missing.

    Args:
        seconds: Their times, float64 ``[F]``.
    """
    count = len(seconds)
    if count == 0:
        return {"frames": 0}
    span = float(seconds[-1] - seconds[0])
    steps = np.diff(seconds)
    usual = steps[steps <= DROP_STEPS * np.median(steps)] if count > 1 else steps
    return {
        "frames": count,
        "seconds": round(span, 3),
        "measured_rate": round(1.0 / float(np.mean(usual)), 3) if len(usual) else 0.0,
        "dropped": dropped_frames(seconds),
    }


def measured(path: Path) -> dict[str, Any]:
    """Return the figures of a file, readable up to where it breaks off.

    Raises:
        VideoError: Nothing of it can be read.
    """
    return figures(times_in(path))
