"""A signed result as it is handed to others: what every export to a hospital reads, and nothing else does.

Made where the records are kept. DICOM and FHIR write the same facts in words of their own, so that what one
archive says is what another says. Must not know records, peers, nor any format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Outcome
from engine.core.result import ScreeningResult


@dataclass(frozen=True, slots=True)
class ReportedPatient:
    """Whom a report is about.

    Attributes:
        number: The patient's own number at this clinic or school.
        name: Full name as it is written, in any script; may be "".
        birth_date: None where it is not known.
    """

    number: str
    name: str = ""
    birth_date: date | None = None
    sex: Literal["", "female", "male", "other"] = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asked for, as a worklist told it; each field may be "".

    Attributes:
        accession_number: DICOM (0008,0050).
        study_uid: DICOM (0020,000D): the study in which all objects of this order belong.
        procedure_id: Requested Procedure ID, DICOM (0040,1001).
        step_id: Scheduled Procedure Step ID, DICOM (0040,0009).
        description: Of the procedure, in words.
    """

    accession_number: str = ""
    study_uid: str = ""
    procedure_id: str = ""
    step_id: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ScoliometerAngle:
    """Angle of trunk rotation that an examiner measured.

    Attributes:
        side: The person's own side that is higher; "" where it was not said.
        degrees: 0 to 30.
    """

    level: Literal["thoracic", "thoracolumbar", "lumbar"]
    degrees: float
    side: Literal["left", "right", ""] = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who stands for a report.

    Attributes:
        name: The signer's.
        made: When, with its time zone.
        meaning: In which sense, in words.
        code: By which the signature is found in the records, as it stands on the page.
        sha256: Hash of what was signed.
    """

    name: str
    made: datetime
    meaning: str
    code: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The signed version that a report takes the place of.

    Attributes:
        judgement: Its id.
        version: Its number.
        reason: Why it was amended.
    """

    judgement: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A signed judgement with what belongs to it.

    Attributes:
        visit: Id of the visit, 32 hexadecimal digits: one study of DICOM, one ServiceRequest of FHIR.
        visit_date: Its day.
        recording: Id of the recording.
        recorded: When it was recorded, with its time zone, or None where nobody knows.
        judgement: Id of the judgement, another one for each amendment: every identifier of what is sent
            follows from it, so that sending twice sends the same.
        version: Number of the judgement, from 1.
        replaced: The signed version before it, or None.
        outcome: The outcome that a person stands for. That of the model is ``result.outcome``.
        override_reason: Why another outcome holds than the model's, or "".
        result: What the program said; names no patient.
        angles: What the examiner measured.
        forward_bend: Of the forward-bend test; "" where it was not done.
        signature: Who signed.
        reviewer: Who reviewed it, or "".
        institution: Name and address as they stand on the page, line by line; may be empty.
        language: Of the page, a tag such as ``en`` or ``zh-CN``.
        pdf: The page that was signed, byte for byte; it may hold up to several MB.
        still: A picture of the walk with the skeleton, uint8 ``[H, W, 3]`` RGB, or None.
        video: The recording as an MP4 file with H.264, or None where it is not asked for or not kept.
        order: What was asked for by a worklist, or None.
    """

    patient: ReportedPatient
    visit: str
    visit_date: date
    recording: str
    recorded: datetime | None
    judgement: str
    version: int
    replaced: Replaced | None
    outcome: Outcome
    override_reason: str
    result: ScreeningResult
    angles: tuple[ScoliometerAngle, ...]
    forward_bend: Literal["", "even", "left higher", "right higher"]
    signature: Signed
    reviewer: str
    institution: tuple[str, ...]
    language: str
    pdf: bytes
    still: NDArray[np.uint8] | None = None
    video: bytes | None = None
    order: Order | None = None
