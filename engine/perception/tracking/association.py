"""Decides which tracklets are one person, afterwards and with all that was seen.

First a tracklet that seems to have slid from one person to another is cut; then pieces are joined
where motion, size and appearance all agree and no other piece fits nearly as well. What stays in
doubt stays apart: two tracks of one person are a nuisance, one track of two people is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.perception.tracking import appearance as looks
from engine.perception.tracking.matching import predict_box, relative_step
from engine.perception.tracking.observation import Observation
from engine.perception.tracking.tracklets import Tracklet
from engine.perception.types import Box

LONGEST_BRIDGE_SECONDS = 2.5
_WINDOW_SECONDS = 0.5
_OTHER_LOOK = 0.42
_LEAP = 0.2
_LOOKS = 12
_SAME_LOOK = 0.45
_CLEAR_LEAD = 0.3
_FEWEST_FRAMES = 5
_LEAST_SECONDS = 0.5
_LEAST_SCORE = 0.6
_TURNED = math.radians(35)
_SURE_SCORE = 0.97
_BONES = ((5, 7), (6, 8), (11, 13), (12, 14), (13, 15), (14, 16))
_BONES_VARY = 0.27
_LONGEST_TRUNK = 0.55
_STILL = 0.004
_STILL_SECONDS = 1.5
_BELOW_THE_FACE = slice(5, 17)


@dataclass(slots=True, eq=False)
class TrackedPerson:
    """A person followed through a recording, perhaps with gaps.

    Attributes:
        observations: In order of time.
        bridged: Gaps that were bridged: start and end, seconds.
        doubtful: Times at which the identity was in doubt, seconds.
    """

    observations: list[Observation]
    bridged: list[tuple[float, float]] = field(default_factory=list)
    doubtful: list[float] = field(default_factory=list)


def _jumps(observations: Sequence[Observation], about: int, reach: int) -> bool:
    """Tell whether the body moved unsteadily near a place in the tracklet."""
    for index in range(max(3, about - reach), min(len(observations), about + reach)):
        now = observations[index]
        expected = predict_box(observations[index - 3 : index], now.seconds)
        if relative_step(expected, now.place) > _LEAP:
            return True
    return False


def _find_switch(observations: Sequence[Observation]) -> int | None:
    """Find where a tracklet slides to somebody who looks otherwise, or None."""
    if len(observations) < 8:
        return None
    span = observations[-1].seconds - observations[0].seconds
    window = max(4, round(_WINDOW_SECONDS * (len(observations) - 1) / max(span, 1e-6)))
    strongest, place = _OTHER_LOOK, None
    appearances = [one.appearance for one in observations]
    for index in range(window, len(observations) - window + 1):
        before = looks.mean_of(appearances[index - window : index])
        after = looks.mean_of(appearances[index : index + window])
        if before is None or after is None:
            continue
        change = looks.distance(before, after)
        if change > strongest and _jumps(observations, index, window):
            strongest, place = change, index
    return place


def _split(tracklet: Tracklet) -> list[TrackedPerson]:
    """Cut a tracklet wherever it seems to slide to somebody else."""
    pieces: list[TrackedPerson] = []
    rest = tracklet.observations
    while (place := _find_switch(rest)) is not None:
        head, rest = rest[:place], rest[place:]
        pieces.append(TrackedPerson(head, doubtful=[head[-1].seconds]))
    pieces.append(TrackedPerson(rest))
    doubtful = {o.position: o.seconds for o in tracklet.observations}
    pieces[-1].doubtful.extend(doubtful[p] for p in tracklet.doubtful if p in doubtful)
    return pieces


def _cost(one: TrackedPerson, other: TrackedPerson) -> float:
    """Tell how badly ``other`` fits as the continuation of ``one``; infinite where it cannot be."""
    last, first = one.observations[-1], other.observations[0]
    gap = first.seconds - last.seconds
    if first.position <= last.position or gap > LONGEST_BRIDGE_SECONDS:
        return math.inf
    ahead = predict_box(one.observations, first.seconds)
    back = predict_box(other.observations[::-1][-6:], last.seconds)
    motion = min(_distance(ahead, first.place), _distance(back, last.place)) / (0.4 + 1.2 * gap)
    growth = min(_growth(ahead, first.place), _growth(back, last.place)) / (0.25 + 0.2 * gap)
    look = (
        looks.distance(
            looks.mean_of([o.appearance for o in one.observations[-_LOOKS:]]),
            looks.mean_of([o.appearance for o in other.observations[:_LOOKS]]),
        )
        / _SAME_LOOK
    )
    return motion + growth + look if max(motion, growth, look) < 1 else math.inf


def _distance(one: Box, other: Box) -> float:
    return relative_step(one, other)


def _growth(one: Box, other: Box) -> float:
    return abs(math.log(one.size / other.size))


def _best_pair(people: list[TrackedPerson]) -> tuple[TrackedPerson, TrackedPerson] | None:
    """Find the best pair to join that has no rival, or None."""
    costs = {
        (i, j): cost
        for i, one in enumerate(people)
        for j, other in enumerate(people)
        if i != j and math.isfinite(cost := _cost(one, other))
    }
    for (i, j), cost in sorted(costs.items(), key=lambda item: item[1]):
        rivals = [c for (a, b), c in costs.items() if (a == i) != (b == j)]
        if all(rival - cost >= _CLEAR_LEAD for rival in rivals):
            return people[i], people[j]
    return None


def _is_long_enough(person: TrackedPerson) -> bool:
    """Tell whether somebody was followed for more than a moment."""
    seen = person.observations
    lasted = seen[-1].seconds - seen[0].seconds
    return len(seen) >= _FEWEST_FRAMES and lasted >= _LEAST_SECONDS


def _is_person(person: TrackedPerson) -> bool:
    """Tell a person from something the networks took for one."""
    seen = person.observations
    score = float(np.mean([one.score for one in seen]))
    if score < _LEAST_SCORE:
        return False
    turned = float(np.median([abs(one.place.angle) for one in seen]))
    if turned > _TURNED and score < _SURE_SCORE:
        return False
    points = np.stack([one.keypoints[:, :2] for one in seen]).astype(np.float64)
    lasted = seen[-1].seconds - seen[0].seconds
    return _is_body(points) and (lasted < _STILL_SECONDS or limb_motion(points) >= _STILL)


def limb_motion(points: NDArray[np.float64]) -> float:
    """Tell how much a body changes its pose, ``[T, 17, 2]``: root mean square, by the body's height.

    Where it is in the picture, its size and its turn are taken out: a picture on a wall does not change
    its pose whatever the camera does, and somebody who stands and waits does.
    """
    centred = points - points.mean(axis=1, keepdims=True)
    shapes = centred[..., 0] + 1j * centred[..., 1]
    sizes = np.maximum(np.linalg.norm(shapes, axis=1, keepdims=True), 1e-6)
    shapes = shapes / sizes
    typical = np.median(shapes.real, axis=0) + 1j * np.median(shapes.imag, axis=0)
    turns = (shapes.conj() * typical).sum(axis=1, keepdims=True)
    turned = shapes * turns / np.maximum(np.abs(turns), 1e-6)
    height = float(np.median(np.ptp(points[..., 1], axis=1) / sizes[:, 0]))
    changes = np.abs(turned - typical)[:, _BELOW_THE_FACE]
    return float(np.sqrt((changes**2).mean())) / max(height, 1e-6)


def _is_body(points: NDArray[np.float64]) -> bool:
    """Tell a body, whose bones keep their lengths, from things on a desk, ``[T, 17, 2]``."""
    bones = np.stack([np.linalg.norm(points[:, a] - points[:, b], axis=1) for a, b in _BONES])
    # Against each other, because somebody who walks towards the camera grows as a whole.
    shares = bones / np.maximum(bones.sum(axis=0), 1e-6)
    varies = shares.std(axis=1) / np.maximum(shares.mean(axis=1), 1e-6)
    trunk = np.linalg.norm(points[:, 5:7].mean(axis=1) - points[:, 11:13].mean(axis=1), axis=1)
    extent = np.maximum(np.ptp(points[..., 1], axis=1), np.ptp(points[..., 0], axis=1))
    length = float(np.median(trunk / np.maximum(extent, 1e-6)))
    return float(np.median(varies)) <= _BONES_VARY and length <= _LONGEST_TRUNK


def associate(tracklets: Sequence[Tracklet]) -> tuple[list[TrackedPerson], list[TrackedPerson]]:
    """Join tracklets into people, in the order of their first frame.

    Returns:
        Those who were followed, and those who look like people but were seen for a moment only.
    """
    people = [piece for tracklet in tracklets for piece in _split(tracklet)]
    while (pair := _best_pair(people)) is not None:
        one, other = pair
        gap = (one.observations[-1].seconds, other.observations[0].seconds)
        bridged = other.observations[0].position > one.observations[-1].position + 1
        joined = TrackedPerson(
            one.observations + other.observations,
            [*one.bridged, *([gap] if bridged else []), *other.bridged],
            [*(t for t in one.doubtful if t != gap[0]), *other.doubtful],
        )
        people = [joined if p is one else p for p in people if p is not other]
    kept = [person for person in people if _is_person(person)]
    kept.sort(key=lambda person: person.observations[0].position)
    return [one for one in kept if _is_long_enough(one)], [
        one for one in kept if not _is_long_enough(one)
    ]
