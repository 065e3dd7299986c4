"""Several networks as one: probabilities are averaged, by torch, by ONNX Runtime and in numpy alike."""

import numpy as np
import onnxruntime
import pytest
import torch

from engine.inference.ensemble_head import Heads
from engine.inference.inputs import scale_pav
from engine.models.cards import known_input
from engine.models.configs import NetworkConfig
from engine.models.ensemble import member_ranges, shared_ranges
from engine.models.onnx_export import write_onnx
from engine.models.registry import build

KINDS = [
    ("sconet", "none"),
    ("sconet_mt", "none"),
    ("sconet_mt_maps", "none"),
    ("drf", "pga"),
    ("drf", "none"),
    ("drf_dual", "pga"),
    ("drf_dual", "attention"),
]
SCALES = [10.0, 16.0, 30.0]


def made(kind, fusion):
    torch.manual_seed(3)
    config = NetworkConfig(
        kind=kind, fusion=fusion, channels=(4, 4, 4, 8), embedding=6, parts=4, members=3
    )
    network = build(config).eval()
    network.scales[:] = torch.tensor(SCALES)
    network.ranges[1, 0], network.ranges[1, 1] = 1.5, -0.2
    network.ranges[2, 0, 0, 0], network.ranges[2, 2, 0, 0] = 0, 1
    return network


@pytest.mark.parametrize(("kind", "fusion"), KINDS)
def test_the_mean_of_the_members_probabilities(kind, fusion, tmp_path):
    network = made(kind, fusion)
    config = network.config
    sample = known_input(config, seed=1, frames=4)
    given = {name: torch.from_numpy(array) for name, array in sample.items()}
    with torch.inference_mode():
        outputs = network(**given)
        shares = []
        for number, member in enumerate(network.networks):
            own = dict(given)
            if "pav" in own:
                factor, shift, unknown = network.ranges[number]
                pav = (own["pav"] * factor + shift).clamp(0, 1)
                own["pav"] = torch.where(unknown > 0, 0.5, pav)
            shares.append(torch.softmax(SCALES[number] * member(**own).logits.mean(2), dim=1))
    wanted = torch.stack(shares).mean(0)
    torch.testing.assert_close(torch.softmax(16 * outputs.logits.mean(2), 1), wanted)
    write_onnx(network, tmp_path / "model.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "model.onnx"))
    lowest = np.full((1, *config.feature_shape), np.finfo(np.float32).min, np.float32)
    said = dict(
        zip(
            [one.name for one in session.get_outputs()],
            session.run(None, {**sample, "running": lowest}),
            strict=True,
        )
    )
    np.testing.assert_allclose(said["logits"], outputs.logits, atol=1e-5)
    np.testing.assert_allclose(said["embeddings"], outputs.embeddings, atol=1e-5)
    assert said["embeddings"].shape == (1, *config.embedding_shape)
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    heads = Heads.of(weights, config.sizes)
    gate = None
    if kind == "drf" and "channel_gate" in said:
        pairs = [np.split(said[name][0], 3) for name in ("channel_gate", "body_gate")]
        gate = np.concatenate([np.outer(*pair) for pair in zip(*pairs, strict=True)])
    logits = heads.logits(said["pooled"][0], gate)
    np.testing.assert_allclose(logits, said["logits"][0], atol=1e-4)


def test_the_gradient_is_that_of_the_evidence():
    network = made("sconet_mt", "none")
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    heads = Heads.of(weights, network.config.sizes)
    rng = np.random.default_rng(0)
    pooled = rng.random(network.config.feature_shape)
    wanted, change = rng.normal(size=(3, 4)), rng.normal(size=pooled.shape)
    sums = [
        (wanted * heads.evidence(pooled + step * change, np.empty(0))).sum()
        for step in (1e-6, -1e-6)
    ]
    slope = (heads.gradient(pooled, wanted) * change).sum()
    assert slope == pytest.approx((sums[0] - sums[1]) / 2e-6, rel=1e-4)


def test_ranges_of_each_member():
    rng = np.random.default_rng(2)
    own = []
    for _ in range(3):
        low = rng.normal(size=(8, 3))
        own.append(np.stack([low, low + rng.random((8, 3)) + 0.1], axis=-1))
    own[1][2, 1] = 0.0
    shared = shared_ranges(own)
    vector = rng.normal(size=(8, 3)) * 2
    by_all = scale_pav(vector, shared)
    for ranges in own:
        factor, shift, unknown = member_ranges(shared, ranges)
        said = np.clip(by_all * factor + shift, 0, 1) * (1 - unknown) + 0.5 * unknown
        np.testing.assert_allclose(said, scale_pav(vector, ranges), atol=1e-5)
