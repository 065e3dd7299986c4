"""Another body altogether (`tubes`), lit hard from one side with shine and dark hollows."""

from __future__ import annotations

import numpy as np

from engine.simulation.body import Person
from engine.simulation.clothing import dress
from engine.simulation.makes.make import Figure, Make
from engine.simulation.makes.patterns import draw_patterns
from engine.simulation.makes.tubes import tube_body
from engine.simulation.styled import Style


def _figure(person: Person, seed: int) -> Figure:
    rng = np.random.default_rng([seed, 24])
    body = tube_body(person, seed)
    style = Style(
        wrap=float(rng.uniform(0.0, 0.15)),
        ambient=float(rng.uniform(0.15, 0.4)),
        shine=float(rng.uniform(0.0, 0.6)),
        gloss=float(rng.uniform(8.0, 60.0)),
        occlusion=float(rng.uniform(0.4, 1.0)),
        patterns=draw_patterns(rng, 0.35),
        backdrop=int(rng.integers(2**31)),
        busy=float(rng.uniform(0.0, 0.8)),
    )
    return Figure(body, dress(body, seed), style)


MAKE = Make("puppet", _figure)
