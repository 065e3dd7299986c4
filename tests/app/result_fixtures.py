"""Made-up screenings for the result page and the PDF: a stick figure that walks towards the camera."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from engine.core.classes import ClassName, Outcome, Side
from engine.core.explanation import Explanation
from engine.core.findings import Finding, FindingCode, Severity, verdict
from engine.core.level import NOT_FOUND, Level, unknown_level
from engine.core.measurands import BY_DOTS
from engine.core.override import Override
from engine.core.result import (
    DotFacts,
    DotsFacts,
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
from engine.core.sites import SITES, Site
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.dots.dot_set import Dots
from engine.perception.types import Recording, Track
from tests.engine import made_explanation

WIDTH, HEIGHT, FPS, SECONDS, RATE = 640, 480, 30.0, 3.0, 15.0

_BODY: tuple[tuple[float, float], ...] = (
    (0.00, 0.08), (0.015, 0.06), (-0.015, 0.06), (0.04, 0.07), (-0.04, 0.07),
    (0.11, 0.19), (-0.11, 0.18), (0.14, 0.33), (-0.14, 0.33), (0.15, 0.47), (-0.15, 0.47),
    (0.07, 0.50), (-0.07, 0.50), (0.07, 0.73), (-0.07, 0.73), (0.07, 0.95), (-0.07, 0.95),
)  # fmt: skip
"""The person's own left at positive x, as seen from the front; shares of body height."""


@dataclass(frozen=True)
class MadeUpSequence:
    silhouettes: np.ndarray
    keypoints: np.ndarray
    seconds: np.ndarray
    extras: Mapping[str, Any] = field(default_factory=dict)
    dots: Dots | None = None

    def save(self, path: Path) -> None:
        np.savez(path, silhouettes=self.silhouettes, keypoints=self.keypoints, seconds=self.seconds)


@dataclass(frozen=True)
class MadeUpAnalysis:
    recording: Recording


@dataclass(frozen=True)
class MadeUpScreening:
    result: ScreeningResult
    sequence: MadeUpSequence | None
    analysis: MadeUpAnalysis
    override: Override | None = None


def keypoints_at(seconds: float, x: float = 0.5) -> np.ndarray:
    """Return the 17 keypoints of the figure at a time, px."""
    share = seconds / SECONDS
    height = HEIGHT * (0.5 + 0.35 * share)
    centre, top = WIDTH * x, HEIGHT * (0.42 - 0.32 * share)
    points = np.array(_BODY) * height + (centre, top)
    swing = math.sin(2 * math.pi * seconds) * 0.04 * height
    points[15, 1] += min(swing, 0)
    points[16, 1] += min(-swing, 0)
    points[9, 1] -= swing
    points[10, 1] += swing
    return np.column_stack([points, np.full(17, 0.9)]).astype(np.float32)


def mask_of(points: np.ndarray) -> np.ndarray:
    """Draw a body about keypoints: uint8 [H, W], 0 or 255."""
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    p = points[:, :2].astype(int)
    thick = max(4, int(0.09 * (p[15, 1] - p[0, 1])))
    for a, b in ((5, 7), (7, 9), (6, 8), (8, 10), (11, 13), (13, 15), (12, 14), (14, 16)):
        cv2.line(mask, tuple(map(int, p[a])), tuple(map(int, p[b])), 255, thick)
    cv2.fillConvexPoly(mask, p[[5, 6, 12, 11]], 255)
    neck = (int(p[5:7, 0].mean()), int(p[5:7, 1].mean()) + thick)
    cv2.line(mask, tuple(map(int, p[0])), neck, 255, thick)
    cv2.circle(mask, tuple(map(int, p[0])), int(thick * 0.9), 255, -1)
    return cv2.dilate(mask, np.ones((5, 5), np.uint8))


def silhouette_of(mask: np.ndarray) -> np.ndarray:
    ys, xs = np.nonzero(mask)
    body = mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    width = max(1, int(64 * body.shape[1] / body.shape[0]))
    small = cv2.resize(body, (width, 64), interpolation=cv2.INTER_AREA)
    out = np.zeros((64, 64), np.uint8)
    start = 32 - width // 2
    out[:, start : start + width] = small
    return out


