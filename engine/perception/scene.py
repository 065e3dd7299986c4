"""Whether the camera moves: how the background shifts between frames, people left out."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.video import Frame
from engine.perception.observing import Observation

_LONG_SIDE = 320
_EVERY_SECONDS = 0.3
_POINTS = 120
_FEWEST = 10
_PEOPLE_MARGIN = 0.15


class Scene:
    """Takes the analysed frames in order and keeps a small grey picture of the last sample only."""

    def __init__(self) -> None:
        self._grey: NDArray[np.uint8] | None = None
        self._free: NDArray[np.uint8] | None = None
        self._seconds = 0.0
        self._speeds: list[float] = []
        self._path = np.zeros(2)
        self._farthest = 0.0

    def add(self, frame: Frame, people: Sequence[Observation]) -> None:
        """Take a frame; ``people`` are where they were last seen."""
        if self._grey is not None and frame.seconds - self._seconds < _EVERY_SECONDS:
            return
        image = frame.image
        step = max(1, max(image.shape[:2]) // _LONG_SIDE)
        # Green alone, every step-th px: cheap, and sharp enough to be followed once it is blurred.
        grey = cv2.blur(np.ascontiguousarray(image[::step, ::step, 1]), (3, 3))
        small = np.asarray(grey, dtype=np.uint8)
        free = np.full(small.shape, 255, dtype=np.uint8)
        for person in people:
            x0, y0, x1, y1 = person.bounds / step
            margin = _PEOPLE_MARGIN * float(y1 - y0)
            rows = slice(max(0, int(y0 - margin)), max(0, int(y1 + margin)))
            free[rows, max(0, int(x0 - margin)) : max(0, int(x1 + margin))] = 0
        if self._grey is not None and self._free is not None:
            both = np.minimum(free, self._free)
            self._compare(self._grey, small, both, frame.seconds - self._seconds)
        self._grey, self._free, self._seconds = small, free, frame.seconds

    def _compare(
        self,
        before: NDArray[np.uint8],
        now: NDArray[np.uint8],
        free: NDArray[np.uint8],
        elapsed: float,
    ) -> None:
        corners = cv2.goodFeaturesToTrack(before, _POINTS, 0.02, 6, mask=free)
        if corners is None or len(corners) < _FEWEST or elapsed <= 0:
            return
        moved, found, _ = cv2.calcOpticalFlowPyrLK(before, now, corners, np.empty(0))
        ok = np.asarray(found).reshape(-1) > 0
        if int(ok.sum()) < _FEWEST:
            return
        shifts = (np.asarray(moved) - np.asarray(corners)).reshape(-1, 2)[ok]
        shift = np.median(shifts, axis=0) / max(now.shape)
        self._path += shift
        self._farthest = max(self._farthest, float(np.linalg.norm(self._path)))
        self._speeds.append(float(np.linalg.norm(shift)) / elapsed)

    def facts(self) -> dict[str, float]:
        """Give ``camera_speed`` (upper quartile) a second and ``camera_path`` (farthest from the start).

        Both are shares of the picture's long side, NaN where the background shows too little to tell.
        """
        if not self._speeds:
            return {"camera_speed": float("nan"), "camera_path": float("nan")}
        speed = float(np.percentile(self._speeds, 75))
        return {"camera_speed": speed, "camera_path": self._farthest}
