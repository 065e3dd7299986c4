"""People made of points before a camera, and a fake network that sees them whatever the picture shows."""

from __future__ import annotations

import numpy as np

from engine.capture.frame_source import CameraFrame
from engine.capture.walk_signs import Sighting
from engine.perception.crops import CIRCLE, to_crop
from engine.perception.types import Box, CropMask, Person

WIDTH, HEIGHT = 1920, 1080
FOCAL = 0.78 * WIDTH
LENS = 1.0

# x (to the right of the picture) and height of the COCO keypoints, metres, of somebody 1.45 m tall.
BODY = np.array(
    [
        *[(0, 1.33), (0.03, 1.36), (-0.03, 1.36), (0.07, 1.34), (-0.07, 1.34)],
        *[(0.16, 1.15), (-0.16, 1.15), (0.2, 0.92), (-0.2, 0.92), (0.21, 0.7), (-0.21, 0.7)],
        *[(0.1, 0.77), (-0.1, 0.77), (0.1, 0.43), (-0.1, 0.43), (0.1, 0.08), (-0.1, 0.08)],
    ]
)


def body(distance: float, *, aside: float = 0.0, phase: float | None = None, turned: float = 1.0):
    """Keypoints in the picture, float32 [17, 2], px; ``phase`` in cycles of somebody who steps."""
    points = BODY.copy()
    if phase is not None:
        for ankle, knee, sign in ((15, 13, 1.0), (16, 14, -1.0)):
            lift = max(0.0, sign * np.sin(2 * np.pi * phase))
            points[ankle, 1] += 0.09 * lift
            points[knee, 1] += 0.03 * lift
    x = WIDTH / 2 + FOCAL * (aside + points[:, 0] * turned) / distance
    y = HEIGHT / 2 + FOCAL * (LENS - points[:, 1]) / distance
    return np.stack([x, y], axis=1).astype(np.float32)


def sighting(seconds: float, points: np.ndarray) -> Sighting:
    lowest = float(points[15:17, 1].max()) + 0.04 * float(np.ptp(points[:, 1]))
    return Sighting(seconds, points, lowest, WIDTH, HEIGHT)


def walk_towards(seconds: float, *, stands: float = 2.0, speed: float = 1.1, start: float = 8.0):
    """Somebody who stands, then walks towards the camera."""
    walked = max(0.0, seconds - stands)
    return body(start - speed * walked, phase=0.95 * walked if walked else None)


class FakePose:
    """Sees the people of ``scene(seconds)``, keypoints in px of the full frame each, whatever the picture."""

    def __init__(self, scene, *, scale: float = 1.0) -> None:
        self.scene, self.scale, self.seconds = scene, scale, 0.0
        self.looks = 0

    def _people(self) -> list[Person]:
        return [_person(points / self.scale) for points in self.scene(self.seconds)]

    def boxes(self, image, *, thoroughness=0) -> list[Box]:
        whole = image.shape[1] * self.scale >= WIDTH - 2
        return [person.next_box for person in self._people()] if whole else []

    def look(self, image, box) -> Person | None:
        self.looks += 1
        near = [
            person
            for person in self._people()
            if np.hypot(person.next_box.x - box.x, person.next_box.y - box.y) < box.size / 4
        ]
        return min(near, key=lambda one: abs(one.next_box.x - box.x), default=None)


def _person(points: np.ndarray) -> Person:
    hips = points[11:13].mean(axis=0)
    reach = float(np.linalg.norm(points - hips, axis=1).max())
    box = Box(float(hips[0]), float(hips[1]), CIRCLE * reach)
    landmarks = np.zeros((33, 5), np.float32)
    landmarks[:, :2] = hips
    landmarks[29:, 1] = points[15:17, 1].max() + 0.04 * np.ptp(points[:, 1])
    mask = np.zeros((256, 256), np.float32)
    mask[40:216, 100:156] = 1.0
    return Person(
        box=box,
        next_box=box,
        keypoints=np.concatenate([points, np.ones((17, 1))], axis=1).astype(np.float32),
        landmarks=landmarks,
        world=np.zeros((33, 3), np.float32),
        score=1.0,
        mask=CropMask(mask, to_crop(box, 256)),
    )


def frames(seconds: float, picture: np.ndarray, *, rate: float = 15.0, start: float = 100.0):
    """Raw frames of one still picture; the camera's clock begins anywhere."""
    for number in range(round(seconds * rate)):
        yield CameraFrame(start + number / rate, picture.shape[1], picture.shape[0], pixels=picture)
