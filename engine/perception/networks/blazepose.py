"""MediaPipe Pose (BlazePose GHUM heavy) on ONNX Runtime: people with keypoints, landmarks and mask.

Source: MediaPipe Pose; the steps are those of its image mode (detector, box, landmark network, 7x7
heatmap refinement). Nothing is smoothed here: filters run afterwards, over whole tracks. Must not
know how people are followed through time.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from engine.core.errors import PerceptionError
from engine.core.landmarks import COUNT, coco_from_blazepose
from engine.core.resources import resource
from engine.core.text import text
from engine.perception.crops import (
    CIRCLE,
    Affine,
    apply_affine,
    box_about,
    crop,
    invert_affine,
    to_crop,
)
from engine.perception.networks import person_detector
from engine.perception.networks.shoulder_line import ShoulderLine, load_shoulder_line
from engine.perception.types import Box, CropMask, Person, TopDown
from engine.runtime import onnx
from engine.runtime.cores import usable_cores
from engine.runtime.loaded_network import Network
from engine.runtime.providers import PROCESSOR, open_network, title

GUIDANCE_KEYPOINTS = "blazepose-guidance"
"""Keypoint set of the network whose left and right are not to be trusted; no measurement is made for it."""

CROP_SIDE = 256
"""Side of the crop that the landmark network looks at, px."""
_POINTS = 39
_HIP_CENTRE, _SCALE_POINT = 33, 34
_PRESENT = 0.5
_GRID = 64
_REACH = 3
_SURE_PEAK = 0.5
_HEAD = (0, 7, 8)
_CIRCLE_RANGE = (0.95, 1.25)


class NetworkFile(BaseModel):
    """One network of the bundle.

    Attributes:
        file: Name of the ``.onnx`` file beside the card.
        sha256: Hash of its content.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str


class PoseCard(BaseModel):
    """Card of the bundled pose networks (``card.yaml``).

    Attributes:
        name: Name of the bundle.
        version: Version of the package that the networks were taken from.
        source: Where they come from.
        licence: Their licence.
        keypoint_set: Name of the keypoint definition.
        changes: What was changed.
        detector: Finds people.
        landmarks: Gives landmarks and mask of one person.
        guidance: The same faster, for the live picture only: it swaps left and right. None: there is none.
        shoulder_line: Finds the line through the shoulders in the features that ``landmarks`` gives as its
            sixth output. None: nobody looks for it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    source: str
    licence: str
    keypoint_set: str
    changes: str
    detector: NetworkFile
    landmarks: NetworkFile
    guidance: NetworkFile | None = None
    shoulder_line: NetworkFile | None = None


def read_card(folder: Path) -> PoseCard:
    """Read the card of the bundled pose networks.

    Raises:
        PerceptionError: It cannot be read.
    """
    import yaml

    try:
        return PoseCard.model_validate(yaml.safe_load((folder / "card.yaml").read_text("utf-8")))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise PerceptionError(
            text(
                "The pose networks in “{folder}” cannot be used: {reason}",
                folder=folder.name,
                reason=str(error),
            ),
            text("Reinstall the program."),
        ) from error


def _with_guidance(card: PoseCard) -> PoseCard:
    """Return the card of the faster networks: another landmark network, and another keypoint set."""
    if card.guidance is None:
        raise PerceptionError(
            text("The pose networks “{name}” hold none for the live picture.", name=card.name),
            text("Reinstall the program."),
        )
    changed = {
        "landmarks": card.guidance,
        "keypoint_set": GUIDANCE_KEYPOINTS,
        "shoulder_line": None,
    }
    return card.model_copy(update={"name": "BlazePose GHUM full", **changed})


class PersonDetector:
    """BlazePose's person detector alone: boxes for other pose networks (see `BoxFinder`). Thread-safe.

    Args:
        threads: Threads of one network run; None chooses for two frames at once on this machine.
        folder: Folder with ``card.yaml`` and the networks; None takes the bundled one.

    Raises:
        PerceptionError: The card cannot be read.
        ModelError: The network is missing, broken or not the one of the card.
    """

    def __init__(self, *, threads: int | None = None, folder: Path | None = None) -> None:
        place = resource("models", "blazepose") if folder is None else folder
        count = threads_for(usable_cores()) if threads is None else threads
        card = read_card(place)
        self._label = f"{card.name} {card.version} (sha256 {card.detector.sha256[:12]})"
        network = card.detector
        self._network = onnx.session(place / network.file, threads=count, sha256=network.sha256)
        self._tiles_at_once = runs_at_once(usable_cores())

    @property
    def name(self) -> str:
        """Name, version and hash of the detector."""
        return self._label

    def boxes(self, image: NDArray[np.uint8], *, thoroughness: int = 1) -> list[Box]:
        """Find everyone's box in an upright RGB frame ``uint8 [H, W, 3]``, the surest first."""
        return person_detector.detect(
            self._network, image, thoroughness=thoroughness, at_once=self._tiles_at_once
        )


