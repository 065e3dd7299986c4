"""Bright and soft: over-exposed, hardly any shade on the body, pale clothes that run into the backdrop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.simulation.body import Person, build_body
from engine.simulation.clothing import dress
from engine.simulation.makes.make import Figure, Make
from engine.simulation.makes.patterns import draw_patterns
from engine.simulation.makes.tubes import tube_body
from engine.simulation.styled import Style


def _figure(person: Person, seed: int) -> Figure:
    rng = np.random.default_rng([seed, 22])
    # Another body in two of five: what is soft and pale is not to be known by its shape.
    body = tube_body(person, seed) if rng.random() < 0.4 else build_body(person)
    outfit = dress(body, seed)
    pale = 1.0 - rng.uniform(0.45, 1.0) * (1.0 - outfit.palette)
    style = Style(
        wrap=float(rng.uniform(0.6, 1.0)),
        ambient=float(rng.uniform(0.5, 0.9)),
        occlusion=float(rng.uniform(0.0, 0.4)),
        exposure=float(rng.uniform(1.05, 1.45)),
        bloom=float(rng.uniform(0.002, 0.01)),
        patterns=draw_patterns(rng, 0.3),
        backdrop=int(rng.integers(2**31)),
        busy=float(rng.uniform(0.0, 0.35)),
        bright=float(rng.uniform(1.0, 1.35)),
    )
    return Figure(body, replace(outfit, palette=pale.astype(np.float32)), style)


MAKE = Make("washed", _figure)
