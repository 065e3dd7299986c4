"""What was measured and judged as a Comprehensive SR (PS3.3, A.35.3) by TID 1500, signed."""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ComprehensiveSRStorage, ExplicitVRLittleEndian

from engine.core.text import Render
from engine.export import codes as concepts
from engine.export.dicom.common_attributes import (
    code_item,
    file_meta,
    moment_of,
    new_dataset,
    predecessors,
    set_content_moment,
)
from engine.export.dicom.kinds import Kind
from engine.export.dicom.report_content import content_of
from engine.export.dicom.text_values import person_name
from engine.export.signed_report import SignedReport


def sr_object(report: SignedReport, say: Render) -> Dataset:
    """Return the measurements of a report as an object.

    Raises:
        OutputError: A number that may not be altered cannot be written.
    """
    dataset = new_dataset(report, Kind.SR, ComprehensiveSRStorage, say)
    set_content_moment(dataset, moment_of(report, report.signature.made))
    dataset.CompletionFlag = "COMPLETE"
    dataset.PreliminaryFlag = "FINAL"
    dataset.VerificationFlag = "VERIFIED"
    dataset.VerifyingObserverSequence = Sequence([_verifier(dataset, report)])
    earlier = predecessors(report, Kind.SR, ComprehensiveSRStorage)
    if earlier:
        dataset.PredecessorDocumentsSequence = earlier
    dataset.PerformedProcedureCodeSequence = Sequence([code_item(concepts.PROCEDURE)])
    (root,) = content_of(report, say)
    for element in root:
        dataset.add(element)
    dataset.file_meta = file_meta(dataset, ExplicitVRLittleEndian)
    return dataset


def _verifier(dataset: Dataset, report: SignedReport) -> Dataset:
    """Return who signed, and when (PS3.3, C.17.2)."""
    item = Dataset()
    item.VerifyingObserverName = person_name(report.signature.name) or "-"
    item.VerifyingObserverIdentificationCodeSequence = Sequence()
    item.VerifyingOrganization = dataset.get("InstitutionName", "") or "-"
    item.VerificationDateTime = moment_of(report, report.signature.made).whole
    return item
