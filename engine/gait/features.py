"""What a correction of the measurements may read from a walk: odd and even features.

Odd features change their sign when the walk is seen in a mirror (left and right exchanged); even ones do
not. A correction made of odd features, each times even ones, answers a mirrored walk with the mirrored
value by construction. All are means over whole gait cycles, in percent of body height.

Must not know: what is fitted to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.level import FOCAL_SHARE
from engine.core.result import GaitFacts
from engine.gait.cycles import PHASES, over_cycles
from engine.gait.events import cycles_of, filmed_cycles
from engine.gait.outline import (
    CAP_LEVELS,
    FLANK_LEVELS,
    LEG_LEVELS,
    TOP_OFFSETS,
    height_differences,
    outline_readings,
)
from engine.gait.posture import WalkCycles
from engine.gait.sequence import WORLD, GaitSequence

Doubles = NDArray[np.float64]

# Pairs of MediaPipe Pose's 33 landmarks, left before right.
_PAIRS: Mapping[str, tuple[int, int]] = {
    "eyes": (2, 5),
    "ears": (7, 8),
    "mouth": (9, 10),
    "shoulders": (11, 12),
    "elbows": (13, 14),
    "wrists": (15, 16),
    "hips": (23, 24),
    "knees": (25, 26),
    "ankles": (27, 28),
    "heels": (29, 30),
    "toes": (31, 32),
}
_PHASED = ("shoulders", "hips", "knees", "ankles", "toes")
_STEPPING = ("knees", "ankles", "heels", "toes")
_SWINGING = ("elbows", "wrists")
_REACHING = ("elbows", "wrists", "knees", "ankles", "heels")
_BINS = 5
_FEWEST_FRAMES = 8
_LEVELS: Mapping[str, tuple[float, ...]] = {
    "tops": TOP_OFFSETS,
    "flanks": FLANK_LEVELS,
    "legs": LEG_LEVELS,
    "gaps": LEG_LEVELS,
    "caps": CAP_LEVELS,
}
_RANGES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "flanks": {"flank": (0.2, 1.5), "waist": (0.2, 0.9), "hips": (0.6, 1.5)},
    "legs": {"thighs": (1.1, 1.75), "knees": (1.5, 2.2), "calves": (1.9, 2.7), "legs": (1.1, 2.7)},
    "gaps": {"inner": (1.4, 2.7), "inner_knees": (1.5, 2.3)},
    "caps": {"cap": (-0.3, 0.1), "shoulder": (-0.2, 0.3)},
}


@dataclass(frozen=True, slots=True)
class Features:
    """Features of one walk.

    Attributes:
        odd: Change sign in a mirror.
        even: Do not.
    """

    odd: Mapping[str, float]
    even: Mapping[str, float]


def walk_features(sequence: GaitSequence, gait: GaitFacts, walk: WalkCycles) -> Features | None:
    """Read the features, or None where the walk has no whole cycle, landmarks, world or outlines."""
    landmarks, world = sequence.landmarks, sequence.extras.get(WORLD)
    if landmarks is None or world is None or not walk.cycles:
        return None
    times = sequence.seconds[walk.good]
    left, right = (filmed_cycles(cycles_of(gait, side), times) for side in (Side.LEFT, Side.RIGHT))
    reader = _Reader(sequence, walk, left, right)
    reader.landmarks(landmarks.astype(np.float64))
    reader.world(world.astype(np.float64))
    reader.outlines(sequence)
    return Features(reader.odd, reader.even)


def _lag(signals: Doubles) -> float:
    """Return the lead of the right leg's cycle over half a cycle after the left, percent.

    Args:
        signals: A signal of both legs over the mean cycle, float64 ``[40, 2]``.
    """
    turns = np.fft.rfft(signals, axis=0)[1]
    return float(100 * np.angle(-turns[1] * np.conj(turns[0])) / np.pi)


def _imbalance(sizes: Doubles) -> float:
    return float(100 * (sizes[0] - sizes[1]) / (sizes[0] + sizes[1]))


def _at_phases(cycle: Doubles) -> dict[str, Doubles]:
    """Return left and right over the whole cycle, and each in its own stance and its own swing.

    Args:
        cycle: float64 ``[40, levels, 2]``, phase 0 at a left heel strike.
    """
    own = np.stack([cycle[..., 0], np.roll(cycle[..., 1], -PHASES // 2, axis=0)], axis=-1)
    stance, swing = slice(PHASES // 10, 4 * PHASES // 10), slice(6 * PHASES // 10, 9 * PHASES // 10)
    return {
        "whole": cycle.mean(axis=0),
        "stance": own[stance].mean(axis=0),
        "swing": own[swing].mean(axis=0),
    }


class _Reader:
    """Gathers features; every mean is over whole cycles with the phase known."""

    def __init__(
        self,
        sequence: GaitSequence,
        walk: WalkCycles,
        left: tuple[tuple[float, float], ...],
        right: tuple[tuple[float, float], ...],
    ) -> None:
        self._seconds, self._walk = sequence.seconds, walk
        # Cycles of both feet, or a mirrored walk would be read over other cycles than the walk itself.
        self._cycles = tuple((c, s) for c, s in ((left, 0), (right, PHASES // 2)) if c)
        self._source = sequence.source
        self._scale = np.where(np.isfinite(walk.height), walk.height, 1.0)[:, None]
        self._sign = walk.turned.sign
        self.odd: dict[str, float] = {}
        self.even: dict[str, float] = {}

    def _mean_cycle(self, values: Doubles) -> Doubles:
        """Return the mean cycle of a signal ``[T, ...]``, float64 ``[40, ...]``; NaN where hardly seen."""
        flat = values.reshape(len(values), -1).copy()
        for column in flat.T:
            there = np.isfinite(column) & self._walk.good
            if there.sum() < _FEWEST_FRAMES:
                column[:] = np.nan
            else:
                column[:] = np.interp(self._seconds, self._seconds[there], column[there])
        feet = [
            np.roll(
                over_cycles(flat, self._seconds, self._walk.good, cycles).mean(axis=0),
                shift,
                axis=0,
            )
            for cycles, shift in self._cycles
        ]
        return np.asarray(np.mean(feet, axis=0).reshape(PHASES, *values.shape[1:]))

    def landmarks(self, points: Doubles) -> None:
        """Read heights, middles, depths and widths of the pairs."""
        focal = FOCAL_SHARE * max(self._source.width, self._source.height)
        aside = self._sign * (points[..., 0] - self._source.width / 2)
        lateral, down = 100 * aside / self._scale, 100 * points[..., 1] / self._scale
        depth = 100 * points[..., 2] / self._scale
        middle = lateral[:, _PAIRS["shoulders"]].mean(axis=1)
        # Under the trunk's middle: a way towards the camera moves all rows of the picture.
        trunk_row = down[:, [*_PAIRS["shoulders"], *_PAIRS["hips"]]].mean(axis=1, keepdims=True)
        down = down - trunk_row
        for name, (left, right) in _PAIRS.items():
            heights = self._mean_cycle(down[:, [left, right]])
            self.odd[f"height_{name}"] = float((heights[:, 0] - heights[:, 1]).mean())
            depths = self._mean_cycle(depth[:, left] - depth[:, right])
            self.odd[f"depth_{name}"] = float(depths.mean())
            self.even[f"width_{name}"] = float(
                self._mean_cycle(lateral[:, left] - lateral[:, right]).mean()
            )
            if name != "shoulders":
                way = self._mean_cycle((lateral[:, left] + lateral[:, right]) / 2 - middle)
                self.odd[f"middle_{name}"] = float(way.mean())
            if name in _PHASED:
                self._compare_phases(name, heights)
            if name in _REACHING:
                ends = heights.max(axis=0), heights.min(axis=0)
                self.odd[f"lowest_{name}"] = float(ends[0][0] - ends[0][1])
                self.odd[f"highest_{name}"] = float(ends[1][0] - ends[1][1])
            if name in _STEPPING:
                self.odd[f"step_{name}"] = _lag(heights)
            if name in _SWINGING:
                hang = down[:, [left, right]] - down[:, _PAIRS["shoulders"]]
                reach = lateral[:, [left, right]] - lateral[:, _PAIRS["shoulders"]]
                self._swing(name, self._mean_cycle(hang), self._mean_cycle(reach))
        legs = np.stack(
            [down[:, [27, 28]] - down[:, [25, 26]], down[:, [27, 28]] - down[:, [23, 24]]]
        )
        self.odd["step_shanks"], self.odd["step_legs"] = (
            _lag(self._mean_cycle(leg)) for leg in legs
        )
        self.odd["middle_nose"] = float(self._mean_cycle(lateral[:, 0] - middle).mean())
        trunk = down[:, _PAIRS["hips"]].mean(axis=1) - down[:, _PAIRS["shoulders"]].mean(axis=1)
        self.even["trunk"] = float(self._mean_cycle(trunk).mean())
        self.odd["place"] = float(
            self._mean_cycle(100 * aside[:, [11, 12]].mean(axis=1) / focal).mean()
        )
        rows = (points[:, [11, 12], 1].mean(axis=1) - self._source.height / 2) / focal
        self.even["elevation"] = float(self._mean_cycle(100 * rows).mean())
        self.even["distance"] = float(self._mean_cycle(focal / self._scale[:, 0]).mean())
        self.even["height_px"] = focal / self.even["distance"]
        self.even["facing"] = float(self._sign)

    def _compare_phases(self, name: str, heights: Doubles) -> None:
        """Compare left and right at the same share of their own cycles."""
        other = np.roll(heights[:, 1], -PHASES // 2)
        bins = (heights[:, 0] - other).reshape(_BINS, -1).mean(axis=1)
        for number, value in enumerate(bins):
            self.odd[f"phase{number}_{name}"] = float(value)

    def _swing(self, name: str, hang: Doubles, reach: Doubles) -> None:
        """Compare the size of the arms' swing, from how far it lifts and sways them in a cycle."""
        for number in (1, 2):
            lifts = np.abs(np.fft.rfft(hang, axis=0)[number]) + 0.01 * PHASES
            sways = np.abs(np.fft.rfft(reach, axis=0)[number]) + 0.01 * PHASES
            self.odd[f"swing_lift{number}_{name}"] = _imbalance(np.sqrt(lifts))
            self.odd[f"swing_sway{number}_{name}"] = _imbalance(sways)

    def world(self, points: Doubles) -> None:
        """Read the network's own idea of the body in space, metres x 100."""
        for name in _SWINGING:
            depth = self._mean_cycle(points[:, _PAIRS[name], 2] - points[:, _PAIRS["shoulders"], 2])
            sizes = np.abs(np.fft.rfft(depth, axis=0)[1]) + 0.01 * PHASES
            self.odd[f"swing_depth_{name}"] = _imbalance(sizes)
        for name, (left, right) in _PAIRS.items():
            apart = self._mean_cycle(100 * (points[:, left] - points[:, right]))
            self.odd[f"world_height_{name}"] = float(apart[:, 1].mean())
            self.odd[f"world_depth_{name}"] = float(apart[:, 2].mean())
            if name != "hips":
                middle = self._mean_cycle(
                    50 * self._sign * (points[:, left, 0] + points[:, right, 0])
                )
                self.odd[f"world_middle_{name}"] = float(middle.mean())

    def outlines(self, sequence: GaitSequence) -> None:
        """Read the outline of the mask."""
        readings = outline_readings(
            sequence, sign=self._sign, height=self._scale[:, 0], good=self._walk.good
        )
        for name, places in _LEVELS.items():
            cycle = self._mean_cycle(100 * getattr(readings, name))
            laid = cycle.mean(axis=0)
            for number in range(len(places)):
                left, right = laid[number]
                self.odd[f"{name}{number}"] = float(left - right)
                self.even[f"{name}{number}"] = float(left + right)
            for phase, curves in _at_phases(cycle).items():
                self._compare_edges(name, phase, curves, np.array(places))

    def _compare_edges(self, edges: str, phase: str, curves: Doubles, places: Doubles) -> None:
        """Read how much lower the left edge's shape lies than the right one's, over some levels."""
        for name, (low, high) in _RANGES.get(edges, {}).items():
            chosen = (places >= low) & (places <= high)
            value, strength = height_differences(curves[chosen] / 100, places[chosen])
            self.odd[f"lowered_{name}_{phase}"] = 100 * value * strength
