"""Dots from a recording to its result: measured, said, kept, and corrected without a second pass."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.core.errors import SequenceError
from engine.core.findings import FindingCode
from engine.core.level import NOT_FOUND, level_from_lines, unknown_level
from engine.core.sites import Site
from engine.core.video import Frame
from engine.dots.dot_editing import Drop, apply_edits
from engine.gait.by_hand import ByHand
from engine.gait.sequence import GaitSequence
from engine.pipeline import analysis as pipeline
from engine.pipeline import screening_files
from engine.pipeline.analysis import analyse_video
from engine.pipeline.judgement import Screening, judge
from engine.pipeline.remeasurement import remeasured
from engine.report.overlay_video import Drawn, draw
from tests.engine.gait import analytic_walker as aw
from tests.engine.pipeline.scripted import HEIGHT, WIDTH, Script

WALKER = aw.Walker(
    shoulder_tilt=4.0, hip_tilt=-5.0, nearest=2.8, speed=0.3, seconds=3.6, facing="front"
)
JOINTS = (5, 6, 11, 12)
GONE = 2.0


class Dotted(Script):
    """A grey body with green dots above shoulders and hips; one may fall off."""

    def __init__(self, *, gone: int | None = None):
        super().__init__(lambda t: aw.keypoints(WALKER, np.array([t]))[0], WALKER.seconds)
        self.gone = gone

    def frames(self, **options):
        for frame in super().frames(**options):
            points = self.points(frame.seconds)
            image = np.full((HEIGHT, WIDTH, 3), 110, np.uint8)
            hull = cv2.convexHull(points[:, :2].astype(np.int32))
            cv2.fillConvexPoly(image, hull, (205, 200, 195))
            height = float(np.ptp(points[:, 1])) / 0.87
            for joint in JOINTS:
                if joint == self.gone and frame.seconds > GONE:
                    continue
                up = 0.05 if joint > 10 else 0.0
                x, y = points[joint, :2] - (0, up * height)
                at = tuple(round(16 * float(v)) for v in (x - 0.5, y - 0.5))
                radius = round(16 * 0.0075 * height)
                cv2.circle(image, at, radius, (10, 160, 60), -1, cv2.LINE_AA, 4)
            yield Frame(cv2.GaussianBlur(image, (0, 0), 0.6), frame.seconds, frame.number)


def screened(monkeypatch: pytest.MonkeyPatch, script: Script, *, dots: bool = True) -> Screening:
    monkeypatch.setattr(pipeline, "probe", lambda path, **options: script.info)
    monkeypatch.setattr(pipeline, "VideoFile", lambda path: nullcontext(script))
    return judge(analyse_video(Path("script.mp4"), open_networks=lambda: script, dots=dots))


@pytest.fixture(scope="module")
def screening():
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield screened(monkeypatch, Dotted())


def test_shoulders_and_hips_are_measured_from_dots(screening):
    measured = screening.result.measurements
    assert measured["shoulder_tilt"].value == pytest.approx(4.0, abs=0.3)
    assert measured["hip_tilt"].value == pytest.approx(-5.0, abs=0.5)
    for name, side in (("shoulder_tilt", "left"), ("hip_tilt", "right")):
        one = measured[name]
        assert one.source == "dots"
        assert one.side == side
        assert one.low < one.value < one.high
    assert measured["trunk_lean"].source == "keypoints"
    assert "c7_over_pelvis" not in measured
    dots = screening.result.dots
    assert [dot.site for dot in dots.dots] == [
        Site.LEFT_ACROMION, Site.RIGHT_ACROMION, Site.LEFT_ILIAC, Site.RIGHT_ILIAC
    ]  # fmt: skip
    assert all(dot.seen > 0.9 for dot in dots.dots)
    assert FindingCode.DOTS_NOT_REVIEWED in {f.code for f in screening.result.quality.findings}


def test_without_the_word_nothing_is_looked_for(monkeypatch):
    result = screened(monkeypatch, Dotted(), dots=False).result
    assert result.dots is None
    assert result.measurements["hip_tilt"].source == "keypoints"
    assert not any(f.code.startswith("dot") for f in result.quality.findings)


def test_where_none_is_worn_nothing_is_invented(monkeypatch):
    script = Script(lambda t: aw.keypoints(WALKER, np.array([t]))[0], WALKER.seconds)
    result = screened(monkeypatch, script).result
    assert result.dots.dots == ()
    assert all(one.source == "keypoints" for one in result.measurements.values())
    assert FindingCode.DOTS_NOT_FOUND in {f.code for f in result.quality.findings}


def test_a_dot_that_falls_off_is_said_and_the_part_before_is_measured(monkeypatch):
    result = screened(monkeypatch, Dotted(gone=12)).result
    (lost,) = (f for f in result.quality.findings if f.code is FindingCode.DOT_LOST)
    assert "right dot on the hips" in str(lost.message)
    assert lost.start_seconds == pytest.approx(GONE, abs=0.1)
    hips, shoulders = (result.measurements[n] for n in ("hip_tilt", "shoulder_tilt"))
    assert hips.value == pytest.approx(-5.0, abs=1.0)
    assert 0 < hips.cycles < shoulders.cycles


def test_a_correction_measures_anew_and_is_kept(screening):
    dots = screening.sequence.dots
    hip = dots.tracks[Site.LEFT_ILIAC]
    after = remeasured(screening, apply_edits(dots, [Drop(hip)]))
    assert after.result.measurements["hip_tilt"].source == "keypoints"
    assert (
        after.result.measurements["shoulder_tilt"] == screening.result.measurements["shoulder_tilt"]
    )
    assert after.result.outcome == screening.result.outcome
    codes = {f.code for f in after.result.quality.findings}
    assert FindingCode.DOT_MISSING in codes
    assert FindingCode.DOTS_NOT_REVIEWED not in codes
    assert after.result.dots.confirmed
    again = screening_files.load(screening_files.dump(after))
    assert again.result == after.result
    assert again.sequence.dots.tracks == after.sequence.dots.tracks
    assert again.sequence.dots.confirmed
    back = remeasured(again, dots)
    assert back.result.measurements["hip_tilt"] == screening.result.measurements["hip_tilt"]


def test_another_level_keeps_the_dots_that_were_corrected(screening):
    """The two corrections by hand go together: the vertical, and which spot is a dot."""
    named = screening.sequence.dots
    after = remeasured(screening, apply_edits(named, [Drop(named.tracks[Site.LEFT_ILIAC])]))
    base = unknown_level(NOT_FOUND, WIDTH, HEIGHT)
    stands = level_from_lines(base, [(WIDTH / 2 + 30, 100.0, WIDTH / 2 - 30, 700.0)])
    tilted = judge(screening.analysis, by_hand=ByHand(stands, after.sequence.dots))
    assert tilted.result.level == stands
    assert tilted.result.dots == after.result.dots
    assert tilted.result.measurements["hip_tilt"].source == "keypoints"
    shoulders = [one.result.measurements["shoulder_tilt"].value for one in (after, tilted)]
    # Where the vertical leans to the right, what is level has its right side (on the left) higher.
    assert abs(shoulders[1] - shoulders[0]) == pytest.approx(stands.roll_degrees, abs=0.5)
    again = screening_files.load(screening_files.dump(tilted))
    assert again.result == tilted.result
    anew = remeasured(again, again.sequence.dots)
    assert anew.result.measurements == tilted.result.measurements
    found = judge(again.analysis, by_hand=ByHand(dots=again.sequence.dots))
    assert found.result.measurements == after.result.measurements


def test_what_the_walk_the_other_way_says_of_dots_counts_only_beside_checked_ones(
    screening, monkeypatch
):
    track = screening.analysis.recording.tracks[0]
    monkeypatch.setattr("engine.pipeline.both_ways.other_way", lambda _track: track)
    named = screening.sequence.dots
    dropped = apply_edits(named, [Drop(named.tracks[Site.LEFT_ILIAC])])
    after = remeasured(screening, dropped).result
    assert after.measurements["hip_tilt"].source == "keypoints"
    assert after.measurements["shoulder_tilt"].source == "dots"
    one = screening.result.measurements["shoulder_tilt"].cycles
    assert after.measurements["shoulder_tilt"].cycles == 2 * one


def test_dots_that_nobody_asked_for_cannot_be_corrected(monkeypatch, screening):
    plain = screened(monkeypatch, Dotted(), dots=False)
    with pytest.raises(SequenceError, match="not searched for dots"):
        remeasured(plain, screening.sequence.dots)


def test_a_sequence_keeps_its_dots_in_its_file(screening, tmp_path):
    screening.sequence.save(tmp_path / "a.gait.npz")
    same = GaitSequence.load(tmp_path / "a.gait.npz")
    assert same.dots.tracks == screening.sequence.dots.tracks
    assert (same.dots.places == screening.sequence.dots.places).all()


def test_the_overlay_rings_each_dot(screening):
    track = screening.analysis.recording.tracks[0]
    person = Drawn(track.keypoints[5], track.outlines[5], 1, chosen=True)
    plain, ringed = (np.zeros((HEIGHT, WIDTH, 3), np.uint8) for _ in range(2))
    draw(plain, [person])
    draw(ringed, [replace(person, dots=[(Site.LEFT_ILIAC, 100.0, 300.0, 12.0)])])
    changed = np.argwhere((plain != ringed).any(axis=-1))
    away = np.abs(changed - (300, 100)).max(axis=1)
    assert (away < 15).sum() > 20  # the ring
    assert (away > 60).sum() > 20  # the name, beside the body
