"""The loop learns, comes out the same again, stops when asked, and writes a folder that loads."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
import yaml

from engine.core.classes import ClassName
from engine.core.errors import CancelledError, ConfigError
from engine.core.progress import Cancel, Stage
from engine.datasets.scoliosis1k import write_sequence
from engine.inference.inputs import Clip
from engine.inference.predictor import load_predictor
from engine.models.cards import read_card
from engine.runs.data_config import Batches
from engine.runs.training_config import TrainConfig, read_config
from engine.runtime.checkpoints import read_checkpoint
from engine.training.data import Sequences
from engine.training.losses import cross_entropy, triplet
from engine.training.run import train
from engine.training.samplers import sampler_of
from tests.engine.models.made import blobs

CONFIGS = Path(__file__).parents[3] / "configs"
ORDER = tuple(ClassName)


def config_of(**changes):
    return {
        "name": "tiny",
        "version": "1",
        "description": "made for a test",
        "status": "research",
        "device": "cpu",
        "threads": 1,
        "network": {"kind": "sconet_mt", "channels": [4, 6, 8, 8], "embedding": 8, "parts": 4},
        "class_order": ["positive", "negative", "neutral"],
        "folder": {"root": "data", "licence": "none", "validation": 0.2, "test": 0.2},
        "batches": {"groups": 3, "each": 4, "group_by": "class", "frames": 3},
        "optimiser": {"iterations": 100, "rate": 0.05, "milestones": [60]},
        "report_on_test": True,
        "precisions": False,
        "log_every": 20,
    } | changes


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("training")
    for number in range(60):
        silhouettes = blobs(8, seed=number, lean=(0, 5, 10)[number % 3])
        silhouettes[number % 8] = 0
        write_sequence(place / "data", f"{number:05d}", ORDER[number % 3], silhouettes)
    return place


def run(place, name, *, cancel=None, progress=None, **changes):
    (place / f"{name}.yaml").write_text(yaml.safe_dump(config_of(**changes)))
    return train(
        place / f"{name}.yaml",
        place / name,
        cache=place / f"{name}-cache",
        progress=progress,
        cancel=cancel,
    )


@pytest.fixture(scope="module")
def trained(place):
    reports = []
    folder = run(place, "first", progress=reports.append)
    return folder, reports


def test_learns_and_writes_a_model(place, trained):
    folder, reports = trained
    assert folder == place / "first" / "tiny"
    card = read_card(folder)
    assert card.class_order == (ClassName.POSITIVE, ClassName.NEGATIVE, ClassName.NEUTRAL)
    assert card.calibration is not None
    assert card.evaluation.metrics["accuracy"].value >= 0.9
    assert card.evaluation.sequences == 12
    assert "leakage between the parts is possible" in card.training.data
    assert {report.stage for report in reports} >= {Stage.TRAIN, Stage.EVALUATE, Stage.DONE}
    prediction = load_predictor(folder).predict(Walk(blobs(9, seed=100, lean=10)))
    assert max(prediction.probabilities, key=prediction.probabilities.get) is ClassName.POSITIVE


class Walk:
    def __init__(self, silhouettes):
        self.silhouettes = silhouettes
        self.seconds = np.arange(len(silhouettes)) / 15


def test_log_and_checkpoint(place, trained):
    runs = place / "first-cache" / "runs" / "tiny"
    records = [json.loads(line) for line in (runs / "log.jsonl").read_text().splitlines()]
    assert records[0]["config"]["optimiser"]["iterations"] == 100
    steps = [record for record in records if "iteration" in record]
    assert [record["iteration"] for record in steps] == list(range(20, 101, 20))
    assert steps[-1]["cross_entropy"] < steps[0]["cross_entropy"]
    assert steps[-1]["rate"] == pytest.approx(0.005)
    assert records[-1]["event"] == "done"
    checkpoint = read_checkpoint(runs / "checkpoint.pt")
    assert checkpoint["iteration"] == 100
    assert set(checkpoint) >= {"model", "optimizer", "scheduler", "iteration"}


def test_same_seed_same_weights(place, trained):
    again = run(place, "again")
    assert read_card(again).sha256 == read_card(trained[0]).sha256


def test_sconet_needs_no_triplets(place):
    network = config_of()["network"] | {"kind": "sconet"}
    optimiser = {"iterations": 3, "milestones": []}
    folder = run(place, "plain", network=network, optimiser=optimiser, report_on_test=False)
    card = read_card(folder)
    assert card.kind == "sconet"
    assert card.evaluation is None


def test_cancel_leaves_nothing(place):
    cancel = Cancel()

    def stop(report):
        if report.stage is Stage.TRAIN:
            cancel.set()

    with pytest.raises(CancelledError):
        run(place, "stopped", cancel=cancel, progress=stop)
    assert not (place / "stopped").exists()


def test_every_shipped_config_is_valid():
    files = sorted(CONFIGS.rglob("*.yaml"))
    assert {file.name for file in files} >= {"sconet_mt_demo.yaml", "sconet_mt_scoliosis1k.yaml"}
    for file in files:
        assert read_config(file).name == file.stem


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"optimizer": {}}, "unknown key “optimizer”.*“optimiser”"),
        ({"folder": None}, "either simulation or folder"),
        ({"class_order": ["negative", "neutral"]}, "each of the network's classes"),
        ({"batches": {"group_by": "class", "groups": 8}}, "larger than the number of classes"),
        (
            {"folder": None, "simulation": {"train": 9, "validation": 3, "test": 3, "seed": 1}},
            "demo",
        ),
    ],
)
def test_wrong_configs(changes, says, tmp_path):
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(config_of(**changes)))
    with pytest.raises(ConfigError, match=says):
        read_config(tmp_path / "a.yaml")


@pytest.fixture
def sequences():
    clips = tuple(clip_of(np.full((2 + n, 64, 44), n, np.uint8)) for n in range(10))
    classes = np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 2])
    return Sequences(clips, classes, tuple(f"person {n // 2}" for n in range(10)))


def clip_of(silhouettes):
    return Clip({"silhouettes": silhouettes}, np.arange(len(silhouettes)))


def test_batches_are_groups_of_people(sequences):
    settings = Batches(groups=3, each=4, frames=5)
    batch = sampler_of(sequences, settings, uses_triplet=True, seed=1).next()
    assert batch.frames["silhouettes"].shape == (12, 5, 64, 44)
    assert len(set(batch.groups)) == 3
    numbers = batch.frames["silhouettes"][:, 0, 0, 0]
    assert [number // 2 for number in numbers] == batch.groups.tolist()
    assert sequences.classes[numbers].tolist() == batch.classes.tolist()
    again = sampler_of(sequences, settings, uses_triplet=True, seed=1).next()
    assert np.array_equal(again.frames["silhouettes"], batch.frames["silhouettes"])


def test_batches_by_class(sequences):
    settings = Batches(groups=3, each=2, group_by="class", frames=2)
    batch = sampler_of(sequences, settings, uses_triplet=True, seed=1).next()
    assert sorted(batch.groups) == [0, 0, 1, 1, 2, 2]
    assert np.array_equal(batch.groups, batch.classes)


def test_shuffled_batches_see_everyone_once(sequences):
    settings = Batches(groups=5, each=1, frames=2)
    source = sampler_of(sequences, settings, uses_triplet=False, seed=1)
    drawn = [source.next().frames["silhouettes"] for _ in range(2)]
    seen = np.concatenate([frames[:, 0, 0, 0] for frames in drawn])
    assert sorted(seen) == list(range(10))


def test_mirroring_turns_whole_clips():
    frames = np.zeros((4, 64, 44), np.uint8)
    frames[:, :, 0] = 1
    sequences = Sequences(
        (clip_of(frames),) * 50, np.zeros(50, np.int64), tuple(map(str, range(50)))
    )
    settings = Batches(groups=50, each=1, frames=3, flip=0.5)
    batch = sampler_of(sequences, settings, uses_triplet=True, seed=1).next()
    seen = batch.frames["silhouettes"]
    left, right = seen[:, :, 0, 0], seen[:, :, 0, -1]
    assert np.array_equal(left, 1 - right)
    assert (left == left[:, :1]).all()
    assert 10 < left[:, 0].sum() < 40


def test_triplet_by_hand():
    points = torch.tensor([[0.0], [1.0], [1.5]], requires_grad=True)
    embeddings = points[:, :, None]
    labels = torch.tensor([0, 0, 1])
    terms = triplet(embeddings, labels, margin=0.2)
    # Anchor 0: d(0,1) - d(0,2) + 0.2 < 0. Anchor 1: d(1,0) - d(1,2) + 0.2 = 0.7.
    assert terms.nonzero.tolist() == [1.0]
    assert terms.loss.item() == pytest.approx(0.7)
    terms.loss.backward()
    assert torch.isfinite(points.grad).all()


def test_triplet_of_one_group_is_zero_with_a_gradient():
    embeddings = torch.zeros(4, 3, 2, requires_grad=True)
    loss = triplet(embeddings, torch.zeros(4, dtype=torch.int64)).loss
    loss.backward()
    assert loss.item() == 0
    assert torch.equal(embeddings.grad, torch.zeros(4, 3, 2))


def test_cross_entropy_counts_parts_alike():
    logits = torch.zeros(2, 3, 4)
    assert cross_entropy(logits, torch.tensor([0, 1])).item() == pytest.approx(np.log(3))


def test_config_is_frozen():
    with pytest.raises(ValueError, match="frozen"):
        TrainConfig(**config_of()).seed = 3
