"""The moment of a walk that shows the body best: half-way between two heel strikes, as tall as it gets."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from engine.core.result import ScreeningResult
from engine.gait.sequence import GaitSequence


def mid_stance(result: ScreeningResult, sequence: GaitSequence) -> int:
    """Return the place of that moment in a sequence that is not empty.

    Args:
        result: What was said of the sequence: heel strikes in seconds of the recording.
        sequence: Its times are those of life.
    """
    strikes = [strike.seconds for strike in result.gait.heel_strikes]
    middles = [(a + b) / 2 for a, b in pairwise(strikes)]
    times = sequence.seconds * result.provenance.slow_motion
    if not middles:
        middles = [float(times[len(times) // 2])]
    frames = {int(np.abs(times - middle).argmin()) for middle in middles}
    heights = np.ptp(sequence.keypoints[:, :, 1], axis=1)
    return max(frames, key=lambda frame: float(heights[frame]))
