"""Packed stores: what is read back, what is noticed, what is left after a failure."""

import errno
import json
import os
import shutil

import numpy as np
import pytest

from engine.core.errors import CancelledError, DatasetError, OutputError
from engine.core.progress import Cancel
from engine.datasets import packing, scoliosis1k, store_index
from engine.datasets.packed_store import read_maps, read_pav
from engine.datasets.packing import PackRequest, pack_dataset
from engine.gait.asymmetry import asymmetry_vector, signed_asymmetry_vector
from engine.gait.skeleton_maps import skeleton_maps
from tests.engine.datasets import made
from tests.engine.datasets.opened_store import Store


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A dataset of which two sequences have no pose, one is damaged, and its store."""
    home = tmp_path_factory.mktemp("packed")
    root = made.dataset(home / "data", 9)
    for id in ("00002", "00004"):
        shutil.rmtree(root / "pose" / id)
    next((root / "silhouettes" / "00007").rglob("*.pkl")).write_bytes(b"\x80\x04 cut short")
    pack_dataset(PackRequest(root, workers=2), home / "store")
    return root, home / "store"


@pytest.fixture
def store(packed, tmp_path):
    """A copy of the store, times and all, to damage."""
    shutil.copytree(packed[1], tmp_path / "store")
    return tmp_path / "store"


def test_a_store_holds_what_the_dataset_holds(packed):
    root, store = packed
    before = [e for e in scoliosis1k.read_index(root) if e.id != "00007"]
    after = scoliosis1k.read_index(store)
    assert [e.id for e in after] == [e.id for e in before]
    for one, other in zip(before, after, strict=True):
        assert (one.class_name, one.subject, one.view) == (
            other.class_name, other.subject, other.view,
        )  # fmt: skip
        assert np.array_equal(
            scoliosis1k.read_silhouettes(one), scoliosis1k.read_silhouettes(other)
        )
        assert (one.pose is None) == (other.pose is None)
        if one.pose is not None:
            assert np.array_equal(
                scoliosis1k.read_keypoints(one), scoliosis1k.read_keypoints(other)
            )


def test_maps_and_vectors_are_those_that_screening_computes(packed):
    for entry in scoliosis1k.read_index(packed[1]):
        if entry.pose is None:
            assert read_maps(entry, shared_crop=True) is None
            assert read_pav(entry, "signed") is None
            continue
        points = scoliosis1k.read_keypoints(entry)
        assert np.array_equal(read_maps(entry, shared_crop=True), skeleton_maps(points))
        assert read_maps(entry, shared_crop=False) is None
        for kind, vector in (("unsigned", asymmetry_vector), ("signed", signed_asymmetry_vector)):
            assert np.array_equal(read_pav(entry, kind), vector(points), equal_nan=True)


def test_a_dataset_that_is_not_packed_has_no_maps_ready(packed):
    entry = scoliosis1k.read_index(packed[0])[0]
    assert read_maps(entry, shared_crop=True) is None
    assert read_pav(entry, "unsigned") is None


def test_a_sequence_that_cannot_be_read_is_left_out_with_its_reason(packed):
    index = store_index.read(packed[1])
    assert list(index.left_out) == ["00007"]
    assert "damaged" in index.left_out["00007"]
    assert "00007" not in index.sequences.ids


def test_batches_are_rows_of_the_sequences(packed):
    store = Store(packed[1])
    numbers = np.array([5, 0, 5])
    frames = np.array([[0, 3], [1, 1], [7, 2]])
    batch = store.batch("silhouettes", numbers, frames)
    for row, number in enumerate(numbers):
        whole = scoliosis1k.read_silhouettes(store.entries[number])
        assert np.array_equal(batch[row], whole[frames[row]])
    maps = store.batch("maps_shared_crop", [1], np.array([[2]]))
    expected = read_maps(store.entries[1], shared_crop=True)[2]
    assert np.array_equal(maps[0, 0], expected)
    with pytest.raises(IndexError):
        store.batch("silhouettes", [0], np.array([[99]]))
    with pytest.raises(KeyError):
        store.batch("maps_own_crop", [0], np.array([[0]]))


def flip_byte(path, at=-5):
    """Change one byte and keep size and times."""
    told = path.stat()
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


@pytest.mark.parametrize("name", ["silhouettes", "keypoints", "maps_shared_crop", "pav_signed"])
def test_every_changed_byte_is_noticed_on_request(store, name):
    flip_byte(store / f"{name}.npy")
    assert Store(store).verify() == (name,)


def test_a_file_of_another_time_is_read_through_when_the_store_is_opened(store):
    flip_byte(store / "silhouettes.npy")
    os.utime(store / "silhouettes.npy")
    with pytest.raises(DatasetError, match=r"silhouettes.*changed"):
        Store(store)


def test_a_copy_of_a_store_is_read_through_once(packed, tmp_path, monkeypatch):
    copy = tmp_path / "copy"
    shutil.copytree(packed[1], copy, copy_function=shutil.copyfile)
    assert len(Store(copy)) == 8
    monkeypatch.setattr(store_index, "is_whole", None)
    assert len(Store(copy)) == 8


@pytest.mark.parametrize("name", ["silhouettes.npy", "index.json"])
def test_a_cut_file_is_noticed(store, name):
    os.truncate(store / name, (store / name).stat().st_size // 2)
    with pytest.raises(DatasetError, match="changed"):
        scoliosis1k.read_index(store)


def test_a_changed_class_in_the_index_is_noticed(store):
    content = (store / "index.json").read_text()
    (store / "index.json").write_text(content.replace("positive", "negative", 1))
    with pytest.raises(DatasetError, match=r"index.json.*changed"):
        scoliosis1k.read_index(store)


def test_a_missing_file_is_noticed(store):
    (store / "keypoints.npy").unlink()
    with pytest.raises(DatasetError, match=r"keypoints.*missing"):
        scoliosis1k.read_index(store)


def test_a_store_of_another_version_is_told(store):
    content = (store / "index.json").read_text()
    (store / "index.json").write_text(content.replace("scolioapp.store/1", "scolioapp.store/9"))
    with pytest.raises(DatasetError, match=r"format scolioapp\.store/9"):
        scoliosis1k.read_index(store)


def test_a_full_disk_leaves_nothing(packed, tmp_path, monkeypatch):
    def full(self, array):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(packing._GrowingArray, "append", full)
    with pytest.raises(OutputError, match="No space left"):
        pack_dataset(PackRequest(packed[0], workers=1), tmp_path / "store")
    assert list(tmp_path.iterdir()) == []


def test_cancel_leaves_nothing(packed, tmp_path):
    cancel = Cancel()

    def stop(report):
        if report.fraction:
            cancel.set()

    with pytest.raises(CancelledError):
        pack_dataset(
            PackRequest(packed[0], workers=1), tmp_path / "store", progress=stop, cancel=cancel
        )
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_dies_is_told_and_leaves_nothing(packed, tmp_path, monkeypatch):
    # What a system out of memory does to one of them.
    monkeypatch.setattr(packing, "_prepare", die)
    with pytest.raises(DatasetError, match="stopped unexpectedly"):
        pack_dataset(PackRequest(packed[0], workers=1), tmp_path / "store")
    assert list(tmp_path.iterdir()) == []


def die(_entry, _shared_crop):
    os._exit(9)


def test_nothing_is_overwritten(packed):
    with pytest.raises(OutputError, match="already exists"):
        pack_dataset(PackRequest(packed[0]), packed[1])


def test_terms_must_be_agreed_to_and_are_kept(tmp_path):
    root = made.dataset(tmp_path / "data", 3, pose=False, simulated=False)
    with pytest.raises(DatasetError, match="may not be passed on"):
        pack_dataset(PackRequest(root), tmp_path / "store")
    index = pack_dataset(PackRequest(root, agreed=True, workers=1), tmp_path / "store")
    assert "no redistribution" in index.licence
    assert index.agreed in index.licence
    assert list(index.files) == ["silhouettes"]
    # A store of a store keeps the terms, and nobody is asked again.
    again = pack_dataset(PackRequest(tmp_path / "store", workers=1), tmp_path / "again")
    assert (again.licence, again.source_sha256) == (index.licence, index.source_sha256)


def test_nothing_readable_makes_no_store(tmp_path):
    root = made.dataset(tmp_path / "data", 2, pose=False)
    for path in root.rglob("*.pkl"):
        path.write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(DatasetError, match="No sequence"):
        pack_dataset(PackRequest(root, workers=1), tmp_path / "store")
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_the_index_is_json_for_others(packed):
    told = json.loads((packed[1] / "index.json").read_text())
    assert told["store"]["sequences"]["ids"][0] == "00000"
    assert np.load(packed[1] / "silhouettes.npy").shape[1:] == (64, 64)


def test_the_subject_map_goes_along(packed):
    root, store = packed
    assert (store / "subjects.csv").read_bytes() == (root / "subjects.csv").read_bytes()


def test_people_of_the_index_hold_where_the_map_is_gone(store):
    (store / "subjects.csv").unlink()
    assert [entry.subject for entry in scoliosis1k.read_index(store)][:2] == [
        "person 0",
        "person 1",
    ]
