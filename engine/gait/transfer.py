"""How far a correction is trusted on pictures of a kind that it was not fitted on.

A correction fitted on one way of rendering learns that way. Beside it stands the plain mean of the
keypoints, which knows nothing and is misled by nothing. The two are mixed; how, and how large the error
of the mixture is, was fitted on makes of walkers that the correction had never seen. Four things say that
a recording is harder than most: the correction's own doubt, how far the two lie apart, and how small the
person is. numpy alone.

Must not know: how it was fitted (`engine.evaluation.transfer_fit` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

_DOUBT = 4.0
_APART = 10.0
_SMALL, _SMALLER = 120.0, 4.0


class CorrectedValue(NamedTuple):
    """A corrected measurement.

    Attributes:
        value: In the measurement's unit.
        error: Standard deviation of its error.
        carried: Whether the recording carries it: the error stays below the largest that is shown.
    """

    value: float
    error: float
    carried: bool


class Evidence(NamedTuple):
    """What a recording says of one measurement, arrays of one shape or single numbers.

    Attributes:
        doubt: Standard deviation that the correction states.
        plain: Plain mean of the keypoints over whole cycles.
        height_px: Standing height of the person in the picture, px.
    """

    corrected: Doubles | float
    doubt: Doubles | float
    plain: Doubles | float
    height_px: Doubles | float


@dataclass(frozen=True, slots=True, eq=False)
class Transfer:
    """A fitted mixture for one measurement.

    Attributes:
        usual: Standard deviation that the correction states on people like those it was fitted on.
        weights: Of corrected and plain value, and of both times the doubt, float64 ``[4]``.
        covariance: Of the weights on a make that was not fitted on, float64 ``[4, 4]``.
        noise: Variances that the weights do not explain, float64 ``[4]``, see `variances`.
        spread: Factor on the standard deviation that makes left out asked for.
        largest: Largest standard deviation at which a number is shown.
        plain_error: Root mean square error of the plain mean alone.
    """

    usual: float
    weights: Doubles
    covariance: Doubles
    noise: Doubles
    spread: float
    largest: float
    plain_error: float

    def apply(self, evidence: Evidence) -> CorrectedValue:
        """Mix the two values of one recording; return the mixture with its error."""
        inputs, parts = values(evidence, self.usual), variances(evidence, self.usual)
        value = float(inputs @ self.weights)
        variance = float(inputs @ self.covariance @ inputs + parts @ self.noise)
        error = self.spread * float(np.sqrt(variance))
        return CorrectedValue(value, error, error <= self.largest)

    def content(self) -> dict[str, Any]:
        """Return the numbers for a card."""
        return {
            "usual": round(self.usual, 5),
            "weights": [round(float(one), 5) for one in self.weights],
            "covariance": [[round(float(one), 7) for one in row] for row in self.covariance],
            "noise": [round(float(one), 6) for one in self.noise],
            "spread": round(self.spread, 4),
            "largest": self.largest,
            "plain_error": round(self.plain_error, 4),
        }


def read_transfer(content: Mapping[str, Any]) -> Transfer:
    """Read the numbers of a card.

    Raises:
        KeyError: One is missing.
        ValueError: One is not a finite number, or there are more or fewer than there should be.
    """
    weights, covariance, noise = arrays = [
        np.asarray(content[name], np.float64) for name in ("weights", "covariance", "noise")
    ]
    single = [float(content[name]) for name in ("usual", "spread", "largest", "plain_error")]
    shapes = [array.shape for array in arrays]
    finite = all(np.isfinite(array).all() for array in (*arrays, np.array(single)))
    if shapes != [(4,), (4, 4), (4,)] or not finite or min(single) <= 0.0:
        raise ValueError(content)
    usual, spread, largest, plain_error = single
    return Transfer(usual, weights, covariance, noise, spread, largest, plain_error)


def values(evidence: Evidence, usual: float) -> Doubles:
    """Return the inputs of the weights: both values, and both times the doubt (0 to 1), ``[..., 4]``."""
    doubt = np.clip(np.log2(evidence.doubt / usual), 0.0, np.log2(_DOUBT)) / np.log2(_DOUBT)
    corrected, plain = np.asarray(evidence.corrected), np.asarray(evidence.plain)
    return np.stack([corrected, plain, corrected * doubt, plain * doubt], axis=-1)


def variances(evidence: Evidence, usual: float) -> Doubles:
    """Return the inputs of the variances, ``[..., 4]``.

    One; the square of the doubt; the square of how far both values lie apart; the square of the smallness.
    Each is bounded, so that nothing absurd says more than absurd.
    """
    doubt = np.minimum(evidence.doubt, _DOUBT * usual)
    apart = np.minimum(np.abs(evidence.corrected - evidence.plain), _APART * usual)
    small = np.minimum(_SMALL / np.asarray(evidence.height_px), _SMALLER)
    return np.stack([np.ones_like(doubt), doubt**2, apart**2, small**2], axis=-1)
