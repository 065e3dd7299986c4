"""Clothes that hide the body: jackets, hoods, skirts, wide trousers, long hair, bags, patterned cloth."""

from __future__ import annotations

import numpy as np

from engine.simulation.body import Person, build_body
from engine.simulation.clothing import dress
from engine.simulation.makes.garments import wear
from engine.simulation.makes.make import Figure, Make
from engine.simulation.makes.patterns import draw_patterns
from engine.simulation.styled import Style


def _figure(person: Person, seed: int) -> Figure:
    rng = np.random.default_rng([seed, 23])
    body = build_body(person)
    body, outfit, clothes = wear(body, dress(body, seed), rng)
    style = Style(
        wrap=float(rng.uniform(0.1, 0.5)),
        ambient=float(rng.uniform(0.3, 0.5)),
        occlusion=float(rng.uniform(0.3, 1.0)),
        patterns=draw_patterns(rng, 0.7),
        backdrop=int(rng.integers(2**31)),
        busy=float(rng.uniform(0.2, 1.0)),
    )
    return Figure(body, outfit, style, clothes)


MAKE = Make("dressed", _figure)
