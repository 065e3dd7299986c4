"""Without a peer that somebody configured, reviewing and signing calls nobody."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.window.signing_at_work import READY
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch the process")
def test_a_result_is_signed_without_a_socket_to_a_network(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)]
    done = subprocess.run(
        [
            *watched,
            sys.executable,
            "-m",
            "tests.app.window.signing_at_work",
            str(tmp_path / "home"),
        ],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert READY in done.stdout, done.stderr
    calls = [line for line in trace.read_text().splitlines() if re.search(r"AF_INET6?\b", line)]
    assert calls == []
