"""ScoNet-MT equals the arrays that OpenGait computed; see tests/data/goldens/README.md."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.models import load_model
from engine.models.fusion import AttentionFusion
from engine.models.opengait import import_checkpoint
from engine.models.sconet import ScoNet
from engine.training.losses import cross_entropy, triplet

GOLDENS = Path(__file__).parents[2] / "data" / "goldens"
CHECKPOINT = GOLDENS / "opengait_sconet_mt_tiny-00000.pt"


@pytest.fixture(scope="module")
def golden() -> dict[str, np.ndarray]:
    with np.load(GOLDENS / "sconet_mt_tiny.npz", allow_pickle=False) as arrays:
        return dict(arrays)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    order = ["negative", "neutral", "positive"]
    where = tmp_path_factory.mktemp("models")
    return import_checkpoint(CHECKPOINT, class_order=order, destination=where)


@pytest.fixture
def network(folder) -> ScoNet:
    return load_model(folder)


@pytest.fixture(scope="module")
def silhouettes(golden) -> torch.Tensor:
    return torch.from_numpy(golden["sils"][..., 10:54].astype(np.float32) / 255)


def largest_difference(tensor: torch.Tensor, expected: np.ndarray) -> float:
    assert tuple(tensor.shape) == expected.shape
    return float(np.abs(tensor.detach().numpy() - expected).max())


def test_eval_mode(network, silhouettes, golden):
    with torch.inference_mode():
        outputs = network(silhouettes)
    assert largest_difference(outputs.embeddings, golden["eval_embeddings"]) < 1e-5
    assert largest_difference(outputs.logits, golden["eval_logits"]) < 1e-5


def test_packed_lengths(network, silhouettes, golden):
    with torch.inference_mode():
        outputs = network(silhouettes[:3], lengths=torch.from_numpy(golden["packed_lengths"]))
    assert largest_difference(outputs.embeddings, golden["packed_embeddings"]) < 1e-5
    assert largest_difference(outputs.logits, golden["packed_logits"]) < 1e-5


def test_train_mode(network, silhouettes, golden):
    outputs = network.train()(silhouettes)
    assert largest_difference(outputs.embeddings, golden["train_embeddings"]) < 1e-5
    assert largest_difference(outputs.logits, golden["train_logits"]) < 1e-5


def test_triplet_terms(golden):
    embeddings = torch.from_numpy(golden["train_embeddings"])
    terms = triplet(embeddings, torch.from_numpy(golden["identity"]))
    assert largest_difference(terms.per_part, golden["triplet_per_part"]) < 1e-5
    assert terms.nonzero.tolist() == golden["triplet_nonzero"].tolist()


@pytest.fixture
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("one_thread")
def test_three_steps(network, silhouettes, golden):
    """These three steps amplify rounding a million times: 1e-9 in the weights becomes 1e-3 here.

    So only the same order of floating-point operations, on one thread, comes out the same.
    """
    identity = torch.from_numpy(golden["identity"])
    classes = torch.from_numpy(golden["class_ids"])
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    network.train()
    for step in range(3):
        outputs = network(silhouettes)
        apart = triplet(outputs.embeddings, identity).loss
        entropy = cross_entropy(outputs.logits, classes)
        right = (outputs.logits.argmax(dim=1) == classes[:, None]).double().mean()
        assert apart.item() == pytest.approx(golden["triplet_losses"][step], abs=1e-5)
        assert entropy.item() == pytest.approx(golden["ce_losses"][step], abs=1e-5)
        assert right.item() == pytest.approx(golden["accuracies"][step])
        optimizer.zero_grad()
        (apart + entropy).backward()
        optimizer.step()
    with torch.inference_mode():
        outputs = network.eval()(silhouettes)
    assert largest_difference(outputs.logits, golden["after3_logits"]) < 1e-3


def test_attention_fusion():
    """SkeletonGait++'s attention between two streams, in eval mode."""
    with np.load(GOLDENS / "attention_fusion.npz", allow_pickle=False) as arrays:
        golden = dict(arrays)
    prefix = "w_conv.forward_block."
    fusion = AttentionFusion(32).eval()
    fusion.mix.load_state_dict(
        {key.removeprefix(prefix): torch.from_numpy(value) for key, value in golden.items()
         if key.startswith(prefix)}
    )  # fmt: skip
    # There [N, C, T, H, W]; here the frames of all sequences one after the other.
    first, second = (
        torch.from_numpy(golden[name]).transpose(1, 2).flatten(0, 1) for name in ("sil", "map")
    )
    with torch.inference_mode():
        joined = fusion(first, second)
    expected = np.moveaxis(golden["out"], 1, 2)
    assert largest_difference(joined.unflatten(0, expected.shape[:2]), expected) < 1e-5
