"""The system asks the program to end: it does, and what a quick look kept is gone at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import SECONDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other ways to ask.")

# Whoever runs the tests may have some of them ignored (nohup), which a process inherits.
STARTS = """
import signal, sys
for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(one, signal.SIG_DFL)
{before}
from scolioapp.paths import AppPaths
from pathlib import Path
home = Path(sys.argv[1])
AppPaths.of_this_computer = classmethod(lambda cls: cls(home / "config", home / "data", home / "logs"))
from scolioapp.bootstrap import run
sys.exit(run())
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def started(home: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Collect processes; those that still run are killed."""
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for one in processes:
        one.kill()
        one.communicate()


def start(home: Path, processes: list[subprocess.Popen[str]], before: str = "") -> Path:
    """Start the program and return the folder of its quick look, once its window answers."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTS.format(before=before), str(home)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    processes.append(process)
    until(lambda: bool(list((home / "data" / "quick").glob("*"))) and answers(home))
    return next((home / "data" / "quick").iterdir())


def answers(home: Path) -> bool:
    """Tell whether the window takes files, so that Qt's loop runs."""
    from scolioapp.bootstrap.single_instance import hand_over, socket_name

    return hand_over(socket_name(home / "config"), [])


def until(done: object) -> None:
    end = time.monotonic() + SECONDS
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_the_program_and_its_quick_look(
    home: Path, started: list[subprocess.Popen[str]], name: str
) -> None:
    quick = start(home, started)
    (quick / "recording.mp4").write_bytes(b"a child")
    started[0].send_signal(getattr(signal, name))
    said, _ = started[0].communicate(timeout=SECONDS)
    assert (started[0].returncode, said) == (0, "")
    assert not quick.exists()


def test_a_signal_that_was_ignored_from_the_start_stays_ignored(
    home: Path, started: list[subprocess.Popen[str]]
) -> None:
    quick = start(home, started, "signal.signal(signal.SIGHUP, signal.SIG_IGN)")
    started[0].send_signal(signal.SIGHUP)
    until(lambda: answers(home))
    assert quick.exists()
    started[0].send_signal(signal.SIGTERM)
    assert started[0].wait(timeout=SECONDS) == 0


def test_a_second_signal_ends_a_program_that_cannot_end(
    home: Path, started: list[subprocess.Popen[str]]
) -> None:
    stuck = (
        "import time\n"
        "from scolioapp.bootstrap.running import Running\n"
        "def end(self):\n"
        "    (home / 'stuck').touch()\n"
        "    time.sleep(3600)\n"
        "Running.end = end\n"
    )
    start(home, started, stuck)
    started[0].send_signal(signal.SIGTERM)
    until((home / "stuck").exists)
    started[0].send_signal(signal.SIGTERM)
    assert started[0].wait(timeout=SECONDS) == -signal.SIGTERM
