"""Corrections by hand: what a person says about the dots, applied without another look at the video."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.sites import SITES, Site
from engine.core.text import text
from engine.dots.dot_set import NO_SITE, Dots

_REACH = 1.5
"""How far from a spot a click may be, diameters."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Assign a landmark to a track; the track that had it gets this one's in exchange."""

    track: int
    site: Site


@dataclass(frozen=True, slots=True)
class Drop:
    """Say that a track is no dot."""

    track: int


@dataclass(frozen=True, slots=True)
class Move:
    """Say where the dot of a landmark is in one frame: the spot there becomes it, in all frames.

    Attributes:
        frame: Frame of the sequence, from 0.
        x: Place, px of the upright frame.
        y: Place, px.
    """

    site: Site
    frame: int
    x: float
    y: float


Edit = Rename | Drop | Move


def apply_edits(dots: Dots, edits: Sequence[Edit], *, confirmed: bool = True) -> Dots:
    """Apply corrections in their order.

    Args:
        dots: As found, or corrected before.
        edits: What a person says.
        confirmed: Whether the person is done and the names count as looked at.

    Raises:
        SequenceError: There is no such track or frame, or no spot where the dot was said to be.
    """
    for edit in edits:
        dots = _apply_edit(dots, edit)
    return replace(dots, confirmed=confirmed)


def _apply_edit(dots: Dots, edit: Edit) -> Dots:
    names = dots.names.copy()
    track = _spot_at(dots, edit) if isinstance(edit, Move) else edit.track
    if not 0 <= track < len(names):
        raise SequenceError(
            text("There is no dot number {number} in this recording.", number=track + 1),
            text("Choose one that is marked on the picture."),
        )
    if isinstance(edit, Drop):
        names[track] = NO_SITE
        return replace(dots, names=names)
    number = SITES.index(edit.site)
    before = np.flatnonzero(names == number)
    names[before] = names[track] if isinstance(edit, Rename) else NO_SITE
    names[track] = number
    return replace(dots, names=names)


def _spot_at(dots: Dots, move: Move) -> int:
    """Return the track whose spot is nearest to a click.

    Raises:
        SequenceError: There is no such frame, or none lies there.
    """
    if 0 <= move.frame < len(dots.places) and dots.places.shape[1]:
        here: NDArray[np.float32] = dots.places[move.frame]
        away = np.hypot(here[:, 0] - move.x, here[:, 1] - move.y)
        away = np.where(here[:, 2] > 0, away / np.maximum(here[:, 2], 1e-6), np.inf)
        if float(away.min()) < _REACH:
            return int(away.argmin())
    raise SequenceError(
        text("No coloured dot was followed there."),
        text("Choose a spot marked on the picture, or film again with other dots."),
    )
