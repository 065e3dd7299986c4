"""The examination: what is fine is fine, each thing that breaks is one line with its remedy."""

import importlib.metadata
import importlib.util
import json
import os
import shutil
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from engine.core.errors import CancelledError, ModelError
from engine.core.examination import Check, State
from engine.core.progress import Cancel, Stage
from engine.core.text import text
from engine.doctor import (
    Request,
    cameras,
    computer,
    computing_steps,
    examine,
    packages,
    storage,
    video_check,
)
from engine.doctor import model_steps as model_checks
from engine.doctor.examination_steps import plan
from engine.doctor.report import SCHEMA, as_data, fails, line
from engine.doctor.step import AGAIN, Finding, Step, run_step, without_names
from engine.library import installed_models
from engine.runtime import device, graphics, onnx
from engine.runtime.graphics import GraphicsCard

FOLDERS = tuple(storage.TITLES)


@pytest.fixture
def folders(tmp_path):
    return {name: tmp_path / "home" / name for name in FOLDERS}


def checked(step: Step, cancel: Cancel | None = None) -> Check:
    return run_step(step, cancel)


def only(steps, name: str) -> Check:
    return checked(next(one for one in steps if one.name == name))


# The whole


def test_everything_is_looked_at_and_told_as_it_comes(folders):
    told, shares = [], []
    request = Request(folders)
    checks = examine(
        request, found=told.append, progress=lambda one: shares.append((one.stage, one.fraction))
    )
    assert tuple(told) == checks
    names = [one.name for one in checks]
    assert len(names) == len(set(names))
    assert {
        "program", "parts", "system", "packages", "clashes", "telemetry", "dicom", "computer", "graphics",
        "computing", "decoding", "encoding", "finding_people", "model:sconet_mt_demo", "cameras",
        "folder:results",
    } <= set(names)  # fmt: skip
    failing = [one for one in checks if one.state is State.FAILS]
    assert failing == []
    assert shares[0] == (Stage.CHECK, 0.0)
    assert shares[-1] == (Stage.DONE, 1.0)
    assert not [one for one in folders.values() if one.exists()]


def test_the_window_leaves_the_cameras_out_and_deep_adds_a_screening():
    assert "cameras" not in {one.name for one in plan(Request(cameras=False))}
    names = {one.name for one in plan(Request(deep=True))}
    assert "screening" in names
    assert ("training" in names) == (importlib.util.find_spec("torch") is not None)


def test_json_is_what_the_page_says(folders):
    checks = examine(Request(folders))
    data = json.loads(json.dumps(as_data(checks)))
    assert set(data) == {"schema", "program", "fails", "checks"}
    assert data["schema"] == SCHEMA == "scolioapp.doctor/1"
    assert data["fails"] is fails(checks) is False
    for one, check in zip(data["checks"], checks, strict=True):
        assert set(one) == {"name", "title", "state", "facts", "values", "remedy"}
        assert one["state"] in {"ok", "note", "fails"}
        assert one["facts"] == str(check.facts)
        assert "\n" not in line(check)
    page = (Path(__file__).parents[3] / "docs" / "doctor.md").read_text("utf-8")
    for name in (
        "schema",
        "program",
        "fails",
        "checks",
        "title",
        "state",
        "facts",
        "values",
        "remedy",
    ):
        assert f"`{name}`" in page
    for name in (one["name"].partition(":")[0] for one in data["checks"]):
        assert f"`{name}" in page


def test_cancel_stops_between_the_checks():
    cancel = Cancel()
    told = []

    def found(check: Check) -> None:
        told.append(check)
        cancel.set()

    with pytest.raises(CancelledError):
        examine(Request(), found=found, cancel=cancel)
    assert len(told) == 1


# One step


def raising(error: Exception) -> Step:
    def run(_cancel):
        raise error

    return Step("broken", text("Broken"), run)


def test_what_raises_is_one_line_that_fails():
    check = checked(raising(RuntimeError("secret of anna")))
    assert check.state is State.FAILS
    assert str(check.facts) == "This check could not be run: RuntimeError."
    assert check.remedy == AGAIN


def test_an_expected_failure_says_its_own_sentence():
    check = checked(raising(ModelError(text("It is torn."), text("Copy it again."))))
    assert (str(check.facts), str(check.remedy)) == ("It is torn.", "Copy it again.")


def test_a_package_that_does_not_load_is_named():
    check = checked(raising(ModuleNotFoundError("No module named 'av'", name="av")))
    assert "“av”" in str(check.facts)
    assert check.remedy is not None


def test_cancelling_is_no_failure():
    with pytest.raises(CancelledError):
        checked(raising(CancelledError()))


