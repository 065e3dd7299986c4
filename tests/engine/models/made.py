"""Small things to test with: a tiny model folder and silhouettes that look a little like people."""

from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.core.classes import ClassName
from engine.models.cards import TrainingData
from engine.models.configs import NetworkConfig
from engine.models.model_folder import write_model_folder
from engine.models.network import GaitNetwork
from engine.models.registry import build

ORDER = (ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE)


def facts(**changes: Any) -> dict[str, Any]:
    return {
        "version": "1",
        "status": "demo",
        "description": "made for a test",
        "class_order": ORDER,
        "training": TrainingData(data="none", licence="none"),
        "silhouette_source": "none",
    } | changes


def small_network(seed: int = 0, **sizes: Any) -> GaitNetwork:
    """A tiny network whose batch normalisation has seen something."""
    torch.manual_seed(seed)
    config = {"channels": (4, 6, 8, 10), "embedding": 12} | sizes
    network = build(NetworkConfig(**config))
    network.train()
    network(**random_inputs(network.config, 4, 3))
    return network.eval()


def random_inputs(config: NetworkConfig, count: int, frames: int) -> dict[str, torch.Tensor]:
    """What the network takes: N sequences of T frames, all numbers in [0, 1)."""
    return {
        name: torch.rand(count, *(() if name == "pav" else (frames,)), *config.shape_of(name))
        for name in config.inputs
    }


def small_folder(where: Path, **changes: Any) -> Path:
    return write_model_folder(small_network(), where, facts(**changes))


def blobs(frames: int, *, seed: int = 0, lean: float = 0.0) -> np.ndarray:
    """Ellipses that sway: uint8 [T, 64, 64] of 0 or 255; `lean` shifts the top sideways, px."""
    rng = np.random.default_rng(seed)
    phase = rng.uniform(0, 2 * np.pi) + np.arange(frames) * 0.6
    rows, columns = np.mgrid[:64, :64]
    middle = 32 + np.sin(phase)[:, None, None] + lean * (32 - rows) / 32
    width = 9 + 2 * np.cos(phase)[:, None, None] - np.abs(rows - 30) / 8
    return ((np.abs(columns - middle) < width) * 255).astype(np.uint8)
