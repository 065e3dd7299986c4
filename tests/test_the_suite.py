"""The suite itself: what ``test.sh`` asks of pytest, tried on planted tests."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

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


def run_planted(text: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_planted.py").write_text(text)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options(), "-ra", *more, "-p", "no:cacheprovider", "."],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_a_crash_fails_one_test_and_the_others_are_counted(tmp_path: Path) -> None:
    done = run_planted(PLANTED, tmp_path)
    assert done.returncode == 1, done.stdout
    last = done.stdout.splitlines()[-1]
    assert re.fullmatch(r"=+ 2 failed, 3 passed in [0-9.]+s.* =+", last), done.stdout
    failed = re.findall(r"^FAILED .*::(\w+)", done.stdout, re.MULTILINE)
    assert sorted(failed) == ["test_that_crashes", "test_that_fails"]
    assert "crashed while running" in done.stdout


@pytest.mark.parametrize(
    ("minutes", "closing"), [("0", "4 skipped"), ("30", "4 passed"), ("-3", "4 skipped")]
)
def test_a_run_that_has_to_end_in_time_says_what_it_left_out(
    tmp_path: Path, minutes: str, closing: str
) -> None:
    text = "".join(f"def test_{name}():\n    assert True\n\n" for name in "abcd")
    done = run_planted(text, tmp_path, "-p", "tests.conftest", f"--minutes={minutes}")
    assert done.returncode == 0, done.stdout
    assert re.fullmatch(rf"=+ {closing} in [0-9.]+s.* =+", done.stdout.splitlines()[-1])
    assert ("NOT RUN" in done.stdout) == ("skipped" in closing)


def test_the_script_hands_the_options_on_and_ci_uses_the_script() -> None:
    script, ci = (ROOT / "test.sh").read_text(), (ROOT / ".ci" / "run").read_text()
    assert re.search(r'-m pytest \$workers "\$@"$', script, re.MULTILINE)
    # The tests of the README run whole; the long ones as far as the time goes.
    assert re.findall(r"^\w+\(\) { (.*test\.sh.*?);? }$", ci, re.MULTILINE) == [
        './test.sh 2>&1 | tee "$said"',
        "./test.sh -m heavy --minutes=$((minutes - SECONDS / 60))",
    ]
    assert ci.index("step quick") < ci.index("step long")
