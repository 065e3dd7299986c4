"""The suite itself: what ``test.sh`` asks of pytest, tried on planted tests."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.patience import SECONDS

ROOT = Path(__file__).parents[1]

PLANTED = """
import os

def test_before():
    assert True

def test_that_crashes():
    os.abort()

def test_after():
    assert True

def test_that_fails():
    assert False, "as any other test"

def test_last():
    assert True
"""


def options() -> list[str]:
    """Return what test.sh hands to pytest beside the user's own arguments."""
    found = re.search(r'^workers="(.*)"$', (ROOT / "test.sh").read_text(), re.MULTILINE)
    assert found is not None
    return shlex.split(found[1])


def test_a_crash_fails_one_test_and_the_others_are_counted(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(PLANTED)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options(), "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    last = done.stdout.splitlines()[-1]
    assert re.fullmatch(r"=+ 2 failed, 3 passed in [0-9.]+s.* =+", last), done.stdout
    failed = re.findall(r"^FAILED .*::(\w+)", done.stdout, re.MULTILINE)
    assert sorted(failed) == ["test_that_crashes", "test_that_fails"]
    assert "crashed while running" in done.stdout


def test_the_script_hands_the_options_on_and_ci_uses_the_script() -> None:
    script, ci = (ROOT / "test.sh").read_text(), (ROOT / ".ci" / "run").read_text()
    assert re.search(r'-m pytest \$workers "\$@"$', script, re.MULTILINE)
    assert re.findall(r"^step (.*test\.sh.*)$", ci, re.MULTILINE) == [
        "./test.sh -m heavy",
        "./test.sh",
    ]
