"""What perception hands on: people in a frame, and people followed through a recording."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding
from engine.core.level import Level
from engine.core.sides import Facing
from engine.core.video import VideoInfo

SilhouetteMaker = Callable[[NDArray[np.uint8]], NDArray[np.uint8] | None]
"""Turns an upright mask ``uint8 [H, W]`` (0 or 255) into ``uint8 [64, 64]``, or None to drop it.

The pipeline passes `engine.gait.silhouettes.normalize_silhouette`.
"""


@dataclass(frozen=True, slots=True)
class Box:
    """A square region of interest in an upright frame, which may be turned.

    Attributes:
        x: Centre, px.
        y: Centre, px.
        size: Side, px.
        angle: Turn, radians, positive clockwise in the picture (x right, y down).
    """

    x: float
    y: float
    size: float
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class CropMask:
    """A person's mask inside its box.

    Attributes:
        values: Probability of person, float32 ``[256, 256]`` in [0, 1].
        to_crop: Affine float64 ``[2, 3]`` from frame px to mask px.
    """

    values: NDArray[np.float32]
    to_crop: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one frame.

    Attributes:
        box: Region the network looked at.
        next_box: Region to look at in the next frame.
        keypoints: COCO-17, float32 ``[17, 3]``: x px, y px, score in [0, 1].
        landmarks: All landmarks of the network, float32 ``[33, 5]``: x px, y px, z px, visibility,
            presence; or an empty array.
        world: Landmarks in metres about the hip centre, float32 ``[33, 3]``; or an empty array.
        score: Presence of a person, [0, 1].
        mask: Mask inside the box, or None where none was asked for.
        shoulder_line: Both ends of the line through the shoulders, the one further left in the crop first,
            px, float32 ``[2, 2]``; None where the estimator does not look for it.
    """

    box: Box
    next_box: Box
    keypoints: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    world: NDArray[np.float32]
    score: float
    mask: CropMask | None
    shoulder_line: NDArray[np.float32] | None = None


class PoseEstimator(Protocol):
    """Finds people in a frame: box, 17 COCO keypoints with score, mask. Thread-safe."""

    @property
    def name(self) -> str:
        """Name, version and hash, for the provenance."""
        ...

    @property
    def keypoint_set(self) -> str:
        """Name of the keypoint definition, such as ``blazepose``; model cards name it too."""
        ...

    def people(
        self, image: NDArray[np.uint8], seconds: float, *, thoroughness: int = 1
    ) -> list[Person]:
        """Find everyone in an upright RGB frame ``uint8 [H, W, 3]``.

        Args:
            image: The frame.
            seconds: Its time.
            thoroughness: 0 looks at the whole picture only; 1, 2, 3 look at ever smaller tiles.
        """
        ...

    def follow(self, image: NDArray[np.uint8], seconds: float, box: Box) -> Person | None:
        """Look for the person in ``box``; None when nobody is there."""
        ...


@runtime_checkable
class BoxFinder(Protocol):
    """What a `PoseEstimator` may offer besides: boxes by its detector alone, which is cheaper."""

    def boxes(self, image: NDArray[np.uint8], *, thoroughness: int = 1) -> list[Box]:
        """Find everyone's box in an upright RGB frame ``uint8 [H, W, 3]``, the surest first."""
        ...


class TopDown(PoseEstimator, BoxFinder, Protocol):
    """A `PoseEstimator` that looks at one box of its detector after the other; to be inherited."""

    def people(
        self, image: NDArray[np.uint8], seconds: float, *, thoroughness: int = 1
    ) -> list[Person]:
        """Find everyone in an upright RGB frame ``uint8 [H, W, 3]`` (see `PoseEstimator`)."""
        boxes = self.boxes(image, thoroughness=thoroughness)
        found = (self.follow(image, seconds, box) for box in boxes)
        return [person for person in found if person is not None]


class Segmenter(Protocol):
    """Tells a person in a box from the background. Thread-safe."""

    @property
    def name(self) -> str:
        """Name, version and hash, for the provenance."""
        ...

    def mask(self, image: NDArray[np.uint8], box: Box) -> CropMask | None:
        """Return the mask of the person in ``box``; None where nobody is seen.

        Args:
            image: An upright RGB frame, ``uint8 [H, W, 3]``.
            box: Region of one person. Others who reach into it may be in the mask, too.
        """
        ...