def test_a_check_that_fails_always_has_a_remedy():
    step = Step("x", text("X"), lambda _cancel: Finding(State.FAILS, text("It fails.")))
    assert checked(step).remedy == AGAIN


def test_a_family_that_cannot_be_listed_is_one_line(monkeypatch):
    def broken(_folder=None):
        raise ImportError("no", name="onnxruntime")

    monkeypatch.setattr(installed_models, "list_installed", broken)
    steps = [one for one in plan(Request()) if one.name == "models"]
    assert len(steps) == 1
    assert "onnxruntime" in str(checked(steps[0]).facts)


# Privacy


def test_no_line_names_the_home_folder_or_the_account(monkeypatch, tmp_path):
    home = tmp_path / "anna.meier"
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr("getpass.getuser", lambda: "anna.meier")
    assert without_names(str(home / "Library" / "x")) == str(Path("~") / "Library" / "x")
    assert without_names(f"“{home}”") == "“~”"
    assert "anna" not in without_names("/mnt/server/anna.meier/results")
    assert without_names(f"{home}2/x") == f"{home}2/x"
    checks = examine(Request({name: home / name for name in FOLDERS}))
    for check in checks:
        assert "anna" not in line(check)
    assert "anna" not in json.dumps(as_data(checks))


def test_a_home_that_is_the_root_is_left_alone(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/"))
    monkeypatch.setattr("getpass.getuser", lambda: "")
    assert without_names("/var/x") == "/var/x"


# Packages


def names_of(monkeypatch, *names: str) -> None:
    found = [SimpleNamespace(name=name) for name in names]
    monkeypatch.setattr(importlib.metadata, "distributions", lambda: iter(found))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("opencv-python", "opencv_python_headless"), "opencv-python"),
        (("onnxruntime", "onnxruntime-gpu", "numpy"), "onnxruntime-gpu"),
    ],
)
def test_two_that_overwrite_each_other_are_told(monkeypatch, names, said):
    names_of(monkeypatch, *names)
    check = only(packages.steps(), "clashes")
    assert check.state is State.FAILS
    assert said in str(check.facts)
    assert "pip uninstall" in str(check.remedy)


def test_one_of_each_is_fine(monkeypatch):
    names_of(monkeypatch, "onnxruntime-gpu", "opencv-python-headless")
    assert only(packages.steps(), "clashes").state is State.OK


def test_a_missing_package_fails_and_a_missing_window_does_not(monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in hidden else there(name)
    )
    hidden = {"PySide6", "torch"}
    assert only(packages.steps(), "packages").state is State.OK
    hidden = {"av"}
    check = only(packages.steps(), "packages")
    assert check.state is State.FAILS
    assert "Missing: av." in str(check.facts)


def test_a_package_without_what_pip_wrote_down_is_named_without_version(monkeypatch):
    def nothing(_name):
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(importlib.metadata, "version", nothing)
    check = only(packages.steps(), "packages")
    assert check.state is State.OK
    assert "numpy, scipy" in str(check.facts)


def test_telemetry_that_was_switched_on_again_fails(monkeypatch):
    assert only(packages.steps(), "telemetry").state is State.OK
    monkeypatch.setitem(os.environ, "ORT_DISABLE_TELEMETRY", "0")
    assert only(packages.steps(), "telemetry").state is State.FAILS


# Folders and memory


def test_a_folder_that_cannot_be_written_fails_but_a_shared_one_of_models_is_a_note(
    monkeypatch, folders
):
    def refused(**_given):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    steps = storage.steps(folders)
    check = only(steps, "folder:results")
    assert check.state is State.FAILS
    assert "Permission denied" in str(check.facts)
    assert only(steps, "folder:models").state is State.NOTE


@pytest.mark.parametrize(
    ("free", "state"),
    [(100_000_000, State.FAILS), (1_000_000_000, State.NOTE), (9_000_000_000, State.OK)],
)
def test_space_is_judged(monkeypatch, folders, free, state):
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=free))
    check = only(storage.steps(folders), "folder:data")
    assert check.state is state
    assert (check.remedy is None) == (state is State.OK)


def test_a_file_in_the_place_of_a_folder_fails(folders):
    folders["logs"].parent.mkdir(parents=True)
    folders["logs"].write_text("in the way")
    assert only(storage.steps(folders), "folder:logs").state is State.FAILS


@pytest.mark.parametrize(
    ("total", "free", "state"), [(2, 1, State.NOTE), (8, 0.5, State.NOTE), (8, 4, State.OK)]
)
def test_memory_is_judged(monkeypatch, total, free, state):
    memory = SimpleNamespace(total=total * 1e9, available=free * 1e9)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    assert only(computer.steps(), "computer").state is state


