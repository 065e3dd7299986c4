"""The Scoliosis1K layout, written and read; splits by person."""

import json
import pickle  # noqa: TID251  # to read as OpenGait does

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.core.errors import CancelledError, DatasetError
from engine.core.progress import Cancel
from engine.datasets import partitions, scoliosis1k
from engine.datasets.scoliosis1k import Entry

SILHOUETTES = np.full((5, 64, 64), 255, np.uint8)
KEYPOINTS = np.ones((5, 17, 3), np.float32)


@pytest.fixture
def root(tmp_path):
    scoliosis1k.write_sequence(tmp_path, "00007", ClassName.POSITIVE, SILHOUETTES, KEYPOINTS)
    scoliosis1k.write_sequence(tmp_path, "00003", ClassName.NEGATIVE, SILHOUETTES[:2])
    return tmp_path


def test_layout_on_disk(root):
    path = root / "silhouettes" / "00007" / "Positive" / "000_180" / "000_180.pkl"
    with path.open("rb") as stream:
        found = pickle.load(stream)  # noqa: S301  # our own file
    assert np.array_equal(found, SILHOUETTES)
    assert (root / "pose" / "00007" / "Positive" / "000_180" / "000_180.pkl").is_file()


def test_round_trip(root):
    (root / "subjects.csv").write_text("id,subject\n00003,anna\n7,ben\n")
    first, second = scoliosis1k.read_index(root)
    assert (first.id, first.class_name, first.subject) == ("00003", ClassName.NEGATIVE, "anna")
    assert (second.id, second.class_name, second.person) == ("00007", ClassName.POSITIVE, "ben")
    assert scoliosis1k.read_silhouettes(first).shape == (2, 64, 64)
    assert np.array_equal(scoliosis1k.read_keypoints(second), KEYPOINTS)
    with pytest.raises(DatasetError, match="no keypoints"):
        scoliosis1k.read_keypoints(first)


def test_silhouettes_alone_in_any_case(root):
    folder = root / "silhouettes"
    (folder / "00007" / "Positive").rename(folder / "00007" / "positive")
    entries = scoliosis1k.read_index(folder)
    assert [entry.class_name for entry in entries] == [ClassName.NEGATIVE, ClassName.POSITIVE]
    assert entries[0].person == "sequence 00003"


def test_poses_in_a_folder_of_their_own(root):
    (root / "pose").rename(root.parent / f"{root.name}-pose")
    without, found = (
        scoliosis1k.read_index(root, pose=pose)[1]
        for pose in (None, root.parent / f"{root.name}-pose")
    )
    assert without.pose is None
    assert np.array_equal(scoliosis1k.read_keypoints(found), KEYPOINTS)


def test_wrong_layouts(tmp_path, root):
    with pytest.raises(DatasetError, match="no sequences"):
        scoliosis1k.read_index(root / "pose" / "00007")
    (root / "silhouettes" / "00003" / "Negative").rename(root / "silhouettes" / "00003" / "Other")
    with pytest.raises(DatasetError, match="“Other”"):
        scoliosis1k.read_index(root)


def test_wrong_arrays(tmp_path):
    with pytest.raises(DatasetError, match="five digits"):
        scoliosis1k.write_sequence(tmp_path, "7", ClassName.NEUTRAL, SILHOUETTES)
    with pytest.raises(DatasetError, match="shape"):
        scoliosis1k.write_sequence(tmp_path, "00001", ClassName.NEUTRAL, SILHOUETTES[:, :, :44])
    with pytest.raises(DatasetError, match="shape"):
        scoliosis1k.write_sequence(
            tmp_path, "00001", ClassName.NEUTRAL, SILHOUETTES, KEYPOINTS[:, :, :2]
        )


def test_a_hostile_sequence(root):
    entry = scoliosis1k.read_index(root)[0]
    entry.silhouettes.write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(DatasetError, match="refused"):
        scoliosis1k.read_silhouettes(entry)


def test_cancel(root):
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        scoliosis1k.read_index(root, cancel=cancel)


def people(count, *, each=2):
    names = list(ClassName)
    return [
        Entry(f"{n:05d}", names[n // each % 3], "000_180", f"person {n // each}", None, None)
        for n in range(count * each)
    ]


def test_split_keeps_people_together_and_classes_even():
    entries = people(60)
    parts = partitions.split_by_person(entries, seed=1)
    sides = [parts.train, parts.validation, parts.test]
    assert sorted(id for side in sides for id in side) == [entry.id for entry in entries]
    person_of = {entry.id: entry.person for entry in entries}
    owners = [{person_of[id] for id in side} for side in sides]
    assert sum(map(len, owners)) == len(set.union(*owners)) == 60
    class_of = {entry.id: entry.class_name for entry in entries}
    for side, each in zip(sides, (13, 3, 4), strict=True):
        assert [sum(class_of[id] is name for id in side) for name in ClassName] == [2 * each] * 3


def test_split_is_seeded():
    entries = people(60)
    assert partitions.split_by_person(entries, seed=1) == partitions.split_by_person(
        entries, seed=1
    )
    assert partitions.split_by_person(entries, seed=1) != partitions.split_by_person(
        entries, seed=2
    )


def test_too_few_people():
    with pytest.raises(DatasetError, match="only one person"):
        partitions.split_by_person(people(3), seed=1)


def test_opengait_partition(tmp_path):
    path = tmp_path / "112.json"
    partitions.write_partition(path, ["00001", "00002"], ["00003"])
    assert set(json.loads(path.read_text())) == {"TRAIN_SET", "TEST_SET"}
    assert partitions.read_partition(path) == (("00001", "00002"), ("00003",))
    partitions.write_partition(path, ["00001"], ["00001"])
    with pytest.raises(DatasetError, match="00001"):
        partitions.read_partition(path)
    path.write_text("{}")
    with pytest.raises(DatasetError, match="TRAIN_SET"):
        partitions.read_partition(path)
