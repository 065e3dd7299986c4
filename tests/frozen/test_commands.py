"""The command line of the built program: every command that a clinic or a researcher starts with."""

import json
import shutil

import pytest

from engine.gait.sequence import GaitSequence
from tests.engine.training.tiny_run import config_of, write_data

FILES = {"result.json", "sequence.gait.npz", "overlay.mp4", "report.pdf"}


def test_says_its_version(program):
    said = program("--version")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("ScolioApp ")


def test_screens_the_sample_and_writes_every_file(program, tmp_path):
    said = program("screen", program.sample, "--out", tmp_path / "out", "--blur-face")
    assert said.returncode == 0, said.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    result = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert result["outcome"] == "borderline_features"
    assert result["measurements"]["shoulder_tilt"]["measurable"]
    packages = result["provenance"]["packages"]
    assert {"numpy", "av", "opencv-python-headless", "onnxruntime"} <= set(packages)
    assert ("torch" in packages) == program.trains
    assert len(GaitSequence.load(tmp_path / "out" / "sequence.gait.npz").seconds) > 50
    assert (tmp_path / "out" / "report.pdf").read_bytes().startswith(b"%PDF-")
    overlay = (tmp_path / "out" / "overlay.mp4").read_bytes()
    assert b"avc1" in overlay, "the overlay is not H.264"


def test_screens_a_folder_in_a_process_of_its_own(program, tmp_path):
    (tmp_path / "videos").mkdir()
    shutil.copy(program.sample, tmp_path / "videos" / "17.mp4")
    (tmp_path / "videos" / "broken.mp4").write_text("no video")
    said = program("batch", tmp_path / "videos", "--out", tmp_path / "out", "--json")
    assert said.returncode == 2, said.stderr
    states = {video["video"]: video["state"] for video in json.loads(said.stdout)["videos"]}
    assert states == {"17.mp4": "screened", "broken.mp4": "failed"}
    assert (tmp_path / "out" / "screenings.xlsx").stat().st_size > 1000


def test_prints_json_and_nothing_else(program, tmp_path):
    said = program("screen", program.sample, "--json", "--out", tmp_path / "out")
    assert json.loads(said.stdout)["outcome"] == "borderline_features"


def test_a_video_that_is_none_is_refused(program, tmp_path):
    hostile = tmp_path / "hostile.mp4"
    hostile.write_bytes(program.sample.read_bytes()[:4000] + b"\0" * 9000)
    said = program("screen", hostile)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    assert "hostile.mp4" in said.stderr


def test_lists_and_verifies_models(program):
    listed = json.loads(program("models", "list", "--json").stdout)
    assert [one["name"] for one in listed] == ["sconet_mt_demo"]
    verified = program("models", "verify", "sconet_mt_demo")
    assert verified.returncode == 0, verified.stderr


def test_packs_a_model_and_brings_it_back(program, tmp_path):
    packed = program("models", "pack", "sconet_mt_demo", tmp_path / "mine.scoliomodel")
    assert packed.returncode == 0, packed.stderr
    assert (tmp_path / "mine.scoliomodel").stat().st_size > 1_000_000


def test_checks_a_dataset(program, tmp_path):
    write_data(tmp_path / "data")
    said = program("dataset", "check", tmp_path / "data", "--json")
    assert said.returncode in (0, 2), said.stderr
    assert isinstance(json.loads(said.stdout), dict)


def test_evaluates_where_the_trainer_is_in_and_says_so_where_not(program, tmp_path):
    write_data(tmp_path / "data", frames=20)
    report = tmp_path / "report.json"
    said = program("evaluate", "sconet_mt_demo", tmp_path / "data", "--out", report)
    if not program.trains:
        assert said.returncode == 2
        assert "complete ScolioApp package" in said.stderr
        return
    assert said.returncode == 0, said.stderr
    assert json.loads(report.read_text("utf-8"))["sequences"] == 24


def test_trains_where_the_trainer_is_in_and_says_so_where_not(program, tmp_path):
    write_data(tmp_path / "data")
    config = tmp_path / "tiny.yaml"
    config.write_text(json.dumps(config_of()), encoding="utf-8")
    said = program("train", config, "--run", tmp_path / "run")
    if not program.trains:
        assert said.returncode == 2
        assert "complete ScolioApp package" in said.stderr
        return
    assert said.returncode == 0, said.stderr
    assert json.loads((tmp_path / "run" / "status.json").read_text("utf-8"))["state"] == "done"
    judged = program(
        "screen", program.sample, "--model", tmp_path / "run" / "model", "--out", tmp_path / "o"
    )
    assert judged.returncode == 0, judged.stderr


def test_examines_the_computer(program):
    said = program("doctor", "--json")
    assert "Traceback" not in said.stderr
    checks = {one["name"]: one for one in json.loads(said.stdout)["checks"]}
    # What a computer lacks, such as room on its disk, is not the program's fault.
    parts = ("packages", "clashes", "telemetry", "dicom", "computing", "decoding", "encoding")
    wrong = [checks[name] for name in (*parts, "finding_people") if checks[name]["state"] != "ok"]
    assert wrong == []
    assert (checks["dicom"]["remedy"] is None) == program.trains


@pytest.mark.parametrize("name", ["a folder with spaces", "步态 文件夹"])
def test_runs_from_any_folder(program, tmp_path, name):
    moved = tmp_path / name / "ScolioApp"
    shutil.copytree(program.folder, moved, symlinks=True, copy_function=_link)
    video = tmp_path / name / "走路 clip.mp4"
    shutil.copy(program.sample, video)
    said = program("screen", video, "--json", program=moved / program.path.resolve().name)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["outcome"] == "borderline_features"


def _link(source, target):
    """Copy without the bytes, where both lie on one disk."""
    try:
        return shutil.os.link(source, target)
    except OSError:
        return shutil.copy2(source, target)


def test_packs_a_dataset_in_processes_of_its_own(program, tmp_path):
    write_data(tmp_path / "data")
    said = program(
        "dataset", "pack", tmp_path / "data", tmp_path / "store", "--workers", "2", "--agreed"
    )
    assert said.returncode == 0, said.stderr
    assert "Traceback" not in said.stderr
    assert list((tmp_path / "store").iterdir())
