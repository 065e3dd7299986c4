"""The dots of a recording as data: where each was seen, and which landmark it marks.

Tracks that are no dot, as far as anybody knows, are kept beside those with a name: a hand may name them
later without another look at the video.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.sites import SITES, Site
from engine.core.text import text

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NO_SITE = -1
MOST_TRACKS = 64
MOST_FRAMES = 1_000_000
PLACES, NAMES = "dot_places", "dot_names"
"""Names of the two arrays in a file."""

_REMEDY = text("Screen the video again to make a new sequence.")


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Dots and other spots followed through a recording. D tracks over T frames.

    Attributes:
        places: float32 ``[T, D, 4]``: x px, y px, larger diameter px, contrast; zeros where not seen.
        names: Landmark of each, int64 ``[D]``: place in `engine.core.sites.SITES`, -1 for none; no
            landmark twice.
        confirmed: Whether a person has looked at the names.

    Raises:
        SequenceError: The arrays do not fit each other, or hold what is no number.
    """

    places: Floats
    names: Ints
    confirmed: bool = False

    def __post_init__(self) -> None:
        """Check the arrays."""
        frames, tracks = self.places.shape[:2] if self.places.ndim == 3 else (-1, -1)
        named = self.names[self.names != NO_SITE] if self.names.ndim == 1 else self.names
        fits = (
            self.places.shape == (frames, tracks, 4)
            and self.places.dtype == np.float32
            and self.names.shape == (tracks,)
            and self.names.dtype == np.int64
            and tracks <= MOST_TRACKS
            and bool(np.isfinite(self.places).all())
            and bool(((named >= 0) & (named < len(SITES))).all())
            and len(np.unique(named)) == len(named)
        )
        if not fits:
            raise SequenceError(text("The dots in the sequence do not fit together."), _REMEDY)

    @property
    def tracks(self) -> Mapping[Site, int]:
        """The track of each landmark that has a dot, in the order of `SITES`."""
        where = {int(name): track for track, name in enumerate(self.names) if name != NO_SITE}
        return {site: where[place] for place, site in enumerate(SITES) if place in where}

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Whether each track was seen in each frame, bool ``[T, D]``."""
        return np.asarray(self.places[..., 2] > 0)

    def of(self, frames: slice | NDArray[np.integer] | NDArray[np.bool_]) -> Dots:
        """Return the same dots in some of the frames."""
        return replace(self, places=self.places[frames])

    def site_of(self, track: int) -> Site | None:
        """Return the landmark of a track, or None.

        Raises:
            IndexError: There is no such track.
        """
        return None if self.names[track] == NO_SITE else SITES[self.names[track]]

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays for a file: the places, and the names with the confirmation as last number."""
        return {PLACES: self.places, NAMES: np.append(self.names, int(self.confirmed))}


def read_dots(arrays: Mapping[str, NDArray[np.generic]], frames: int) -> Dots | None:
    """Read what `Dots.arrays` gave; None where there is nothing.

    Raises:
        SequenceError: The arrays are not what `Dots.arrays` gives, or not of so many frames.
    """
    if PLACES not in arrays and NAMES not in arrays:
        return None
    places, names = arrays.get(PLACES), arrays.get(NAMES)
    if places is None or names is None or names.ndim != 1 or not 0 < len(names) <= MOST_TRACKS + 1:
        raise SequenceError(text("The dots in the sequence do not fit together."), _REMEDY)
    if len(places) != frames or names.dtype != np.int64 or places.dtype != np.float32:
        raise SequenceError(text("The dots in the sequence do not fit together."), _REMEDY)
    numbers = names.astype(np.int64)
    return Dots(places.astype(np.float32, copy=False), numbers[:-1], bool(numbers[-1]))
