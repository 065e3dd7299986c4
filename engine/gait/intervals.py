"""How well a mean over gait cycles is known from the cycles themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PRIOR_CYCLES = 3
"""How many cycles of the usual spread are added to those of a recording."""


def cycle_half_width(values: NDArray[np.float64], usual: float) -> float:
    """Return half of the 95 % interval of the mean over cycles.

    Student's t with the variance drawn towards its usual size (as much as 3 more cycles would), for two
    or three cycles say little about their own spread.

    Args:
        values: One for each cycle, float64 ``[cycles]``, at least one.
        usual: Usual standard deviation from cycle to cycle, in the same unit.
    """
    from scipy.special import stdtrit

    freedom = len(values) - 1 + PRIOR_CYCLES
    own = float(((values - values.mean()) ** 2).sum())
    variance = (own + PRIOR_CYCLES * usual**2) / freedom
    return float(stdtrit(freedom, 0.975)) * float(np.sqrt(variance / len(values)))
