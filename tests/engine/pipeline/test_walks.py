"""From scripted walks through `analyse_video`: which side is left, which part is walked, at what speed."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from engine.core.findings import FindingCode as C
from engine.core.findings import Severity, Verdict
from engine.gait.events import gait_facts
from engine.gait.measurements import measure
from engine.pipeline import screening_files
from engine.pipeline.analysis import analyse_video
from engine.pipeline.judgement import judge
from tests.engine.gait import analytic_walker as aw
from tests.engine.pipeline.scripted import Script, analysed, exchange

FEET_OUT = Path(__file__).parents[2] / "data" / "feet_out" / "two_walkers.mp4"
TREADMILL = aw.Walker(facing="back", speed=0.0, nearest=4.0, shoulder_tilt=5.0)
AWAY = aw.Walker(facing="back", shoulder_tilt=5.0)
TOWARDS = aw.Walker(shoulder_tilt=5.0)


def walk(walker, *, slow=1.0, exchanged=lambda frame: False):
    """Return the keypoints of a walker at a time of the recording; before and after, the ends of the walk."""

    def points(seconds):
        life = min(max(seconds / slow, 0.0), walker.seconds)
        one = aw.keypoints(walker, np.array([life]))[0]
        jitter = np.random.default_rng(round(seconds * 1000)).normal(0, 0.4, (17, 2))
        one[:, :2] += jitter
        return exchange(one) if exchanged(round(seconds * 15)) else one

    return points


def findings(analysis, person=0):
    return {one.code: one for one in analysis.recording.findings_about(person)}


# Left and right


def test_one_exchanged_frame_leaves_every_keypoint_as_it_is(monkeypatch):
    plain = analysed(monkeypatch, Script(walk(AWAY), 5.0))
    once = analysed(monkeypatch, Script(walk(AWAY, exchanged=lambda n: n == 37), 5.0))
    one, other = plain.sequences[0], once.sequences[0]
    assert len(one) == 75
    np.testing.assert_array_equal(other.keypoints, one.keypoints)
    assert one.facing.agreement == 1.0
    assert other.facing.agreement == pytest.approx(74 / 75)
    assert findings(once)[C.SIDES_IN_DOUBT].severity is Severity.INFO


def test_labels_that_disagree_on_a_treadmill_stay_in_doubt(monkeypatch, tmp_path):
    script = Script(walk(TREADMILL, exchanged=lambda n: n >= 40), 5.0)
    sequence = analysed(monkeypatch, script).sequences[0]
    assert sequence.facing.agreement == pytest.approx(0.53, abs=0.01)
    assert sequence.facing.in_doubt
    tilt = measure(sequence, gait_facts(sequence))["shoulder_tilt"]
    assert not tilt.measurable
    assert "left" in str(tilt.reason)
    sequence.save(tmp_path / "one.gait.npz")
    again = type(sequence).load(tmp_path / "one.gait.npz")
    assert again.facing.in_doubt
    assert again.facing.agreement == sequence.facing.agreement
    np.testing.assert_array_equal(again.facing.frames, sequence.facing.frames)


@pytest.mark.parametrize(("walker", "sign"), [(AWAY, -1), (TOWARDS, 1)])
def test_the_direction_settles_labels_that_disagree(monkeypatch, walker, sign):
    script = Script(walk(walker, exchanged=lambda n: n >= 25), 5.0)
    analysis = analysed(monkeypatch, script)
    sequence = analysis.sequences[0]
    assert findings(analysis)[C.SIDES_IN_DOUBT].severity is Severity.CARE
    assert (sequence.facing.sign, sequence.facing.plain) == (sign, True)
    tilt = measure(sequence, gait_facts(sequence))["shoulder_tilt"]
    assert tilt.value == pytest.approx(5.0, abs=0.4)


# A part


def test_somebody_who_walks_and_then_stands_is_cut_to_the_walk(monkeypatch):
    analysis = analysed(monkeypatch, Script(walk(TOWARDS), 10.0))
    track, sequence = analysis.recording.tracks[0], analysis.sequences[0]
    assert track.walks
    assert track.part == pytest.approx((0.0, 5.0), abs=0.7)
    assert len(track.seconds) == 150
    assert sequence.seconds[-1] == pytest.approx(track.part[1])
    assert tuple(sequence.extras["part"]) == track.part
    screening = judge(analysis)
    told = next(f for f in screening.result.quality.findings if f.code is C.WALKS_IN_PART)
    assert told.severity is Severity.INFO
    assert (told.start_seconds, told.end_seconds) == track.part
    assert screening.result.gait.cycles >= 3
    tilt = screening.result.measurements["shoulder_tilt"]
    assert tilt.value == pytest.approx(5.0, abs=0.4)
    kept = screening_files.load(screening_files.dump(screening))
    assert kept.analysis.recording.tracks[0].part == pytest.approx(track.part)
    np.testing.assert_array_equal(kept.sequence.seconds, sequence.seconds)


def test_an_ordinary_walk_is_not_cut(monkeypatch):
    analysis = analysed(monkeypatch, Script(walk(TOWARDS), 5.0))
    assert analysis.recording.tracks[0].part is None
    assert C.WALKS_IN_PART not in findings(analysis)


def test_a_walk_that_is_too_short_is_named(monkeypatch):
    short = aw.Walker(speed=0.0, nearest=3.0, seconds=1.4)
    analysis = analysed(monkeypatch, Script(walk(short), 8.0))
    assert analysis.recording.walker is None
    told = findings(analysis, None)
    assert C.NOBODY_WALKS not in told
    assert told[C.WALKS_IN_PART].severity is Severity.REPEAT
    assert told[C.WALKS_IN_PART].message.params["seconds"] == pytest.approx(1.4, abs=0.7)


def test_feet_out_of_the_picture_are_the_reason_not_that_nobody_walks(monkeypatch):
    analysis = analysed(monkeypatch, Script(walk(TOWARDS), 5.0, height=470))
    assert analysis.recording.walker == 0
    told = findings(analysis)
    assert told[C.FEET_CUT_OFF].severity is Severity.REPEAT
    assert C.NOBODY_WALKS not in told


# The speed of life


@pytest.mark.parametrize("slow", [2.0, 4.0, 8.0])
def test_slow_motion_is_said_and_measured_as_it_was(monkeypatch, slow):
    analysis = analysed(monkeypatch, Script(walk(TOWARDS, slow=slow), 5.0 * slow))
    track = analysis.recording.tracks[0]
    assert track.walks
    assert track.speed_factor == slow
    assert track.part is None
    said = judge(analysis).result
    assert said.quality.verdict is Verdict.REPEAT
    codes = [one.code for one in said.quality.findings]
    assert C.SLOW_MOTION in codes
    assert C.TOO_FEW_CYCLES not in codes
    screening = judge(analysis, slow_motion=slow)
    result = screening.result
    assert result.provenance.slow_motion == slow
    assert result.provenance.frames_analysed == pytest.approx(75, abs=1)
    assert result.gait.cadence == pytest.approx(117.0, abs=2.0)
    assert result.measurements["shoulder_tilt"].value == pytest.approx(5.0, abs=0.4)
    told = next(f for f in result.quality.findings if f.code is C.SLOW_MOTION)
    assert told.severity is Severity.INFO
    # Times are those of the recording.
    truth = np.sort(np.concatenate(aw.strikes(TOWARDS))) * slow
    for strike in result.gait.heel_strikes[2:-2]:
        assert np.abs(truth - strike.seconds).min() < 0.05 * slow
    assert judge(analysis, slow_motion=None).result.provenance.slow_motion == slow


def test_a_walk_at_the_speed_of_life_is_not_slow_motion(monkeypatch):
    leisurely = aw.Walker(cadence=84.0, speed=0.7, seconds=8.0)
    analysis = analysed(monkeypatch, Script(walk(leisurely), 8.0))
    assert analysis.recording.tracks[0].speed_factor is None


def test_a_walk_played_twice_as_fast_is_said(monkeypatch):
    longer = aw.Walker(seconds=8.0, speed=0.8)
    analysis = analysed(monkeypatch, Script(walk(longer, slow=0.5), 4.0, fps=30.0))
    assert analysis.recording.tracks[0].speed_factor == pytest.approx(0.5, abs=0.05)
    assert "faster" in str(findings(analysis)[C.SLOW_MOTION].message)


@pytest.mark.parametrize("hertz", [0.15, 0.4, 1.0])
def test_whoever_stands_and_sways_neither_walks_nor_is_slowed(monkeypatch, hertz):
    still = walk(aw.Walker(speed=0.0, nearest=3.0, seconds=0.1))

    def points(seconds):
        one = still(0.0)
        one[:, :2] += np.random.default_rng(round(seconds * 1000)).normal(0, 0.5, (17, 2))
        one[:13, 0] += 12 * np.sin(2 * np.pi * hertz * seconds)
        return one

    analysis = analysed(monkeypatch, Script(points, 12.0))
    assert analysis.recording.walker is None
    assert analysis.recording.tracks[0].speed_factor is None
    assert set(findings(analysis, None)) == {C.NOBODY_WALKS}


@pytest.mark.heavy
@pytest.mark.parametrize(("crf", "side"), [(None, 480), (18, 480), (28, 480), (36, 480), (18, 240)])
def test_however_it_is_coded_the_feet_are_the_reason(tmp_path, crf, side):
    """Two people who walk towards the camera, real, the feet out of the picture from the middle on."""
    path = FEET_OUT
    if crf is not None:
        path = tmp_path / "again.mp4"
        _coded_again(FEET_OUT, path, crf, side)
    analysis = analyse_video(path)
    assert [track.walks for track in analysis.recording.tracks] == [True, True]
    told = findings(analysis)
    assert told[C.FEET_CUT_OFF].severity is Severity.REPEAT
    assert C.NOBODY_WALKS not in told


def _coded_again(source, path, crf, side):
    """Code a video again, so many pixels wide."""
    with av.open(str(source)) as old, av.open(str(path), "w") as new:
        stream = new.add_stream("libx264", rate=old.streams.video[0].average_rate)
        stream.width, stream.height = side, side * 270 // 480 // 2 * 2
        stream.pix_fmt, stream.options = "yuv420p", {"crf": str(crf)}
        for frame in old.decode(video=0):
            image = frame.to_ndarray(format="rgb24")
            image = cv2.resize(image, (stream.width, stream.height), interpolation=cv2.INTER_AREA)
            new.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        new.mux(stream.encode())
