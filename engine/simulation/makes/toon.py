"""A drawing: flat colours in two or three steps of light, dark outlines, before a flat or busy backdrop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.simulation.body import Person, build_body
from engine.simulation.clothing import dress
from engine.simulation.makes.make import Figure, Make
from engine.simulation.makes.patterns import draw_patterns
from engine.simulation.styled import Style


def _figure(person: Person, seed: int) -> Figure:
    rng = np.random.default_rng([seed, 21])
    body = build_body(person)
    outfit = dress(body, seed)
    grey = outfit.palette.mean(axis=1, keepdims=True)
    vivid = np.clip(grey + rng.uniform(1.0, 1.9) * (outfit.palette - grey), 0.02, 0.98)
    style = Style(
        wrap=float(rng.uniform(0.0, 0.5)),
        steps=int(rng.integers(1, 4)),
        outline=float(rng.choice([0.0, rng.uniform(0.0015, 0.005)], p=(0.25, 0.75))),
        patterns=draw_patterns(rng, 0.2),
        backdrop=int(rng.integers(2**31)),
        busy=float(rng.choice([0.0, rng.uniform(0.0, 0.6)])),
    )
    return Figure(body, replace(outfit, palette=vivid.astype(np.float32)), style)


MAKE = Make("toon", _figure)
