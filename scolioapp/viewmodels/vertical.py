"""The vertical set by hand: lines that a person draws along door frames, and the level that they say.

Must not know QtGui or QtWidgets, nor what is measured against the vertical.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.core.errors import SequenceError
from engine.core.level import Level, Line, level_from_lines, level_switched_off

Place = tuple[float, float]
"""A place in the picture: x, y, px of an upright frame."""


class VerticalByHand(QObject):
    """Holds the lines while they are drawn, and what was drawn before for `undo`.

    Signals:
        changed: Lines, what they say, or whether the plumb line is drawn.
        active_changed: Whether lines are being drawn.
        chosen: The `Level` that is to count, or None for the one found in the picture.
    """

    changed = Signal()
    active_changed = Signal(bool)
    chosen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = True
        self._base: Level | None = None
        self._lines: tuple[Line, ...] = ()
        self._begun: Place | None = None
        self._before: list[tuple[tuple[Line, ...], Place | None]] = []
        self._grabbed = False
        self._level: Level | None = None
        self._problem: SequenceError | None = None

    def set_shown(self, shown: bool) -> None:
        """Draw the plumb line over the video, or not."""
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()

    # What is drawn

    @property
    def active(self) -> bool:
        """Whether lines are being drawn."""
        return self._base is not None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines drawn so far."""
        return self._lines

    @property
    def begun(self) -> Place | None:
        """The first end of a line whose second one is still to come, or None."""
        return self._begun

    @property
    def level(self) -> Level | None:
        """The level that the lines say, or None where they say none."""
        return self._level

    @property
    def problem(self) -> SequenceError | None:
        """Why the lines say no level, or None."""
        return self._problem

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._before)

    # Drawing

    def begin(self, base: Level) -> None:
        """Begin to draw; ``base`` is the level so far, for the picture's size and the lens."""
        if self._base is None:
            self._base = base
            self._set((), None)
            self.active_changed.emit(True)

    def cancel(self) -> None:
        """End without another vertical."""
        if self._base is not None:
            self._base = None
            self._before.clear()
            self._set((), None)
            self.active_changed.emit(False)

    def add_end(self, x: float, y: float) -> None:
        """Set an end of a line; every second one makes a line."""
        if self._base is None:
            return
        self._note()
        x, y = self._inside(x, y)
        if self._begun is None:
            self._set(self._lines, (x, y))
        else:
            self._set((*self._lines, (*self._begun, x, y)), None)

    def grab(self) -> None:
        """Take hold of an end: the way it is moved from now on is one step for `undo`."""
        self._grabbed = True

    def move_end(self, line: int, end: int, x: float, y: float) -> None:
        """Move an end (0 the first, 1 the second) of a line."""
        if self._grabbed:
            self._note()
            self._grabbed = False
        x, y = self._inside(x, y)
        x0, y0, x1, y1 = self._lines[line]
        moved = (x, y, x1, y1) if end == 0 else (x0, y0, x, y)
        self._set((*self._lines[:line], moved, *self._lines[line + 1 :]), self._begun)

    def undo(self) -> None:
        """Take the last end, or the last dragging, back."""
        if self._before:
            self._set(*self._before.pop())

    def _note(self) -> None:
        self._before.append((self._lines, self._begun))

    def _inside(self, x: float, y: float) -> Place:
        base = self._base
        if base is None:
            return x, y
        return min(max(x, 0.0), float(base.width)), min(max(y, 0.0), float(base.height))

    def _set(self, lines: tuple[Line, ...], begun: Place | None) -> None:
        self._lines, self._begun = lines, begun
        self._level = self._problem = None
        if self._base is not None and lines:
            try:
                self._level = level_from_lines(self._base, lines)
            except SequenceError as error:
                self._problem = error
        self.changed.emit()

    # What counts

    def accept(self) -> None:
        """Let the lines count."""
        if self._level is not None:
            self._choose(self._level)

    def take_found(self) -> None:
        """Let the vertical count that was found in the picture."""
        self._choose(None)

    def leave_out(self) -> None:
        """Let the picture's own edges count."""
        if self._base is not None:
            self._choose(level_switched_off(self._base))

    def _choose(self, level: Level | None) -> None:
        self.cancel()
        self.chosen.emit(level)
