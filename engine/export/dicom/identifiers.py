"""The UIDs of what is sent: they follow from the report, so that sending twice sends the same.

An archive answers "success" to a changed object under a UID that it knows, and throws it away. So every
judgement has UIDs of its own: an amendment is another judgement, and so are its objects other objects.
"""

from __future__ import annotations

import uuid
from typing import Final

from engine.export.dicom.kinds import Kind
from engine.export.signed_report import SignedReport

_NAMESPACE: Final = uuid.UUID("dd5d796f-44a5-44b0-958c-071177aa6491")
"""Never changed: objects of the same report would else be others."""


def uid_of(*parts: str) -> str:
    """Return the UID of whatever these words name: a UUID of version 5 under 2.25 (PS3.5, B.2)."""
    name = "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)
    valid = name.encode("utf-8", "replace").decode()
    return f"2.25.{uuid.uuid5(_NAMESPACE, valid).int}"


DEVICE_UID: Final = uid_of("device", "ScolioApp")
"""Of this program, as the observer of what it measured."""
IMPLEMENTATION_UID: Final = uid_of("implementation", "ScolioApp")
"""In every file and association: by what it was written (PS3.7, D.3.3.2)."""
IMPLEMENTATION_NAME: Final = "SCOLIOAPP"


def study_uid(report: SignedReport) -> str:
    """Return the study in which all objects of a report lie: that of its order, else of its visit."""
    if report.order is not None and report.order.study_uid:
        return report.order.study_uid
    return uid_of("study", report.visit)


def series_uid(report: SignedReport, kind: Kind) -> str:
    """Return the series of an object: each has one of its own."""
    return _uid("series", report, report.judgement, kind)


def instance_uid(report: SignedReport, kind: Kind) -> str:
    """Return the SOP Instance UID of an object of a report."""
    return _uid("instance", report, report.judgement, kind)


def replaced_uids(report: SignedReport, kind: Kind) -> tuple[str, str] | None:
    """Return series and instance of the same kind and language that an amendment takes the place of."""
    if report.replaced is None:
        return None
    earlier = report.replaced.judgement
    return _uid("series", report, earlier, kind), _uid("instance", report, earlier, kind)


def tracking_uid(report: SignedReport, what: str) -> str:
    """Return what follows one thing that was measured of a recording through its amendments."""
    return uid_of("tracking", report.visit, report.recording, what)


def _uid(level: str, report: SignedReport, judgement: str, kind: Kind) -> str:
    return uid_of(level, report.visit, judgement, report.language, kind)
