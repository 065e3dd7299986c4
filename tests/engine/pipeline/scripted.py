"""A recording without pictures: keypoints by time, handed to `analyse_video` by a made-up estimator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import cv2
import numpy as np

from engine.core.keypoints import PAIRS
from engine.core.video import Frame, VideoInfo
from engine.perception.crops import to_crop
from engine.perception.types import Box, CropMask, Person
from engine.pipeline import analysis as pipeline
from engine.pipeline.analysis import Analysis, analyse_video

WIDTH, HEIGHT = 1280, 720
Points = Callable[[float], np.ndarray]


def exchange(points: np.ndarray) -> np.ndarray:
    """Exchange left and right of ``[..., 17, 3]``."""
    turned = points.copy()
    for left, right in PAIRS:
        turned[..., [left, right], :] = points[..., [right, left], :]
    return turned


class Script:
    """Frames of one grey, so many a second, and whoever is in them by `Points`."""

    name, keypoint_set = "scripted", "blazepose"
    findings = ()

    def __init__(self, points: Points, seconds: float, *, fps: float = 15.0, height: int = HEIGHT):
        self.points, self.fps, self.height = points, fps, height
        self.count = round(seconds * fps)
        self.info = VideoInfo(
            name="script.mp4",
            width=WIDTH,
            height=height,
            duration_seconds=seconds,
            fps=fps,
            variable_frame_rate=False,
            rotation_degrees=0,
            codec="h264",
            container="mp4",
            bytes=1,
        )

    def frames(self, *, start=0.0, end=None, rate=None, cancel=None) -> Iterator[Frame]:
        image = np.full((self.height, WIDTH, 3), 90, np.uint8)
        last = -1
        for number in range(self.count):
            seconds = number / self.fps
            step = number if rate is None else int(np.floor(seconds * rate + 1e-6))
            if end is not None and seconds >= end:
                return
            if step > last:
                last = step
                if seconds >= start:
                    yield Frame(image, seconds, number)

    def people(self, image, seconds, *, thoroughness=1) -> list[Person]:
        return [self._person(seconds, None)]

    def follow(self, image, seconds, box: Box) -> Person:
        return self._person(seconds, box)

    def _person(self, seconds: float, looked: Box | None) -> Person:
        keypoints = self.points(seconds).astype(np.float32)
        hips = keypoints[11:13, :2].mean(axis=0)
        place = Box(float(hips[0]), float(hips[1]), 1.3 * float(np.ptp(keypoints[:, 1])))
        box = looked or place
        affine = to_crop(box, 256)
        inside = keypoints[:, :2] @ affine[:, :2].T + affine[:, 2]
        mask = np.zeros((256, 256), np.float32)
        cv2.fillConvexPoly(mask, cv2.convexHull(inside.astype(np.int32)), 1.0)
        none = np.zeros((0, 5), np.float32), np.zeros((0, 3), np.float32)
        return Person(box, place, keypoints, *none, 0.99, CropMask(mask, affine))


def analysed(monkeypatch, script: Script) -> Analysis:
    """Analyse a script as if it were a video."""
    monkeypatch.setattr(pipeline, "probe", lambda path, **options: script.info)
    monkeypatch.setattr(pipeline, "VideoFile", lambda path: nullcontext(script))
    return analyse_video(Path("script.mp4"), open_networks=lambda: script)
