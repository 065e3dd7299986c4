"""An archive of videos screened by one process, by parts that are killed, and on a Ray cluster: one table.

``SCOLIOAPP_ARCHIVE_VIDEOS=60 pytest -s -m heavy`` on this file is the whole proof, and prints the rates.
"""

import contextlib
import importlib.util
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psutil
import pytest

from engine.pipeline.folder_videos import Shard
from engine.video import VideoFile, VideoWriter
from tests.engine.cli.test_screen import COMMAND, run
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]
COUNT = int(os.environ.get("SCOLIOAPP_ARCHIVE_VIDEOS", "8"))
PARTS = 4
SAMPLE = ROOT / "resources" / "samples" / "simulated_walk.mp4"
RAY = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(not RAY, reason="the extra “ray” is not installed")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not there")


def names():
    """Yield names of which each part has as many as the others."""
    taken = dict.fromkeys(range(1, PARTS + 1), 0)
    for number in itertools.count():
        name = f"day {number % 3}/走 {number:03}.mp4"
        [part] = [part for part in taken if Shard(part, PARTS).holds(name)]
        if taken[part] < COUNT // PARTS:
            taken[part] += 1
            yield name
        if sum(taken.values()) == COUNT // PARTS * PARTS:
            return


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Clips of 3 s, each cut elsewhere out of a simulated walk, and one that is no video."""
    home = tmp_path_factory.mktemp("archive")
    with VideoFile(SAMPLE) as source:
        frames = [frame.image[::3, ::3].copy() for frame in source.frames()][::2]
    for number, name in enumerate(names()):
        path = home / "videos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        start = number * 5 % (len(frames) - 45)
        with VideoWriter(path, frames[0].shape[1], frames[0].shape[0], 15.0) as writer:
            for image in frames[start : start + 45]:
                writer.write(image if number % 2 else image[:, ::-1].copy())
    (home / "videos" / "broken.mp4").write_text("no video")
    return home


@contextlib.contextmanager
def rate_told(what):
    """Say how fast the videos were screened."""
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    sys.stdout.write(
        f"\n{what}: {COUNT} videos in {took:.1f} s, {COUNT / took * 3600:.0f} an hour\n"
    )


@pytest.fixture(scope="module")
def whole(archive):
    """The table of one process that nobody disturbs."""
    with rate_told("one process"):
        done = run("batch", "videos", "--out", "one", cwd=archive, timeout=SECONDS * COUNT)
    # A bad video costs only itself.
    assert done.returncode == 2, done.stderr
    assert done.stdout.startswith(
        f"{COUNT} screened now, 0 before, 1 could not be used, 0 still to do"
    )
    assert "No result: broken.mp4: “broken.mp4” is not a readable video" in done.stderr
    return (archive / "one" / "screenings.csv").read_bytes()


def results(out, part=None):
    """Return the videos that have a whole result, of one part or of all."""
    notes = [json.loads(path.read_text()) for path in (out / "ledger").glob("[0-9a-f]*.json")
             if path.name != "batch.json"]  # fmt: skip
    done = [note["video"] for note in notes if note["what"] is None]
    return [name for name in done if part is None or Shard(part, PARTS).holds(name)]


def wait_until(true, alive):
    until = time.monotonic() + SECONDS
    while not true():
        assert alive(), "ended before it was killed"
        assert time.monotonic() < until
        time.sleep(0.02)


def start(out, part, cwd):
    return subprocess.Popen(
        [*COMMAND, "batch", "videos", "--out", out, "--shard", f"{part}/{PARTS}"],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.mark.heavy
def test_parts_of_which_two_are_killed_give_the_very_table(archive, whole):
    out = archive / "parts"
    with rate_told(f"{PARTS} parts, two of them killed"):
        parts = {part: start("parts", part, archive) for part in range(1, PARTS + 1)}
        for part in (1, 2):
            wait_until(
                lambda part=part: results(out, part), lambda part=part: parts[part].poll() is None
            )
            os.killpg(parts[part].pid, signal.SIGKILL)
            assert parts[part].wait(SECONDS) == -signal.SIGKILL
        before = len(results(out))
        merged = run("batch", "videos", "--out", "parts", "--merge", cwd=archive)
        assert merged.returncode == 2
        waiting = [line for line in merged.stderr.splitlines() if line.startswith("Still to do: ")]
        assert 0 < len(waiting) <= COUNT + 1 - before
        for part in (1, 2):
            parts[part] = start("parts", part, archive)
        # 2: the part that the broken one belongs to.
        assert sorted(each.wait(SECONDS * COUNT) for each in parts.values()) in (
            [0, 0, 0, 2],
            [2, 3, 3, 3],
        )
    merged = run("batch", "videos", "--out", "parts", "--merge", cwd=archive)
    assert merged.returncode == 2
    assert "Still to do" not in merged.stderr
    assert "No result: broken.mp4" in merged.stderr
    assert (archive / "parts" / "screenings.csv").read_bytes() == whole


@pytest.fixture
def cluster(monkeypatch):
    """A Ray cluster on this computer, two cores, a token of its own; gives its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Sockets in it have names of at most 107 signs.
    place = Path(tempfile.mkdtemp(prefix="ray-", dir="/tmp"))
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", uuid.uuid4().hex + uuid.uuid4().hex)
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    with (place / "said").open("w") as said:
        head = subprocess.Popen(
            [
                *(sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"),
                *("--port", str(port), "--num-cpus", "2", "--temp-dir", str(place)),
                *("--include-dashboard=false", "--disable-usage-stats"),
            ],
            stdout=said,
            stderr=said,
            start_new_session=True,
        )  # fmt: skip
    try:
        wait_until(
            lambda: "Ray runtime started" in (place / "said").read_text(),
            lambda: head.poll() is None,
        )
        yield f"127.0.0.1:{port}", psutil.Process(head.pid)
    finally:
        tree = [psutil.Process(head.pid), *psutil.Process(head.pid).children(recursive=True)]
        for process in tree:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(tree, SECONDS)
        head.wait(SECONDS)
        shutil.rmtree(place, ignore_errors=True)


def lives(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def actors(head):
    """Return the actors of a cluster that are at work, and are not just being started or taken away."""
    found = []
    for process in head.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.cmdline()[:1] == ["ray::ScreeningActor.screen"]:
                found.append(process)
    return found


@pytest.mark.heavy
@needs_ray
def test_a_cluster_of_which_an_actor_is_killed_gives_the_very_table(archive, whole, cluster):
    address, head = cluster
    out = archive / "ray"
    with rate_told("Ray, two actors, one of them killed"):
        driver = subprocess.Popen(
            [*COMMAND, "batch", "videos", "--out", "ray", "--ray", address],
            cwd=archive,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_until(lambda: results(out) and actors(head), lambda: driver.poll() is None)
        victim = actors(head)[0]
        screening = victim.children()
        victim.kill()
        said, complaints = driver.communicate(timeout=SECONDS * COUNT)
    assert driver.returncode == 2, complaints
    # Ray's own words of the actor that was lost are in neither.
    assert said.splitlines() == [
        f"{COUNT} screened now, 0 before, 1 could not be used, 0 still to do",
        "Written: ray/screenings.csv",
        "Written: ray/screenings.xlsx",
    ]
    lines = complaints.splitlines()
    assert len(lines) == COUNT + 2
    assert [line for line in lines if "Traceback" in line or "raylet" in line] == []
    assert screening
    wait_until(lambda: not any(map(lives, screening)), lambda: True)
    assert (archive / "ray" / "screenings.csv").read_bytes() == whole
    for name in results(out):
        one, other = (archive / place / "results" / name for place in ("one", "ray"))
        assert (one / "sequence.gait.npz").read_bytes() == (
            other / "sequence.gait.npz"
        ).read_bytes()
