"""Clips with pictures as large as a camera's, and programs that record them until they are killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import cv2
import numpy as np

from engine.capture.captured_recording import RecordingState
from engine.capture.packet import Packet
from engine.capture.packet_writer import FileTarget, PacketWriter
from engine.capture.recording_library import RecordingLibrary
from engine.video import VideoFile
from tests.engine.capture.made_frames import STEP
from tests.engine.video.clips import number_in, picture
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]


def noisy_clip(path: Path, width: int, height: int, count: int, noise: int = 3) -> Path:
    """A clip whose JPEGs are as large as those of a camera, and say their numbers."""
    rng = np.random.default_rng(1)
    grain = rng.integers(-noise, noise + 1, (height, width, 3), np.int16)
    writer = PacketWriter(FileTarget(path), width, height, 30.0)
    for number in range(count):
        image = picture(number, width, height) + np.roll(grain, number, axis=1)
        coded = cv2.imencode(".jpg", np.clip(image, 0, 255).astype(np.uint8)[..., ::-1])[1]
        writer.write(Packet(coded.tobytes(), 0.0, 0.0, width, height), number * STEP)
    writer.close()
    return path


class Child:
    """A program that records, and what it has said."""

    def __init__(
        self,
        folder: Path,
        clip: Path,
        subject: str,
        module: str = "tests.engine.capture.recording_child",
        **environment: str,
    ) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                *("-m", module),
                *(str(folder), str(clip), subject),
            ],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.id = ""
        self.received = -1.0
        self.records = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.fullmatch(r"frame (\S+)\n", line):
                self.received = float(found[1])
            elif found := re.fullmatch(r"recording (\S+)\n", line):
                self.id = found[1]
                self.records.set()
        self.records.set()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(SECONDS)
        self._thread.join(SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()


def lost_at_kill(folder: Path, clip: Path, subject: str, moment: float) -> float:
    """Kill a program that records, and return how many seconds of what it had received are lost."""
    library = RecordingLibrary(folder)
    before = {one.id for one in library.unfinished()}
    child = Child(folder, clip, subject)
    try:
        assert child.records.wait(SECONDS)
        assert child.process.poll() is None
        assert {one.id for one in library.unfinished()} == before, "offered while it is written"
        threading.Event().wait(moment)
    finally:
        child.kill()
    (found,) = (one for one in library.unfinished() if one.id not in before)
    assert found.id == child.id
    assert found.subject == subject
    with VideoFile(found.path) as video:
        frames = list(video.frames())
    count = len(frames)
    assert count == found.frames
    numbers = [number_in(one.image) for one in frames]
    assert numbers == [number % 200 for number in range(numbers[0], numbers[0] + count)]
    kept = library.keep(found.id)
    assert kept.state is RecordingState.KEPT
    assert kept.frames == count
    return child.received - (numbers[0] + count - 1) * STEP
