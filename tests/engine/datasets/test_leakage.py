"""What stands on two sides of a split is found, and nothing else."""

import json

import numpy as np
import pytest

from engine.core.errors import CancelledError, DatasetError
from engine.core.progress import Cancel
from engine.datasets.leakage import LeakKind, find_leaks
from engine.datasets.partitions import Partition, read_partition, read_parts, write_partition
from engine.datasets.scoliosis1k import read_index, write_sequence
from tests.engine.datasets import made


@pytest.fixture
def root(tmp_path):
    return made.dataset(tmp_path / "data", 12)


def split(root):
    """Four sequences on each side."""
    ids = [entry.id for entry in read_index(root)]
    return Partition(train=tuple(ids[:4]), validation=tuple(ids[4:8]), test=tuple(ids[8:]))


def test_nobody_leaks_where_nobody_is_on_two_sides(root):
    assert find_leaks(read_index(root), split(root)) == ()


def test_a_person_on_two_sides_is_named(root):
    lines = (root / "subjects.csv").read_text().replace("00009,person 9", "00009,person 1")
    (root / "subjects.csv").write_text(lines)
    (leak,) = find_leaks(read_index(root), split(root))
    assert leak.kind is LeakKind.SUBJECT
    assert str(leak.message) == "“person 1” is in both train (00001) and test (00009)."


def test_copies_and_near_copies_are_named(root):
    names = list(made.CLASSES)
    write_sequence(root, "00005", names[2], made.walker(2, 10))
    cut = made.walker(3, 24)
    write_sequence(root, "00003", names[0], cut)
    write_sequence(root, "00009", names[0], cut[2:])
    leaks = find_leaks(read_index(root), split(root))
    assert [(leak.kind, leak.first, leak.second) for leak in leaks] == [
        (LeakKind.CONTENT, "00002", "00005"),
        (LeakKind.NEAR, "00003", "00009"),
    ]
    assert leaks[0].parts == ("train", "validation")
    assert 0.96 < leaks[1].similarity <= 1
    assert "look like the same recording" in str(leaks[1].message)


def test_copies_on_one_side_are_no_leak(root):
    write_sequence(root, "00005", made.CLASSES[2], made.walker(4, 10))
    assert find_leaks(read_index(root), split(root)) == ()


def test_embeddings_of_a_network_take_the_place_of_pictures(root):
    rng = np.random.default_rng(0)
    embeddings = {entry.id: rng.normal(size=(8, 4)) for entry in read_index(root)}
    embeddings["00011"] = embeddings["00000"] * 1.001
    (leak,) = find_leaks(read_index(root), split(root), embeddings=embeddings)
    assert (leak.kind, leak.first, leak.second) == (LeakKind.NEAR, "00000", "00011")


def test_sequences_that_are_not_there(root):
    with pytest.raises(DatasetError, match="names sequence 00099, which is not in the dataset"):
        find_leaks(read_index(root), Partition(train=("00099",), validation=(), test=()))


def test_cancel(root):
    cancel = Cancel()
    with pytest.raises(CancelledError):
        find_leaks(read_index(root), split(root), progress=lambda _: cancel.set(), cancel=cancel)


def test_our_partitions_are_read_by_opengait_too(tmp_path):
    path = tmp_path / "own.json"
    write_partition(path, ["1"], ["3"], ["2"])
    assert read_parts(path) == Partition(train=("1",), validation=("2",), test=("3",))
    assert read_partition(path) == (("1",), ("3",))
    assert json.loads(path.read_text())["TEST_SET"] == ["3"]
    write_partition(path, ["1"], ["3"], ["1"])
    with pytest.raises(DatasetError, match="1 in both TRAIN_SET and VALIDATION_SET"):
        read_parts(path)
    path.write_text('{"TRAIN_SET": "12", "TEST_SET": []}')
    with pytest.raises(DatasetError, match="needs the lists"):
        read_parts(path)
