"""Makes the objects of a report, and files of them; loaded once the packages of the extra are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset

from engine.core.files import written_beside
from engine.core.text import Render
from engine.export.dicom.dicom_object import DicomObject, dicom_bytes
from engine.export.dicom.encapsulated_pdf import pdf_object
from engine.export.dicom.kinds import Kind, kinds_in
from engine.export.dicom.photographic_video import video_object
from engine.export.dicom.still_capture import still_object
from engine.export.dicom.structured_report import sr_object
from engine.export.signed_report import SignedReport

_MAKERS: Final[Mapping[Kind, Callable[[SignedReport, Render], Dataset]]] = {
    Kind.PDF: pdf_object,
    Kind.SR: sr_object,
    Kind.STILL: still_object,
    Kind.VIDEO: video_object,
}


def make(report: SignedReport, kinds: Iterable[Kind], say: Render) -> list[DicomObject]:
    """Make the objects; see `engine.export.dicom.dicom_objects`."""
    wanted = set(kinds)
    return [
        DicomObject(kind, _MAKERS[kind](report, say)) for kind in kinds_in(report) if kind in wanted
    ]


def write(objects: Iterable[DicomObject], folder: Path) -> list[Path]:
    """Write objects as files named by their UIDs; see `engine.export.dicom.write_objects`."""
    paths = []
    for one in objects:
        path = folder / one.file_name
        with written_beside(path) as beside:
            beside.write_bytes(dicom_bytes(one))
        paths.append(path)
    return paths
