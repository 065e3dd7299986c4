"""The kinds of DICOM objects that are made of a report. Must not know how any is made."""

from __future__ import annotations

from enum import StrEnum

from engine.export.signed_report import SignedReport


class Kind(StrEnum):
    """A kind of object; stable names for settings and queues."""

    PDF = "pdf"
    """The page that was signed (Encapsulated PDF)."""
    SR = "sr"
    """The measurements and what was judged, coded (Comprehensive SR, TID 1500)."""
    STILL = "still"
    """A picture of the walk with the skeleton (Secondary Capture)."""
    VIDEO = "video"
    """The recording (Video Photographic)."""


def kinds_in(report: SignedReport) -> tuple[Kind, ...]:
    """Return the kinds that a report holds something for: always PDF and SR."""
    there = [Kind.PDF, Kind.SR]
    if report.still is not None:
        there.append(Kind.STILL)
    if report.video is not None:
        there.append(Kind.VIDEO)
    return tuple(there)
