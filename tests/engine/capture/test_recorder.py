"""Recording: what comes is written with its own times, and what goes wrong loses nothing that was there."""

import errno
import os
import shutil
import subprocess
import threading
import time
from datetime import UTC, datetime

import numpy as np
import pytest

from engine.capture import disk_care
from engine.capture.captured_recording import RecordingState
from engine.capture.frame_source import CameraFormat, CameraFrame, CameraInfo
from engine.capture.packet_writer import FileTarget
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import CaptureError, OutputError
from engine.core.findings import FindingCode
from engine.video import VideoFile
from engine.video.scanning import Limit
from tests.engine.capture.made_frames import (
    HEIGHT,
    STEP,
    WIDTH,
    feed,
    frame,
    jpeg,
    numbers_in,
    seconds_in,
)
from tests.patience import SECONDS


@pytest.fixture
def library(tmp_path):
    return RecordingLibrary(tmp_path / "recordings")


@pytest.fixture
def make(library):
    """Make recorders that end with the test."""
    made = []

    def new(**options):
        made.append(Recorder(library, **{"room": 0, **options}))
        return made[-1]

    yield new
    for one in made:
        one.close()


def test_a_recording_holds_what_came_with_its_own_times(make):
    recorder = make()
    recorder.use_camera(
        CameraInfo("usb-1", "A camera", ()), CameraFormat(WIDTH, HEIGHT, 30.0, True)
    )
    uneven = np.cumsum([0.0, 0.031, 0.035, 0.0334, 0.0332, 0.066, 0.0334, 0.0331])
    before = datetime.now(UTC)
    begun = recorder.start("17", {"room": "2"})
    assert recorder.recording
    assert begun.path.parent.name == begun.id
    for number, seconds in enumerate(uneven):
        recorder.take_frame(frame(number, seconds=float(seconds)))
    recording = recorder.stop()
    assert not recorder.recording
    assert numbers_in(recording) == list(range(8))
    assert seconds_in(recording) == [round(float(one), 3) for one in uneven]
    assert recording.subject == "17"
    assert recording.about == {"room": "2"}
    assert recording.camera == "A camera"
    assert (recording.width, recording.height, recording.named_rate) == (WIDTH, HEIGHT, 30.0)
    assert recording.frames == 8
    assert recording.dropped == 1
    assert recording.measured_rate == pytest.approx(30.1, abs=0.2)
    assert recording.state is RecordingState.STOPPED
    assert before <= recording.started <= datetime.now(UTC)
    with VideoFile(recording.path) as video:
        assert video.info.codec == "mjpeg"
        assert not video.findings


def test_the_last_seconds_before_the_start_are_in_it(make):
    recorder = make(pre_roll=1.0)
    feed(recorder, range(90))
    recorder.start("1")
    feed(recorder, range(90, 100))
    recording = recorder.stop(until=500.0 + 97 * STEP, began=500.0 + 60 * STEP)
    numbers = numbers_in(recording)
    assert numbers == list(range(numbers[0], 100))
    assert 58 <= numbers[0] <= 60
    first = numbers[0] * STEP
    assert recording.guide_began == pytest.approx(60 * STEP - first, abs=0.002)
    assert recording.guide_ended == pytest.approx(97 * STEP - first, abs=0.002)


def test_nothing_before_a_given_time_is_in_it(make):
    recorder = make()
    feed(recorder, range(60))
    recorder.start("1", since=500.0 + 40 * STEP)
    assert numbers_in(recorder.stop())[0] in (40, 41)


def test_what_was_recorded_is_not_the_next_pre_roll(make):
    recorder = make()
    feed(recorder, range(30))
    recorder.start("1")
    feed(recorder, range(30, 60))
    recorder.stop()
    feed(recorder, range(60, 63))
    recorder.start("2")
    assert numbers_in(recorder.stop()) == [60, 61, 62]


def test_another_camera_begins_without_what_the_one_before_sent(make):
    recorder = make()
    feed(recorder, range(30))
    recorder.use_camera(CameraInfo("b", "B", ()), CameraFormat(WIDTH, HEIGHT, 30.0, True))
    recorder.start("1")
    feed(recorder, range(40, 45))
    assert numbers_in(recorder.stop()) == list(range(40, 45))


def test_a_camera_that_was_unplugged_goes_on_in_the_same_recording(make):
    recorder = make()
    recorder.start("1")
    feed(recorder, range(30))
    feed(recorder, range(45, 75))
    recording = recorder.stop()
    assert numbers_in(recording) == [*range(30), *range(45, 75)]
    assert recording.dropped == 15
    with VideoFile(recording.path) as video:
        assert [one.code for one in video.findings] == [FindingCode.FRAMES_MISSING]


