"""A program that is killed while it records into the records loses half a second at most."""

from __future__ import annotations

import os
import random
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from engine.core import video_sources
from engine.video import VideoFile
from scolioapp.storage.record_videos import RecordVideos
from scolioapp.storage.recorded_library import RecordedLibrary
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.made_records import CHEAP, NAME, PASSWORD, made_clinic
from tests.engine.capture.camera_clips import Child, noisy_clip
from tests.engine.capture.made_frames import STEP
from tests.engine.video.clips import number_in
from tests.patience import SECONDS

MOST_LOST = 0.5
KILLS = "SCOLIOAPP_KILLS"
"""How many times a recording at 1080p is killed; fifty take three minutes."""
MODULE = "tests.app.storage.records.recording_child"
READABLE = {
    "the beginning of a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "the beginning of a Matroska file": b"\x42\x82\x88matroska",
    "a codec's name": b"V_MJPEG",
    "the name of the patient": NAME.encode(),
    "the name of the patient in UTF-16": NAME.encode("utf-16-le"),
}


def readable_in(folder: Path) -> list[str]:
    """Say what can be read of pictures and names in any file of a folder."""
    return [
        f"{what} in {path.relative_to(folder)}"
        for path in folder.rglob("*")
        if path.is_file()
        for what, sign in READABLE.items()
        if sign in path.read_bytes()
    ]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clip = noisy_clip(tmp_path_factory.mktemp("clips") / "small.mkv", 640, 360, 200)
    assert len(readable_in(clip.parent)) == 3, "what is looked for would be found"
    return clip


def killed_rounds(place: Path, clip: Path, moments: list[float]) -> list[float]:
    """Kill a program at moments of its recordings; return how much of each is lost, seconds."""
    records, temporary = place / "records", place / "tmp"
    temporary.mkdir()
    made_clinic(records).store.close()
    lost = []
    for moment in moments:
        child = Child(records, clip, "S-17", MODULE, TMPDIR=str(temporary), TEMP=str(temporary))
        try:
            assert child.records.wait(SECONDS)
            threading.Event().wait(moment)
        finally:
            child.kill()
        assert readable_in(place) == []
        lost.append(child.received - last_number(records, child.id) * STEP)
        assert readable_in(place) == []
    return lost


def last_number(records: Path, recording: str) -> int:
    """Unlock the records after a kill, keep what is offered, and return the number of its last frame."""
    store = RecordStore(records, cost=CHEAP)
    store.unlock(Role.EXAMINER.value, PASSWORD)
    library = RecordedLibrary(lambda: store)
    try:
        with video_sources.registered(RecordVideos(lambda: store)):
            [found] = library.unfinished()
            assert (found.id, found.subject) == (recording, "S-17")
            with VideoFile(found.path) as video:
                frames = list(video.frames())
            kept = library.keep(found.id)
            assert kept.frames == len(frames)
            assert library.unfinished() == ()
        store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
        store.verify()
        # Or every further look through the files would take longer.
        store.recordings.delete(found.id)
        store.bin.erase(recordings=[found.id])
    finally:
        store.close()
    numbers = [number_in(one.image) for one in frames]
    assert numbers == [number % 200 for number in range(numbers[0], numbers[0] + len(frames))]
    return numbers[0] + len(frames) - 1


def test_killed_at_random_moments(tmp_path: Path, small: Path) -> None:
    chance = random.Random(5)
    lost = killed_rounds(tmp_path, small, [chance.uniform(0.0, 1.2) for _ in range(3)])
    assert max(lost) <= MOST_LOST, lost


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("width", "height", "kills"), [(640, 360, 10), (1920, 1080, int(os.environ.get(KILLS, "4")))]
)
def test_killed_at_many_random_moments(tmp_path: Path, width: int, height: int, kills: int) -> None:
    clips = tmp_path / "clips"
    clips.mkdir()
    (tmp_path / "place").mkdir()
    clip = noisy_clip(clips / "clip.mkv", width, height, 200)
    chance = random.Random(50)
    moments = [chance.uniform(0.0, 2.5) for _ in range(kills)]
    lost = killed_rounds(tmp_path / "place", clip, moments)
    sys.stdout.write(
        f"lost: median {np.median(lost):.3f} s, most {max(lost):.3f} s of {len(lost)} kills\n"
    )
    assert max(lost) <= MOST_LOST, lost
