"""A small theatre: people made of rectangles walk through frames, and a fake pose network sees them.

The fake network sees only what the picture shows (colours), so people can hide each other; asked
about a box, it answers with whoever is seen best in its middle, as real networks do.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from engine.core.progress import check
from engine.core.video import Frame, VideoInfo
from engine.perception.crops import to_crop
from engine.perception.types import Box, CropMask, Person

WIDTH, HEIGHT = 480, 270
GREY = (90, 100, 95)
PILLAR = (40, 42, 41)

# x and y of the COCO keypoints about the hip centre, in half body heights; left is to the right of the
# picture, as for somebody who walks towards the camera.
BODY = np.array(
    [
        *[(0, -0.82), (0.03, -0.86), (-0.03, -0.86), (0.07, -0.84), (-0.07, -0.84)],
        *[(0.22, -0.6), (-0.22, -0.6), (0.27, -0.3), (-0.27, -0.3), (0.28, 0.0), (-0.28, 0.0)],
        *[(0.12, 0.0), (-0.12, 0.0), (0.12, 0.45), (-0.12, 0.45), (0.12, 0.9), (-0.12, 0.9)],
    ]
)


@dataclass(frozen=True)
class Actor:
    """Somebody on the stage; later ones stand in front of earlier ones.

    ``x`` gives the hip centre's place, px, for a time; None while the actor is not on the stage; ``narrow``
    is how wide the body is seen: about a quarter from the side.
    """

    x: Callable[[float], float | None]
    shirt: tuple[int, int, int]
    trousers: tuple[int, int, int]
    y: float = 140.0
    height: float = 130.0
    walks: bool = True
    still: bool = False
    narrow: float = 1.0
    exchanged: Callable[[float], bool] = lambda seconds: False

    def keypoints(self, seconds: float) -> np.ndarray | None:
        x = self.x(seconds)
        if x is None:
            return None
        points = BODY * (self.narrow, 1.0)
        if self.walks:
            lift = 0.12 * np.sin(2 * np.pi * 0.9 * seconds)
            points[[13, 15], 1] -= max(lift, 0.0)
            points[[14, 16], 1] += min(lift, 0.0)
        elif not self.still:
            # Nobody who stands holds the arms still.
            points[7:11, 0] += 0.03 * np.sin(2 * np.pi * 0.4 * seconds)
        if self.exchanged(seconds):
            points[1::2], points[2::2] = points[2::2].copy(), points[1::2].copy()
        return points * self.height / 2 + (x, self.y)

    def box(self, seconds: float) -> Box:
        return Box(float(self.x(seconds)), self.y, 1.3 * self.height)


def straight(start: float, speed: float, *, begin: float = 0.0) -> Callable[[float], float | None]:
    """Walk at ``speed`` px a second; on the stage from ``begin`` on."""
    return lambda seconds: start + speed * seconds if seconds >= begin else None


class Stage:
    """A `FrameSource` of ``actors``, with an optional pillar in front (x0, x1)."""

    def __init__(self, *actors: Actor, duration=5.0, fps=30.0, pillar=None, light=1.0, pan=0.0):
        self.actors, self.duration, self.fps = actors, duration, fps
        self.pillar, self.light, self.pan = pillar, light, pan
        self.readings: list[tuple[float, float | None]] = []
        self.findings = ()
        self.alive = 0
        self.most_alive = 0
        noise = np.random.default_rng(1).integers(0, 60, (HEIGHT // 6, 400), dtype=np.uint8)
        self._wall = cv2.resize(noise, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)

    @property
    def info(self) -> VideoInfo:
        return VideoInfo(
            name="stage.mp4",
            width=WIDTH,
            height=HEIGHT,
            duration_seconds=self.duration,
            fps=self.fps,
            variable_frame_rate=False,
            rotation_degrees=0,
            codec="h264",
            container="mp4",
            bytes=1,
        )

    def picture(self, seconds: float) -> np.ndarray:
        shift = int(self.pan * seconds)
        wall = self._wall[:, shift : shift + WIDTH]
        image = np.stack([wall, wall, wall], axis=2) + np.array(GREY, np.uint8)
        for actor in self.actors:
            points = actor.keypoints(seconds)
            if points is not None:
                paint(image, actor, points)
        if self.pillar is not None:
            image[:, self.pillar[0] : self.pillar[1]] = PILLAR
        return (image * self.light).astype(np.uint8) if self.light != 1.0 else image

    def frames(self, *, start=0.0, end=None, rate=None, cancel=None) -> Iterator[Frame]:
        self.readings.append((start, end))
        last = -1
        for number in range(round(self.duration * self.fps)):
            check(cancel)
            seconds = number / self.fps
            if end is not None and seconds >= end:
                return
            if rate is not None:
                step = int(np.floor(seconds * rate + 1e-6))
                if step <= last:
                    continue
                last = step
            if seconds >= start:
                image = self.picture(seconds)
                self.alive += image.nbytes
                self.most_alive = max(self.most_alive, self.alive)
                weakref.finalize(image, self._gone, image.nbytes)
                yield Frame(image, seconds, number)

    def _gone(self, size: int) -> None:
        self.alive -= size


def _parts(actor: Actor, points: np.ndarray) -> list[tuple[tuple[int, int, int], np.ndarray]]:
    x, y, half = points[11:13, 0].mean(), actor.y, actor.height / 2
    trunk = np.array([x - 0.25 * half, y - half, x + 0.25 * half, y])
    legs = np.array([x - 0.2 * half, y, x + 0.2 * half, y + half])
    return [(actor.shirt, trunk), (actor.trousers, legs)]


def paint(image: np.ndarray, actor: Actor, points: np.ndarray) -> None:
    for colour, part in _parts(actor, points):
        x0, y0, x1, y1 = np.maximum(np.rint(part), 0).astype(int)
        image[y0:y1, x0:x1] = colour


class FakePose:
    """A `PoseEstimator` that sees the actors of a stage by their colours.

    Args:
        stage: Who may be seen.
        sees: Tells for a time whether the search finds anybody.
    """

    name, keypoint_set = "fake", "blazepose"

    def __init__(self, stage: Stage, *, sees: Callable[[float], bool] = lambda seconds: True):
        self.stage, self.sees = stage, sees

    def _mask(self, image: np.ndarray, actor: Actor) -> np.ndarray:
        # Every colour of the stage has a red of its own.
        shirt, trousers = (np.uint8(c[0] * self.stage.light) for c in (actor.shirt, actor.trousers))
        red = image[..., 0]
        return (red == shirt) | (red == trousers)

    def people(self, image, seconds, *, thoroughness=1) -> list[Person]:
        if not self.sees(seconds):
            return []
        found = []
        for actor in self.stage.actors:
            mask = self._mask(image, actor)
            rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
            if mask.sum() > 0.3 * 0.45 * actor.height**2 / 2:
                x, y = (columns[0] + columns[-1]) / 2, (rows[0] + rows[-1]) / 2
                box = Box(x, y, 1.3 * actor.height)
                found.append(Person(box, box, *[np.zeros((17, 3), np.float32)] * 3, 0.99, None))
        # The order of detections means nothing, so it changes.
        return found[::-1] if int(seconds * 7) % 2 else found

    def follow(self, image, seconds, box: Box) -> Person | None:
        best, best_value = None, 0.0
        for actor in self.stage.actors:
            points = actor.keypoints(seconds)
            if points is None:
                continue
            away = np.hypot(actor.x(seconds) - box.x, actor.y - box.y) / box.size
            mask = self._mask(image, actor)
            seen = mask.sum() / (0.45 * actor.height**2 / 2)
            value = seen * (1 - 2 * away)
            if seen > 0.35 and away < 0.4 and value > best_value:
                best, best_value = self._person(actor, points, mask, seconds, box), value
        return best

    def _person(self, actor, points, mask, seconds, box) -> Person:
        jitter = np.random.default_rng(round(seconds * 1000)).normal(0, 0.3, points.shape)
        keypoints = np.concatenate([points + jitter, np.full((17, 1), 0.99)], axis=1)
        affine = to_crop(box, 256)
        crop = cv2.warpAffine(mask.astype(np.float32), affine, (256, 256))
        return Person(
            box=box,
            next_box=actor.box(seconds),
            keypoints=keypoints.astype(np.float32),
            landmarks=np.zeros((0, 5), np.float32),
            world=np.zeros((0, 3), np.float32),
            score=0.99,
            mask=CropMask(crop, affine),
        )


RED = ((200, 30, 30), (31, 30, 60))
GREEN = ((35, 180, 40), (180, 170, 60))
BLUE = ((45, 60, 220), (170, 30, 120))


def silhouette(mask: np.ndarray) -> np.ndarray | None:
    """Make a plain silhouette, enough for tests."""
    return cv2.resize(mask, (64, 64), interpolation=cv2.INTER_AREA)
