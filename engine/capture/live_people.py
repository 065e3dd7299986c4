"""Who is in the live picture: one person is followed, others are looked for now and then.

The one who is followed is looked for where the frame before had him; a body that leaps or changes its size
at once is somebody else, and is not taken. One tile of the picture is searched at a time, so that no frame
costs much more than another.

Must not know: what is said to anybody, or when a walk begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.capture.walk_signs import Line
from engine.perception.crops import CIRCLE
from engine.perception.networks.person_detector import is_same_place
from engine.perception.networks.tiles import Tile, tiles
from engine.perception.types import Box, Person

_SEARCH_SECONDS = 0.4
"""How often a tile is searched while somebody is followed."""
_OTHERS_SECONDS = 0.5
"""How often the others are looked at."""
_FORGET_SECONDS = 1.2
_HOLD_SECONDS = 0.5
"""How long the place of somebody who is not seen is kept."""
_LEAP = 0.35
"""Way of the hips from one look to the next, by the body's size, that nobody goes in a fifth of a second."""
_RESIZE = 1.35
_FINE_EVERY = 2
_ON_LINE, _OFF_LINE = 0.25, 0.5
"""How far off its line a box is still that of the one followed, and from where on it is doubted, in halves of
the body's length."""
_CHECK_SECONDS = 0.15
_STAYS_SECONDS = 1.5
"""How long somebody else is seen before being followed in place of the one found first."""
_PLAINLY = 0.25
"""How much nearer to the middle, by the picture's width, that one must be."""


class Pose(Protocol):
    """What looks at a picture, such as `engine.perception.networks.live_pose.LivePose`."""

    def boxes(self, image: NDArray[np.uint8], *, thoroughness: int = 0) -> list[Box]:
        """Find everyone's box, the surest first."""
        ...

    def look(self, image: NDArray[np.uint8], box: Box) -> Person | None:
        """Look for the person in ``box``."""
        ...


@dataclass(slots=True, eq=False)
class _Other:
    """Somebody who is not followed: where, since when and until when seen, and when looked at last."""

    box: Box
    first: float
    seen: float
    looked: float


