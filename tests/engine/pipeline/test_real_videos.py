"""Real people walking, from the file to the result: a result or a named reason, and bodies that can exist."""

from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import CancelledError, SequenceError
from engine.core.keypoints import Keypoint as K
from engine.core.labels import Outcome
from engine.core.progress import Cancel, Stage
from engine.pipeline import screen_video, store
from engine.pipeline.screening import analyse_video, judge

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
    store.save(before, tmp_path / "kept")
    after = store.load(tmp_path / "kept")
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
    store.save(judge(analyses(DATA / "p2s_single_cam01.mp4")), tmp_path / "kept")
    path = tmp_path / "kept" / harm
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(SequenceError, match="cannot be read"):
        store.load(tmp_path / "kept")


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
