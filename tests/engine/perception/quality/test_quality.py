"""Findings about recordings: each is made where it should be, and not where it should not."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.findings import FindingCode, Severity
from engine.perception.quality.person_quality import check_length
from engine.perception.recording import perceive
from engine.perception.tracking.observation import blur_of
from engine.perception.walk.left_right import find_exchanges
from engine.perception.walk.smoothing import smooth_keypoints, split_at_gaps
from tests.engine.perception.stage import (
    BODY,
    GREEN,
    RED,
    Actor,
    FakePose,
    Stage,
    silhouette,
    straight,
)

C = FindingCode


def found(stage: Stage) -> dict[FindingCode, Severity]:
    recording = perceive(stage, FakePose(stage), silhouette=silhouette)
    return {f.code: f.severity for f in recording.findings_about(0)}


def walker(**changes) -> Actor:
    return Actor(**{"x": straight(120, 30), "shirt": RED[0], "trousers": RED[1], **changes})


def test_a_good_recording_has_no_finding() -> None:
    assert found(Stage(walker(), duration=5.0)) == {}


@pytest.mark.parametrize(
    ("stage", "code", "severity"),
    [
        (Stage(walker(height=80.0)), C.TOO_SMALL, Severity.CARE),
        (Stage(walker(height=50.0)), C.TOO_SMALL, Severity.REPEAT),
        (Stage(walker(y=213.0)), C.FEET_CUT_OFF, Severity.REPEAT),
        (Stage(walker(y=58.0)), C.HEAD_CUT_OFF, Severity.REPEAT),
        (Stage(walker(x=straight(12, 0))), C.SIDE_CUT_OFF, Severity.REPEAT),
        (Stage(walker(), duration=1.5), C.TOO_FEW_FRAMES, Severity.REPEAT),
        (Stage(walker(), duration=3.5), C.TOO_FEW_FRAMES, Severity.CARE),
        (Stage(walker(), fps=12.0), C.LOW_FRAME_RATE, Severity.CARE),
        (Stage(walker(), light=0.2), C.TOO_DARK, Severity.CARE),
        (Stage(walker(), pan=30.0), C.CAMERA_MOVING, Severity.CARE),
    ],
    ids=lambda value: None if isinstance(value, Stage) else str(value),
)
def test_each_finding(stage: Stage, code: FindingCode, severity: Severity) -> None:
    assert found(stage).get(code) == severity


def test_a_walk_long_enough_in_too_few_frames_says_frames() -> None:
    """At 10 frames a second, 5.2 seconds are long enough; to ask for 4 would puzzle anybody."""
    (few,) = check_length(np.arange(53) / 10.0)
    assert few.code is C.TOO_FEW_FRAMES
    assert str(few.message) == (
        "The person is in view for 5.2 seconds, but in 53 frames only; 60 frames are needed."
    )
    assert "frames a second" in str(few.remedy)
    (short,) = check_length(np.arange(45) / 15.0)
    assert "2.9 seconds; 4.0 seconds are needed" in str(short.message)


def test_somebody_close_to_the_walker_is_told() -> None:
    alone = found(Stage(walker(), Actor(straight(420, 0), *GREEN, walks=False)))
    assert alone[C.SEVERAL_PEOPLE] is Severity.INFO
    # Comes nearer during the first second and stays beside the walker.
    near = Actor(lambda s: 120 + 30 * s + 60 - 34 * min(s, 1), *GREEN, walks=False)
    assert found(Stage(walker(), near))[C.SEVERAL_PEOPLE] is Severity.CARE


def test_exchanged_sides_are_put_right_and_told() -> None:
    """Ten single frames of a frontal walk with left taken for right."""
    wrong = {2, 9, 20, 21, 33, 40, 41, 50, 60, 61}
    actor = walker(exchanged=lambda seconds: round(seconds * 15) in wrong)
    stage = Stage(actor)
    recording = perceive(stage, FakePose(stage), silhouette=silhouette)
    track = recording.tracks[0]
    assert (track.raw_keypoints[:, 5, 0] > track.raw_keypoints[:, 6, 0]).all()
    told = [f for f in track.findings if f.code is C.SIDES_IN_DOUBT]
    assert told[0].severity is Severity.CARE
    assert told[0].detail.params["share"] == pytest.approx(13, abs=2)


def test_a_slow_turn_is_no_exchange() -> None:
    turns = np.cos(np.linspace(0, np.pi, 60))
    points = np.zeros((60, 17, 3), np.float32)
    points[..., :2] = BODY * 100
    points[..., 0] *= turns[:, None]
    exchanged, _ = find_exchanges(points)
    assert not exchanged.any()


def test_smoothing_keeps_slow_motion_and_removes_jitter() -> None:
    """Zero phase on uneven times: 15 out of 25 frames a second."""
    generator = np.random.default_rng(3)
    seconds = np.arange(0, 8, 0.04)
    seconds = seconds[np.diff(np.floor(seconds * 15 + 1e-6), prepend=-1) > 0]
    clean = 50 * np.sin(2 * np.pi * 1.0 * seconds)
    noisy = clean + generator.normal(0, 1.0, len(seconds))
    points = np.zeros((len(seconds), 17, 3), np.float32)
    points[..., 0] = noisy[:, None]
    smooth = smooth_keypoints(seconds, points)[:, 0, 0]
    assert np.abs(smooth - clean)[5:-5].mean() < np.abs(noisy - clean)[5:-5].mean()
    lag = np.arange(-3, 4)
    fit = [
        np.corrcoef(smooth[3:-3], np.interp(seconds[3:-3] - k / 60, seconds, clean))[0, 1]
        for k in lag
    ]
    assert lag[int(np.argmax(fit))] == 0


def test_smoothing_does_not_reach_across_gaps() -> None:
    seconds = np.concatenate([np.arange(20), np.arange(35, 55)]) / 15.0
    points = np.zeros((40, 17, 3), np.float32)
    points[20:, :, 0] = 100.0
    np.testing.assert_allclose(smooth_keypoints(seconds, points), points, atol=1e-4)
    assert [(p.start, p.stop) for p in split_at_gaps(seconds)] == [(0, 20), (20, 40)]


@pytest.mark.parametrize("count", [1, 2, 5, 6, 7, 12])
def test_smoothing_takes_short_tracks(count: int) -> None:
    points = np.ones((count, 17, 3), np.float32)
    result = smooth_keypoints(np.arange(count) / 15.0, points)
    np.testing.assert_allclose(result, points, atol=1e-5)


def test_blur_is_ordered_and_blind_to_contrast() -> None:
    generator = np.random.default_rng(5)
    import cv2

    sharp = cv2.resize(
        generator.integers(0, 200, (32, 32), dtype=np.uint8),
        (256, 256),
        interpolation=cv2.INTER_NEAREST,
    )
    values = [
        blur_of(sharp if s == 0 else cv2.GaussianBlur(sharp, (0, 0), s)) for s in (0, 1, 2, 4)
    ]
    assert values == sorted(values)
    assert abs(blur_of((sharp * 0.5).astype(np.uint8)) - values[0]) < 0.05


@pytest.mark.parametrize(
    ("until", "severity"),
    [(0.22, None), (0.5, None), (1.0, Severity.CARE), (4.0, Severity.REPEAT)],
)
def test_a_few_frames_more_or_less_at_the_border_do_not_decide(until: float, severity) -> None:
    """The feet are out of the picture until a time, of 5 s: 4, 11, 20 and 80 % of the frames."""
    actor = walker(y=140.0)

    class Leaving(FakePose):
        def _person(self, actor, points, mask, seconds, box):
            points = points + np.array([0, 80 if seconds < until else 0])
            return super()._person(actor, points, mask, seconds, box)

    stage = Stage(actor, duration=5.0)
    recording = perceive(stage, Leaving(stage), silhouette=silhouette)
    codes = {f.code: f.severity for f in recording.findings_about(0)}
    assert codes.get(C.FEET_CUT_OFF) == severity
