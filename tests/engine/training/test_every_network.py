"""Every network of the table learns, and its model folder screens by the code that trained it."""

import json
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import yaml

from engine.core.classes import ClassName
from engine.core.errors import DatasetError, ModelError
from engine.datasets.packing import PackRequest, pack_dataset
from engine.datasets.scoliosis1k import (
    Entry,
    read_index,
    read_keypoints,
    read_silhouettes,
    write_sequence,
)
from engine.gait.sample_walks import read
from engine.inference.inputs import prepare_clip
from engine.inference.predictor import load_predictor
from engine.models import load_model
from engine.models.cards import read_card
from engine.models.configs import FRAME_INPUTS, Kind
from engine.runs.data_config import Batches
from engine.runs.training_config import TrainConfig, read_config
from engine.training.data import (
    class_weights,
    fit_ranges,
    load_sequences,
)
from engine.training.finished_run import balanced_choice
from engine.training.run import train
from engine.training.samplers import sampler_of
from engine.training.sources import gather_sources
from tests.engine.training.mirrored import mirror

WALKS = read()
FUSED = [
    *({"kind": kind} for kind in get_args(Kind)),
    {"kind": "drf", "pav": "signed"},
    {"kind": "drf", "fusion": "none"},
    {"kind": "drf_dual", "fusion": "pga"},
]


def config_of(network, **changes):
    return {
        "name": "tiny",
        "version": "1",
        "description": "made for a test",
        "status": "research",
        "device": "cpu",
        "threads": 1,
        "network": {"channels": [4, 4, 6, 6], "embedding": 4, "parts": 4} | network,
        "class_order": ["negative", "neutral", "positive"],
        "folder": {"root": "data", "licence": "none", "validation": 0.25, "test": 0.25},
        "batches": {"groups": 3, "each": 2, "group_by": "class", "frames": 2, "flip": 0.5},
        "optimiser": {"iterations": 3, "rate": 0.01, "milestones": []},
        "report_on_test": True,
        "precisions": False,
        "log_every": 1,
    } | changes


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("networks")
    for number, walk in enumerate(WALKS):
        silhouettes = walk.silhouettes[:8].copy()
        silhouettes[number % 8] = 0
        write_sequence(
            place / "data", f"{number:05d}", walk.class_name, silhouettes, walk.keypoints[:8]
        )
    return place


def parsed(network, **changes):
    return TrainConfig.model_validate_json(json.dumps(config_of(network, **changes)))


def run(place, network, name, **changes):
    (place / f"{name}.yaml").write_text(yaml.safe_dump(config_of(network, **changes)))
    return train(place / f"{name}.yaml", place / name, cache=place / f"{name}-cache")


@pytest.mark.parametrize("network", FUSED, ids=lambda network: "-".join(network.values()))
def test_trains_and_screens(place, network):
    name = "-".join(network.values())
    folder = run(place, network, name)
    card = read_card(folder)
    assert card.kind == network["kind"]
    assert card.inputs[: len(FRAME_INPUTS[card.kind])] == FRAME_INPUTS[card.kind]
    sees_keypoints = {"maps", "pav"} & set(card.inputs)
    assert card.keypoint_set == ("coco" if sees_keypoints else None)
    assert (card.pav_ranges is not None) == ("pav" in card.inputs)
    assert (card.silhouette_source == "dataset") == ("silhouettes" in card.inputs)
    assert card.reference.sequences == 6
    assert (folder / "reference.safetensors").is_file()
    load_model(folder)  # checks hash and known answer with torch
    prediction = load_predictor(folder).predict(WALKS[3])  # checks them for ONNX
    assert prediction.logits.shape == (3, 4)
    assert np.isfinite(prediction.logits).all()
    assert prediction.trust.distance is not None
    log = (place / f"{name}-cache" / "runs" / "tiny" / "log.jsonl").read_text().splitlines()
    steps = [record for record in map(json.loads, log) if "iteration" in record]
    assert [step["triplet"] > 0 for step in steps] == [card.kind != "sconet"] * 3
    reference = (folder / "reference.safetensors").read_bytes()
    (folder / "reference.safetensors").write_bytes(reference[:-1] + b"x")
    with pytest.raises(ModelError, match=r"reference\.safetensors"):
        load_predictor(folder)


@pytest.mark.parametrize("network", FUSED, ids=lambda network: "-".join(network.values()))
def test_training_and_screening_make_the_same_of_a_walk(place, network):
    entries = read_index(place / "data")
    sequences = load_sequences(entries, parsed(network))
    ranges = sequences.pav_ranges
    card = _CardOf(parsed(network), ranges)
    for entry, clip in zip(entries[:3], sequences.clips[:3], strict=True):
        walk = _stored(entry)
        screened = prepare_clip(walk, card)
        assert clip.frames.keys() == screened.frames.keys()
        assert np.array_equal(clip.indices, screened.indices)
        for name in clip.frames:
            assert np.array_equal(clip.frames[name], screened.frames[name])
        assert (clip.pav is None) == (screened.pav is None)
        assert clip.pav is None or np.array_equal(clip.pav, screened.pav)


