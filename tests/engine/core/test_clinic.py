"""The lock of clinic mode: what it names, what it refuses, where an administrator's file lies."""

import json
import sys
from pathlib import Path

import pytest

from engine.core.clinic_lock import (
    VARIABLE,
    ClinicError,
    FixedModel,
    Lock,
    system_file,
    system_lock,
)
from engine.core.errors import ModelError


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"network")
    (folder / "card.yaml").write_bytes(b"name: school")
    return folder


def test_it_stands_in_a_file_and_comes_back(folder):
    fixed = FixedModel.of(folder)
    assert FixedModel.parse(json.loads(json.dumps(fixed.as_data()))) == fixed
    fixed.check(folder)


@pytest.mark.parametrize("file", ["model.onnx", "card.yaml"])
def test_one_changed_byte_is_another_model(folder, file):
    fixed = FixedModel.of(folder)
    (folder / file).write_bytes((folder / file).read_bytes() + b" ")
    with pytest.raises(ModelError, match="“school” has changed"):
        fixed.check(folder)


def test_a_file_that_is_gone_is_named(folder):
    fixed = FixedModel.of(folder)
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"has no model\.onnx"):
        fixed.check(folder)


def test_a_model_without_onnx_is_known_by_its_weights(folder):
    (folder / "model.onnx").rename(folder / "weights.safetensors")
    FixedModel.of(folder).check(folder)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"model": "../evil", "weights_sha256": "0" * 64, "card_sha256": "0" * 64},
        {"model": "school", "weights_sha256": "0" * 63, "card_sha256": "0" * 64},
        {"model": "school", "weights_sha256": "0" * 64},
    ],
)
def test_half_a_lock_is_refused(value):
    with pytest.raises(ClinicError, match="does not name a model"):
        FixedModel.parse(value)


def test_other_models_and_other_settings_are_refused_by_name(folder):
    lock = Lock(FixedModel.of(folder))
    lock.allow(None)
    lock.allow("school")
    lock.allow_plain({"--pose": False})
    with pytest.raises(ClinicError, match="it uses “school”, not “other”"):
        lock.allow("other")
    with pytest.raises(ClinicError, match="--pose, --rate would change them"):
        lock.allow_plain({"--pose": True, "--device": False, "--rate": True})


def test_the_systems_file_comes_before_the_variable(folder, tmp_path, monkeypatch):
    place, other = tmp_path / "system.json", tmp_path / "other.json"
    monkeypatch.setattr("engine.core.clinic_lock.system_file", lambda: place)
    monkeypatch.setenv(VARIABLE, str(other))
    assert system_lock() is None
    data = FixedModel.of(folder).as_data()
    other.write_text(json.dumps({**data, "model": "other"}), encoding="utf-8")
    assert system_lock().model.model == "other"
    place.write_text(json.dumps(data), encoding="utf-8")
    assert system_lock().model.model == "school"
    assert system_lock().place == place


def test_a_file_that_cannot_be_read_locks_and_says_why(tmp_path, monkeypatch):
    place = tmp_path / "clinic.json"
    place.write_bytes(b"\xff")
    monkeypatch.setenv(VARIABLE, str(place))
    lock = system_lock()
    with pytest.raises(ClinicError, match=r"clinic\.json cannot be read"):
        lock.allow(None)


@pytest.mark.skipif(sys.platform != "linux", reason="another place on other systems")
def test_no_variable_moves_the_systems_place(monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/tmp/mine")
    assert system_file() == Path("/etc/scolioapp/clinic.json")
