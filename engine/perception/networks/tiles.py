"""Where the detector looks: the whole picture, then ever smaller overlapping square tiles.

The detector sees 224 px: a person under a fifth of the picture's long side is often missed, under
an eighth always. On tiles, such a person is large again.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Tile(NamedTuple):
    """A square of a picture, px: left, top and side; it may reach beyond the right or lower border."""

    x: int
    y: int
    side: int


def _starts(length: int, side: int) -> list[int]:
    """Return starts of tiles that overlap by half, the first at 0 and the last at the end."""
    room = length - side
    count = max(1, math.ceil(room / (side * 0.5)) + 1)
    if count == 1:
        return [0]
    return sorted({int(room * step / (count - 1)) for step in range(count)})


def tiles(height: int, width: int, thoroughness: int) -> list[Tile]:
    """List the tiles to look at.

    Args:
        height: Height of the picture, px.
        width: Width of the picture, px.
        thoroughness: 0 for the whole picture only; each level adds tiles of half the side, beginning
            with the picture's short side (4, 25, 123 tiles for 1080p).
    """
    found = [Tile(0, 0, max(height, width))]
    for level in range(thoroughness):
        side = min(height, width) // 2**level
        found.extend(Tile(x, y, side) for y in _starts(height, side) for x in _starts(width, side))
    return list(dict.fromkeys(found))
