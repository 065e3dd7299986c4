"""Networks are plausible: any batch, no NaN, gradients everywhere; ONNX says the same."""

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from engine.models.configs import ScoNetConfig
from engine.models.networks import NETWORKS, build
from engine.models.onnx_export import write_onnx
from engine.runtime import onnx
from tests.engine.models.made import small_network


@pytest.mark.parametrize("kind", NETWORKS)
@pytest.mark.parametrize("parts", [1, 4, 16])
def test_shapes(kind, parts):
    network = build(ScoNetConfig(kind=kind, channels=(4, 4, 6, 8), embedding=5, parts=parts))
    with torch.inference_mode():
        outputs = network.eval()(torch.rand(1, 1, 64, 44))
    assert outputs.embeddings.shape == (1, 5, parts)
    assert outputs.logits.shape == (1, 3, parts)
    assert outputs.logits.abs().max() <= 1 + 1e-6


def test_published_size():
    state = build(ScoNetConfig()).state_dict()
    assert sum(tensor.numel() for tensor in state.values()) == 7_028_557


def test_empty_frames_give_numbers_and_gradients_reach_every_weight():
    network = small_network().train()
    outputs = network(torch.cat([torch.zeros(1, 2, 64, 44), torch.rand(3, 2, 64, 44)]))
    (outputs.logits.square().sum() + outputs.embeddings.sum()).backward()
    for name, weight in network.named_parameters():
        assert weight.grad is not None, name
        assert torch.isfinite(weight.grad).all(), name


def test_order_of_frames_and_chunks_do_not_matter():
    network, frames = small_network(), torch.rand(2, 9, 64, 44)
    with torch.inference_mode():
        whole = network(frames).logits
        mixed = network(frames[:, torch.randperm(9)]).logits
        parts = torch.maximum(network.pool(frames[:, :4]), network.pool(frames[:, 4:]))
        chunked = network.head(parts).logits
    assert torch.allclose(whole, mixed, atol=1e-6)
    assert torch.allclose(whole, chunked, atol=1e-6)


def test_padding_is_not_looked_at():
    network = small_network().train()
    frames = torch.rand(2, 6, 64, 44)
    padded = torch.cat([frames, torch.full((2, 3, 64, 44), 9.0)], dim=1)
    assert torch.equal(network(frames).logits, network(padded, torch.tensor([6, 6])).logits)


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": 3},
        {"channels": (1, 2, 3)},
        {"channels": (0, 1, 2, 3)},
        {"classes": 1},
        {"depth": 4},
        {"kind": "gaitset"},
    ],
)
def test_wrong_sizes(wrong):
    with pytest.raises(ValidationError):
        ScoNetConfig(**wrong)


@pytest.mark.parametrize("in_channels", [1, 2])
@pytest.mark.parametrize("count", [1, 3])
def test_onnx_by_chunks_equals_torch(in_channels, count, tmp_path):
    network = small_network(in_channels=in_channels)
    write_onnx(network, tmp_path / "model.onnx")
    session = onnx.session(tmp_path / "model.onnx")
    shape = (count, 7, 64, 44) if in_channels == 1 else (count, 7, in_channels, 64, 44)
    frames = torch.rand(shape)
    running = np.full(
        (count, *network.config.feature_shape), np.finfo(np.float32).min, dtype=np.float32
    )
    named = {}
    for chunk in frames.split([1, 4, 2], dim=1):
        found = session.run({"silhouettes": chunk.numpy(), "running": running})
        named = dict(zip(session.outputs, found, strict=True))
        running = named["pooled"]
    with torch.inference_mode():
        expected = network(frames)
    assert np.abs(named["logits"] - expected.logits.numpy()).max() < 1e-4
    assert np.abs(named["embeddings"] - expected.embeddings.numpy()).max() < 1e-4
