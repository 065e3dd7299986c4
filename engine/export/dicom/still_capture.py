"""A picture of the walk with the skeleton as a Secondary Capture (PS3.3, A.8.1), uncompressed."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage

from engine.core.errors import OutputError
from engine.core.text import Render, text
from engine.core.video import VideoInfo
from engine.export.dicom.common_attributes import (
    file_meta,
    moment_of,
    new_dataset,
    refer_to_replaced,
    set_content_moment,
)
from engine.export.dicom.kinds import Kind
from engine.export.signed_report import SignedReport

_LARGEST_SIDE: Final = 65_535
_METHODS: Final = {
    "h264": "ISO_14496_10",
    "hevc": "ISO_23008_2",
    "mpeg2video": "ISO_13818_2",
    "mpeg4": "ISO_14496_2",
    "mjpeg": "ISO_10918_1",
}
"""How a codec is named as a method of lossy compression (PS3.3, C.7.6.1.1.5)."""


def still_object(report: SignedReport, say: Render) -> Dataset:
    """Return the picture of a report as an object.

    Raises:
        OutputError: There is none, or it is not one of uint8 ``[H, W, 3]``.
    """
    picture = report.still
    if picture is None or picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise OutputError(
            text("There is no picture of the walk that could be sent."),
            text("Send the report without it."),
        )
    if not (0 < min(picture.shape) and max(picture.shape) <= _LARGEST_SIDE):
        raise OutputError(
            text(
                "The picture of the walk has {width} x {height} pixels, which DICOM cannot hold.",
                width=picture.shape[1],
                height=picture.shape[0],
            ),
            text("Send the report without it."),
        )
    dataset = new_dataset(report, Kind.STILL, SecondaryCaptureImageStorage, say)
    set_content_moment(dataset, moment_of(report, report.signature.made))
    refer_to_replaced(dataset, report, Kind.STILL)
    dataset.ConversionType = "WSD"
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    dataset.DerivationDescription = "Frame of a video with the skeleton that the program saw"
    dataset.PatientOrientation = ""
    dataset.BodyPartExamined = "WHOLEBODY"
    dataset.BurnedInAnnotation = "NO"
    dataset.RecognizableVisualFeatures = "YES"
    _say_lossy(dataset, report.result.provenance.video)
    dataset.SamplesPerPixel, dataset.PlanarConfiguration = 3, 0
    dataset.PhotometricInterpretation = "RGB"
    dataset.Rows, dataset.Columns = picture.shape[:2]
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    pixels = np.ascontiguousarray(picture).tobytes()
    dataset.add_new(0x7FE00010, "OB", pixels + b"\x00" * (len(pixels) % 2))
    dataset.file_meta = file_meta(dataset, ExplicitVRLittleEndian)
    return dataset


def _code(codec: str) -> str:
    """Return the name of a codec that has no defined term, as a code string (CS)."""
    return re.sub("[^A-Z0-9_]", "_", codec.upper())[:16] or "UNKNOWN"


def _say_lossy(dataset: Dataset, video: VideoInfo) -> None:
    """Say that the picture comes from a video that its camera compressed, and about how much."""
    raw = video.width * video.height * 3 * video.fps * video.duration_seconds
    dataset.LossyImageCompression = "01"
    dataset.LossyImageCompressionRatio = f"{max(raw / max(video.bytes, 1), 1.0):.6g}"
    dataset.LossyImageCompressionMethod = _METHODS.get(video.codec) or _code(video.codec)
