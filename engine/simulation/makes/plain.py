"""The usual make: anny's body in close clothes, softly lit, before a plain room."""

from __future__ import annotations

from engine.simulation.body import Person, build_body
from engine.simulation.clothing import dress
from engine.simulation.makes.make import Figure, Make


def _figure(person: Person, seed: int) -> Figure:
    body = build_body(person)
    return Figure(body, dress(body, seed))


MAKE = Make("plain", _figure)
