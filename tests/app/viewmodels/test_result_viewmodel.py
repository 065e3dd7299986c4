"""The state of the result page: time, another person, files, without any widget."""

import threading
from dataclasses import replace

import pytest

from engine.capture.conversion import convert
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import CancelledError, ModelError, OutputError
from engine.core.findings import Finding, FindingCode, Severity, Verdict
from engine.core.progress import ProgressReport, Stage
from engine.core.result import Quality
from engine.core.text import text
from engine.report.picture_view import OverlayMode
from scolioapp.jobs.worker import Worker
from scolioapp.viewmodels.result import ResultViewModel
from tests.app import result_fixtures as fx
from tests.engine.capture.made_frames import frame
from tests.patience import SECONDS


@pytest.fixture
def make(worker: Worker):
    made = []

    def _make(screening=None, video=None, **options):
        model = ResultViewModel(screening or fx.screening(video=video), video, worker, **options)
        made.append(model)
        return model

    yield _make
    for model in made:
        model.close()


def failure(kind):
    return kind(text("It went wrong."), text("Try again."))


def test_time_stays_within_the_recording(make, qtbot):
    model = make()
    with qtbot.waitSignal(model.playback.seek_requested) as asked:
        model.playback.seek(99.0)
    assert asked.args == [fx.SECONDS]
    assert model.playback.position == fx.SECONDS
    model.playback.seek(-5.0)
    assert model.playback.position == 0.0


def test_stepping_pauses(make):
    model = make()
    model.playback.set_playing(True)
    model.playback.step(1)
    assert not model.playback.playing


def test_usable_part_is_where_the_person_was_followed(make):
    first = make()
    second = make(fx.screening(person=2))
    assert first.usable == pytest.approx((0.0, 44 / 15))
    assert second.usable == pytest.approx((0.4, 32 / 15))
    assert make(fx.screening_of_nobody()).usable is None


def test_another_person_is_judged_off_the_thread(make, qtbot):
    threads = []

    def judge(person):
        threads.append(threading.current_thread())
        return fx.screening(person=person)

    model = make(judge=judge)
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(2)
        assert model.judging == 2
    assert model.person == 2
    assert model.judging is None
    assert threads[0] is not threading.main_thread()


def test_the_person_asked_for_last_wins(make, qtbot):
    go = threading.Event()

    def judge(person):
        go.wait(SECONDS)
        return fx.screening(person=person)

    model = make(judge=judge)
    changed = []
    model.screening_changed.connect(lambda: changed.append(model.person))
    model.choose_person(2)
    model.choose_person(1)
    with qtbot.waitSignal(model.screening_changed):
        go.set()
    assert changed == [1]


def test_slow_motion_is_judged_again_at_the_speed_of_life(make, qtbot):
    said = Finding(
        code=FindingCode.SLOW_MOTION,
        severity=Severity.REPEAT,
        message=text("It is slow motion."),
        remedy=text("Measure it at real speed."),
    )
    quality = Quality(verdict=Verdict.REPEAT, findings=(said,))
    asked = []

    def judge(person, *, slow_motion=1.0):
        asked.append((person, slow_motion))
        made = fx.screening(person=person, quality=quality)
        provenance = made.result.provenance.model_copy(update={"slow_motion": slow_motion})
        result = made.result.model_copy(update={"provenance": provenance})
        return replace(made, result=result)

    assert not make(judge=judge).can_choose_speed
    model = make(fx.screening(quality=quality), judge=judge)
    assert model.can_choose_speed
    with qtbot.waitSignal(model.screening_changed):
        model.choose_speed(4.0)
    assert model.slow_motion == 4.0
    model.choose_speed(4.0)
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(2)
    with qtbot.waitSignal(model.screening_changed):
        model.choose_speed(1.0)
    assert asked == [(1, 4.0), (2, 4.0), (2, 1.0)]


def test_the_usable_part_is_the_part_that_was_walked(make):
    made = fx.screening()
    track = replace(fx.make_track(0.42), part=(0.4, 2.0))
    recording = replace(made.analysis.recording, tracks=(track,))
    model = make(replace(made, analysis=replace(made.analysis, recording=recording)))
    assert model.usable == pytest.approx((0.4, 2.0))


def test_a_failed_judgement_keeps_what_was_shown(make, qtbot):
    def judge(_person):
        raise failure(ModelError)

    model = make(judge=judge)
    with qtbot.waitSignal(model.failed) as failed:
        model.choose_person(2)
    assert isinstance(failed.args[0], ModelError)
    assert model.person == 1
    assert model.judging is None


def test_nobody_else_can_be_chosen_alone_or_without_a_judge(make):
    assert not make().can_choose_person
    alone = fx.screening(people=fx.screening().result.people[:1])
    assert not make(alone, judge=fx.screening).can_choose_person
    assert make(judge=fx.screening).can_choose_person


def test_a_file_is_written_off_the_thread(make, qtbot, tmp_path):
    model = make()

    def write(screening, path, progress, cancel):
        progress(ProgressReport(Stage.WRITE, 0.5))
        path.write_text(screening.result.to_json())

    with qtbot.waitSignals([model.exported, model.export_progress]):
        model.export(tmp_path / "result.json", write)
        assert model.exporting
    assert not model.exporting
    assert (tmp_path / "result.json").is_file()


def test_failed_and_cancelled_writing_are_told_apart(make, qtbot, tmp_path):
    model = make()

    def fail(_screening, _path, _progress, _cancel):
        raise failure(OutputError)

    def wait(_screening, _path, _progress, cancel):
        while not cancel.requested:
            threading.Event().wait(0.01)
        raise CancelledError

    with qtbot.waitSignal(model.failed):
        model.export(tmp_path / "a", fail)
    with qtbot.waitSignal(model.cancelled):
        model.export(tmp_path / "b", wait)
        model.cancel_export()
    assert not model.exporting


def test_a_missing_or_changed_video_is_said(make, tmp_path):
    missing = make(video=None)
    assert missing.display.video is None
    assert "anna_walk.mp4" in str(missing.display.video_problem)
    path = tmp_path / "walk.mp4"
    path.write_bytes(b"x")
    changed = fx.screening(video=path)
    path.write_bytes(b"another film")
    model = make(changed, path)
    assert model.display.video is None
    assert "changed" in str(model.display.video_problem)


def test_each_choice_is_announced_once(make, qtbot):
    model = make()
    heard = []
    model.display.overlay_changed.connect(lambda: heard.append(model.display.overlay))
    model.display.set_overlay(OverlayMode.NONE)
    model.display.set_overlay(OverlayMode.NONE)
    model.display.set_blur_faces(True)
    assert heard == [OverlayMode.NONE, OverlayMode.NONE]


def test_a_recording_that_was_made_smaller_is_still_shown(make, tmp_path):
    library = RecordingLibrary(tmp_path / "recordings")
    recorder = Recorder(library, room=0)
    recorder.start("7")
    for number in range(30):
        recorder.take_frame(frame(number))
    recording = library.keep(recorder.stop().id)
    recorder.close()
    screened = fx.screening(video=recording.path)
    convert(library, recording.id, (0.2, 0.8))
    model = make(screened, recording.path)
    assert model.display.video == recording.path
    assert model.display.video_problem is None
