"""Which of the spots that were followed are adhesive dots, and which landmark each marks.

Dots come in one colour and about one size, lie where dots are put, in pairs, and nowhere else. What is
printed on clothes fails at least one of these: stripes are not round, a logo has no partner, buttons lie
in the middle, and a pattern lies everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.core.scale import body_height
from engine.core.sides import Facing
from engine.core.sites import PAIRS, SITES, Site
from engine.dots.dot_set import NO_SITE, Dots
from engine.dots.dot_tracker import SpotTracks, track_spots

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


class _Place(NamedTuple):
    """Where a dot lies against keypoints, body heights: outwards (C7: to the own left) and downwards."""

    keypoints: tuple[Keypoint, ...]
    outwards: float
    down: float
    reach: tuple[float, float]


_SHOULDERS = (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER)
_PLACES: Mapping[Site, _Place] = {
    Site.LEFT_ACROMION: _Place((Keypoint.LEFT_SHOULDER,), 0.008, -0.020, (0.045, 0.045)),
    Site.RIGHT_ACROMION: _Place((Keypoint.RIGHT_SHOULDER,), 0.008, -0.020, (0.045, 0.045)),
    Site.C7: _Place(_SHOULDERS, 0.0, -0.040, (0.035, 0.045)),
    Site.LEFT_ILIAC: _Place((Keypoint.LEFT_HIP,), -0.005, -0.050, (0.045, 0.050)),
    Site.RIGHT_ILIAC: _Place((Keypoint.RIGHT_HIP,), -0.005, -0.050, (0.045, 0.050)),
    Site.LEFT_ANKLE: _Place((Keypoint.LEFT_ANKLE,), 0.004, 0.0, (0.045, 0.050)),
    Site.RIGHT_ANKLE: _Place((Keypoint.RIGHT_ANKLE,), 0.004, 0.0, (0.045, 0.050)),
}
_RIGHT = {right for _, right in PAIRS}

_HUE = np.radians(22.0)
_CHROMA = 2.2
_SIZE = 2.0
_MIRRORED = (0.035, 0.045)
_CONSISTENT = 0.03
_FEWEST = 3
_MOST_OTHERS = 2
_OFTEN = 0.2


def find_dots(spots: Floats, keypoints: Floats, seconds: Doubles, facing: Facing) -> Dots:
    """Follow spots and name those that are dots.

    Args:
        spots: float32 ``[T, S, 8]``, see `engine.dots.spot_detection`; rows of zeros where there are fewer.
        keypoints: The person, left and right settled, float32 ``[T, 17, 3]``.
        seconds: float64 ``[T]``.
        facing: Where the own left lies.

    Returns:
        All tracks; none has a name where they do not look like dots.
    """
    spot_tracks = track_spots(spots, keypoints, seconds)
    offsets = _offsets(spot_tracks, keypoints, seconds, facing)
    best: dict[Site, tuple[int, ...]] = {}
    for seed in range(len(spot_tracks.colours)):
        alike = _same_colour(spot_tracks, seed)
        named = _name_tracks(spot_tracks, offsets, alike, facing)
        if _weight(spot_tracks, named) > _weight(spot_tracks, best):
            best = named
    return _join_parts(spot_tracks, best)


def _offsets(
    spot_tracks: SpotTracks, keypoints: Floats, seconds: Doubles, facing: Facing
) -> dict[Site, Doubles]:
    """Return the offset of each track from the place of each landmark, body heights, ``[D, 2]``."""
    heights = body_height(keypoints.astype(np.float64), seconds)
    seen = (spot_tracks.places[..., 2] > 0) & np.isfinite(heights)[:, None]
    found = {}
    for site, place in _PLACES.items():
        at = keypoints[:, list(place.keypoints), :2].astype(np.float64).mean(axis=1)
        away = (spot_tracks.places[..., :2] - at[:, None]) / heights[:, None, None]
        away[..., 0] *= facing.sign * (-1.0 if site in _RIGHT else 1.0)
        away = np.where(seen[..., None], away, np.nan)
        middle = np.array(
            [np.nanmedian(track, axis=0) if np.isfinite(track).any() else (9.0, 9.0)
             for track in away.transpose(1, 0, 2)]
        ).reshape(-1, 2)  # fmt: skip
        found[site] = middle - (place.outwards, place.down)
    return found


def _same_colour(spot_tracks: SpotTracks, seed: int) -> list[int]:
    """Return the tracks of the colour of one of them."""
    colours = spot_tracks.colours[:, 1:].astype(np.float64)
    angle, chroma = np.arctan2(colours[:, 1], colours[:, 0]), np.linalg.norm(colours, axis=1)
    turn = np.abs(np.angle(np.exp(1j * (angle - angle[seed]))))
    share = np.maximum(chroma, chroma[seed]) / np.maximum(np.minimum(chroma, chroma[seed]), 1e-6)
    return [int(track) for track in np.flatnonzero((turn < _HUE) & (share < _CHROMA))]


def _name_tracks(
    spot_tracks: SpotTracks, offsets: Mapping[Site, Doubles], alike: Sequence[int], facing: Facing
) -> dict[Site, tuple[int, ...]]:
    """Name the tracks of one colour; nothing where they do not look like dots."""
    named: dict[Site, tuple[int, ...]] = {}
    taken: set[int] = set()
    for site, place in _PLACES.items():
        if site is Site.C7 and facing.sign > 0:
            continue
        near = _nearest_track(
            spot_tracks, offsets[site] / place.reach, [t for t in alike if t not in taken]
        )
        if near:
            named[site] = near
            taken |= set(near)
    for pair in PAIRS:
        if all(site in named for site in pair) and not _is_mirrored(
            spot_tracks, offsets, named, pair
        ):
            for site in pair:
                del named[site]
    pairs = sum(all(site in named for site in pair) for pair in PAIRS)
    seen = (spot_tracks.places[..., 2] > 0).mean(axis=0)
    used = {track for tracks in named.values() for track in tracks}
    others = sum(1 for track in alike if track not in used and seen[track] > _OFTEN)
    believed = pairs > 0 and len(named) >= _FEWEST and others <= min(_MOST_OTHERS, len(named) - 2)
    return named if believed else {}


def _nearest_track(
    spot_tracks: SpotTracks, away: Doubles, tracks: Sequence[int]
) -> tuple[int, ...]:
    """Return the track nearest to a landmark, with its other parts: the same place at other times."""
    far = np.abs(away[list(tracks)]).max(axis=1) if tracks else np.zeros(0)
    seen = spot_tracks.places[..., 2] > 0
    inside = [track for track, how_far in zip(tracks, far, strict=True) if how_far < 1.0]
    # The one that is seen most; the order of tracks is that.
    chosen: list[int] = inside[:1]
    for track in inside[1:]:
        apart = np.linalg.norm(away[track] - away[chosen[0]])
        together = (seen[:, track] & seen[:, chosen].any(axis=1)).sum()
        if together <= 1 and apart < _CONSISTENT / 0.045:
            chosen.append(track)
    return tuple(chosen)


def _is_mirrored(
    spot_tracks: SpotTracks,
    offsets: Mapping[Site, Doubles],
    named: Mapping[Site, tuple[int, ...]],
    pair: tuple[Site, Site],
) -> bool:
    """Tell whether the two of a pair lie as far out and as high, and are as large."""
    left, right = (offsets[site][named[site][0]] for site in pair)
    sizes = [_size(spot_tracks, named[site][0]) for site in pair]
    near = (np.abs(left - right) < _MIRRORED).all()
    return bool(near and max(sizes) < _SIZE * min(sizes))


def _size(spot_tracks: SpotTracks, track: int) -> float:
    sizes = spot_tracks.places[:, track, 2]
    return float(np.median(sizes[sizes > 0]))


def _weight(spot_tracks: SpotTracks, named: Mapping[Site, tuple[int, ...]]) -> float:
    """Return the evidence for some names: the number of landmarks, then of frames."""
    seen = (spot_tracks.places[..., 2] > 0).mean(axis=0)
    return sum(1.0 + float(seen[list(tracks)].sum()) for tracks in named.values())


def _join_parts(spot_tracks: SpotTracks, named: Mapping[Site, tuple[int, ...]]) -> Dots:
    """Join the parts of each dot into one track."""
    places = spot_tracks.places.copy()
    names = np.full(places.shape[1], NO_SITE, np.int64)
    gone: list[int] = []
    for site, tracks in named.items():
        first = tracks[0]
        names[first] = SITES.index(site)
        for other in tracks[1:]:
            mine = (places[:, other, 2] > 0) & (places[:, first, 2] == 0)
            places[mine, first] = places[mine, other]
            gone.append(other)
    kept = [track for track in range(places.shape[1]) if track not in gone]
    return Dots(places[:, kept], names[kept])
