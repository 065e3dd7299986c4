"""An examination written down: one line for each check, and as JSON (``docs/doctor.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import engine
from engine.core.examination import Check, State
from engine.core.text import Text

SCHEMA: Final = "scolioapp.doctor/1"
"""Name and version of the JSON form."""


def fails(checks: Iterable[Check]) -> bool:
    """Whether any check fails; notes do not count."""
    return any(one.state is State.FAILS for one in checks)


def line(check: Check, say: Callable[[Text], str] = str) -> str:
    """Write one check in one line.

    Args:
        check: The check.
        say: Renders a sentence in the language of whoever reads it.
    """
    words = f"{check.state.value:<5}  {say(check.title)}: {say(check.facts)}"
    return words if check.remedy is None else f"{words} -> {say(check.remedy)}"


def as_data(checks: Iterable[Check]) -> dict[str, Any]:
    """Return an examination as plain data for JSON, in English, with the values of each sentence."""
    listed = tuple(checks)
    return {
        "schema": SCHEMA,
        "program": engine.__version__,
        "fails": fails(listed),
        "checks": [
            {
                "name": one.name,
                "title": str(one.title),
                "state": one.state.value,
                "facts": str(one.facts),
                "values": dict(one.facts.params),
                "remedy": None if one.remedy is None else str(one.remedy),
            }
            for one in listed
        ],
    }
