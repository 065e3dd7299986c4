"""Threads that share a batch learn as one thread does, and twice the same."""

import json

import pytest
import torch

from engine.core.errors import CancelledError
from engine.core.progress import Cancel, Stage
from engine.models.registry import build
from engine.runs.training_config import TrainConfig
from engine.training.device_data import DeviceBatch
from engine.training.run import resume, train
from engine.training.shared_threads import ThreadedNetwork
from engine.training.trainer import Trainer
from tests.engine.training.tiny_run import (
    EVERYTHING,
    config_of,
    steps,
    weights_of,
    write_config,
    write_data,
)

SIZES = {"channels": [4, 6, 8, 8], "embedding": 8, "parts": 4}
NETWORKS = {
    "sconet": {"kind": "sconet"},
    "sconet_mt": {"kind": "sconet_mt"},
    "drf": {"kind": "drf", "fusion": "pga", "pav": "signed"},
    "drf_dual": {"kind": "drf_dual", "fusion": "attention"},
}
COUNT = 7
"""Sequences of a batch: no number of threads divides it."""


def trainer_of(threads, network=NETWORKS["sconet_mt"], *, dtype=torch.float64, **changes):
    content = config_of(network=network | SIZES, threads=threads, **changes)
    config = TrainConfig.model_validate_json(json.dumps(content))
    torch.manual_seed(0)
    trainer = Trainer(build(config.network).to(dtype), config)
    trainer.network.train()
    return trainer


def batch_for(trainer, lengths=None, dtype=torch.float64):
    rng = torch.Generator().manual_seed(3)
    shapes = {"silhouettes": (COUNT, 4, 64, 44), "maps": (COUNT, 4, 2, 64, 44)}
    seen = trainer.network.config.frame_inputs
    vectors = torch.rand(COUNT, 8, 3, generator=rng).to(dtype)
    classes = torch.arange(COUNT) % 3
    return DeviceBatch(
        {name: torch.rand(shapes[name], generator=rng).to(dtype) for name in seen},
        vectors if trainer.network.config.takes_pav else None,
        classes,
        classes,
        lengths,
    )


def learn(trainer, batch, count=3):
    return [trainer.step(batch).figures() for _ in range(count)]


@pytest.mark.parametrize("lengths", [None, [4, 3, 2, 4, 4, 1, 4]])
@pytest.mark.parametrize("kind", NETWORKS)
def test_parts_learn_what_the_whole_batch_does(kind, lengths):
    """In float64, in which what is left of rounding is small: losses, weights, running statistics."""
    lengths = None if lengths is None else torch.tensor(lengths)
    whole = trainer_of(1, NETWORKS[kind])
    told = learn(whole, batch_for(whole, lengths))
    for threads in (2, 3):
        shared = trainer_of(threads, NETWORKS[kind])
        for one, other in zip(learn(shared, batch_for(shared, lengths)), told, strict=True):
            assert one == pytest.approx(other, abs=1e-6)
        for name, value in whole.network.state_dict().items():
            assert torch.allclose(shared.network.state_dict()[name], value, rtol=0, atol=1e-9), name


def test_more_threads_than_sequences():
    few, many = trainer_of(COUNT), trainer_of(COUNT + 4)
    assert learn(few, batch_for(few)) == learn(many, batch_for(many))


@pytest.mark.parametrize("precision", ["none", "bf16"])
def test_the_same_weights_each_time(precision):
    found = []
    for _ in range(4):
        trainer = trainer_of(3, dtype=torch.float32, mixed_precision=precision)
        learn(trainer, batch_for(trainer, dtype=torch.float32), count=5)
        found.append(trainer.network.state_dict())
    for other in found[1:]:
        assert all(torch.equal(value, other[name]) for name, value in found[0].items())


def test_torch_has_as_many_threads_as_before():
    before = torch.get_num_threads()
    trainer = trainer_of(2)
    learn(trainer, batch_for(trainer), count=1)
    assert torch.get_num_threads() == before


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_part_that_fails_ends_the_step(part):
    """The others are not waited for where they wait for it, and the next batch is computed again."""
    trainer = trainer_of(3)
    batch = batch_for(trainer)
    mark = batch.frames["silhouettes"].tensor_split(3)[part][0, 0, 0, 0].item()

    def refuse(_, inputs):
        if inputs[0][0, 0, 0, 0].item() == mark:
            raise RuntimeError("one part failed")

    failing = trainer.network.backbone.register_forward_pre_hook(refuse)
    with pytest.raises(RuntimeError, match="one part failed"):
        trainer.step(batch)
    failing.remove()
    told = learn(trainer, batch, count=1)
    again = trainer_of(3)
    assert told == learn(again, batch, count=1)


def test_a_gradient_flows_to_the_weights_only():
    network = build(trainer_of(1).network.config).train()
    frames = torch.rand(4, 2, 64, 44)
    outputs = ThreadedNetwork(network, 2)(silhouettes=frames)
    assert outputs.logits.shape[0] == outputs.embeddings.shape[0] == 4
    outputs.logits.sum().backward()
    assert all(one.grad is not None for one in network.parameters())


def test_outside_a_part_it_is_an_ordinary_network():
    """As the benchmark and the judging of validation people call it."""
    plain, shared = trainer_of(1), trainer_of(2)
    batch = batch_for(plain)
    for training in (True, False):
        one, other = (each.network.train(training)(**batch.inputs()) for each in (plain, shared))
        assert torch.equal(one.logits, other.logits)
    for name, value in plain.network.state_dict().items():
        assert torch.equal(shared.network.state_dict()[name], value), name


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("threads")
    write_data(place / "data")
    return place


def test_a_run_that_is_stopped_goes_on_to_the_same_weights(place):
    config = write_config(place / "two.yaml", **EVERYTHING, threads=2)
    train(config, run=place / "whole", cache=place / "cache")
    cancel = Cancel()

    def stop(report):
        if report.stage is Stage.TRAIN and report.fraction and report.fraction > 0.3:
            cancel.set()

    with pytest.raises(CancelledError):
        train(config, run=place / "parted", cache=place / "cache", progress=stop, cancel=cancel)
    assert 0 < len(steps(place / "parted")) < 40
    resume(place / "parted")
    assert weights_of(place / "parted" / "model") == weights_of(place / "whole" / "model")
    card = (place / "parted" / "model" / "card.yaml").read_text()
    assert card == (place / "whole" / "model" / "card.yaml").read_text()
