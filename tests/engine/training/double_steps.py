"""Three steps in float64, alone or as one of the processes of torchrun; the losses go to a file.

In float32 three steps of so small a network amplify rounding a million times, which hides what is wrong.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from engine.models.registry import build
from engine.runs.training_config import TrainConfig
from engine.training.device_data import DeviceBatch
from engine.training.distributed import process_group, ranks_of_environment
from engine.training.trainer import Trainer
from tests.engine.models.made import blobs
from tests.engine.training.tiny_run import config_of

NETWORK = {"kind": "sconet_mt", "channels": [4, 6, 8, 8], "embedding": 8, "parts": 4}


def losses(ranks):
    config = TrainConfig.model_validate_json(json.dumps(config_of(network=NETWORK)))
    torch.set_num_threads(1)
    torch.manual_seed(0)
    trainer = Trainer(build(config.network).double(), config, ranks=ranks)
    trainer.network.train()
    frames = np.stack([blobs(3, seed=n, lean=(0, 5, 10)[n // 4])[..., 10:54] for n in range(12)])
    part = slice(ranks.rank * 12 // ranks.world, (ranks.rank + 1) * 12 // ranks.world)
    classes = torch.arange(12)[part] // 4
    silhouettes = torch.from_numpy(frames)[part].double() / 255
    batch = DeviceBatch({"silhouettes": silhouettes}, None, classes, classes, None)
    steps = [trainer.step(batch) for _ in range(3)]
    return [[step.entropy.item(), step.triplet.item()] for step in steps]


if __name__ == "__main__":
    processes = ranks_of_environment()
    with process_group(processes, torch.device("cpu")):
        said = losses(processes)
    Path(sys.argv[1]).with_suffix(f".{processes.rank}").write_text(json.dumps(said))
