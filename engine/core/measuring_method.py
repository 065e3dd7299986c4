"""How a measurement was taken, as one line of text: two values taken differently are not compared.

It stands beside the figures of a judgement, where the result itself is not read for a trend or a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.core.level import Level
from engine.core.measurands import MEASURANDS
from engine.core.result import Measurement, ScreeningResult

_SIGNS = re.compile(r"[|\s]+")


@dataclass(frozen=True, slots=True)
class MeasuringMethod:
    """How a value was measured.

    Attributes:
        source: ``keypoints``, ``dots``, ``scoliometer``, or "" where it was not noted.
        level: ``known`` or ``unknown``: whether the camera's level was; ``balance``: taken from the balance
            of the walk; "" where it does not matter.
        network: What saw the walk, with its version; "" where no network did.
    """

    source: str = ""
    level: str = ""
    network: str = ""

    @classmethod
    def of(cls, name: str, measurement: Measurement, result: ScreeningResult) -> MeasuringMethod:
        """Return how a measurement of a result was taken."""
        kind = MEASURANDS.get(name)
        level = ""
        if kind is not None and kind.per_degree > 0:
            level = _level_of(result.level)
        network = result.provenance.estimator if measurement.source == "keypoints" else ""
        return cls(measurement.source, level, _SIGNS.sub(" ", network).strip())

    @classmethod
    def parse(cls, said: str) -> MeasuringMethod:
        """Return the method that `dump` wrote; what is missing is empty."""
        source, _, rest = said.partition("|")
        level, _, network = rest.partition("|")
        return cls(source, level, network)

    def dump(self) -> str:
        """Return the method as one line; "" where nothing is known of it."""
        return f"{self.source}|{self.level}|{self.network}" if self != MeasuringMethod() else ""


def _level_of(level: Level | None) -> str:
    if level is None or not level.known:
        return "unknown"
    return "balance" if level.by_balance else "known"
