"""Joint angles of normal walking over one gait cycle (0 = heel strike of the same foot).

Sources: D. A. Winter, The Biomechanics and Motor Control of Human Gait, 2nd ed. 1991 (natural
cadence: hip, knee, foot; means read off at the knots below and rounded to a degree); M. H. Schwartz,
A. Rozumalski, J. P. Trost, The effect of walking speed on the gait of typically developing children,
J. Biomech. 41 (2008) 1639-1650 (pelvis; children walk as adults do once speed is scaled by leg
length); M. P. Murray, Gait as a total pattern of movement, Am. J. Phys. Med. 46 (1967) (arms,
thorax). The curves are the average person: `walkers` scales and shifts them for each walker.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Angles = NDArray[np.float64]

HIP_FLEXION = (
    (0.00, 22.0),
    (0.06, 21.0),
    (0.12, 17.0),
    (0.20, 10.0),
    (0.30, 1.0),
    (0.40, -6.0),
    (0.50, -11.0),
    (0.55, -10.0),
    (0.62, -3.0),
    (0.70, 10.0),
    (0.80, 21.0),
    (0.87, 25.0),
    (0.94, 24.0),
)
"""Thigh to the vertical, degrees, forwards positive."""

KNEE_FLEXION = (
    (0.00, 4.0),
    (0.06, 11.0),
    (0.13, 18.0),
    (0.20, 17.0),
    (0.30, 10.0),
    (0.40, 5.0),
    (0.46, 7.0),
    (0.52, 15.0),
    (0.58, 30.0),
    (0.64, 49.0),
    (0.71, 63.0),
    (0.78, 57.0),
    (0.86, 33.0),
    (0.93, 8.0),
    (0.97, 2.0),
)
"""Degrees, flexion positive."""

FOOT_PITCH = (
    (0.00, 17.0),
    (0.04, 8.0),
    (0.08, 0.0),
    (0.20, 0.0),
    (0.32, 0.0),
    (0.40, -3.0),
    (0.46, -11.0),
    (0.52, -24.0),
    (0.58, -44.0),
    (0.64, -58.0),
    (0.70, -52.0),
    (0.77, -34.0),
    (0.84, -10.0),
    (0.91, 10.0),
    (0.96, 18.0),
)
"""Sole to the floor, degrees, toes up positive (ankle angle = pitch - hip + knee)."""

TOE_EXTENSION = (
    (0.00, 6.0),
    (0.10, 0.0),
    (0.36, 0.0),
    (0.46, 11.0),
    (0.54, 26.0),
    (0.60, 28.0),
    (0.68, 8.0),
    (0.80, 5.0),
    (0.92, 8.0),
)
"""Toes to the foot, degrees, upwards positive."""

PELVIC_OBLIQUITY = ((0.0, 0.5), (0.6, 3.3), (-0.3, -0.9))
"""Fourier terms (cosine, sine) of order 0..2: hip of this side up, degrees; order 0 is dropped."""

PELVIC_ROTATION = ((0.0, 0.0), (4.2, -0.8), (0.0, 0.0))
"""Fourier terms: hip of this side forwards, degrees."""

PELVIC_TILT = ((0.0, 0.0), (0.0, 0.0), (0.4, 0.9))
"""Fourier terms: pelvis forwards about its mean, degrees, twice in a cycle."""

THORAX_ROTATION = ((0.0, 0.0), (-3.6, 0.4), (0.0, 0.0))
"""Fourier terms: shoulder of this side forwards, degrees; against the pelvis."""

SHOULDER_FLEXION = ((-4.0, 0.0), (-14.5, 2.5), (0.8, -0.4))
"""Fourier terms: upper arm of this side forwards, degrees; the arm swings with the other leg."""

ELBOW_FLEXION = ((20.0, 0.0), (-9.5, 3.0), (1.5, 0.0))
"""Fourier terms: degrees."""

LATERAL_SWAY = ((0.0, 0.0), (-0.25, 0.97), (0.0, 0.0))
"""Fourier terms of the pelvis' way towards this side, in units of its amplitude (over the stance foot)."""


@lru_cache(maxsize=16)
def _spline(knots: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    """Return 1,001 values of the periodic cubic spline through the knots."""
    from scipy.interpolate import CubicSpline

    phases = [knot[0] for knot in knots] + [1.0]
    values = [knot[1] for knot in knots] + [knots[0][1]]
    spline = CubicSpline(phases, values, bc_type="periodic")
    return np.asarray(spline(np.linspace(0.0, 1.0, 1001)), np.float64)


def from_knots(knots: tuple[tuple[float, float], ...], phase: Angles) -> Angles:
    """Read a curve given by knots at phases ``[T]`` in cycles (any real number), degrees."""
    return np.interp(np.mod(phase, 1.0), np.linspace(0.0, 1.0, 1001), _spline(knots))


def from_fourier(terms: tuple[tuple[float, float], ...], phase: Angles) -> Angles:
    """Read a curve given by (cosine, sine) terms of order 0, 1, … at phases ``[T]``."""
    total = np.zeros_like(phase)
    for order, (cosine, sine) in enumerate(terms):
        angle = 2.0 * np.pi * order * phase
        total += cosine * np.cos(angle) + sine * np.sin(angle)
    return total
