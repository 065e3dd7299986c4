"""What only a packed store has: skeleton maps and asymmetry vectors that were computed once.

`engine.datasets.packing` makes stores; `engine.datasets.scoliosis1k.read_index` lists one like any other
dataset, and the functions there read its sequences.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.datasets import store_index
from engine.datasets.entries import Entry, Rows
from engine.datasets.store_index import ArrayName, maps_name


def read_maps(entry: Entry, *, shared_crop: bool) -> NDArray[np.uint8] | None:
    """Return the skeleton maps that a store holds of a sequence, uint8 [T, 2, 64, 64], read-only.

    Args:
        entry: A sequence of any dataset.
        shared_crop: How they are to be cropped; see `engine.gait.skeleton_maps`.

    Returns:
        None where the sequence is not packed, has no pose, or was packed with the other crop.

    Raises:
        DatasetError: The file is damaged.
    """
    if not isinstance(entry.pose, Rows):
        return None
    file = store_index.file_of(entry.pose.file.parent, maps_name(shared_crop))
    if not file.is_file():
        return None
    return store_index.read_rows(Rows(file, entry.pose.first, entry.pose.count))


def read_pav(entry: Entry, kind: Literal["unsigned", "signed"]) -> NDArray[np.float64] | None:
    """Return the asymmetry vector that a store holds of a sequence, float64 [8, 3], before min-max.

    Returns:
        None where the sequence is not packed or has no pose.

    Raises:
        DatasetError: The file is damaged.
    """
    if not isinstance(entry.pose, Rows) or entry.number is None:
        return None
    name: ArrayName = "pav_unsigned" if kind == "unsigned" else "pav_signed"
    file = store_index.file_of(entry.pose.file.parent, name)
    return np.asarray(store_index.read_rows(Rows(file, entry.number, 1))[0])
