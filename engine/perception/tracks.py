"""From what was kept of a person to arrays: one row for each analysed frame with this person."""

from __future__ import annotations

import numpy as np

from engine.core.findings import Finding
from engine.perception.linking import Followed
from engine.perception.sides import Repaired
from engine.perception.smoothing import smoothed
from engine.perception.types import Track


def track_of(
    person: Followed, sides: Repaired, *, walks: bool, findings: tuple[Finding, ...]
) -> Track:
    """Make the `Track` of a person whose left and right were settled."""
    seen = person.observations
    seconds = np.array([one.seconds for one in seen], dtype=np.float64)
    boxes = np.stack([one.bounds for one in seen])
    points = sides.keypoints[..., :2]
    low = np.minimum(boxes[:, :2], points.min(axis=1))
    high = np.maximum(boxes[:, 2:], points.max(axis=1))
    return Track(
        indices=np.array([one.number for one in seen], dtype=np.int64),
        seconds=seconds,
        keypoints=smoothed(seconds, sides.keypoints),
        raw_keypoints=sides.keypoints,
        landmarks=sides.landmarks,
        world=sides.world,
        boxes=np.concatenate([low, high], axis=1).astype(np.float32),
        silhouettes=np.stack([one.silhouette for one in seen]),
        outlines=tuple(one.outline for one in seen),
        scores=np.array([one.score for one in seen], dtype=np.float32),
        walks=walks,
        findings=findings,
    )
