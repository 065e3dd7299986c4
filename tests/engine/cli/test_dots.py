"""``scolioapp dots print`` and ``screen --dots`` as a person types them."""

import os
import subprocess
import sys

import pypdf
from typer.testing import CliRunner

from engine.cli.main import build
from tests.patience import SECONDS


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "scolioapp", *map(str, arguments)],
        cwd=cwd,
        timeout=SECONDS,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error", "HOME": str(cwd)},
    )


def test_the_page_is_written(tmp_path):
    process = run("dots", "print", "page.pdf", "--language", "en", cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert process.stdout.strip() == "Written: page.pdf"
    assert process.stderr == ""
    assert len(pypdf.PdfReader(tmp_path / "page.pdf").pages) == 2


def test_a_page_that_cannot_be_written_is_said(tmp_path):
    process = run("dots", "print", tmp_path, cwd=tmp_path)
    assert process.returncode == 2
    assert "is a folder" in process.stderr


def test_without_the_window_it_says_what_is_missing(tmp_path):
    done = CliRunner().invoke(build(), ["dots", "print", str(tmp_path / "page.pdf")])
    assert done.exit_code == 2
    assert "extra “window”" in done.output


def test_screen_knows_the_option():
    done = CliRunner().invoke(build(), ["screen", "--help"], terminal_width=200)
    assert "--dots" in done.output
