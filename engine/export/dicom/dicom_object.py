"""A DICOM object that was made of a report, and its bytes as a file."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pydicom.dataset import Dataset

from engine.export.dicom.kinds import Kind


@dataclass(frozen=True, slots=True)
class DicomObject:
    """An object to be kept or sent.

    Attributes:
        dataset: Everything, its ``file_meta`` included.
    """

    kind: Kind
    dataset: Dataset

    @property
    def instance_uid(self) -> str:
        """The SOP Instance UID, by which it is one and no other."""
        return str(self.dataset.SOPInstanceUID)

    @property
    def class_uid(self) -> str:
        """The SOP Class UID, which a peer must take."""
        return str(self.dataset.SOPClassUID)

    @property
    def transfer_syntax(self) -> str:
        """How it is encoded."""
        return str(self.dataset.file_meta.TransferSyntaxUID)

    @property
    def file_name(self) -> str:
        """Name of its file: its UID, so that nobody's name stands in it."""
        return f"{self.instance_uid}.dcm"


def dicom_bytes(one: DicomObject) -> bytes:
    """Return an object as a file of PS3.10; the same bytes each time."""
    file = io.BytesIO()
    one.dataset.save_as(file, enforce_file_format=True)
    return file.getvalue()