class Seen(Protocol):
    """Where in a frame somebody was seen, for those who look at what is behind."""

    @property
    def bounds(self) -> NDArray[np.float32]:
        """Tight box, float32 ``[4]``: x0, y0, x1, y1 px."""
        ...

    @property
    def outline(self) -> NDArray[np.float32]:
        """Outer outline, float32 ``[N, 2]``, px; may be empty."""
        ...


def used_frames(seconds: NDArray[np.float64], part: tuple[float, float] | None) -> slice:
    """Return the frames of a part of a track; all of them for None.

    Args:
        seconds: Times of the track, float64 ``[T]``.
        part: First and last time, seconds.
    """
    if part is None:
        return slice(0, len(seconds))
    first, end = np.searchsorted(seconds, (part[0] - 1e-6, part[1] + 1e-6))
    return slice(int(first), int(end))


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One person followed through a recording; axis T counts analysed frames with this person.

    Attributes:
        indices: Frame numbers in the file, int64 ``[T]``, increasing.
        seconds: Presentation times, float64 ``[T]``.
        keypoints: After the zero-phase filter, float32 ``[T, 17, 3]``: x px, y px, score.
        raw_keypoints: Before it, same shape.
        landmarks: Unfiltered landmarks of the network, float32 ``[T, 33, 5]``, or ``[T, 0, 5]``.
        world: Unfiltered metric landmarks, float32 ``[T, 33, 3]``, or ``[T, 0, 3]``.
        boxes: Tight upright boxes about keypoints and mask, float32 ``[T, 4]``: x0, y0, x1, y1 px.
        silhouettes: uint8 ``[T, 64, 64]``; all zero where the maker dropped the mask.
        outlines: T arrays float32 ``[N, 2]``: outer outline of the mask, px; may be empty.
        scores: Presence, float32 ``[T]``.
        findings: What was noticed about this person (cut off, too small, sides in doubt, lost, …).
        facing: Where the own left lies; decided on the raw keypoints, before the filter.
        part: Start and end of the longest walk, seconds, where it is not the whole track; of somebody
            who walks only this part is measured and judged. None where nothing is to be left out.
        speed_factor: How many times slower than life the recording seems to be played, by this walk
            or by what the camera noted; below 1 it is faster. None where it is at the speed of life.
        other: Start and end of the walk the other way, seconds, where somebody walks towards the camera and
            away from it. Left and right of its frames are exchanged: they are settled for ``part``.
        spots: Coloured round spots on the body, float32 ``[T, S, 8]`` (`engine.dots.spot_detection`), rows of
            zeros where there are fewer; None where nobody asked for them.
        shoulder_line: Ends of the line through the shoulders, the one further left in the picture first, not
            filtered, float32 ``[T, 2, 2]``; None where the estimator does not look for it.
    """

    indices: NDArray[np.int64]
    seconds: NDArray[np.float64]
    keypoints: NDArray[np.float32]
    raw_keypoints: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    world: NDArray[np.float32]
    boxes: NDArray[np.float32]
    silhouettes: NDArray[np.uint8]
    outlines: tuple[NDArray[np.float32], ...]
    scores: NDArray[np.float32]
    walks: bool
    findings: tuple[Finding, ...] = ()
    facing: Facing = Facing()  # noqa: RUF009 - frozen
    part: tuple[float, float] | None = None
    speed_factor: float | None = None
    other: tuple[float, float] | None = None
    spots: NDArray[np.float32] | None = None
    shoulder_line: NDArray[np.float32] | None = None

    @property
    def used(self) -> slice:
        """The frames that are measured and judged."""
        return used_frames(self.seconds, self.part if self.walks else None)


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """What perception says of a recording.

    Attributes:
        rate: Analysis rate, frames a second, or None for all frames.
        frame_seconds: Times of all analysed frames, float64 ``[F]``.
        tracks: People, the walker first, then by length.
        walker: Index into ``tracks`` of the longest track that walks, or None.
        findings: What was noticed about the recording as a whole (dark, blurred, camera moving, …).
        keypoint_set: Keypoint definition.
        level: How the camera stands, or None where nobody looked (recordings of earlier versions).
    """

    info: VideoInfo
    rate: float | None
    frame_seconds: NDArray[np.float64]
    tracks: tuple[Track, ...]
    walker: int | None
    findings: tuple[Finding, ...] = ()
    estimator: str = ""
    keypoint_set: str = ""
    facts: dict[str, float] = field(default_factory=dict)
    level: Level | None = None

    def findings_about(self, person: int | None) -> Sequence[Finding]:
        """Return the findings about the recording and about the track with index ``person``."""
        if person is None:
            return self.findings
        return (*self.findings, *self.tracks[person].findings)
