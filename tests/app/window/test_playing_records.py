"""The video of a recording in the records is played out of its container, until the records are locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from engine.core.resources import resource
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.views.main_window import RESULTS
from scolioapp.views.result_page import ResultPage
from scolioapp.views.results_area import ResultsArea
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import PASSWORD
from tests.app.storage.records.test_killed_recording import readable_in

if TYPE_CHECKING:
    from tests.app.storage.records.made_records import Clinic

CLIP = resource("samples", "simulated_walk.mp4")


def play(qtbot: QtBot, program: Program, recording: str) -> None:
    """Play the result that is open for a moment."""
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    page, model = area.result_page, program.opener.opened
    assert isinstance(page, ResultPage)
    assert model is not None
    assert model.display.video == path_of(recording)
    canvas = page.player.canvas
    qtbot.waitUntil(lambda: canvas.image is not None)
    first = canvas.seconds
    page.player.play_button.click()
    qtbot.waitUntil(lambda: canvas.seconds > first)
    assert model.display.video_problem is None


def test_a_video_plays_until_the_lock_and_again_after_it(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    store = records_clinic.store
    recording = store.recordings.add(
        records_clinic.visit.id, source="file", files={"walk.mp4": CLIP}
    ).id
    program = start_records(Role.EXAMINER)
    door, queue = program.door, program.queue
    assert door is not None
    program.screen_model.offer([path_of(recording)])
    qtbot.waitUntil(lambda: [job.phase for job in queue.jobs] == [Phase.DONE])
    # What was just screened is opened by itself.
    play(qtbot, program, recording)
    door.lock()
    assert program.opener.opened is None
    qtbot.waitUntil(lambda: not store.unlocked)
    with qtbot.waitSignal(door.unlocked):
        door.unlock(Role.EXAMINER.value, PASSWORD, failed=lambda error: None)
    [entry] = [each for each in program.store.entries() if each.identifier == recording]
    program.opener.open(entry)
    play(qtbot, program, recording)
    assert readable_in(program.paths.data) == []
