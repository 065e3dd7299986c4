"""Pickles from strangers: arrays of numbers come out, and nothing is ever run."""

import io
import os
import pickle  # noqa: TID251  # to write what strangers write
import subprocess
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.errors import DatasetError
from engine.runtime.pickles import parse_array, read_array, write_array


class Runs:
    def __init__(self, call, *arguments):
        self.reduced = (call, arguments)

    def __reduce__(self):
        return self.reduced


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize(
    "array",
    [
        np.arange(24, dtype=np.uint8).reshape(2, 3, 4),
        np.asfortranarray(np.arange(6, dtype=np.float32).reshape(2, 3)),
        np.arange(3, dtype=">f8"),
        np.array([True, False]),
        np.zeros((0, 17, 3)),
    ],
    ids=["uint8", "fortran", "big-endian", "bool", "empty"],
)
def test_arrays_of_every_protocol(protocol, array):
    found = parse_array(pickle.dumps(array, protocol=protocol), "a.pkl")
    assert found.dtype == array.dtype
    assert np.array_equal(found, array)


def test_names_of_numpy_1():
    old = pickle.dumps(np.arange(4.0), protocol=2).replace(b"numpy._core", b"numpy.core")
    assert parse_array(old, "a.pkl").tolist() == [0, 1, 2, 3]


def test_round_trip_through_a_file(tmp_path):
    array = np.arange(12, dtype=np.float32).reshape(4, 3)
    write_array(tmp_path / "a.pkl", array)
    assert np.array_equal(read_array(tmp_path / "a.pkl"), array)
    with (tmp_path / "a.pkl").open("rb") as stream:
        found = pickle.load(stream)  # noqa: S301  # our own file, read as OpenGait reads it
    assert np.array_equal(found, array)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pkl"]


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(Runs(os.system, "touch hostile")),
        pickle.dumps(Runs(subprocess.check_output, ["touch", "hostile"])),
        pickle.dumps(Runs(eval, "open('hostile', 'w')")),
        pickle.dumps(Runs(np.load, "hostile")),
        pickle.dumps(Runs(np.ndarray.tofile, np.zeros(1), "hostile")),
        pickle.dumps([np.zeros(3), Runs(os.mkdir, "hostile")]),
        pickle.dumps(np.array([Runs(os.mkdir, "hostile")], dtype=object)),
        b"cnumpy\nload\n(S'hostile'\ntR.",
        b"cbuiltins\ngetattr\n(cnumpy\nndarray\nS'tofile'\ntR.",
        b"c_codecs\nencode\n(Vx\nVzlib_codec\ntR.",
        pickle.dumps(np.zeros(2, dtype=[("a", "f4")])),
        pickle.dumps(np.zeros(2, dtype="M8[s]")),
        pickle.dumps(np.array(["text"])),
        b"\x80\x04Pidentity\n.",
    ],
)
def test_hostile_pickles_are_refused(content, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError, match="refused"):
        parse_array(content, "a.pkl")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"hello", pickle.dumps(np.zeros(9))[:-20], b"\x80\xff."])
def test_damaged(content):
    with pytest.raises(DatasetError, match="damaged"):
        parse_array(content, "a.pkl")


@pytest.mark.parametrize("thing", [None, 3, {"a": 1}, [np.zeros(2)], (1, 2), np.dtype("f4")])
def test_other_things_are_no_array(thing):
    with pytest.raises(DatasetError):
        parse_array(pickle.dumps(thing), "a.pkl")


def test_an_array_cannot_claim_more_than_the_file_holds():
    content = pickle.dumps(np.zeros(4, np.uint8), protocol=2)
    huge = content.replace(b"K\x04\x85", b"J\xff\xff\xff\x7f\x85")
    assert huge != content
    with pytest.raises(DatasetError, match="refused"):
        parse_array(huge, "a.pkl")


def test_a_memo_index_reserves_no_memory():
    tracemalloc.start()
    with pytest.raises(DatasetError):
        parse_array(b"\x80\x02Nr\xff\xff\xff\x7f.", "a.pkl")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 22


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutated_pickles_give_an_array_or_a_sentence(data):
    content = bytearray(pickle.dumps(np.arange(8, dtype=np.uint8), protocol=4))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    try:
        found = parse_array(bytes(content), "a.pkl")
    except DatasetError:
        return
    assert found.dtype.kind in "biuf"


def test_a_file_that_ends_within_a_number_is_damaged():
    with pytest.raises(DatasetError, match="damaged"):
        parse_array(b"\x80\x04G\x00\x00", "a.pkl")


def test_missing_file(tmp_path):
    with pytest.raises(DatasetError, match="could not be read"):
        read_array(tmp_path / "none.pkl")


def test_stream_of_numpy_dump_is_understood():
    stream = io.BytesIO()
    np.arange(5).dump(stream)
    assert parse_array(stream.getvalue(), "a.pkl").tolist() == [0, 1, 2, 3, 4]
