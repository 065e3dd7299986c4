"""RTMPose and its kind on ONNX Runtime: 17 COCO keypoints of one person from two lists of bins (SimCC).

Source: Li et al., SimCC, ECCV 2022 (arXiv 2107.03332); Jiang et al., RTMPose (arXiv 2303.07399). One person
is cut out, the aspect kept; for each keypoint the network votes on the column and on the row, each px
cut into ``split_ratio`` bins. The place is the highest bin of either list, the score the lesser of the
two heights. People are found by a detector, then followed by their own keypoints.

Must not know: masks, or how people are followed through time.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.core.text import text
from engine.perception.crops import (
    Affine,
    apply_affine,
    box_about,
    invert_affine,
    to_rectangle,
    warp,
)
from engine.perception.networks.blazepose import threads_for
from engine.perception.networks.network_cards import (
    PoseCard,
    check_shape,
    first_run,
    load_session,
    mismatch_error,
    read_card,
    to_network_input,
)
from engine.perception.types import Box, BoxFinder, Person, TopDown
from engine.runtime.cores import usable_cores

KEYPOINTS = 17
_PRESENT = 0.5
_BODY = slice(5, 17)
_SHOULDERS = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
_HIPS = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
# From the hips to an ankle or an eye, and on to the circle about the whole body that a box has 2.5 of.
_BEYOND = 1.2
# Such a box is 1.44 of a standing body; these networks are trained on 1.25 of it.
_OF_BOX = 1.25 / 1.44
_NO_LANDMARKS = np.zeros((0, 5), dtype=np.float32)
_NO_WORLD = np.zeros((0, 3), dtype=np.float32)


def decode(
    bins_x: NDArray[np.float32], bins_y: NDArray[np.float32], split_ratio: float
) -> NDArray[np.float32]:
    """Read the keypoints off the bins.

    Args:
        bins_x: float32 ``[17, width * split_ratio]``.
        bins_y: float32 ``[17, height * split_ratio]``.
        split_ratio: Bins for one px.

    Returns:
        float32 ``[17, 3]``: x and y in px of the network's input, and the lesser of the two peaks, held
        within [0, 1]. A network that answers with no numbers scores 0.
    """
    lists = [np.nan_to_num(bins, nan=-np.inf, posinf=np.inf) for bins in (bins_x, bins_y)]
    places = [bins.argmax(axis=1) / split_ratio for bins in lists]
    score = np.minimum(lists[0].max(axis=1), lists[1].max(axis=1))
    return np.stack([*places, np.clip(score, 0.0, 1.0)], axis=1).astype(np.float32)


def box_of(keypoints: NDArray[np.float32], *, sure: float, aspect: float) -> Box:
    """Make the box of a body from its keypoints.

    It is about the hips, turned with the trunk, and reaches a fifth beyond the farthest keypoint that is
    seen, sideways too: the network's picture is narrower than it is tall.

    Args:
        keypoints: float32 ``[17, 3]``: x px, y px, score.
        sure: Score from which on a keypoint counts as seen.
        aspect: Width of the network's picture by its height.
    """
    points = keypoints[:, :2].astype(np.float64)
    hips = points[_HIPS].mean(axis=0)
    trunk = points[_SHOULDERS].mean(axis=0) - hips
    length = float(np.hypot(*trunk))
    up = trunk / length if length > 0 else np.array([0.0, -1.0])
    seen = keypoints[:, 2] >= sure
    away = points[seen] - hips if seen.any() else points - hips
    tall, wide = np.abs(away @ up), np.abs(away @ np.array([-up[1], up[0]]))
    top = hips + up * _BEYOND * float(np.maximum(tall, wide / min(aspect, 1.0)).max())
    return box_about((float(hips[0]), float(hips[1])), (float(top[0]), float(top[1])))


class RTMPose(TopDown):
    """A top-down pose network as a `PoseEstimator` without masks. Thread-safe.

    It has no output that tells whether anybody is there: a person is present by the share of keypoints
    from the shoulders down that are seen, and absent below one half.

    Args:
        folder: Folder with ``card.yaml`` and the network.
        threads: Threads of one network run; None chooses for two frames at once on this machine.

    Raises:
        PerceptionError: The card cannot be read.
        ModelError: The network is missing, broken, or not as its card says.
    """

    def __init__(self, folder: Path, finder: BoxFinder, *, threads: int | None = None) -> None:
        count = threads_for(usable_cores()) if threads is None else threads
        self._finder = finder
        self._card = read_card(folder, PoseCard)
        self._network = load_session(folder, self._card, threads=count)
        self._outputs = _check_outputs(self._network.outputs, self._card)
        results = first_run(self._network, self._card)
        size = self._card.input_size
        for output, side in zip(self._outputs, (size.width, size.height), strict=True):
            bins = round(side * self._card.split_ratio)
            check_shape(self._card, output, results[output].shape, (1, KEYPOINTS, bins))

    @property
    def name(self) -> str:
        """Name, version and hash of the network."""
        return self._card.label

    @property
    def keypoint_set(self) -> str:
        """Name of the keypoint definition, by the card."""
        return self._card.keypoint_set

    def boxes(self, image: NDArray[np.uint8], *, thoroughness: int = 1) -> list[Box]:
        """Find everyone's box by the detector alone, the surest first (see `BoxFinder`)."""
        return self._finder.boxes(image, thoroughness=thoroughness)

    def follow(self, image: NDArray[np.uint8], seconds: float, box: Box) -> Person | None:
        """Look for the person in ``box``; None when nobody is there."""
        del seconds
        if not box.size > 1:
            return None
        card, size = self._card, self._card.input_size
        affine = self._to_input(box)
        picture = warp(image, affine, size.width, size.height)
        results = self._network.run({self._network.inputs[0]: to_network_input(picture, card)})
        bins_x, bins_y = (results[self._network.outputs.index(name)][0] for name in self._outputs)
        found = decode(bins_x, bins_y, card.split_ratio)
        score = float((found[_BODY, 2] >= card.sure).mean())
        if score < _PRESENT:
            return None
        places = apply_affine(invert_affine(affine), found[:, :2].astype(np.float64))
        keypoints = np.concatenate([places, found[:, 2:]], axis=1, dtype=np.float32)
        next_box = box_of(keypoints, sure=card.sure, aspect=size.width / size.height)
        if not next_box.size > 1:
            return None
        return Person(
            box=box,
            next_box=next_box,
            keypoints=keypoints,
            landmarks=_NO_LANDMARKS,
            world=_NO_WORLD,
            score=score,
            mask=None,
        )

    def _to_input(self, box: Box) -> Affine:
        """Return the map from frame px to the network's input: its height is that of the body x 1.25."""
        size = self._card.input_size
        return to_rectangle(box, size.width, size.height, size.height / (_OF_BOX * box.size))


def _check_outputs(outputs: tuple[str, ...], card: PoseCard) -> tuple[str, str]:
    for name in (card.output_x, card.output_y):
        if name not in outputs:
            raise mismatch_error(
                text(
                    "The network “{name}” has no output “{output}”, although its card names one; "
                    "it has {found}.",
                    name=card.name,
                    output=name,
                    found=tuple(outputs),
                )
            )
    return card.output_x, card.output_y
