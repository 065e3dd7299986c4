"""Frames of a camera that was never there: each shows its number (see `tests.engine.video.clips`)."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np

from engine.capture.camera_clock import dropped_frames
from engine.capture.captured_recording import CapturedRecording
from engine.capture.frame_source import CameraFrame, CameraProblem
from engine.capture.recorder import Recorder
from engine.video import VideoFile
from tests.engine.video.clips import number_in, picture
from tests.patience import SECONDS

WIDTH, HEIGHT = 160, 96
STEP = 1 / 30


def jpeg(number: int, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    image = cv2.cvtColor(picture(number, width, height), cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def frame(number: int, *, clock: float = 500.0, seconds: float | None = None) -> CameraFrame:
    moment = number * STEP if seconds is None else seconds
    return CameraFrame(clock + moment, WIDTH, HEIGHT, jpeg=jpeg(number))


def feed(recorder: Recorder, numbers: range | list[int], *, clock: float = 500.0) -> None:
    for number in numbers:
        recorder.take_frame(frame(number, clock=clock))


def numbers_in(recording: CapturedRecording | Path) -> list[int]:
    """The numbers that the frames of a recording show, read by the program's own reader."""
    path = recording if isinstance(recording, Path) else recording.path
    with VideoFile(path) as video:
        return [number_in(one.image) for one in video.frames()]


def seconds_in(recording: CapturedRecording | Path) -> list[float]:
    path = recording if isinstance(recording, Path) else recording.path
    with VideoFile(path) as video:
        return [round(one.seconds, 3) for one in video.frames()]


class Listener:
    """Keeps what a source sends."""

    def __init__(self, *, stop_after: int = 1 << 30) -> None:
        self.frames: list[CameraFrame] = []
        self.problems: list[CameraProblem] = []
        self.enough = threading.Event()
        self.told = threading.Event()
        self._stop_after = stop_after

    def take_frame(self, frame: CameraFrame) -> None:
        self.frames.append(frame)
        if len(self.frames) >= self._stop_after:
            self.enough.set()

    def take_problem(self, problem: CameraProblem) -> None:
        self.problems.append(problem)
        self.told.set()

    def wait(self) -> None:
        assert self.enough.wait(SECONDS)

    @property
    def seconds(self) -> np.ndarray:
        return np.array([one.seconds for one in self.frames])

    @property
    def dropped(self) -> int:
        return dropped_frames(self.seconds)
