"""Why an answer came out: sums that are exact, gradients that are right, frames that decided."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine.core.explanation import BodyLevel
from engine.inference.attribution import APART, level_at
from engine.inference.head import Head
from engine.inference.inputs import prepare_clip
from engine.inference.predictor import load_predictor
from engine.models.cards import read_card
from engine.models.configs import SCALE
from engine.models.model_folder import load_network, write_model_folder
from engine.models.network import Inputs
from engine.runtime.weights import read_weights
from tests.engine.models.made import blobs, facts, small_network

KINDS = [
    {"kind": "sconet"},
    {"kind": "sconet_mt"},
    {"kind": "sconet_mt_maps"},
    {"kind": "drf"},
    {"kind": "drf_dual"},
    {"kind": "drf_dual", "fusion": "pga"},
]


def skeletons(frames: int) -> np.ndarray:
    """A stick person that sways: float32 [T, 17, 3]."""
    rng = np.random.default_rng(3)
    standing = np.column_stack([rng.uniform(40, 60, 17), np.linspace(10, 110, 17)])
    moving = standing[None] + rng.normal(0, 2, (frames, 17, 2))
    return np.concatenate([moving, np.ones((frames, 17, 1))], axis=2).astype(np.float32)


def walk(frames: int, seed: int = 0) -> SimpleNamespace:
    return SimpleNamespace(
        silhouettes=blobs(frames, seed=seed, lean=8),
        keypoints=skeletons(frames),
        seconds=np.arange(frames) / 15,
    )


@pytest.fixture(params=KINDS, ids=lambda one: "-".join(one.values()))
def folder(request, tmp_path):
    network = small_network(**request.param)
    ranges = ((((0.0, 5.0),) * 3),) * 8 if network.config.takes_pav else None
    return write_model_folder(network, tmp_path / "model", facts(pav_ranges=ranges))


def test_the_parts_add_up_to_the_whole(folder):
    prediction = load_predictor(folder).predict(walk(40))
    explanation = prediction.explanation
    order = list(read_card(folder).class_order)
    means = prediction.logits.mean(axis=1)
    whole = SCALE * (
        means[order.index(explanation.towards)] - means[order.index(explanation.against)]
    )
    assert sum(part.contribution for part in explanation.parts) == pytest.approx(whole, abs=1e-3)
    assert explanation.against == "negative"
    assert explanation.towards in {"neutral", "positive"}
    assert explanation.levels
    assert [part.top for part in explanation.parts] == [i / 16 for i in range(16)]


def test_frames_share_the_evidence(folder):
    sequence = walk(40)
    sequence.silhouettes[7] = 0
    explanation = load_predictor(folder).predict(sequence).explanation
    shares = np.array(explanation.frame_shares)
    assert shares.shape == (40,)
    assert shares.sum() == pytest.approx(1, abs=1e-3)
    if explanation.picture == "silhouettes":
        assert shares[7] == 0
    numbers = [frame.index for frame in explanation.frames]
    assert numbers == sorted(numbers)
    assert min(np.diff(numbers)) >= APART
    assert max(shares) == pytest.approx(max(frame.share for frame in explanation.frames), abs=1e-3)
    heat = np.array([frame.heat for frame in explanation.frames])
    assert heat.shape[1:] == (16, 11)
    assert heat.min() >= 0
    assert heat.max() == pytest.approx(1)
    for frame in explanation.frames:
        assert frame.seconds == sequence.seconds[frame.index]


def test_a_frame_unlike_the_others_decides(tmp_path):
    folder = write_model_folder(small_network(), tmp_path / "model", facts())
    sequence = walk(30)
    sequence.silhouettes[:] = sequence.silhouettes[0]
    sequence.silhouettes[17] = blobs(1, seed=5, lean=-20)[0]
    shares = np.array(load_predictor(folder).predict(sequence).explanation.frame_shares)
    # Of equal frames the first one takes the maximum.
    assert set(np.flatnonzero(shares > 1e-6)) <= {0, 17}
    assert shares[17] > 0.2


def test_the_head_in_numpy_is_the_network(folder):
    card = read_card(folder)
    network = load_network(folder)
    head = Head.of(read_weights(folder / "weights.safetensors"), card.network)
    clip = prepare_clip(walk(9), card)
    given = {name: torch.from_numpy(array) for name, array in clip.part(slice(None)).items()}
    with torch.inference_mode():
        pooled = network.pool(Inputs(**given))
    # Where two features of a strip are equal, either may be called the largest.
    pooled = (pooled + 1e-3 * torch.rand(pooled.shape)).requires_grad_()
    outputs = network.head(pooled, given.get("pav"))
    gates = outputs.visuals
    gate = (
        np.outer(gates["channel_gate"][0].detach(), gates["body_gate"][0].detach())
        if gates
        else None
    )
    values = pooled.detach().numpy()[0]
    assert np.abs(head.logits(values, gate) - outputs.logits[0].detach().numpy()).max() < 1e-5
    wanted = np.random.default_rng(0).normal(size=outputs.logits.shape[1:])
    (outputs.logits[0] * torch.from_numpy(wanted)).sum().backward()
    gradient = head.gradient(values, wanted, gate)
    expected = pooled.grad.numpy()[0]
    assert np.abs(gradient - expected).max() < 1e-4 * np.abs(expected).max() + 1e-7


def test_chunks_do_not_change_the_reasons(folder, monkeypatch):
    whole = load_predictor(folder).predict(walk(40))
    monkeypatch.setattr("engine.inference.runners.CPU_CHUNK", 7)
    parts = load_predictor(folder).predict(walk(40))
    assert parts.explanation.levels == whole.explanation.levels
    assert [f.index for f in parts.explanation.frames] == [
        f.index for f in whole.explanation.frames
    ]
    assert parts.trust.stability.same == whole.trust.stability.same
    assert parts.trust.stability.low == pytest.approx(whole.trust.stability.low, abs=1e-3)


def test_gates_are_told_for_networks_that_have_them(folder):
    explanation = load_predictor(folder).predict(walk(12)).explanation
    config = read_card(folder).config
    assert (explanation.gates is not None) == config.takes_pav
    if explanation.gates is not None:
        assert len(explanation.gates.body) == (64 if config.kind == "drf_dual" else 16)
        assert all(0 < value < 1 for value in explanation.gates.channel + explanation.gates.body)


def test_no_reasons_when_they_are_not_asked_for(folder):
    prediction = load_predictor(folder).predict(walk(12), explain=False)
    assert prediction.explanation is None
    assert prediction.trust.stability is None


@pytest.mark.parametrize("picture", ["silhouettes", "maps"])
def test_levels_run_from_head_to_lower_legs(picture):
    levels = [level_at((i + 0.5) / 64, picture=picture) for i in range(64)]
    assert list(dict.fromkeys(levels)) == list(BodyLevel)
