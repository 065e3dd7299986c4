"""A file played as a camera: its frames and times, and the faults that a script asks for."""

import time

import numpy as np
import pytest

from engine.capture.file_source import FileSource, Script
from engine.capture.frame_source import CameraTrouble
from engine.capture.packet import Packet
from engine.capture.packet_writer import FileTarget, PacketWriter
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import VideoError
from tests.engine.capture.made_frames import HEIGHT, STEP, WIDTH, Listener, jpeg, numbers_in
from tests.engine.video.clips import Clip, number_in, write_clip
from tests.patience import SECONDS

COUNT = 60


@pytest.fixture(scope="module")
def mjpeg(tmp_path_factory):
    path = tmp_path_factory.mktemp("clips") / "mjpeg.mkv"
    writer = PacketWriter(FileTarget(path), WIDTH, HEIGHT, 30.0)
    for number in range(COUNT):
        writer.write(Packet(jpeg(number), 0.0, 0.0, WIDTH, HEIGHT), number * STEP)
    writer.close()
    return path


def play(path, script=None, **options):
    listener = Listener()
    source = FileSource(path, script=script, **{"real_time": False, **options})
    source.start(listener)
    assert source.wait_until_end(SECONDS)
    source.stop()
    return listener


def shown(listener):
    import cv2

    images = (
        cv2.imdecode(np.frombuffer(one.jpeg, np.uint8), 1)[..., ::-1] for one in listener.frames
    )
    return [number_in(image) for image in images]


def test_packets_of_a_camera_are_sent_unchanged(mjpeg):
    listener = play(mjpeg)
    assert [one.jpeg for one in listener.frames] == [jpeg(number) for number in range(COUNT)]
    assert listener.seconds == pytest.approx(np.arange(COUNT) * STEP, abs=0.0006)


def test_any_other_video_is_compressed_again(tmp_path):
    clip = write_clip(tmp_path / "clip.mp4", Clip(count=24))
    listener = play(clip)
    assert shown(listener) == list(range(24))
    assert {(one.width, one.height) for one in listener.frames} == {(160, 96)}


def test_a_camera_says_what_it_is(mjpeg):
    source = FileSource(mjpeg)
    assert source.info.name == "mjpeg"
    assert source.info.formats == (source.format,)
    assert (source.format.width, source.format.height, source.format.rate) == (WIDTH, HEIGHT, 30.0)


def test_faults_come_as_they_are_asked_for(mjpeg):
    script = Script(dropped=frozenset({5, 6}), frozen=((1.0, 1.2),), clock=70.0)
    listener = play(mjpeg, script)
    numbers = shown(listener)
    assert numbers[:8] == [0, 1, 2, 3, 4, 7, 8, 9]
    assert numbers[28:36] == [30, 30, 30, 30, 30, 30, 36, 37]
    assert listener.seconds[0] == 70.0
    assert listener.dropped == 2


def test_a_camera_is_unplugged_and_comes_back(mjpeg):
    listener = play(mjpeg, Script(unplug_at=1.0, back_at=1.5))
    assert shown(listener) == [*range(30), *range(45, 60)]
    assert [one.trouble for one in listener.problems] == [CameraTrouble.UNPLUGGED]
    assert "unplugged" in str(listener.problems[0].what)
    assert [*shown(play(mjpeg, Script(unplug_at=1.0)))] == [*range(30)]


def test_a_camera_refuses_to_open_and_opens_the_next_time(mjpeg):
    source = FileSource(
        mjpeg, real_time=False, script=Script(refuse=CameraTrouble.PERMISSION, refusals=1)
    )
    listener = Listener(stop_after=COUNT)
    source.start(listener)
    assert source.wait_until_end(SECONDS)
    assert [one.trouble for one in listener.problems] == [CameraTrouble.PERMISSION]
    assert not listener.frames
    source.start(listener)
    listener.wait()
    source.stop()
    assert len(listener.problems) == 1


def test_a_silent_camera_sends_nothing_and_says_nothing(mjpeg):
    listener = play(mjpeg, Script(silent=True))
    assert not listener.frames
    assert not listener.problems


def test_frames_come_at_their_own_pace_and_stop_at_once(mjpeg):
    source = FileSource(mjpeg, script=Script(late=((10, 0.3),), loop=True))
    listener = Listener(stop_after=COUNT + 5)
    began = time.monotonic()
    source.start(listener)
    listener.wait()
    assert time.monotonic() - began >= (COUNT + 4) * STEP - 0.01
    source.stop()
    count = len(listener.frames)
    assert np.all(np.diff(listener.seconds) > 0)
    assert np.diff(listener.seconds) == pytest.approx(STEP, abs=0.0015)
    time.sleep(0.1)
    assert len(listener.frames) == count


def test_what_is_no_video_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("no video")
    with pytest.raises(VideoError):
        FileSource(path)


def test_every_trouble_is_told_in_words(mjpeg):
    for trouble in CameraTrouble:
        (problem,) = play(mjpeg, Script(refuse=trouble)).problems
        assert problem.trouble is trouble
        assert str(problem.what).endswith(".")
        assert str(problem.remedy).endswith(".")


def test_a_recording_of_a_camera_that_was_unplugged_is_whole(mjpeg, tmp_path):
    recorder = Recorder(RecordingLibrary(tmp_path / "recordings"), room=0)
    source = FileSource(mjpeg, real_time=False, script=Script(unplug_at=1.0, back_at=1.5))
    recorder.start("4")
    source.start(recorder)
    assert source.wait_until_end(SECONDS)
    recording = recorder.stop()
    source.stop()
    recorder.close()
    assert numbers_in(recording) == [*range(30), *range(45, 60)]
    assert recording.dropped == 15
