"""Whatever is done in the window with protected records, no file of it can be read without a password."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scolioapp.paths import AppPaths
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.byte_search import forms, readable_in, readable_of_process
from tests.app.storage.records.made_records import CHEAP, PASSWORD
from tests.app.window.records_at_work import NUMBER, READY, WORDS, paths_in, work

ROOT = Path(__file__).parents[3]
TEMPORARY = ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")


def test_nothing_can_be_read_while_it_runs_and_after_it_was_closed(
    qtbot: QtBot,
    start_records: StartRecords,
    tmp_path: Path,
    paths: AppPaths,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for variable in TEMPORARY:
        monkeypatch.setenv(variable, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    program = start_records(Role.ADMINISTRATOR)
    program.crash.install()

    def settle(done: object) -> None:
        qtbot.waitUntil(lambda: done() and not program.worker.busy)  # type: ignore[operator]

    try:
        work(program, settle, tmp_path / "outside")
    finally:
        program.crash.uninstall()
    log = paths.log.read_text(encoding="utf-8")
    assert log.count("builtins.RuntimeError") == 1
    assert "KeyError" in log
    assert "IntegrityError" in log
    assert (paths.records / "records.db-wal").stat().st_size > 0
    assert readable_in([tmp_path], WORDS) == []
    assert readable_of_process(WORDS) == []
    program.end_now()
    program.end()
    assert readable_in([tmp_path], WORDS) == []
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_nothing_can_be_read_after_it_was_killed_in_the_middle(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    for folder in (home, temporary):
        folder.mkdir()
    environment = {
        **os.environ,
        **dict.fromkeys(TEMPORARY, str(temporary)),
        **{f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")},
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.app.window.records_at_work", str(home)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline().decode().strip()
        told = b""
        if sys.platform == "linux":
            files = (Path(f"/proc/{process.pid}/{name}") for name in ("environ", "cmdline"))
            told = b"".join(path.read_bytes() for path in files)
    finally:
        process.kill()
        _, complaints = process.communicate()
    assert said == READY, complaints.decode()
    assert not any(what in told for what in forms(WORDS))
    assert not any(what in complaints for what in forms(WORDS))
    assert (home / "data" / "records" / "records.db-wal").stat().st_size > 0
    assert readable_in([tmp_path], WORDS) == []
    # Nothing is lost, and what was being recorded is offered.
    store = RecordStore(paths_in(home).records, cost=CHEAP)
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    store.verify(contents=True)
    assert store.patients.count(NUMBER) >= 20
    assert len(store.live.unfinished()) == 1
    store.close()
    assert readable_in([tmp_path], WORDS) == []
    shutil.rmtree(tmp_path / "home")
