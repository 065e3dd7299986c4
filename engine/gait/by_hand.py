"""What somebody said about a recording that no picture tells, or tells wrongly."""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.level import Level
from engine.dots.dot_set import Dots


@dataclass(frozen=True, slots=True, eq=False)
class ByHand:
    """What somebody said about a walk.

    Attributes:
        level: How the camera stands (`engine.core.level.level_from_lines`); None: as it was found in the
            pictures, or else as the balance of the walk tells.
        dots: Dots of this very walk, as somebody corrected them (`engine.dots.dot_editing.apply_edits`);
            None, or dots of another walk: as they were found.
        loose_clothes: Whether clothes or hair hide the shoulders.
    """

    level: Level | None = None
    dots: Dots | None = None
    loose_clothes: bool = False
