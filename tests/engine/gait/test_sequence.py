"""Sequences come back from their file as they were, and hostile files are refused with a sentence."""

import io
import zipfile

import numpy as np
import pytest

from engine.core.errors import OutputError, SequenceError
from engine.gait.sequence import GaitSequence, SourceFacts

SOURCE = SourceFacts(
    width=640, height=480, fps=29.97, rotation=90, sha256="ab" * 32, name="gehe_läuft.mp4"
)


def arrays(frames=7):
    rng = np.random.default_rng(5)
    return {
        "silhouettes": rng.integers(0, 256, (frames, 64, 64), np.uint8),
        "keypoints": rng.normal(200, 50, (frames, 17, 3)).astype(np.float32),
        "seconds": np.arange(frames) / 15.0,
    }


def sequence(frames=7, **changes):
    rng = np.random.default_rng(6)
    extras = {
        "landmarks": rng.normal(0, 1, (frames, 33, 5)).astype(np.float32),
        "world": rng.normal(0, 1, (frames, 33, 3)).astype(np.float32),
        "outline_points": rng.normal(0, 1, (3 * frames, 2)).astype(np.float32),
        "outline_offsets": 3 * np.arange(frames + 1),
    }
    content = {**arrays(frames), "source": SOURCE, "keypoint_set": "blazepose", "extras": extras}
    return GaitSequence(**{**content, **changes})


def test_comes_back_as_it_was(tmp_path):
    one = sequence()
    path = tmp_path / "größe.gait.npz"
    one.save(path)
    two = GaitSequence.load(path)
    assert two.source == SOURCE
    assert two.keypoint_set == "blazepose"
    for name in ("silhouettes", "keypoints", "seconds"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
        assert getattr(one, name).dtype == getattr(two, name).dtype
    assert set(one.extras) == set(two.extras)
    np.testing.assert_array_equal(one.outline(3), two.outline(3))
    assert two.outline(3).shape == (3, 2)
    assert [p.name for p in tmp_path.iterdir()] == ["größe.gait.npz"]


def test_the_same_sequence_gives_the_same_file(tmp_path):
    sequence().save(tmp_path / "a.gait.npz")
    sequence().save(tmp_path / "b.gait.npz")
    assert (tmp_path / "a.gait.npz").read_bytes() == (tmp_path / "b.gait.npz").read_bytes()


def test_a_sequence_without_extras_has_empty_outlines():
    bare = sequence(extras={})
    assert bare.outline(0).shape == (0, 2)
    assert bare.landmarks is None


@pytest.mark.parametrize(
    "change",
    [
        {"silhouettes": np.zeros((7, 64, 64), np.float32)},
        {"silhouettes": np.zeros((6, 64, 64), np.uint8)},
        {"keypoints": np.full((7, 17, 3), np.nan, np.float32)},
        {"keypoints": np.zeros((7, 33, 3), np.float32)},
        {"seconds": np.zeros(7)},
        {"seconds": np.arange(7)},
        {"seconds": np.zeros((0,))},
        {"extras": {"landmarks": np.zeros((7, 33, 3), np.float32)}},
        {"extras": {"outline_points": np.zeros((4, 2), np.float32)}},
        {
            "extras": {
                "outline_points": np.zeros((4, 2), np.float32),
                "outline_offsets": np.array([0, 9, 0, 0, 0, 0, 0, 4]),
            }
        },
        {"extras": {"../x": np.zeros(3)}},
        {"extras": {"words": np.array(["a"])}},
        {"extras": {f"n{n}": np.zeros(1) for n in range(40)}},
    ],
)
def test_wrong_arrays_are_refused(change):
    with pytest.raises(SequenceError, match="sequence"):
        sequence(**change)


@pytest.mark.parametrize("change", [{"width": 0}, {"fps": float("nan")}, {"height": 10**9}])
def test_impossible_sources_are_refused(change):
    facts = {"width": 640, "height": 480, "fps": 30.0}
    with pytest.raises(SequenceError):
        SourceFacts(**{**facts, **change})


def _members(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _rewrite(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _npy(array):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, allow_pickle=True)
    return stream.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {"schema.npy": _npy(np.array("scolioapp.gait/99"))},
        {"schema.npy": _npy(np.array(1))},
        {"schema.npy": _npy(np.array({"a": 1}, dtype=object))},
        {"seconds.npy": None},
        {"evil.npy": _npy(np.zeros(3))},
        {"../../evil.npy": _npy(np.zeros(3))},
        {"keypoints.npy": b"not an array"},
        {"keypoints.npy": _npy(np.zeros((7, 17, 3), np.float64))},
        {"keypoints.npy": _npy(np.array([[1, 2]], dtype=object))},
        {"silhouettes.npy": _npy(np.zeros((7, 64, 64), np.uint8))[:-100]},
        {"source.npy": _npy(np.array("{}"))},
        {"source.npy": _npy(np.array("[1"))},
        {"source.npy": _npy(np.array('{"width": true}'))},
        {"keypoint_set.npy": _npy(np.array("x" * 100_000))},
    ],
)
def test_hostile_files_are_refused(tmp_path, change):
    path = tmp_path / "x.gait.npz"
    sequence().save(path)
    members = {k: v for k, v in {**_members(path), **change}.items() if v is not None}
    _rewrite(path, members)
    with pytest.raises(SequenceError):
        GaitSequence.load(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "bomb.gait.npz"
    sequence().save(path)
    members = _members(path)
    members["silhouettes.npy"] = bytes(1 << 24)
    _rewrite(path, members)
    monkeypatch.setattr("engine.gait.sequence_file.LARGEST_BYTES", 1 << 20)
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda *_: pytest.fail("was unpacked"))
    with pytest.raises(SequenceError, match="larger"):
        GaitSequence.load(path)


def test_a_header_that_promises_more_than_its_entry_is_refused(tmp_path):
    path = tmp_path / "x.gait.npz"
    sequence().save(path)
    members = _members(path)
    members["silhouettes.npy"] = members["silhouettes.npy"].replace(b"(7, 64, 64)", b"(7, 64, 99)")
    _rewrite(path, members)
    with pytest.raises(SequenceError):
        GaitSequence.load(path)


def test_bytes_flipped_anywhere_never_crash(tmp_path):
    path = tmp_path / "x.gait.npz"
    sequence(3).save(path)
    good = path.read_bytes()
    rng = np.random.default_rng(8)
    for _ in range(60):
        bad = bytearray(good)
        for position in rng.integers(0, len(bad), 8):
            bad[position] = int(rng.integers(0, 256))
        path.write_bytes(bytes(bad[: rng.integers(1, len(bad) + 1)]))
        with pytest.raises(SequenceError):
            GaitSequence.load(path)


def test_missing_files_and_folders_give_sentences(tmp_path):
    with pytest.raises(SequenceError, match="read"):
        GaitSequence.load(tmp_path / "none.gait.npz")
    with pytest.raises(SequenceError, match="read"):
        GaitSequence.load(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        sequence().save(tmp_path / "file" / "x.gait.npz")
