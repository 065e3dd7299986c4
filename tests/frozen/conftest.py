"""The installed program under test: nothing of the sources runs, only what a build folder or package holds.

Give it with ``pytest tests/frozen --program dist/screening/ScolioApp/scolioapp``, or in SCOLIOAPP_PROGRAM;
without one these tests are skipped.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.patience import SECONDS

VARIABLE = "SCOLIOAPP_PROGRAM"


def pytest_addoption(parser):
    parser.addoption(
        "--program", help="The program to test, such as dist/screening/ScolioApp/scolioapp."
    )


@dataclass(frozen=True)
class Frozen:
    """A built program, and a home that is nobody's."""

    path: Path
    home: Path

    @property
    def folder(self):
        return self.path.resolve().parent

    @property
    def bundled(self):
        inner = self.folder / "_internal"
        return inner if inner.is_dir() else self.folder

    @property
    def sample(self):
        return self.bundled / "resources" / "samples" / "simulated_walk.mp4"

    @property
    def trains(self):
        return (self.bundled / "torch").is_dir()

    @property
    def environment(self):
        """The variables of a plain account: no Python, no Qt of the machine that tests."""
        kept = {
            name: os.environ[name]
            for name in ("PATH", "DISPLAY", "SYSTEMROOT")
            if name in os.environ
        }
        return kept | {"HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}

    def __call__(self, *arguments, program=None, cwd=None, wrap=(), **kept):
        command = [*wrap, str(program or self.path), *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=cwd or self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
            **kept,
        )


@pytest.fixture(scope="session")
def program_path(request):
    named = request.config.getoption("--program", None) or os.environ.get(VARIABLE)
    if not named:
        pytest.skip(f"no program is given (--program or {VARIABLE})")
    path = Path(named).absolute()
    assert path.is_file(), path
    return path


@pytest.fixture
def program(program_path, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    return Frozen(program_path, home)
