"""A program that is killed while it records loses half a second at most, and the rest is offered again."""

from __future__ import annotations

import random
import sys

import numpy as np
import pytest

from engine.capture.recording_library import RecordingLibrary
from tests.engine.capture.camera_clips import Child, lost_at_kill, noisy_clip
from tests.patience import SECONDS

MOST_LOST = 0.5


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
