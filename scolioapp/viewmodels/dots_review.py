"""Adhesive dots, looked at and corrected by a person before they count.

Corrections are tried on the dots as they were found, and drawn at once; what is measured changes when the
person confirms. Must not know QtGui or QtWidgets, nor what is measured from dots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from engine.core.errors import SequenceError
from engine.core.sites import SITES, Site
from engine.core.text import Text, text
from engine.dots.dot_editing import Drop, Edit, Move, Rename, apply_edits
from engine.dots.dot_set import Dots

_NEAR = 0.75
"""Farthest frame that stands for a time, in frames."""

_NAMES: Mapping[Site, Text] = {
    Site.LEFT_ACROMION: text("Left shoulder"),
    Site.RIGHT_ACROMION: text("Right shoulder"),
    Site.C7: text("Neck (C7)"),
    Site.LEFT_ILIAC: text("Hips, left"),
    Site.RIGHT_ILIAC: text("Hips, right"),
    Site.LEFT_ANKLE: text("Left ankle"),
    Site.RIGHT_ANKLE: text("Right ankle"),
}


def site_words(site: Site) -> Text:
    """Return the name of a landmark."""
    return _NAMES[site]


@dataclass(frozen=True, slots=True)
class SeenDot:
    """A dot or another coloured spot at one moment.

    Attributes:
        site: The landmark that it marks, or None for a spot that marks none.
        x: Place, px of an upright frame.
        y: Place, px.
        diameter: Diameter, px.
    """

    site: Site | None
    x: float
    y: float
    diameter: float


class DotsReview(QObject):
    """The dots of the walk that is shown, with the corrections that are not measured yet.

    Signals:
        changed: Names, selection, picking, problem, or whether dots are drawn.
        confirmed: The `Dots` that are to count.
    """

    changed = Signal()
    confirmed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = True
        self._found: Dots | None = None
        self._dots: Dots | None = None
        self._seconds: NDArray[np.float64] = np.zeros(0)
        self._edits: list[Edit] = []
        self._selected: Site | None = None
        self._picking: Site | None = None
        self._problem: SequenceError | None = None

    def show_walk(self, dots: Dots | None, seconds: NDArray[np.float64]) -> None:
        """Take the dots of a walk, or None where none were used.

        Args:
            dots: The dots.
            seconds: Times of its frames in the recording, float64 ``[T]``.
        """
        self._found = self._dots = dots
        self._seconds = seconds
        self._edits, self._picking, self._problem = [], None, None
        self.changed.emit()

    def set_shown(self, shown: bool) -> None:
        """Draw dots over the video, or not."""
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()

    # What is there

    @property
    def used(self) -> bool:
        """Whether somebody said that dots were used."""
        return self._dots is not None

    @property
    def checked(self) -> bool:
        """Whether a person has looked at the dots, and nothing was changed since."""
        return self._found is not None and self._found.confirmed and not self._edits

    @property
    def seen(self) -> Mapping[Site, float]:
        """Share of the frames in which the dot of each landmark is seen, for those that have one."""
        if self._dots is None:
            return {}
        shares = self._dots.seen.mean(axis=0)
        return {site: float(shares[track]) for site, track in self._dots.tracks.items()}

    @property
    def selected(self) -> Site | None:
        """The landmark that is chosen in the list."""
        return self._selected

    def select(self, site: Site | None) -> None:
        """Choose a landmark."""
        if site is not self._selected:
            self._selected, self._picking = site, None
            self.changed.emit()

    @property
    def picking(self) -> Site | None:
        """The landmark whose dot is being pointed out on the picture, or None."""
        return self._picking

    @property
    def problem(self) -> SequenceError | None:
        """Why the last correction was not taken, or None."""
        return self._problem

    @property
    def can_undo(self) -> bool:
        """Whether a correction can be taken back."""
        return bool(self._edits)

    def at(self, seconds: float) -> list[SeenDot]:
        """Return what is seen at a time of the recording; spots without a name only while one is picked."""
        frame = self._frame_at(seconds)
        if self._dots is None or frame is None:
            return []
        found = []
        for track, (x, y, diameter) in enumerate(self._dots.places[frame, :, :3].tolist()):
            site = self._dots.site_of(track)
            if diameter > 0 and (site is not None or self._picking is not None):
                found.append(SeenDot(site, x, y, diameter))
        return found

    def _frame_at(self, seconds: float) -> int | None:
        """Return the frame that stands for a time, or None where none is near."""
        if not len(self._seconds):
            return None
        frame = int(np.abs(self._seconds - seconds).argmin())
        step = float(np.median(np.diff(self._seconds))) if len(self._seconds) > 1 else 0.1
        return frame if abs(float(self._seconds[frame]) - seconds) <= _NEAR * step else None

    # Corrections

    def rename(self, site: Site, to: Site) -> None:
        """Say that the dot of a landmark marks another one; a dot of that name changes places with it."""
        if self._dots is not None and site in self._dots.tracks and site is not to:
            self._selected = to
            self._try(Rename(self._dots.tracks[site], to))

    def drop(self, site: Site) -> None:
        """Say that what was taken for the dot of a landmark is none."""
        if self._dots is not None and site in self._dots.tracks:
            self._try(Drop(self._dots.tracks[site]))

    def pick(self, site: Site | None) -> None:
        """Begin to point out the dot of a landmark on the picture; None: leave it."""
        if site is not self._picking:
            self._picking, self._problem = site, None
            self.changed.emit()

    def point(self, x: float, y: float, seconds: float) -> None:
        """Say that the dot that is being pointed out lies there (px of an upright frame) at a time."""
        frame = self._frame_at(seconds)
        if self._picking is not None:
            self._try(Move(self._picking, -1 if frame is None else frame, x, y))

    def undo(self) -> None:
        """Take the last correction back."""
        if self._edits and self._found is not None:
            self._edits.pop()
            self._dots, self._problem = apply_edits(self._found, self._edits, confirmed=False), None
            self.changed.emit()

    def _try(self, edit: Edit) -> None:
        if self._dots is None:
            return
        try:
            self._dots = apply_edits(self._dots, [edit], confirmed=False)
        except SequenceError as error:
            self._problem = error
        else:
            self._edits.append(edit)
            self._picking = self._problem = None
        self.changed.emit()

    def confirm(self) -> None:
        """Let the dots count as they are named now."""
        if self._dots is not None:
            self.pick(None)
            self.confirmed.emit(apply_edits(self._dots, (), confirmed=True))


def sites_to_show(front: bool, seen: Mapping[Site, float]) -> list[Site]:
    """Return the landmarks of a list; from the front the neck (C7) is not seen."""
    return [site for site in SITES if site is not Site.C7 or not front or site in seen]
