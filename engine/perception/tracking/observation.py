"""One look at one person in one frame: the network's answer, reduced to what is kept of it.

An observation holds no picture and no large mask, so that a long recording fits in memory. It is made
in a worker thread and depends on nothing but its arguments.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.dots.spot_detection import detect_spots
from engine.perception.crops import crop
from engine.perception.tracking import appearance as looks
from engine.perception.tracking import masks
from engine.perception.tracking.frame_feed import FeedFrame
from engine.perception.types import Box, Person, PoseEstimator, SilhouetteMaker

_SILHOUETTE = 64
_FAST = 1
_TORSO = [5, 6, 11, 12]
_PICTURE_EVERY = 3
_SHARPNESS_SIDE = 256


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """A person in one analysed frame.

    Attributes:
        position: Place of the frame among the analysed frames.
        number: Number of the frame in the file.
        searched_box: Box that the network looked at.
        place: Box of the body as found.
        keypoints: COCO-17, float32 ``[17, 3]``.
        landmarks: float32 ``[33, 5]`` or ``[0, 5]``.
        world: float32 ``[33, 3]`` or ``[0, 3]``.
        score: Presence, [0, 1].
        bounds: Tight box of the mask (of the keypoints where there is none), float32 ``[4]``, px.
        packed: The silhouette, see `silhouette`; compressed, for it is most of what is kept.
        outline: float32 ``[N, 2]``, px.
        appearance: Appearance, or None where too little is seen.
        light: Mean brightness of the body's box, [0, 1], or NaN where not measured.
        blur: Blur of the body's box, 0 sharp to 1 blurred, or NaN where not measured.
        inside: Share of the torso's keypoints that lie in the mask, or NaN without a mask.
        spots: Coloured round spots on the body, float32 ``[S, 8]``, see `engine.dots.spot_detection`; None
            where nobody asked for them.
        shoulder_line: See `engine.perception.types.Person`.
    """

    position: int
    number: int
    seconds: float
    searched_box: Box
    place: Box
    keypoints: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    world: NDArray[np.float32]
    score: float
    bounds: NDArray[np.float32]
    packed: bytes
    outline: NDArray[np.float32]
    appearance: looks.Appearance | None
    light: float
    blur: float
    inside: float
    spots: NDArray[np.float32] | None = None
    shoulder_line: NDArray[np.float32] | None = None

    @property
    def silhouette(self) -> NDArray[np.uint8]:
        """The normalised silhouette, uint8 ``[64, 64]``, zero where dropped; exactly as it was made."""
        if not self.packed:
            return np.zeros((_SILHOUETTE, _SILHOUETTE), dtype=np.uint8)
        values = np.frombuffer(zlib.decompress(self.packed), dtype=np.uint8)
        return values.reshape(_SILHOUETTE, _SILHOUETTE)


def blur_of(grey: NDArray[np.uint8]) -> float:
    """Measure blur without a reference: 0 sharp, 1 blurred.

    A picture that is blurred loses little of its local differences when it is blurred again.
    Source: Crete et al., The blur effect, SPIE 6492 (2007).

    Args:
        grey: uint8 ``[H, W]``.
    """
    picture = grey.astype(np.float32)
    shares = []
    for axis, kernel in ((0, (1, 9)), (1, (9, 1))):
        again = cv2.blur(picture, kernel)
        before = np.abs(np.diff(picture, axis=axis))
        lost = np.maximum(before - np.abs(np.diff(again, axis=axis)), 0)
        total = float(before.sum())
        shares.append((total - float(lost.sum())) / total if total > 0 else 1.0)
    return max(shares)


def light_and_blur(image: NDArray[np.uint8], box: Box) -> tuple[float, float]:
    """Measure the mean brightness of a body, [0, 1], and its blur (see `blur_of`), in an RGB frame."""
    cut = crop(image, box, _SHARPNESS_SIDE)
    grey = np.asarray(cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    # The middle half holds the body; the corners hold background and what lies beyond the border.
    quarter = _SHARPNESS_SIDE // 4
    middle = grey[quarter // 2 : -quarter // 2, quarter:-quarter]
    return float(middle.mean()) / 255.0, blur_of(middle)


class Observer:
    """Looks at a box of a frame and keeps what matters. Thread-safe.

    Args:
        silhouette: Makes the normalised silhouette from an upright mask.
        dots: Whether to look for coloured spots that may be adhesive dots.
    """

    def __init__(
        self, estimator: PoseEstimator, silhouette: SilhouetteMaker, *, dots: bool = False
    ) -> None:
        self.estimator = estimator
        self._silhouette = silhouette
        self._dots = dots

    def __call__(self, feed_frame: FeedFrame, box: Box) -> Observation | None:
        """Look for the person in ``box``; None when nobody is there."""
        person = self.estimator.follow(feed_frame.frame.image, feed_frame.frame.seconds, box)
        return None if person is None else self._reduce(feed_frame, person)

    def _reduce(self, feed_frame: FeedFrame, person: Person) -> Observation:
        image = feed_frame.frame.image
        height, width = image.shape[:2]
        points = person.keypoints
        canvas = (
            masks.warp_upright(person.mask, points, (height, width))
            if person.mask is not None
            else None
        )
        light, blur = (
            light_and_blur(feed_frame.frame.image, person.box)
            if feed_frame.position % _PICTURE_EVERY == 0
            else _UNSEEN
        )
        if canvas is None:
            bounds = np.concatenate([points[:, :2].min(axis=0), points[:, :2].max(axis=0)])
            packed, outline, look = b"", np.zeros((0, 2), np.float32), None
            inside = float("nan")
        else:
            made = self._silhouette(canvas.body)
            packed = b"" if made is None else zlib.compress(made.tobytes(), _FAST)
            mask_px = person.box.size / (person.mask.values.shape[0] if person.mask else 256)
            outline = masks.outline(canvas, mask_px=mask_px)
            look = looks.appearance(*looks.sample(image, canvas), canvas, points)
            bounds = masks.tight_box(canvas)
            inside = masks.share_inside(canvas, points[_TORSO])
        return Observation(
            position=feed_frame.position,
            number=feed_frame.frame.number,
            seconds=feed_frame.frame.seconds,
            searched_box=person.box,
            place=person.next_box,
            keypoints=points,
            # A copy, where it is a part of a larger array that would be kept as well.
            landmarks=person.landmarks.copy() if person.landmarks.size else _NO_LANDMARKS,
            world=person.world if person.world.size else _NO_WORLD,
            score=person.score,
            bounds=bounds.astype(np.float32),
            packed=packed,
            outline=outline,
            appearance=look,
            light=light,
            blur=blur,
            inside=inside,
            spots=detect_spots(image, points, outline) if self._dots else None,
            shoulder_line=person.shoulder_line,
        )


_UNSEEN = (float("nan"), float("nan"))
_NO_LANDMARKS = np.zeros((0, 5), dtype=np.float32)
_NO_WORLD = np.zeros((0, 3), dtype=np.float32)