@functools.cache
def make_track(x: float, start: float = 0.0, end: float = SECONDS, *, walks: bool = True) -> Track:
    seconds = np.arange(math.ceil(start * RATE), int(end * RATE)) / RATE
    points = np.stack([keypoints_at(float(t), x) for t in seconds])
    masks = [mask_of(p) for p in points]
    outlines = tuple(
        max(
            cv2.findContours(m, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0], key=cv2.contourArea
        )[:, 0].astype(np.float32)
        for m in masks
    )
    boxes = np.array([[*o.min(axis=0), *o.max(axis=0)] for o in outlines], np.float32)
    count = len(seconds)
    return Track(
        indices=(seconds * FPS).round().astype(np.int64),
        seconds=seconds,
        keypoints=points,
        raw_keypoints=points,
        landmarks=np.zeros((count, 0, 5), np.float32),
        world=np.zeros((count, 0, 3), np.float32),
        boxes=boxes,
        silhouettes=np.stack([silhouette_of(m) for m in masks]),
        outlines=outlines,
        scores=np.full(count, 0.95, np.float32),
        walks=walks,
    )


def write_video(path: Path) -> Path:
    """Write the figure as a real video file."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (WIDTH, HEIGHT))
    ground = np.full((HEIGHT, WIDTH, 3), (196, 205, 210), np.uint8)
    ground[int(HEIGHT * 0.55) :] = (150, 162, 170)
    for number in range(int(FPS * SECONDS)):
        image = ground.copy()
        for x, colour in ((0.42, (120, 90, 60)), (0.72, (70, 110, 90))):
            image[mask_of(keypoints_at(number / FPS, x)) > 0] = colour
        writer.write(image)
    writer.release()
    return path


def video_info(path: Path | None = None, name: str = "anna_walk.mp4") -> VideoInfo:
    return VideoInfo(
        name=path.name if path else name,
        width=WIDTH,
        height=HEIGHT,
        duration_seconds=SECONDS,
        fps=FPS,
        variable_frame_rate=False,
        rotation_degrees=0,
        codec="mpeg4",
        container="mov,mp4",
        bytes=path.stat().st_size if path else 1,
        sha256="5f" * 32,
    )


def _measurement(value: float, spread: float, unit: Unit = Unit.DEGREES) -> Measurement:
    low, high = value - spread, value + spread
    side = Side.LEFT if low > 0 else Side.RIGHT if high < 0 else None
    return Measurement(
        value=value, low=low, high=high, unit=unit, measurable=True, side=side, cycles=2
    )


def measurements() -> dict[str, Measurement]:
    return {
        "shoulder_tilt": _measurement(2.3, 1.1),
        "hip_tilt": Measurement(
            value=None,
            low=None,
            high=None,
            unit=Unit.DEGREES,
            measurable=False,
            reason=text("The hips cannot be measured well enough in this recording."),
        ),
        "trunk_lean": _measurement(-0.4, 0.9),
        "lateral_shift": _measurement(-1.8, 0.7, Unit.PERCENT_HEIGHT),
        "head_offset": _measurement(0.6, 0.9, Unit.PERCENT_HEIGHT),
        "arm_swing_asymmetry": _measurement(14.0, 9.0, Unit.PERCENT),
        "step_asymmetry": _measurement(-3.0, 6.0, Unit.PERCENT),
    }


def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            code=FindingCode.FEET_CUT_OFF,
            severity=Severity.CARE,
            message=text("The feet are out of the picture for {share} % of the walk.", share=18),
            remedy=text("Step back, or tilt the camera down, until the floor shows."),
            start_seconds=2.4,
            end_seconds=2.9,
        ),
        Finding(
            code=FindingCode.SEVERAL_PEOPLE,
            severity=Severity.INFO,
            message=text("{count} people are in the picture.", count=2),
            remedy=text("Check that the right person was followed; choose another one if not."),
        ),
    )


def demo_model(*, calibrated: bool = False) -> ModelFacts:
    return ModelFacts(
        name="sconet_mt_demo",
        version="1.0",
        kind="sconet_mt",
        status="demo",
        notice=text("This model was trained on simulated walkers; it has no clinical meaning."),
        sha256="ab" * 32,
        class_order=(ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE),
        thresholds={"positive": 0.5, "neutral": 0.35},
        calibrated=calibrated,
        runtime="ONNX Runtime 1.28 on CPU",
    )


def explanation(count: int = 45, **changes: Any) -> Explanation:
    """Explain the answer about a person with so many frames; ``changes`` as in `made_explanation`."""
    times = [(index, index / RATE) for index in (count // 7, count // 3, 2 * count // 3)]
    return made_explanation.explanation(times=tuple(times), count=count, **changes)


def validated_model() -> ModelFacts:
    """Return a model with an evaluation report."""
    return demo_model(calibrated=True).model_copy(
        update={
            "name": "school_screen",
            "status": "validated",
            "notice": None,
            "report": made_explanation.report(),
            "precision": "int8",
            "device_reason": text("No graphics card that ONNX Runtime can use was found."),
        }
    )


def gait() -> GaitFacts:
    times = [0.25, 0.75, 1.25, 1.75, 2.25, 2.75]
    strikes = tuple(
        HeelStrike(side=Side.LEFT if i % 2 == 0 else Side.RIGHT, seconds=t)
        for i, t in enumerate(times)
    )
    return GaitFacts(heel_strikes=strikes, cycles=2, cadence=118.0, direction="towards")


def screening(
    outcome: Outcome = Outcome.BORDERLINE,
    *,
    video: Path | None = None,
    person: int | None = 1,
    name: str = "anna_walk.mp4",
    **changes: Any,
) -> MadeUpScreening:
    """Make a screening; ``changes`` replace fields of the result."""
    tracks = (make_track(0.42), make_track(0.72, 0.4, 2.2, walks=False))
    info = video_info(video, name)
    recording = Recording(
        info=info,
        rate=RATE,
        frame_seconds=np.arange(int(SECONDS * RATE)) / RATE,
        tracks=tracks,
        walker=0,
        estimator="blazepose heavy",
        keypoint_set="blazepose",
    )
    quality = Quality(verdict=verdict(findings()), findings=findings())
    result = ScreeningResult(
        outcome=outcome,
        quality=quality,
        probabilities={
            ClassName.POSITIVE: 0.3127,
            ClassName.NEUTRAL: 0.5204,
            ClassName.NEGATIVE: 0.1669,
        },
        measurements=measurements(),
        gait=gait(),
        people=tuple(
            PersonSummary(
                number=i + 1,
                start_seconds=float(t.seconds[0]),
                end_seconds=float(t.seconds[-1]),
                frames=len(t.seconds),
                height_px=float(np.median(t.boxes[:, 3] - t.boxes[:, 1])),
                walks=t.walks,
            )
            for i, t in enumerate(tracks)
        ),
        person=person,
        model=demo_model(),
        explanation=explanation(len(tracks[(person or 1) - 1].seconds)) if person else None,
        trust=made_explanation.trust() if person else None,
        provenance=Provenance(
            app_version="0.1.0",
            started="2026-11-22T10:58:03+00:00",
            finished="2026-11-22T10:58:09+00:00",
            video=info,
            analysis_rate=RATE,
            frames_analysed=len(tracks[0].seconds),
            estimator="blazepose heavy 0.10 (sha256 64437af8)",
            packages={"numpy": "2.2", "opencv": "5.0.0", "av": "18.1.0", "onnxruntime": "1.28"},
            device="CPU",
            operator="",
        ),
    )
    result = result.model_copy(update=changes)
    sequence = None
    if person is not None:
        track = tracks[person - 1]
        sequence = MadeUpSequence(
            track.silhouettes,
            track.keypoints,
            track.seconds,
            {
                "outline_points": np.concatenate(track.outlines),
                "outline_offsets": np.cumsum([0, *(len(o) for o in track.outlines)]),
            },
        )
    return MadeUpScreening(result, sequence, MadeUpAnalysis(recording))


def level(roll: float = -3.0, pitch: float = -8.0, **changes: Any) -> Level:
    """Say how the camera stood: by the picture, turned to the right and looking down."""
    found = unknown_level(NOT_FOUND, WIDTH, HEIGHT).model_copy(
        update={"known": True, "reason": None, "source": "picture", "error_degrees": 0.4}
    )
    angles = {"roll_degrees": roll, "pitch_degrees": pitch}
    return found.model_copy(update={**angles, **changes})


def with_level(made: MadeUpScreening, stands: Level) -> MadeUpScreening:
    """Return a screening in whose pictures this level was found."""
    recording = replace(made.analysis.recording, level=stands)
    result = made.result.model_copy(update={"level": stands})
    return replace(made, result=result, analysis=MadeUpAnalysis(recording))


DOTTED = (
    Site.LEFT_ACROMION, Site.RIGHT_ACROMION, Site.LEFT_ILIAC, Site.RIGHT_ILIAC, None
)  # fmt: skip
"""What the tracks of `dots` mark: shoulders and hips, and a button that was not taken for a dot."""


def dots(keypoints: np.ndarray, *, confirmed: bool = False) -> Dots:
    """Put dots on shoulders and hips, and a button on the belly; the left hip is hidden at first."""
    places = np.zeros((len(keypoints), len(DOTTED), 4), np.float32)
    for track, joint in enumerate((5, 6, 11, 12)):
        places[:, track, :2] = keypoints[:, joint, :2] - (0, 6)
    places[:, 4, :2] = keypoints[:, [5, 6, 11, 12], :2].mean(axis=1)
    places[..., 2:] = (9.0, 0.5)
    places[: len(places) // 4, 2] = 0.0
    names = [-1 if site is None else SITES.index(site) for site in DOTTED]
    return Dots(places, np.array(names, np.int64), confirmed)


def with_dots(made: MadeUpScreening, worn: Dots | None = None) -> MadeUpScreening:
    """Return a screening of somebody who wears dots; named ones measure hips and shoulders."""
    assert made.sequence is not None
    worn = worn or dots(made.sequence.keypoints)
    shares = worn.seen.mean(axis=0)
    named = tuple(
        DotFacts(site=site, track=track, seen=float(shares[track]), diameter_px=9.0)
        for site, track in worn.tracks.items()
    )
    measured = dict(made.result.measurements)
    for name, one in BY_DOTS.items():
        if all(site in worn.tracks for site in one.sites):
            value = _measurement(1.0 + len(name) / 10, 0.6)
            measured[name] = value.model_copy(update={"source": "dots"})
    update = {"measurements": measured, "dots": DotsFacts(dots=named, confirmed=worn.confirmed)}
    result = made.result.model_copy(update=update)
    return replace(made, result=result, sequence=replace(made.sequence, dots=worn))


def screening_of_nobody(video: Path | None = None) -> MadeUpScreening:
    """Make a screening of a recording without people."""
    nobody = Finding(
        code=FindingCode.NOBODY_FOUND,
        severity=Severity.REPEAT,
        message=text("Nobody was found in this recording."),
        remedy=text("Record again with the whole body in the picture, in even light."),
    )
    made = screening(
        Outcome.INCONCLUSIVE,
        video=video,
        person=None,
        probabilities=None,
        measurements={},
        gait=GaitFacts(),
        people=(),
        model=None,
        explanation=None,
        trust=None,
        quality=Quality(verdict=verdict([nobody]), findings=(nobody,)),
    )
    recording = replace(made.analysis.recording, tracks=(), walker=None)
    return MadeUpScreening(made.result, None, MadeUpAnalysis(recording))


def long_screening() -> MadeUpScreening:
    """Make a screening with as many and as long words as can be."""
    many = tuple(
        Finding(
            code=code,
            severity=Severity.REPEAT if code is FindingCode.TOO_DARK else Severity.CARE,
            message=text(
                "Something rather long was noticed about this recording, with the value {value}, "
                "and it goes on for more than a single line of the page.",
                value=12.5,
            ),
            remedy=text("Do this, then that, then look again whether it is better, and repeat it."),
            start_seconds=0.1 * number,
            end_seconds=0.1 * number + 0.3,
        )
        for number, code in enumerate(FindingCode)
    )
    return screening(
        Outcome.INCONCLUSIVE,
        name="王小明_行走视频_二零二六年十一月二十二日_" + "very_long_name_" * 12 + ".mp4",
        quality=Quality(verdict=verdict(many), findings=many),
    )


@dataclass(frozen=True)
class Recorded:
    """A recording as a screening day needs it."""

    id: str
    path: str
    subject: str


def recorded(number: str) -> Recorded:
    """Return a recording of a child, which lies nowhere."""
    return Recorded(f"r{number}", f"/recordings/r{number}/video.mkv", number)
