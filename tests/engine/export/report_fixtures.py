"""A made-up signed report, as the records hand it to DICOM and FHIR; every field can be another."""

from __future__ import annotations

import functools
import io
import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
from pypdf import PdfWriter

from engine.core.classes import Outcome
from engine.core.result import ScreeningResult
from engine.export.signed_report import (
    Order,
    Replaced,
    ReportedPatient,
    ScoliometerAngle,
    Signed,
    SignedReport,
)
from engine.video.writer import VideoWriter
from tests.app import result_fixtures as made

VISIT, RECORDING, JUDGEMENT, AMENDED = "1a" * 16, "2b" * 16, "3c" * 16, "5e" * 16
SHANGHAI = timezone(timedelta(hours=8))
ORDER = Order(
    accession_number="A-2026-0815",
    study_uid="1.2.826.0.1.3680043.8.498.4711",
    procedure_id="RP-17",
    step_id="SPS-3",
    description="Screening of the gait",
)


@functools.cache
def pdf_page(title: str = "Screening") -> bytes:
    """Return one blank page with a title: a whole PDF."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Title": title})
    writer.write(file)
    return file.getvalue()


@functools.cache
def h264_video(width: int = 64, height: int = 48, frames: int = 12) -> bytes:
    """Return an MP4 file with H.264, 15 frames a second: a bright square that wanders."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "video.mp4"
        with VideoWriter(path, width, height, 15.0) as writer:
            for number in range(frames):
                image = np.full((height, width, 3), 60, np.uint8)
                image[8:24, number : number + 16] = (230, 200, 40)
                writer.write(image)
        return path.read_bytes()


@functools.cache
def still_picture(width: int = 96, height: int = 64) -> np.ndarray:
    """Return a picture, uint8 [H, W, 3] RGB: red grows to the right, green downwards."""
    picture = np.full((height, width, 3), 40, np.uint8)
    picture[..., 0] = np.linspace(0, 255, width).astype(np.uint8)
    picture[..., 1] = np.linspace(0, 255, height).astype(np.uint8)[:, None]
    return picture


@functools.cache
def usual_result() -> ScreeningResult:
    """Return what the program said: borderline by a demo model, with measurements and findings."""
    return made.screening(Outcome.BORDERLINE).result


@functools.cache
def dotted_result() -> ScreeningResult:
    """Return what the program said of somebody who wears dots."""
    return made.with_dots(made.screening(Outcome.BORDERLINE)).result


@functools.cache
def empty_result() -> ScreeningResult:
    """Return what the program said where nobody was found: no measurements, no model."""
    return made.screening_of_nobody().result


def signed_report(**changes: Any) -> SignedReport:
    """Return a first version, signed in Shanghai; ``changes`` replace fields of the report.

    The outcome that holds is that of ``result`` unless it is given, too.
    """
    result = changes.pop("result", None) or usual_result()
    fields: dict[str, Any] = {
        "patient": ReportedPatient("S-0017", "王小明", date(2014, 5, 6), "male"),
        "visit": VISIT,
        "visit_date": date(2026, 11, 22),
        "recording": RECORDING,
        "recorded": datetime(2026, 11, 22, 18, 57, 3, tzinfo=SHANGHAI),
        "judgement": JUDGEMENT,
        "version": 1,
        "replaced": None,
        "outcome": result.outcome,
        "override_reason": "",
        "result": result,
        "angles": (
            ScoliometerAngle("thoracic", 6.5, "right"),
            ScoliometerAngle("lumbar", 3.0, "left"),
        ),
        "forward_bend": "right higher",
        "signature": Signed(
            name="Dr. Li Wei",
            made=datetime(2026, 11, 23, 1, 30, 5, tzinfo=UTC),
            meaning="I reviewed this screening and stand for it.",
            code="AB12-CD34-EF56-7890",
            sha256="c0" * 32,
        ),
        "reviewer": "Dr. Chen Yu",
        "institution": ("Sunshine Primary School", "8 Garden Road, Shanghai"),
        "language": "en",
        "pdf": pdf_page(),
        "still": still_picture(),
    }
    return SignedReport(**{**fields, **changes})


def amended_report(**changes: Any) -> SignedReport:
    """Return the second version of `signed_report`, which takes the place of the first."""
    fields: dict[str, Any] = {"judgement": AMENDED, "version": 2}
    fields["replaced"] = Replaced(JUDGEMENT, 1, "The wrong person had been followed.")
    return signed_report(**{**fields, **changes})
