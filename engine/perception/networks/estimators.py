"""Chooses the networks that read a recording: the bundled ones, a package, or a folder of one's own.

- Nothing chosen: BlazePose gives keypoints and mask in one pass.
- `MEDIAPIPE`: the ``mediapipe`` package runs the same networks in its own way.
- A pose network: BlazePose's detector finds people, the network gives the keypoints. Without a segmenter
  the masks come from BlazePose for the same box. That costs its run as well, and spares a second network of
  a quality unknown: the bundled models and thresholds were made with its masks.
- A segmenter: its masks take the place of BlazePose's, whose run is then spared beside a pose network.

Must not know: how people are followed through time.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.computing import DeviceName
from engine.core.errors import MissingExtraError, ModelError
from engine.core.screening_request import MEDIAPIPE
from engine.perception.networks.blazepose import BlazePose, PersonDetector
from engine.perception.networks.humanseg import HumanSeg
from engine.perception.networks.mediapipe_bundle import usual_bundle
from engine.perception.networks.mediapipe_pose import MediaPipePose
from engine.perception.networks.rtmpose import RTMPose
from engine.perception.types import Box, BoxFinder, CropMask, Person, PoseEstimator, Segmenter
from engine.runtime.providers import PROCESSOR
from engine.runtime.race_table import chosen


class BlazePoseSegmenter:
    """BlazePose as a `Segmenter`: the mask that it gives besides its landmarks. Thread-safe.

    Args:
        pose: The networks.
    """

    def __init__(self, pose: BlazePose) -> None:
        self._pose = pose

    @property
    def name(self) -> str:
        """Name, version and hash of the landmark network."""
        return self._pose.name

    def mask(self, image: NDArray[np.uint8], box: Box) -> CropMask | None:
        """Return the mask of the person in ``box``; None where BlazePose sees nobody there."""
        person = self._pose.follow(image, 0.0, box)
        return None if person is None else person.mask


class MaskedPoseEstimator:
    """A `PoseEstimator` whose masks come from a segmenter. Thread-safe.

    Args:
        pose: Finds and follows people; its own masks are not used.
        segmenter: Gives the mask of a person's box.
        keypoint_set: Name of the keypoint definition; None takes that of ``pose``.
    """

    def __init__(
        self, pose: PoseEstimator, segmenter: Segmenter, *, keypoint_set: str | None = None
    ) -> None:
        self._pose, self._segmenter = pose, segmenter
        self._keypoint_set = pose.keypoint_set if keypoint_set is None else keypoint_set

    @property
    def name(self) -> str:
        """Names of the pose network and of the segmenter, for the provenance."""
        return f"{self._pose.name}, masks: {self._segmenter.name}"

    @property
    def keypoint_set(self) -> str:
        """Name of the keypoint definition."""
        return self._keypoint_set

    def boxes(self, image: NDArray[np.uint8], *, thoroughness: int = 1) -> list[Box]:
        """Find everyone's box, without a mask (see `BoxFinder`)."""
        if isinstance(self._pose, BoxFinder):
            return self._pose.boxes(image, thoroughness=thoroughness)
        people = self._pose.people(image, 0.0, thoroughness=thoroughness)
        return [person.next_box for person in people]

    def people(
        self, image: NDArray[np.uint8], seconds: float, *, thoroughness: int = 1
    ) -> list[Person]:
        """Find everyone in an upright RGB frame ``uint8 [H, W, 3]`` (see `PoseEstimator`)."""
        people = self._pose.people(image, seconds, thoroughness=thoroughness)
        return [self._with_mask(image, person) for person in people]

    def follow(self, image: NDArray[np.uint8], seconds: float, box: Box) -> Person | None:
        """Look for the person in ``box``; None when the pose network sees nobody there."""
        person = self._pose.follow(image, seconds, box)
        return None if person is None else self._with_mask(image, person)

    def _with_mask(self, image: NDArray[np.uint8], person: Person) -> Person:
        return replace(person, mask=self._segmenter.mask(image, person.box))


def open_estimator(
    pose: Path | None = None,
    segmenter: Path | None = None,
    *,
    threads: int | None = None,
    provider: str = PROCESSOR,
) -> PoseEstimator:
    """Open the networks that read a recording.

    Args:
        pose: Folder of a pose network (`engine.perception.networks.network_cards.PoseCard`), `MEDIAPIPE`,
            or None.
        segmenter: Folder of a segmentation network (`SegmentationCard`), or None.
        threads: Threads of one network run; None chooses for two frames at once on this machine.
        provider: What computes the bundled landmark network where it is used, as `pose_provider` says.

    Returns:
        An estimator that finds people with boxes, keypoints and masks. With BlazePose's keypoints and
        masks of one's own its keypoint set says so, because measurements are corrected by the outlines
        of BlazePose's masks, too: with others they stay uncorrected, which is said in the result.

    Raises:
        PerceptionError: A card cannot be read.
        ModelError: A network is missing, broken, or not as its card says.
        MissingExtraError: ONNX Runtime, or ``mediapipe`` of a version that may run, is not installed.
    """
    masks = None if segmenter is None else HumanSeg(segmenter, threads=threads)
    if pose is None or pose == MEDIAPIPE:
        whole = MediaPipePose(usual_bundle()) if pose else _bundled(threads, provider)
        if masks is None:
            return whole
        return MaskedPoseEstimator(whole, masks, keypoint_set=f"{whole.keypoint_set} + other masks")
    if masks is not None:
        return MaskedPoseEstimator(
            RTMPose(pose, PersonDetector(threads=threads), threads=threads), masks
        )
    bundled = _bundled(threads, provider)
    return MaskedPoseEstimator(RTMPose(pose, bundled, threads=threads), BlazePoseSegmenter(bundled))


def pose_provider(device: DeviceName = "auto") -> str:
    """Return what computes the bundled landmark network on this computer: the fastest that answered right.

    Until somebody asked (`engine.runtime.race`) that is ONNX Runtime on the processor.
    """
    return chosen("pose", "cpu" if device == "cpu" else "auto")


def _bundled(threads: int | None, provider: str) -> BlazePose:
    """Open the bundled networks; on the processor where the provider no longer starts."""
    if provider != PROCESSOR:
        with contextlib.suppress(ModelError, MissingExtraError):
            return BlazePose(threads=threads, provider=provider)
    return BlazePose(threads=threads)
