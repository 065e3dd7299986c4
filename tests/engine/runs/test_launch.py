"""Between the start of a trainer's process and its first word."""

import os
import subprocess
import sys
import time

import pytest

from engine.runs.launch import OUTPUT_BYTES, end_of_output, is_launched, note_launch
from engine.runs.run_folder import RunFolder
from engine.runs.status import Reporter, Status


@pytest.fixture
def folder(tmp_path):
    return RunFolder(tmp_path)


def test_nobody_started_anything(folder):
    assert is_launched(folder, None) == "no"
    folder.launch.write_text("half a li")
    assert is_launched(folder, None) == "no"


def test_a_process_that_lives_is_starting_until_its_first_status(folder):
    at = time.time()
    note_launch(folder, os.getpid(), at)
    assert is_launched(folder, None) == "starting"
    old = Status(state="stopped", iterations=1, pid=1, updated=at - 5)
    assert is_launched(folder, old) == "starting"
    Reporter(folder, 1).write("waiting")
    told = Status.model_validate_json(folder.status.read_bytes())
    assert is_launched(folder, told) == "no"


def test_a_process_that_is_gone_is_said_to_be(folder):
    process = subprocess.Popen([sys.executable, "-c", ""])
    at = time.time()
    note_launch(folder, process.pid, at)
    process.wait()
    assert is_launched(folder, None) == "gone"


def test_a_number_that_another_process_has_by_now_is_no_trainer(folder):
    note_launch(folder, os.getpid(), time.time())
    written = folder.launch.read_text()
    created = written.split('"created":')[1].split(",")[0]
    folder.launch.write_text(written.replace(created, "1000.0"))
    assert is_launched(folder, None) == "gone"


def test_the_end_of_the_output_is_read_whatever_it_holds(folder):
    assert end_of_output(folder) == ""
    folder.output.write_bytes(b"x" * 2 * OUTPUT_BYTES + b"\xff the end\n")
    said = end_of_output(folder)
    assert said.endswith(" the end")
    assert len(said) <= OUTPUT_BYTES
