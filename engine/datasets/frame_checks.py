"""What can be wrong with the arrays of one sequence. Must not know files or folders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.text import Text, by_number, text
from engine.datasets.check_report import Problem, Severity

CENTRE = 32
FAR = 6
"""Columns from the middle; a normalised silhouette is halved by column 32, or one or two beside it."""

MANY = 0.1
"""Share of the frames from which something is no longer an exception."""

Fault = tuple[Problem, Severity, Text, Text]

_COPY = text("Extract the sequence from its video again, or leave it out.")


def silhouette_faults(array: NDArray[Any]) -> Iterator[Fault]:
    """Find what is wrong with silhouettes; after a wrong shape or type nothing else is looked at."""
    shaped = array.ndim == 3 and array.shape[1:] == (64, 64)
    if not shaped:
        yield _fault_of_shape(array, "[T, 64, 64]")
    if array.dtype != np.uint8:
        yield _fault_of_type(array, "uint8")
    if not shaped or array.dtype != np.uint8:
        return
    if not len(array):
        yield (Problem.NO_FRAMES, Severity.BROKEN, text("It has no frames."), _COPY)
        return
    yield from _frame_faults(array)


def _fault_of_shape(array: NDArray[Any], needed: str) -> Fault:
    shape = str(list(array.shape))
    return (
        Problem.WRONG_SHAPE,
        Severity.BROKEN,
        text("Its array has the shape {shape}.", shape=shape),
        text("Expected: {needed}.", needed=needed),
    )


def _fault_of_type(array: NDArray[Any], needed: str) -> Fault:
    return (
        Problem.WRONG_TYPE,
        Severity.BROKEN,
        text("The numbers in its array are of type {type}.", type=str(array.dtype)),
        text("Expected: {needed}.", needed=needed),
    )


def _frame_faults(array: NDArray[np.uint8]) -> Iterator[Fault]:
    flat = array.reshape(len(array), -1)
    low, high = flat.min(axis=1), flat.max(axis=1)
    empty, constant = high == 0, (low == high) & (high > 0)
    if empty.any():
        whole = bool(empty.all())
        yield (
            Problem.EMPTY_FRAMES,
            Severity.BROKEN if whole else _many(empty),
            by_number(
                empty.sum(),
                text("One of {total} silhouettes is empty.", total=len(array)),
                text("{count} of {total} silhouettes are empty.",
                     count=int(empty.sum()), total=len(array)),
            ),
            _COPY if whole else text("Empty frames are not used for training."),
        )  # fmt: skip
    if constant.any():
        yield (
            Problem.CONSTANT_FRAMES,
            Severity.BROKEN,
            by_number(
                constant.sum(),
                text("One of {total} silhouettes has the same value everywhere.", total=len(array)),
                text("{count} of {total} silhouettes have the same value everywhere.",
                     count=int(constant.sum()), total=len(array)),
            ),
            _COPY,
        )  # fmt: skip
    same = (flat[1:] == flat[:-1]).all(axis=1) & ~empty[1:] & ~constant[1:]
    if same.sum() > MANY * len(array):
        yield (
            Problem.STANDING_STILL,
            Severity.WARNING,
            by_number(
                same.sum(),
                text("One of {total} silhouettes is the same as the one before.", total=len(array)),
                text("{count} of {total} silhouettes are the same as the one before.",
                     count=int(same.sum()), total=len(array)),
            ),
            text("Check whether the video froze."),
        )  # fmt: skip
    yield from _centre_faults(array[~(empty | constant)])


def _many(frames: NDArray[np.bool_]) -> Severity:
    return Severity.WARNING if frames.mean() > MANY else Severity.NOTE


def _centre_faults(array: NDArray[np.uint8]) -> Iterator[Fault]:
    """Compare the column that halves each silhouette, and the rows it fills, with what they should be."""
    if not len(array):
        return
    cumulated = array.sum(axis=1, dtype=np.int64).cumsum(axis=1)
    halving = (2 * cumulated <= cumulated[:, -1:]).sum(axis=1)
    rows = np.asarray(array.any(axis=2))
    height = 64 - rows.argmax(axis=1) - rows[:, ::-1].argmax(axis=1)
    off = (np.abs(halving - CENTRE) > FAR) | (height < 64 - 2 * FAR)
    if off.mean() > MANY:
        yield (
            Problem.OFF_CENTRE,
            Severity.WARNING,
            by_number(
                off.sum(),
                text("One of {total} silhouettes is off centre or does not fill the height.",
                     total=len(array)),
                text("{count} of {total} silhouettes are off centre or do not fill the height.",
                     count=int(off.sum()), total=len(array)),
            ),
            text(
                "Normalise the silhouettes like those of the other sequences; otherwise a network "
                "sees a body of another shape."
            ),
        )  # fmt: skip


def pose_faults(array: NDArray[Any]) -> Iterator[Fault]:
    """Find what is wrong with keypoints; after a wrong shape or type nothing else is looked at."""
    shaped = array.ndim == 3 and array.shape[1:] == (17, 3)
    if not shaped:
        yield _fault_of_shape(array, "[T, 17, 3]")
    if array.dtype.kind != "f":
        yield _fault_of_type(array, "float")
    if not shaped or array.dtype.kind != "f":
        return
    if not len(array):
        yield (Problem.NO_FRAMES, Severity.BROKEN, text("Its poses have no frames."), _COPY)
        return
    empty = ~(np.isfinite(array[..., :2]) & (array[..., :2] != 0)).any(axis=(1, 2))
    if empty.any():
        whole = bool(empty.all())
        yield (
            Problem.POSE_EMPTY,
            Severity.BROKEN if whole else _many(empty),
            by_number(
                empty.sum(),
                text("One of {total} poses is empty.", total=len(array)),
                text(
                    "{count} of {total} poses are empty.", count=int(empty.sum()), total=len(array)
                ),
            ),
            _COPY if whole else text("They are filled in from similar frames."),
        )
