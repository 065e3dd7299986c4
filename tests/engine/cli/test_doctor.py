"""``scolioapp doctor`` as a person types it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.main import main
from engine.core.examination import State
from engine.core.text import text
from engine.doctor.step import Finding, Step, run_step
from tests.patience import SECONDS

CODE = """
import sys
from scolioapp.__main__ import main
code = 0
try:
    main()
except SystemExit as end:
    code = end.code
heavy = [name for name in ("PySide6", "torch") if name in sys.modules]
print("imported:", heavy, file=sys.stderr)
sys.exit(code)
"""


def run(home: Path, *arguments, **environment):
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
    return subprocess.run(
        [sys.executable, "-c", CODE, "doctor", *arguments],
        env={**os.environ, "HOME": str(home), "PYTHONWARNINGS": "error", **folders, **environment},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is set")
def test_one_line_each_and_nothing_heavy(tmp_path):
    home = tmp_path / "anna"
    home.mkdir()
    done = run(home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == "imported: []\n"
    lines = done.stdout.splitlines()
    assert len(lines) > 15
    assert all(one.startswith(("ok ", "note ")) for one in lines)
    assert "~/data/ScolioApp/results is writable" in done.stdout
    assert "anna" not in done.stdout
    assert list(home.rglob("*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is set")
def test_what_fails_gives_its_own_exit_code_also_as_json(tmp_path):
    (tmp_path / "data").write_text("a file where a folder is to be")
    done = run(tmp_path, "--json")
    assert done.returncode == 2, done.stdout + done.stderr
    data = json.loads(done.stdout)
    assert data["fails"] is True
    failed = [one for one in data["checks"] if one["state"] == "fails"]
    assert {one["name"] for one in failed} == {"folder:results", "folder:data"}
    assert all(one["remedy"] for one in failed)


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch the process")
def test_nothing_is_sent(tmp_path):
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)]
    done = subprocess.run(
        [*watched, sys.executable, "-m", "scolioapp", "doctor"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    calls = [line for line in trace.read_text().splitlines() if re.search(r"AF_INET6?\b", line)]
    assert calls == []


def test_the_password_of_the_records_is_asked_for_and_is_no_argument(monkeypatch, capsys):
    handed = []

    def steps(login, password):
        handed.append((login, password))
        return [
            Step("records:verify", text("Records"), lambda _: Finding(State.FAILS, text("No.")))
        ]

    def only_more(request, **_):
        return tuple(map(run_step, request.more))

    monkeypatch.setattr("engine.doctor.examine", only_more)
    monkeypatch.setattr("getpass.getpass", lambda: "a password")
    for arguments, wanted in (
        (["doctor"], ("", "")),
        (["doctor", "--records-user", "kb"], ("kb", "a password")),
    ):
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--json"], records_steps=steps)
        assert handed.pop() == wanted
        assert end.value.code == 2
        (check,) = json.loads(capsys.readouterr().out)["checks"]
        assert check["name"] == "records:verify"
