"""What the guide says: one cue at a time, the worst first, steady, in sentences to be read from 5 metres.

A cue is said once it has held for a moment, and stays for a moment: nothing flickers, and a voice can
finish. Must not know: pictures, or how anything is measured.
"""

from __future__ import annotations

import math
from collections.abc import Set

from engine.capture.guidance import Cue, GuideState
from engine.core.text import Text, text

SENTENCES: dict[Cue, Text] = {
    Cue.NOBODY: text("Step into the picture."),
    Cue.TOO_MANY: text("Only one person, please."),
    Cue.CUT_OFF: text("Step back: the whole body must be seen."),
    Cue.TOO_FAR: text("Come closer."),
    Cue.TOO_DARK: text("More light, please."),
    Cue.BACKLIGHT: text("Too bright behind: turn the camera away from the window."),
    Cue.TILTED: text("Set the camera upright."),
    Cue.MOVING: text("Keep the camera still."),
    Cue.SIDE_ON: text("Face the camera."),
    Cue.STAND_STILL: text("Stand still."),
    Cue.WALK_NOW: text("Walk now."),
    Cue.KEEP_WALKING: text("Keep walking."),
    Cue.TURN_BACK: text("Turn round and walk back."),
    Cue.DONE: text("Done. Thank you."),
}
"""Each cue in words for who walks; short enough to be read from afar and to be spoken."""

OF_STATE = {
    GuideState.READY: Cue.WALK_NOW,
    GuideState.WALK: Cue.KEEP_WALKING,
    GuideState.TURN: Cue.KEEP_WALKING,
    GuideState.STOP: Cue.DONE,
}
"""What is said when a state is reached, at once, and as long as nothing else is to be said."""

HINDERING = frozenset(Cue) - {
    *(Cue.NOBODY, Cue.STAND_STILL, Cue.WALK_NOW, Cue.KEEP_WALKING, Cue.TURN_BACK, Cue.DONE)
}
"""What is in the way of a good recording: nobody is told to walk before it is put right."""

_HELD = 0.6
"""Seconds that something must hold before it is said."""
_HELD_LONGER = {Cue.STAND_STILL: 1.5}
"""Whoever stands still already is not asked to."""
_STAYS = 1.5
"""Seconds that a cue stays at least, unless the state changes."""
_ORDER = {cue: rank for rank, cue in enumerate(Cue)}


class CueChooser:
    """Chooses what to say; fed with all that holds in each frame."""

    def __init__(self) -> None:
        self._since: dict[Cue, float] = {}
        self._cue: Cue | None = None
        self._shown = -math.inf
        self._state = GuideState.WAIT

    def lasting(self, seconds: float, holds: Set[Cue]) -> set[Cue]:
        """Take what holds in a frame; return what has held long enough to be said."""
        self._since = {cue: self._since.get(cue, seconds) for cue in holds}
        return {
            cue
            for cue, since in self._since.items()
            if seconds - since >= _HELD_LONGER.get(cue, _HELD) or cue is Cue.TURN_BACK
        }

    def choose(self, seconds: float, state: GuideState, lasting: Set[Cue]) -> Cue | None:
        """Return the cue to say now.

        Args:
            seconds: Time.
            state: Where the recording stands; a new one is said at once.
            lasting: What could be said, see `lasting`.
        """
        if state is not self._state:
            self._state = state
            return self._show(OF_STATE.get(state, self._cue), seconds)
        if Cue.TURN_BACK in lasting:
            # There is no time to wait: another second, and the feet are out of the picture.
            return self._show(Cue.TURN_BACK, seconds)
        worst = min(lasting, key=_ORDER.__getitem__, default=OF_STATE.get(state))
        if seconds - self._shown >= _STAYS:
            self._show(worst, seconds)
        return self._cue

    def _show(self, cue: Cue | None, seconds: float) -> Cue | None:
        if cue is not self._cue:
            self._cue, self._shown = cue, seconds
        return cue
