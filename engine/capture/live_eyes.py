"""From a camera's frame to the person in it: decoded in half its size, found and followed.

Must not know: what is said to anybody, or when a walk begins.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.capture.frame_source import CameraFrame
from engine.capture.live_people import LivePeople, Pose
from engine.capture.walk_signs import Sighting
from engine.core.landmarks import LEFT_HEEL, LEFT_TOE, RIGHT_HEEL, RIGHT_TOE
from engine.perception.networks.live_pose import LivePose
from engine.perception.types import Person

_HALVED_FROM = 1280
"""Longer side, px, from which on frames are looked at in half their size."""
_ANKLES = [15, 16]
_SOLES = [LEFT_HEEL, RIGHT_HEEL, LEFT_TOE, RIGHT_TOE]


class LiveEyes:
    """Looks at frames of a camera.

    Attributes:
        image: The frame as it was looked at, RGB uint8 ``[H, W, 3]``; None where it could not be decoded.
        found: The person in px of ``image``, or None.
        person: The same with keypoints and landmarks in px of the full frame, or None.

    Args:
        pose: Looks at pictures; None opens the bundled network for guidance on one thread.

    Raises:
        PerceptionError: The bundled network's card cannot be read.
        ModelError: The bundled network is missing or broken.
    """

    def __init__(self, pose: Pose | None = None) -> None:
        self._people = LivePeople(LivePose() if pose is None else pose)
        self.reset()

    def reset(self) -> None:
        """Forget everyone."""
        self._people.reset()
        self.image: NDArray[np.uint8] | None = None
        self.found: Person | None = None
        self.person: Person | None = None

    @property
    def others(self) -> tuple[float, ...]:
        """For how long each of the others has been seen, seconds."""
        return self._people.others

    def choose_again(self) -> bool:
        """Follow somebody else who stands plainly nearer to the middle; tell whether that is so."""
        return self._people.choose_again()

    def sighting(self, frame: CameraFrame) -> Sighting | None:
        """Look at a frame; None where nobody is seen, or where it cannot be decoded."""
        self.image, scale = to_half_size(frame)
        self.found = None if self.image is None else self._people.look(self.image, frame.seconds)
        self.person = None if self.found is None else _enlarged(self.found, scale)
        return None if self.person is None else _sighting(self.person, frame)


def to_half_size(frame: CameraFrame) -> tuple[NDArray[np.uint8] | None, float]:
    """Decode a frame, large ones in half their size.

    Returns:
        RGB, uint8 ``[H, W, 3]``, or None where it cannot be decoded; and px of the full frame for one of it.
    """
    large = max(frame.width, frame.height) >= _HALVED_FROM
    if frame.pixels is not None:
        if not large:
            return frame.pixels, 1.0
        size = frame.width // 2, frame.height // 2
        half = cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA)
        return np.asarray(half, np.uint8), frame.width / size[0]
    flags = cv2.IMREAD_REDUCED_COLOR_2 if large else cv2.IMREAD_COLOR
    packed = np.frombuffer(frame.jpeg or b"", np.uint8)
    decoded = cv2.imdecode(packed, flags | cv2.IMREAD_IGNORE_ORIENTATION) if packed.size else None
    if decoded is None:
        return None, 1.0
    image = np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)
    return image, frame.width / image.shape[1]


def _enlarged(person: Person, scale: float) -> Person:
    """Return the keypoints and landmarks of a person in px of the full frame."""
    points, landmarks = person.keypoints.copy(), person.landmarks.copy()
    points[:, :2] *= scale
    landmarks[:, :3] *= scale
    return replace(person, keypoints=points, landmarks=landmarks)


def _sighting(person: Person, frame: CameraFrame) -> Sighting:
    soles = person.landmarks[_SOLES, 1] if len(person.landmarks) else person.keypoints[_ANKLES, 1]
    lowest = max(float(soles.max()), float(person.keypoints[_ANKLES, 1].max()))
    return Sighting(frame.seconds, person.keypoints[:, :2], lowest, frame.width, frame.height)
