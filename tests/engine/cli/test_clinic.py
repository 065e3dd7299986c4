"""``scolioapp screen`` on a computer that an administrator locked to clinic mode."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.core.clinic_lock import VARIABLE, FixedModel
from engine.core.resources import resource
from tests.patience import SECONDS

SHORT = Path(__file__).parents[2] / "data" / "videos" / "p2s_single_cam01.mp4"


def run(*arguments, cwd, lock):
    place = cwd / "clinic.json"
    place.write_text(json.dumps(lock), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "scolioapp", *map(str, arguments)],
        cwd=cwd,
        timeout=SECONDS,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error", VARIABLE: str(place)},
    )


@pytest.fixture
def demo():
    return FixedModel.of(resource("models", "sconet_mt_demo")).as_data()


def test_the_fixed_model_judges(tmp_path, demo):
    process = run("screen", SHORT, "--json", "--out", tmp_path / "out", cwd=tmp_path, lock=demo)
    assert process.returncode == 3, process.stderr
    assert json.loads(process.stdout)["model"]["name"] == "sconet_mt_demo"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--model", "other"), "it uses “sconet_mt_demo”, not “other”"),
        (("--pose", "rtm"), "--pose would change them"),
        (("--pose", "mediapipe"), "--pose would change them"),
        (("--all-frames", "--precision", "int8"), "--precision, --all-frames would change them"),
    ],
)
def test_another_model_and_other_settings_are_refused_in_a_sentence(tmp_path, demo, options, words):
    process = run("screen", SHORT, *options, cwd=tmp_path, lock=demo)
    assert process.returncode == 2
    assert "This computer is in clinic mode" in process.stderr
    assert words in process.stderr
    assert not (tmp_path / "p2s_single_cam01-screening").exists()


def test_a_changed_model_judges_nothing(tmp_path, demo):
    process = run("screen", SHORT, cwd=tmp_path, lock={**demo, "weights_sha256": "0" * 64})
    assert process.returncode == 2
    assert "“sconet_mt_demo” has changed since clinic mode was set up" in process.stderr


def test_a_file_that_cannot_be_used_judges_nothing(tmp_path):
    process = run("screen", SHORT, cwd=tmp_path, lock={"model": "sconet_mt_demo"})
    assert process.returncode == 2
    assert "scolioapp models lock" in process.stderr


def test_the_file_is_printed_ready_to_be_saved(tmp_path, demo):
    process = run("models", "lock", "sconet_mt_demo", cwd=tmp_path, lock=demo)
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == demo
    assert "where users cannot write" in process.stderr
