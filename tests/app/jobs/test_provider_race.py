"""The race of providers waits for a quiet moment, gives way to videos, and is run once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.core.errors import OutputError
from engine.core.progress import check
from engine.core.screening_request import ScreeningRequest
from engine.core.text import text
from scolioapp.bootstrap import Program
from scolioapp.jobs import provider_race
from scolioapp.jobs.provider_race import ProviderRace

LONG = 3600.0


class FakeRace:
    """Stands in for the race: is begun, and ends when it is told to or cancelled."""

    def __init__(self) -> None:
        self.begun: list[bool] = []
        self.ended = threading.Event()
        self.cancelled = threading.Event()
        self.error: Exception | None = None

    def __call__(self, progress, cancel) -> None:
        self.begun.append(True)
        if self.error is not None:
            raise self.error
        while not self.ended.wait(0.01):
            if cancel.requested:
                self.cancelled.set()
            check(cancel)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> FakeRace:
    fake = FakeRace()
    monkeypatch.setattr(provider_race, "find_fastest", fake)
    return fake


def screen(program: Program, folder: Path, name: str = "a.mp4") -> None:
    path = folder / name
    path.write_bytes(b"video")
    program.queue.add([ScreeningRequest(path)])


def test_it_is_run_once_when_the_queue_stands_still(
    qtbot: QtBot, program: Program, tmp_path: Path, asked: FakeRace
) -> None:
    ProviderRace(program.queue, program.worker, program, wait=0.0)
    asked.ended.set()
    assert not asked.begun
    screen(program, tmp_path)
    qtbot.waitUntil(lambda: bool(asked.begun) and not program.worker.busy)
    with qtbot.waitSignal(program.queue.idle):
        screen(program, tmp_path, "b.mp4")
    qtbot.waitUntil(lambda: not program.worker.busy)
    assert asked.begun == [True]


def test_it_gives_way_to_a_video_and_begins_anew(
    qtbot: QtBot, program: Program, tmp_path: Path, asked: FakeRace
) -> None:
    ProviderRace(program.queue, program.worker, program, wait=0.0)
    screen(program, tmp_path)
    qtbot.waitUntil(lambda: bool(asked.begun))
    with qtbot.waitSignal(program.queue.idle):
        screen(program, tmp_path, "b.mp4")
    assert asked.cancelled.is_set()
    asked.ended.set()
    qtbot.waitUntil(lambda: len(asked.begun) == 2 and not program.worker.busy)


def test_a_race_that_cannot_be_kept_is_a_line_in_the_log(
    qtbot: QtBot,
    program: Program,
    tmp_path: Path,
    asked: FakeRace,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked.error = OutputError(text("The disk is full."), text("Free some space."))
    ProviderRace(program.queue, program.worker, program, wait=0.0)
    screen(program, tmp_path)
    qtbot.waitUntil(lambda: "The disk is full" in caplog.text)


def test_neither_the_race_nor_a_conversion_begins_beside_the_other(
    qtbot: QtBot,
    program: Program,
    tmp_path: Path,
    asked: FakeRace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    race, conversion = program.race, program.conversion
    program.paths.recordings.mkdir(parents=True, exist_ok=True)
    race._timer.setInterval(0)
    looked: list[bool] = []
    release = threading.Event()

    def convert(progress, cancel) -> None:
        looked.append(race.running)
        while not release.wait(0.01):
            check(cancel)

    monkeypatch.setattr(conversion, "_convert_next", convert)
    conversion.look()
    qtbot.waitUntil(lambda: looked == [False])
    race._timer.start()
    qtbot.wait(50)
    assert not asked.begun
    release.set()
    qtbot.waitUntil(lambda: bool(asked.begun))
    assert not conversion.running
    conversion.look()
    assert not conversion.running
    asked.ended.set()
    # The race is over: what waited begins by itself.
    qtbot.waitUntil(lambda: looked == [False, False])
    qtbot.waitUntil(lambda: not program.worker.busy)
