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
def test_three_steps(folder, silhouettes, golden):
    """Three steps in float64, each compared with float32 from the same weights, and with OpenGait's.

    What moves between processors is the order of additions, and so the last digit. The steps amplify it: in
    float64, a last digit of float32 more or less in the first weights (six draws) moves the losses by 3e-7 in
    step 1, by up to 1.3e-3 in step 2 and by up to 0.11 in step 3; OpenGait's float32 run is one such draw.
    So step 1 is compared with it tightly, and later steps within what rounding does.
    """
    told = [[golden[f"{name}_losses"][step] for name in ("triplet", "ce")] for step in range(3)]
    wide = load_model(folder).double()
    losses = list(steps(wide, silhouettes.double(), golden, load_model(folder)))
    for one, other, most in zip(losses, told, (1e-5, 5e-3, 0.5), strict=True):
        assert one == pytest.approx(other, abs=most)


def steps(network, silhouettes, golden, narrow):
    """Learn in three steps; give the losses of each, float [2].

    A float32 network is set to the weights before each step: its losses and gradients are the same.
    """
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    network.train()
    for number in range(3):
        before = {name: one.clone() for name, one in network.state_dict().items()}
        optimizer.zero_grad()
        losses, right = learn(network, silhouettes, golden)
        if number == 0:
            assert right == pytest.approx(golden["accuracies"][0])
        narrow.load_state_dict(before)
        narrow.zero_grad()
        found, _ = learn(narrow.train(), silhouettes.float(), golden)
        assert found == pytest.approx(losses, abs=1e-5)
        gradients = [
            torch.cat([one.grad.double().flatten() for one in each.parameters()])
            for each in (network, narrow)
        ]
        assert (gradients[1] - gradients[0]).norm() < 0.05 * gradients[0].norm()
        optimizer.step()
        yield losses


def learn(network, silhouettes, golden):
    """Return both losses of one pass, and the share of right answers; gradients are in the network."""
    classes = torch.from_numpy(golden["class_ids"])
    outputs = network(silhouettes)
    apart = triplet(outputs.embeddings, torch.from_numpy(golden["identity"])).loss
    entropy = cross_entropy(outputs.logits, classes)
    (apart + entropy).backward()
    right = (outputs.logits.argmax(dim=1) == classes[:, None]).double().mean()
    return [apart.item(), entropy.item()], right.item()


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
