"""The lens that a file names: looked up in a table of calibrated cameras, believed as far as edges allow.

Cameras that bend edges can be set to straighten them ("Linear"), and editing may do so later. So the edges of
the picture decide wherever enough of them say something; where they do not, the tags do, if they name the
field of view.

Must not know: what is measured.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.lens import Lens
from engine.core.level import Level
from engine.core.resources import resource
from engine.core.video import CameraTags
from engine.perception.camera.lens_choice import vote
from engine.perception.camera.line_segments import LineSegments

Doubles = NDArray[np.float64]

_SAME_ASPECT = 0.02
_MAKER = "GoPro"

LEFT = {"edges": 0.05, "tags": 0.2, "": 0.5}
"""Share of a lens' bend that may be left, as a standard deviation: cameras of a kind differ, the way that
one holds its picture still crops it, and where nothing decides it may be all or nothing."""


class CalibratedLens(NamedTuple):
    """A line of the table.

    Attributes:
        camera: Model, as its files name it.
        view: Field of view, as in `engine.core.video.CameraTags`.
        stabilised: As there; "" for any.
        aspect: Longer side of its pictures over the shorter one.
        lens: The lens.
    """

    camera: str
    view: str
    stabilised: str
    aspect: float
    lens: Lens


class NamedLens(NamedTuple):
    """What is known of the lens of a recording.

    Attributes:
        named: The lens that the file names, or "".
        told_by: What decided, as in `engine.core.level.Level`.
        lens: The one to correct for, or None.
        bend: First radial coefficient that may be left, as a standard deviation.
    """

    named: str = ""
    told_by: Literal["edges", "tags", ""] = ""
    lens: Lens | None = None
    bend: float = 0.0

    def put_into(self, level: Level) -> Level:
        """Return a level whose vertical nobody looked for yet, with this lens."""
        update: dict[str, object] = {"named": self.named, "told_by": self.told_by}
        if self.lens is not None:
            focal = self.lens.focal * max(level.width, level.height)
            update |= {"lens": self.lens, "focal_px": focal, "focal_from_tags": True}
        return level.model_copy(update=update)


@cache
def calibrated_lenses() -> tuple[CalibratedLens, ...]:
    """Return the table of calibrated lenses that is bundled with the program."""
    table = json.loads(resource("lenses", "profiles.json").read_text(encoding="utf-8"))
    return tuple(
        CalibratedLens(
            row["camera"],
            row["view"],
            row["stabilised"],
            row["aspect"],
            Lens(
                name=f"{_MAKER} {row['camera']}, {row['view']}",
                focal=row["focal"],
                coefficients=tuple(row["coefficients"]),
            ),
        )
        for row in table["lenses"]
    )


def lenses_of(camera: CameraTags | None, width: int, height: int) -> tuple[CalibratedLens, ...]:
    """Return the lines of the table that a file may mean; none where it names no camera of the table.

    Args:
        camera: What the file says.
        width: Width of a frame, px.
        height: Height of a frame, px.
    """
    if camera is None or camera.maker != _MAKER:
        return ()
    aspect = max(width, height) / min(width, height)
    rows = tuple(
        one
        for one in calibrated_lenses()
        if one.camera == camera.model
        and abs(one.aspect - aspect) < _SAME_ASPECT
        and camera.view in ("", one.view)
    )
    held = tuple(one for one in rows if one.stabilised in ("", camera.stabilised))
    return held if held and camera.stabilised else rows


def decide_lens(
    camera: CameraTags | None, candidates: tuple[CalibratedLens, ...], edges: Doubles, *, long: int
) -> NamedLens:
    """Decide which lens filmed, or that the picture has been straightened.

    Args:
        camera: What the file says.
        candidates: From `lenses_of`.
        edges: Of the pictures, from `engine.perception.camera.edge_tracing.trace_edges`.
        long: Longer side of the pictures, px.
    """
    if camera is None or not candidates:
        return NamedLens()
    bending = [one.lens for one in candidates if one.lens.bends]
    if not bending:
        lens = candidates[0].lens
        return NamedLens(lens.name, "tags", lens)
    named = bending[0].name if camera.view else f"{camera.maker} {camera.model}"
    votes = vote(edges, bending, long=long)
    if votes.for_straight:
        return NamedLens(named, "edges")
    if votes.for_lens:
        lens = bending[votes.best]
        return NamedLens(lens.name, "edges", lens, LEFT["edges"] * lens.coefficient)
    if camera.view:
        return NamedLens(named, "tags", bending[0], LEFT["tags"] * bending[0].coefficient)
    widest = min(one.coefficient for one in bending)
    return NamedLens(named, "", None, LEFT[""] * widest)


def straighten(segments: LineSegments, lens: Lens, size: tuple[int, int]) -> LineSegments:
    """Return segments as a pinhole with the lens' focal length would have shown them.

    Args:
        segments: As filmed.
        lens: What filmed them.
        size: Width and height of the picture, px.
    """
    long = max(size)
    half = segments.ways * (segments.lengths * size[1] / long / 2)[:, None]
    ends = np.stack([segments.middles + half, segments.middles - half])
    upper, lower = lens.straighten(ends / lens.focal) * lens.focal
    way = upper - lower
    lengths = np.linalg.norm(way, axis=1)
    way = np.where(way[:, 1:] > 0, -way, way) / np.maximum(lengths, 1e-9)[:, None]
    return LineSegments((upper + lower) / 2, way, lengths * long / size[1])
