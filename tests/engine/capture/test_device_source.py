"""The second way to open a camera. There is none here: libavdevice's own test picture stands for it."""

import errno
import os
import threading
import time

import av
import av.error
import numpy as np
import pytest

from engine.capture import device_source
from engine.capture.device_list import formats_in, list_devices, options_for
from engine.capture.device_source import DeviceSource, trouble_of
from engine.capture.frame_source import CameraFormat, CameraInfo, CameraTrouble, best_first
from engine.capture.packet import Packet
from engine.capture.packet_writer import FileTarget, PacketWriter
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from engine.core.video import VideoInfo
from engine.video import probe
from tests.engine.capture.made_frames import HEIGHT, STEP, WIDTH, Listener, jpeg, numbers_in
from tests.patience import SECONDS

RAW = CameraFormat(320, 180, 30.0, False)
MJPEG = CameraFormat(WIDTH, HEIGHT, 30.0, True)


def lavfi(info, format):
    """Open the test picture of libavfilter, which runs at its own pace."""
    size = f"{format.width}x{format.height}"
    return av.open(f"testsrc2=size={size}:rate={format.rate:g},realtime", format="lavfi")


def camera(*formats):
    return CameraInfo("test", "Test picture", formats or (RAW,))


def wait_for(listener, trouble):
    until = time.monotonic() + SECONDS
    while trouble not in [one.trouble for one in listener.problems]:
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def run():
    """Start sources that stop with the test."""
    started = []

    def start(source, listener):
        source.start(listener)
        started.append(source)
        return source

    yield start
    for source in started:
        source.stop()


def test_raw_frames_come_with_their_own_times(run):
    listener = Listener(stop_after=10)
    source = run(DeviceSource(camera(), opener=lavfi), listener)
    listener.wait()
    source.stop()
    count = len(listener.frames)
    assert np.diff(listener.seconds) == pytest.approx(STEP, abs=0.001)
    assert all(one.pixels.shape == (180, 320, 3) for one in listener.frames)
    assert (source.format.width, source.format.height, source.format.compressed) == (
        320,
        180,
        False,
    )
    time.sleep(0.1)
    assert len(listener.frames) == count
    assert not listener.problems


def test_a_source_starts_again_after_it_was_stopped(run):
    source = DeviceSource(camera(), opener=lavfi)
    for _ in range(2):
        listener = Listener(stop_after=3)
        run(source, listener)
        listener.wait()
        source.stop()


def test_what_it_sends_can_be_recorded(run, tmp_path):
    recorder = Recorder(RecordingLibrary(tmp_path / "recordings"), room=0)
    source = DeviceSource(camera(), opener=lavfi)
    recorder.use_camera(source.info, source.format)
    run(source, recorder)
    recorder.start("5")
    until = time.monotonic() + SECONDS
    while recorder.elapsed < 0.5 and time.monotonic() < until:
        time.sleep(0.01)
    recording = recorder.stop()
    source.stop()
    recorder.close()
    info: VideoInfo = probe(recording.path)
    assert (info.codec, info.width, info.height) == ("mjpeg", 320, 180)
    assert info.fps == pytest.approx(30.0, rel=0.1)
    assert (recording.camera, recording.compressed) == ("Test picture", False)


def make_clip(path, numbers):
    writer = PacketWriter(FileTarget(path), WIDTH, HEIGHT, 30.0)
    for number in numbers:
        writer.write(Packet(jpeg(number), 0.0, 0.0, WIDTH, HEIGHT), number * STEP)
    writer.close()
    return path


def test_compressed_frames_are_handed_on_as_they_are_and_cut(run, tmp_path):
    path = tmp_path / "padded.mkv"
    writer = PacketWriter(FileTarget(path), WIDTH, HEIGHT, 30.0)
    for number in range(5):
        padded = jpeg(number) + b"\0" * 3000
        writer.write(Packet(padded, 0.0, 0.0, WIDTH, HEIGHT), number * STEP)
    writer.close()
    listener = Listener(stop_after=5)
    source = DeviceSource(camera(MJPEG), opener=lambda *_: av.open(str(path)))
    run(source, listener)
    listener.wait()
    assert [one.jpeg for one in listener.frames[:5]] == [jpeg(number) for number in range(5)]
    assert source.format.compressed


def test_a_camera_that_is_gone_is_told_once_and_looked_for_until_it_is_back(
    run, tmp_path, monkeypatch
):
    monkeypatch.setattr(device_source, "_RETRY_SECONDS", 0.01)
    path = make_clip(tmp_path / "clip.mkv", range(10))
    tries = []

    def opener(info, format):
        tries.append(info)
        if 2 <= len(tries) <= 5:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return av.open(str(path))

    listener = Listener(stop_after=20)
    run(DeviceSource(camera(MJPEG), opener=opener), listener)
    listener.wait()
    assert [one.trouble for one in listener.problems[:1]] == [CameraTrouble.UNPLUGGED]
    assert len(listener.problems) <= 2
    assert [one.jpeg for one in listener.frames[10:20]] == [jpeg(number) for number in range(10)]


def test_a_recording_goes_on_when_the_camera_is_back(run, tmp_path, monkeypatch):
    monkeypatch.setattr(device_source, "_RETRY_SECONDS", 0.2)
    clips = [make_clip(tmp_path / "a.mkv", range(10)), make_clip(tmp_path / "b.mkv", range(10, 20))]
    recorder = Recorder(RecordingLibrary(tmp_path / "recordings"), room=0)
    recorder.start("5")

    all_sent = threading.Event()

    def opener(info, format):
        if not clips:
            all_sent.set()
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return av.open(str(clips.pop(0)))

    run(DeviceSource(camera(MJPEG), opener=opener), recorder)
    assert all_sent.wait(SECONDS)
    recording = recorder.stop()
    recorder.close()
    assert numbers_in(recording) == list(range(20))


