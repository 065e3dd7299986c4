"""Real people walking, from the file to the result: a result or a named reason, and bodies that can exist."""

from pathlib import Path

import av
import numpy as np
import pytest

from engine.core.classes import Outcome
from engine.core.errors import CancelledError, SequenceError
from engine.core.keypoints import Keypoint as K
from engine.core.progress import Cancel, Stage
from engine.pipeline import screen_video, screening_files
from engine.pipeline.analysis import analyse_video
from engine.pipeline.judgement import judge

DATA = Path(__file__).parents[2] / "data" / "videos"
SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
CLIPS = [*sorted(DATA.glob("*.mp4")), SAMPLES / "sports2d_demo.mp4"]


@pytest.fixture(scope="module")
def analyses():
    """Each clip, read once for all tests of this module."""
    kept = {}

    def of(path):
        if path not in kept:
            kept[path] = analyse_video(path)
        return kept[path]

    return of


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_every_clip_ends_with_a_result_or_a_named_reason(analyses, path):
    result = judge(analyses(path)).result
    assert result.provenance.video.sha256
    if result.outcome is Outcome.INCONCLUSIVE:
        assert result.quality.findings
        assert all(str(f.message) and str(f.remedy) for f in result.quality.findings)
    else:
        assert sum(result.probabilities.values()) == pytest.approx(1)


@pytest.mark.parametrize("path", sorted(DATA.glob("p2s_*.mp4")), ids=lambda path: path.stem)
def test_clips_under_two_seconds_are_too_short_for_a_verdict(analyses, path):
    result = judge(analyses(path)).result
    assert result.outcome is Outcome.INCONCLUSIVE
    assert result.probabilities is None
    assert {"too_few_frames", "too_few_cycles"} & {f.code for f in result.quality.findings}


def test_anyone_can_be_judged_without_another_look_at_the_video(analyses):
    analysis = analyses(SAMPLES / "sports2d_demo.mp4")
    assert len(analysis.recording.tracks) >= 2
    people = [judge(analysis, person=n + 1) for n in range(len(analysis.recording.tracks))]
    assert [p.result.person for p in people] == list(range(1, len(people) + 1))
    assert all(len(p.result.people) == len(people) for p in people)


def test_a_person_who_is_not_there_is_told(analyses):
    with pytest.raises(SequenceError, match="no person 99"):
        judge(analyses(DATA / "p2s_single_cam01.mp4"), person=99)


def test_a_kept_screening_comes_back_whole(analyses, tmp_path):
    before = judge(analyses(SAMPLES / "sports2d_demo.mp4"))
    screening_files.save(before, tmp_path / "kept")
    after = screening_files.load(tmp_path / "kept")
    assert after.result == before.result
    for one, other in zip(
        before.analysis.recording.tracks, after.analysis.recording.tracks, strict=True
    ):
        assert np.array_equal(one.keypoints, other.keypoints)
        assert all(np.array_equal(a, b) for a, b in zip(one.outlines, other.outlines, strict=True))
        assert one.findings == other.findings
    again = judge(after.analysis, person=2).result
    assert again.person == 2
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("harm", ["result.json", "people.npz"])
def test_a_damaged_screening_is_told(analyses, tmp_path, harm):
    screening_files.save(judge(analyses(DATA / "p2s_single_cam01.mp4")), tmp_path / "kept")
    path = tmp_path / "kept" / harm
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(SequenceError, match="cannot be read"):
        screening_files.load(tmp_path / "kept")


def test_screening_twice_gives_the_same_numbers(analyses):
    path = DATA / "p2s_single_cam02.mp4"
    one, other = analyses(path), analyse_video(path)
    for a, b in zip(one.sequences, other.sequences, strict=True):
        assert np.array_equal(a.keypoints, b.keypoints)
        assert np.array_equal(a.silhouettes, b.silhouettes)


def test_progress_grows_and_cancel_stops():
    seen, cancel = [], Cancel()

    def listen(report):
        seen.append(report)
        if report.stage is Stage.FOLLOW and (report.fraction or 0) > 0.2:
            cancel.set()

    with pytest.raises(CancelledError):
        screen_video(DATA / "p2s_single_cam01.mp4", progress=listen, cancel=cancel)
    fractions = [r.fraction for r in seen if r.fraction is not None]
    assert fractions == sorted(fractions)
    assert max(fractions) < 0.9


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_the_chosen_person_has_a_body_that_can_exist(analyses, path):
    analysis = analyses(path)
    walker = analysis.recording.walker
    if walker is None:
        pytest.skip("nobody walks in this clip")
    points = analysis.recording.tracks[walker].keypoints
    heights = [
        points[:, [a, b], 1].mean(axis=1)
        for a, b in (
            (K.LEFT_SHOULDER, K.RIGHT_SHOULDER),
            (K.LEFT_HIP, K.RIGHT_HIP),
            (K.LEFT_KNEE, K.RIGHT_KNEE),
        )
    ]
    heights.append(points[:, [K.LEFT_ANKLE, K.RIGHT_ANKLE], 1].max(axis=1))
    ordered = np.all(np.diff(np.stack(heights), axis=0) > 0, axis=0)
    assert ordered.mean() > 0.95


def _copied(path, to, *, moved, **muxer):
    """Write the packets of a film again, each at the time that ``moved`` makes of its seconds."""
    with av.open(str(path)) as source, av.open(str(to), "w", options=muxer) as target:
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        for packet in source.demux(stream):
            if packet.dts is None:
                continue
            shift = round(moved(float(packet.pts * packet.time_base)) / packet.time_base)
            packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
            packet.stream = copy
            target.mux(packet)
    return to


def test_what_the_reader_finds_is_in_the_result(tmp_path):
    film = DATA / "p2s_single_cam01.mp4"
    path = _copied(film, tmp_path / "cut.mp4", moved=lambda _: 0.0, movflags="faststart")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    result = judge(analyse_video(path)).result
    (finding,) = [f for f in result.quality.findings if f.code == "file_broken_middle"]
    assert 0.5 < finding.start_seconds < 1.5
    assert finding.severity == "care"
    assert result.quality.verdict != "usable"


def test_a_pause_in_the_recording_is_in_the_result_and_in_no_rate(tmp_path):
    path = _copied(
        DATA / "p2s_single_cam02.mp4",
        tmp_path / "pause.mp4",
        moved=lambda seconds: 20.0 if seconds >= 1.0 else 0.0,
    )
    analysis = analyse_video(path)
    assert analysis.info.fps == pytest.approx(60, rel=0.01)
    codes = {finding.code.value for finding in analysis.recording.findings}
    assert "frames_missing" in codes
    assert not {"low_frame_rate", "variable_frame_rate"} & codes
    (finding,) = [f for f in analysis.recording.findings if f.code == "frames_missing"]
    assert finding.end_seconds - finding.start_seconds == pytest.approx(20, abs=0.1)
    assert finding.severity == "care"
    seconds = analysis.recording.frame_seconds
    assert ((seconds < 1.01) | (seconds > 20.9)).all()
