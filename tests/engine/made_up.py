"""A made-up result for tests of what is said about results."""

from engine.core.classes import ClassName, Outcome, Side
from engine.core.findings import Finding, FindingCode, Severity, Verdict
from engine.core.result import (
    GaitFacts,
    HeelStrike,
    Measurement,
    ModelFacts,
    PersonSummary,
    Provenance,
    Quality,
    ScreeningResult,
    Unit,
)
from engine.core.text import text
from engine.core.video import VideoInfo


def result(**changes) -> ScreeningResult:
    """Return a borderline result of a demo model with one finding; ``changes`` replace fields."""
    info = VideoInfo(
        name="走路 walk.mp4",
        width=1280,
        height=720,
        duration_seconds=9.5,
        fps=30.0,
        variable_frame_rate=False,
        rotation_degrees=0,
        codec="h264",
        container="mov,mp4",
        bytes=1234,
        sha256="0" * 64,
    )
    fields = {
        "outcome": Outcome.BORDERLINE,
        "quality": Quality(
            verdict=Verdict.USABLE_WITH_CARE,
            findings=(
                Finding(
                    code=FindingCode.TOO_DARK,
                    severity=Severity.CARE,
                    message=text("The picture is dark ({value} of 255).", value=38),
                    remedy=text("Switch on the light."),
                ),
            ),
        ),
        "probabilities": {
            ClassName.POSITIVE: 0.3,
            ClassName.NEUTRAL: 0.5,
            ClassName.NEGATIVE: 0.2,
        },
        "measurements": {
            "shoulder_tilt": Measurement(
                value=2.5, low=1.0, high=4.0, unit=Unit.DEGREES, measurable=True, side=Side.LEFT
            ),
            "hip_tilt": Measurement(
                value=None,
                low=None,
                high=None,
                unit=Unit.DEGREES,
                measurable=False,
                reason=text("The hips are hidden."),
            ),
            "lateral_shift": Measurement(
                value=-0.4, low=-1.5, high=0.7, unit=Unit.PERCENT_HEIGHT, measurable=True
            ),
        },
        "gait": GaitFacts(
            heel_strikes=(HeelStrike(side=Side.LEFT, seconds=1.0),),
            cycles=5,
            cadence=114.0,
            direction="towards",
        ),
        "people": (
            PersonSummary(
                number=1, start_seconds=0, end_seconds=9, frames=135, height_px=400, walks=True
            ),
        ),
        "person": 1,
        "model": ModelFacts(
            name="sconet_mt_demo",
            version="1",
            kind="sconet_mt",
            status="demo",
            notice=text("This model was trained on simulated walkers and has no clinical meaning."),
            sha256="1" * 64,
            class_order=(ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE),
            thresholds={},
            calibrated=False,
            runtime="ONNX Runtime on CPU",
        ),
        "provenance": Provenance(
            app_version="0",
            started="2026-01-01T00:00:00+00:00",
            finished="2026-01-01T00:00:05+00:00",
            video=info,
            analysis_rate=15.0,
            frames_analysed=135,
            estimator="made up",
            packages={},
            device="CPU",
        ),
    }
    return ScreeningResult(**{**fields, **changes})
