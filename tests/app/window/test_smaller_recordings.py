"""Recordings become smaller by themselves while the window has nothing else to do."""

from engine.capture.recording_library import RecordingLibrary
from engine.core.screening_request import ScreeningRequest
from scolioapp.jobs.queue import Phase
from tests.app.jobs.test_idle_conversion import record
from tests.engine.capture.made_frames import STEP, numbers_in
from tests.patience import MILLISECONDS


def test_what_was_screened_yesterday_is_converted_at_the_start(start, paths, qtbot):
    library = RecordingLibrary(paths.recordings)
    one = library.note_walk(record(library).id, (5 * STEP, 9 * STEP))
    program = start()
    with qtbot.waitSignal(program.conversion.converted, timeout=MILLISECONDS):
        program.conversion.look()
    assert numbers_in(library.get(one.id)) == list(range(5, 10))


def test_a_recording_is_converted_once_it_was_screened(program, paths, qtbot):
    library = RecordingLibrary(paths.recordings)
    one = record(library)
    with qtbot.waitSignal(program.conversion.converted, timeout=MILLISECONDS):
        program.queue.add([ScreeningRequest(one.path)])
    (job,) = program.queue.jobs
    assert job.phase is Phase.DONE
    done = library.get(one.id)
    assert done.analysed
    assert done.converted is not None
