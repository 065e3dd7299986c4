"""Recordings are converted while nobody waits, and only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.capture.file_source import FileSource
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from scolioapp.viewmodels import idle_conversion
from scolioapp.viewmodels.camera import CameraState
from tests.app.camera_fixtures import Bench, write_clip
from tests.patience import SECONDS


def recorded(folder: Path, film: Path) -> str:
    """Record a video once, and keep it."""
    library = RecordingLibrary(folder)
    recorder = Recorder(library, room=1000)
    source = FileSource(film, real_time=False)
    recorder.start("017")
    source.start(recorder)
    assert source.wait_until_end(SECONDS)
    recording = recorder.stop()
    source.stop()
    recorder.close()
    return library.keep(recording.id).id


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle_conversion, "QUIET", 50)


def test_a_kept_recording_becomes_h264_when_nobody_waits(
    quick: None,
    begin: Callable[..., Bench],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "home" / "data" / "recordings"
    identifier = recorded(folder, write_clip(tmp_path / "clip.mp4", 2.0))
    bench = begin(shown=False)
    library = RecordingLibrary(folder)
    bench.qtbot.waitUntil(lambda: library.get(identifier).converted is not None)
    assert library.get(identifier).converted.codec == "h264"


def test_nothing_is_converted_while_a_camera_is_open(
    quick: None,
    qtbot: QtBot,
    begin: Callable[..., Bench],
    tmp_path: Path,
) -> None:
    bench = begin()
    bench.until(CameraState.LIVE)
    folder = tmp_path / "home" / "data" / "recordings"
    identifier = recorded(folder, write_clip(tmp_path / "clip.mp4", 1.0))
    idle = bench.program.camera_wiring._idle
    idle.look()
    qtbot.wait(200)
    assert not idle.idle
    assert bench.library.get(identifier).converted is None
