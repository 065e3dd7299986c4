"""The ``mediapipe`` package as a `PoseEstimator`, chosen by name: a reference to compare the default with.

It runs its image mode, so that nothing is smoothed over time. It tells neither the box that it
looked at nor the two points that give the next one: both are made from the landmarks. See
`engine.perception.networks.mediapipe_package` for how it is installed and `mediapipe_bundle` for its
networks.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.errors import PerceptionError
from engine.core.landmarks import COUNT, coco_from_blazepose
from engine.core.text import text
from engine.perception.crops import box_about, compose_affine, invert_affine, to_crop
from engine.perception.networks import mediapipe_package
from engine.perception.networks.mediapipe_bundle import bundle_hash, how_to_make
from engine.perception.networks.person_detector import is_same_place
from engine.perception.networks.tiles import Tile, tiles
from engine.perception.types import Box, CropMask, Person

_MASK_SIDE: Final = 256
_WIDTH_STEP: Final = 4
_MOST_PEOPLE: Final = 8
_LOOK_AROUND: Final = 1.15
_HEAD_ROOM: Final = 1.1
_SHOULDERS: Final = [11, 12]
_HIPS: Final = [23, 24]


class MediaPipePose:
    """Pose landmarks by the ``mediapipe`` package. Thread-safe; calls wait for each other.

    Args:
        bundle: A ``pose_landmarker_heavy.task`` file, or another one of its kind.
        most: Largest number of people looked for in one picture.

    Raises:
        MissingExtraError: The package is missing, or of a version that contacts its maker.
        PerceptionError: The bundle is missing or cannot be used.
    """

    def __init__(self, bundle: Path, *, most: int = _MOST_PEOPLE) -> None:
        version = mediapipe_package.version()
        digest = bundle_hash(bundle)
        self._package = mediapipe_package.package()
        self._name = f"mediapipe {version} {bundle.stem} (sha256 {digest[:12]})"
        self._lock = threading.Lock()
        self._many = self._landmarker(bundle, most)
        self._one = self._landmarker(bundle, 1)

    @property
    def name(self) -> str:
        """Package, version, bundle and the bundle's hash."""
        return self._name

    @property
    def keypoint_set(self) -> str:
        """Name of the keypoint definition: ``blazepose``."""
        return "blazepose"

    def people(
        self, image: NDArray[np.uint8], seconds: float, *, thoroughness: int = 1
    ) -> list[Person]:
        """Find everyone in an upright RGB frame ``uint8 [H, W, 3]`` (see `PoseEstimator`).

        Whoever is found on several tiles is taken from the one where they were largest.
        """
        del seconds
        height, width = image.shape[:2]
        found: list[tuple[float, Person]] = []
        for tile in tiles(height, width, thoroughness):
            for person in self._in_tile(self._many, image, tile):
                found.append((person.box.size / tile.side, person))
        found.sort(key=lambda pair: -pair[0])
        kept: list[Person] = []
        for _, person in found:
            if not any(is_same_place(person.box, other.box) for other in kept):
                kept.append(person)
        return kept

    def follow(self, image: NDArray[np.uint8], seconds: float, box: Box) -> Person | None:
        """Look for the person in and around ``box``; None when nobody is there."""
        del seconds
        if not box.size > 1:
            return None
        side = math.ceil(box.size * _LOOK_AROUND)
        tile = Tile(round(box.x - side / 2), round(box.y - side / 2), side)
        for person in self._in_tile(self._one, image, tile):
            if is_same_place(person.box, box):
                return person
        return None

    def close(self) -> None:
        """Free the networks."""
        with self._lock:
            self._many.close()
            self._one.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _landmarker(self, bundle: Path, most: int) -> Any:  # noqa: ANN401  # the package has no types
        tasks = self._package.tasks
        options = tasks.vision.PoseLandmarkerOptions(
            # As content, not as a path: its C++ part does not open every non-ASCII path.
            base_options=tasks.BaseOptions(model_asset_buffer=bundle.read_bytes()),
            running_mode=tasks.vision.RunningMode.IMAGE,
            num_poses=most,
            output_segmentation_masks=True,
        )
        try:
            return tasks.vision.PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise PerceptionError(
                text(
                    "The bundle “{name}” cannot be used: {reason}",
                    name=bundle.name,
                    reason=str(error),
                ),
                how_to_make(),
            ) from error

    def _in_tile(
        self,
        landmarker: Any,  # noqa: ANN401  # the package has no types
        image: NDArray[np.uint8],
        tile: Tile,
    ) -> list[Person]:
        """Find people in a part of the picture; all they carry is in px of the whole."""
        view, left, top = _cut(image, tile)
        if view.size == 0:
            return []
        picture = self._package.Image(image_format=self._package.ImageFormat.SRGB, data=view)
        with self._lock:
            result = landmarker.detect(picture)
        masks = [np.asarray(mask.numpy_view()) for mask in result.segmentation_masks or ()]
        return [
            _person(
                landmarks_in_frame(points, view.shape[1], view.shape[0], (left, top)),
                _world(result.pose_world_landmarks, index),
                masks[index] if index < len(masks) else None,
                (left, top),
            )
            for index, points in enumerate(result.pose_landmarks)
        ]


