"""Random numbers that come out the same again: every stream has a seed and a name."""

from __future__ import annotations

import zlib

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """Return a generator of its own for each purpose, so that a new one does not shift the others."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def seed_torch(seed: int) -> None:
    """Seed torch's global generators, which draw starting weights."""
    import torch

    torch.manual_seed(seed)