# Graphics cards


def card(monkeypatch, *cards: GraphicsCard) -> None:
    monkeypatch.setattr(computing_steps, "nvidia_cards", lambda **_given: cards)


def test_a_card_that_is_not_used_is_a_note_with_a_way_to_use_it(monkeypatch):
    card(monkeypatch, GraphicsCard("NVIDIA T4", "550.54"))
    steps = computing_steps.steps()
    assert str(only(steps, "graphics").facts) == "NVIDIA T4, driver 550.54."
    check = only(steps, "computing")
    if "CPU" in str(check.facts):
        assert check.state is State.NOTE
        assert "NVIDIA T4" in str(check.remedy)
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        assert "No action needed" in str(only(steps, "computing").remedy)


def test_a_processor_that_was_chosen_is_no_note(monkeypatch):
    card(monkeypatch, GraphicsCard("NVIDIA T4", "550.54"))
    check = only(computing_steps.steps("cpu"), "computing")
    assert check.state is State.OK
    assert "The processor was chosen in the settings." in str(check.facts)


@pytest.mark.skipif(device.CUDA in onnx.providers(), reason="this build has a GPU's provider")
def test_a_gpu_that_was_chosen_and_is_not_there_fails(monkeypatch):
    card(monkeypatch)
    check = only(computing_steps.steps("gpu"), "computing")
    assert check.state is State.FAILS
    assert "automatic" in str(check.remedy)


def test_a_card_whose_driver_does_not_answer_is_a_note(monkeypatch):
    card(monkeypatch, GraphicsCard("", ""))
    assert only(computing_steps.steps(), "graphics").state is State.NOTE


def test_without_a_card_the_processor_is_fine(monkeypatch):
    card(monkeypatch)
    steps = computing_steps.steps()
    assert only(steps, "graphics").state is State.OK
    assert only(steps, "computing").state is State.OK


def test_training_says_where_it_computes():
    check = only(computing_steps.steps(deep=True), "training")
    assert check.state is not State.FAILS
    assert "torch" in str(check.facts)


def tool(folder: Path, monkeypatch, body: str) -> None:
    folder.mkdir()
    script = folder / "nvidia-smi"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the tool")
@pytest.mark.parametrize(
    ("body", "cards"),
    [
        ("echo 'NVIDIA RTX A2000, 12GB, 550.54.15'", ("NVIDIA RTX A2000, 12GB",)),
        ("echo 'NVIDIA T4, 535.1'; echo 'NVIDIA T4, 535.1'", ("NVIDIA T4", "NVIDIA T4")),
        ("echo 'NVIDIA-SMI has failed'; exit 9", ()),
        ("echo 'No devices were found'", ()),
    ],
)
def test_what_the_driver_tells_is_read(tmp_path, monkeypatch, body, cards):
    monkeypatch.setattr(graphics, "_DEVICES", tmp_path / "none")
    tool(tmp_path / "bin", monkeypatch, body)
    assert tuple(one.name for one in graphics.nvidia_cards()) == cards


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the tool")
def test_a_tool_that_hangs_is_left_when_the_person_cancels(tmp_path, monkeypatch):
    tool(tmp_path / "bin", monkeypatch, "exec sleep 60")
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        graphics.nvidia_cards(cancel=cancel)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the tool")
def test_a_tool_that_hangs_is_given_up(tmp_path, monkeypatch):
    tool(tmp_path / "bin", monkeypatch, "exec sleep 60")
    monkeypatch.setattr(graphics, "_PATIENCE", 0.1)
    monkeypatch.setattr(graphics, "_DEVICES", tmp_path / "none")
    assert graphics.nvidia_cards() == ()


def test_a_card_on_the_bus_without_a_driver_is_seen(tmp_path, monkeypatch):
    bus = tmp_path / "devices"
    for name, vendor, kind in (("a", "0x10de", "0x030000"), ("b", "0x10de", "0x040300"),
                               ("c", "0x8086", "0x030000")):  # fmt: skip
        (bus / name).mkdir(parents=True)
        (bus / name / "vendor").write_text(f"{vendor}\n")
        (bus / name / "class").write_text(f"{kind}\n")
    monkeypatch.setattr(graphics, "_DEVICES", bus)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert graphics.nvidia_cards() == (GraphicsCard("", ""),)


def test_programs_of_the_system_do_not_get_the_libraries_of_a_frozen_one(monkeypatch):
    given = {
        "LD_LIBRARY_PATH": "/opt/scolioapp",
        "LD_LIBRARY_PATH_ORIG": "/usr/local/lib",
        "A": "b",
    }
    assert graphics.system_environment(given) == given
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert graphics.system_environment(given) == {"LD_LIBRARY_PATH": "/usr/local/lib", "A": "b"}
    assert graphics.system_environment({"LD_LIBRARY_PATH": "x"}) == {}


