"""Small datasets made up for tests."""

import json

import numpy as np

from engine.core.classes import ClassName
from engine.datasets.scoliosis1k import write_sequence

CLASSES = list(ClassName)


def walker(number, frames=8):
    """Silhouettes that could be of a person, another one for each number, uint8 [T, 64, 64]."""
    rng = np.random.default_rng(number)
    rows = np.arange(64)[:, None]
    widths = np.interp(np.arange(64), np.linspace(0, 63, 8), rng.uniform(5, 14, 8))[:, None]
    columns = np.abs(np.arange(64)[None] - 32)
    body = np.where(columns < widths + 0 * rows, 255, 0).astype(np.uint8)
    out = np.repeat(body[None], frames, axis=0)
    for frame in range(frames):
        # A foot steps, so that no two frames are alike.
        step = 2 + (number + frame) % 9
        out[frame, 60:, 32 - step : 32 + step] = 255 - (frame % 7)
    return out


def keypoints(number, frames=8):
    """A standing body that sways, float32 [T, 17, 3]."""
    rng = np.random.default_rng([number, 1])
    x = np.array([0, 1, -1, 2, -2, 9, -9, 12, -12, 13, -13, 6, -6, 6, -6, 6, -6], np.float32)
    y = np.array([5, 3, 3, 4, 4, 18, 18, 35, 35, 50, 50, 52, 52, 75, 75, 98, 98], np.float32)
    points = np.stack([320 + 3 * x, 40 + 3 * y, np.full(17, 0.9, np.float32)], axis=-1)
    points = np.repeat(points[None], frames, axis=0)
    points[..., :2] += rng.normal(0, 1.5, (frames, 17, 2))
    return points.astype(np.float32)


def dataset(root, count=9, frames=8, *, pose=True, simulated=True):
    """A prepared dataset: ``count`` people, each walking once, classes in turn."""
    for number in range(count):
        points = keypoints(number, frames + number % 3) if pose else None
        silhouettes = walker(number, frames + number % 3)
        write_sequence(root, f"{number:05d}", CLASSES[number % 3], silhouettes, points)
    lines = ["id,subject", *(f"{number:05d},person {number}" for number in range(count))]
    (root / "subjects.csv").write_text("\n".join(lines) + "\n")
    if simulated:
        (root / "simulated.json").write_text(json.dumps({"simulated": True}))
    return root
