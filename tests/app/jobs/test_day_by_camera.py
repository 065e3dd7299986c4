"""A small day through the real recorder, the real guide and the real engine: rendered walks as cameras."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.capture.file_source import Script
from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.camera_wiring import Eyes, bundled_guide
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.viewmodels.camera import CameraState
from tests.app.camera_fixtures import FileCamerasHere, SilentVoice
from tests.app.day_driver import DayDriver, launch, settle, wait
from tests.app.jobs.test_day_of_walkers import figures

if any(importlib.util.find_spec(name) is None for name in ("torch", "anny", "numba")):
    pytest.skip("the simulation is not installed", allow_module_level=True)

from engine.video import VideoWriter
from tests.engine.capture.acting import RATE, Play
from tests.engine.capture.live_clips import walks

pytestmark = [
    pytest.mark.heavy,
    # The offscreen platform says so of every dialog.
    pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard"),
]

NAMES = ("approach_usual_plain", "approach_fast_toon")
"""Who stands, walks towards the camera and stands again, each of another make."""


@pytest.fixture
def clips(tmp_path: Path) -> dict[str, Path]:
    """The camera before each child, by its name."""
    made = {}
    for clip in walks():
        if clip.name in NAMES:
            play, path = Play(clip), tmp_path / f"{clip.name}.mp4"
            with VideoWriter(path, *clip.size, RATE) as writer:
                for moment in range(len(play.seconds)):
                    writer.write(play.picture(moment))
            made[clip.name] = path
    return made


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot, clips: dict[str, Path]) -> Iterator[Program]:
    cameras = FileCamerasHere({name: (path, Script(loop=True)) for name, path in clips.items()})
    eyes = Eyes(cameras=lambda: cameras, guide=bundled_guide, voice=SilentVoice)
    screener = PipelineScreener(tmp_path / "home" / "data" / "models", lambda: None)
    running = launch(tmp_path / "home", screener, eyes)
    yield running
    running.end()
    settle()


def test_each_child_is_recorded_by_itself_and_told_as_its_recording_alone(
    program: Program, tmp_path: Path
) -> None:
    roster = tmp_path / "class.csv"
    rows = "".join(f"{n:03},Family{n},Child{n},yes\n" for n in (1, 2))
    roster.write_text(f"Number,Family name,Given name,Consent\n{rows}")
    driver = DayDriver(program)
    driver.begin(roster, "Walkers")
    for name in NAMES:
        number = driver.call_next()
        driver.camera.choose_camera(name)
        # Nobody touches anything until the verdict.
        wait(lambda: driver.camera.state is CameraState.RECORDING)
        wait(lambda: driver.camera.state is CameraState.VERDICT)
        recording = driver.camera.recording
        assert recording is not None
        assert recording.subject == number
        assert recording.dropped == 0
        driver.camera.keep()
        wait(lambda: driver.camera.state is CameraState.LIVE)
    wait(driver.analysed)

    alone = PipelineScreener(tmp_path / "models", lambda: None)
    told = set()
    for row in driver.model.rows:
        assert row.recording is not None
        assert row.recording.analysis is not None, row.recording.problem
        kept = program.store.load(row.recording.analysis.result)
        result = ScreeningResult.from_json(kept.files[RESULT].decode())
        assert kept.label == row.child.number
        video = Path(row.recording.path)
        library = program.camera_wiring.library.get()
        assert library.get(row.recording.identifier).subject == row.child.number
        same = alone.screen(ScreeningRequest(video, label="x")).result
        assert figures(result) == figures(same)
        told.add(str(figures(result)))
    alone.close()
    assert len(told) == len(NAMES)
