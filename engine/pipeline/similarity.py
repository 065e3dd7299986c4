"""What a network makes of the sequences of a dataset, to find those that are alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.datasets.scoliosis1k import Entry, read_keypoints, read_silhouettes
from engine.datasets.walks import StoredWalk, check_paired
from engine.inference.predictor import Predictor


def embeddings_of(
    predictor: Predictor,
    entries: Sequence[Entry],
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Return the embedding of each sequence by id, float32 [E x P]; where nothing is seen there is none.

    Raises:
        DatasetError: A sequence cannot be read, or lacks the poses that the network looks at.
        CancelledError: ``cancel`` was set.
    """
    embeddings = {}
    for number, entry in enumerate(entries):
        check(cancel)
        try:
            said = predictor.predict(_walk(entry, predictor), explain=False, cancel=cancel)
        except SequenceError:
            continue
        embeddings[entry.id] = said.embeddings.ravel()
        report(progress, Stage.EVALUATE, (number + 1) / len(entries))
    return embeddings


def _walk(entry: Entry, predictor: Predictor) -> StoredWalk:
    silhouettes = read_silhouettes(entry)
    if predictor.card.inputs == ("silhouettes",):
        return StoredWalk(silhouettes, np.zeros((len(silhouettes), 17, 3), np.float32))
    walk = StoredWalk(silhouettes, read_keypoints(entry))
    check_paired(entry, walk)
    return walk
