"""Sex and age of people, where the subject map of a dataset tells them.

The map is the CSV of `engine.datasets.scoliosis1k.read_subjects` with the further columns ``sex`` and
``age`` (years), both optional. Ages are put into bands: those between which guidelines draw lines
(screening at 10 and 12, and at 13 or 14, SRS/AAOS/POSNA/AAP).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from engine.core.errors import DatasetError
from engine.core.text import text

AGE_BANDS: Final = ("<10", "10-12", "13-15", ">=16")
_ENDS: Final = (10.0, 13.0, 16.0)
_OLDEST: Final = 130.0
_WORDS: Final = {
    "f": "female", "female": "female", "girl": "female", "woman": "female", "w": "female", "女": "female",
    "m": "male", "male": "male", "boy": "male", "man": "male", "男": "male",
}  # fmt: skip
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of the person of a sequence.

    Attributes:
        sex: ``female``, ``male``, ``other``, or ``unknown``.
        age: One of `AGE_BANDS`, or ``unknown``.
    """

    sex: str = UNKNOWN
    age: str = UNKNOWN

    def of(self, by: Literal["sex", "age"]) -> str:
        """Return one of the two."""
        return self.sex if by == "sex" else self.age


def read_traits(path: Path) -> Mapping[str, Traits]:
    """Read sex and age of each sequence, by its five-digit id; empty where there are no such columns.

    Raises:
        DatasetError: The file cannot be read, or an age is not a number of years.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if not {"sex", "age"} & set(rows.fieldnames or ()):
                return {}
            return {row["id"].zfill(5): _traits(row) for row in rows}
    except (OSError, KeyError, AttributeError, UnicodeDecodeError, csv.Error) as failure:
        raise DatasetError(
            text("“{name}” is not a subject map.", name=path.name),
            text("It needs the columns “id” and “subject”."),
        ) from failure


def _traits(row: Mapping[str, str | None]) -> Traits:
    sex, age = ((row.get(name) or "").strip().casefold() for name in ("sex", "age"))
    return Traits(_WORDS.get(sex, "other") if sex else UNKNOWN, _band(age, str(row["id"])))


def _band(age: str, id: str) -> str:
    if not age:
        return UNKNOWN
    try:
        years = float(age)
    except ValueError:
        years = float("nan")
    if not 0.0 <= years <= _OLDEST:
        raise DatasetError(
            text(
                "The age of sequence {id}, “{age}”, is not a number of years.", id=id, age=age[:20]
            ),
            text("Write it as a number, or leave it empty."),
        )
    return AGE_BANDS[sum(years >= end for end in _ENDS)]
