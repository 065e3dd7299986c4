"""Which way a walk goes.

Must not know: what is measured with it.
"""

from __future__ import annotations

from engine.core.heading import Direction, direction
from engine.gait.sequence import GaitSequence


def direction_of(sequence: GaitSequence) -> tuple[Direction, float]:
    """Compare how fast the person grows in the picture with how fast they cross it.

    Returns:
        The direction (``in_place`` where the person stays, whether they step or stand; ``unknown`` where
        the camera's own way may have made it), and the speed towards the camera, body heights a second.
    """
    size = sequence.source.width, sequence.source.height
    return direction(sequence.keypoints, sequence.seconds, size, growth=sequence.camera_growth)
