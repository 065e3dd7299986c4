"""``scolioapp batch`` as a person types it: exit codes, JSON, Ctrl-C, and the very answers of ``screen``."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.core import kept_result
from engine.core.result import ScreeningResult
from engine.video import VideoFile, VideoWriter
from tests.engine.cli.test_screen import COMMAND, SHORT, VIDEOS, run
from tests.engine.pipeline.test_screener import said
from tests.patience import SECONDS

NO_RAY = "" if find_spec("ray") else "Install the extra: pip install “scolioapp[ray]”."
SAMPLES = Path(__file__).parents[3] / "resources" / "samples"


def cut(path, start, count=12):
    """Write a few frames of a real clip."""
    with VideoFile(SHORT) as source, VideoWriter(path, 320, 180, 30.0) as writer:
        for number, frame in enumerate(source.frames()):
            if start <= number < start + count:
                image = frame.image[:: frame.image.shape[0] // 180][:180]
                writer.write(image[:, :: image.shape[1] // 320][:, :320].copy())
    return path


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    """Three short clips, one broken file, and a roster."""
    home = tmp_path_factory.mktemp("clips")
    (home / "videos" / "day 2").mkdir(parents=True)
    for number, name in enumerate(("17.mp4", "day 2/17.mp4", "day 2/走 18.mp4")):
        cut(home / "videos" / name, 10 * number)
    (home / "videos" / "broken.mp4").write_text("no video")
    (home / "roster.csv").write_text("number,family name\n17,A\n18,B\n19,C\n")
    return home


@pytest.fixture(scope="module")
def screened(clips):
    return run("batch", "videos", "--out", "out", "--roster", "roster.csv", "--report", cwd=clips)


def test_what_is_done_is_said_and_what_is_not(screened, clips):
    assert screened.returncode == 2
    assert screened.stdout.splitlines() == [
        "3 screened now, 0 before, 1 could not be used, 0 still to do",
        f"Written: {Path('out/screenings.csv')}",
        f"Written: {Path('out/screenings.xlsx')}",
    ]
    lines = screened.stderr.splitlines()
    assert "No result: broken.mp4: “broken.mp4” is not a readable video" in screened.stderr
    assert "17.mp4: Inconclusive: film again (demo)" in lines
    assert lines[-2:] == ["No child of the roster: broken.mp4", "No video of the children: 19"]
    assert (clips / "out" / "results" / "day 2" / "走 18.mp4" / "report.pdf").stat().st_size > 1000


def test_each_is_what_screen_says_of_it(screened, clips):
    video = clips / "videos" / "day 2" / "走 18.mp4"
    alone = run("screen", video, "--label", "18", "--json", "--out", clips / "alone", cwd=clips)
    one = ScreeningResult.from_json(alone.stdout)
    same = kept_result.result_in(clips / "out" / "results" / "day 2" / video.name)
    assert said(SimpleNamespace(result=one)) == said(SimpleNamespace(result=same))


def test_once_more_it_does_nothing_and_tells_the_same_as_json(screened, clips):
    before = (clips / "out" / "screenings.csv").read_bytes()
    again = run("batch", "videos", "--out", "out", "--roster", "roster.csv", "--json", cwd=clips)
    told = json.loads(again.stdout)
    assert (again.returncode, again.stderr) == (2, "")
    assert told["screened"] == []
    assert told["kept"] == ["17.mp4", "day 2/17.mp4", "day 2/走 18.mp4"]
    assert told["unmatched"] == {"videos": ["broken.mp4"], "children": ["19"]}
    [broken] = [video for video in told["videos"] if video["state"] == "failed"]
    assert broken["video"] == "broken.mp4"
    assert {video.get("child") for video in told["videos"]} == {None, "17", "18"}
    assert (clips / "out" / "screenings.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["none", "--out", "o"], "There is no folder “none”."),
        (["videos", "--out", "videos"], "The results cannot lie in “videos”, among the videos."),
        (["videos", "--out", "o", "--shard", "3/2"], "“3/2” is no part of the videos."),
        (["videos", "--out", "o", "--shard", "1/2", "--merge"], "--shard screens one."),
        (["videos", "--out", "o", "--model", "nothing"], "nothing"),
        (["videos", "--out", "o", "--level", "x"], "“x” does not say how the camera is tilted."),
        (["videos", "--out", "o", "--roster", "none.csv"], "none.csv"),
        (["videos", "--out", "out", "--rate", "30"], "what differs: rate"),
        (
            ["videos", "--out", "o", "--ray", "nonsense"],
            NO_RAY or "“nonsense” is no address of a Ray",
        ),
        (
            ["videos", "--out", "o", "--ray", "127.0.0.1:9"],
            NO_RAY or "no Ray cluster at “127.0.0.1:9”",
        ),
    ],
)
def test_bad_input_is_said_before_anything_is_done(screened, clips, arguments, sentence):
    process = run("batch", *arguments, cwd=clips)
    assert process.returncode == 2
    assert sentence in process.stderr
    assert "Traceback" not in process.stderr


def test_merging_names_what_is_still_to_do_and_what_is_gone(screened, clips, tmp_path):
    shutil.copytree(clips / "videos", tmp_path / "videos")
    shutil.copytree(clips / "out", tmp_path / "out")
    os.rename(tmp_path / "videos" / "17.mp4", tmp_path / "videos" / "renamed.mp4")
    merged = run("batch", "videos", "--out", "out", "--merge", cwd=tmp_path)
    assert merged.returncode == 2
    assert merged.stderr.splitlines()[1:] == [
        "Still to do: renamed.mp4",
        "No video any more: 17.mp4; it has a result, and no row in the table",
    ]
    assert merged.stderr.startswith("No result: broken.mp4: ")
    told = json.loads(
        run("batch", "videos", "--out", "out", "--merge", "--json", cwd=tmp_path).stdout
    )
    assert told["gone"] == ["17.mp4"]


def test_film_again_has_its_exit_code(clips, tmp_path):
    (tmp_path / "videos").mkdir()
    shutil.copy(clips / "videos" / "17.mp4", tmp_path / "videos")
    assert run("batch", "videos", "--out", "out", cwd=tmp_path).returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_ctrl_c_leaves_what_is_done_and_nothing_half(tmp_path):
    (tmp_path / "videos").mkdir()
    for number in range(2):
        shutil.copy(SAMPLES / "sports2d_demo.mp4", tmp_path / "videos" / f"{number}.mp4")
    with subprocess.Popen(
        [*COMMAND, "batch", "videos", "--out", "out", "--jobs", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        until = time.monotonic() + SECONDS
        while not (tmp_path / "out" / "ledger" / "batch.json").exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        time.sleep(1.0)
        # The whole group, as a terminal does it.
        os.killpg(process.pid, signal.SIGINT)
        _, complaints = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert complaints == "Cancelled. No half-written files were left behind.\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ledger"]


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not there")
def test_real_clips_give_one_table_however_they_are_shared_out(tmp_path):
    videos = tmp_path / "videos"
    (videos / "day 2").mkdir(parents=True)
    for name in ("p2s_multi_cam02.mp4", "p2s_single_cam01.mp4"):
        shutil.copy(VIDEOS / name, videos)
    shutil.copy(SAMPLES / "simulated_walk.mp4", videos / "day 2" / "sample.mp4")
    shutil.copy(SHORT, videos / "day 2" / "走.mp4")
    whole = run("batch", "videos", "--out", "one", cwd=tmp_path)
    assert whole.returncode == 3, whole.stderr
    assert run("batch", "videos", "--out", "jobs", "--jobs", "2", cwd=tmp_path).returncode == 3
    random.seed(2)
    for shard in ("1/2", "2/2", "1/2", "2/2"):
        command = [*COMMAND, "batch", "videos", "--out", "parts", "--shard", shard]
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(random.uniform(5.0, 15.0))
            process.kill()
    for shard in ("2/2", "1/2"):
        assert run(
            "batch", "videos", "--out", "parts", "--shard", shard, cwd=tmp_path
        ).returncode in (0, 3)
    assert run("batch", "videos", "--out", "parts", "--merge", cwd=tmp_path).returncode == 3
    table = (tmp_path / "one" / "screenings.csv").read_bytes()
    assert (tmp_path / "jobs" / "screenings.csv").read_bytes() == table
    assert (tmp_path / "parts" / "screenings.csv").read_bytes() == table
    for path in videos.rglob("*.mp4"):
        place = path.relative_to(videos)
        alone = run("screen", path, "--json", "--out", tmp_path / "alone", cwd=tmp_path)
        one = said(SimpleNamespace(result=ScreeningResult.from_json(alone.stdout)))
        for out in ("one", "jobs", "parts"):
            kept = kept_result.newest(tmp_path / out / "results" / place)
            assert said(SimpleNamespace(result=kept.result())) == one
            assert kept.files("sequence.gait.npz") == kept_result.newest(
                tmp_path / "one" / "results" / place
            ).files("sequence.gait.npz")
