"""A packed store opened whole, without its list of entries: what its files hold, to check and to time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.datasets import store_index
from engine.datasets.store_index import ArrayName


class Store:
    """An opened store.

    Raises:
        DatasetError: It is damaged, was changed, or is of another version.

    Attributes:
        entries: Its sequences, numbered from 0.
        starts: Number of the first silhouette of each sequence, and of all, int64 [N + 1].
        pose_starts: The same of the poses and skeleton maps.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.index = store_index.read(root)
        self.entries = store_index.entries(root, self.index)
        listed = self.index.sequences
        self.starts = np.concatenate([[0], np.cumsum(listed.frames)]).astype(np.int64)
        self.pose_starts = np.concatenate([[0], np.cumsum(listed.poses)]).astype(np.int64)
        self._mapped: dict[ArrayName, NDArray[Any]] = {}

    def __len__(self) -> int:
        """Return the number of sequences."""
        return len(self.entries)

    def array(self, name: ArrayName) -> NDArray[Any]:
        """Return one input of all sequences, one after another, mapped into memory, read-only.

        Args:
            name: ``silhouettes`` uint8 [F, 64, 64], ``keypoints`` float32 [G, 17, 3], ``maps_shared_crop`` or
                ``maps_own_crop`` uint8 [G, 2, 64, 64], ``pav_unsigned`` or ``pav_signed`` float64 [N, 8, 3].

        Raises:
            KeyError: The store has no such input.
            DatasetError: The file is damaged.
        """
        if name not in self.index.files:
            raise KeyError(name)
        if name not in self._mapped:
            self._mapped[name] = store_index.map_file(store_index.file_of(self.root, name))
        return self._mapped[name]

    def batch(
        self,
        name: ArrayName,
        numbers: Sequence[int] | NDArray[np.integer],
        frames: NDArray[np.integer],
    ) -> NDArray[Any]:
        """Read some frames of some sequences at once.

        Args:
            name: An input with a row for each frame, see `array`.
            numbers: Numbers of the sequences, N of them; one may come twice.
            frames: Numbers of the frames in each sequence, [N, T].

        Returns:
            A copy, [N, T, ...].

        Raises:
            KeyError: The store has no such input.
            IndexError: A sequence has no such frame.
            DatasetError: The file is damaged.
        """
        starts = self.starts if name == "silhouettes" else self.pose_starts
        chosen = np.asarray(numbers)
        first, behind = starts[chosen], starts[chosen + 1]
        rows = first[:, None] + frames
        if bool((frames < 0).any()) or bool((rows >= behind[:, None]).any()):
            raise IndexError("a sequence has no such frame")
        return np.asarray(self.array(name)[rows])

    def verify(
        self, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> tuple[ArrayName, ...]:
        """Read every byte and name the files that are not as they were written.

        Raises:
            CancelledError: ``cancel`` was set.
        """
        damaged: list[ArrayName] = []
        for number, name in enumerate(self.index.files):
            check(cancel)
            report(progress, Stage.OPEN, number / len(self.index.files))
            if not store_index.is_whole(self.root, self.index, name, cancel=cancel):
                damaged.append(name)
        return tuple(damaged)
