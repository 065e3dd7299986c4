"""Which network was the best on the validation people so far, and whether to wait for a better one.

Must not know networks or how figures are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.runs.training_config import Validation


class Best:
    """Keeps the best figures of the looks at the validation people.

    Args:
        settings: How often to look, and what is better.
        iterations: Steps of the whole run; after the last one there is always a look.

    Attributes:
        iteration: Steps after which the best one was found, or None before the first look.
    """

    def __init__(self, settings: Validation, iterations: int) -> None:
        self._settings = settings
        self._iterations = iterations
        self._looked = 0
        self._waited = 0
        self.iteration: int | None = None
        self.figures: dict[str, float] = {}

    @property
    def exhausted(self) -> bool:
        """Whether nothing better came for as many looks as the run waits."""
        return self._settings.patience is not None and self._waited >= self._settings.patience

    def due(self, iteration: int) -> bool:
        """Whether to look after ``iteration`` steps."""
        every = self._settings.every
        if every is None or iteration <= self._looked:
            return False
        return iteration % every == 0 or iteration == self._iterations

    def take(self, iteration: int, figures: Mapping[str, float]) -> bool:
        """Take the figures of a look; say whether they are the best so far."""
        self._looked = iteration
        if self.iteration is not None and self._rank(figures) <= self._rank(self.figures):
            self._waited += 1
            return False
        self._waited = 0
        self.iteration, self.figures = iteration, dict(figures)
        return True

    def _rank(self, figures: Mapping[str, float]) -> tuple[float, float]:
        wanted = self._settings.by
        first = -figures["loss"] if wanted == "loss" else figures[wanted]
        return first, -figures["loss"]

    def state(self) -> dict[str, Any]:
        """Return the state to continue from, as JSON holds it."""
        return {
            "looked": self._looked,
            "waited": self._waited,
            "iteration": self.iteration,
            "figures": self.figures,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state` gave."""
        self._looked, self._waited = int(state["looked"]), int(state["waited"])
        self.iteration, self.figures = state["iteration"], dict(state["figures"])
