"""Whose video is it: the number of a child in the name of a file. Must not know videos or screening."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from engine.roster.entries import Child

_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""A number stands alone: neither a letter nor a digit goes before it or follows."""

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-_. ]?)\d\d\1\d\d(?!\d)")
_CAMERA = re.compile(
    r"(?:img|vid|video|dsc[a-z]?|mvi|mov|movie|pxl|gopr|g[hx]|dji|sam|cimg|wp|trim|clip|c|p)[-_ ]?\d.*"
)
"""Names that phones and cameras give by themselves: a counter or a time."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Which video shows which child.

    Attributes:
        children: The child of each video that has one, by the name of the video.
        videos: Names of videos without a child: no number of the roster stands in the name, or several do.
        missing: Children without a video.
    """

    children: Mapping[str, Child]
    videos: tuple[str, ...]
    missing: tuple[Child, ...]


def match_names(children: Iterable[Child], names: Iterable[str]) -> Matches:
    """Find the child of each video by its name.

    The name of the file without its ending is looked at first, then those of the folders it lies in, from
    the nearest. A number counts where it stands alone (``17`` in ``walk_17_b.mp4``, not in ``0173.mp4``),
    large and small letters alike; of two where one holds the other (``17`` and ``A-17``), the longer one.
    Where the very number does not stand there, leading zeros are passed over on both sides. Dates, and the
    names that cameras give (``IMG_0017``), are no numbers of children: a child without a video is better than
    the video of another one.

    Args:
        children: Those of the roster.
        names: Paths of the videos below their folder, with forward slashes.
    """
    roster = tuple(children)
    found: dict[str, Child] = {}
    alone: list[str] = []
    for name in names:
        child = _child_of(name, roster)
        if child is None:
            alone.append(name)
        else:
            found[name] = child
    seen = {child.number for child in found.values()}
    missing = tuple(child for child in roster if child.number not in seen)
    return Matches(found, tuple(alone), missing)


def _child_of(name: str, roster: tuple[Child, ...]) -> Child | None:
    path = PurePosixPath(name)
    for words in (path.stem, *(part.name for part in path.parents)):
        for plain in (_folded, _without_zeros):
            standing = _standing_in(words, roster, plain)
            if standing:
                return standing[0] if len(standing) == 1 else None
    return None


def _standing_in(words: str, roster: tuple[Child, ...], plain: Callable[[str], str]) -> list[Child]:
    """Return the children whose number stands in some words, without those that a longer number holds."""
    by_camera = _CAMERA.fullmatch(_folded(words)) is not None
    undated = plain(_DATE.sub(" ", words))
    numbers = [(plain(child.number), child) for child in roster]
    whole = [child for number, child in numbers if number == plain(words)]
    found = [
        (number, child)
        for number, child in numbers
        if number and not (by_camera and number.isdecimal()) and _stands(number, undated)
    ]
    return whole or [
        child
        for number, child in found
        if not any(number != other and _stands(number, other) for other, _ in found)
    ]


def _stands(number: str, words: str) -> bool:
    return re.search(_START + re.escape(number) + _END, words) is not None


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def _without_zeros(words: str) -> str:
    return re.sub(rf"{_START}0+(?=\d)", "", _folded(words))
