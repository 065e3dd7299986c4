"""The window stands before anything heavy is imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.patience import SECONDS

HEAVY = ("torch", "cv2", "av", "pyqtgraph", "onnxruntime", "scipy", "numpy")

_START = """
import json, sys, time
from PySide6.QtCore import QTimer
from scolioapp import bootstrap
from scolioapp.views.main_window import MainWindow

shown = []

def first_paint():
    shown.append(time.monotonic() - float(sys.argv[2]))
    heavy = [name for name in sys.argv[1].split(",") if name in sys.modules]
    print(json.dumps({"seconds": shown[0], "heavy": heavy}), flush=True)
    window.close()

def show_event(self, event):
    global window
    window = self
    QTimer.singleShot(0, first_paint)

MainWindow.showEvent = show_event
sys.exit(bootstrap.run())
"""


def test_nothing_heavy_is_imported_before_the_window_stands(tmp_path: Path) -> None:
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE")}
    done = subprocess.run(
        [sys.executable, "-c", _START, ",".join(HEAVY), str(time.monotonic())],
        env={**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    facts = json.loads(done.stdout)
    assert facts["heavy"] == []


def test_the_command_line_imports_no_qt() -> None:
    code = (
        "import sys; sys.argv = ['scolioapp', '--version']\n"
        "from scolioapp.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('PySide6' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "False"