class LivePeople:
    """Follows one person through the frames of a camera.

    Args:
        pose: The networks.
    """

    def __init__(self, pose: Pose) -> None:
        self._pose = pose
        self.reset()

    def reset(self) -> None:
        """Forget everyone."""
        self._box: Box | None = None
        self._seen = self._searched = -np.inf
        self._others: list[_Other] = []
        self._on_line: Box | None
        self._turn = self._width = 0
        self._line, self._on_line, self._checked = Line(), None, -np.inf

    @property
    def others(self) -> tuple[float, ...]:
        """For how long each of the others has been seen, seconds."""
        return tuple(one.seen - one.first for one in self._others)

    def choose_again(self) -> bool:
        """Follow somebody else from now on who stands plainly nearer to the middle; tell whether that is so.

        The tile that was searched first may have shown somebody at the border. Not to be asked while the one
        followed walks.
        """
        lasting = [one for one in self._others if one.seen - one.first >= _STAYS_SECONDS]
        other = min(lasting, key=lambda one: self._cost(one.box), default=None)
        if other is None or self._box is None:
            return False
        if self._cost(other.box) > self._cost(self._box) - _PLAINLY * self._width:
            return False
        self._others.remove(other)
        self._others.append(_Other(self._box, other.first, self._seen, self._seen))
        self._box, self._seen = other.box, other.seen
        self._line, self._on_line = Line(), other.box
        return True

    def _cost(self, box: Box) -> float:
        """Tell how far from the middle of the picture somebody is, tall ones nearer, px."""
        return abs(box.x - self._width / 2) - 0.5 * box.size

    def look(self, image: NDArray[np.uint8], seconds: float) -> Person | None:
        """Look at an RGB frame, uint8 ``[H, W, 3]``; return the one who is followed, or None."""
        self._width = image.shape[1]
        person = None if self._box is None else self._follow(image, self._box, seconds)
        if person is None and seconds - self._seen > _HOLD_SECONDS:
            self._box = None
            person = self._find(image, seconds)
        elif seconds - self._searched >= _SEARCH_SECONDS:
            self._search_others(image, seconds)
        self._look_at_others(image, seconds)
        return person

    def _follow(self, image: NDArray[np.uint8], box: Box, seconds: float) -> Person | None:
        person = self._pose.look(image, box)
        if person is None or not _continues(box, person.next_box):
            return None
        person = self._undisturbed(image, person, seconds)
        self._box, self._seen = person.next_box, seconds
        self._others = [one for one in self._others if not is_same_place(one.box, person.next_box)]
        return person

    def _undisturbed(self, image: NDArray[np.uint8], person: Person, seconds: float) -> Person:
        """Return whoever is still on the line where the one followed walked, if that is somebody else.

        Who passes in front takes the body that is followed along; behind, the child walks on.
        """
        box = person.next_box
        aside = self._line.deviation(seconds, box.x, box.size / CIRCLE)
        if aside < _ON_LINE or self._on_line is None:
            self._on_line = box
        if aside < _OFF_LINE or seconds - self._checked < _CHECK_SECONDS:
            return person
        self._checked = seconds
        other = self._pose.look(image, self._on_line)
        if (
            other is None
            or is_same_place(other.next_box, box)
            or not _continues(self._on_line, other.next_box)
        ):
            return person
        self._note_other(box, seconds)
        self._line = Line()
        return other

    def _find(self, image: NDArray[np.uint8], seconds: float) -> Person | None:
        """Choose among those in one tile whoever is nearest to the middle of the picture, tall ones first."""
        found = [self._pose.look(image, box) for box in self._boxes(image, seconds, alone=True)]
        people = [person for person in found if person is not None]
        if not people:
            return None
        chosen = min(people, key=lambda person: self._cost(person.next_box))
        self._box, self._seen = chosen.next_box, seconds
        self._line, self._on_line = Line(), chosen.next_box
        for person in people:
            if person is not chosen:
                self._note_other(person.next_box, seconds)
        return chosen

    def _search_others(self, image: NDArray[np.uint8], seconds: float) -> None:
        for box in self._boxes(image, seconds, alone=False):
            if self._box is not None and is_same_place(box, self._box):
                continue
            person = self._pose.look(image, box)
            if person is not None and not (
                self._box is not None and is_same_place(person.next_box, self._box)
            ):
                self._note_other(person.next_box, seconds)
            return

    def _note_other(self, box: Box, seconds: float) -> None:
        for one in self._others:
            if is_same_place(one.box, box):
                one.box, one.seen, one.looked = box, seconds, seconds
                return
        self._others.append(_Other(box, seconds, seconds, seconds))

    def _look_at_others(self, image: NDArray[np.uint8], seconds: float) -> None:
        """Look at one of the others whose turn it is; forget who has not been seen for a while."""
        self._others = [one for one in self._others if seconds - one.seen <= _FORGET_SECONDS]
        due = [one for one in self._others if seconds - one.looked >= _OTHERS_SECONDS]
        if not due:
            return
        other = min(due, key=lambda one: one.looked)
        person = self._pose.look(image, other.box)
        self._others.remove(other)
        if person is None or (self._box and is_same_place(person.next_box, self._box)):
            return
        same = [one for one in self._others if is_same_place(one.box, person.next_box)]
        self._others = [one for one in self._others if one not in same]
        first = min(one.first for one in [other, *same])
        self._others.append(_Other(person.next_box, first, seconds, seconds))

    def _boxes(self, image: NDArray[np.uint8], seconds: float, *, alone: bool) -> list[Box]:
        """Search the tile whose turn it is; small ones, too, while nobody is followed."""
        self._searched = seconds
        height, width = image.shape[:2]
        coarse = tiles(height, width, 1)
        fine = tiles(height, width, 2)[len(coarse) :]
        turn, self._turn = self._turn, self._turn + 1
        small = alone and fine and turn % _FINE_EVERY == _FINE_EVERY - 1
        chosen = fine if small else coarse
        tile = chosen[(turn // _FINE_EVERY if alone else turn) % len(chosen)]
        return _boxes_in(self._pose, image, tile)


def _boxes_in(pose: Pose, image: NDArray[np.uint8], tile: Tile) -> list[Box]:
    """Find people in a tile of a picture; boxes are in px of the picture."""
    view = image[tile.y : tile.y + tile.side, tile.x : tile.x + tile.side]
    found = pose.boxes(np.ascontiguousarray(view), thoroughness=0)
    return [Box(box.x + tile.x, box.y + tile.y, box.size, box.angle) for box in found]


def _continues(before: Box, now: Box) -> bool:
    """Tell whether a box may be that of the same person a moment later."""
    way = float(np.hypot(now.x - before.x, now.y - before.y))
    larger, lesser = max(before.size, now.size), max(min(before.size, now.size), 1e-6)
    return way <= _LEAP * larger / CIRCLE * 2 and larger / lesser <= _RESIZE
