"""Optimisers, learning rates, the moving average, mixed precision, and validation on the way."""

import json

import numpy as np
import pytest
import torch
from torch import nn

from engine.core.errors import ConfigError, TrainingError
from engine.models.registry import build
from engine.runs.training_config import Optimiser, TrainConfig, Validation, read_config
from engine.runtime.checkpoints import read_checkpoint
from engine.training.best import Best
from engine.training.device_data import DeviceBatch
from engine.training.optim import Average, optimiser_of, schedule_of
from engine.training.predictions import macro_f1
from engine.training.run import train
from engine.training.trainer import Trainer
from tests.engine.training.tiny_run import (
    config_of,
    records,
    steps,
    weights_of,
    write_config,
    write_data,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("optim")
    write_data(place / "data")
    return place


def rates(settings):
    optimiser = optimiser_of(nn.Linear(1, 1), settings)
    schedule = schedule_of(optimiser, settings)
    seen = []
    for _ in range(settings.iterations):
        seen.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step()
    return seen


def test_steps_and_warm_up():
    falling = {"iterations": 6, "rate": 1.0, "milestones": (3, 5)}
    assert rates(Optimiser(**falling)) == pytest.approx([1, 1, 1, 0.1, 0.1, 0.01])
    warmed = rates(Optimiser(**falling, warm_up=2))
    assert warmed == pytest.approx([1 / 3, 2 / 3, 1, 0.1, 0.1, 0.01])


def test_cosine():
    seen = rates(Optimiser(iterations=5, rate=2.0, schedule="cosine", warm_up=1))
    assert seen == pytest.approx([1.0, 2.0, 2 * 0.8535534, 1.0, 2 * 0.1464466])


def test_adamw():
    settings = Optimiser(kind="adamw", rate=1e-3, betas=(0.8, 0.9), weight_decay=0.1)
    optimiser = optimiser_of(nn.Linear(1, 1), settings)
    assert isinstance(optimiser, torch.optim.AdamW)
    group = optimiser.param_groups[0]
    assert (group["lr"], group["betas"], group["weight_decay"]) == (1e-3, (0.8, 0.9), 0.1)


def test_average_by_hand():
    network = nn.Sequential(nn.Linear(1, 1, bias=False), nn.BatchNorm1d(1))
    nn.init.constant_(network[0].weight, 1.0)
    average = Average(network, 0.2)
    nn.init.constant_(network[0].weight, 2.0)
    network[1].num_batches_tracked += 3
    average.update(network)
    assert average.weights()["0.weight"].item() == pytest.approx(2 - 2 / 11)
    assert average.weights()["1.num_batches_tracked"].item() == 3
    for _ in range(9):
        average.update(network)
    other = Average(network, 0.2)
    other.restore(average.state())
    nn.init.constant_(network[0].weight, 5.0)
    average.update(network)
    other.update(network)
    assert torch.equal(average.weights()["0.weight"], other.weights()["0.weight"])
    assert average.weights()["0.weight"].item() == pytest.approx(0.2 * 2 + 0.8 * 5, abs=1e-3)


def test_clipping_bounds_the_step():
    config = parsed(optimiser={"clip": 1e-3, "momentum": 0.0, "weight_decay": 0.0, "rate": 1.0})
    trainer, before = trainer_of(config)
    trainer.step(batch_of(config))
    after = trainer.network.state_dict()
    moved = sum(
        (after[name] - before[name]).double().square().sum().item()
        for name, _ in trainer.network.named_parameters()
    )
    assert moved**0.5 == pytest.approx(1e-3, rel=1e-2)


def parsed(**changes):
    return TrainConfig.model_validate_json(json.dumps(config_of(**changes)))


def trainer_of(config):
    torch.manual_seed(0)
    trainer = Trainer(build(config.network), config)
    trainer.network.train()
    return trainer, {name: one.clone() for name, one in trainer.network.state_dict().items()}


def batch_of(config, count=6):
    frames = torch.rand(count, 2, 64, 44, generator=torch.Generator().manual_seed(1))
    classes = torch.arange(count) % 3
    return DeviceBatch({"silhouettes": frames}, None, classes, classes, None)


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_mixed_precision_is_near(precision):
    losses = []
    for one in ("none", precision):
        config = parsed(mixed_precision=one)
        trainer, _ = trainer_of(config)
        losses.append([trainer.step(batch_of(config)).entropy.item() for _ in range(2)])
        assert all(p.dtype == torch.float32 for p in trainer.network.parameters())
    assert losses[1] != losses[0]
    assert losses[1][0] == pytest.approx(losses[0][0], rel=0.1)


def test_fp16_leaves_out_a_step_that_overflows():
    config = parsed(mixed_precision="fp16")
    trainer, _ = trainer_of(config)
    state = trainer.state()
    state["scaler"]["scale"] = 2.0**120
    trainer.restore(state)
    before = trainer.network.state_dict()["necks.weight"].clone()
    trainer.step(batch_of(config))
    assert torch.equal(trainer.network.state_dict()["necks.weight"], before)
    assert trainer.state()["scaler"]["scale"] == 2.0**119
    assert trainer.state()["scheduler"]["last_epoch"] == 0


def test_fp16_that_overflows_however_small_its_gradients_are_made():
    config = parsed(mixed_precision="fp16")
    trainer, before = trainer_of(config)
    state = trainer.state()
    state["scaler"]["scale"] = 1.0
    trainer.restore(state)
    trainer.network.necks.weight.register_hook(lambda gradient: gradient * torch.inf)
    with pytest.raises(TrainingError, match="At step 1 the gradients are too large for fp16"):
        trainer.step(batch_of(config))
    assert torch.equal(trainer.network.state_dict()["necks.weight"], before["necks.weight"])


@pytest.mark.parametrize("precision", ["none", "bf16", "fp16"])
def test_a_loss_that_is_no_number_changes_no_weight(precision):
    config = parsed(mixed_precision=precision)
    trainer, before = trainer_of(config)
    batch = batch_of(config)
    batch.frames["silhouettes"][0, 0, 0, 0] = torch.nan
    with pytest.raises(TrainingError, match="At step 1 the loss is no longer a number"):
        trainer.step(batch)
    for name, weight in trainer.network.named_parameters():
        assert torch.equal(weight, before[name])


def test_gradients_that_are_no_numbers_change_no_weight():
    """The loss is a number, and what it falls by is not."""
    config = parsed()
    trainer, before = trainer_of(config)
    trainer.network.necks.weight.register_hook(lambda gradient: gradient * torch.nan)
    with pytest.raises(TrainingError, match="At step 1 the gradients are no longer numbers"):
        trainer.step(batch_of(config))
    for name, weight in trainer.network.named_parameters():
        assert torch.equal(weight, before[name])


@pytest.mark.heavy
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_compiled_is_near():
    losses = []
    for one in (False, True):
        config = parsed(compile=one)
        trainer, _ = trainer_of(config)
        losses.append(trainer.step(batch_of(config)).entropy.item())
        assert not any("_orig_mod" in name for name in trainer.state()["model"])
    assert losses[1] == pytest.approx(losses[0], rel=1e-3)


def test_the_best_by_validation_is_the_model(place):
    changes = {
        "optimiser": {"iterations": 12, "rate": 0.5, "milestones": []},
        "validation": {"every": 2, "by": "loss"},
    }
    run = place / "best"
    train(write_config(place / "best.yaml", **changes), run=run, cache=place / "cache")
    looks = [record for record in records(run) if record.get("event") == "validation"]
    assert [look["iteration"] for look in looks] == [2, 4, 6, 8, 10, 12]
    best = min(looks, key=lambda look: look["loss"])
    kept = read_checkpoint(run / "best.pt")
    assert kept["iteration"] == best["iteration"]
    from safetensors.numpy import load

    weights = load(weights_of(run / "model"))
    assert np.array_equal(weights["necks.weight"], kept["model"]["necks.weight"].numpy())


def test_stops_where_nothing_better_comes(place):
    changes = {
        "optimiser": {"iterations": 400, "rate": 1e-9, "milestones": []},
        "validation": {"every": 2, "patience": 3, "by": "accuracy"},
        "checkpoint_every": 100,
    }
    run = place / "patience"
    train(write_config(place / "patience.yaml", **changes), run=run, cache=place / "cache")
    best = read_checkpoint(run / "best.pt")["iteration"]
    assert len(steps(run)) == best + 6 < 400


def test_best_waits():
    best = Best(Validation(every=5, patience=2), 12)
    assert [number for number in range(14) if best.due(number)] == [5, 10, 12]
    figures = {"loss": 1.0, "accuracy": 0.5, "macro_f1": 0.5}
    assert best.take(5, figures)
    assert best.take(10, figures | {"loss": 0.9})
    assert not best.take(12, figures | {"accuracy": 1.0})
    assert not best.exhausted
    other = Best(Validation(every=5, patience=2), 12)
    other.restore(json.loads(json.dumps(best.state())))
    assert not other.take(15, figures)
    assert other.exhausted
    assert other.iteration == 10


def test_macro_f1_by_hand():
    assert macro_f1(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])) == pytest.approx(
        (2 / 3 + 4 / 5) / 2
    )


def test_a_loss_that_is_no_number(place):
    config = write_config(
        place / "nan.yaml", optimiser={"iterations": 30, "rate": 1e30, "milestones": []}
    )
    with pytest.raises(TrainingError, match="is no longer a number"):
        train(config, run=place / "nan", cache=place / "cache")


def test_patience_needs_a_look(tmp_path):
    with pytest.raises(ConfigError, match="patience needs every"):
        read_config(write_config(tmp_path / "a.yaml", validation={"patience": 3}))
