"""What every object says alike: patient, study, series, equipment, and who asked (PS3.3, C.7 and C.12)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import UID

from engine.core.text import Render, text
from engine.export import codes as concepts
from engine.export.codes import Concept
from engine.export.dicom import identifiers
from engine.export.dicom.kinds import Kind
from engine.export.dicom.text_values import (
    LONG,
    PARAGRAPH,
    SHORT,
    checked_uid,
    identifier,
    one_line,
    paragraphs,
    person_name,
)
from engine.export.signed_report import Order, SignedReport

_MAKER: Final = "ScolioApp"
_SEXES: Final = {"female": "F", "male": "M", "other": "O", "": ""}
_NUMBERS: Final = {Kind.PDF: 1, Kind.SR: 2, Kind.STILL: 3, Kind.VIDEO: 4}
_MODALITIES: Final = {Kind.PDF: "DOC", Kind.SR: "SR", Kind.STILL: "XC", Kind.VIDEO: "XC"}
_TITLES: Final = {
    Kind.PDF: text("Screening of the gait: report"),
    Kind.SR: text("Screening of the gait: measurements"),
    Kind.STILL: text("Screening of the gait: picture"),
    Kind.VIDEO: text("Screening of the gait: video"),
}


class Moment(NamedTuple):
    """A moment as DICOM writes it, in the zone of the object."""

    day: str
    time: str
    whole: str


def day_of(day: date) -> str:
    """Return a day as a DICOM date (DA)."""
    return day.isoformat().replace("-", "")


def zone_of(report: SignedReport) -> timezone:
    """Return the one zone in which all times of an object are written: where it was recorded, or signed."""
    offset = (report.recorded or report.signature.made).utcoffset() or timedelta(0)
    return timezone(timedelta(minutes=round(offset.total_seconds() / 60)))


def moment_of(report: SignedReport, moment: datetime) -> Moment:
    """Return a moment in the zone of a report's objects."""
    there = moment.astimezone(zone_of(report))
    day, time = day_of(there.date()), f"{there:%H%M%S}"
    return Moment(day, time, f"{day}{time}{there:%z}"[:19])


def title_of(report: SignedReport, kind: Kind, say: Render) -> str:
    """Return what an object is called, in one line."""
    title = say(_TITLES[kind])
    if report.version > 1:
        version = say(text("version {number}", number=report.version))
        return one_line(f"{title} · {version}")
    return one_line(title)


def code_item(concept: Concept) -> Dataset:
    """Return a concept as an item of a code sequence."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = concept
    return item


def new_dataset(report: SignedReport, kind: Kind, sop_class: str, say: Render) -> Dataset:
    """Return an object with everything that its kind does not decide.

    Raises:
        OutputError: A number that may not be altered cannot be written.
    """
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID = UID(sop_class)
    dataset.SOPInstanceUID = UID(identifiers.instance_uid(report, kind))
    signed = moment_of(report, report.signature.made)
    dataset.InstanceCreationDate, dataset.InstanceCreationTime = signed.day, signed.time
    dataset.TimezoneOffsetFromUTC = signed.whole[-5:]
    _add_patient(dataset, report)
    _add_study(dataset, report, say)
    _add_series(dataset, report, kind, say)
    _add_equipment(dataset, report)
    dataset.InstanceNumber = 1
    dataset.CodingSchemeIdentificationSequence = Sequence([_scheme()])
    return dataset


def set_content_moment(dataset: Dataset, moment: Moment) -> None:
    """Say when the content of an object, and so its series, was made."""
    dataset.ContentDate = dataset.SeriesDate = moment.day
    dataset.ContentTime = dataset.SeriesTime = moment.time


def file_meta(dataset: Dataset, transfer_syntax: str) -> FileMetaDataset:
    """Return what stands at the head of a file (PS3.10, 7.1)."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = UID(transfer_syntax)
    meta.ImplementationClassUID = UID(identifiers.IMPLEMENTATION_UID)
    meta.ImplementationVersionName = identifiers.IMPLEMENTATION_NAME
    return meta


def reference_item(sop_class: str, instance: str) -> Dataset:
    """Return a reference to an object (PS3.3, 10.8)."""
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = UID(sop_class), UID(instance)
    return item


def predecessors(report: SignedReport, kind: Kind, sop_class: str) -> Sequence:
    """Return the object that a document takes the place of (PS3.3, C.17.2.3); none for a first version."""
    uids = identifiers.replaced_uids(report, kind)
    if uids is None:
        return Sequence()
    series, study = Dataset(), Dataset()
    series.SeriesInstanceUID = UID(uids[0])
    series.ReferencedSOPSequence = Sequence([reference_item(sop_class, uids[1])])
    study.StudyInstanceUID = UID(identifiers.study_uid(report))
    study.ReferencedSeriesSequence = Sequence([series])
    return Sequence([study])


