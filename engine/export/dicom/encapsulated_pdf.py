"""The page that was signed as an Encapsulated PDF (PS3.3, A.45.1), byte for byte."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import EncapsulatedPDFStorage, ExplicitVRLittleEndian

from engine.core.errors import OutputError
from engine.core.text import Render, text
from engine.export import codes as concepts
from engine.export.dicom.common_attributes import (
    code_item,
    file_meta,
    moment_of,
    new_dataset,
    predecessors,
    set_content_moment,
    title_of,
)
from engine.export.dicom.kinds import Kind
from engine.export.signed_report import SignedReport

_BEGINNING: Final = b"%PDF-"
_LARGEST: Final = 500_000_000
"""Bytes: far more than any page; many archives take no larger object."""


def pdf_object(report: SignedReport, say: Render) -> Dataset:
    """Return the signed page as an object.

    Raises:
        OutputError: There is no page, it is no PDF, or it is too large.
    """
    _check(report.pdf)
    dataset = new_dataset(report, Kind.PDF, EncapsulatedPDFStorage, say)
    signed = moment_of(report, report.signature.made)
    set_content_moment(dataset, signed)
    dataset.AcquisitionDateTime = (
        "" if report.recorded is None else moment_of(report, report.recorded).whole
    )
    dataset.ConversionType = "WSD"
    dataset.BurnedInAnnotation = "YES"
    dataset.RecognizableVisualFeatures = "YES"
    dataset.DocumentTitle = title_of(report, Kind.PDF, say)
    dataset.ConceptNameCodeSequence = Sequence([code_item(concepts.REPORT)])
    dataset.VerificationFlag = "VERIFIED"
    earlier = predecessors(report, Kind.PDF, EncapsulatedPDFStorage)
    if earlier:
        dataset.PredecessorDocumentsSequence = earlier
    dataset.MIMETypeOfEncapsulatedDocument = "application/pdf"
    dataset.EncapsulatedDocumentLength = len(report.pdf)
    # A value has an even length (PS3.5, 7.1.1); the true one stands above.
    dataset.EncapsulatedDocument = report.pdf + b"\x00" * (len(report.pdf) % 2)
    dataset.file_meta = file_meta(dataset, ExplicitVRLittleEndian)
    return dataset


def _check(pdf: bytes) -> None:
    if not pdf.startswith(_BEGINNING):
        raise OutputError(
            text("The signed page is not a PDF, so it cannot be sent."),
            text(
                "Open the signed page in the records, and sign an amended version if it is damaged."
            ),
        )
    if len(pdf) > _LARGEST:
        raise OutputError(
            text(
                "The signed page has {size} MB; up to {most} MB can be sent.",
                size=len(pdf) // 1_000_000,
                most=_LARGEST // 1_000_000,
            ),
            text("Send the measurements without it, and hand the page over as a file."),
        )
