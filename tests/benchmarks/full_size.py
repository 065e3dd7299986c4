"""A full-size ScoNet-MT with weights that have learned something, for the benchmark of networks.

    python -m tests.benchmarks.full_size FOLDER      makes it (minutes on two cores)

It learns the bundled walks by heart, so that its class probabilities are spread as those of a trained
network are. It is worth nothing else.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from engine.core.classes import ClassName
from engine.gait.sample_walks import SampleWalk, read
from engine.library.reduced_precision import add_precisions
from engine.models.cards import TrainingData
from engine.models.configs import NetworkConfig
from engine.models.model_folder import write_model_folder
from engine.models.registry import build
from engine.training.losses import cross_entropy, triplet

ORDER = (ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE)
STEPS = 40


def frames_of(walk: SampleWalk, count: int, rng: np.random.Generator) -> torch.Tensor:
    drawn = walk.silhouettes[rng.choice(len(walk.silhouettes), count, replace=False)]
    return torch.from_numpy(drawn[..., 10:54]).float() / 255


def make(folder: Path, steps: int = STEPS) -> Path:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    walks = read()
    classes = torch.tensor([ORDER.index(walk.class_name) for walk in walks])
    network = build(NetworkConfig()).to(memory_format=torch.channels_last)
    optimiser = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.MultiStepLR(optimiser, [int(0.7 * steps)])
    for _ in range(steps):
        members = [np.flatnonzero(classes.numpy() == one) for one in range(len(ORDER))]
        drawn = np.concatenate([rng.choice(one, 4, replace=False) for one in members])
        outputs = network(torch.stack([frames_of(walks[one], 4, rng) for one in drawn]))
        entropy = cross_entropy(outputs.logits, classes[drawn], scale=16.0, smoothing=0.1)
        loss = entropy + triplet(outputs.embeddings, classes[drawn], margin=0.2).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    network.to(memory_format=torch.contiguous_format)
    facts = {
        "version": "1",
        "status": "demo",
        "description": "Full-size network for a benchmark; worth nothing else.",
        "class_order": ORDER,
        "training": TrainingData(data="The bundled walks, by heart.", licence="none"),
        "silhouette_source": "simulated",
    }
    write_model_folder(network, folder, facts, replace=True)
    add_precisions(folder)
    return folder


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=STEPS)
    options = parser.parse_args()
    make(options.folder, options.steps)
