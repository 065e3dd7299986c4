"""What Qt lays into a video sink becomes frames, on the thread that lays it there."""

from __future__ import annotations

import sys
import threading

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from engine.capture.frame_source import CameraFrame, CameraInfo, CameraProblem, CameraTrouble
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