class _CardOf:
    """The part of a card that tells how inputs are made."""

    def __init__(self, config, ranges):
        self.config = config.network
        self.normalisation = config.normalisation
        self.pav_ranges = ranges
        self.max_frames = 720


def _stored(entry):
    class Walk:
        silhouettes = read_silhouettes(entry)
        keypoints = read_keypoints(entry)
        seconds = np.arange(len(silhouettes)) / 15

    return Walk()


def test_streams_stay_together(place):
    sequences = load_sequences(read_index(place / "data"), parsed({"kind": "drf_dual"}))
    # Frame 0 has no silhouette; the others of that walk have both.
    assert 0 not in sequences.clips[0].indices
    settings = Batches(groups=3, each=4, frames=5, group_by="class")
    batch = sampler_of(sequences, settings, uses_triplet=True, seed=1).next()
    assert batch.frames["silhouettes"].shape == (12, 5, 64, 44)
    assert batch.frames["maps"].shape == (12, 5, 2, 64, 44)
    assert batch.frames["silhouettes"].any(axis=(2, 3)).all()
    assert batch.frames["maps"].any(axis=(2, 3, 4)).all()


@pytest.mark.parametrize("kind", ["unsigned", "signed"])
def test_a_mirrored_walk_is_the_walk_of_a_mirrored_person(kind, tmp_path):
    network = {"kind": "drf_dual", "fusion": "pga", "pav": kind}
    for number, walk in enumerate(WALKS[:6]):
        keypoints = walk.keypoints
        # Their left becomes their right, and the picture is mirrored.
        swap = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15]
        turned = keypoints[:, swap].copy()
        turned[..., 0] = 4000 - turned[..., 0]
        for side, points in ((0, keypoints), (50, turned)):
            write_sequence(
                tmp_path, f"{number + side:05d}", walk.class_name, walk.silhouettes, points
            )
    sequences = load_sequences(read_index(tmp_path), parsed(network))
    for clip, other in zip(sequences.clips[:6], sequences.clips[6:], strict=True):
        assert np.allclose(mirror(clip, signed=kind == "signed").pav, other.pav, atol=1e-5)
        maps = mirror(clip, signed=False).frames["maps"].astype(int)
        assert np.abs(maps - other.frames["maps"]).mean() < 6
        assert np.array_equal(
            mirror(clip, signed=False).frames["silhouettes"],
            clip.frames["silhouettes"][..., ::-1],
        )


def test_ranges():
    vectors = np.zeros((3, 8, 3))
    vectors[:, 0, 0] = [1, -3, 2]
    vectors[:, 1, 1] = np.nan
    vectors[1, 2, 2] = np.nan
    unsigned, signed = fit_ranges(vectors, "unsigned"), fit_ranges(vectors, "signed")
    assert unsigned[0, 0].tolist() == [-3, 2]
    assert signed[0, 0].tolist() == [-3, 3]
    assert unsigned[1, 1].tolist() == signed[1, 1].tolist() == [0, 0]
    assert np.isfinite(unsigned).all()


def test_ranges_are_those_of_training(place):
    entries = read_index(place / "data")
    config = parsed({"kind": "drf"})
    training = load_sequences(entries[:12], config)
    others = load_sequences(entries[12:], config, pav_ranges=training.pav_ranges)
    assert np.array_equal(others.pav_ranges, training.pav_ranges)
    seen = np.stack([clip.pav for clip in training.clips])
    varied = training.pav_ranges[..., 1] > training.pav_ranges[..., 0]
    assert np.allclose(seen.min(axis=0)[varied], 0, atol=1e-5)
    assert np.allclose(seen.max(axis=0)[varied], 1, atol=1e-5)
    assert (seen[:, ~varied] == 0.5).all()
    assert np.stack([clip.pav for clip in others.clips]).min() >= 0


def test_class_weights(place):
    sequences = load_sequences(read_index(place / "data")[:12], parsed({"kind": "sconet"}))
    counts = np.bincount(sequences.classes, minlength=3)
    weights = class_weights(sequences, 3)
    assert np.allclose(weights * counts, 4)
    folder = run(place, {"kind": "sconet_mt"}, "weighted", losses={"class_weights": "balanced"})
    plain = run(place, {"kind": "sconet_mt"}, "unweighted")
    # The training classes are alike in number here, so that weights change nothing.
    assert read_card(folder).sha256 == read_card(plain).sha256


