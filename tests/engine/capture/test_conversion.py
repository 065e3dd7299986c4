"""Conversion when idle: smaller, the same frames and times, and never a moment without a whole video."""

import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from engine.capture import conversion
from engine.capture.captured_recording import FACTS, is_converted_from
from engine.capture.conversion import convert, unconverted
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import CancelledError, CaptureError, OutputError, VideoError
from engine.core.progress import Cancel
from engine.core.resources import resource
from engine.video import VideoFile
from tests.engine.capture.made_frames import STEP, frame, numbers_in, seconds_in
from tests.engine.video.clips import number_in
from tests.patience import SECONDS

COUNT = 60
ROOT = Path(__file__).parents[3]
TIMES = np.cumsum([0.0, *np.random.default_rng(3).choice([0.031, 0.033, 0.034, 0.067], COUNT - 1)])


@pytest.fixture
def library(tmp_path):
    return RecordingLibrary(tmp_path / "recordings")


@pytest.fixture
def kept(library):
    recorder = Recorder(library, room=0)
    recorder.start("7")
    for number, seconds in enumerate(TIMES):
        recorder.take_frame(frame(number, seconds=float(seconds)))
    recording = library.keep(recorder.stop().id)
    recorder.close()
    return recording


def only_files(recording):
    return sorted(one.name for one in recording.folder.iterdir())


def test_the_copy_has_the_same_frames_at_the_same_times(library, kept):
    with VideoFile(kept.path) as video:
        before = [one.image for one in video.frames()]
    times = seconds_in(kept)
    assert unconverted(library) == (kept,)
    fractions = []
    done = convert(library, kept.id, progress=lambda report: fractions.append(report.fraction))
    assert done.path == kept.path
    assert numbers_in(done) == list(range(COUNT))
    assert seconds_in(done) == times
    with VideoFile(done.path) as video:
        assert video.info.codec == "h264"
        assert not video.findings
        assert video.info.fps == pytest.approx(done.measured_rate, rel=0.25)
        after = [one.image for one in video.frames()]
    errors = [np.mean((a.astype(float) - b) ** 2) for a, b in zip(before, after, strict=True)]
    assert min(10 * np.log10(255**2 / np.array(errors))) > 35  # no shift of colour or brightness
    assert done.converted is not None
    assert done.converted.frames == COUNT
    assert done.converted.bytes_after == done.path.stat().st_size < done.converted.bytes_before
    assert done.trim is None
    assert done.frames == COUNT
    assert not unconverted(library)
    assert only_files(done) == [FACTS, "video.mkv"]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    size = done.path.stat().st_size
    assert convert(library, kept.id) == done
    assert done.path.stat().st_size == size


def test_the_copy_is_trimmed_to_the_walk(library, kept):
    times = seconds_in(kept)
    with VideoFile(kept.path) as video:
        kept_at_ten = [
            (one.seconds, number_in(one.image))
            for one in video.frames(start=times[10], end=times[49] + 0.001, rate=10.0)
        ]
    done = convert(library, kept.id, (float(TIMES[10]) - 0.002, float(TIMES[49]) + 0.002))
    assert numbers_in(done) == list(range(10, 50))
    assert done.trim == pytest.approx((TIMES[10], TIMES[49]), abs=0.001)
    assert seconds_in(done) == times[10:50]
    with VideoFile(done.path) as video:
        assert [
            (one.seconds, number_in(one.image)) for one in video.frames(rate=10.0)
        ] == kept_at_ten
        shown = video.frame_at(times[30])
        assert shown is not None
        assert (number_in(shown.image), round(shown.seconds, 3)) == (30, times[30])
        assert video.info.duration_seconds == pytest.approx(times[49] + 0.033, abs=0.002)
        assert not video.findings
    assert done.frames == COUNT
    assert done.converted is not None
    assert done.converted.frames == 40


def test_the_walk_that_was_noted_is_what_it_is_trimmed_to(library, kept):
    library.note_walk(kept.id, (float(TIMES[20]) - 0.001, float(TIMES[29]) + 0.001))
    assert numbers_in(convert(library, kept.id)) == list(range(20, 30))


def test_a_window_without_frames_is_refused_and_nothing_changes(library, kept):
    content = kept.path.read_bytes()
    with pytest.raises(CaptureError, match="no frames between"):
        convert(library, kept.id, (900.0, 901.0))
    assert kept.path.read_bytes() == content
    assert only_files(kept) == [FACTS, "video.mkv"]


def test_it_can_be_cancelled_at_any_step_and_nothing_changes(library, kept):
    content = kept.path.read_bytes()
    for count in (1, COUNT, COUNT + 10, 2 * COUNT - 1):
        cancel = Cancel()
        seen = []

        def note(report, seen=seen, cancel=cancel, count=count):
            seen.append(report)
            if len(seen) == count:
                cancel.set()

        with pytest.raises(CancelledError):
            convert(library, kept.id, progress=note, cancel=cancel)
        assert kept.path.read_bytes() == content
        assert only_files(kept) == [FACTS, "video.mkv"]
    assert convert(library, kept.id).converted is not None


