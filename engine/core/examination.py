"""What was found out about this computer, one check at a time.

Must not know how anything is checked (`engine.doctor`), or how it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.core.text import Text


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    NOTE = "note"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the examination. No sentence holds a person's name or the path of their home folder.

    Attributes:
        name: Stable name, such as ``decoding`` or ``model:sconet_mt_demo``.
        state: How it came out. A note is worth knowing and hinders nothing.
        remedy: What to do about it; always there where the check fails, None where there is nothing to do.
    """

    name: str
    title: Text
    state: State
    facts: Text
    remedy: Text | None = None
