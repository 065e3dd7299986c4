"""A run on a packed store learns from the same sequences, and carries the terms of its data."""

import numpy as np
import pytest

from engine.core.errors import DatasetError
from engine.datasets.packing import PackRequest, pack_dataset
from engine.datasets.partitions import write_partition
from engine.evaluation.report_file import EvaluationSet
from engine.runs.training_config import read_config
from engine.training.data import load_sequences
from engine.training.sources import gather_sources, training_data
from tests.engine.datasets import made

CONFIG = """
name: tiny
version: "1"
description: a test
status: research
class_order: [negative, neutral, positive]
network:
  kind: {kind}
  channels: [4, 8, 8, 8]
  embedding: 8
  parts: 16
folder:
  root: {root}
  licence: As the lawyers say.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A dataset that is not simulated, and its store."""
    home = tmp_path_factory.mktemp("store")
    made.dataset(home / "data", 30, simulated=False)
    pack_dataset(PackRequest(home / "data", agreed=True, workers=2), home / "store")
    return home


def config_of(home, root, *more, kind="sconet_mt_maps"):
    path = home / "config.yaml"
    lines = CONFIG.format(root=root, kind=kind)
    path.write_text(lines + "".join(f"  {line}\n" for line in more))
    return path, read_config(path)


def test_a_store_gives_a_run_what_the_pickles_give(home):
    loaded = []
    for root in ("data", "store"):
        path, config = config_of(home, root)
        sources = gather_sources(config, path, home / "cache")
        assert sources.test == ()
        loaded.append((sources, load_sequences(sources.train, config)))
    (one, first), (other, second) = loaded
    assert [entry.id for entry in one.train] == [entry.id for entry in other.train]
    assert [entry.id for entry in one.validation] == [entry.id for entry in other.validation]
    assert first.people == second.people
    for a, b in zip(first.clips, second.clips, strict=True):
        assert np.array_equal(a.frames["maps"], b.frames["maps"])


def test_the_terms_of_the_data_come_into_the_card(home):
    path, config = config_of(home, "store")
    said = training_data(config, gather_sources(config, path, home / "cache"))
    assert said.licence.startswith("As the lawyers say. Scoliosis1K release agreement:")
    assert "no redistribution" in said.licence
    path, config = config_of(home, "data")
    said = training_data(config, gather_sources(config, path, home / "cache"))
    assert said.licence == "As the lawyers say."


def test_a_validation_part_of_our_own_partition_is_kept(home):
    ids = [f"{number:05d}" for number in range(30)]
    write_partition(home / "own.json", ids[:18], ids[24:], ids[18:24])
    path, config = config_of(home, "store", "partition: own.json")
    sources = gather_sources(config, path, home / "cache")
    assert [entry.id for entry in sources.validation] == ids[18:24]
    assert [entry.id for entry in sources.train] == ids[:18]


def test_other_keypoints_than_the_configuration_says_are_refused(home):
    path, config = config_of(home, "store", "keypoint_set: blazepose")
    with pytest.raises(DatasetError, match=r"Set folder\.keypoint_set to coco"):
        gather_sources(config, path, home / "cache")
    path, config = config_of(home, "store", "keypoint_set: blazepose", kind="sconet_mt")
    assert gather_sources(config, path, home / "cache").train


def test_the_card_says_when_walkers_were_simulated(tmp_path):
    made.dataset(tmp_path / "data", 30)
    pack_dataset(PackRequest(tmp_path / "data", workers=1), tmp_path / "packed")
    path, research = config_of(tmp_path, "packed")
    config = research.model_copy(update={"status": "demo"})
    said = training_data(config, gather_sources(config, path, tmp_path / "cache"))
    assert said.data == "Simulated walkers in the Scoliosis1K layout."
    assert EvaluationSet(tmp_path / "packed").simulated


def test_a_research_model_is_not_made_of_simulated_walkers(tmp_path):
    """Whoever learned from nobody real is a demonstration, whatever the configuration says."""
    made.dataset(tmp_path / "data", 30, simulated=True)
    path, config = config_of(tmp_path, "data")
    with pytest.raises(DatasetError, match="simulated walkers"):
        gather_sources(config, path, tmp_path / "cache")
    demo = config.model_copy(update={"status": "demo"})
    assert gather_sources(demo, path, tmp_path / "cache").simulated
