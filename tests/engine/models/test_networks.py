"""Every network of the table is plausible: any batch, no NaN, gradients everywhere; ONNX says the same."""

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from engine.models import load_model
from engine.models.configs import NetworkConfig
from engine.models.model_folder import write_model_folder
from engine.models.network import Inputs
from engine.models.onnx_export import write_onnx
from engine.models.registry import NETWORKS, build
from engine.runtime import onnx
from tests.engine.models.made import facts, random_inputs, small_network

EVERY = [
    *({"kind": kind} for kind in NETWORKS),
    {"kind": "drf", "fusion": "none"},
    {"kind": "drf", "pav": "signed"},
    {"kind": "drf_dual", "fusion": "pga"},
    {"kind": "drf_dual", "fusion": "none"},
]
"""Each line of the table, and each way to join."""


def named(settings):
    return "-".join(settings.values())


@pytest.fixture(params=EVERY, ids=named)
def settings(request):
    return request.param


@pytest.fixture
def network(settings):
    return small_network(**settings)


def by_chunks(session, network, inputs, sizes):
    """What ONNX Runtime answers to a clip fed in chunks of these sizes."""
    count = next(iter(inputs.values())).shape[0]
    shape = (count, *network.config.feature_shape)
    running = np.full(shape, np.finfo(np.float32).min, dtype=np.float32)
    start, answers = 0, {}
    for size in sizes:
        feeds = {
            name: (array if name == "pav" else array[:, start : start + size]).numpy()
            for name, array in inputs.items()
        }
        found = session.run({**feeds, "running": running})
        answers = dict(zip(session.outputs, found, strict=True))
        running, start = answers["pooled"], start + size
    return answers


