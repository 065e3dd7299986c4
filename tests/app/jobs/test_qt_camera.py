"""What Qt lays into a video sink becomes frames, on the thread that lays it there."""

from __future__ import annotations

import sys
import threading
from types import SimpleNamespace
from typing import ClassVar

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QObject, QSize, Signal
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from engine.capture.frame_source import CameraFrame, CameraInfo, CameraProblem, CameraTrouble
from scolioapp.jobs import qt_camera
from scolioapp.jobs.multimedia import load_multimedia, without_multimedia
from scolioapp.jobs.qt_camera import QtCameras, QtCameraSource, QtFrames

WIDTH, HEIGHT = 320, 180


def jpeg(shade: int = 90) -> bytes:
    done, coded = cv2.imencode(".jpg", np.full((HEIGHT, WIDTH, 3), (shade, 60, 200), np.uint8))
    assert done
    return coded.tobytes()


def qt_frame(kind: str, content: bytes, start: int) -> object:
    multimedia = load_multimedia()
    pixels = getattr(multimedia.QVideoFrameFormat.PixelFormat, f"Format_{kind}")
    frame = multimedia.QVideoFrame(multimedia.QVideoFrameFormat(QSize(WIDTH, HEIGHT), pixels))
    assert frame.map(multimedia.QVideoFrame.MapMode.WriteOnly)
    room = frame.bits(0)
    room[:] = content.ljust(len(room), b"\0")
    frame.unmap()
    frame.setStartTime(start)
    return frame


class Kept:
    def __init__(self) -> None:
        self.frames: list[CameraFrame] = []
        self.problems: list[CameraProblem] = []
        self.threads: set[str] = set()

    def take_frame(self, frame: CameraFrame) -> None:
        self.frames.append(frame)
        self.threads.add(threading.current_thread().name)

    def take_problem(self, problem: CameraProblem) -> None:
        self.problems.append(problem)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_jpegs_stay_as_they_are_cut_at_their_end(qtbot: QtBot, kept: Kept) -> None:
    sink = load_multimedia().QVideoSink()
    frames = QtFrames(sink, kept.take_frame)
    sent = [jpeg(shade) for shade in (40, 90, 140)]

    def feed() -> None:
        for number, one in enumerate(sent):
            # As a camera on Linux: the buffer is as large as the largest picture, with rubbish behind it.
            sink.setVideoFrame(qt_frame("Jpeg", one + b"\xff\xd9 rubbish", 33_333 * number))

    thread = threading.Thread(target=feed, name="camera of Qt")
    thread.start()
    thread.join()
    frames.close()
    sink.setVideoFrame(qt_frame("Jpeg", sent[0], 100_000))
    assert [frame.jpeg for frame in kept.frames] == sent
    assert [round(frame.seconds, 3) for frame in kept.frames] == [0.0, 0.033, 0.067]
    assert {(frame.width, frame.height) for frame in kept.frames} == {(WIDTH, HEIGHT)}
    assert kept.threads == {"camera of Qt"}


def test_half_a_jpeg_is_left_out(qtbot: QtBot, kept: Kept) -> None:
    sink = load_multimedia().QVideoSink()
    frames = QtFrames(sink, kept.take_frame)
    sink.setVideoFrame(qt_frame("Jpeg", jpeg()[:-200], 0))
    frames.close()
    assert kept.frames == []


# Offscreen there is no graphics card that Qt could convert with; it says so once.
@pytest.mark.qt_log_ignore("No RHI backend")
def test_raw_pictures_become_rgb(qtbot: QtBot, kept: Kept) -> None:
    sink = load_multimedia().QVideoSink()
    frames = QtFrames(sink, kept.take_frame)
    sink.setVideoFrame(qt_frame("BGRA8888", bytes([10, 60, 200, 255]) * (WIDTH * HEIGHT), 500_000))
    frames.close()
    (frame,) = kept.frames
    assert frame.jpeg is None
    assert frame.pixels.shape == (HEIGHT, WIDTH, 3)
    assert frame.pixels[90, 160].tolist() == [200, 60, 10]
    assert frame.seconds == pytest.approx(0.5)


def test_a_camera_that_is_not_there_is_told(qtbot: QtBot, kept: Kept) -> None:
    source = QtCameraSource(CameraInfo("gone", "Gone", ()), None)
    source.start(kept)
    source.stop()
    assert [one.trouble for one in kept.problems] == [CameraTrouble.UNPLUGGED]


