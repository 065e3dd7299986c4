"""What the guide's network saw in clips, kept so that the state machine can be replayed in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.capture.walk_signs import Sighting
from engine.core.files import written_beside

PLACE = Path(__file__).parents[2] / "data" / "live_walks" / "sightings.npz"
_FINE = 16
_NOWHERE = -32768


@dataclass(frozen=True)
class Replay:
    """One clip as it was seen.

    ``truth``: when the child begins to walk and when the walk ends or leaves the picture, or None;
    ``points`` [T, 17, 2] and ``lowest`` [T] are NaN where nobody was seen.
    """

    name: str
    kind: str
    make: str
    size: tuple[int, int]
    truth: tuple[float, float] | None
    seconds: np.ndarray
    points: np.ndarray
    lowest: np.ndarray
    others: np.ndarray

    def sightings(self):
        """Yield time and sighting (or None) of each frame."""
        for at, points, lowest in zip(self.seconds, self.points, self.lowest, strict=True):
            seen = np.isfinite(lowest)
            yield (
                float(at),
                Sighting(float(at), points, float(lowest), *self.size) if seen else None,
            )


def _packed(values: np.ndarray) -> np.ndarray:
    fine = np.clip(np.nan_to_num(values * _FINE, nan=_NOWHERE), _NOWHERE, 32767)
    return np.rint(fine).astype(np.int16)


def _unpacked(values: np.ndarray) -> np.ndarray:
    return np.where(values == _NOWHERE, np.nan, values / _FINE)


def write_replays(replays: list[Replay], place: Path = PLACE) -> None:
    arrays: dict[str, np.ndarray] = {}
    for one in replays:
        truth = (np.nan, np.nan) if one.truth is None else one.truth
        arrays |= {
            f"{one.name}/about": np.array([one.kind, one.make]),
            f"{one.name}/size": np.array(one.size, np.int16),
            f"{one.name}/truth": np.array(truth),
            f"{one.name}/seconds": one.seconds.astype(np.float32),
            f"{one.name}/points": _packed(one.points),
            f"{one.name}/lowest": _packed(one.lowest),
            f"{one.name}/others": one.others.astype(np.int8),
        }
    with written_beside(place) as beside:
        np.savez_compressed(beside, **arrays)


def read_replays(place: Path = PLACE) -> list[Replay]:
    with np.load(place) as arrays:
        names = list(dict.fromkeys(key.rpartition("/")[0] for key in arrays.files))
        found = []
        for name in names:
            part = {
                key: arrays[f"{name}/{key}"]
                for key in ("about", "size", "truth", "seconds", "points", "lowest", "others")
            }
            truth = part["truth"]
            found.append(
                Replay(
                    name,
                    str(part["about"][0]),
                    str(part["about"][1]),
                    (int(part["size"][0]), int(part["size"][1])),
                    None if np.isnan(truth[0]) else (float(truth[0]), float(truth[1])),
                    part["seconds"].astype(float),
                    _unpacked(part["points"]),
                    _unpacked(part["lowest"]),
                    part["others"],
                )
            )
    return found