def test_balanced_choice():
    classes = np.array([0] * 50 + [1] * 5 + [2] * 20)
    chosen = balanced_choice(classes, 30, seed=1)
    assert np.bincount(classes[chosen]).tolist() in ([13, 5, 12], [12, 5, 13])
    assert np.array_equal(chosen, np.sort(chosen))
    assert np.array_equal(chosen, balanced_choice(classes, 30, seed=1))
    assert not np.array_equal(chosen, balanced_choice(classes, 30, seed=2))
    assert len(balanced_choice(classes, 256, seed=1)) == 75


def test_data_that_does_not_fit_the_network(place, tmp_path):
    one = read_index(place / "data")[0]
    bare = Entry(one.id, one.class_name, one.view, None, one.silhouettes, None)
    with pytest.raises(DatasetError, match="no keypoints"):
        load_sequences([bare], parsed({"kind": "drf"}))
    write_sequence(tmp_path, "00001", ClassName.NEUTRAL, WALKS[0].silhouettes[:3])
    mixed = Entry(
        one.id,
        one.class_name,
        one.view,
        None,
        read_index(tmp_path)[0].silhouettes,
        one.pose,
    )
    with pytest.raises(DatasetError, match="3 silhouettes but 8 poses"):
        load_sequences([mixed], parsed({"kind": "drf_dual"}))


@pytest.fixture(scope="module")
def store(place):
    pack_dataset(PackRequest(place / "data", workers=1, agreed=True), place / "store")
    return place / "store"


@pytest.mark.parametrize("kind", ["unsigned", "signed"])
@pytest.mark.parametrize("shared_crop", [True, False])
def test_a_packed_store_gives_the_same_sequences(place, store, kind, shared_crop):
    network = {"kind": "drf_dual", "fusion": "pga", "pav": kind}
    config = parsed(network, normalisation={"shared_crop": shared_crop})
    pickled = load_sequences(read_index(place / "data"), config)
    packed = load_sequences(read_index(store), config)
    assert packed.people == pickled.people
    assert np.array_equal(packed.classes, pickled.classes)
    assert np.array_equal(packed.pav_ranges, pickled.pav_ranges)
    for clip, other in zip(packed.clips, pickled.clips, strict=True):
        assert np.array_equal(clip.pav, other.pav)
        assert np.array_equal(clip.indices, other.indices)
        for name, frames in clip.frames.items():
            assert np.array_equal(frames, other.frames[name])


def test_maps_of_a_store_are_not_drawn_again(store, monkeypatch):
    def drawn(*_, **__):
        raise AssertionError("a map was drawn")

    monkeypatch.setattr("engine.inference.inputs.skeleton_maps", drawn)
    entries = read_index(store)[:2]
    assert len(load_sequences(entries, parsed({"kind": "drf"}))) == 2
    with pytest.raises(AssertionError):
        load_sequences(entries, parsed({"kind": "drf"}, normalisation={"shared_crop": False}))


@pytest.mark.parametrize(
    "batches",
    [
        {"frames": 2, "frames_most": 5, "frame_order": "ordered"},
        {"frames": 3, "frame_order": "ordered", "skip": 2, "draw_by": "plain"},
        {"frame_order": "all", "group_by": "person", "draw_by": "class"},
    ],
    ids=["unfixed", "skipping", "all"],
)
def test_learns_from_frames_of_every_way(place, batches, request):
    changes = ["erase", "rotate", "affine", "perspective", "part_dilate", "part_blur"]
    folder = run(
        place,
        {"kind": "drf_dual", "fusion": "pga", "pav": "signed"},
        request.node.callspec.id,
        batches={"groups": 3, "each": 2, "flip": 0.5, "augmentation": dict.fromkeys(changes, 0.5)}
        | batches,
        losses={"triplet_weight": 0.5, "class_weights": [1, 2, 1]},
        report_on_test=False,
    )
    assert np.isfinite(load_predictor(folder).predict(WALKS[3]).logits).all()


def test_lower_precisions_are_measured(place):
    card = read_card(run(place, {"kind": "sconet_mt"}, "measured", precisions=True))
    assert card.precisions.keys() == {"int8", "bf16"}
    assert ("int8" in card.offered) == ("model.int8.onnx" in card.sha256)


def test_poses_in_a_folder_of_their_own(place, tmp_path):
    (tmp_path / "data").symlink_to(place / "data" / "silhouettes")
    (tmp_path / "points").symlink_to(place / "data" / "pose")
    folder = config_of({})["folder"]
    config = parsed({"kind": "drf"}, folder=folder | {"pose": "points"})
    sources = gather_sources(config, tmp_path / "config.yaml", tmp_path)
    assert len(load_sequences(sources.train, config)) == len(sources.train) > 0


def test_every_network_has_configs():
    files = sorted((Path(__file__).parents[3] / "configs").glob("*.yaml"))
    made = [read_config(file) for file in files]
    for data in ("simulation", "folder"):
        kinds = {one.network.kind for one in made if getattr(one, data) is not None}
        assert kinds == set(get_args(Kind))
    assert {one.network.pav for one in made if one.network.takes_pav} == {"unsigned", "signed"}
