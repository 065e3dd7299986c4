"""The Record page, driven through the real window with a video as the camera."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.capture.captured_recording import RecordingState
from engine.capture.file_source import Script
from engine.capture.frame_source import CameraInfo, CameraTrouble
from engine.capture.guidance import Cue, GuideState
from engine.capture.packet_writer import FileTarget
from engine.core.clinic_lock import FixedModel
from engine.core.findings import Verdict
from engine.video.reader import VideoFile
from scolioapp.bootstrap import build
from scolioapp.bootstrap.camera_wiring import Eyes, play
from scolioapp.jobs import camera_session
from scolioapp.jobs.camera_list import DEMONSTRATION, FileCameras
from scolioapp.jobs.queue import Phase
from scolioapp.paths import AppPaths, samples
from scolioapp.viewmodels import camera as camera_state
from scolioapp.viewmodels.camera import CameraState
from scolioapp.views.main_window import SCREEN
from tests.app.camera_fixtures import STANDING, WALK, Bench, SilentVoice, Staged, StagedGuide
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener
from tests.patience import SECONDS


def test_a_walk_is_recorded_hands_free_judged_kept_and_analysed(
    begin: Callable[..., Bench],
) -> None:
    bench = begin(WALK)
    bench.model.choose_subject("017", "Ada Lovelace")
    bench.until(CameraState.RECORDING)
    assert not bench.model.choose_subject("018", "Ben")
    bench.until(CameraState.VERDICT)
    page = bench.page
    assert page.verdict.isVisible()
    assert page.verdict.title.text() == "Looks good"
    assert page.subject.text() == "Ada Lovelace"
    bench.click(page.keep_button)
    bench.qtbot.waitUntil(lambda: bool(bench.kept))
    recording = bench.kept[0]
    assert (recording.subject, recording.state) == ("017", RecordingState.KEPT)
    assert 1.2 < recording.seconds < 4.0
    info = VideoFile(recording.path).info
    assert (info.width, info.height) == (320, 180)
    jobs = bench.program.queue.jobs
    assert [(job.request.label, job.path) for job in jobs] == [("017", recording.path)]
    bench.qtbot.waitUntil(lambda: bench.program.queue.jobs[0].phase is Phase.DONE)
    bench.qtbot.waitUntil(lambda: "exact analysis" in page.kept_bar.label.text())
    assert page.kept_bar.label.text().startswith("017: ")
    bench.until(CameraState.LIVE)
    said = bench.staged.voice.said
    assert said[:4] == ["stand_still", "walk_now", "keep_walking", "done"]


def test_a_name_is_in_no_file_and_not_in_the_title(begin: Callable[..., Bench]) -> None:
    bench = begin(WALK)
    bench.model.choose_subject("017", "Ada Lovelace")
    bench.until(CameraState.VERDICT)
    bench.model.keep()
    bench.qtbot.waitUntil(lambda: bool(bench.kept))
    root = bench.program.paths.data
    files = [path for path in root.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert not [path for path in files if b"Lovelace" in path.read_bytes()]
    assert "Ada" not in bench.program.window.windowTitle()


def test_a_bad_walk_is_better_repeated(begin: Callable[..., Bench]) -> None:
    bench = begin(WALK, usable=False)
    bench.until(CameraState.VERDICT)
    page = bench.page
    assert page.verdict.title.text() == "Better repeat it"
    assert len(page.verdict.findings) == 1
    assert page.repeat_button.property("role") == "primary"
    assert page.cue.words == "Once more, please."
    with bench.qtbot.waitSignal(bench.model.discarded):
        bench.click(page.repeat_button)
    assert [one.state for one in bench.library.recordings()] == [RecordingState.DISCARDED]
    assert bench.program.queue.jobs == []
    assert "once_more" in bench.staged.voice.said


def test_a_remote_starts_stops_keeps_and_repeats(begin: Callable[..., Bench]) -> None:
    bench = begin()
    bench.until(CameraState.LIVE)
    for next_key, back in ((Qt.Key.Key_PageDown, False), (Qt.Key.Key_Space, True)):
        bench.key(next_key)
        assert bench.model.state is CameraState.COUNTDOWN
        assert bench.page.cue.words == "3"
        bench.key(next_key)
        bench.until(CameraState.RECORDING)
        bench.qtbot.waitUntil(lambda: bench.model.seconds > 0.5)
        bench.key(next_key)
        bench.until(CameraState.VERDICT)
        # The same key once more would decide: it is too early, and was meant for the end.
        bench.key(next_key)
        assert bench.model.state is CameraState.VERDICT
        bench.judge()
        bench.key(Qt.Key.Key_PageUp if back else next_key)
        bench.until(CameraState.LIVE)
    states = sorted(one.state for one in bench.library.recordings())
    assert states == [RecordingState.DISCARDED, RecordingState.KEPT]
    bench.key(Qt.Key.Key_PageDown)
    bench.key(Qt.Key.Key_PageUp)
    assert bench.model.state is CameraState.LIVE


def test_the_space_bar_does_what_comes_next_wherever_one_clicked(
    begin: Callable[..., Bench],
) -> None:
    bench = begin()
    bench.until(CameraState.LIVE)
    page, window = bench.page, bench.program.window
    bench.click(page.spoken)
    bench.click(page.start_button)
    assert bench.model.state is CameraState.COUNTDOWN
    bench.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    bench.until(CameraState.RECORDING)
    page.stop_button.setFocus(Qt.FocusReason.TabFocusReason)
    bench.qtbot.keyClick(page.stop_button, Qt.Key.Key_Space)
    bench.until(CameraState.VERDICT)
    bench.judge()
    assert window.focusWidget() is page.view
    bench.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    bench.qtbot.waitUntil(lambda: bool(bench.kept))
    assert page.hands_free.isChecked()
    assert not page.spoken.isChecked()


def test_the_countdown_runs_out_by_itself(
    begin: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_state, "COUNT", 1)
    bench = begin()
    bench.until(CameraState.LIVE)
    bench.click(bench.page.start_button)
    bench.until(CameraState.RECORDING)
    bench.model.stop_recording()
    bench.until(CameraState.VERDICT)


def test_unplugged_in_the_middle_keeps_what_there_is_and_comes_back(
    begin: Callable[..., Bench],
) -> None:
    bench = begin(WALK[:3], script=Script(unplug_at=2.0, back_at=4.0))
    bench.until(CameraState.RECORDING)
    bench.until(CameraState.VERDICT)
    page = bench.page
    assert "unplugged" in page.trouble.what.text()
    assert page.trouble.isVisible()
    assert page.verdict.title.text() == "Better repeat it"
    bench.qtbot.waitUntil(lambda: bench.model.camera.problem is None)
    assert page.view.isVisible()
    bench.click(page.keep_button)
    bench.qtbot.waitUntil(lambda: bool(bench.kept))
    assert 1.0 < bench.kept[0].seconds < 2.2
    bench.until(CameraState.LIVE)


def test_refused_permission_is_told_in_place_and_tried_again(begin: Callable[..., Bench]) -> None:
    script = Script(refuse=CameraTrouble.PERMISSION, refusals=1, loop=True)
    bench = begin(script=script)
    page = bench.page
    bench.qtbot.waitUntil(page.trouble.isVisible)
    assert page.trouble.what.text() == "This program may not use the camera."
    assert not page.start_button.isEnabled()
    bench.click(page.trouble.again_button)
    bench.until(CameraState.LIVE)
    assert page.view.isVisible()


def test_a_camera_in_use_is_tried_again_by_itself(
    begin: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scolioapp.viewmodels.open_camera._RETRY", 50)
    script = Script(refuse=CameraTrouble.IN_USE, refusals=2, loop=True)
    bench = begin(script=script)
    bench.qtbot.waitUntil(bench.page.trouble.isVisible)
    bench.until(CameraState.LIVE)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (Script(silent=True), "sends no picture"),
        (Script(frozen=((0.5, 60.0),), loop=True), "stands still"),
    ],
)
def test_a_camera_without_a_picture_is_noticed(
    begin: Callable[..., Bench],
    monkeypatch: pytest.MonkeyPatch,
    script: Script,
    words: str,
) -> None:
    monkeypatch.setattr(camera_session, "PATIENCE", 0.8)
    bench = begin(script=script)
    trouble = bench.page.trouble
    # A busy machine may first seem to be a camera that sends nothing.
    bench.qtbot.waitUntil(lambda: trouble.isVisible() and words in trouble.what.text())


def test_without_a_camera_one_is_waited_for(begin: Callable[..., Bench], clip: Path) -> None:
    bench = begin(clips={})
    page = bench.page
    assert page.trouble.what.text() == "No camera was found."
    assert page.trouble.demonstration_button.isHidden()
    bench.staged.cameras.clips["Late"] = (clip, Script(loop=True))
    bench.staged.cameras.changed.emit()
    bench.until(CameraState.LIVE)
    assert page.camera_list.currentText() == "Late"


def test_the_camera_that_was_chosen_is_the_usual_one(
    begin: Callable[..., Bench], clip: Path
) -> None:
    films = {name: (clip, Script(loop=True)) for name in ("One", "Two")}
    bench = begin(clips=films)
    bench.until(CameraState.LIVE)
    assert bench.model.camera.info.key == "One"
    bench.page.camera_list.setCurrentIndex(1)
    bench.page.camera_list.activated.emit(1)
    bench.until(CameraState.LIVE)
    bench.program.end_now()
    again = begin(clips=films)
    again.until(CameraState.LIVE)
    assert again.model.camera.info.key == "Two"


def test_a_full_disk_ends_the_recording_and_says_so(
    begin: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, written = FileTarget.write, []

    def write(self: FileTarget, data: bytes, /) -> int:
        written.append(len(data))
        if sum(written) > 60_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole(self, data)

    monkeypatch.setattr(FileTarget, "write", write)
    bench = begin(WALK[:3])
    bench.until(CameraState.VERDICT)
    assert "No space left" in str(bench.model.interrupted)
    assert bench.page.verdict.title.text() == "Better repeat it"
    bench.click(bench.page.repeat_button)
    bench.until(CameraState.LIVE)


def test_no_room_to_begin_is_said_on_the_page(
    begin: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = begin()
    bench.until(CameraState.LIVE)
    monkeypatch.setattr(bench.model._recorder, "_room", 1 << 60)
    bench.key(Qt.Key.Key_PageDown)
    bench.key(Qt.Key.Key_PageDown)
    bench.qtbot.waitUntil(lambda: "Not enough space" in bench.page.banner.words)
    bench.until(CameraState.LIVE)


def test_without_consent_nothing_is_recorded(begin: Callable[..., Bench]) -> None:
    bench = begin(WALK)
    bench.model.choose_subject("018", "Ben", "No consent: nothing is recorded.")
    bench.until(CameraState.LIVE)
    bench.qtbot.waitUntil(lambda: bench.staged.guide.resets > 1)
    bench.key(Qt.Key.Key_PageDown)
    assert bench.model.state is CameraState.LIVE
    assert not bench.page.start_button.isEnabled()
    assert bench.page.banner.words == "No consent: nothing is recorded."
    assert bench.library.recordings() == ()


def test_by_hand_the_guide_neither_starts_nor_stops(begin: Callable[..., Bench]) -> None:
    bench = begin(WALK, before=lambda program: setattr(program.settings, "hands_free", False))
    bench.qtbot.waitUntil(lambda: bench.staged.guide.resets > 1)
    assert bench.library.recordings() == ()
    assert not bench.page.hands_free.isChecked()


def test_who_is_recorded_by_hand_is_told_to_walk(begin: Callable[..., Bench]) -> None:
    """The guide may not have seen anybody stand still: it is too late to ask for that."""
    bench = begin(STANDING, before=lambda program: setattr(program.settings, "hands_free", False))
    bench.qtbot.waitUntil(lambda: bench.page.cue.words == "Stand still.")
    bench.key(Qt.Key.Key_PageDown)
    bench.key(Qt.Key.Key_PageDown)
    bench.until(CameraState.RECORDING)
    bench.qtbot.waitUntil(lambda: bench.page.cue.words == "Walk now.")
    assert bench.staged.voice.said[-1] == "walk_now"
    assert bench.model.guidance is not None
    assert bench.model.guidance.progress == 1.0


def test_cues_are_silent_after_one_click(begin: Callable[..., Bench]) -> None:
    bench = begin(WALK)
    bench.click(bench.page.spoken)
    before = list(bench.staged.voice.said)  # A cue may have been spoken until the click.
    bench.until(CameraState.VERDICT)
    assert bench.staged.voice.said == before
    assert bench.staged.voice.hushed > 0
    assert bench.page.cue.words == "Done. Thank you."


KILLED = """
import os, sys, time
from pathlib import Path
from engine.capture.file_source import FileSource
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary

