"""The fast landmark network, for a live picture: guidance only.

BlazePose "full" takes a third of the time of "heavy" and swaps left and right. So `LivePose` is no
`PoseEstimator` on purpose (it has no ``people`` and names no keypoint set): what measures cannot take it.

Must not know: what is said to the person in front of the camera.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.perception.networks.blazepose import BlazePose
from engine.perception.types import Box, Person


class LivePose:
    """Finds and follows people in a live picture. Thread-safe.

    Args:
        threads: Threads of one network run; the recording needs the other cores.
        folder: Folder with ``card.yaml`` and the networks; None takes the bundled one.

    Raises:
        PerceptionError: The card cannot be read, or names no network for guidance.
        ModelError: A network is missing, broken or not the one of the card.
    """

    def __init__(self, *, threads: int = 1, folder: Path | None = None) -> None:
        self._networks = BlazePose(threads=threads, folder=folder, guidance=True)

    @property
    def name(self) -> str:
        """Name, version and hash of the landmark network."""
        return self._networks.name

    def boxes(self, image: NDArray[np.uint8], *, thoroughness: int = 0) -> list[Box]:
        """Find everyone's box by the detector alone, the surest first (see `BoxFinder`)."""
        return self._networks.boxes(image, thoroughness=thoroughness)

    def look(self, image: NDArray[np.uint8], box: Box) -> Person | None:
        """Look for the person in ``box`` of an RGB frame; None when nobody is there.

        Left and right may be swapped, and the mask is the network's own.
        """
        return self._networks.follow(image, 0.0, box)