def test_a_format_that_is_refused_is_followed_by_the_next(run):
    better = CameraFormat(640, 360, 30.0, True)

    def opener(info, format):
        if format == better:
            raise av.error.ArgumentError(errno.EINVAL, "Invalid argument")
        return lavfi(info, format)

    listener = Listener(stop_after=2)
    source = run(DeviceSource(camera(better, RAW), opener=opener), listener)
    listener.wait()
    assert (source.format.width, source.format.height) == (320, 180)
    assert not listener.problems


class Silent:
    """A camera that opens and never sends; it does not even hear that it is to stop."""

    def __init__(self):
        self.streams = av.open("testsrc2=size=320x180", format="lavfi").streams
        self.hangs = threading.Event()
        self.over = threading.Event()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def demux(self, stream):
        self.hangs.set()
        self.over.wait(SECONDS)
        yield from ()


def test_a_camera_without_a_frame_is_told_and_let_go_of(run, monkeypatch):
    monkeypatch.setattr(device_source, "_SILENT_SECONDS", 0.2)
    monkeypatch.setattr(device_source, "_STOP_SECONDS", 0.1)
    silent = Silent()
    listener = Listener()
    source = run(DeviceSource(camera(), opener=lambda *_: silent), listener)
    wait_for(listener, CameraTrouble.NO_FRAMES)
    assert len(listener.problems) == 1
    source.stop()
    silent.over.set()
    time.sleep(0.05)
    assert len(listener.problems) == 1


def test_a_picture_that_stands_still_is_told(run, tmp_path, monkeypatch):
    monkeypatch.setattr(device_source, "_FROZEN_FRAMES", 5)
    path = tmp_path / "frozen.mkv"
    writer = PacketWriter(FileTarget(path), WIDTH, HEIGHT, 30.0)
    for number in range(20):
        writer.write(Packet(jpeg(3), 0.0, 0.0, WIDTH, HEIGHT), number * STEP)
    writer.close()
    listener = Listener()
    run(DeviceSource(camera(MJPEG), opener=lambda *_: av.open(str(path))), listener)
    wait_for(listener, CameraTrouble.FROZEN)


def test_pictures_that_are_none_are_told(run, tmp_path):
    path = tmp_path / "broken.mkv"
    writer = PacketWriter(FileTarget(path), WIDTH, HEIGHT, 30.0)
    for number in range(40):
        writer.write(Packet(jpeg(3)[:-400], 0.0, 0.0, WIDTH, HEIGHT), number * STEP)
    writer.close()
    listener = Listener()
    run(DeviceSource(camera(MJPEG), opener=lambda *_: av.open(str(path))), listener)
    wait_for(listener, CameraTrouble.FORMAT)
    assert not listener.frames


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.EACCES, CameraTrouble.PERMISSION),
        (errno.EBUSY, CameraTrouble.IN_USE),
        (errno.ENODEV, CameraTrouble.UNPLUGGED),
        (errno.ENOENT, CameraTrouble.UNPLUGGED),
        (errno.ENOTTY, CameraTrouble.OTHER),
    ],
)
def test_what_a_driver_says_is_understood(number, trouble):
    error = OSError(number, os.strerror(number))
    assert trouble_of(error, opening=True) is trouble
    assert trouble_of(error, opening=False) is CameraTrouble.UNPLUGGED


def test_a_device_that_is_no_camera_is_told(run):
    listener = Listener()
    run(DeviceSource(CameraInfo("/dev/null", "Nothing", (RAW,))), listener)
    assert listener.told.wait(SECONDS)
    assert listener.problems[0].trouble is CameraTrouble.OTHER


def test_what_a_camera_offers_is_read_from_the_log_of_linux():
    # Made of the lines that libavdevice/v4l2.c prints, not from a real camera.
    log = (
        "Compressed:       mjpeg :          Motion-JPEG : 1920x1080 1280x720 640x480\n"
        "Compressed:        h264 :                H.264 : 1920x1080\n"
        "Raw       :     yuyv422 :           YUYV 4:2:2 : 640x480 1280x720\n"
    )
    formats = best_first(formats_in("v4l2", log))
    assert formats[0] == CameraFormat(1920, 1080, 30.0, True)
    assert formats[1] == CameraFormat(1280, 720, 30.0, True)
    assert len(formats) == 5


def test_what_a_camera_offers_is_read_from_the_log_of_windows():
    # Made of the lines that libavdevice/dshow.c prints, not from a real camera.
    log = (
        "  vcodec=mjpeg  min s=1920x1080 fps=5 max s=1920x1080 fps=30\n"
        "  pixel_format=yuyv422  min s=640x480 fps=5 max s=640x480 fps=30 (tv, bt470bg/bt709/unknown)\n"
        "  vcodec=h264  min s=1920x1080 fps=5 max s=1920x1080 fps=30\n"
    )
    assert formats_in("dshow", log) == (
        CameraFormat(1920, 1080, 30.0, True),
        CameraFormat(640, 480, 30.0, False),
    )


def test_a_format_is_asked_for_as_each_system_wants_it():
    wanted = CameraFormat(1280, 720, 29.97, True)
    assert options_for("v4l2", wanted) == {
        "video_size": "1280x720",
        "framerate": "29.97",
        "input_format": "mjpeg",
    }
    assert options_for("dshow", wanted)["vcodec"] == "mjpeg"
    assert "vcodec" not in options_for("avfoundation", wanted)


def test_the_list_of_cameras_is_asked_for_without_harm():
    assert isinstance(list_devices(), tuple)
