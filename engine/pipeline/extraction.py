"""Makes a dataset of a folder of videos and a list of labels, with the perception that screening uses.

Each video that is done stands in ``extracted.json`` beside the sequences, so that stopped work goes on where
it was; a video that cannot be used does not stop the others. Must not know networks that judge.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import Field

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.files import write_failure, write_text
from engine.core.findings import FindingCode, Severity
from engine.core.progress import Cancel, Progress, Stage, report
from engine.core.screening_request import DEFAULT_RATE, ScreeningRequest
from engine.core.text import Text, text
from engine.datasets.entries import class_of
from engine.datasets.origin import EXTRACTED
from engine.datasets.scoliosis1k import POSE, SILHOUETTES, SUBJECTS, write_sequence
from engine.gait.sequence import GaitSequence
from engine.perception.networks.estimators import open_estimator
from engine.pipeline.ledger import Ledger, LedgerEntry, work_on_all
from engine.pipeline.screening import Screener

_COLUMNS = text("It needs the columns “video” and “class”; “subject” is optional.")
_LACKS = (FindingCode.FILE_BROKEN_MIDDLE, FindingCode.FRAMES_MISSING)
MOST_VIDEOS = 100_000
"""As many numbers as five digits have."""


@dataclass(frozen=True, slots=True)
class Label:
    """A line of the list of labels.

    Attributes:
        video: Path of the video in its folder, with forward slashes.
        subject: Who it is of, or "".
    """

    video: str
    class_name: ClassName
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of the videos; each stands in one of the three.

    Attributes:
        incomplete: Videos that were extracted now though their files lack pictures, each with what.
    """

    extracted: tuple[str, ...]
    kept: tuple[str, ...]
    failed: Mapping[str, Text] = field(default_factory=dict)
    incomplete: Mapping[str, Text] = field(default_factory=dict)


class _Extracted(LedgerEntry):
    """A video that is in the dataset."""

    id: str = Field(pattern=r"^\d{5}$")
    class_name: ClassName
    subject: str
    frames: int


class _Record(Ledger[_Extracted]):
    """The file beside the sequences."""

    format: Literal["scolioapp.extracted/1"] = "scolioapp.extracted/1"
    licence: str = ""
    keypoint_set: str = ""
    estimator: str = ""
    rate: float = DEFAULT_RATE


