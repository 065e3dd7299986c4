"""Explanations are faithful: what they name is what the answer hangs on.

People are simulated whose only asymmetry is known. Where the demo model reports features, the body level
that its explanation names is made symmetrical in every frame (each row averaged with its mirror image), and
so is each other level: the score must move more for the named ones.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest

from engine.core.classes import ClassName, Outcome
from engine.core.explanation import BodyLevel
from engine.core.resources import resource
from engine.inference.attribution import level_at
from engine.inference.predictor import Predictor, load_predictor
from engine.simulation.walkers import Asymmetry

pytestmark = pytest.mark.heavy

PEOPLE = 8
FRAMES = 30

ONLY = {
    "shoulders": Asymmetry(shoulder_tilt=-10.0),
    "head": Asymmetry(head_offset=4.0),
    "spine": Asymmetry(pattern="thoracic", severity=1.0, curve=45.0, rotation=13.0),
}
UPPER = {BodyLevel.HEAD, BodyLevel.SHOULDERS, BodyLevel.TRUNK}

ROWS = {
    level: [row for row in range(64) if level_at((row + 0.5) / 64) is level] for level in BodyLevel
}


@dataclass
class Seen:
    """What occluding did to one person."""

    named: list[BodyLevel]
    moved: dict[BodyLevel, float] = field(default_factory=dict)

    @property
    def faithful(self) -> bool:
        return self.mean(self.named) > self.mean(
            [one for one in BodyLevel if one not in self.named]
        )

    def mean(self, levels: list[BodyLevel]) -> float:
        return float(np.mean([abs(self.moved[level]) for level in levels]))


def walk(silhouettes: np.ndarray) -> SimpleNamespace:
    return SimpleNamespace(silhouettes=silhouettes, seconds=np.arange(len(silhouettes)) / 15)


def symmetrical(silhouettes: np.ndarray, rows: list[int]) -> np.ndarray:
    """Average some rows with their mirror image about the silhouette's middle column, 32."""
    changed = silhouettes.copy()
    mirrored = np.roll(silhouettes[:, rows, ::-1], 1, axis=2)
    changed[:, rows] = (silhouettes[:, rows].astype(np.uint16) + mirrored) // 2
    return changed


def score(predictor: Predictor, silhouettes: np.ndarray) -> float:
    """Log-odds of the likelier of positive and neutral against negative."""
    shares = predictor.predict(walk(silhouettes), explain=False).probabilities
    other = max(shares[ClassName.POSITIVE], shares[ClassName.NEUTRAL])
    return float(np.log(other) - np.log(shares[ClassName.NEGATIVE]))


def occluded(predictor: Predictor, silhouettes: np.ndarray) -> Seen | None:
    """Make each level symmetrical in turn; None where the model reports no features."""
    prediction = predictor.predict(walk(silhouettes))
    if prediction.outcome not in {Outcome.DETECTED, Outcome.BORDERLINE}:
        return None
    before = score(predictor, silhouettes)
    seen = Seen(list(prediction.explanation.levels))
    for level, rows in ROWS.items():
        seen.moved[level] = before - score(predictor, symmetrical(silhouettes, rows))
    return seen


@pytest.fixture(scope="module")
def everyone() -> dict[str, list[Seen]]:
    pytest.importorskip("anny")
    from engine.simulation.simulated_dataset import simulate_sequence

    predictor = load_predictor(resource("models", "sconet_mt_demo"))
    found: dict[str, list[Seen]] = {}
    for name, asymmetry in ONLY.items():
        people = [
            simulate_sequence(number, 4242, ClassName.NEGATIVE, FRAMES, asymmetry=asymmetry)
            for number in range(PEOPLE)
        ]
        seen = [occluded(predictor, person.silhouettes) for person in people]
        found[name] = [one for one in seen if one is not None]
    return found


def test_the_model_sees_what_is_asymmetrical(everyone):
    for name, people in everyone.items():
        assert len(people) >= PEOPLE // 2, name


def test_the_named_levels_are_where_the_asymmetry_is(everyone):
    for name, people in everyone.items():
        right = [seen.named[0] in UPPER for seen in people]
        assert np.mean(right) >= 0.75, name


def test_occluding_what_is_named_moves_the_score_more(everyone):
    everybody = [seen for people in everyone.values() for seen in people]
    assert np.mean([seen.faithful for seen in everybody]) >= 0.75
    for name, people in everyone.items():
        named = np.mean([seen.mean(seen.named) for seen in people])
        others = np.mean(
            [seen.mean([one for one in BodyLevel if one not in seen.named]) for seen in people]
        )
        assert named > 1.5 * others, name
