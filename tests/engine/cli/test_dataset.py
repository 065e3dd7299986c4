"""``scolioapp dataset``: what is printed, what is written, and the exit code."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from engine.cli.main import build
from engine.datasets.partitions import read_parts, write_partition
from engine.datasets.scoliosis1k import read_index
from tests.engine.datasets import made


@pytest.fixture
def run():
    """Run a command in this process."""

    def of(*arguments):
        return CliRunner().invoke(build(), ["dataset", *map(str, arguments)])

    return of


@pytest.fixture
def root(tmp_path):
    return made.dataset(tmp_path / "data", 30)


def test_check_of_a_sound_dataset(run, root, tmp_path):
    done = run("check", root, "--out", tmp_path / "report.csv")
    assert done.exit_code == 0, done.output
    assert "data: prepared, 30 sequences (30 usable), 30 people" in done.output
    assert "positive: 10 sequences from 10 people" in done.output
    assert "Nothing is broken." in done.output
    assert (tmp_path / "report.csv").read_text().startswith("severity,sequence")


def test_check_says_what_is_broken_and_exits_with_2(run, root):
    folder = root / "silhouettes" / "00002"
    (folder / "Positive").rename(folder / "Positiv")
    done = run("check", root)
    assert done.exit_code == 2
    assert "Did you mean “Positive”?" in done.output
    told = json.loads(run("check", root, "--json").output)
    assert told["findings"][0]["problem"] == "unknown_class"


def test_check_of_no_folder(run, tmp_path):
    done = run("check", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert "There is no folder “nowhere”" in done.output


def test_pack_and_check_and_split_a_store(run, root, tmp_path):
    next((root / "silhouettes" / "00004").rglob("*.pkl")).write_bytes(b"x")
    store, split = tmp_path / "store", tmp_path / "split.json"
    done = run("pack", root, store, "--workers", 1)
    assert done.exit_code == 0, done.output
    assert "29 sequences" in done.output
    assert "Left out: 00004" in done.output
    assert run("check", store).exit_code == 0
    done = run("split", store, "--out", split)
    assert done.exit_code == 0, done.output
    parts = read_parts(split)
    assert len(parts.train) + len(parts.validation) + len(parts.test) == 29


def test_pack_of_real_data_asks_whether_its_terms_are_agreed_to(run, root, tmp_path):
    (root / "simulated.json").unlink()
    done = run("pack", root, tmp_path / "store")
    assert done.exit_code == 2
    assert "may not be passed on or used commercially" in done.output
    assert "--agreed" in done.output
    assert not (tmp_path / "store").exists()
    done = run("split", root, "--out", tmp_path / "split.json")
    assert done.exit_code == 2
    assert "--agreed" in done.output
    done = run("pack", root, tmp_path / "store", "--workers", 1, "--agreed", "--json")
    assert "no redistribution" in json.loads(done.output)["licence"]
    # The store remembers it: nobody is asked again.
    assert run("split", tmp_path / "store", "--out", tmp_path / "split.json").exit_code == 0


def test_split_by_subject(run, root, tmp_path):
    done = run("split", root, "--out", tmp_path / "split.json", "--seed", 3)
    assert done.exit_code == 0, done.output
    assert "By subject" in done.output
    assert (
        "test: negative 2 from 2 people, neutral 2 from 2 people, positive 2 from 2" in done.output
    )
    assert "No leaks found." in done.output
    again = run("split", root, "--out", tmp_path / "again.json", "--seed", 3)
    assert again.exit_code == 0
    assert (tmp_path / "again.json").read_text() == (tmp_path / "split.json").read_text()


def test_split_without_subjects_says_so_and_finds_copies(run, root, tmp_path):
    (root / "subjects.csv").unlink()
    split = tmp_path / "split.json"
    run("split", root, "--out", split)
    parts = read_parts(split)
    entries = {entry.id: entry for entry in read_index(root)}
    first = entries[parts.train[0]]
    other = next(entries[id] for id in parts.test if entries[id].class_name is first.class_name)
    shutil.copy(first.silhouettes, other.silhouettes)
    done = run("split", root, "--out", split)
    assert "By sequence, leakage possible" in done.output
    assert "1 leaks found." in done.output
    told = json.loads(run("split", root, "--out", split, "--json").output)
    assert not told["by_subject"]
    (leak,) = told["leaks"]
    assert leak["kind"] == "content"
    assert {leak["first"], leak["second"]} == {first.id, other.id}


def test_split_keeps_the_test_set_of_opengait(run, root, tmp_path):
    ids = [entry.id for entry in read_index(root)]
    write_partition(tmp_path / "118.json", ids[:21], ids[21:])
    done = run("split", root, "--out", tmp_path / "own.json", "--partition", tmp_path / "118.json")
    assert done.exit_code == 0, done.output
    parts = read_parts(tmp_path / "own.json")
    assert parts.test == tuple(ids[21:])
    assert len(parts.validation) == 3
    assert set(parts.train) | set(parts.validation) == set(ids[:21])


def test_split_by_the_eyes_of_a_model(run, root, tmp_path):
    done = run("split", root, "--out", tmp_path / "split.json", "--model", "sconet_mt_demo")
    assert done.exit_code == 0, done.output
    done = run("split", root, "--out", tmp_path / "split.json", "--model", "none such")
    assert done.exit_code == 2


def test_a_subject_map_from_elsewhere(run, root, tmp_path):
    lines = ["id,subject", *(f"{n:05d},one of ten {n % 3} {n // 9}" for n in range(30))]
    (tmp_path / "people.csv").write_text("\n".join(lines))
    done = run("check", root, "--subjects", tmp_path / "people.csv")
    assert "12 people" in done.output
    (tmp_path / "people.csv").write_text("number,name\n")
    assert run("check", root, "--subjects", tmp_path / "people.csv").exit_code == 2


def test_extract_names_what_cannot_be_used(run, tmp_path):
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "a.mp4").write_bytes(b"no video")
    (tmp_path / "labels.csv").write_text("video,class\na.mp4,positive\nb.mp4,neutral\n")
    arguments = ["extract", tmp_path / "videos", tmp_path / "labels.csv", tmp_path / "out"]
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Not in the dataset: a.mp4" in done.output
    assert "There is no video “b.mp4”" in done.output
    told = json.loads(run(*arguments, "--json").stdout)
    assert set(told["failed"]) == {"a.mp4", "b.mp4"}


def test_commands_are_listed(run):
    done = run("--help")
    for name in ("simulate", "check", "pack", "split", "extract"):
        assert name in done.output