@pytest.mark.parametrize("frames", [1, 720])
def test_one_sequence_of_any_length(network, frames, tmp_path):
    inputs = random_inputs(network.config, 1, frames)
    with torch.inference_mode():
        outputs = network(**inputs)
    config = network.config
    assert outputs.embeddings.shape == (1, config.embedding, config.parts)
    assert outputs.logits.shape == (1, 3, config.parts)
    assert torch.isfinite(outputs.embeddings).all()
    assert outputs.logits.abs().max() <= 1 + 1e-6
    write_onnx(network, tmp_path / "model.onnx")
    sizes = [100] * (frames // 100) + [frames % 100]
    answers = by_chunks(onnx.session(tmp_path / "model.onnx"), network, inputs, sizes)
    assert np.abs(answers["logits"] - outputs.logits.numpy()).max() < 1e-4


@pytest.mark.parametrize("parts", [1, 4, 16])
def test_parts(settings, parts):
    network = small_network(parts=parts, **settings)
    with torch.inference_mode():
        outputs = network(**random_inputs(network.config, 2, 3))
    assert outputs.logits.shape == (2, 3, parts)


def test_published_size():
    state = build(NetworkConfig()).state_dict()
    assert sum(tensor.numel() for tensor in state.values()) == 7_028_557


def test_empty_frames_give_numbers_and_gradients_reach_every_weight(network):
    network.train()
    inputs = random_inputs(network.config, 4, 2)
    for array in inputs.values():
        array[0] = 0
    outputs = network(**inputs)
    (outputs.logits.square().sum() + outputs.embeddings.sum()).backward()
    for name, weight in network.named_parameters():
        assert weight.grad is not None, name
        assert torch.isfinite(weight.grad).all(), name
        assert weight.grad.any(), name


def test_order_of_frames_and_chunks_do_not_matter(network):
    inputs = random_inputs(network.config, 2, 9)
    frames = {name: array for name, array in inputs.items() if name != "pav"}
    pav = inputs.get("pav")
    mixed = {name: array[:, torch.arange(8, -1, -1)] for name, array in frames.items()}
    with torch.inference_mode():
        whole = network(**inputs).logits
        other = network(**mixed, pav=pav).logits
        parts = [
            network.pool(Inputs(**{name: array[:, cut] for name, array in frames.items()}, pav=pav))
            for cut in (slice(0, 4), slice(4, 9))
        ]
        chunked = network.head(torch.maximum(*parts), pav).logits
    assert torch.allclose(whole, other, atol=1e-6)
    assert torch.allclose(whole, chunked, atol=1e-6)


def test_padding_is_not_looked_at(network):
    network.train()
    inputs = random_inputs(network.config, 2, 6)
    padded = {
        name: array if name == "pav" else torch.cat([array, torch.full_like(array, 9.0)], dim=1)
        for name, array in inputs.items()
    }
    lengths = torch.tensor([6, 6])
    assert torch.equal(network(**inputs).logits, network(**padded, lengths=lengths).logits)


def test_what_can_be_looked_at(network):
    config = network.config
    inputs = random_inputs(config, 2, 3)
    with torch.inference_mode():
        visuals = network(**inputs).visuals
    for name in config.frame_inputs:
        assert torch.equal(visuals[name], inputs[name])
    if config.takes_pav:
        assert visuals["channel_gate"].shape[0] == visuals["body_gate"].shape[0] == 2
        gates = torch.cat([visuals["channel_gate"], visuals["body_gate"]], dim=1)
        assert 0 < gates.min() < gates.max() < 1
    if config.fusion == "attention":
        weights = visuals["stream_weights"]
        assert weights.shape == (6, 2, 64)
        assert torch.allclose(weights.sum(dim=1), torch.ones(6, 64))


@pytest.mark.parametrize(
    "settings", [one for one in EVERY if NetworkConfig(**one).takes_pav], ids=named, indirect=True
)
def test_the_vector_matters_where_it_is_taken(network):
    inputs = random_inputs(network.config, 1, 3)
    with torch.inference_mode():
        first = network(**inputs).logits
        second = network(**{**inputs, "pav": 1 - inputs["pav"]}).logits
    assert (first - second).abs().max() > 1e-4


def test_what_is_missing_is_named(network):
    with pytest.raises(ValueError, match=r"no frames|takes"):
        network()


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": 3},
        {"channels": (1, 2, 3)},
        {"channels": (0, 1, 2, 3)},
        {"classes": 1},
        {"depth": 4},
        {"kind": "gaitset"},
        {"kind": "sconet", "fusion": "pga"},
        {"kind": "drf", "fusion": "attention"},
        {"kind": "drf", "pav": "squared"},
    ],
)
def test_wrong_sizes(wrong):
    with pytest.raises(ValidationError):
        NetworkConfig(**wrong)


@pytest.mark.parametrize("count", [1, 3])
def test_onnx_by_chunks_equals_torch(network, count, tmp_path):
    write_onnx(network, tmp_path / "model.onnx")
    inputs = random_inputs(network.config, count, 7)
    answers = by_chunks(onnx.session(tmp_path / "model.onnx"), network, inputs, [1, 4, 2])
    with torch.inference_mode():
        expected = network(**inputs)
        features = network.features(Inputs(**inputs))[0].unflatten(0, (count, 7))
    assert np.abs(answers["logits"] - expected.logits.numpy()).max() < 1e-4
    assert np.abs(answers["embeddings"] - expected.embeddings.numpy()).max() < 1e-4
    assert np.abs(answers["features"] - features[:, 5:].numpy()).max() < 1e-4
    for gate in ("channel_gate", "body_gate"):
        assert (gate in answers) == network.config.takes_pav
        if network.config.takes_pav:
            assert np.abs(answers[gate] - expected.visuals[gate].numpy()).max() < 1e-6


def test_saved_and_loaded_it_answers_the_same(network, tmp_path):
    ranges = tuple(((0.0, 1.0),) * 3 for _ in range(8)) if network.config.takes_pav else None
    inputs = random_inputs(network.config, 2, 3)
    with torch.inference_mode():
        before = network(**inputs).logits
        folder = write_model_folder(network, tmp_path / "model", facts(pav_ranges=ranges))
        after = load_model(folder)(**inputs).logits
    assert torch.equal(before, after)
