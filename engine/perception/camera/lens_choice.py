"""Whether the edges of a picture are bent as a known lens bends them, or straight already.

Straight edges of a room are straight in the picture of a pinhole. Each edge that was traced says through
which of the lenses in question it is straight, and through which plainly not: those that tell two lenses
apart vote.

Must not know: where the lenses are known from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.lens import Lens

Doubles = NDArray[np.float64]

_SHORTEST = 0.04
"""Length of the shortest edges that are asked, shares of the longer side."""
_SEEN = 14
"""Places of an edge that have to be seen."""
_NOISE, _ROUGHEST = 0.2, 0.4
"""Error of an edge's sagitta, and how far its places may scatter, px."""
_FITS, _MISSES = 2.0, 3.5
"""Standard deviations of the sagitta up to which an edge is straight, and from which it plainly is not."""
_FEWEST_VOTES = 4
_AGREE = 0.75


class Votes(NamedTuple):
    """How edges voted.

    Attributes:
        best: Index of the lens that fits them best, of those asked about.
        bent: Edges that are straight through that lens, and plainly not as filmed.
        straight: Edges that are straight as filmed, and plainly not through that lens.
    """

    best: int
    bent: int
    straight: int

    @property
    def for_lens(self) -> bool:
        """Whether the edges are bent as by the lens."""
        return self.bent >= _FEWEST_VOTES and self.bent >= _AGREE * (self.bent + self.straight)

    @property
    def for_straight(self) -> bool:
        """Whether the edges are straight as filmed."""
        both = self.bent + self.straight
        return self.straight >= _FEWEST_VOTES and self.straight >= _AGREE * both


def vote(edges: Doubles, lenses: Sequence[Lens], *, long: int) -> Votes:
    """Ask the edges of pictures of one camera which of some lenses bent them, or none.

    Args:
        edges: From `engine.perception.camera.edge_tracing.trace_edges`, of one picture or of several,
            float64 ``[N, K, 2]``.
        lenses: At least one.
        long: Longer side of the pictures, px.
    """
    edges = edges[np.asarray(np.isfinite(edges).all(axis=2).sum(axis=1)) >= _SEEN]
    bow, rough, length = _bows(edges)
    plain = (length > _SHORTEST) & (rough * length < _ROUGHEST / long)
    edges, noise = edges[plain], _NOISE / long / length[plain]
    if len(edges) == 0:
        return Votes(0, 0, 0)
    filmed = np.abs(bow[plain]) / noise
    through = np.array(
        [np.abs(_bows(lens.straighten(edges / lens.focal))[0]) / noise for lens in lenses]
    )
    best = int(np.argmin(np.minimum(through, _MISSES).sum(axis=1)))
    bent = int(((through[best] < _FITS) & (filmed > _MISSES)).sum())
    straight = int(((filmed < _FITS) & (through[best] > _MISSES)).sum())
    return Votes(best, bent, straight)


def _bows(edges: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    """Return the sagitta and roughness of edges ``[N, K, 2]``, shares of their lengths, and those."""
    seen = np.asarray(np.isfinite(edges).all(axis=2))
    places = np.where(seen[..., None], edges, 0.0)
    rows, last = np.arange(len(edges)), edges.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1)
    start, end = places[rows, np.argmax(seen, axis=1)], places[rows, last]
    way = end - start
    length = np.maximum(np.linalg.norm(way, axis=1), 1e-9)
    from_middle = (places - ((start + end) / 2)[:, None]) / length[:, None, None]
    unit = way / length[:, None]
    along = (from_middle * unit[:, None]).sum(axis=2)
    aside = unit[:, None, 0] * from_middle[..., 1] - unit[:, None, 1] * from_middle[..., 0]
    powers = np.stack([np.ones_like(along), along, along**2], axis=2) * seen[..., None]
    normal = np.einsum("nki,nkj->nij", powers, powers) + 1e-12 * np.eye(3)
    fitted = np.linalg.solve(normal, np.einsum("nki,nk->ni", powers, aside)[..., None])[..., 0]
    left = (aside - np.einsum("nki,ni->nk", powers, fitted)) * seen
    rough = np.sqrt((left**2).sum(axis=1) / np.maximum(seen.sum(axis=1), 1))
    return np.asarray(fitted[:, 2] / 4), rough, length
