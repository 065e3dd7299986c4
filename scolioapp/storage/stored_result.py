"""One judgement of a recording as whatever keeps results gives it out. Must not know Qt, nor who keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.override import Override


@dataclass(frozen=True, slots=True)
class StoredResult:
    """One judgement, as the store gives it out.

    Attributes:
        label: What the recording is called; None where the files say it, as earlier versions had it.
        override: What a person put in place of the model's outcome, or None.
    """

    files: Mapping[str, bytes]
    label: str | None
    judgement: int
    override: Override | None = None
