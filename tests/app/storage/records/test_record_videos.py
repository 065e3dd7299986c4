"""A video in a container is read as from a plain file, here and in another process, until it is locked."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.core import video_sources
from engine.core.errors import VideoError
from engine.core.resources import resource
from engine.video import VideoFile, probe
from scolioapp.storage.record_videos import RecordVideos
from scolioapp.storage.records.kept_videos import KeptVideo
from scolioapp.storage.records.record_errors import (
    DamagedError,
    LockedError,
    MissingRecordError,
    NotAllowedError,
)
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.recording_paths import path_of, recording_of
from tests.app.storage.records.made_records import NAME, Clinic
from tests.engine.video.kinds import KINDS, write_kind
from tests.engine.video.test_kinds import film

CLIP = resource("samples", "simulated_walk.mp4")


@pytest.fixture
def videos(store: RecordStore) -> Iterator[RecordVideos]:
    made = RecordVideos(lambda: store)
    with video_sources.registered(made):
        yield made


def add(clinic: Clinic, file: Path) -> Path:
    """Keep a file as a recording; return the path that stands for it."""
    kept = clinic.store.recordings.add(
        clinic.visit.id, source="file", title=NAME, files={f"{NAME}{file.suffix}": file}
    )
    return path_of(kept.id)


def test_a_path_says_its_recording_and_nothing_else() -> None:
    identifier = "0123456789abcdef" * 2
    assert path_of(identifier).name == f"{identifier}.recording"
    assert recording_of(path_of(identifier)) == identifier
    others = ("walk.mp4", f"{identifier}.mp4", f"folder/{identifier}.recording", "x.recording")
    assert [recording_of(Path(each)) for each in others] == [""] * 4


def read_the_same(plain: Path, kept: Path) -> None:
    """Compare all that two readers say of one video."""
    with VideoFile(plain) as here, VideoFile(kept) as there:
        assert there.info == here.info.model_copy(update={"name": kept.stem})
        ours, theirs = list(here.frames()), list(there.frames())
        assert [frame[1:] for frame in theirs] == [frame[1:] for frame in ours]
        for one, other in zip(ours, theirs, strict=True):
            assert np.array_equal(one.image, other.image)
        assert there.findings == here.findings
        for seconds in (0.7, 0.2, 0.21, 5.0):
            mine, its = here.frame_at(seconds), there.frame_at(seconds)
            assert mine is not None
            assert its is not None
            assert mine[1:] == its[1:]
            assert np.array_equal(mine.image, its.image)
    assert probe(kept, hash_content=True).sha256 == probe(plain, hash_content=True).sha256


FEW = ("mp4", "mkv without a duration", "avi", "AVCHD", "interlaced, top first")


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=() if each in FEW else pytest.mark.heavy) for each in KINDS]
)
def test_every_kind_of_file_reads_the_same(
    tmp_path: Path, clinic: Clinic, videos: RecordVideos, name: str
) -> None:
    kind = KINDS[name]
    plain = write_kind(tmp_path / f"film{kind.suffix}", kind, film()[:30])
    read_the_same(plain, add(clinic, plain))


def test_a_recording_without_its_end_reads_the_same(
    tmp_path: Path, clinic: Clinic, videos: RecordVideos
) -> None:
    for name in ("mkv", "MPEG-TS"):
        kind = KINDS[name]
        whole = write_kind(tmp_path / f"whole{kind.suffix}", kind, film()[:30]).read_bytes()
        plain = tmp_path / f"cut{kind.suffix}"
        plain.write_bytes(whole[: len(whole) * 3 // 4])
        read_the_same(plain, add(clinic, plain))


def test_what_is_no_video_is_told_as_of_a_file(
    tmp_path: Path, clinic: Clinic, videos: RecordVideos
) -> None:
    whole = write_kind(tmp_path / "film.mp4", KINDS["mp4"], film()[:10]).read_bytes()
    for content in (b"#EXTM3U\nother.mp4", whole[: len(whole) // 2], b"nothing" * 99, b""):
        plain = tmp_path / "bad.mp4"
        plain.write_bytes(content)
        kept = add(clinic, plain)
        with pytest.raises(VideoError) as here:
            VideoFile(plain)
        with pytest.raises(VideoError) as there:
            VideoFile(kept)
        assert str(there.value) == str(here.value).replace("bad.mp4", kept.name)
        assert NAME not in str(there.value)


def test_locking_ends_reading_with_a_sentence_and_unlocking_reads_on(
    tmp_path: Path, clinic: Clinic, videos: RecordVideos
) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (60, 180, 320, 3), np.uint8)
    # So much that no buffer holds it.
    plain = write_kind(tmp_path / "noise.avi", KINDS["mjpeg, avi"], tuple(noise))
    assert plain.stat().st_size > 2_000_000
    kept = add(clinic, plain)
    with VideoFile(kept) as video:
        frames = video.frames()
        next(frames)
        assert video.frame_at(1.5) is not None
        clinic.store.lock()
        with pytest.raises(LockedError):
            list(frames)
        with pytest.raises(LockedError):
            video.frame_at(0.1)
        with pytest.raises(LockedError):
            VideoFile(kept)
        clinic.become(Role.REVIEWER)
        assert video.frame_at(0.1) is not None


def test_a_user_who_may_see_no_names_sees_no_video(clinic: Clinic, videos: RecordVideos) -> None:
    kept = add(clinic, CLIP)
    clinic.become(Role.RESEARCHER)
    with pytest.raises(NotAllowedError):
        probe(kept)


def test_what_nobody_kept_is_missing(clinic: Clinic, videos: RecordVideos) -> None:
    without = clinic.store.recordings.add(clinic.visit.id, source="file").id
    for recording in (without, "0" * 32):
        with pytest.raises(MissingRecordError):
            probe(path_of(recording))


def test_the_key_is_shown_nowhere_and_forgotten_at_the_end(
    clinic: Clinic, videos: RecordVideos
) -> None:
    kept = videos.find(add(clinic, CLIP))
    key = kept._key
    assert len(key) == 32
    sent = pickle.loads(pickle.dumps(kept))  # noqa: S301 - what this test made itself
    assert isinstance(sent, KeptVideo)
    for shown in (repr(kept), str(kept), f"{kept!r}", repr(sent), repr(vars(videos))):
        assert repr(key)[2:-1] not in shown
        assert key.hex() not in shown
    with sent.open() as stream:
        assert stream.seek(0, io.SEEK_END) == CLIP.stat().st_size
    videos.forget()
    assert kept._key == b""
    with pytest.raises(LockedError):
        kept.open()


def test_a_deleted_container_is_told(clinic: Clinic, videos: RecordVideos) -> None:
    kept = add(clinic, CLIP)
    videos.find(kept).path.unlink()
    with pytest.raises(DamagedError):
        probe(kept)


def test_looking_at_a_video_is_in_the_trail_once(clinic: Clinic, videos: RecordVideos) -> None:
    before = clinic.store.head.number
    kept = add(clinic, CLIP)
    added = clinic.store.head.number
    assert added == before + 1
    probe(kept)
    with VideoFile(kept) as video:
        video.frame_at(1.0)
    assert clinic.store.head.number == added + 1