def landmarks_in_frame(
    points: Sequence[Any], width: int, height: int, origin: tuple[int, int]
) -> NDArray[np.float32]:
    """Turn the package's landmarks into px of the frame.

    Args:
        points: 33 objects with x, y, z (shares of the width, the height and the width of the part
            that was looked at), visibility and presence in [0, 1].
        width: Width of that part, px.
        height: Its height, px.
        origin: Its left upper corner in the frame, px.

    Returns:
        float32 ``[33, 5]``: x px, y px, z px, visibility, presence.
    """
    rows = [
        (
            point.x * width + origin[0],
            point.y * height + origin[1],
            point.z * width,
            1.0 if point.visibility is None else point.visibility,
            1.0 if point.presence is None else point.presence,
        )
        for point in points[:COUNT]
    ]
    return np.asarray(rows, dtype=np.float32)


def box_of(landmarks: NDArray[np.float32]) -> Box:
    """Return the box of a body from its landmarks, float32 ``[33, 5]``.

    MediaPipe keeps the two points for itself that define its box: hip centre and a point on the
    circle around the body. The circle here reaches to the farthest landmark and a tenth beyond.
    """
    hips = landmarks[_HIPS, :2].mean(axis=0).astype(np.float64)
    upwards = landmarks[_SHOULDERS, :2].mean(axis=0) - hips
    length = float(np.hypot(*upwards))
    direction = upwards / length if length > 0 else np.array([0.0, -1.0])
    radius = _HEAD_ROOM * float(np.hypot(*(landmarks[:, :2] - hips).T).max())
    top = hips + direction * radius
    return box_about((float(hips[0]), float(hips[1])), (float(top[0]), float(top[1])))


def _person(
    landmarks: NDArray[np.float32],
    world: NDArray[np.float32],
    mask: NDArray[np.float32] | None,
    origin: tuple[int, int],
) -> Person:
    box = box_of(landmarks)
    return Person(
        box=box,
        next_box=box,
        keypoints=coco_from_blazepose(landmarks),
        landmarks=landmarks,
        world=world,
        score=float(np.median(landmarks[:, 4])),
        mask=None if mask is None else _crop_mask(mask, box, origin),
    )


def _crop_mask(mask: NDArray[np.float32], box: Box, origin: tuple[int, int]) -> CropMask:
    """Bring the mask of a part of the picture into the box."""
    affine = to_crop(box, _MASK_SIDE)
    shift = np.array([[1.0, 0.0, origin[0]], [0.0, 1.0, origin[1]]])
    from_part = compose_affine(affine, shift)
    values = cv2.warpAffine(
        np.ascontiguousarray(mask.reshape(mask.shape[:2]), dtype=np.float32),
        invert_affine(from_part),
        (_MASK_SIDE, _MASK_SIDE),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )
    return CropMask(np.clip(np.asarray(values, dtype=np.float32), 0.0, 1.0), affine)


def _world(found: Sequence[Sequence[Any]], index: int) -> NDArray[np.float32]:
    if index >= len(found):
        return np.zeros((0, 3), np.float32)
    return np.asarray([(p.x, p.y, p.z) for p in found[index][:COUNT]], dtype=np.float32)


def _cut(image: NDArray[np.uint8], tile: Tile) -> tuple[NDArray[np.uint8], int, int]:
    """Cut the part of a tile that lies in the picture; return it with its left upper corner.

    Up to three black columns make its width a multiple of 4: from 0.10.30 on, reading a mask of any
    other width aborts the process (a known fault of its Python binding).
    """
    left, top = max(tile.x, 0), max(tile.y, 0)
    right, bottom = max(tile.x + tile.side, 0), max(tile.y + tile.side, 0)
    view = image[top:bottom, left:right]
    missing = -view.shape[1] % _WIDTH_STEP
    if missing:
        view = np.pad(view, ((0, 0), (0, missing), (0, 0)))
    return np.ascontiguousarray(view), left, top
