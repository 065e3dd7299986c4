"""Each role finds the commands of `commands_by_role.json` and no other; see `role_walk.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.window.role_walk import LETTERS
from tests.patience import SECONDS

WALK = Path(__file__).with_name("role_walk.py")


@pytest.mark.heavy
@pytest.mark.parametrize("letter", list(LETTERS))
def test_a_role_finds_its_commands_and_no_other(letter: str) -> None:
    options = ("-q", "-p", "no:xdist", "-o", f"faulthandler_timeout={SECONDS / 2}")
    ran = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "pytest", *options, WALK, "-k", f"[{letter}]"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        cwd=Path(__file__).parents[3],
    )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert "1 passed" in ran.stdout
