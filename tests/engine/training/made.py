"""Sequences made of random frames, the same for the same seed."""

import hashlib

import numpy as np

from engine.inference.inputs import Clip
from engine.training.data import Sequences


def made_sequences(count=14, *, seed=5, signed=True, shortest=3):
    rng = np.random.default_rng(seed)
    clips = []
    for number in range(count):
        length = shortest + number
        clips.append(
            Clip(
                {
                    "silhouettes": rng.integers(0, 256, (length, 64, 44), dtype=np.uint8),
                    "maps": rng.integers(0, 256, (length, 2, 64, 44), dtype=np.uint8),
                },
                np.arange(length),
                rng.random((8, 3), dtype=np.float32),
            )
        )
    classes = np.arange(count) % 3
    people = tuple(f"person {number // 2}" for number in range(count))
    return Sequences(tuple(clips), classes, people, np.zeros((8, 3, 2)), signed=signed)


def digest(batches, *, groups=True):
    """Hash what steps look at; groups only where the triplet loss reads them."""
    found = hashlib.sha256()
    for batch in batches:
        for name in sorted(batch.frames):
            found.update(np.ascontiguousarray(batch.frames[name]).tobytes())
        found.update(batch.pav.tobytes())
        found.update(batch.classes.astype(np.int64).tobytes())
        if groups:
            found.update(batch.groups.astype(np.int64).tobytes())
    return found.hexdigest()
