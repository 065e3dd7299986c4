"""Single frames of simulated walkers seen through the pose network, with their shoulders as they truly are.

What the network of the shoulder line is trained on (`engine.training.shoulder_fit`). Each frame is looked at
as it is and in a mirror.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.files import written_beside
from engine.core.keypoints import Keypoint
from engine.perception.crops import apply_affine, box_about
from engine.perception.networks.blazepose import CROP_SIDE, BlazePose, Look
from engine.perception.networks.shoulder_line import SHOULDERS, from_left, window_of
from engine.perception.types import Box
from engine.simulation.film import Film
from engine.simulation.phantoms import Phantom, PhantomSpec

FRAMES = 4
"""Frames looked at for each walker."""
_CELLS = 64
_FARTHEST = 3.0
_AWAY_FROM_HEAD = 1.1
_MARGIN = 1.6
_SIDES = (256, 512)
_LOOKS = 2
_QUALITIES = {"clean": (97, 98), "mild": (70, 92), "strong": (25, 70)}
_STORED_QUALITY = 95


@dataclass(frozen=True, slots=True, eq=False)
class ShoulderLook:
    """One look at a walker, in cells of a window (`engine.perception.networks.shoulder_line.window_of`).

    Attributes:
        window: float16 ``[48, ROWS, COLUMNS]``.
        seen: Shoulders as the pose network has them, float32 ``[2, 2]``.
        truth: As they are, float32 ``[2, 2]``.
        lean: What must be added to the signed angle of a line in the window for the tilt against the plumb
            line, degrees.
        sign: +1 where the own left lies to the right in the window, else -1.
    """

    window: NDArray[np.float16]
    seen: NDArray[np.float32]
    truth: NDArray[np.float32]
    lean: float
    sign: float


def shoulder_looks(
    spec: PhantomSpec, estimator: BlazePose, rng: np.random.Generator
) -> tuple[ShoulderLook, ...]:
    """Render a few frames of a walker and look at each, as it is and in a mirror.

    Frames of a compressed film are compressed as JPEG, one by one.

    Args:
        spec: The walker.
        estimator: The pose network; its landmark network must give features.
        rng: Chooses the frames, and how strongly each is compressed.
    """
    phantom = Phantom(spec)
    count = len(phantom.seconds)
    moments = sorted(rng.choice(count, min(FRAMES, count), replace=False).tolist())
    keypoints = phantom.keypoints()[..., :2]
    looks = []
    for moment in moments:
        quality = int(rng.integers(*_QUALITIES[_kind(spec.film)]))
        region, points = _region(phantom.picture(moment), keypoints[moment], quality)
        looks += _both_ways(region, points, _plumb(phantom, moment), phantom, estimator)
    return tuple(looks)


def _kind(film: Film) -> str:
    if not film.compressed:
        return "clean"
    return "strong" if film.kbps or (film.crf or 0) >= 29 else "mild"


def _region(
    picture: NDArray[np.uint8], points: NDArray[np.float32], quality: int
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Cut out the person, compressed, on 256 to 512 px; return it with the keypoints in it."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle, size = (low + high) / 2, max(float((high - low).max()) * _MARGIN, 40.0)
    first = np.maximum(0, (middle - size / 2).astype(int))
    last = (middle + size / 2).astype(int) + 1
    cut = _compressed(picture[first[1] : last[1], first[0] : last[0]], quality)
    side = int(np.clip(size, *_SIDES))
    scale = side / size
    to_region = np.array(
        [[scale, 0, side / 2 - scale * middle[0]], [0, scale, side / 2 - scale * middle[1]]]
    )
    from_cut = to_region.copy()
    from_cut[:, 2] += scale * first
    region = cv2.warpAffine(
        cut, from_cut, (side, side), flags=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    )
    return _compressed(np.asarray(region, np.uint8), _STORED_QUALITY), apply_affine(
        to_region, points
    )


def _compressed(picture: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """Return an RGB picture as JPEG leaves it."""
    packed = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    seen = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return np.ascontiguousarray(np.asarray(seen, np.uint8)[..., ::-1])


def _plumb(phantom: Phantom, moment: int) -> float:
    """Return the angle of a plumb line at the shoulders in the picture, degrees; + to the right."""
    world = phantom.walk_motion.motion.keypoints[moment]
    pair = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
    middle = world[pair].mean(axis=0)
    above = middle + np.array([0.0, 0.0, 0.1])
    ends = phantom.spec.camera.project(np.stack([middle, above])[None])[0]
    way = ends[1, :2] - ends[0, :2]
    return float(np.degrees(np.arctan2(way[0], -way[1])))


def _both_ways(
    region: NDArray[np.uint8],
    points: NDArray[np.float64],
    plumb: float,
    phantom: Phantom,
    estimator: BlazePose,
) -> list[ShoulderLook]:
    hips = points[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=0)
    reach = float(np.linalg.norm(points - hips, axis=1).max()) * _AWAY_FROM_HEAD
    x, y = float(hips[0]), float(hips[1])
    box: Box = box_about((x, y), (x, y - reach))
    for _ in range(_LOOKS):
        look = estimator.look(region, box)
        if look is None:
            return []
        box = look.person.next_box
    facing = 1.0 if phantom.spec.camera.facing == "front" else -1.0
    width = region.shape[1]
    mirror = Box(width - 1 - box.x, box.y, box.size, -box.angle)
    across = points * [-1, 1] + [width - 1, 0]
    turned = np.ascontiguousarray(region[:, ::-1])
    both = ((region, box, points, facing), (turned, mirror, across, -facing))
    found = []
    for picture, place, truth, sign in both:
        look = estimator.look(picture, place)
        if look is None:
            return []
        found.append(_look(look, truth, sign, -facing * plumb))
    return [one for one in found if one is not None]


def _look(
    look: Look, points: NDArray[np.float64], sign: float, plumb: float
) -> ShoulderLook | None:
    """Return one look; None where the network looks at something else than the shoulders."""
    if look.features is None:
        return None
    seen = from_left(look.shares[SHOULDERS] * np.float32(_CELLS))
    pair = points[[Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]]
    places = apply_affine(look.to_crop, pair) * _CELLS / CROP_SIDE
    truth = from_left(places.astype(np.float32))
    if np.linalg.norm(seen.mean(axis=0) - truth.mean(axis=0)) > _FARTHEST:
        return None
    window, first = window_of(look.features, seen)
    turn = float(np.degrees(np.arctan2(look.to_crop[1, 0], look.to_crop[0, 0])))
    return ShoulderLook(
        window.astype(np.float16), seen - first, truth - first, plumb - sign * turn, sign
    )


def save_looks(path: Path, looks: Sequence[ShoulderLook], make: str) -> None:
    """Write the looks at one walker, ``.npz``, for `engine.training.shoulder_fit.read_shoulder_frames`.

    Raises:
        OutputError: The file cannot be written.
    """
    with written_beside(path) as beside, beside.open("wb") as stream:
        np.savez_compressed(
            stream,
            windows=np.array([one.window for one in looks], np.float16),
            seen=np.array([one.seen for one in looks], np.float32),
            truth=np.array([one.truth for one in looks], np.float32),
            lean=np.array([one.lean for one in looks], np.float32),
            sign=np.array([one.sign for one in looks], np.float32),
            make=np.array(make),
        )