def threads_for(cores: int) -> int:
    """Return the threads of one network run when two frames are worked on at once."""
    return max(1, min(4, cores // 2))


def runs_at_once(cores: int) -> int:
    """Return how many network runs of `threads_for` threads a processor has room for side by side."""
    return max(1, min(4, cores // threads_for(cores)))


def _sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -80, 80))), dtype=np.float32)


def refine_keypoints(
    points: NDArray[np.float32], heatmap: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Move each point to the centre of mass of its heatmap's 7x7 cells, where the peak is sure.

    Args:
        points: float32 ``[K, 2]``, x and y as shares of the crop's side.
        heatmap: float32 ``[64, 64, K]`` before the sigmoid.
    """
    count = len(points)
    cells = np.trunc(points * _GRID).astype(np.int64)
    inside = ((cells >= 0) & (cells < _GRID)).all(axis=1)
    cells = np.clip(cells, 0, _GRID - 1)
    reach = np.arange(-_REACH, _REACH + 1)
    columns, rows = cells[:, :1] + reach, cells[:, 1:] + reach
    valid = ((rows >= 0) & (rows < _GRID))[:, :, None] & ((columns >= 0) & (columns < _GRID))[
        :, None, :
    ]
    patch = heatmap[
        np.clip(rows, 0, _GRID - 1)[:, :, None],
        np.clip(columns, 0, _GRID - 1)[:, None, :],
        np.arange(count)[:, None, None],
    ]
    weights = np.where(valid, _sigmoid(patch), 0.0)
    total = weights.sum(axis=(1, 2))
    sure = inside & (weights.max(axis=(1, 2)) >= _SURE_PEAK)
    x = (weights.sum(axis=1) * columns).sum(axis=1) / np.maximum(total, 1e-9) / _GRID
    y = (weights.sum(axis=2) * rows).sum(axis=1) / np.maximum(total, 1e-9) / _GRID
    return np.where(sure[:, None], np.stack([x, y], axis=1), points).astype(np.float32)


def _rotate(world: NDArray[np.float32], angle: float) -> NDArray[np.float32]:
    """Turn metric landmarks of the crop back into the frame's axes."""
    cosine, sine = np.cos(angle), np.sin(angle)
    turned = world.copy()
    turned[:, 0] = cosine * world[:, 0] - sine * world[:, 1]
    turned[:, 1] = sine * world[:, 0] + cosine * world[:, 1]
    return turned


def _box_of(points: NDArray[np.float32]) -> Box:
    """Make the box of a body from all points ``[39, 5]`` of the landmark network.

    The scale point is sometimes far off, and a box that is too large makes it worse in the next frame:
    a body's circle is held between 0.95 and 1.25 of the way from the hips to head or feet (0.95 to 1.3
    in frames that are well followed).
    """
    centre, scale = points[_HIP_CENTRE, :2], points[_SCALE_POINT, :2]
    box = box_about((float(centre[0]), float(centre[1])), (float(scale[0]), float(scale[1])))
    ends = points[[*_HEAD, *range(27, COUNT)], :2]
    reach = float(np.linalg.norm(ends - centre, axis=1).max())
    low, high = (CIRCLE * share * reach for share in _CIRCLE_RANGE)
    return Box(box.x, box.y, min(max(box.size, low), high), box.angle)


class Look(NamedTuple):
    """What the landmark network says of one box.

    Attributes:
        shares: All points, shares of the crop's side, float32 ``[39, 2]``.
        to_crop: Affine float64 ``[2, 3]`` from frame px to px of the crop, 256 by 256.
        features: What the heatmaps are made of, float32 ``[48, 64, 64]``; None where it does not give them.
    """

    person: Person
    shares: NDArray[np.float32]
    to_crop: Affine
    features: NDArray[np.float32] | None


class BlazePose(TopDown):
    """The default `PoseEstimator`. Thread-safe: calls from several threads run side by side.

    Args:
        threads: Threads of one network run; None chooses for two frames at once on this machine.
        folder: Folder with ``card.yaml`` and the networks; None takes the bundled one.
        guidance: Take the faster landmark network, which swaps left and right. Its keypoint set is another
            one, so that nothing measures by it; see `engine.perception.networks.live_pose`.
        shoulder_line: Weights of the shoulder line to take instead of those of the card.
        provider: What computes the landmark network (`engine.runtime.providers`). The detector stays with
            ONNX Runtime on the processor: it runs rarely, and nobody asks it a known question.

    Raises:
        PerceptionError: The card cannot be read, or names no network for guidance.
        ModelError: A network is missing, broken or not the one of the card.
    """

    def __init__(
        self,
        *,
        threads: int | None = None,
        folder: Path | None = None,
        guidance: bool = False,
        shoulder_line: Path | None = None,
        provider: str = PROCESSOR,
    ) -> None:
        place = resource("models", "blazepose") if folder is None else folder
        cores = usable_cores()
        count = threads_for(cores) if threads is None else threads
        at_once = runs_at_once(cores)
        # The live picture leaves the other cores to whoever analyses a recording.
        self._tiles_at_once = 1 if guidance else at_once
        self._card = _with_guidance(read_card(place)) if guidance else read_card(place)
        detector, landmarks = self._card.detector, self._card.landmarks
        self._detector: Network = onnx.session(
            place / detector.file, threads=count, sha256=detector.sha256
        )
        self._landmarks = open_network(
            place / landmarks.file,
            provider=provider,
            threads=count,
            at_once=at_once,
            sha256=landmarks.sha256,
        )
        line = self._card.shoulder_line
        self._shoulder_line: ShoulderLine | None = None
        if shoulder_line is not None:
            self._shoulder_line = load_shoulder_line(shoulder_line)
        elif line is not None:
            self._shoulder_line = load_shoulder_line(place / line.file, sha256=line.sha256)

    @property
    def name(self) -> str:
        """Name, version and hash of the landmark network, and what computes it if not the usual."""
        card = self._card
        name = f"{card.name} {card.version} (sha256 {card.landmarks.sha256[:12]})"
        provider = self._landmarks.provider
        return name if provider == PROCESSOR else f"{name}, {title(provider)}"

    @property
    def keypoint_set(self) -> str:
        """Name of the keypoint definition: ``blazepose``."""
        return self._card.keypoint_set

    def boxes(self, image: NDArray[np.uint8], *, thoroughness: int = 1) -> list[Box]:
        """Find everyone's box by the detector alone, the surest first (see `BoxFinder`)."""
        return person_detector.detect(
            self._detector, image, thoroughness=thoroughness, at_once=self._tiles_at_once
        )

    def follow(self, image: NDArray[np.uint8], seconds: float, box: Box) -> Person | None:
        """Look for the person in ``box``; None when nobody is there."""
        del seconds
        look = self.look(image, box)
        return None if look is None else look.person

    def look(self, image: NDArray[np.uint8], box: Box) -> Look | None:
        """Look for the person in ``box`` of an upright RGB frame; None when nobody is there."""
        if not box.size > 1:
            return None
        pixels = crop(image, box, CROP_SIDE).astype(np.float32)[None] / 255.0
        outputs = self._landmarks.run({self._landmarks.inputs[0]: pixels})
        raw, presence, mask, heatmap, world = outputs[:5]
        score = float(presence.reshape(-1)[0])
        if score < _PRESENT:
            return None
        affine = to_crop(box, CROP_SIDE)
        raw = raw.reshape(_POINTS, 5)
        points, shares = self._frame_points(raw, heatmap, affine, box.size / CROP_SIDE)
        line = None
        if self._shoulder_line is not None:
            ends = self._shoulder_line.find(outputs[5][0], shares)
            line = apply_affine(invert_affine(affine), ends * CROP_SIDE).astype(np.float32)
        person = Person(
            box=box,
            next_box=_box_of(points),
            keypoints=coco_from_blazepose(points),
            landmarks=points[:COUNT],
            world=_rotate(world.reshape(_POINTS, 3)[:COUNT], box.angle),
            score=score,
            mask=CropMask(_sigmoid(mask.reshape(CROP_SIDE, CROP_SIDE)), affine),
            shoulder_line=line,
        )
        return Look(person, shares, affine, outputs[5][0] if len(outputs) > 5 else None)

    @staticmethod
    def _frame_points(
        raw: NDArray[np.float32], heatmap: NDArray[np.float32], affine: Affine, scale: float
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return all points in frame px, float32 ``[39, 5]``, and as shares of the crop, ``[39, 2]``."""
        shares = refine_keypoints(
            raw[:, :2] / np.float32(CROP_SIDE), heatmap.reshape(_GRID, _GRID, _POINTS)
        )
        places = apply_affine(invert_affine(affine), shares * CROP_SIDE)
        points = np.concatenate(
            [places, raw[:, 2:3] * scale, _sigmoid(raw[:, 3:])], axis=1, dtype=np.float32
        )
        return points, shares
