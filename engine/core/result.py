"""What a screening says, as data: the one source of every page, file and export.

``result.json`` is `ScreeningResult` as JSON. A reader refuses a schema it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field

from engine.core.classes import ClassName, Outcome, Side
from engine.core.explanation import Explanation, Trust
from engine.core.findings import Finding, FindingCode, Verdict
from engine.core.frozen_model import FrozenModel
from engine.core.level import Level
from engine.core.names import label_of
from engine.core.sites import Site
from engine.core.text import Text
from engine.core.video import VideoInfo

SCHEMA: Final = "scolioapp.screening/3"
"""Since 2: label, what a recording repeats, dots, and what each measurement comes from. Since 1: explanation,
trust, precision and what the model's evaluation report says. 1 and 2 are still read."""

Label = Annotated[str, AfterValidator(label_of)]
"""Name or number that a person gave to a recording, or ""; see `engine.core.names.label_of`."""


class Unit(StrEnum):
    """Units of measurements."""

    DEGREES = "degrees"
    PERCENT_HEIGHT = "percent_of_body_height"
    PERCENT = "percent"
    STEPS_PER_MINUTE = "steps_per_minute"


class Measurement(FrozenModel):
    """One signed measurement over whole gait cycles, with its 95 % confidence interval.

    Attributes:
        value: The value; positive where the person's own left side is lower, or the trunk leans or
            shifts, or the head is offset, to the person's own left; for asymmetries where the left
            does more. None where it cannot be measured in this recording.
        low: Lower end of the 95 % interval, in ``unit``.
        high: Upper end of the 95 % interval, in ``unit``.
        measurable: Whether the recording carries this measurement; False shows no number anywhere.
        reason: Why it is not measurable, else None.
        side: The side named by the sign where the interval leaves out zero, else None.
        cycles: Whole gait cycles it was averaged over.
        source: What it was measured from: keypoints of a pose network, or adhesive dots.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: Unit
    measurable: bool
    reason: Text | None = None
    side: Side | None = None
    cycles: int = 0
    source: Literal["keypoints", "dots"] = "keypoints"


class DotFacts(FrozenModel):
    """One adhesive dot that was followed.

    Attributes:
        track: Its number among the spots of the sequence, from 0; what corrections by hand name.
        seen: Share of the judged frames in which it was seen.
        diameter_px: Median diameter in the picture, px.
    """

    site: Site
    track: int
    seen: float
    diameter_px: float


class DotsFacts(FrozenModel):
    """The adhesive dots of a recording in which some were used.

    Attributes:
        dots: Those with a name; none where none was found.
        confirmed: Whether a person has looked at the names.
    """

    dots: tuple[DotFacts, ...] = ()
    confirmed: bool = False


class HeelStrike(FrozenModel):
    """A foot meeting the ground."""

    side: Side
    seconds: float


class GaitFacts(FrozenModel):
    """Rhythm of the walk.

    Attributes:
        heel_strikes: In order of time.
        cycles: Whole gait cycles (from one heel strike of a foot to its next), the better-covered foot.
        cadence: Steps a minute, or None when there are too few steps.
        direction: ``towards`` or ``away`` from the camera, ``across``, ``in_place`` or ``unknown``.
    """

    heel_strikes: tuple[HeelStrike, ...] = ()
    cycles: int = 0
    cadence: float | None = None
    direction: Literal["towards", "away", "across", "in_place", "unknown"] = "unknown"


class PersonSummary(FrozenModel):
    """A person that was followed in the recording, for the choice of the walker.

    Attributes:
        number: 1 for the first listed; what ``--person`` takes.
        start_seconds: First time the person is followed.
        end_seconds: Last time.
        height_px: Median height in the picture, px.
    """

    number: int
    start_seconds: float
    end_seconds: float
    frames: int
    height_px: float
    walks: bool


class Interval(FrozenModel):
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


class EvaluationFacts(FrozenModel):
    """What the evaluation report of a model says about "positive or neutral" against "negative".

    Attributes:
        sensitivity: Share of people with such features that it found.
        specificity: Share of people without that it passed.
        signed_by: Who attached the report and declared the model validated.
    """

    data: str
    people: int
    sensitivity: Interval
    specificity: Interval
    signed_by: str


class ModelFacts(FrozenModel):
    """The network that judged, as its card tells.

    Attributes:
        kind: Network, such as ``sconet_mt``.
        status: ``demo``, ``research`` or ``validated``.
        notice: What must be said wherever the output appears, or None for a validated model.
        calibrated: Whether the probabilities were calibrated on validation data.
        runtime: What ran it, such as ``ONNX Runtime 1.28 on CPU``.
        device_reason: Why it ran there, in a sentence, or None for results of earlier versions.
        precision: ``fp32``, ``bf16`` or ``int8``.
        report: What the evaluation report says, or None for a model without one.
    """

    name: str
    version: str
    kind: str
    status: Literal["demo", "research", "validated"]
    notice: Text | None
    sha256: str
    class_order: tuple[ClassName, ...]
    thresholds: Mapping[str, float]
    calibrated: bool
    runtime: str
    device_reason: Text | None = None
    precision: Literal["fp32", "bf16", "int8"] = "fp32"
    report: EvaluationFacts | None = None


class Quality(FrozenModel):
    """What the recording is good for, and why."""

    verdict: Verdict
    findings: tuple[Finding, ...] = ()


class Provenance(FrozenModel):
    """Where a result comes from; enough to make it again.

    Attributes:
        started: Start of the screening, ISO 8601 with time zone.
        video: Facts about the video, hash included.
        analysis_rate: Frames a second that were analysed, or None for all.
        frames_analysed: Number of analysed frames of the chosen person.
        estimator: Pose networks, with version and hash.
        packages: Versions of the packages that move numbers (numpy, opencv, av, onnxruntime).
        operator: Who ran it, or "".
        stage_seconds: Wall-clock seconds of each stage.
        slow_motion: How many times slower than life the video was taken to be played; 1 for a usual one.
    """

    app_version: str
    started: str
    finished: str
    video: VideoInfo
    analysis_rate: float | None
    frames_analysed: int
    estimator: str
    packages: Mapping[str, str]
    device: str
    operator: str = ""
    stage_seconds: Mapping[str, float] = Field(default_factory=dict)
    slow_motion: float = 1.0


class Repeats(FrozenModel):
    """The earlier recording of the same child that a recording repeats.

    Attributes:
        result: Name of the folder of its result; it may be gone by now.
        screened: When it was screened, ISO 8601 with time zone.
    """

    result: str
    video: str
    video_sha256: str
    screened: str

    @classmethod
    def of(cls, result: str, earlier: ScreeningResult) -> Repeats:
        """Point to a result that is kept in a folder of this name."""
        facts = earlier.provenance
        return cls(
            result=result,
            video=facts.video.name,
            video_sha256=facts.video.sha256,
            screened=facts.finished,
        )


class ScreeningResult(FrozenModel):
    """One screening of one person in one recording.

    Attributes:
        quality: Verdict on the recording with its findings.
        probabilities: By class, summing to 1, or None where no model judged, or where the recording is unlike
            anything the model has seen: its numbers are not to be used, so they are not kept.
        measurements: By name (see `engine.core.measurands`), each with its interval.
        person: Number of the person judged, or None where nobody was.
        model: The network that judged, or None.
        explanation: Why the network answered so, or None where it did not answer or cannot say.
        trust: How far to trust the answer, or None where no model judged.
        dots: Adhesive dots, or None where nobody said that some were used.
        label: Name or number that a person gave to the recording, or "". It stays out of logs and
            of what is handed on for research.
        repeats: The earlier recording that this one repeats, or None.
        level: How the camera stands, and so which vertical the measurements were taken against; None where
            nobody looked (results of earlier versions).
    """

    schema_: Literal["scolioapp.screening/1", "scolioapp.screening/2", "scolioapp.screening/3"] = (
        Field(default=SCHEMA, alias="schema")
    )
    outcome: Outcome
    quality: Quality
    probabilities: Mapping[ClassName, float] | None
    measurements: Mapping[str, Measurement]
    gait: GaitFacts
    people: tuple[PersonSummary, ...]
    person: int | None
    model: ModelFacts | None
    provenance: Provenance
    explanation: Explanation | None = None
    trust: Trust | None = None
    dots: DotsFacts | None = None
    label: Label = ""
    repeats: Repeats | None = None
    level: Level | None = None

    model_config = ConfigDict(populate_by_name=True)

    @property
    def unlike_training(self) -> bool:
        """Whether there is no answer because the model has never seen a recording like this one."""
        unlike = any(one.code is FindingCode.UNLIKE_TRAINING for one in self.quality.findings)
        return unlike and self.outcome is Outcome.INCONCLUSIVE

    @property
    def title(self) -> str:
        """What the recording is called: its label, else the file name of its video."""
        return self.label or self.provenance.video.name

    @property
    def loose_clothes(self) -> bool:
        """Whether somebody said that clothes or hair hid the shoulders."""
        return any(one.code is FindingCode.LOOSE_CLOTHES for one in self.quality.findings)

    def named(self, label: str, repeats: Repeats | None) -> ScreeningResult:
        """Return the same result under another label, as a repeat of another recording or of none."""
        if (label, repeats) == (self.label, self.repeats):
            return self
        changes = {"schema_": SCHEMA, "label": label_of(label), "repeats": repeats}
        return self.model_copy(update=changes)

    def to_json(self) -> str:
        """Return the text of ``result.json``."""
        return self.model_dump_json(by_alias=True, indent=2)

    @classmethod
    def from_json(cls, content: str) -> ScreeningResult:
        """Read ``result.json``.

        Raises:
            pydantic.ValidationError: The text is not a result of a known schema.
        """
        return cls.model_validate_json(content)
