"""Recordings are made smaller while nothing else is done: begun, broken off, and gone on with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.capture.captured_recording import CapturedRecording
from engine.capture.conversions import FolderConversions
from engine.capture.frame_source import CameraFrame
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from scolioapp.jobs.idle_conversion import IdleConversion
from tests.app import result_fixtures as fx
from tests.engine.capture.made_frames import STEP, jpeg, numbers_in
from tests.patience import MILLISECONDS


@pytest.fixture
def library(tmp_path):
    return RecordingLibrary(tmp_path / "recordings")


def record(library: RecordingLibrary, count: int = 20, size=(160, 96)) -> CapturedRecording:
    recorder = Recorder(library, room=0)
    recorder.start("7")
    for number in range(count):
        data = jpeg(number, *size)
        recorder.take_frame(CameraFrame(number * STEP, *size, jpeg=data))
    kept = library.keep(recorder.stop().id)
    recorder.close()
    return kept


@pytest.fixture
def make(library, worker):
    def new(busy=lambda: False):
        return IdleConversion(FolderConversions(library.folder), worker, busy)

    return new


def test_all_that_was_screened_is_converted_one_after_the_other(make, library, qtbot):
    screened = [record(library), record(library)]
    unseen = record(library)
    for one in screened:
        library.note_walk(one.id, (5 * STEP, 14 * STEP))
    conversion = make()
    done: list[str] = []
    conversion.converted.connect(done.append)
    conversion.look()
    conversion.look()
    qtbot.waitUntil(lambda: len(done) == 2, timeout=MILLISECONDS)
    assert done == [one.id for one in screened]
    for one in screened:
        assert numbers_in(library.get(one.id)) == list(range(5, 15))
    assert library.get(unseen.id) == unseen


def test_nothing_is_converted_while_something_else_is_done(make, library, qtbot):
    one = library.note_walk(record(library).id, None)
    busy = [True]
    conversion = make(lambda: busy[0])
    conversion.look()
    qtbot.wait(50)
    assert library.get(one.id) == one
    busy[0] = False
    with qtbot.waitSignal(conversion.converted, timeout=MILLISECONDS):
        conversion.look()
    assert library.get(one.id).converted is not None


def test_what_begins_breaks_a_conversion_off_and_it_is_done_later(make, library, qtbot, worker):
    one = library.note_walk(record(library, 100, (1280, 720)).id, None)
    busy = [False]
    conversion = make(lambda: busy[0])
    conversion.look()
    qtbot.waitUntil(
        lambda: any(one.folder.glob(".video.*.part.mkv")) or one.id in conversion._refused,
        timeout=MILLISECONDS,
    )
    busy[0] = True
    conversion.look()
    qtbot.waitUntil(lambda: conversion._task is None, timeout=MILLISECONDS)
    assert library.get(one.id) == one
    busy[0] = False
    with qtbot.waitSignal(conversion.converted, timeout=MILLISECONDS):
        conversion.look()
    done = library.get(one.id)
    assert done.converted is not None
    assert numbers_in(done) == list(range(100))


def test_a_recording_that_cannot_be_converted_does_not_hold_the_others_up(make, library, qtbot):
    broken, sound = (library.note_walk(record(library).id, None) for _ in range(2))
    broken.path.write_bytes(b"nothing")
    conversion = make()
    done: list[str] = []
    conversion.converted.connect(done.append)
    conversion.look()
    qtbot.waitUntil(lambda: len(done) == 2, timeout=MILLISECONDS)
    assert library.get(sound.id).converted is not None
    assert library.get(broken.id) == broken


def test_the_walk_is_noted_of_recordings_alone(make, library, tmp_path):
    one = record(library)
    conversion = make()
    screening = fx.screening(video=one.path)
    conversion.note_walk(screening, one.path)
    noted = library.get(one.id)
    assert noted.analysed
    assert noted.walk is not None
    assert 0.0 <= noted.walk[0] < noted.walk[1]
    conversion.note_walk(screening, tmp_path / "another.mp4")
    conversion.note_walk(screening, library.folder / "20260101T000000Z-00000000" / "video.mkv")
    nobody = replace(
        screening,
        analysis=replace(
            screening.analysis,
            recording=replace(screening.analysis.recording, tracks=(), walker=None),
        ),
    )
    conversion.note_walk(nobody, one.path)
    assert library.get(one.id).walk is None
