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
