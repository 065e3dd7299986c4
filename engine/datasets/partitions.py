"""Who is trained on, who is validated on, who is tested on.

OpenGait's partition files split by sequence, have no validation set, and very probably put the same
person on both sides. Ours split by person, keep the classes' shares, and always cut a validation set
from training.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.files import write_text
from engine.core.text import by_number, text
from engine.datasets.scoliosis1k import Entry
from engine.runtime.seeds import stream


@dataclass(frozen=True, slots=True)
class Partition:
    """Ids of sequences, each in one part only.

    Attributes:
        test: What is reported on; read by an explicit command only.
    """

    train: tuple[str, ...]
    validation: tuple[str, ...]
    test: tuple[str, ...]


_SETS = ("TRAIN_SET", "VALIDATION_SET", "TEST_SET")


def read_parts(path: Path) -> Partition:
    """Read a partition: OpenGait's JSON, with or without a list of ours for validation.

    ``{"TRAIN_SET": [ids], "TEST_SET": [ids]}``, and ``"VALIDATION_SET": [ids]`` in one of our own; OpenGait
    looks at the other two only.

    Raises:
        DatasetError: The file is not such a partition, or an id stands in two parts.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        train, validation, test = (
            tuple(str(id) for id in _read_list(content, name)) for name in _SETS
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as failure:
        raise DatasetError(
            text("“{name}” is not a partition file.", name=path.name),
            text("It needs the lists TRAIN_SET and TEST_SET."),
        ) from failure
    _check_apart(path.name, dict(zip(_SETS, (train, validation, test), strict=True)))
    return Partition(train=train, validation=validation, test=test)


def _read_list(content: dict[str, object], name: str) -> list[object]:
    found = content.get(name, []) if name == "VALIDATION_SET" else content[name]
    if not isinstance(found, list):
        raise TypeError(name)
    return found


def _check_apart(name: str, parts: Mapping[str, Sequence[str]]) -> None:
    for (one, first), (other, second) in itertools.combinations(parts.items(), 2):
        both = sorted(set(first) & set(second))
        if both:
            raise DatasetError(
                text(
                    "“{name}” lists {id} in both {one} and {other}.",
                    name=name,
                    id=both[0],
                    one=one,
                    other=other,
                ),
                text("Remove it from one of the two."),
            )


def read_partition(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read OpenGait's JSON: ``{"TRAIN_SET": [ids], "TEST_SET": [ids]}``.

    Returns:
        Ids of training and of test, in the file's order.

    Raises:
        DatasetError: The file is not such a partition, or an id stands on both sides.
    """
    parts = read_parts(path)
    return parts.train, parts.test


def write_partition(
    path: Path, train: Iterable[str], test: Iterable[str], validation: Iterable[str] = ()
) -> None:
    """Write OpenGait's JSON, with a third list where there is a validation part.

    Raises:
        OutputError: The file cannot be written.
    """
    content = {"TRAIN_SET": list(train), "TEST_SET": list(test)}
    if kept := list(validation):
        content["VALIDATION_SET"] = kept
    write_text(path, json.dumps(content, indent=2) + "\n")


def split_by_person(
    entries: Sequence[Entry], *, seed: int, validation: float = 0.15, test: float = 0.2
) -> Partition:
    """Split sequences so that nobody stands on two sides and the classes' shares are kept.

    A person with sequences of several classes counts for the rarest of them.

    Raises:
        DatasetError: A class has too few people for three parts.
    """
    side_of = _sides(entries, seed=seed, validation=validation, test=test)
    sides: tuple[list[str], list[str], list[str]] = ([], [], [])
    for entry in entries:
        sides[side_of[entry.person]].append(entry.id)
    return Partition(train=tuple(sides[2]), validation=tuple(sides[1]), test=tuple(sides[0]))


def _sides(
    entries: Sequence[Entry], *, seed: int, validation: float, test: float
) -> dict[str, int]:
    """Return the side of each person: 0 for test, 1 for validation, 2 for training."""
    side_of: dict[str, int] = {}
    for class_name, people in sorted(_by_class(_by_person(entries)).items()):
        order = stream(seed, f"split {class_name}").permutation(len(people))
        ends = np.round(np.array([test, test + validation]) * len(people)).astype(int)
        if not 0 < ends[0] < ends[1] < len(people) and 0 not in (test, validation):
            raise DatasetError(
                by_number(
                    len(people),
                    text("The class “{name}” has only one person.", name=class_name),
                    text(
                        "People of the class “{name}”: only {count}.",
                        count=len(people),
                        name=class_name,
                    ),
                ),
                text("Training, validation and test need people of each class."),
            )
        for place, number in enumerate(order):
            side_of[people[number]] = int(np.searchsorted(ends, place, side="right"))
    return side_of


def part_counts(
    entries: Sequence[Entry], parts: Partition
) -> dict[str, dict[str, dict[Literal["sequences", "people"], int]]]:
    """Count sequences and people of each class in each part, by the names of part and class."""
    by_id = {entry.id: entry for entry in entries}
    counts: dict[str, dict[str, dict[Literal["sequences", "people"], int]]] = {}
    for part in ("train", "validation", "test"):
        chosen = [by_id[id] for id in getattr(parts, part)]
        counts[part] = {
            name: {
                "sequences": sum(one.class_name == name for one in chosen),
                "people": len({one.person for one in chosen if one.class_name == name}),
            }
            for name in sorted({entry.class_name.value for entry in entries})
        }
    return counts


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold of a cross-validation; no person stands in two parts.

    Attributes:
        validation: Cut from the people that are not held out: what is chosen and calibrated on.
        held_out: What the finished network is judged on; nothing is chosen by it.
    """

    train: tuple[Entry, ...]
    validation: tuple[Entry, ...]
    held_out: tuple[Entry, ...]


def folds_by_person(entries: Sequence[Entry], *, count: int, seed: int) -> dict[str, int]:
    """Deal people into folds, so that each fold has as many of each class as there are to be had.

    The people of a class are dealt one by one to the folds, and the next class goes on where the last one
    ended: two folds differ by one person at most, and by one person of each class. A person with sequences
    of several classes counts for the rarest of them.

    Returns:
        Fold of each person, 1 to ``count``.

    Raises:
        DatasetError: There are fewer people than folds.
    """
    sequences = _by_person(entries)
    if len(sequences) < count:
        raise DatasetError(
            text(
                "{people} people cannot be divided into {count} folds.",
                people=len(sequences),
                count=count,
            ),
            text("Choose fewer folds, or a dataset with more people."),
        )
    fold_of: dict[str, int] = {}
    for class_name, people in sorted(_by_class(sequences).items()):
        for number in stream(seed, f"folds {class_name}").permutation(len(people)):
            fold_of[people[number]] = len(fold_of) % count + 1
    return fold_of


def fold_of_entries(
    entries: Sequence[Entry], *, number: int, count: int, seed: int, validation: float
) -> Fold:
    """Return one fold: who is held out, and how the others are split into training and validation.

    Args:
        entries: The sequences of all people.
        number: Which fold, 1 to ``count``.
        count: Folds.
        seed: Same seed, same folds.
        validation: Share of the other people that is kept for validation.

    Raises:
        DatasetError: There are fewer people than folds.
    """
    fold_of = folds_by_person(entries, count=count, seed=seed)
    others = [entry for entry in entries if fold_of[entry.person] != number]
    side_of = _sides(others, seed=seed + number, validation=validation, test=0.0)
    return Fold(
        train=tuple(entry for entry in others if side_of[entry.person] == 2),
        validation=tuple(entry for entry in others if side_of[entry.person] == 1),
        held_out=tuple(entry for entry in entries if fold_of[entry.person] == number),
    )


def split_entries(
    entries: Sequence[Entry],
    *,
    seed: int,
    validation: float = 0.15,
    test: float = 0.2,
    partition: Path | None = None,
) -> Partition:
    """Split a dataset, or complete OpenGait's split of it.

    Args:
        entries: The sequences.
        seed: Same seed, same split.
        validation: Share of the people for validation; of those in training, where ``partition`` is given.
        test: Share of the people for test, where it is not.
        partition: OpenGait's file, whose test set is kept, or None. Its validation part is kept, too, where
            it has one.

    Raises:
        DatasetError: A class has too few people, or the file is none or names a sequence that is not there.
    """
    if partition is None:
        return split_by_person(entries, seed=seed, validation=validation, test=test)
    parts = read_parts(partition)
    by_id = {entry.id: entry for entry in entries}
    check_named((*parts.train, *parts.validation, *parts.test), by_id)
    if parts.validation:
        return parts
    rest = [by_id[id] for id in parts.train]
    cut = split_by_person(rest, seed=seed, validation=validation, test=0.0)
    return Partition(train=cut.train, validation=cut.validation, test=parts.test)


def not_in_test(partition: Path, entries: Sequence[Entry]) -> list[Entry]:
    """Return the sequences of a dataset that folds are made of: test people of a partition stay out.

    Raises:
        DatasetError: The file is no partition, or names a sequence that is not there.
    """
    parts = read_parts(partition)
    by_id = {entry.id: entry for entry in entries}
    check_named((*parts.train, *parts.validation, *parts.test), by_id)
    return [by_id[id] for id in (*parts.train, *parts.validation)]


def check_learnable(
    train: Collection[ClassName],
    validation: Collection[ClassName],
    test: Collection[ClassName] | None,
    order: Sequence[ClassName],
) -> None:
    """Refuse parts from which no network can be made.

    Args:
        train: Classes of the sequences to learn from.
        validation: Classes of those to calibrate on.
        test: Classes of those to report on; None where nothing is reported.
        order: Classes that the network tells apart.

    Raises:
        DatasetError: A class has no sequence to learn from, or is none of the network's; or a part is empty.
    """
    for name in order:
        if name not in train:
            raise DatasetError(
                text("There are no walks of the class “{name}” to learn from.", name=name),
                text(
                    "Add walks of this class, choose another split, or leave the class out of "
                    "class_order."
                ),
            )
    if not validation:
        raise DatasetError(
            text("No walks are left for validation."),
            text("Set aside a larger share for it: without it the model cannot be calibrated."),
        )
    if test is not None and not test:
        raise DatasetError(
            text("No walks are left for the report on test people."),
            text("Set aside a larger share for test, or set report_on_test to false."),
        )
    others = sorted({*train, *validation, *(test or ())} - set(order))
    if others:
        raise DatasetError(
            text(
                "The dataset has walks of the class “{name}”, which the network does not have.",
                name=others[0],
            ),
            text("Add the class to class_order, or choose a dataset without it."),
        )


def check_named(ids: Iterable[str], known: Collection[str]) -> None:
    """Refuse ids that a partition names and a dataset lacks.

    Raises:
        DatasetError: There is such an id.
    """
    missing = sorted(set(ids) - set(known))
    if missing:
        raise DatasetError(
            by_number(
                len(missing),
                text(
                    "The partition names sequence {id}, which is not in the dataset.", id=missing[0]
                ),
                text(
                    "The partition names sequences that are not in the dataset: {count}, for "
                    "example {id}.",
                    count=len(missing),
                    id=missing[0],
                ),
            ),
            text("Choose the partition made for this dataset."),
        )


def _by_person(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    sequences: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        sequences[entry.person].append(entry)
    return sequences


def _by_class(sequences: Mapping[str, Sequence[Entry]]) -> dict[ClassName, list[str]]:
    """Return the people of each class, in order of name."""
    counts: dict[ClassName, int] = defaultdict(int)
    for listed in sequences.values():
        for entry in listed:
            counts[entry.class_name] += 1
    people: dict[ClassName, list[str]] = defaultdict(list)
    for person in sorted(sequences):
        classes = {entry.class_name for entry in sequences[person]}
        people[min(classes, key=lambda name: (counts[name], name))].append(person)
    return people
