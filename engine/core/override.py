"""The outcome that a person put in place of the model's; it holds, and the model's stays readable beside it.

Must not know where reviews are kept, nor how anything is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.classes import Outcome


@dataclass(frozen=True, slots=True)
class Override:
    """Another outcome than the model's, and who stands for it.

    Attributes:
        outcome: The outcome that holds.
        name: Who set it, or "" for whoever may not see names.
        made: When, ISO 8601 with time zone, or "".
        reason: Why, or "" for whoever may not see what people wrote.
    """

    outcome: Outcome
    name: str = ""
    made: str = ""
    reason: str = ""
