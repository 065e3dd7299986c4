"""The first step of the real trainer is that of OpenGait, and the next ones are what SGD says."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.models import load_model
from engine.models.opengait import import_checkpoint
from engine.runs.training_config import TrainConfig
from engine.training.device_data import DeviceBatch
from engine.training.losses import cross_entropy, triplet
from engine.training.trainer import Trainer
from tests.engine.training.tiny_run import config_of

GOLDENS = Path(__file__).parents[2] / "data" / "goldens"


@pytest.fixture
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def golden():
    with np.load(GOLDENS / "sconet_mt_tiny.npz", allow_pickle=False) as arrays:
        return dict(arrays)


@pytest.fixture
def folder(tmp_path):
    return import_checkpoint(
        GOLDENS / "opengait_sconet_mt_tiny-00000.pt",
        class_order=["negative", "neutral", "positive"],
        destination=tmp_path,
    )


def trainer_of(network):
    optimiser = {"iterations": 3, "rate": 0.1, "momentum": 0.9, "weight_decay": 5e-4}
    content = config_of(network=network.config.model_dump(), optimiser=optimiser)
    network.train()
    return Trainer(network, TrainConfig.model_validate(content))


def batch_of(golden, dtype):
    return DeviceBatch(
        frames={"silhouettes": torch.from_numpy(golden["sils"][..., 10:54]).to(dtype) / 255},
        pav=None,
        classes=torch.from_numpy(golden["class_ids"]),
        groups=torch.from_numpy(golden["identity"]),
        lengths=None,
    )


@pytest.mark.usefixtures("one_thread")
def test_the_first_step_is_that_of_opengait(folder, golden):
    """In OpenGait's layout, which is not channels-last; what moves is the order of additions, by 1e-6.

    The next steps amplify it (tests/engine/models/test_parity_opengait.py says how much), and are compared in
    float64, below.
    """
    trainer = trainer_of(load_model(folder))
    step = trainer.step(batch_of(golden, torch.float32))
    assert step.triplet.item() == pytest.approx(golden["triplet_losses"][0], abs=1e-5)
    assert step.entropy.item() == pytest.approx(golden["ce_losses"][0], abs=1e-5)


@pytest.mark.usefixtures("one_thread")
def test_three_steps(folder, golden):
    """The trainer's steps are those written out here, by the formula of SGD, in float64."""
    trainer = trainer_of(load_model(folder).double())
    network = load_model(folder).double().train()
    batch = batch_of({**golden, "sils": golden["sils"][:, :3]}, torch.float64)
    speeds = [torch.zeros_like(weight) for weight in network.parameters()]
    for _ in range(3):
        step = trainer.step(batch)
        outputs = network(**batch.frames)
        apart = triplet(outputs.embeddings, batch.groups).loss
        entropy = cross_entropy(outputs.logits, batch.classes)
        assert step.triplet.item() == pytest.approx(apart.item(), abs=1e-8)
        assert step.entropy.item() == pytest.approx(entropy.item(), abs=1e-8)
        network.zero_grad()
        (apart + entropy).backward()
        with torch.no_grad():
            for weight, speed in zip(network.parameters(), speeds, strict=True):
                speed.mul_(0.9).add_(weight.grad + 5e-4 * weight)
                weight.sub_(0.1 * speed)
    with torch.inference_mode():
        one, other = (each.eval()(**batch.frames).logits for each in (trainer.network, network))
    assert (one - other).abs().max() < 1e-7
