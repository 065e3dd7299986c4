"""``scolioapp screen`` as a person types it: files, exit codes, Ctrl-C, kill -9, no network."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.core.result import ScreeningResult
from engine.gait.sequence import GaitSequence
from engine.video import probe
from tests.patience import SECONDS

VIDEOS = Path(__file__).parents[2] / "data" / "videos"
SHORT = VIDEOS / "p2s_single_cam01.mp4"
COMMAND = [sys.executable, "-m", "scolioapp"]
FILES = {"result.json", "sequence.gait.npz", "overlay.mp4", "report.pdf"}


def run(*arguments, cwd, timeout=SECONDS):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        timeout=timeout,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )


@pytest.fixture(scope="module")
def screened(tmp_path_factory):
    """A short real clip screened once, with a name that is neither ASCII nor without spaces."""
    folder = tmp_path_factory.mktemp("走路 folder")
    video = folder / "走路 clip.mp4"
    shutil.copy(SHORT, video)
    return folder, run("screen", video, "--blur-face", cwd=folder)


def test_a_clip_too_short_asks_for_another_recording(screened):
    folder, process = screened
    assert process.returncode == 3, process.stderr
    assert process.stdout.startswith("Inconclusive: film again")
    assert "simulated walkers" in process.stdout
    result = ScreeningResult.from_json(
        (folder / "走路 clip-screening" / "result.json").read_text("utf-8")
    )
    assert result.outcome == "inconclusive"
    assert result.probabilities is None
    assert {f.code for f in result.quality.findings} & {"too_few_frames", "too_few_cycles"}


def test_all_files_are_there_and_hold_what_they_should(screened):
    folder, _ = screened
    out = folder / "走路 clip-screening"
    assert {path.name for path in out.iterdir()} == FILES
    overlay = probe(out / "overlay.mp4")
    assert max(overlay.width, overlay.height) <= 1280
    assert overlay.duration_seconds == pytest.approx(1.67, abs=0.2)
    sequence = GaitSequence.load(out / "sequence.gait.npz")
    assert sequence.silhouettes.shape == (len(sequence.seconds), 64, 64)
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")


def test_how_the_camera_stands_is_said_and_written(screened):
    """This one is rolled by 13.4 degrees and looks down by 22.5."""
    folder, process = screened
    level = ScreeningResult.from_json(
        (folder / "走路 clip-screening" / "result.json").read_text("utf-8")
    ).level
    assert level.known
    assert level.roll_degrees == pytest.approx(13.4, abs=0.8)
    assert f"Level: The camera is tilted {level.roll_degrees:.1f}° to the left" in process.stdout
    assert "The vertical was found in the picture" in process.stdout


def test_the_level_can_be_said_or_switched_off(tmp_path):
    said = {}
    for number, words in enumerate(("13.4,-22.5", "off")):
        process = run(
            *("screen", SHORT, "--level", words, "--loose-clothes", "--json"),
            *("--out", f"o{number}"),
            cwd=tmp_path,
        )
        said[words] = ScreeningResult.from_json(process.stdout)
    by_hand, off = said["13.4,-22.5"].level, said["off"].level
    assert (by_hand.source, by_hand.roll_degrees, by_hand.pitch_degrees) == ("hand", 13.4, -22.5)
    assert not off.known
    assert said["off"].loose_clothes
    assert {f.code for f in said["off"].quality.findings} >= {"level_unknown"}
    assert {f.code for f in said["13.4,-22.5"].quality.findings} >= {"camera_tilted"}


def test_nothing_else_is_left_beside(screened):
    folder, _ = screened
    assert {path.name for path in folder.iterdir()} == {"走路 clip.mp4", "走路 clip-screening"}


def test_json_is_the_result_and_nothing_else(tmp_path):
    process = run("screen", SHORT, "--json", "--out", tmp_path / "out", cwd=tmp_path)
    printed = ScreeningResult.from_json(process.stdout)
    assert printed.to_json() == (tmp_path / "out" / "result.json").read_text("utf-8")
    assert json.loads(process.stdout)["provenance"]["video"]["sha256"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "not"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_text("hello"), "not a readable video"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: path.write_bytes(SHORT.read_bytes()[:20000]), "."),
    ],
    ids=["missing", "empty", "text", "folder", "cut"],
)
def test_bad_input_is_a_sentence_and_exit_code_2_and_no_file(tmp_path, make, words):
    video = tmp_path / "video.mp4"
    make(video)
    before = sorted(tmp_path.rglob("*"))
    process = run("screen", video, cwd=tmp_path)
    assert process.returncode == 2, process.stderr
    assert "Traceback" not in process.stderr
    assert words in process.stderr
    assert len(process.stderr.strip().splitlines()) == 2, process.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--model", "nonesuch", "no model"),
        ("--person", "9", "no person 9"),
        ("--slow-motion", "0", "0.0 times slower than real time"),
        ("--slow-motion", "four", "“four” is not a number"),
        ("--level", "slanted", "“slanted” does not say how the camera is tilted"),
        ("--level", "60", "“60” does not say how the camera is tilted"),
    ],
)
def test_a_wrong_choice_is_told(tmp_path, option, value, words):
    process = run("screen", SHORT, option, value, cwd=tmp_path)
    assert process.returncode == 2
    assert words in process.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", ["file", "file/inside", "n" * 256])
def test_a_place_that_cannot_be_written_is_said_before_the_video_is_read(tmp_path, out):
    (tmp_path / "file").write_text("kept")
    process = run("screen", "not there.mp4", "--out", out, cwd=tmp_path)
    assert process.returncode == 2
    assert "not there" not in process.stderr
    assert "is a file" in process.stderr or "too long" in process.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_json_is_printed_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("kept")
    process = run("screen", SHORT, "--json", "--out", tmp_path / "file", cwd=tmp_path)
    assert process.returncode == 2
    assert "“file” is a file" in process.stderr
    assert ScreeningResult.from_json(process.stdout).outcome == "inconclusive"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_video_with_the_longest_name_is_screened(tmp_path):
    video = tmp_path / ("走" * 83 + ".mp4")
    shutil.copy(SHORT, video)
    process = run("screen", video, cwd=tmp_path)
    assert process.returncode == 3, process.stderr
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert folder.name.startswith("走" * 60)
    assert {path.name for path in folder.iterdir()} == FILES


def test_the_folder_one_stands_in_can_be_chosen_and_what_is_replaced_is_said(tmp_path):
    first = run("screen", SHORT, "--out", ".", cwd=tmp_path)
    assert first.returncode == 3, first.stderr
    assert {path.name for path in tmp_path.iterdir()} == FILES
    path = tmp_path / "result.json"
    sha256 = json.loads(path.read_text("utf-8"))["provenance"]["video"]["sha256"]
    path.write_text(path.read_text("utf-8").replace(sha256, "0" * 64), "utf-8")
    again = run("screen", SHORT, "--out", ".", cwd=tmp_path)
    assert "The results of another video" in again.stderr


def started(tmp_path):
    """A screening that is under way."""
    process = subprocess.Popen(
        [*COMMAND, "screen", str(SHORT), "--all-frames"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # Threads start with the work: until then the interpreter has only one.
    deadline = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if len(list(Path(f"/proc/{process.pid}/task").iterdir())) > 2:
            break
    return process


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_c_leaves_nothing(tmp_path):
    process = started(tmp_path)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 130, errors
    assert "Cancelled" in errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_kill_leaves_no_half_written_result(tmp_path):
    process = started(tmp_path)
    process.kill()
    process.communicate(timeout=SECONDS)
    assert not [path for path in tmp_path.rglob("*") if not path.name.startswith(".")]


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch the process")
def test_a_full_run_makes_no_network_call(tmp_path):
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace), *COMMAND]
    process = subprocess.run(
        [*watched, "screen", str(SHORT), "--out", str(tmp_path / "out")],
        cwd=tmp_path,
        timeout=SECONDS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 3, process.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    calls = [line for line in trace.read_text().splitlines() if re.search(r"AF_INET6?\b", line)]
    assert calls == []


def test_a_label_and_what_is_repeated_are_kept_and_said(screened, tmp_path):
    folder, _ = screened
    earlier = folder / "走路 clip-screening"
    video = tmp_path / "again.mp4"
    shutil.copy(SHORT, video)
    process = run("screen", video, "--label", "Anna  7b", "--repeats", earlier, cwd=tmp_path)
    assert process.returncode == 3, process.stderr
    said = process.stdout.splitlines()
    assert said[0] == "Label: Anna 7b (video again.mp4)"
    assert said[1].startswith("Repeats: 走路 clip.mp4, screened ")
    assert said[1].endswith(f"saved in {earlier.name}")
    assert "  Both recordings are the same film." in said
    assert "  Gone: nothing" in said
    first = tmp_path / "again-screening"
    result = ScreeningResult.from_json((first / "result.json").read_text("utf-8"))
    assert result.label == "Anna 7b"
    assert result.repeats is not None
    assert result.repeats.result == earlier.name
    with np.load(first / "sequence.gait.npz") as arrays:
        assert not any("Anna" in str(arrays[name]) for name in arrays.files)
    # A repeat of the repeat takes the label over.
    third = tmp_path / "third.mp4"
    shutil.copy(SHORT, third)
    process = run("screen", third, "--repeats", first, "--json", cwd=tmp_path)
    again = ScreeningResult.from_json(process.stdout)
    assert (again.label, again.repeats.video) == ("Anna 7b", "again.mp4")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--repeats", "nothing"), "There is no readable result in “nothing”."),
        (("--repeats", "there", "--out", "there"), "would replace the one it repeats"),
    ],
)
def test_what_cannot_be_repeated_is_told_before_the_video_is_read(
    screened, tmp_path, options, words
):
    folder, _ = screened
    shutil.copytree(folder / "走路 clip-screening", tmp_path / "there")
    before = (tmp_path / "there" / "result.json").read_bytes()
    process = run("screen", SHORT, *options, cwd=tmp_path)
    assert process.returncode == 2
    assert words in process.stderr
    assert (tmp_path / "there" / "result.json").read_bytes() == before
