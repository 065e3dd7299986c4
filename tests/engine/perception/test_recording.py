"""People are followed through crossings, losses and late finding; never one as another."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from engine.core.errors import CancelledError
from engine.core.findings import FindingCode, Severity
from engine.core.progress import Cancel
from engine.core.progress import Stage as Step
from engine.perception.recording import perceive
from engine.perception.tracking.frame_feed import MemoryBudget
from engine.perception.types import Recording, Track
from tests.engine.perception.stage import (
    BLUE,
    GREEN,
    HEIGHT,
    RED,
    WIDTH,
    Actor,
    FakePose,
    Stage,
    silhouette,
    straight,
)

FRAME = WIDTH * HEIGHT * 3


def run(stage: Stage, *, sees=lambda seconds: True, **options) -> Recording:
    return perceive(stage, FakePose(stage, sees=sees), silhouette=silhouette, **options)


def away(track: Track, actor: Actor) -> np.ndarray:
    """Distance of a track's hips from an actor's, px, in each frame."""
    hips = track.raw_keypoints[:, 11:13, 0].mean(axis=1)
    return np.array([abs(h - actor.x(s)) for h, s in zip(hips, track.seconds, strict=True)])


def of(recording: Recording, actor: Actor) -> list[Track]:
    """Return the tracks that are this actor in every frame; fails for a track that is nobody always."""
    return [track for track in recording.tracks if away(track, actor).max() < 5]


def codes(recording: Recording, person: int | None = 0) -> set[FindingCode]:
    return {finding.code for finding in recording.findings_about(person)}


def same(one: Recording, other: Recording) -> None:
    assert len(one.tracks) == len(other.tracks)
    for a, b in zip(one.tracks, other.tracks, strict=True):
        for name in ("indices", "seconds", "keypoints", "raw_keypoints", "boxes", "silhouettes"):
            np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
        for x, y in zip(a.outlines, b.outlines, strict=True):
            np.testing.assert_array_equal(x, y)
        assert a.findings == b.findings
    assert one.facts == other.facts


def test_one_walker_is_followed_whole_in_one_pass() -> None:
    actor = Actor(straight(80, 60), *RED)
    stage = Stage(actor)
    recording = run(stage)
    assert len(recording.tracks) == 1
    track = recording.tracks[0]
    assert recording.walker == 0
    assert track.walks
    np.testing.assert_array_equal(track.seconds, recording.frame_seconds)
    assert len(track.seconds) == 75
    assert away(track, actor).max() < 2
    assert track.silhouettes.shape == (75, 64, 64)
    assert all(len(outline) >= 4 for outline in track.outlines)
    assert len(stage.readings) == 1


def test_boxes_and_outlines_fit_the_body() -> None:
    actor = Actor(straight(100, 40), *RED)
    track = run(Stage(actor, duration=2.0)).tracks[0]
    for box, outline, seconds in zip(track.boxes, track.outlines, track.seconds, strict=True):
        x = actor.x(seconds)
        assert abs(outline[:, 0].min() - (x - 16)) < 2
        assert abs(outline[:, 0].max() - (x + 16)) < 2
        assert abs(box[1] - 75) < 2
        assert abs(box[3] - 205) < 2


@pytest.mark.parametrize("second", [70.0, -70.0])
def test_people_who_cross_stay_themselves(second: float) -> None:
    behind = Actor(straight(60, 75), *RED)
    front = Actor(straight(420 if second < 0 else 100, second), *GREEN)
    if second > 0:  # overtaken by somebody faster
        front = Actor(straight(-20, 110), *GREEN)
    recording = run(Stage(behind, front, duration=4.5))
    for actor in (behind, front):
        tracks = of(recording, actor)
        assert len(tracks) == 1, [t.seconds[[0, -1]] for t in recording.tracks]
    assert sum(len(t.seconds) for t in recording.tracks) > 0.75 * 2 * len(recording.frame_seconds)
    assert FindingCode.SEVERAL_PEOPLE in codes(recording, None)


def test_nobody_slides_to_somebody_who_was_never_found() -> None:
    """The search sees only the first instant, so the one who comes across is unknown."""
    hidden = Actor(straight(60, 60), *RED)
    unknown = Actor(straight(430, -60), *BLUE)
    recording = run(Stage(hidden, unknown, duration=5.0), sees=lambda s: s < 0.1 or s > 4.6)
    for track in recording.tracks:
        assert min(away(track, hidden).max(), away(track, unknown).max()) < 8


def test_a_short_loss_is_bridged_and_told() -> None:
    actor = Actor(straight(60, 70), *RED)
    stage = Stage(actor, pillar=(200, 260))
    recording = run(stage)
    tracks = of(recording, actor)
    assert len(recording.tracks) == len(tracks) == 1
    gap = np.diff(tracks[0].seconds).max()
    assert gap > 0.3
    lost = [f for f in tracks[0].findings if f.code is FindingCode.LOST_TRACK]
    assert lost
    assert lost[0].start_seconds < 3.0 < 3.2 + lost[0].end_seconds


def test_somebody_found_late_is_followed_backwards_from_memory() -> None:
    actor = Actor(straight(60, 60), *RED)
    stage = Stage(actor, duration=4.0)
    recording = run(stage, sees=lambda seconds: seconds > 2.0)
    assert recording.tracks[0].seconds[0] == 0.0
    assert len(stage.readings) == 1


def test_somebody_found_late_is_followed_backwards_by_reading_again() -> None:
    actor = Actor(straight(60, 60, begin=0.6), *RED)
    stage = Stage(actor, duration=4.0)
    memory = MemoryBudget(ahead=FRAME, recent=4 * FRAME, part=6 * FRAME)
    recording = run(stage, sees=lambda seconds: seconds > 2.5, memory=memory)
    assert recording.tracks[0].seconds[0] == pytest.approx(0.6)
    assert len(recording.tracks[0].seconds) == 51
    assert len(stage.readings) > 1
    same(recording, run(Stage(actor, duration=4.0), sees=lambda seconds: seconds > 2.5))


def test_frames_held_are_bounded_whatever_the_length() -> None:
    actor = Actor(lambda s: 240 + 150 * np.sin(s), *RED)
    stage = Stage(actor, duration=12.0)
    memory = MemoryBudget(ahead=2 * FRAME, recent=5 * FRAME, part=5 * FRAME)
    run(stage, memory=memory)
    assert stage.most_alive <= (2 + 5 + 5) * FRAME


def test_the_walker_is_who_walks_not_who_is_seen_longest() -> None:
    standing = Actor(straight(120, 0), *RED, walks=False)
    walking = Actor(straight(200, 40, begin=1.0), *GREEN)
    recording = run(Stage(standing, walking, duration=5.0))
    assert recording.walker == 0
    assert away(recording.tracks[0], walking).max() < 5
    assert [track.walks for track in recording.tracks] == [True, False]


def test_who_crosses_the_picture_is_not_the_walker() -> None:
    child = Actor(straight(380, 0, begin=1.2), *RED)
    passer = Actor(straight(40, 50), *GREEN, narrow=0.25)
    recording = run(Stage(passer, child, duration=5.0))
    assert [track.walks for track in recording.tracks] == [True, True]
    assert away(recording.tracks[0], child).max() < 5


def test_walking_on_the_spot_is_walking() -> None:
    recording = run(Stage(Actor(straight(240, 0), *RED), duration=4.0))
    assert recording.walker == 0


def test_nobody_walks() -> None:
    recording = run(Stage(Actor(straight(240, 0), *RED, walks=False), duration=3.0))
    assert recording.walker is None
    assert FindingCode.NOBODY_WALKS in codes(recording, None)


def test_an_empty_stage() -> None:
    recording = run(Stage(duration=3.0))
    assert recording.tracks == ()
    assert recording.walker is None
    found = next(f for f in recording.findings if f.code is FindingCode.NOBODY_FOUND)
    assert found.severity is Severity.REPEAT


@pytest.mark.parametrize("cores", [1, 8])
def test_results_do_not_depend_on_threads(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    actors = (Actor(straight(60, 75), *RED), Actor(straight(420, -75), *GREEN))
    first = run(Stage(*actors, duration=3.5))
    monkeypatch.setattr("engine.perception.tracking.worker_pool.usable_cores", lambda: cores)
    same(first, run(Stage(*actors, duration=3.5)))


def test_cancel_is_heard_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    cancel = Cancel()
    reports = []

    def listen(report) -> None:
        reports.append(report)
        if report.fraction is not None and report.fraction > 0.3:
            cancel.set()

    with pytest.raises(CancelledError):
        run(Stage(Actor(straight(60, 60), *RED), duration=6.0), progress=listen, cancel=cancel)
    assert set(threading.enumerate()) <= before
    assert reports[-1].fraction < 0.5


def test_progress_grows_and_names_its_stage() -> None:
    reports = []
    run(Stage(Actor(straight(60, 60), *RED), duration=2.0), progress=reports.append)
    shares = [report.fraction for report in reports]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {report.stage for report in reports} <= {Step.FIND, Step.FOLLOW}


def test_an_error_while_reading_reaches_the_caller() -> None:
    class Broken(Stage):
        def frames(self, **options):
            for frame in super().frames(**options):
                if frame.seconds > 1:
                    raise OSError("the disk is gone")
                yield frame

    with pytest.raises(OSError, match="the disk is gone"):
        run(Broken(Actor(straight(60, 60), *RED)))


def test_silhouettes_are_kept_as_they_were_made() -> None:
    """They are packed while people are followed, and come out of it unchanged; dropped ones as zeros."""
    made: list[bytes] = []

    def maker(mask: np.ndarray) -> np.ndarray | None:
        seed = int(mask.sum()) + mask.shape[0] * mask.shape[1]
        if seed % 5 == 0:
            return None
        noise = np.random.default_rng(seed).integers(0, 256, (64, 64), dtype=np.uint8)
        made.append(noise.tobytes())
        return noise

    stage = Stage(Actor(straight(40, 60), *RED), duration=3.0)
    (track,) = perceive(stage, FakePose(stage), silhouette=maker).tracks
    assert track.silhouettes.dtype == np.uint8
    assert track.silhouettes.shape == (len(track.seconds), 64, 64)
    found = [one.tobytes() for one in track.silhouettes]
    assert all(one in made or not any(one) for one in found)
    assert any(one in made for one in found)


def test_the_one_between_two_others_is_found() -> None:
    """The search sees nobody beside whom others stand, as detectors do; painted over, they do not count."""

    class Straddling(FakePose):
        def people(self, image, seconds, *, thoroughness=1):
            found = super().people(image, seconds, thoroughness=thoroughness)
            return found if len(found) < 3 else [found[0], found[-1]]

    middle = Actor(straight(180, 15), *BLUE)
    actors = (Actor(straight(120, 15), *RED), middle, Actor(straight(240, 15), *GREEN))
    stage = Stage(*actors, duration=3.0)
    recording = perceive(stage, Straddling(stage), silhouette=silhouette)
    assert [len(track.seconds) for track in recording.tracks] == [45, 45, 45]
    assert len(of(recording, middle)) == 1
