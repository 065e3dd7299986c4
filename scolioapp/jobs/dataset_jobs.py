"""What the window asks of datasets: look, check, pack, split, extract, simulate.

Imports the engine at its first use. Every method may take long and is called off the interface's thread.
Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import DatasetError
from engine.core.progress import Cancel, Progress, Stage, report, share_of
from engine.core.text import Text, text
from scolioapp.jobs.child_process import in_child_process
from scolioapp.storage.dataset_requests import (
    DatasetFiles,
    ExtractRequest,
    LeftOut,
    PackWish,
    PartCount,
    SaidLeak,
    Seen,
    SimulateRequest,
    SplitFacts,
    SplitRequest,
    readable,
)

if TYPE_CHECKING:
    from engine.datasets.check_report import DatasetReport


class DatasetLibrary:
    """Datasets as the window sees them."""

    def agreement(self) -> Text:
        """Return the release agreement of Scoliosis1K in a few sentences."""
        from engine.datasets.origin import agreement

        return agreement()

    def look(self, folder: Path, *, cancel: Cancel | None = None) -> Seen:
        """Say what lies in a folder, without opening its sequences.

        Raises:
            DatasetError: There is no dataset; says what is there, and what was meant, perhaps.
        """
        from engine.datasets import store_index
        from engine.datasets.origin import Origin, origin_of, stated_origin

        _check_folder(folder)
        with readable(folder):
            origin = stated_origin(folder)
            classes = _classes_in(folder, extracted=origin is not None, cancel=cancel)
        asks = origin is None or origin.kind == "scoliosis1k"
        origin = origin or origin_of(folder, agreed=True)
        if asks:
            today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
            origin = Origin(origin.kind, origin.licence, today, origin.keypoint_set)
        return Seen(
            path=folder,
            kind=origin.kind,
            packed=store_index.is_store(folder),
            needs_agreement=asks,
            agreed=origin.agreed,
            licence=origin.licence,
            keypoint_set=origin.keypoint_set or "coco",
            classes=classes,
        )

    def check(
        self, files: DatasetFiles, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> DatasetReport:
        """Look through every sequence; see `engine.datasets.checks.check_dataset`."""
        from engine.datasets.checks import check_dataset

        with readable(files.root):
            return check_dataset(
                files.root,
                pose=files.pose,
                subjects=files.subjects,
                progress=progress,
                cancel=cancel,
            )

    def pack(
        self, wish: PackWish, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> tuple[LeftOut, ...]:
        """Make a packed store, whole or not at all.

        Returns:
            The sequences that could not be packed.

        Raises:
            ScolioError: It cannot be made; nothing is left behind.
        """
        from engine.datasets.packing import PackRequest, pack_dataset

        request = PackRequest(
            root=wish.files.root,
            pose=wish.files.pose,
            subjects=wish.files.subjects,
            shared_crop=not wish.own_crop,
            agreed=wish.files.agreed,
            workers=wish.workers,
        )
        with readable(wish.files.root):
            index = pack_dataset(request, wish.store, progress=progress, cancel=cancel)
        return tuple(
            LeftOut(name=id, reason=Text(template="{reason}", params={"reason": reason}))
            for id, reason in index.left_out.items()
        )

    def split(
        self,
        request: SplitRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> SplitFacts:
        """Split a dataset, look for leaks and write the partition, at the very end.

        Raises:
            ScolioError: It cannot be split; no partition is written.
        """
        from engine.datasets.leakage import find_leaks
        from engine.datasets.origin import origin_of
        from engine.datasets.partitions import part_counts, split_entries, write_partition
        from engine.datasets.scoliosis1k import read_index

        files = request.files
        origin_of(files.root, agreed=files.agreed)
        with readable(files.root):
            entries = read_index(
                files.root, pose=files.pose, subjects=files.subjects, cancel=cancel
            )
            parts = split_entries(
                entries,
                seed=request.seed,
                validation=request.validation,
                test=request.test,
                partition=request.partition,
            )
            seen, rest = None, progress
            if request.model is not None:
                from engine.inference.predictor import load_predictor
                from engine.pipeline.similarity import embeddings_of

                half, rest = (share_of(progress, number, 2) for number in range(2))
                predictor = load_predictor(request.model)
                seen = embeddings_of(predictor, entries, progress=half, cancel=cancel)
            leaks = find_leaks(entries, parts, embeddings=seen, progress=rest, cancel=cancel)
        report(progress, Stage.WRITE, 1.0)
        write_partition(request.out, parts.train, parts.test, parts.validation)
        return SplitFacts(
            by_person=all(entry.subject is not None for entry in entries),
            completed="" if request.partition is None else request.partition.name,
            seed=request.seed,
            model="" if request.model is None else request.model.name,
            parts={
                part: {name: PartCount(**count) for name, count in classes.items()}
                for part, classes in part_counts(entries, parts).items()
            },
            leaks=tuple(SaidLeak(kind=leak.kind, message=leak.message) for leak in leaks),
        )

    def extract(
        self,
        request: ExtractRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> tuple[LeftOut, ...]:
        """Make a dataset of videos, or go on with one; what is done stays after a cancel.

        Returns:
            The videos that could not be used.
        """
        from engine.pipeline.extraction import extract_videos

        _check_folder(request.videos)
        with readable(request.videos):
            done = extract_videos(
                request.videos,
                request.labels,
                request.out,
                licence=request.licence,
                progress=progress,
                cancel=cancel,
            )
        return tuple(LeftOut(name=video, reason=why) for video, why in done.failed.items())

    def simulate(
        self,
        request: SimulateRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        """Write a dataset of simulated walkers, whole or not at all.

        Raises:
            MissingExtraError: The packages that simulate are not installed.
            OutputError: The folder exists, or cannot be written.
        """
        from engine.core.files import folder_written_beside

        report(progress, Stage.SIMULATE, 0.0, count=(0, request.people))
        with folder_written_beside(request.folder) as folder:
            # What draws the walkers takes seconds to import, in which nothing could cancel it.
            work = in_child_process(_simulate, folder, request.people, request.seed, request.frames)
            work(progress, cancel)

    def copy_partition(self, partition: Path, out: Path) -> None:
        """Write a partition again elsewhere.

        Raises:
            ScolioError: It cannot be read, or not be written there.
        """
        from engine.datasets.partitions import read_parts, write_partition

        parts = read_parts(partition)
        write_partition(out, parts.train, parts.test, parts.validation)


def _simulate(folder: Path, people: int, seed: int, frames: int, *, progress: Progress) -> None:
    """Write simulated walkers; runs in a process of its own."""
    from engine.simulation.simulated_dataset import write_dataset

    write_dataset(folder, people=people, seed=seed, frames=frames, progress=progress)


def _check_folder(folder: Path) -> None:
    """Say what is wrong with a folder before anybody looks for sequences in it.

    Raises:
        DatasetError: It is not there, is a file, or may not be read.
    """
    if folder.is_file():
        raise DatasetError(
            text("“{name}” is a file, not a folder.", name=folder.name),
            text("Choose the folder that contains the five-digit folders."),
        )
    if not folder.is_dir():
        raise DatasetError(
            text("There is no folder “{name}”.", name=folder.name),
            text("Connect the drive it is on, or choose another folder."),
        )
    with readable(folder), os.scandir(folder) as inside:
        # Listing is what a missing right forbids; looking for patterns would find nothing and say nothing.
        next(inside, None)


def _classes_in(folder: Path, *, extracted: bool, cancel: Cancel | None) -> dict[str, int]:
    """Count the sequences of each class by the names of folders.

    Raises:
        DatasetError: There is no sequence, and nothing says that there should be one.
    """
    from engine.datasets import store_index
    from engine.datasets.entries import class_of
    from engine.datasets.layout_checks import layout_findings
    from engine.datasets.scoliosis1k import places, silhouettes_folder

    if store_index.is_store(folder):
        index = store_index.read(folder, cancel=cancel)
        return dict(Counter(name.value for name in index.sequences.classes))
    with os.scandir(silhouettes_folder(folder)) as inside:
        next(inside, None)
    found = list(places(folder))
    if not found and not extracted:
        nothing = layout_findings(folder, [])[0]
        raise DatasetError(nothing.message, nothing.remedy)
    named = (class_of(place.class_folder) for place in found)
    return dict(Counter(name.value for name in named if name is not None))
