"""Looks through a dataset, sequence by sequence, and says all that is wrong with it.

Nothing in a file is run, and nothing stops at the first fault: folders that the reader refuses are listed
here with what to do about them.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import Text, by_number, text
from engine.datasets import scoliosis1k, store_index
from engine.datasets.check_report import (
    ClassCount,
    DatasetFinding,
    DatasetReport,
    Form,
    Problem,
    Severity,
    worst_first,
)
from engine.datasets.contents import digest_of, source_digest, source_line
from engine.datasets.entries import Rows, class_advice, class_of
from engine.datasets.frame_checks import pose_faults, silhouette_faults
from engine.datasets.layout_checks import layout_findings
from engine.runtime.pickles import CodeInPickleError

_SAME_COPY = text("Copy it again from its source.")


@dataclass(frozen=True, slots=True)
class _ListedSequence:
    """A sequence as it is found, with a class that may make no sense."""

    id: str
    class_folder: str
    silhouettes: Path | Rows
    pose: Path | Rows | None

    @property
    def class_name(self) -> ClassName | None:
        return class_of(self.class_folder)


@dataclass(slots=True, eq=False)
class _Tally:
    """What was seen so far."""

    findings: list[DatasetFinding] = field(default_factory=list)
    frames: int = 0
    lines: list[str] = field(default_factory=list)
    contents: dict[str, list[_ListedSequence]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self,
        sequence: str,
        problem: Problem,
        severity: Severity,
        message: Text,
        remedy: Text,
        place: str = "",
    ) -> None:
        """Note a finding."""
        self.findings.append(
            DatasetFinding(
                sequence=sequence,
                problem=problem,
                severity=severity,
                message=message,
                remedy=remedy,
                place=place,
            )
        )


def check_dataset(
    root: Path,
    *,
    pose: Path | None = None,
    subjects: Path | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> DatasetReport:
    """Look through a dataset: prepared, raw, or a packed store, of which every byte is read.

    Args:
        root: The dataset, or the folder of its silhouettes alone.
        pose: Folder of its poses, or None for ``pose/`` in it.
        subjects: Subject map, or None for its own, if it has one.
        progress: Told the share of the sequences looked at.
        cancel: Checked between sequences.

    Raises:
        DatasetError: The folder is not there, the index of a store or a subject map is damaged.
        CancelledError: ``cancel`` was set.
    """
    if not root.is_dir():
        raise DatasetError(
            text("There is no folder “{name}”.", name=root.name),
            text("Choose the folder that contains the five-digit folders."),
        )
    tally = _Tally()
    people: dict[str, str] = {}
    if store_index.is_store(root):
        form: Form = "packed"
        listed = _in_store(root, tally, people, cancel)
    else:
        found = list(scoliosis1k.places(root, pose=pose))
        tally.findings += layout_findings(root, found)
        form = "raw" if any(place.silhouettes.is_dir() for place in found) else "prepared"
        listed = [
            _ListedSequence(one.id, one.class_folder, one.silhouettes, one.pose) for one in found
        ]
    own = root / scoliosis1k.SUBJECTS
    chosen = subjects or (own if own.is_file() else None)
    if chosen is not None:
        people = scoliosis1k.read_subjects(chosen)
    _check_all(root, listed, tally, progress, cancel)
    _find_copies(tally, people)
    _check_people(listed, people, tally)
    report(progress, Stage.DONE, 1.0, 0.0)
    return _summarise(root, form, listed, people, tally)


def _in_store(
    root: Path, tally: _Tally, people: dict[str, str], cancel: Cancel | None
) -> list[_ListedSequence]:
    """List the sequences of a store, and read its files through."""
    index = store_index.read(root, cancel=cancel)
    for name in index.files:
        if not store_index.is_whole(root, index, name, cancel=cancel):
            failure = store_index.changed_error(root, f"{name}.npy")
            tally.add(
                "", Problem.FILE_CHANGED, Severity.BROKEN, failure.what, failure.remedy,
                f"{name}.npy",
            )  # fmt: skip
    for id, reason in index.left_out.items():
        tally.add(
            id, Problem.LEFT_OUT, Severity.WARNING,
            text("It was not packed into the store: {why}", why=reason),
            text("Correct it in the dataset and pack again."),
        )  # fmt: skip
    entries = store_index.entries(root, index)
    people.update({one.id: one.subject for one in entries if one.subject is not None})
    return [
        _ListedSequence(one.id, one.class_name.value, one.silhouettes, one.pose) for one in entries
    ]


def _check_all(
    root: Path,
    listed: Sequence[_ListedSequence],
    tally: _Tally,
    progress: Progress | None,
    cancel: Cancel | None,
) -> None:
    posed = any(one.pose is not None for one in listed)
    if listed and not posed:
        tally.add(
            "", Problem.POSE_MISSING, Severity.NOTE, text("None of the sequences has poses."),
            text("Networks that use poses cannot be trained on it; others can."),
        )  # fmt: skip
    started = time.monotonic()
    for number, one in enumerate(listed):
        check(cancel)
        _check_sequence(root, one, posed, tally)
        share = (number + 1) / len(listed)
        report(progress, Stage.OPEN, share, (time.monotonic() - started) * (1 / share - 1))


def _check_sequence(root: Path, one: _ListedSequence, posed: bool, tally: _Tally) -> None:
    """Look at one sequence: its class, its silhouettes, its poses, and whether they belong together."""
    place = _place(root, one.silhouettes)
    if one.class_name is None:
        tally.add(
            one.id, Problem.UNKNOWN_CLASS, Severity.BROKEN,
            text("It is in the folder of an unknown class, “{name}”.", name=one.class_folder),
            class_advice(one.class_folder), place,
        )  # fmt: skip
    silhouettes = _read(root, one, one.silhouettes, tally)
    keypoints = None if one.pose is None else _read(root, one, one.pose, tally, poses=True)
    if silhouettes is not None:
        tally.frames += len(silhouettes) if silhouettes.ndim else 0
        for problem, severity, message, remedy in silhouette_faults(silhouettes):
            tally.add(one.id, problem, severity, message, remedy, place)
    if keypoints is not None and one.pose is not None:
        for problem, severity, message, remedy in pose_faults(keypoints):
            tally.add(one.id, problem, severity, message, remedy, _place(root, one.pose))
    if one.pose is None and posed:
        tally.add(
            one.id, Problem.POSE_MISSING, Severity.WARNING, text("It has no poses."),
            text(
                "Networks that use poses cannot read it: add its poses, or leave it out."
            ), place,
        )  # fmt: skip
    _compare(one, silhouettes, keypoints, tally)


def _read(
    root: Path, one: _ListedSequence, source: Path | Rows, tally: _Tally, *, poses: bool = False
) -> NDArray[Any] | None:
    try:
        if poses:
            return scoliosis1k.any_keypoints(source)
        return scoliosis1k.any_silhouettes(source)
    except CodeInPickleError as failure:
        problem, error = Problem.CODE_IN_PICKLE, failure.what
        remedy = failure.remedy
    except DatasetError as failure:
        problem, error, remedy = Problem.UNREADABLE, failure.what, failure.remedy
    tally.add(one.id, problem, Severity.BROKEN, error, remedy, _place(root, source))
    return None


def _place(root: Path, source: Path | Rows) -> str:
    """Name a file within the dataset, and never where the dataset lies."""
    path = source.file if isinstance(source, Rows) else source
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _compare(
    one: _ListedSequence,
    silhouettes: NDArray[Any] | None,
    keypoints: NDArray[Any] | None,
    tally: _Tally,
) -> None:
    """Compare the numbers of frames, and note what the sequence is made of."""
    if silhouettes is None or not silhouettes.ndim:
        return
    if keypoints is not None and keypoints.ndim and len(silhouettes) != len(keypoints):
        tally.add(
            one.id, Problem.COUNTS_DISAGREE, Severity.BROKEN,
            text("It has {silhouettes} silhouettes but {poses} poses.",
                 silhouettes=len(silhouettes), poses=len(keypoints)),
            text("Make both from the same frames; networks that use both cannot read it."),
        )  # fmt: skip
    digest = digest_of(silhouettes)
    if len(silhouettes) and silhouettes.any():
        tally.contents[digest].append(one)
    if one.class_name is not None:
        usable = keypoints is not None and keypoints.dtype.kind == "f" and len(keypoints)
        poses = digest_of(keypoints.astype("<f4")) if usable and keypoints is not None else ""
        tally.lines.append(source_line(one.id, one.class_name.value, digest, poses))


def _find_copies(tally: _Tally, people: dict[str, str]) -> None:
    """Name sequences that are made of the same silhouettes."""
    for first, *copies in tally.contents.values():
        for copy in copies:
            if copy.id == first.id:
                continue
            apart = copy.class_name != first.class_name or _are_different_people(
                first.id, copy.id, people
            )
            tally.add(
                copy.id, Problem.SAME_CONTENT,
                Severity.BROKEN if apart else Severity.WARNING,
                text("Its silhouettes are identical to those of sequence {id}.", id=first.id),
                text("The two are labelled as different classes or people: keep the correct one.")
                if apart
                else text(
                    "Keep only one: a copy in both training and test makes a model look better "
                    "than it is."
                ),
            )  # fmt: skip


def _are_different_people(first: str, other: str, people: dict[str, str]) -> bool:
    return first in people and other in people and people[first] != people[other]


def _check_people(listed: Sequence[_ListedSequence], people: dict[str, str], tally: _Tally) -> None:
    """Say what is not known about who each sequence is of, and what classes are lacking."""
    if not listed:
        return
    unknown = sorted({one.id for one in listed} - people.keys())
    if not people:
        tally.add(
            "", Problem.NO_SUBJECTS, Severity.WARNING,
            text("The dataset does not say which person each sequence shows."),
            text(
                "Splits are then by sequence, and leakage is possible: add a CSV with the columns "
                "id and subject."
            ),
        )  # fmt: skip
    elif unknown:
        tally.add(
            "", Problem.SUBJECT_UNKNOWN, Severity.WARNING,
            by_number(
                len(unknown),
                text("Sequence {id} is missing from the subject map.", id=unknown[0]),
                text("Sequences missing from the subject map: {count}, for example {id}.",
                     count=len(unknown), id=unknown[0]),
            ),
            text("Each counts as a separate person; add them."),
        )  # fmt: skip
    for missing in sorted(set(ClassName) - {one.class_name for one in listed}):
        tally.add(
            "", Problem.CLASS_MISSING, Severity.NOTE,
            text("No sequence has the class “{name}”.", name=missing.value),
            text("A network with three classes cannot learn that class from this dataset."),
        )  # fmt: skip


def _counts(
    listed: Sequence[_ListedSequence], people: dict[str, str]
) -> Iterator[tuple[ClassName, ClassCount]]:
    for name in ClassName:
        ids = [one.id for one in listed if one.class_name is name]
        known = {people.get(id, f"sequence {id}") for id in ids}
        yield name, ClassCount(sequences=len(ids), people=len(known) if people else None)


def _summarise(
    root: Path, form: Form, listed: Sequence[_ListedSequence], people: dict[str, str], tally: _Tally
) -> DatasetReport:
    broken = {one.sequence for one in tally.findings if one.severity is Severity.BROKEN}
    everybody = {people.get(one.id, f"sequence {one.id}") for one in listed}
    return DatasetReport(
        name=root.resolve().name,
        form=form,
        sequences=len(listed),
        usable=sum(one.id not in broken for one in listed),
        frames=tally.frames,
        people=len(everybody) if people else None,
        classes=dict(_counts(listed, people)),
        sha256=source_digest(tally.lines),
        findings=worst_first(tally.findings),
    )
