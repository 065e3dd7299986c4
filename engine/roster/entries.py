"""The children of a roster, as data."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Consent(StrEnum):
    """Whether the parents agreed to the screening."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Child(BaseModel):
    """One row of a roster.

    Attributes:
        number: The child's own number, unique in the roster; it alone goes into file names and labels.
        family_name: Family name.
        given_name: Given name.
        birth: Date of birth, or None.
        sex: ``female``, ``male``, ``other`` or "".
        group: Class or group, or "".
        consent: Whether the parents agreed.
        known_scoliosis: Whether a scoliosis is known already, or None.
        note: Anything else, or "".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    family_name: str
    given_name: str = ""
    birth: date | None = None
    sex: str = ""
    group: str = ""
    consent: Consent = Consent.UNKNOWN
    known_scoliosis: bool | None = None
    note: str = ""

    @property
    def full_name(self) -> str:
        """The whole name in one line: the family name first, and close up, where it is written in Chinese."""
        if is_chinese(self.family_name):
            return f"{self.family_name}{self.given_name}"
        return f"{self.given_name} {self.family_name}".strip()


def is_chinese(words: str) -> bool:
    """Tell whether a name is written in Chinese characters."""
    return bool(words) and all("\u3400" <= sign <= "\u9fff" for sign in words.replace(" ", ""))
