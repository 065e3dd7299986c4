"""Three steps of the real trainer come to what OpenGait's three steps came to."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.models import load_model
from engine.models.opengait import import_checkpoint
from engine.runs.config import TrainConfig
from engine.training.device_data import DeviceBatch
from engine.training.trainer import Trainer
from tests.engine.training.tiny_run import config_of

GOLDENS = Path(__file__).parents[2] / "data" / "goldens"


@pytest.fixture
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("one_thread")
def test_three_steps(tmp_path):
    """In OpenGait's order of additions, which is not channels-last: the steps amplify rounding."""
    with np.load(GOLDENS / "sconet_mt_tiny.npz", allow_pickle=False) as arrays:
        golden = dict(arrays)
    folder = import_checkpoint(
        GOLDENS / "opengait_sconet_mt_tiny-00000.pt",
        class_order=["negative", "neutral", "positive"],
        destination=tmp_path,
    )
    network = load_model(folder)
    optimiser = {"iterations": 3, "rate": 0.1, "momentum": 0.9, "weight_decay": 5e-4}
    content = config_of(network=network.config.model_dump(), optimiser=optimiser)
    trainer = Trainer(network, TrainConfig.model_validate(content))
    network.train()
    batch = DeviceBatch(
        frames={"silhouettes": torch.from_numpy(golden["sils"][..., 10:54]).float() / 255},
        pav=None,
        classes=torch.from_numpy(golden["class_ids"]),
        groups=torch.from_numpy(golden["identity"]),
        lengths=None,
    )
    for number in range(3):
        step = trainer.step(batch)
        assert step.triplet.item() == pytest.approx(golden["triplet_losses"][number], abs=1e-5)
        assert step.entropy.item() == pytest.approx(golden["ce_losses"][number], abs=1e-5)
    with torch.inference_mode():
        logits = network.eval()(**batch.frames).logits.numpy()
    assert np.abs(logits - golden["after3_logits"]).max() < 1e-3