def test_a_clock_that_begins_anew_does_not_turn_time_back(make):
    recorder = make()
    recorder.start("1")
    feed(recorder, range(30), clock=500.0)
    while recorder.elapsed < 29 * STEP - 0.01:
        time.sleep(0.001)
    feed(recorder, range(30, 60), clock=-1.0)
    recording = recorder.stop()
    seconds = seconds_in(recording)
    assert numbers_in(recording) == list(range(60))
    assert all(np.diff(seconds) > 0)
    assert seconds[-1] - seconds[30] == pytest.approx(29 * STEP, abs=0.002)


def test_two_frames_of_one_time_are_both_kept(make):
    recorder = make()
    recorder.start("1")
    for number, seconds in enumerate([0.0, 0.033, 0.033, 0.034, 0.067]):
        recorder.take_frame(frame(number, seconds=seconds))
    recording = recorder.stop()
    assert numbers_in(recording) == list(range(5))
    assert all(np.diff(seconds_in(recording)) > 0)


def test_half_pictures_are_left_out_and_counted(make):
    recorder = make()
    recorder.start("1")
    for number in range(10):
        data = jpeg(number)
        data = data[: len(data) // 2] if number in (3, 4) else data + b"\0" * 2000
        recorder.take_frame(CameraFrame(number * STEP, WIDTH, HEIGHT, jpeg=data))
    recording = recorder.stop()
    assert numbers_in(recording) == [0, 1, 2, 5, 6, 7, 8, 9]
    assert recorder.broken_frames == 2
    assert recording.dropped == 2
    assert recording.path.stat().st_size < 10 * len(jpeg(0)) + 4000


def test_raw_frames_are_recorded_too(make):
    from tests.engine.video.clips import picture

    recorder = make()
    recorder.start("1")
    for number in range(6):
        recorder.take_frame(CameraFrame(number * STEP, WIDTH, HEIGHT, pixels=picture(number)))
    assert numbers_in(recorder.stop()) == list(range(6))


def test_a_camera_that_comes_back_in_another_size_ends_the_recording_whole(make):
    told = []
    recorder = make(on_problem=told.append)
    recorder.start("1")
    feed(recorder, range(10))
    recorder.take_frame(CameraFrame(501.0, 320, 192, jpeg=jpeg(11, 320, 192)))
    recording = recorder.stop()
    assert numbers_in(recording) == list(range(10))
    assert isinstance(told[0], CaptureError)
    assert "160 x 96 to 320 x 192" in str(told[0])
    assert recording.problem == told[0].what


class Full(FileTarget):
    """A target on a disk that is full after some bytes."""

    room = 60_000

    def write(self, data, /):
        if self.tell() + len(data) > self.room:
            super().write(data[: self.room - self.tell()])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


def test_a_full_disk_ends_the_recording_and_what_was_written_is_readable(make, library):
    told = []
    recorder = make(open_target=Full, on_problem=told.append)
    recorder.start("9")
    feed(recorder, range(100))
    recording = recorder.stop()
    assert not recorder.recording
    (problem,) = told
    assert isinstance(problem, OutputError)
    assert "No space left on device" in str(problem.what)
    assert "kept" in str(problem.remedy)
    assert recorder.problem is problem
    numbers = numbers_in(recording)
    assert numbers == list(range(len(numbers)))
    assert len(numbers) == recording.frames
    assert recording.path.stat().st_size <= Full.room
    assert sum(len(jpeg(one)) for one in range(len(numbers) + 2)) > Full.room - 2000
    assert library.keep(recording.id).subject == "9"
    recorder.start("10", since=900.0)
    feed(recorder, range(3), clock=900)
    assert numbers_in(recorder.stop()) == [0, 1, 2]


def test_a_disk_that_is_really_full(make, tmp_path):
    """A tiny disk where it can be had, with the facts of the recording on it, too."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("only root can mount a disk")
    try:
        told = []
        library = RecordingLibrary(disk / "recordings")
        recorder = Recorder(library, room=0, on_problem=told.append)
        recorder.start("9")
        feed(recorder, range(500))
        recording = recorder.stop()
        recorder.close()
        numbers = numbers_in(recording)
        assert 100 < len(numbers) < 400
        assert numbers == [number % 256 for number in range(len(numbers))]
        assert "No space left" in str(told[0])
        assert library.get(recording.id).subject == "9"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_without_room_is_told_before_the_walk(make, library):
    recorder = make(room=1 << 62)
    with pytest.raises(OutputError, match="Not enough space"):
        recorder.start("1")
    assert not recorder.recording
    assert not library.recordings()


def test_a_folder_that_cannot_be_written_is_told_before_the_walk(make, library):
    library.folder.parent.mkdir(exist_ok=True)
    library.folder.write_text("a file stands where the folder belongs")
    recorder = make()
    with pytest.raises(OutputError):
        recorder.start("1")
    assert not recorder.recording


def test_a_file_that_cannot_be_made_leaves_no_recording(make, library):
    def refuse(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    recorder = make(open_target=refuse)
    with pytest.raises(OutputError, match="Permission denied"):
        recorder.start("1")
    assert not recorder.recording
    assert not library.unfinished()


class Slow(FileTarget):
    """A target on a disk that answers no more."""

    gate = threading.Event()

    def write(self, data, /):
        assert self.gate.wait(SECONDS)
        return super().write(data)


def test_a_disk_that_is_too_slow_loses_frames_and_says_so(make, monkeypatch):
    monkeypatch.setattr("engine.capture.recorder._MOST_WAITING", 50_000)
    told = []
    recorder = make(open_target=Slow, on_problem=told.append)
    recorder.start("1")
    started = time.monotonic()
    feed(recorder, range(100))
    assert time.monotonic() - started < SECONDS / 10  # whoever sends never waits for the disk
    Slow.gate.set()
    recording = recorder.stop()
    assert recorder.lost_frames > 0
    assert recording.frames + recorder.lost_frames == 100
    assert "too slow" in str(told[0])


def test_a_recording_can_be_discarded_and_brought_back(make, library):
    recorder = make()
    recorder.start("1")
    feed(recorder, range(5))
    discarded = recorder.discard()
    assert discarded.state is RecordingState.DISCARDED
    assert library.keep(discarded.id).state is RecordingState.KEPT
    recorder.start("2")
    feed(recorder, range(5))
    discarded = recorder.discard()
    assert library.empty() == 1
    assert [one.subject for one in library.recordings()] == ["1"]
    assert not discarded.folder.exists()


def test_what_cannot_be_is_said(make):
    recorder = make()
    with pytest.raises(CaptureError, match="Nothing is being recorded"):
        recorder.stop()
    recorder.start("1")
    with pytest.raises(CaptureError, match="already"):
        recorder.start("2")


def test_a_recording_without_a_frame_is_no_recording(make, library):
    recorder = make()
    recorder.start("1")
    recording = recorder.stop()
    assert recording.frames == 0
    with pytest.raises(CaptureError, match="Not one frame"):
        library.keep(recording.id)


def test_closing_ends_a_recording_whole(make, library):
    recorder = make()
    recording = recorder.start("1")
    feed(recorder, range(12))
    recorder.close()
    assert numbers_in(recording) == list(range(12))
    assert library.get(recording.id).state is RecordingState.STOPPED


def test_a_target_without_seeking_is_as_readable(make, library):
    class Stream(FileTarget):
        def seekable(self):
            return False

    recorder = make(open_target=Stream)
    recorder.start("1")
    feed(recorder, range(40))
    recording = recorder.stop()
    assert numbers_in(recording) == list(range(40))
    assert seconds_in(recording) == [round(n * STEP, 3) for n in range(40)]


def test_a_long_recording_that_was_interrupted_says_how_long_it_is(make, monkeypatch, tmp_path):
    monkeypatch.setattr("engine.video.probing.HEAD", Limit(frames=10))
    recorder = make()
    recorder.start("1")
    feed(recorder, range(60))
    while recorder.elapsed < 59 * STEP - 0.01:
        time.sleep(0.001)
    current = recorder.current
    assert current is not None
    killed = tmp_path / "killed.mkv"
    killed.write_bytes(current.path.read_bytes())
    recorder.stop()
    with VideoFile(killed) as video:
        assert video.info.duration_seconds == pytest.approx(59 * STEP, abs=0.01)
        assert len(list(video.frames())) == 59


def test_some_room_stays_free(make, monkeypatch):
    monkeypatch.setattr(disk_care, "_SECONDS", 0.01)
    told = []
    recorder = make(room=600, on_problem=told.append)
    recorder.start("3")
    feed(recorder, range(10))
    while recorder.elapsed < 9 * STEP - 0.01:
        time.sleep(0.001)
    usage = shutil.disk_usage(".")
    monkeypatch.setattr(disk_care.shutil, "disk_usage", lambda _: usage._replace(free=99))
    number = 10
    while recorder.recording:
        feed(recorder, [number])
        number += 1
        time.sleep(0.01)
    recording = recorder.stop()
    assert numbers_in(recording) == [one % 256 for one in range(recording.frames)]
    assert recording.frames >= 10
    assert "only 0 MB are free" in str(told[0])


def test_times_that_cannot_be_break_nothing(make):
    recorder = make()
    recorder.start("1")
    odd = [0.0, float("nan"), 0.033, float("inf"), 0.067, 1e300, 1e300, -1e300, 0.1, 1e18, 0.133]
    for number, seconds in enumerate(odd):
        recorder.take_frame(frame(number, clock=0.0, seconds=seconds))
    recording = recorder.stop()
    assert numbers_in(recording) == [0, 2, 4, 5, 6, 7, 8, 9, 10]
    assert all(np.diff(seconds_in(recording)) > 0)
    assert recording.seconds < 60
    assert recorder.broken_frames == 2
