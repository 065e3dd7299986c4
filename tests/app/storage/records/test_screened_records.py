"""A video in a container is screened in another process as from a plain file, and its key is forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from engine.core import video_sources
from engine.core.kept_result import RESULT
from engine.core.resources import resource
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.screening import Screener
from engine.pipeline.screening_process import ScreeningProcess
from scolioapp.storage.record_videos import RecordVideos
from scolioapp.storage.records.record_errors import LockedError
from scolioapp.storage.records.recording_paths import path_of
from tests.app.storage.records.made_records import NAME, Clinic
from tests.app.storage.records.watching_screener import WatchingScreener
from tests.engine.pipeline.test_screener import SHORT

CLIP = resource("samples", "simulated_walk.mp4")


@pytest.fixture
def videos(clinic: Clinic) -> Iterator[RecordVideos]:
    made = RecordVideos(lambda: clinic.store)
    with video_sources.registered(made):
        yield made


def keep(clinic: Clinic, file: Path) -> Path:
    files = {f"{NAME}{file.suffix}": file}
    return path_of(clinic.store.recordings.add(clinic.visit.id, source="file", files=files).id)


def result(files: dict[str, bytes]) -> ScreeningResult:
    return ScreeningResult.from_json(files[RESULT].decode())


def test_the_process_reads_one_video_and_forgets_its_key(
    clinic: Clinic, videos: RecordVideos, tmp_path: Path
) -> None:
    kept, plain = keep(clinic, CLIP), tmp_path / "plain.mp4"
    plain.write_bytes(b"plain")
    key = videos.find(kept)._key.hex()[:12]
    process = ScreeningProcess(WatchingScreener)
    try:
        said = [
            result(process.screen(ScreeningRequest(path, operator=key))).provenance.operator
            for path in (kept, plain, kept)
        ]
    finally:
        process.close()
    digest = hashlib.sha256(CLIP.read_bytes()).hexdigest()
    assert said == [f"{digest} 1 False", "plain 0 False", f"{digest} 1 False"]


def test_a_video_of_locked_records_is_refused_before_the_process_hears_of_it(
    clinic: Clinic, videos: RecordVideos
) -> None:
    kept = keep(clinic, CLIP)
    clinic.store.lock()
    process = ScreeningProcess(WatchingScreener)
    try:
        with pytest.raises(LockedError):
            process.screen(ScreeningRequest(kept))
        assert process.pid is None
    finally:
        process.close()


@pytest.mark.heavy
@pytest.mark.parametrize("lock_meanwhile", [False, True])
def test_a_whole_screening_is_the_same_to_the_last_digit(
    clinic: Clinic, videos: RecordVideos, lock_meanwhile: bool
) -> None:
    kept = keep(clinic, SHORT)
    locked: list[bool] = []

    def lock(_: object) -> None:
        if lock_meanwhile and not locked:
            locked.append(True)
            clinic.store.lock()

    process = ScreeningProcess(partial(Screener, None))
    try:
        plain = process.screen(ScreeningRequest(SHORT))
        there = process.screen(ScreeningRequest(kept), progress=lock)
    finally:
        process.close()
    assert bool(locked) is lock_meanwhile
    assert plain.keys() == there.keys()
    ours, its = result(plain), result(there)
    assert its.provenance.video.name == kept.stem
    assert NAME not in there[RESULT].decode()
    assert its.provenance.video == ours.provenance.video.model_copy(update={"name": kept.stem})
    times = {"started": "", "finished": "", "stage_seconds": {}}
    same = {"video": ours.provenance.video}
    ours_now, its_now = (
        each.model_copy(update={"provenance": each.provenance.model_copy(update={**times, **same})})
        for each in (ours, its)
    )
    assert its_now == ours_now