source, recorder = FileSource(Path(sys.argv[2])), Recorder(RecordingLibrary(Path(sys.argv[1])))
source.start(recorder)
recorder.start("017")
while recorder.elapsed < 1.0:
    time.sleep(0.02)
os._exit(9)
"""


def test_a_recording_that_was_interrupted_is_offered_for_its_child(
    begin: Callable[..., Bench], paths: AppPaths, clip: Path
) -> None:
    command = [sys.executable, "-c", KILLED, str(paths.recordings), str(clip)]
    assert subprocess.run(command, timeout=SECONDS, check=False).returncode == 9
    bench = begin(shown=False)
    banner = bench.program.window.page(SCREEN).banner
    bench.qtbot.waitUntil(lambda: "interrupted" in banner.words)
    banner.act()
    page = bench.page
    assert page.isVisible()
    assert page.unfinished.isVisible()
    row = page.unfinished.rows[0]
    words = [child.text() for child in row.findChildren(type(page.title))]
    assert any(one.startswith("Child 017: ") for one in words)
    keep = next(one for one in row.findChildren(type(page.keep_button)) if "Keep" in one.text())
    bench.click(keep)
    bench.qtbot.waitUntil(lambda: bool(bench.program.queue.jobs))
    assert bench.program.queue.jobs[0].request.label == "017"
    assert page.unfinished.isHidden()


def test_a_window_closed_while_recording_leaves_a_whole_file(begin: Callable[..., Bench]) -> None:
    bench = begin(WALK[:3])
    bench.until(CameraState.RECORDING)
    bench.qtbot.waitUntil(lambda: bench.model.recording is not None and bench.model.seconds > 0.5)
    bench.program.end_now()
    (recording,) = bench.library.recordings()
    assert recording.state is RecordingState.STOPPED
    assert recording.frames > 10


def test_leaving_the_page_closes_the_camera(begin: Callable[..., Bench]) -> None:
    bench = begin()
    bench.until(CameraState.LIVE)
    bench.program.window.show_page(SCREEN)
    assert bench.model.state is CameraState.CLOSED
    assert not bench.model.camera.is_open
    bench.show()
    bench.until(CameraState.LIVE)


def test_a_recording_goes_on_while_another_page_is_open(begin: Callable[..., Bench]) -> None:
    bench = begin(WALK)
    bench.until(CameraState.RECORDING)
    bench.program.window.show_page(SCREEN)
    bench.until(CameraState.VERDICT)
    bench.show()
    assert bench.page.verdict.isVisible()


def test_the_exact_analysis_may_ask_for_another_walk(
    begin: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = begin(WALK)
    bench.model.choose_subject("017", "Ada")
    session = bench.program.session
    entry_of = session.entry_of

    def to_repeat(job: object) -> object:
        entry = entry_of(job)
        return (
            None if entry is None else type(entry)(**{**_facts(entry), "verdict": Verdict.REPEAT})
        )

    monkeypatch.setattr(session, "entry_of", to_repeat)
    bench.until(CameraState.VERDICT)
    bench.model.keep()
    button = bench.page.kept_bar.repeat_button
    bench.qtbot.waitUntil(button.isVisible)
    with bench.qtbot.waitSignal(bench.model.repeat_asked) as asked:
        bench.click(button)
    assert asked.args == ["017"]
    assert bench.page.kept_bar.isHidden()


def _facts(entry: object) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__slots__}


def test_the_screen_page_leads_there_in_clinic_mode_too(begin: Callable[..., Bench]) -> None:
    bench = begin(shown=False)
    fixed = FixedModel("sconet_mt_demo", "0" * 64, "0" * 64)
    bench.program.settings.clinic.switch_on(fixed, "a password")
    screen = bench.program.window.page(SCREEN)
    bench.click(screen.drop_area.record_button)
    assert bench.page.isVisible()
    bench.until(CameraState.LIVE)


@pytest.mark.heavy
def test_the_demonstration_walks_by_itself_under_the_real_guide(
    qtbot: QtBot,
    qapp: QApplication,
    paths: AppPaths,
    screener: FakeScreener,
    library: FakeLibrary,
) -> None:
    voice = SilentVoice()
    cameras = FileCameras([(CameraInfo(DEMONSTRATION, "Sample", ()), samples()[0])], play)
    program = build(qapp, paths, screener, library, Eyes(lambda: cameras, voice=lambda: voice))
    program.start()
    try:
        bench = Bench(qtbot, program, Staged(cameras, StagedGuide(), voice))
        bench.show()
        bench.click(bench.page.trouble.demonstration_button)
        bench.until(CameraState.RECORDING)
        bench.until(CameraState.VERDICT)
        assert bench.model.camera.simulated
        recording = bench.model.recording
        assert recording.about["simulated"] == "true"
        # It begins before the walk does, and ends while the walker stands again.
        assert 4.0 < recording.seconds < 12.0
        assert bench.model.verdict.steps > 4
        bench.model.keep()
        qtbot.waitUntil(lambda: bool(bench.kept))
        assert program.queue.jobs[0].request.label.startswith("Demonstration (simulated)")
    finally:
        program.end()
        settle()


def test_a_walk_that_is_broken_off_begins_no_other(begin: Callable[..., Bench]) -> None:
    # The guide still says "walk" of the frames that it looked at before it was told.
    bench = begin([*WALK[:2], (0.8, GuideState.WALK, Cue.KEEP_WALKING)])
    bench.until(CameraState.RECORDING)
    bench.qtbot.waitUntil(lambda: bench.model.recording is not None)
    first = bench.model.recording.id
    live: list[float] = []
    bench.model.discarded.connect(lambda: live.append(time.monotonic()))
    bench.key(Qt.Key.Key_PageUp)
    bench.until(CameraState.LIVE)
    bench.until(CameraState.RECORDING)
    # It stood again, as far as the guide saw, before it walked anew.
    assert bench.model._since - live[0] > 0.5
    assert bench.library.get(first).state is RecordingState.DISCARDED
