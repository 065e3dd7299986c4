"""The folder of a kept result: judgements that are never rewritten, hashes, and strangers' folders."""

import json
import shutil
from pathlib import Path

import pytest

from engine.core import kept_result
from engine.core.errors import SequenceError
from engine.core.kept_result import FILES, RESULT, SEQUENCE, newest, result_in, revisions
from tests.engine.made_up import result

BEFORE = next((Path(__file__).parents[2] / "data" / "results_before_revisions").iterdir())


def files(label="", operator=""):
    made = result(label=label)
    provenance = made.provenance.model_copy(update={"operator": operator})
    words = made.model_copy(update={"provenance": provenance}).to_json()
    return {RESULT: words.encode(), SEQUENCE: b"a walk", "people.npz": b"everyone"}


@pytest.fixture
def kept(tmp_path):
    """A result that was judged twice."""
    folder = tmp_path / "results" / "one"
    folder.parent.mkdir()
    kept_result.create(folder, files(operator="first"), "Anna", {"note": b"x"}, tmp_path / "part")
    kept_result.add(folder, files(operator="second"), {}, tmp_path / "part")
    return folder


def test_each_judgement_comes_back_as_it_was_kept(kept, tmp_path):
    first, second = revisions(kept)
    assert (first.number, second.number) == (1, 2)
    assert first.files() == files(operator="first")
    assert second.files() == files(operator="second")
    assert second.files(SEQUENCE) == {SEQUENCE: b"a walk"}
    assert newest(kept) == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results"]


def test_the_hash_of_a_judgement_is_that_of_its_files_and_no_label_moves_it(kept):
    before = [each.sha256 for each in revisions(kept)]
    assert len(set(before)) == 2
    kept_result.write_label(kept, "Ben")
    assert [each.sha256 for each in revisions(kept)] == before
    assert result_in(kept).label == "Ben"
    assert result_in(kept).provenance.operator == "second"
    assert b"Ben" not in b"".join(newest(kept).files().values())


def test_a_folder_of_an_earlier_version_is_a_first_judgement_as_it_stands(tmp_path):
    old = tmp_path / BEFORE.name
    shutil.copytree(BEFORE, old)
    [only] = revisions(old)
    assert set(only.files()) == set(FILES)
    assert kept_result.read_label(old) is None
    assert result_in(old).label == "Anna"
    new = tmp_path / "new"
    kept_result.create(new, only.files(), "", {}, tmp_path / "part")
    assert revisions(new)[0].sha256 == only.sha256
    kept_result.add(old, files(), {}, tmp_path / "part")
    assert [each.number for each in revisions(old)] == [1, 2]
    same = [path.name for path in BEFORE.iterdir()]
    assert all((old / name).read_bytes() == (BEFORE / name).read_bytes() for name in same)


@pytest.mark.parametrize("name", [*FILES, "revision.json"])
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_damaged_judgement_is_told_and_the_one_before_it_still_reads(kept, name, harm):
    path = kept / "revision-2" / name
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(content[:-3] if harm == "cut" else bytes([content[0] ^ 1]) + content[1:])
    first, second = revisions(kept)
    with pytest.raises(SequenceError, match="“one” cannot be read"):
        second.files()
    assert first.files() == files(operator="first")


@pytest.mark.parametrize(
    "manifest",
    [
        b"[]",
        b"{",
        b"\xff",
        json.dumps({"schema": "scolioapp.revision/9", "files": {}}).encode(),
        json.dumps({"schema": "scolioapp.revision/1", "files": {"../../secret": "0"}}).encode(),
        json.dumps({"schema": "scolioapp.revision/1", "files": [["result.json"]]}).encode(),
    ],
)
def test_a_list_of_hashes_that_is_none_is_refused(kept, manifest):
    (kept / "revision-2" / "revision.json").write_bytes(manifest)
    with pytest.raises(SequenceError, match="cannot be read"):
        newest(kept).files()
    with pytest.raises(SequenceError, match="no readable result in “one”"):
        result_in(kept)


def test_what_is_no_judgement_is_passed_over(kept, tmp_path):
    for name in ("revision-1", "revision-02", "revision-x", ".revision-3", "revision-3.part"):
        (kept / name).mkdir()
    assert [each.number for each in revisions(kept)] == [1, 2]
    (kept / "revision-3").write_bytes(b"a file in the way")
    kept_result.add(kept, files(operator="fourth"), {}, tmp_path / "part")
    assert newest(kept).number == 4
    assert newest(kept).result().provenance.operator == "fourth"


def test_nothing_is_added_to_a_result_that_is_gone(kept, tmp_path):
    shutil.rmtree(kept)
    assert revisions(kept) == ()
    with pytest.raises(FileNotFoundError):
        kept_result.add(kept, files(), {}, tmp_path / "part")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results"]
    assert list((tmp_path / "results").iterdir()) == []
