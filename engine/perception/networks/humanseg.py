"""Networks that tell person from background, with PP-HumanSeg's interface, on ONNX Runtime.

Source: PP-HumanSeg (arXiv 2112.07146, PaddleSeg): a picture of fixed size, (x / 255 - 0.5) / 0.5, in; for
each px background or person out. Such a network knows people, not persons: so it is shown one person's
box instead of the whole picture, which also gives somebody far away more than a few px. Whoever else
reaches into the box is in the mask as well; what does not touch the person is cut away later by the
keypoints (`engine.perception.tracking.masks`), and people who touch are told of
(`engine.perception.quality.recording_quality`).

Must not know: keypoints, or how people are followed through time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.text import text
from engine.perception.crops import compose_affine, invert_affine, to_crop, to_rectangle, warp
from engine.perception.networks.blazepose import threads_for
from engine.perception.networks.network_cards import (
    SegmentationCard,
    check_shape,
    first_run,
    load_session,
    mismatch_error,
    read_card,
    to_network_input,
)
from engine.perception.types import Box, CropMask
from engine.runtime.cores import usable_cores

_SIDE = 256
_PERSON = 1
_SUM = 1e-2


def person_share(output: NDArray[np.generic], meaning: str) -> NDArray[np.float32]:
    """Turn a network's output into the probability of person, float32 ``[H, W]``.

    Args:
        output: ``[1, 2, H, W]``, or ``[1, H, W]`` or ``[1, 1, H, W]`` for labels.
        meaning: ``probabilities``, ``logits`` or ``labels``. Labels become 0 and 1.
    """
    if meaning == "labels":
        values = (output.reshape(output.shape[-2:]) == _PERSON).astype(np.float32)
    elif meaning == "logits":
        apart = output[0, 1 - _PERSON].astype(np.float32) - output[0, _PERSON].astype(np.float32)
        values = (1.0 / (1.0 + np.exp(np.clip(apart, -80, 80)))).astype(np.float32)
    else:
        values = np.clip(output[0, _PERSON].astype(np.float32), 0.0, 1.0)
    return np.asarray(np.nan_to_num(values), dtype=np.float32)


class HumanSeg:
    """A person-segmentation network as a `Segmenter`. Thread-safe.

    Args:
        folder: Folder with ``card.yaml`` and the network.
        threads: Threads of one network run; None chooses for two frames at once on this machine.

    Raises:
        PerceptionError: The card cannot be read.
        ModelError: The network is missing, broken, or not as its card says.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        count = threads_for(usable_cores()) if threads is None else threads
        self._card = read_card(folder, SegmentationCard)
        self._network = load_session(folder, self._card, threads=count)
        _check_output(first_run(self._network, self._card), self._card)

    @property
    def name(self) -> str:
        """Name, version and hash of the network."""
        return self._card.label

    def mask(self, image: NDArray[np.uint8], box: Box) -> CropMask | None:
        """Return the mask of a box; None where nobody is seen in it (see `Segmenter`)."""
        if not box.size > 1:
            return None
        size = self._card.input_size
        # The whole box fits in; a network whose picture is wider sees more on both sides.
        affine = to_rectangle(box, size.width, size.height, min(size.width, size.height) / box.size)
        picture = warp(image, affine, size.width, size.height)
        feeds = {self._network.inputs[0]: to_network_input(picture, self._card)}
        share = person_share(self._network.run(feeds)[0], self._card.output)
        to_mask = to_crop(box, _SIDE)
        drawn = cv2.warpAffine(
            share,
            compose_affine(to_mask, invert_affine(affine)),
            (_SIDE, _SIDE),
            flags=cv2.INTER_LINEAR,
        )
        values = np.asarray(drawn, dtype=np.float32)
        return CropMask(values, to_mask) if bool((values > 0.5).any()) else None


def _check_output(results: Mapping[str, NDArray[Any]], card: SegmentationCard) -> None:
    """Check shape and meaning of the one output."""
    if len(results) != 1:
        raise mismatch_error(
            text(
                "The network “{name}” has {count} outputs, but its card describes one.",
                name=card.name,
                count=len(results),
            )
        )
    ((output, values),) = results.items()
    height, width = card.input_size.height, card.input_size.width
    if card.output == "labels":
        wanted = (1, height, width) if values.ndim == 3 else (1, 1, height, width)
        check_shape(card, output, values.shape, wanted)
        return
    check_shape(card, output, values.shape, (1, 2, height, width))
    total = values.astype(np.float64).sum(axis=1)
    if card.output == "probabilities" and not bool((np.abs(total - 1) < _SUM).all()):
        raise mismatch_error(
            text(
                "The output “{output}” of the network “{name}” does not add up to 1, so it holds no"
                " probabilities; its card may mean “logits”.",
                output=output,
                name=card.name,
            )
        )