def test_without_qt_multimedia_it_is_said_how_to_get_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    cameras = QtCameras()
    assert cameras.listed() == ()
    problem = cameras.problem()
    assert problem is not None
    assert "PySide6-Addons" in str(problem.remedy)
    missing = "libpulse.so.0: cannot open shared object file: No such file or directory"
    assert "apt install libpulse0" in str(without_multimedia(missing).remedy)


class StagedFormat:
    def __init__(self, width: int, height: int, kind: str) -> None:
        self._size = QSize(width, height)
        self._kind = f"Format_{kind}"

    def resolution(self) -> QSize:
        return self._size

    def maxFrameRate(self) -> float:
        return 30.0

    def pixelFormat(self) -> object:
        return SimpleNamespace(name=self._kind)


class StagedDevice:
    def id(self) -> QByteArray:
        return QByteArray(b"/dev/video0")

    def description(self) -> str:
        return "Webcam"

    def isDefault(self) -> bool:
        return True

    def videoFormats(self) -> list[StagedFormat]:
        return [
            StagedFormat(1920, 1080, "YUYV"),
            StagedFormat(1280, 720, "Jpeg"),
            StagedFormat(1920, 1080, "Jpeg"),
        ]


class StagedCamera(QObject):
    errorOccurred = Signal(object, str)
    made: ClassVar[list[StagedCamera]] = []

    def __init__(self, device: StagedDevice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen: StagedFormat | None = None
        self.running = False
        StagedCamera.made.append(self)

    def setCameraFormat(self, chosen: StagedFormat) -> None:
        self.chosen = chosen

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False


class StagedSession(QObject):
    def setCamera(self, camera: StagedCamera) -> None:
        pass

    def setVideoSink(self, sink: QObject) -> None:
        self.sink = sink


class StagedDevices(QObject):
    videoInputsChanged = Signal()
    there: ClassVar[list[StagedDevice]] = [StagedDevice()]
    made: ClassVar[list[StagedDevices]] = []

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        StagedDevices.made.append(self)

    @staticmethod
    def videoInputs() -> list[StagedDevice]:
        return list(StagedDevices.there)

    @staticmethod
    def plug(*devices: StagedDevice) -> None:
        StagedDevices.there = list(devices)
        for one in StagedDevices.made:
            if isValid(one):
                one.videoInputsChanged.emit()


@pytest.fixture
def webcam(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> type[StagedCamera]:
    """Stand in for Qt Multimedia with one webcam; only its video sink is Qt's own."""
    staged = SimpleNamespace(
        QMediaDevices=StagedDevices,
        QCamera=StagedCamera,
        QMediaCaptureSession=StagedSession,
        QVideoSink=load_multimedia().QVideoSink,
    )
    monkeypatch.setattr(qt_camera, "load_multimedia", lambda: staged)
    StagedDevices.there, StagedDevices.made, StagedCamera.made = [StagedDevice()], [], []
    return StagedCamera


def test_the_best_format_is_chosen_and_opened(webcam: type[StagedCamera], kept: Kept) -> None:
    cameras = QtCameras()
    (camera,) = cameras.listed()
    assert [(one.width, one.compressed) for one in camera.formats] == [
        (1920, True),
        (1280, True),
        (1920, False),
    ]
    source = cameras.source(camera, None)
    assert source.format == camera.formats[0]
    source.start(kept)
    (opened,) = webcam.made
    assert opened.running
    assert opened.chosen.resolution() == QSize(1920, 1080)
    source.stop()
    assert not opened.running
    cameras.deleteLater()


def test_unplugged_and_back_again(webcam: type[StagedCamera], kept: Kept) -> None:
    cameras = QtCameras()
    changes: list[int] = []
    cameras.changed.connect(lambda: changes.append(1))
    source = cameras.source(cameras.listed()[0], None)
    source.start(kept)
    StagedDevices.plug()
    assert [one.trouble for one in kept.problems] == [CameraTrouble.UNPLUGGED]
    assert not webcam.made[0].running
    StagedDevices.plug(StagedDevice())
    assert webcam.made[1].running
    assert len(changes) == 2
    source.stop()
    StagedDevices.plug()
    assert len(kept.problems) == 1
    cameras.deleteLater()


def test_a_camera_that_does_not_open_is_in_use(webcam: type[StagedCamera], kept: Kept) -> None:
    cameras = QtCameras()
    source = cameras.source(cameras.listed()[0], None)
    source.start(kept)
    webcam.made[0].errorOccurred.emit(None, "Device or resource busy")
    assert [one.trouble for one in kept.problems] == [CameraTrouble.IN_USE]
    source.stop()
    cameras.deleteLater()
