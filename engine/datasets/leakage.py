"""Looks for what stands on two sides of a split and should not: people, sequences, near-copies of them.

A model that has seen in training what it is tested on looks better than it is. Must not know networks:
their embeddings are handed in.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import Text, text
from engine.datasets.contents import digest_of
from engine.datasets.entries import Entry
from engine.datasets.partitions import Partition, check_named
from engine.datasets.scoliosis1k import read_silhouettes

Part = Literal["train", "validation", "test"]
PARTS: tuple[Part, ...] = ("train", "validation", "test")

NEAR_PICTURES = 0.96
"""Likeness of mean silhouettes from which two sequences may be one recording. Of 400 simulated people the
two most alike reach 0.946; every second frame of a walk is 0.958 or more like the whole in 99 of 100."""

NEAR_EMBEDDINGS = 0.98
"""The same of a network's embeddings. Of 150 simulated people the two most alike reach 0.972."""

FEWEST = 8
"""Sequences from which likeness means anything: it is measured from the mean of all."""

_BLOCK = 512


class LeakKind(StrEnum):
    """What stands on two sides."""

    SUBJECT = "subject"
    CONTENT = "content"
    NEAR = "near_duplicate"


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that stands on two sides.

    Attributes:
        first: Id of a sequence on one side.
        second: Id of a sequence on the other.
        subject: The person, where a person stands on both.
        similarity: Likeness, where two sequences are alike; 1 is the same.
    """

    kind: LeakKind
    first: str
    second: str
    parts: tuple[Part, Part]
    subject: str = ""
    similarity: float | None = None

    @property
    def message(self) -> Text:
        """Say it."""
        sides = {"one": self.parts[0], "other": self.parts[1]}
        pair = {"first": self.first, "second": self.second}
        if self.kind is LeakKind.SUBJECT:
            return text(
                "“{subject}” is in both {one} ({first}) and {other} ({second}).",
                subject=self.subject,
                **sides,
                **pair,
            )
        if self.kind is LeakKind.CONTENT:
            return text(
                "{first} in {one} and {second} in {other} have identical silhouettes.",
                **sides,
                **pair,
            )
        return text(
            "{first} in {one} and {second} in {other} look like the same recording (similarity "
            "{likeness}).",
            **sides,
            **pair,
            likeness=f"{self.similarity or 0.0:.3f}",
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Contents:
    """What was seen of the sequences of a split."""

    digests: Mapping[str, str]
    vectors: Mapping[str, NDArray[np.floating]]


def find_leaks(
    entries: Sequence[Entry],
    partition: Partition,
    *,
    embeddings: Mapping[str, NDArray[np.floating]] | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[Leak, ...]:
    """Look for people and sequences that stand on two sides of a split.

    Args:
        entries: The sequences of the dataset.
        partition: The split.
        embeddings: A vector of each sequence, by id, from a network; None: its mean silhouette.
        progress: Told the share of the sequences read.
        cancel: Checked between sequences.

    Returns:
        Leaks: people first, then copies, then what is alike. Two sequences of one known person are told as
        that person only.

    Raises:
        DatasetError: The split names a sequence that is not there, or a sequence cannot be read.
        CancelledError: ``cancel`` was set.
    """
    side = side_of(entries, partition)
    chosen = [entry for entry in entries if entry.id in side]
    seen = _read_contents(chosen, embeddings is None, progress, cancel)
    vectors = seen.vectors if embeddings is None else embeddings
    nearest = NEAR_PICTURES if embeddings is None else NEAR_EMBEDDINGS
    found = [*_same_people(chosen, side), *_same_content(chosen, side, seen.digests)]
    told = {frozenset((leak.first, leak.second)) for leak in found}
    person = {entry.id: entry.person for entry in chosen}
    for first, second, likeness in _similar_pairs(vectors, nearest, cancel):
        pair = frozenset((first, second))
        if first not in side or second not in side or side[first] == side[second]:
            continue
        if pair not in told and person[first] != person[second]:
            parts = (side[first], side[second])
            found.append(Leak(LeakKind.NEAR, first, second, parts, similarity=likeness))
    return tuple(found)


def side_of(entries: Sequence[Entry], partition: Partition) -> dict[str, Part]:
    """Return the side of each sequence that a split names.

    Raises:
        DatasetError: The split names a sequence that is not there.
    """
    sides: dict[str, Part] = {}
    for part in PARTS:
        sides |= dict.fromkeys(getattr(partition, part), part)
    check_named(sides, {entry.id for entry in entries})
    return sides


def _read_contents(
    entries: Sequence[Entry], pictures: bool, progress: Progress | None, cancel: Cancel | None
) -> _Contents:
    digests: dict[str, str] = {}
    vectors: dict[str, NDArray[np.floating]] = {}
    started = time.monotonic()
    for number, entry in enumerate(entries):
        check(cancel)
        silhouettes = read_silhouettes(entry)
        there = silhouettes.any(axis=(1, 2))
        if there.any():
            digests[entry.id] = digest_of(silhouettes)
            if pictures:
                vectors[entry.id] = silhouettes[there].mean(axis=0, dtype=np.float32).ravel()
        share = (number + 1) / len(entries)
        report(progress, Stage.OPEN, share, (time.monotonic() - started) * (1 / share - 1))
    return _Contents(digests, vectors)


def _same_people(entries: Sequence[Entry], side: Mapping[str, Part]) -> Iterator[Leak]:
    ids: dict[str, dict[Part, str]] = defaultdict(dict)
    for entry in entries:
        if entry.subject is not None:
            ids[entry.subject].setdefault(side[entry.id], entry.id)
    for subject, by_part in sorted(ids.items()):
        first, *others = (part for part in PARTS if part in by_part)
        for other in others:
            yield Leak(
                LeakKind.SUBJECT, by_part[first], by_part[other], (first, other), subject=subject
            )


def _same_content(
    entries: Sequence[Entry], side: Mapping[str, Part], digests: Mapping[str, str]
) -> Iterator[Leak]:
    copies: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.id in digests:
            copies[digests[entry.id]].append(entry.id)
    for ids in copies.values():
        for place, first in enumerate(ids):
            for second in ids[place + 1 :]:
                if side[first] != side[second]:
                    yield Leak(
                        LeakKind.CONTENT, first, second, (side[first], side[second]), similarity=1.0
                    )


def _similar_pairs(
    vectors: Mapping[str, NDArray[np.floating]], nearest: float, cancel: Cancel | None
) -> Iterator[tuple[str, str, float]]:
    """Return pairs whose vectors, measured from the mean of all, point the same way."""
    if len(vectors) < FEWEST:
        return
    ids = list(vectors)
    stacked = np.stack([vectors[id].ravel() for id in ids]).astype(np.float32)
    stacked -= stacked.mean(axis=0)
    length = np.linalg.norm(stacked, axis=1, keepdims=True)
    stacked /= np.where(length > 0, length, 1)
    for start in range(0, len(ids), _BLOCK):
        check(cancel)
        likeness = stacked[start : start + _BLOCK] @ stacked.T
        for row, column in np.argwhere(likeness >= nearest):
            if start + row < column:
                yield ids[start + row], ids[column], float(likeness[row, column])
