"""A lens that bends straight edges, and places of its pictures as a pinhole would have seen them.

The model is the one that wide lenses are calibrated with (J. Kannala, S. S. Brandt, IEEE PAMI 2006): what
is seen under an angle a from the lens' axis lies at focal x a x (1 + k1 a^2 + k2 a^4 + k3 a^6 + k4 a^8) from
the picture's middle; a pinhole would show it at focal x tan(a). Places are in focal lengths from the middle.

Must not know: where a lens is known from, or what is measured with it.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.core.frozen_model import FrozenModel

Doubles = NDArray[np.float64]

_WIDEST = np.radians(80.0)
_STEPS = 4096
_STRAIGHT = 0.05


class Lens(FrozenModel):
    """A lens and how it bends what it sees.

    Attributes:
        name: Camera and view, as people know them, such as ``GoPro HERO8 Black, wide``.
        focal: Focal length in its middle, share of the picture's longer side.
        coefficients: k1 to k4.
    """

    name: str
    focal: float
    coefficients: tuple[float, float, float, float]

    @cached_property
    def _table(self) -> tuple[Doubles, Doubles]:
        """Distances from the middle, and how much farther a pinhole would show them, both increasing."""
        angles = np.linspace(0.0, _WIDEST, _STEPS)
        bent = self._bent(angles)
        turns = np.flatnonzero(np.diff(bent) <= 0.0)
        last = int(turns[0]) + 1 if len(turns) else _STEPS
        return bent[:last], np.tan(angles[:last])

    def _bent(self, angles: Doubles) -> Doubles:
        square = angles * angles
        series = np.polynomial.polynomial.polyval(square, [1.0, *self.coefficients])
        return np.asarray(angles * series)

    def straighten(self, places: Doubles) -> Doubles:
        """Return where a pinhole would have seen places of the picture, ``[..., 2]``, focal lengths."""
        bent, straight = self._table
        return _moved(places, bent, straight)

    def bend(self, places: Doubles) -> Doubles:
        """Return where the lens shows what a pinhole would see at places ``[..., 2]``, focal lengths."""
        distance = np.linalg.norm(places, axis=-1, keepdims=True)
        return np.asarray(places * _ratio(self._bent(np.arctan(distance)), distance))

    @property
    def bends(self) -> bool:
        """Whether it bends edges at all, by more than a hundredth of their place at a picture's border."""
        return abs(self.coefficient) > _STRAIGHT

    @property
    def coefficient(self) -> float:
        """First radial coefficient by the longer side, as bent edges show it; negative: barrel.

        It is the one that moves places half a longer side off the middle as the lens does.
        """
        bent = np.array([0.5 / self.focal, 0.0])
        straight = self.straighten(bent)[0]
        return float((bent[0] / straight - 1.0) / 0.5**2)


def _moved(places: Doubles, before: Doubles, after: Doubles) -> Doubles:
    """Move places towards or away from the middle by a table; beyond its end, as at its end."""
    distance = np.linalg.norm(places, axis=-1, keepdims=True)
    inside = np.minimum(distance, before[-1])
    return np.asarray(places * _ratio(np.interp(inside, before, after), inside))


def _ratio(there: Doubles, here: Doubles) -> Doubles:
    return np.where(here > 1e-9, there / np.maximum(here, 1e-9), 1.0)
