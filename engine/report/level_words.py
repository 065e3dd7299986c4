"""How the camera stands, in words: for the command line, tables and whoever shows a result."""

from __future__ import annotations

from engine.core.level import NOT_FOUND, NOT_LOOKED_FOR, Level
from engine.core.text import Text, text
from engine.gait.level_findings import tilt_words


def level_words(level: Level | None) -> tuple[Text, ...]:
    """Say how the camera stands and where that is known from; nothing where nobody looked."""
    if level is None:
        return ()
    if not level.known:
        return () if level.reason is None else (level.reason,)
    return (tilt_words(level), _source_words(level))


def vertical_words(level: Level | None) -> tuple[Text, ...]:
    """Say against which vertical measurements are taken, and where it comes from, sentence by sentence."""
    wider = text("The intervals are wider because of this.")
    if level is None:
        return NOT_LOOKED_FOR, wider
    if not level.known:
        return level.reason or NOT_FOUND, wider
    return text("Measured against the plumb line."), *level_words(level)


def _source_words(level: Level) -> Text:
    error = round(2 * level.error_degrees, 1)
    if level.by_balance:
        return text("The vertical was taken from the balance of the walk (±{error}°).", error=error)
    if level.source == "hand":
        return text("The vertical was set by hand (±{error}°).", error=error)
    if level.moving:
        return text("The vertical was found in individual frames (±{error}°).", error=error)
    return text("The vertical was found in the picture (±{error}°).", error=error)
