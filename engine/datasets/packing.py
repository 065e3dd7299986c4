"""Makes a packed store of a dataset: each sequence is read once, its maps and vectors are computed once.

Sequences are prepared in processes of their own and written in order by this one. The store appears whole
or not at all. Must not know networks or training.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import multiprocessing
import os
import shutil
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError, OutputError, ScolioError
from engine.core.files import folder_written_beside, sha256_of
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.datasets import store_index
from engine.datasets.contents import digest_of, source_digest, source_line
from engine.datasets.entries import Entry
from engine.datasets.origin import Origin, origin_of
from engine.datasets.scoliosis1k import SUBJECTS, read_index, read_keypoints, read_silhouettes
from engine.datasets.store_index import ARRAYS, ArrayFile, ArrayName, Sequences, StoreIndex
from engine.gait.asymmetry import asymmetry_vector, signed_asymmetry_vector
from engine.gait.skeleton_maps import skeleton_maps

POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What is to be packed.

    Attributes:
        root: The dataset, prepared, raw or itself a store.
        pose: Folder of its poses, or None for ``pose/`` in it.
        subjects: Subject map, or None for its own.
        shared_crop: How skeleton maps are cropped; False as the published networks were trained.
        agreed: Whether the person agrees to the terms of Scoliosis1K; needed where the data is of it.
        workers: Processes that prepare side by side; None: one for each core.
    """

    root: Path
    pose: Path | None = None
    subjects: Path | None = None
    shared_crop: bool = True
    agreed: bool = False
    workers: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _PreparedSequence:
    """A sequence ready to be written, or why it is not."""

    arrays: dict[ArrayName, NDArray[Any]] = field(default_factory=dict)
    sha256: str = ""
    pose_sha256: str = ""
    reason: str = ""


def pack_dataset(
    request: PackRequest,
    destination: Path,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> StoreIndex:
    """Pack a dataset into a store.

    A sequence that cannot be read is left out, and stands in the index with the reason.

    Args:
        request: What to pack.
        destination: Folder of the store; it must not exist.
        progress: Told the share of the sequences written.
        cancel: Checked several times a second; nothing is left then.

    Raises:
        DatasetError: The dataset cannot be used, nobody agreed to its terms, or no sequence is left.
        OutputError: The store exists, or cannot be written (full disk).
        CancelledError: ``cancel`` was set.
    """
    origin = origin_of(request.root, agreed=request.agreed)
    entries = read_index(request.root, pose=request.pose, subjects=request.subjects, cancel=cancel)
    with folder_written_beside(destination, failure=_unwritable_error) as folder:
        index = _write_arrays(folder, entries, request, origin, progress=progress, cancel=cancel)
        _copy_subjects(request, folder)
        store_index.write(folder, index)
    report(progress, Stage.DONE, 1.0, 0.0)
    return index


def _copy_subjects(request: PackRequest, folder: Path) -> None:
    """Keep the subject map, which may say more of people than who they are, such as their age."""
    chosen = request.subjects if request.subjects is not None else request.root / SUBJECTS
    if chosen.is_file():
        shutil.copyfile(chosen, folder / SUBJECTS)


def _unwritable_error(store: Path, failure: OSError) -> OutputError:
    return OutputError(
        text(
            "The store “{name}” could not be written: {reason}.",
            name=store.name,
            reason=failure.strerror or str(failure),
        ),
        text("Choose another folder, or free some space, and try again."),
    )


class _GrowingArray:
    """A ``.npy`` file that is written row by row; its header is filled in at the end."""

    def __init__(self, path: Path, name: ArrayName) -> None:
        self._row, self._dtype = ARRAYS[name]
        self._path = path
        self.rows = 0
        self._stream: BinaryIO = path.open("wb")
        self._write_header()
        self._start = self._stream.tell()

    def _write_header(self) -> None:
        # numpy leaves room for the first axis to grow, so that the header keeps its length.
        shape = (self.rows, *self._row)
        facts = {"descr": self._dtype, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._stream, facts)

    def append(self, array: NDArray[Any]) -> None:
        """Write rows [T, ...]."""
        self._stream.write(np.ascontiguousarray(array, dtype=self._dtype).data)
        self.rows += len(array)

    def finish(self, *, cancel: Cancel | None) -> ArrayFile:
        """Fill in the header and give what the index says of the file."""
        self._stream.seek(0)
        self._write_header()
        if self._stream.tell() != self._start:
            raise ValueError("the header of a .npy file grew")
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        told = self._path.stat()
        return ArrayFile(
            rows=self.rows,
            size=told.st_size,
            mtime_ns=told.st_mtime_ns,
            sha256=sha256_of(self._path, cancel=cancel),
        )

    def close(self) -> None:
        """Let go of the file, whatever became of it."""
        # What could not be written makes closing fail, too; it was told already.
        with contextlib.suppress(OSError):
            self._stream.close()


@dataclass(slots=True, eq=False)
class _StoreContents:
    """What stands in the files so far."""

    entries: list[Entry] = field(default_factory=list)
    poses: list[int] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)
    prepared: list[tuple[str, str]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


def _write_arrays(
    folder: Path,
    entries: Sequence[Entry],
    request: PackRequest,
    origin: Origin,
    *,
    progress: Progress | None,
    cancel: Cancel | None,
) -> StoreIndex:
    names: list[ArrayName] = ["silhouettes"]
    if any(entry.pose is not None for entry in entries):
        maps = store_index.maps_name(request.shared_crop)
        names += ["keypoints", maps, "pav_unsigned", "pav_signed"]
    files = {name: _GrowingArray(store_index.file_of(folder, name), name) for name in names}
    done, started = _StoreContents(), time.monotonic()
    try:
        for number, (entry, made) in enumerate(_prepare_all(entries, request, cancel)):
            _append(files, done, entry, made)
            share = (number + 1) / len(entries)
            report(progress, Stage.WRITE, share, (time.monotonic() - started) * (1 / share - 1))
        if not done.entries:
            raise _nothing_left(request.root, done.left_out)
        if not sum(done.poses):
            # No pose that was listed could be read: a store without poses has no files for them.
            for name in names[1:]:
                files.pop(name).close()
                store_index.file_of(folder, name).unlink()
        told = {name: file.finish(cancel=cancel) for name, file in files.items()}
    finally:
        for file in files.values():
            file.close()
    return _index(request, origin, done, told)


def _append(
    files: dict[ArrayName, _GrowingArray],
    done: _StoreContents,
    entry: Entry,
    made: _PreparedSequence,
) -> None:
    if made.reason:
        done.left_out[entry.id] = made.reason
        return
    nothing = np.full((1, 8, 3), np.nan)
    for name, file in files.items():
        if name in made.arrays:
            file.append(made.arrays[name])
        elif name.startswith("pav"):
            file.append(nothing)
    done.entries.append(entry)
    done.frames.append(len(made.arrays["silhouettes"]))
    done.poses.append(len(made.arrays.get("keypoints", ())))
    done.prepared.append((made.sha256, made.pose_sha256))


def _nothing_left(root: Path, left_out: dict[str, str]) -> DatasetError:
    return DatasetError(
        text(
            "No sequence of “{name}” can be read: {why}",
            name=root.name,
            why=next(iter(left_out.values())),
        ),
        text("Check the dataset: scolioapp dataset check."),
    )


def _index(
    request: PackRequest, origin: Origin, done: _StoreContents, files: dict[ArrayName, ArrayFile]
) -> StoreIndex:
    lines = [
        source_line(entry.id, entry.class_name.value, *digests)
        for entry, digests in zip(done.entries, done.prepared, strict=True)
    ]
    return StoreIndex(
        source=request.root.resolve().name,
        source_sha256=source_digest(lines),
        licence=origin.licence,
        agreed=origin.agreed,
        simulated=origin.kind == "simulated",
        keypoint_set=origin.keypoint_set,
        shared_crop=request.shared_crop,
        left_out=done.left_out,
        files=files,
        sequences=Sequences(
            ids=tuple(entry.id for entry in done.entries),
            classes=tuple(entry.class_name for entry in done.entries),
            views=tuple(entry.view for entry in done.entries),
            subjects=tuple(entry.subject for entry in done.entries),
            frames=tuple(done.frames),
            poses=tuple(done.poses),
            sha256=tuple(digest for digest, _ in done.prepared),
        ),
    )


def _prepare_all(
    entries: Sequence[Entry], request: PackRequest, cancel: Cancel | None
) -> Iterator[tuple[Entry, _PreparedSequence]]:
    """Prepare sequences side by side and yield them in their order."""
    workers = min(request.workers or os.cpu_count() or 1, len(entries))
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_ctrl_c
    )
    waiting: deque[tuple[Entry, Future[_PreparedSequence]]] = deque()
    try:
        for entry in entries:
            # A few ahead keep the workers busy; all at once would fill the memory.
            if len(waiting) >= 3 * workers:
                yield _first_result(waiting, cancel)
            waiting.append((entry, pool.submit(_prepare, entry, request.shared_crop)))
        while waiting:
            yield _first_result(waiting, cancel)
    finally:
        # Whoever cancels does not wait for the sequences that are at hand.
        pool.shutdown(wait=False, cancel_futures=True)