# Videos


def test_a_codec_that_is_not_read_is_named(monkeypatch, tmp_path):
    (tmp_path / "vp9.webm").write_bytes(b"torn")
    there = video_check.resource
    monkeypatch.setattr(
        video_check,
        "resource",
        lambda *parts: tmp_path / "vp9.webm" if "vp9.webm" in parts else there(*parts),
    )
    check = only(video_check.steps(), "decoding")
    assert check.state is State.FAILS
    assert (
        str(check.facts)
        == "Cannot be read: VP9. Can be read: H.264, HEVC, MPEG-4, HDR, interlaced."
    )


def test_without_what_makes_pictures_of_fields_interlaced_video_is_not_read(monkeypatch):
    assert only(video_check.steps(), "decoding").state is State.OK
    monkeypatch.setattr("engine.video.fields.Deinterlacer.end", lambda self: [])
    check = only(video_check.steps(), "decoding")
    assert check.state is State.FAILS
    assert str(check.facts).startswith("Cannot be read: interlaced.")


def test_without_an_encoder_of_h264_the_other_one_is_told(monkeypatch):
    monkeypatch.setattr("engine.video.writer._H264", "nothing of this name")
    check = only(video_check.steps(), "encoding")
    assert check.state is State.NOTE
    assert "MPEG-4" in str(check.facts)


# Models


def test_a_model_of_ones_own_that_is_torn_fails_and_the_others_stand(tmp_path):
    bundled = next(one for one in installed_models.list_installed(tmp_path) if one.bundled)
    copy = tmp_path / "mine"
    shutil.copytree(bundled.folder, copy)
    weights = copy / "model.onnx"
    weights.write_bytes(weights.read_bytes() + b"0")
    steps = model_checks.steps(tmp_path)
    torn = only(steps, "model:mine")
    assert torn.state is State.FAILS
    assert torn.remedy is not None
    assert only(steps, f"model:{bundled.name}").state is State.OK


def test_without_the_bundled_model_something_fails(monkeypatch):
    monkeypatch.setattr(installed_models, "list_installed", lambda _folder: ())
    assert only(model_checks.steps(), "models").state is State.FAILS


@pytest.mark.heavy
def test_deep_screens_a_walk():
    check = only(model_checks.deep_steps(), "screening")
    assert check.state is State.OK, check.facts


# Cameras


@pytest.fixture
def devices(tmp_path, monkeypatch):
    monkeypatch.setattr(cameras, "_CLASS", tmp_path / "class")
    monkeypatch.setattr(cameras, "_DEVICES", tmp_path / "dev")
    monkeypatch.setattr(sys, "platform", "linux")

    def add(name: str, index: int) -> None:
        place = tmp_path / "class" / name
        place.mkdir(parents=True)
        (place / "index").write_text(f"{index}\n")
        (tmp_path / "dev").mkdir(exist_ok=True)
        (tmp_path / "dev" / name).write_bytes(b"")

    return add


def test_a_camera_is_counted_once(devices):
    devices("video0", 0)
    devices("video1", 1)
    check = only(cameras.steps(), "cameras")
    assert check.state is State.OK
    assert str(check.facts) == "One camera was found."


def test_cameras_that_the_account_may_not_use_are_told(devices, monkeypatch):
    devices("video0", 0)
    monkeypatch.setattr(os, "access", lambda *_given: False)
    check = only(cameras.steps(), "cameras")
    assert check.state is State.NOTE
    assert "“video”" in str(check.remedy)


def test_no_camera_is_a_note(devices):
    assert only(cameras.steps(), "cameras").state is State.NOTE
    assert str(checked(cameras.step(3)).facts) == "3 cameras were found."


def test_where_qt_cannot_tell_linux_is_asked_and_elsewhere_nobody(devices, monkeypatch):
    devices("video0", 0)
    assert str(checked(cameras.step(None)).facts) == "One camera was found."
    monkeypatch.setattr(sys, "platform", "darwin")
    assert checked(cameras.step(None)).state is State.OK


def test_elsewhere_the_window_looks(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert "window" in str(only(cameras.steps(), "cameras").facts)


def test_dicom_is_loaded_or_said_to_be_missing(monkeypatch):
    assert "pydicom 3" in str(only(packages.steps(), "dicom").facts)
    monkeypatch.setattr("engine.runtime.extras.importlib.util.find_spec", lambda _: None)
    found = only(packages.steps(), "dicom")
    assert (found.state, "Not installed" in str(found.facts)) == (State.OK, True)
