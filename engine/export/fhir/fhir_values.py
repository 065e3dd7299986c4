"""The small parts of which FHIR resources are made: codes, quantities, times, identifiers, clean text.

A resource is a plain dictionary, as it is written as JSON. What is empty is left out, as FHIR wants it. Must
not know what a report is.
"""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from engine.core.xml_text import writable
from engine.export.codes import DECIMALS, SCHEME_UID, SYSTEMS, Concept

Resource = dict[str, Any]
"""A resource or a part of one, as JSON."""

URI_SYSTEM: Final = "urn:ietf:rfc:3986"
"""System of identifiers that are URIs (FHIR R4, 2.24.0.9)."""

TERMINOLOGY: Final = "http://terminology.hl7.org/CodeSystem"

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_OID, SCHEME_UID)
"""Of every identifier, so that it follows from what it stands for alone: sent twice, it is the same."""


def urn_of(kind: str, *key: str) -> str:
    """Return the identifier of something: another one for each kind and key, always the same for the same."""
    return uuid.uuid5(_NAMESPACE, json.dumps([kind, *key])).urn


def identifier(urn: str) -> Resource:
    """Return the identifier by which a server finds a resource again."""
    return {"system": URI_SYSTEM, "value": urn}


def query_of(system: str, value: str) -> str:
    """Return the search for a resource by its identifier (FHIR R4, 3.1.1.4.10 on its signs)."""
    escaped = value
    for sign in "\\|,$":
        escaped = escaped.replace(sign, "\\" + sign)
    return f"identifier={quote(system, safe=':/')}|{quote(escaped, safe=':')}"


def words(said: str) -> str:
    """Return text that FHIR can hold: no control characters, nothing around it."""
    return writable(said).strip()


def only(**fields: object) -> Resource:
    """Return the fields that hold something; a name ends in ``_`` where Python keeps it for itself."""
    return {
        name.rstrip("_"): content
        for name, content in fields.items()
        if content not in (None, "", [], {})
    }


def coding(code: Concept) -> Resource:
    """Return a code of one scheme."""
    return {"system": SYSTEMS[code.scheme], "code": code.value, "display": code.meaning}


def hl7_coding(system: str, code: str, display: str) -> Resource:
    """Return a code of HL7's own terminology."""
    return {"system": f"{TERMINOLOGY}/{system}", "code": code, "display": display}


def concept(code: Concept, said: str = "") -> Resource:
    """Return a concept with a code, and words for it: those of the code where none are given."""
    return {"coding": [coding(code)], "text": words(said) or code.meaning}


def quantity(value: float, unit: Concept) -> Resource:
    """Return a number with its unit of UCUM."""
    return {
        "value": number(value),
        "unit": unit.meaning,
        "system": SYSTEMS[unit.scheme],
        "code": unit.value,
    }


def number(value: float) -> float:
    """Return a number as it is written: without a negative zero."""
    return round(value, DECIMALS) + 0.0


def is_number(value: float | None) -> bool:
    """Whether something can be written as a number."""
    return value is not None and math.isfinite(value)


def instant(moment: datetime) -> str:
    """Return a time with seconds and time zone; one without is this computer's."""
    known = moment.astimezone() if moment.tzinfo is None else moment
    offset = known.utcoffset() or timedelta()
    # Offsets of old or made-up zones have seconds, which FHIR cannot say.
    odd = offset % timedelta(minutes=1) or abs(offset) > timedelta(hours=14)
    return (known.astimezone(UTC) if odd else known).isoformat(timespec="seconds")


def named(kind: str, *names: str) -> list[Resource]:
    """Return references to people or places that are only named; without a name there is none."""
    return [{"type": kind, "display": words(name)} for name in names if words(name)]


def notes(*said: str) -> list[Resource]:
    """Return remarks, each in its own words."""
    return [{"text": words(one)} for one in said if words(one)]


def place_of(urn: str) -> str:
    """Return the name of a resource within its bundle, by its identifier.

    It is another: servers put the name that they chose in the place of this one, and some do so wherever it
    stands, in identifiers, too.
    """
    return urn_of("entry", urn)


def to(urn: str) -> Resource:
    """Return a reference to the resource of the same bundle that has an identifier."""
    return {"reference": place_of(urn)}


def to_json(resource: Mapping[str, Any]) -> bytes:
    """Return a resource as JSON in UTF-8."""
    return json.dumps(resource, ensure_ascii=False, allow_nan=False, indent=1).encode()
