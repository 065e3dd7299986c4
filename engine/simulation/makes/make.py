"""What a make gives: a body, what it wears, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from engine.simulation.body import Body, Person
from engine.simulation.clothing import Outfit
from engine.simulation.styled import Style


class Figure(NamedTuple):
    """A person ready to be drawn.

    Attributes:
        body: The standing body, with whatever hangs on it.
        style: How it and the room are drawn, or None for the usual way.
        clothes: What is worn beyond shirt and trousers, in words of the field, such as ``skirt``.
    """

    body: Body
    outfit: Outfit
    style: Style | None = None
    clothes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Make:
    """A way of making walkers.

    Attributes:
        figure: Makes the figure of a person with a seed; same both, same figure.
    """

    name: str
    figure: Callable[[Person, int], Figure]
