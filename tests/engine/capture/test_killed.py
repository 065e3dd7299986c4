"""A program that is killed while it records loses half a second at most, and the rest is offered again."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.capture.captured_recording import RecordingState
from engine.capture.packet import Packet
from engine.capture.packet_writer import FileTarget, PacketWriter
from engine.capture.recording_library import RecordingLibrary
from engine.video import VideoFile
from tests.engine.capture.made_frames import STEP
from tests.engine.video.clips import number_in, picture
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]
MOST_LOST = 0.5


def noisy_clip(path: Path, width: int, height: int, count: int) -> Path:
    """A clip whose JPEGs are as large as those of a camera, and say their numbers."""
    rng = np.random.default_rng(1)
    noise = rng.integers(-14, 15, (height, width, 3), np.int16)
    writer = PacketWriter(FileTarget(path), width, height, 30.0)
    for number in range(count):
        image = picture(number, width, height) + np.roll(noise, number, axis=1)
        coded = cv2.imencode(".jpg", np.clip(image, 0, 255).astype(np.uint8)[..., ::-1])[1]
        writer.write(Packet(coded.tobytes(), 0.0, 0.0, width, height), number * STEP)
    writer.close()
    return path


class Child:
    """A program that records, and what it has said."""

    def __init__(self, folder: Path, clip: Path, subject: str) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                *("-m", "tests.engine.capture.recording_child"),
                *(str(folder), str(clip), subject),
            ],
            cwd=ROOT,
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


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return noisy_clip(tmp_path_factory.mktemp("clips") / "small.mkv", 640, 360, 200)


def test_killed_at_random_moments(tmp_path, small):
    chance = random.Random(5)
    lost = [lost_at_kill(tmp_path, small, str(n), chance.uniform(0.0, 1.2)) for n in range(5)]
    assert max(lost) <= MOST_LOST, lost
    assert not RecordingLibrary(tmp_path).unfinished()


@pytest.mark.heavy
def test_killed_at_fifty_random_moments_at_full_size(tmp_path):
    clip = noisy_clip(tmp_path / "clip.mkv", 1920, 1080, 200)
    chance = random.Random(50)
    lost = []
    for n in range(50):
        library = RecordingLibrary(tmp_path / "recordings")
        lost.append(lost_at_kill(library.folder, clip, str(n), chance.uniform(0.0, 2.5)))
        library.discard(library.recordings()[-1].id)
        library.empty()
    sys.stdout.write(
        f"lost: median {np.median(lost):.3f} s, most {max(lost):.3f} s of {len(lost)} kills\n"
    )
    assert max(lost) <= MOST_LOST, lost


def test_two_programs_record_into_one_folder(tmp_path, small):
    children = [Child(tmp_path, small, subject) for subject in ("1", "2")]
    try:
        for child in children:
            assert child.records.wait(SECONDS)
        library = RecordingLibrary(tmp_path)
        assert not library.unfinished()
        children[0].kill()
        (found,) = library.unfinished()
        assert found.subject == "1"
    finally:
        for child in children:
            child.kill()
    assert sorted(one.subject for one in library.unfinished()) == ["1", "2"]