def test_a_copy_that_is_not_the_original_never_takes_its_place(library, kept, monkeypatch):
    content = kept.path.read_bytes()
    whole = conversion._frames
    faults = ["missing", "late", "other", "gone", ""]

    def wrong(path, wanted):
        fault = faults[0]
        for number, (stamp, shown) in enumerate(whole(path, wanted)):
            if fault == "missing" and path != kept.path and number == 30:
                continue
            if fault == "gone" and path == kept.path and len(wanted) < COUNT and number == 2:
                return
            if fault == "late" and path != kept.path and number == 30:
                stamp += 1
            if fault == "other" and path == kept.path and len(wanted) < COUNT and number == 2:
                shown = shown.from_ndarray(255 - shown.to_ndarray(format="rgb24"))
            yield stamp, shown

    monkeypatch.setattr(conversion, "_frames", wrong)
    while faults[0]:
        with pytest.raises(CaptureError, match="not what was recorded"):
            convert(library, kept.id)
        faults.pop(0)
        assert kept.path.read_bytes() == content
        assert only_files(kept) == [FACTS, "video.mkv"]
    assert convert(library, kept.id).converted is not None


def test_only_what_was_kept_is_converted(library, kept):
    library.discard(kept.id)
    with pytest.raises(CaptureError, match="not kept"):
        convert(library, kept.id)
    assert not unconverted(library)


def test_what_was_discarded_meanwhile_stays_as_it_was_recorded(library, kept):
    content = kept.path.read_bytes()
    told = []

    def discard(report):
        if not told:
            library.discard(kept.id)
        told.append(report)

    with pytest.raises(CaptureError, match="not kept"):
        convert(library, kept.id, progress=discard)
    assert kept.path.read_bytes() == content


def test_two_windows_do_not_convert_the_same(library, kept):
    with RecordingLibrary(library.folder).converting(kept.id):
        with pytest.raises(CaptureError, match="in use"):
            convert(library, kept.id)
    assert convert(library, kept.id).converted is not None


def test_a_program_that_ended_before_it_noted_the_copy_is_made_up_for(library, kept, monkeypatch):
    def fail(*_):
        raise OutputError(conversion.text("Full."), conversion.text("Wait."))

    monkeypatch.setattr(library, "note", fail)
    with pytest.raises(OutputError):
        convert(library, kept.id, (float(TIMES[5]), float(TIMES[54])))
    monkeypatch.undo()
    other = RecordingLibrary(library.folder)
    assert unconverted(other) == (kept,)
    done = convert(other, kept.id)
    assert done.trim == pytest.approx((TIMES[5], TIMES[54]), abs=0.001)
    assert done.converted is not None
    assert (done.converted.frames, done.converted.codec) == (50, "h264")
    assert done.converted.bytes_before > done.converted.bytes_after
    assert numbers_in(done) == list(range(5, 55))


def test_a_file_that_cannot_be_read_is_told(library, kept):
    kept.path.write_bytes(b"nothing")
    with pytest.raises(VideoError):
        convert(library, kept.id)


@pytest.mark.parametrize("name", ["simulated_walk.mp4", "sports2d_demo.mp4"])
def test_a_video_of_another_kind_stays_as_it_is(library, kept, name):
    """Pictures that depend on each other are neither left out nor compared one by one."""
    shutil.copyfile(resource("samples", name), kept.path)
    content = kept.path.read_bytes()
    with pytest.raises(CaptureError, match=r"pictures of the kind (h264|vp9)"):
        convert(library, kept.id)
    assert kept.path.read_bytes() == content
    assert only_files(kept) == [FACTS, "video.mkv"]


def test_a_recording_that_was_interrupted_is_converted_as_far_as_it_goes(library, kept):
    content = kept.path.read_bytes()
    kept.path.write_bytes(content[: len(content) // 2])
    readable = numbers_in(kept)
    assert 10 < len(readable) < COUNT
    done = convert(library, kept.id)
    assert numbers_in(done) == readable
    assert seconds_in(done) == pytest.approx(TIMES[: len(readable)], abs=0.0011)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A recording that takes long enough to be killed while it is converted."""
    folder = tmp_path_factory.mktemp("large")
    library = RecordingLibrary(folder)
    recorder = Recorder(library, room=0)
    recorder.start("7")
    from engine.capture.frame_source import CameraFrame
    from tests.engine.capture.made_frames import jpeg

    for number in range(90):
        data = jpeg(number, 1280, 720)
        recorder.take_frame(CameraFrame(number * STEP, 1280, 720, jpeg=data))
    recording = library.keep(recorder.stop().id)
    recorder.close()
    return library, recording


def test_killed_while_it_converts_loses_nothing(large):
    library, recording = large
    content = recording.path.read_bytes()
    chance = random.Random(9)
    outcomes = set()
    for turn in range(6):
        with subprocess.Popen(
            [
                sys.executable,
                *("-m", "tests.engine.capture.converting_child"),
                *(str(library.folder), recording.id),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            threading.Event().wait(chance.uniform(0.02, 0.5) * (turn + 1) / 2)
            child.kill()
            child.wait(SECONDS)
        now = library.get(recording.id)
        outcomes.add(now.path.read_bytes() == content)
        assert numbers_in(now) == list(range(90))
    assert True in outcomes, "none was killed in time: the test tests nothing"
    done = convert(library, recording.id)
    assert numbers_in(done) == list(range(90))
    assert only_files(done) == [FACTS, "video.mkv"]


def test_a_result_of_the_original_knows_its_converted_form(library, kept):
    size = kept.path.stat().st_size
    assert not is_converted_from(kept.path, size)
    done = convert(library, kept.id)
    assert is_converted_from(done.path, size)
    assert not is_converted_from(done.path, size + 1)
    done.path.write_bytes(done.path.read_bytes()[:-1])
    assert not is_converted_from(done.path, size)