def read_labels(path: Path) -> tuple[Label, ...]:
    """Read the list of labels: CSV with the columns ``video``, ``class`` and, where known, ``subject``.

    Raises:
        DatasetError: The file cannot be read, lacks a column, names a video twice or an unknown class.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = [
                (row["video"].strip(), row["class"].strip(), (row.get("subject") or "").strip())
                for row in csv.DictReader(stream)
            ]
    except (OSError, KeyError, AttributeError, UnicodeDecodeError, csv.Error) as failure:
        raise DatasetError(
            text("“{name}” is not a list of labels.", name=path.name), _COLUMNS
        ) from failure
    labels: dict[str, Label] = {}
    for video, class_name, subject in rows:
        found = class_of(class_name)
        if found is None:
            raise DatasetError(
                text("“{video}” has the unknown class “{name}”.", video=video, name=class_name),
                text("Classes are Positive, Neutral and Negative."),
            )
        name = video.replace("\\", "/")
        if not name or name in labels:
            raise DatasetError(
                text("“{name}” lists the video “{video}” twice, or has a line without a video.",
                     name=path.name, video=video),
                text("Give each video one line."),
            )  # fmt: skip
        labels[name] = Label(name, found, subject)
    if not labels or len(labels) > MOST_VIDEOS:
        raise DatasetError(
            text("“{name}” lists {count} videos.", name=path.name, count=len(labels)), _COLUMNS
        )
    return tuple(labels.values())


def extract_videos(  # noqa: PLR0913  # what a dataset is made from, all but the places by name
    videos: Path,
    labels: Path,
    out: Path,
    *,
    licence: str = "",
    pose: Path | None = None,
    segmenter: Path | None = None,
    screener: Screener | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Extraction:
    """Extract the walker of each video into a dataset in the Scoliosis1K layout.

    A video that is in the dataset already is not read again, unless the file is another one; when only its
    class or subject changed in the list, that is changed. What the list no longer names stays.

    Args:
        videos: Folder of the videos.
        labels: List of labels, see `read_labels`.
        out: Folder of the dataset; it may hold what was extracted before.
        licence: What the use of the recordings is bound to; "": what was said before.
        pose: Pose network as in `ScreeningRequest`.
        segmenter: Segmentation network as in `ScreeningRequest`.
        screener: Reads the videos; None: a new one.
        progress: Told the share of the videos.
        cancel: Checked at least every half second; what is done stays, the video at hand leaves nothing.

    Raises:
        DatasetError: The list, or the record of earlier work, cannot be used; or the folder holds a dataset
            that was not extracted.
        PerceptionError, ModelError, MissingExtraError: As `open_estimator`, of networks of one's own.
        OutputError: The dataset cannot be written.
        CancelledError: ``cancel`` was set.
    """
    listed = read_labels(labels)
    record = _read_record(out)
    record.licence = licence or record.licence
    request = ScreeningRequest(videos, rate=record.rate, pose=pose, segmenter=segmenter)
    if pose is not None or segmenter is not None:
        # What is wrong with a network is said once, not of every video.
        open_estimator(pose, segmenter)
    work = _Work(request, out, record, screener or Screener())
    became = work_on_all(
        {label.video: label for label in listed}, work.bring, progress=progress, cancel=cancel
    )
    work.finish()
    report(progress, Stage.DONE, 1.0, 0.0)
    return Extraction(became.done, became.kept, became.failed, work.incomplete)


def _read_record(out: Path) -> _Record:
    path = out / EXTRACTED
    if not path.is_file() and (out / SILHOUETTES).exists():
        raise DatasetError(
            text("“{name}” contains a dataset that was not extracted from videos.", name=out.name),
            text("Choose a new folder."),
        )
    try:
        return _Record.open(path)
    except (OSError, ValueError) as failure:
        raise DatasetError(
            text("“{name}” is damaged.", name=path.name),
            text("Restore it, or extract into a new folder."),
        ) from failure


class _Work:
    """The dataset that is being made: sequences, record, subject map.

    Args:
        request: How each video is read; its path is the folder of the videos.
    """

    def __init__(
        self, request: ScreeningRequest, out: Path, record: _Record, screener: Screener
    ) -> None:
        self._request = request
        self._out = out
        self._record = record
        self._screener = screener
        self.incomplete: dict[str, Text] = {}

    def bring(self, label: Label, progress: Progress, cancel: Cancel | None) -> bool:
        """Bring one video into the dataset; tell whether it had to be read.

        Raises:
            ScolioError: The video cannot be used, or the dataset cannot be written.
            CancelledError: ``cancel`` was set.
        """
        path = self._video(label)
        facts = path.stat()
        known = self._record.known(label.video, path)
        if known is not None:
            self._relabel(label, known)
            return False
        if label.video in self._record.videos:
            # Another file of the same name: what was extracted of the old one is not of this video.
            id = self._record.forget(label.video).id
            self._remove(id)
        else:
            id = self._free_id()
        sequence = self._walker(label.video, path, progress, cancel)
        # Whoever was killed may have left half of a sequence under a number that nobody has yet.
        self._remove(id)
        write_sequence(self._out, id, label.class_name, sequence.silhouettes, sequence.keypoints)
        self._record.note(
            label.video,
            _Extracted(
                size=facts.st_size,
                mtime_ns=facts.st_mtime_ns,
                sha256=sequence.source.sha256,
                id=id,
                class_name=label.class_name,
                subject=label.subject,
                frames=len(sequence),
            ),
        )
        return True

    def _video(self, label: Label) -> Path:
        videos = self._request.path
        path = videos / label.video
        inside = path.resolve().is_relative_to(videos.resolve())
        if not inside or not path.is_file():
            raise DatasetError(
                text("There is no video “{name}” in the folder.", name=label.video),
                text("Correct the list of labels."),
            )
        return path

    def _walker(
        self, name: str, path: Path, progress: Progress, cancel: Cancel | None
    ) -> GaitSequence:
        """Read a video and give the walk of whoever walks in it."""
        request = replace(self._request, path=path)
        analysis = self._screener.analyse(request, progress=progress, cancel=cancel)
        walker = analysis.recording.walker
        if walker is None:
            raise DatasetError(
                text("Nobody is walking in it."),
                text("Record the person walking, or leave it out."),
            )
        if analysis.recording.tracks[walker].speed_factor is not None:
            raise DatasetError(
                text("It appears to be slower or faster than real time."),
                text("Convert it to real speed, or leave it out."),
            )
        sequence = analysis.sequences[walker]
        if not sequence.silhouettes.any():
            raise DatasetError(
                text("No frame shows a silhouette of the person."), text("Leave it out.")
            )
        self._agree(analysis.recording.keypoint_set, analysis.recording.estimator)
        for finding in analysis.recording.findings:
            if finding.code in _LACKS and finding.severity is not Severity.INFO:
                self.incomplete.setdefault(name, finding.message)
        return sequence

    def _agree(self, keypoint_set: str, estimator: str) -> None:
        """Keep sequences of different pose networks apart."""
        known = self._record.keypoint_set
        if known and known != keypoint_set:
            raise DatasetError(
                text("The dataset has {known} keypoints, but the pose network gives {found}.",
                     known=known, found=keypoint_set),
                text("Extract into a new folder."),
            )  # fmt: skip
        self._record.keypoint_set, self._record.estimator = keypoint_set, estimator

    def _free_id(self) -> str:
        taken = {int(done.id) for done in self._record.videos.values()}
        return f"{next(number for number in range(MOST_VIDEOS) if number not in taken):05d}"

    def _relabel(self, label: Label, before: _Extracted) -> None:
        """Set the class and the subject that the list says now."""
        if (label.class_name, label.subject) == (before.class_name, before.subject):
            return
        old, new = (name.value.capitalize() for name in (before.class_name, label.class_name))
        try:
            for kind in (SILHOUETTES, POSE):
                folder = self._out / kind / before.id
                # Whoever was killed between the two has moved the first already.
                if old != new and (folder / old).exists():
                    os.replace(folder / old, folder / new)
        except OSError as failure:
            raise write_failure(self._out, failure) from failure
        update = {"class_name": label.class_name, "subject": label.subject}
        self._record.note(label.video, before.model_copy(update=update))

    def _remove(self, id: str) -> None:
        for kind in (SILHOUETTES, POSE):
            shutil.rmtree(self._out / kind / id, ignore_errors=True)

    def finish(self) -> None:
        """Write the subject map of what is in the dataset, and the record, even of nothing."""
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["id", "subject"])
        for done in sorted(self._record.videos.values(), key=lambda one: one.id):
            writer.writerow([done.id, done.subject])
        write_text(self._out / SUBJECTS, lines.getvalue())
        self._record.write()
