"""A clip of any length from the bundled walks, without importing torch."""

from types import SimpleNamespace

import numpy as np

from engine.gait.sample_walks import read


def clip(frames: int = 300) -> SimpleNamespace:
    """The bundled walks one after the other, over and over."""
    walks = read()
    silhouettes = np.concatenate([walk.silhouettes for walk in walks])
    silhouettes = np.concatenate([silhouettes] * -(-frames // len(silhouettes)))[:frames]
    return SimpleNamespace(silhouettes=silhouettes, seconds=np.arange(frames) / 15)