def _first_result(
    waiting: deque[tuple[Entry, Future[_PreparedSequence]]], cancel: Cancel | None
) -> tuple[Entry, _PreparedSequence]:
    entry, future = waiting.popleft()
    while True:
        check(cancel)
        if concurrent.futures.wait([future], timeout=POLL_SECONDS).done:
            return entry, _result(future)


def _result(future: Future[_PreparedSequence]) -> _PreparedSequence:
    try:
        return future.result()
    except BrokenProcessPool as failure:
        raise DatasetError(
            text("A process preparing sequences stopped unexpectedly; memory may have run out."),
            text("Pack with fewer processes (--workers), or close other programs."),
        ) from failure


def _ignore_ctrl_c() -> None:
    """Leave Ctrl-C, which reaches every process of a terminal, to the process that was started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _prepare(entry: Entry, shared_crop: bool) -> _PreparedSequence:
    """Read one sequence and compute what training needs of it; runs in a process of its own."""
    try:
        silhouettes = np.ascontiguousarray(read_silhouettes(entry))
        arrays: dict[ArrayName, NDArray[Any]] = {"silhouettes": silhouettes}
        if entry.pose is None:
            return _PreparedSequence(arrays, digest_of(silhouettes))
        keypoints = np.ascontiguousarray(read_keypoints(entry))
        if not len(keypoints):
            return _PreparedSequence(arrays, digest_of(silhouettes))
        vectors: dict[ArrayName, Callable[[NDArray[np.floating]], NDArray[np.float64]]] = {
            "pav_unsigned": asymmetry_vector,
            "pav_signed": signed_asymmetry_vector,
        }
        arrays["keypoints"] = keypoints
        maps = store_index.maps_name(shared_crop)
        arrays[maps] = skeleton_maps(keypoints, shared_crop=shared_crop)
        arrays |= {name: vector(keypoints)[None] for name, vector in vectors.items()}
    except ScolioError as failure:
        return _PreparedSequence(reason=str(failure.what))
    return _PreparedSequence(arrays, digest_of(silhouettes), digest_of(keypoints))
