"""A result as data. Where a person put another outcome in place of the model's, that one comes first.

Then the file is one of its own, ``scolioapp.held_screening/1``, with the result as it was inside: whoever
reads ``outcome`` reads what holds, and a reader of results alone refuses it instead of reading the model's.
"""

from __future__ import annotations

import json
from pathlib import Path

from engine.core.files import write_text
from engine.core.override import Override
from engine.core.result import ScreeningResult

SCHEMA = "scolioapp.held_screening/1"


def held_json(result: ScreeningResult, override: Override | None = None) -> str:
    """Return a result as JSON: as it is, or within what holds instead.

    Args:
        result: What the program said.
        override: What a person put in place of the model's outcome, or None.
    """
    if override is None:
        return result.to_json()
    held = {
        "schema": SCHEMA,
        "outcome": override.outcome.value,
        "model_outcome": result.outcome.value,
        "outcome_set_by": override.name,
        "outcome_set": override.made,
        "outcome_reason": override.reason,
        "result": json.loads(result.to_json()),
    }
    return json.dumps(held, ensure_ascii=False, indent=2)


def write_json(result: ScreeningResult, path: Path, override: Override | None = None) -> None:
    """Write a result as data; see `held_json`.

    Raises:
        OutputError: The file cannot be written.
    """
    write_text(path, held_json(result, override))
