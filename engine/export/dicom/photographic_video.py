"""The recording as a Video Photographic image (PS3.3, A.32.7), in the H.264 that it was kept in."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.tag import Tag
from pydicom.uid import MPEG4HP41, MPEG4HP422D, VideoPhotographicImageStorage

from engine.core.errors import OutputError
from engine.core.text import Render, text
from engine.export import codes as concepts
from engine.export.dicom.common_attributes import (
    code_item,
    file_meta,
    moment_of,
    new_dataset,
    refer_to_replaced,
    set_content_moment,
)
from engine.export.dicom.kinds import Kind
from engine.export.dicom.mp4_video import Mp4Video, dicom_video
from engine.export.signed_report import SignedReport

_LEVEL_41: Final = 41
_LARGEST: Final = 0xFFFF_FFFE
"""Bytes of the one fragment that a video is (PS3.5, A.4.6)."""


def video_object(report: SignedReport, say: Render) -> Dataset:
    """Return the recording of a report as an object.

    Raises:
        OutputError: There is none, or DICOM cannot hold it.
    """
    if not report.video:
        raise OutputError(
            text("There is no video that could be sent."),
            text("Send the report without the video."),
        )
    video = dicom_video(report.video)
    if len(video.content) > _LARGEST:
        raise OutputError(
            text("The video is larger than 4 GB, which DICOM cannot hold."),
            text("Send the report without the video."),
        )
    dataset = new_dataset(report, Kind.VIDEO, VideoPhotographicImageStorage, say)
    made = moment_of(report, report.recorded or report.signature.made)
    set_content_moment(dataset, made)
    if report.recorded is not None:
        dataset.AcquisitionDateTime = made.whole
    refer_to_replaced(dataset, report, Kind.VIDEO)
    dataset.ImageType = ["ORIGINAL", "PRIMARY"]
    dataset.BurnedInAnnotation = "NO"
    dataset.RecognizableVisualFeatures = "YES"
    dataset.AnatomicRegionSequence = Sequence([code_item(concepts.ENTIRE_BODY)])
    dataset.ImageLaterality, dataset.PatientOrientation = "U", ""
    dataset.AcquisitionContextSequence = Sequence()
    _add_frames(dataset, video)
    syntax = MPEG4HP41 if video.level <= _LEVEL_41 else MPEG4HP422D
    dataset.file_meta = file_meta(dataset, syntax)
    return dataset


def _add_frames(dataset: Dataset, video: Mp4Video) -> None:
    """Describe and hold the pictures: one fragment, after an offset table without an entry (PS3.5, A.4.6)."""
    rate = video.frames / video.seconds
    dataset.SamplesPerPixel, dataset.PlanarConfiguration = 3, 0
    dataset.PhotometricInterpretation = "YBR_PARTIAL_420"
    dataset.Rows, dataset.Columns = video.height, video.width
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit, dataset.PixelRepresentation = 7, 0
    dataset.NumberOfFrames = video.frames
    dataset.FrameTime = f"{1000.0 / rate:.8g}"
    dataset.FrameIncrementPointer = Tag("FrameTime")
    dataset.CineRate = max(round(rate), 1)
    dataset.LossyImageCompression = "01"
    raw = video.width * video.height * 3 * video.frames
    dataset.LossyImageCompressionRatio = f"{max(raw / len(video.content), 1.0):.6g}"
    dataset.LossyImageCompressionMethod = "ISO_14496_10"
    dataset.add_new(0x7FE00010, "OB", encapsulate([video.content], has_bot=False))
    dataset["PixelData"].is_undefined_length = True