def refer_to_replaced(dataset: Dataset, report: SignedReport, kind: Kind) -> None:
    """Let an amended picture or video refer to that of the version before (PS3.3, C.12.4)."""
    uids = identifiers.replaced_uids(report, kind)
    if uids is not None:
        item = reference_item(dataset.SOPClassUID, uids[1])
        item.PurposeOfReferenceCodeSequence = Sequence([code_item(concepts.REPLACED)])
        dataset.ReferencedInstanceSequence = Sequence([item])


def _add_patient(dataset: Dataset, report: SignedReport) -> None:
    patient = report.patient
    dataset.PatientName = person_name(patient.name)
    refusal = text(
        "The patient's number is not one that DICOM can hold: 1 to {most} characters on one line, without "
        "backslashes.",
        most=LONG,
    )
    dataset.PatientID = identifier(patient.number, LONG, refusal, least=1)
    dataset.PatientBirthDate = "" if patient.birth_date is None else day_of(patient.birth_date)
    dataset.PatientSex = _SEXES[patient.sex]


def _add_study(dataset: Dataset, report: SignedReport, say: Render) -> None:
    order = report.order or Order()
    dataset.StudyInstanceUID = UID(checked_uid(identifiers.study_uid(report)))
    dataset.StudyDate, dataset.StudyTime = day_of(report.visit_date), ""
    dataset.ReferringPhysicianName = ""
    refusal = text(
        "The accession number of the order is not one that DICOM can hold: up to {most} characters on one "
        "line, without backslashes.",
        most=SHORT,
    )
    dataset.AccessionNumber = identifier(order.accession_number, SHORT, refusal)
    dataset.StudyID = _procedure(order.procedure_id) or report.visit[:SHORT]
    dataset.StudyDescription = one_line(order.description or say(text("Screening of the gait")))


def _procedure(number: str) -> str:
    refusal = text(
        "A number of the procedure that was ordered is not one that DICOM can hold: up to {most} characters "
        "on one line, without backslashes.",
        most=SHORT,
    )
    return identifier(number, SHORT, refusal)


def _add_series(dataset: Dataset, report: SignedReport, kind: Kind, say: Render) -> None:
    dataset.Modality = _MODALITIES[kind]
    dataset.SeriesInstanceUID = UID(identifiers.series_uid(report, kind))
    dataset.SeriesNumber = 10 * report.version + _NUMBERS[kind]
    dataset.SeriesDescription = title_of(report, kind, say)
    operator = person_name(report.result.provenance.operator)
    if operator:
        dataset.OperatorsName = operator
    if kind is Kind.SR:
        dataset.ReferencedPerformedProcedureStepSequence = Sequence()
        if report.order is not None:
            dataset.ReferencedRequestSequence = Sequence([_request(dataset, report.order)])
    elif report.order is not None and (report.order.procedure_id or report.order.step_id):
        dataset.RequestAttributesSequence = Sequence([_request_attributes(report.order)])


def _request_attributes(order: Order) -> Dataset:
    """Return what was asked for (PS3.3, 10.6)."""
    item = Dataset()
    if order.procedure_id:
        item.RequestedProcedureID = _procedure(order.procedure_id)
    if order.step_id:
        item.ScheduledProcedureStepID = _procedure(order.step_id)
    if order.description:
        item.RequestedProcedureDescription = one_line(order.description)
    return item


def _request(dataset: Dataset, order: Order) -> Dataset:
    """Return what was asked for, as a structured report tells it (PS3.3, C.17.2)."""
    item = Dataset()
    item.StudyInstanceUID = dataset.StudyInstanceUID
    item.ReferencedStudySequence = Sequence()
    item.AccessionNumber = dataset.AccessionNumber
    item.PlacerOrderNumberImagingServiceRequest = ""
    item.FillerOrderNumberImagingServiceRequest = ""
    item.RequestedProcedureID = _procedure(order.procedure_id)
    item.RequestedProcedureDescription = one_line(order.description)
    item.RequestedProcedureCodeSequence = Sequence()
    return item


def _add_equipment(dataset: Dataset, report: SignedReport) -> None:
    dataset.Manufacturer = dataset.ManufacturerModelName = _MAKER
    dataset.SoftwareVersions = one_line(report.result.provenance.app_version)
    name, *address = report.institution or ("",)
    if one_line(name):
        dataset.InstitutionName = one_line(name)
    if paragraphs("\n".join(address)):
        dataset.InstitutionAddress = paragraphs("\n".join(address), PARAGRAPH)


def _scheme() -> Dataset:
    """Return whose codes ours are (PS3.3, C.12.1)."""
    item = Dataset()
    item.CodingSchemeDesignator = concepts.SCHEME
    item.CodingSchemeUID = UID(concepts.SCHEME_UID)
    item.CodingSchemeName = "Codes of ScolioApp"
    item.CodingSchemeResponsibleOrganization = _MAKER
    return item
