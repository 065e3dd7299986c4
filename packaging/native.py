"""The libraries in C and C++ that the wheels bring: whose they are and under which licence.

A wheel says under which licence its own code is, and seldom what it carries. ``native.csv`` names libraries
as their files are called, without ``lib`` and without the version.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(
    r"^(?:lib)?(?P<name>[A-Za-z0-9_+.]+?)(?:-[0-9a-f]{8}|-\d|\.so|\.\d|\.dll|\.dylib)"
)


@dataclass(frozen=True, slots=True)
class Native:
    """A library that a wheel carries.

    Attributes:
        licence: SPDX expression.
    """

    project: str
    licence: str
    source: str


@functools.cache
def _table() -> dict[str, Native]:
    with Path(__file__).with_name("native.csv").open(encoding="utf-8", newline="") as file:
        return {
            name.lower(): Native(row["project"], row["licence"], row["source"])
            for row in csv.DictReader(file)
            for name in row["libraries"].split()
        }


def native(file: str) -> Native | None:
    """Return whose library a file is, by its name, or None where it is not known."""
    match = _NAME.match(file)
    name = (match.group("name") if match else file).lower()
    return _table().get(name) or _table().get(re.sub(r"^lib|-.*$", "", name))
