"""The makes by name."""

from __future__ import annotations

from collections.abc import Mapping

from engine.core.errors import ConfigError
from engine.core.text import text
from engine.simulation.makes import dressed, plain, puppet, toon, washed
from engine.simulation.makes.make import Make

PLAIN = plain.MAKE.name
ALL = "all"
"""In place of a name: every make in turn."""

_MAKES: Mapping[str, Make] = {
    one.MAKE.name: one.MAKE for one in (plain, puppet, dressed, toon, washed)
}

NAMES: tuple[str, ...] = tuple(_MAKES)


def make_of(name: str) -> Make:
    """Return the make of a name.

    Raises:
        ConfigError: There is none of this name.
    """
    if name not in _MAKES:
        raise ConfigError(
            text("There is no way of making walkers called “{name}”.", name=name),
            text("Choose one of {names}.", names=", ".join((*NAMES, ALL))),
        )
    return _MAKES[name]


def draw_make(name: str, number: int) -> str:
    """Return the make of a phantom's number: the named one, or each in turn for front and back alike.

    Raises:
        ConfigError: There is none of this name.
    """
    return NAMES[number // 2 % len(NAMES)] if name == ALL else make_of(name).name
