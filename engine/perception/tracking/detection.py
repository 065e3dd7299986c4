"""When and where to look for people who are not followed yet.

The plan depends on times and on who is followed, never on how fast the machine is. Whoever is followed
is painted over before the search: of people side by side the detector gives boxes that straddle two of
them, and the one in between is never found.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.video import Frame
from engine.perception.tracking.observation import Observation
from engine.perception.types import Box, BoxFinder, PoseEstimator


class SearchWindow(NamedTuple):
    """A part of a frame to search, px, and how thoroughly."""

    x0: int
    y0: int
    x1: int
    y1: int
    thoroughness: int


@dataclass(frozen=True)
class SearchIntervals:
    """How often to search, seconds.

    Attributes:
        others: Whole picture, while somebody is followed.
        others_tiles: With tiles, while somebody is followed.
        near: Around each of those who are followed: people walk together.
        nobody: With tiles, while nobody is followed.
        nobody_fine: With smaller tiles, while nobody is followed.
        nobody_ever: Times at which the finest search runs if nobody was found until then.
        lost: Around the place where somebody was lost.
        lost_for: How long after a loss.
    """

    others: float = 1.0
    others_tiles: float = 4.0
    near: float = 1.5
    nobody: float = 0.3
    nobody_fine: float = 1.0
    nobody_ever: tuple[float, ...] = (0.5, 2.5, 8.0)
    lost: float = 0.2
    lost_for: float = 2.5


_BEYOND = 0.04
_SAME_NEIGHBOURHOOD = 0.5


def paint_over(
    view: NDArray[np.uint8], corner: tuple[int, int], people: Sequence[Observation]
) -> NDArray[np.uint8]:
    """Paint people over with the mean colour about them; return ``view`` itself where none is in it.

    Args:
        view: Part of a frame, uint8 ``[H, W, 3]``.
        corner: Where in the frame it begins, x and y, px.
        people: Who is painted over, a little beyond the outline.
    """
    painted = view
    for person in people:
        x0, y0, x1, y1 = person.bounds - np.array([*corner, *corner])
        if x1 <= 0 or y1 <= 0 or x0 >= view.shape[1] or y0 >= view.shape[0]:
            continue
        if painted is view:
            painted = view.copy()
        margin = max(2, math.ceil(_BEYOND * float(y1 - y0)))
        left, top = max(0, int(x0) - 2 * margin), max(0, int(y0) - 2 * margin)
        part = painted[top : int(y1) + 2 * margin, left : int(x1) + 2 * margin]
        body = np.zeros(part.shape[:2], dtype=np.uint8)
        if len(person.outline) >= 3:
            places = np.rint(person.outline - np.array([corner[0] + left, corner[1] + top]))
            cv2.fillPoly(body, [places.astype(np.int32)], 255)
            body = np.asarray(cv2.dilate(body, np.ones((2 * margin + 1,) * 2)), dtype=np.uint8)
        else:
            body[max(0, int(y0) - top) : int(y1) - top, max(0, int(x0) - left) : int(x1) - left] = (
                255
            )
        about = part[body == 0]
        part[body > 0] = np.rint(about.mean(axis=0)).astype(np.uint8) if len(about) else 128
    return painted


def detect_people(
    estimator: PoseEstimator,
    frame: Frame,
    window: SearchWindow,
    followed: Sequence[Observation] = (),
) -> list[Box]:
    """Search one window for people who are not among those followed; boxes in px of the whole frame."""
    x0, y0, x1, y1, thoroughness = window
    view = paint_over(frame.image[y0:y1, x0:x1], (x0, y0), followed)
    if isinstance(estimator, BoxFinder):
        boxes = estimator.boxes(view, thoroughness=thoroughness)
    else:
        people = estimator.people(view, frame.seconds, thoroughness=thoroughness)
        boxes = [person.next_box for person in people]
    return [Box(box.x + x0, box.y + y0, box.size, box.angle) for box in boxes]


def _around(box: Box, width: int, height: int) -> SearchWindow | None:
    """Return the window of twice the box's side about its centre, or None outside the frame."""
    x0, x1 = max(0, math.floor(box.x - box.size)), min(width, math.ceil(box.x + box.size))
    y0, y1 = max(0, math.floor(box.y - box.size)), min(height, math.ceil(box.y + box.size))
    return SearchWindow(x0, y0, x1, y1, 0) if x1 - x0 > 16 and y1 - y0 > 16 else None


def _neighbourhoods(boxes: Sequence[Box]) -> list[Box]:
    """Leave out boxes whose surroundings are searched with those of another one."""
    chosen: list[Box] = []
    for box in boxes:
        reach = _SAME_NEIGHBOURHOOD * box.size
        if not any(
            math.hypot(box.x - one.x, box.y - one.y) < reach and one.size > reach for one in chosen
        ):
            chosen.append(box)
    return chosen


def _quarters(width: int, height: int) -> list[SearchWindow]:
    """Cut the frame into four overlapping parts, each searched finely."""
    wide, tall = math.ceil(width * 0.6), math.ceil(height * 0.6)
    return [
        SearchWindow(x, y, x + wide, y + tall, 2)
        for y in (0, height - tall)
        for x in (0, width - wide)
    ]


class SearchPlan:
    """Says for each frame what to search.

    Args:
        width: Width of a frame, px.
        height: Height of a frame, px.
    """

    def __init__(self, width: int, height: int, times: SearchIntervals | None = None) -> None:
        self._width, self._height = width, height
        self._times = times or SearchIntervals()
        self._due: dict[str, float] = {}
        self._finest = list(self._times.nobody_ever)

    @property
    def lost_for(self) -> float:
        """How long a lost person is looked for around the last place, seconds."""
        return self._times.lost_for

    def _is_due(self, what: str, seconds: float, every: float) -> bool:
        if seconds + 1e-6 < self._due.get(what, -math.inf):
            return False
        self._due[what] = seconds + every
        return True

    def _whole(self, thoroughness: int) -> list[SearchWindow]:
        return [SearchWindow(0, 0, self._width, self._height, thoroughness)]

    def windows(
        self, seconds: float, *, followed: Sequence[Box], ever: bool, lost: Sequence[Box]
    ) -> list[SearchWindow]:
        """List what to search in the frame at ``seconds``.

        Args:
            seconds: Time of the frame.
            followed: Where those who are followed now will be.
            ever: Whether somebody was ever found.
            lost: Where people who were lost a short time ago may be.
        """
        times = self._times
        if not ever and self._finest and seconds >= self._finest[0]:
            self._finest.pop(0)
            return _quarters(self._width, self._height)
        if not followed:
            if self._is_due("nobody", seconds, times.nobody):
                return self._whole(2 if self._is_due("fine", seconds, times.nobody_fine) else 1)
            return []
        if self._is_due("others", seconds, times.others):
            tiled = self._is_due("tiles", seconds, times.others_tiles)
            return self._whole(1 if tiled else 0)
        if self._is_due("near", seconds, times.near):
            return self._around_each(_neighbourhoods(followed))
        if lost and self._is_due("lost", seconds, times.lost):
            return self._around_each(lost)
        return []

    def _around_each(self, boxes: Sequence[Box]) -> list[SearchWindow]:
        around = (_around(box, self._width, self._height) for box in boxes)
        return [window for window in around if window is not None]
