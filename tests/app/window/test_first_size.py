"""The first window fits on the screen, whatever its scale, and fills one that is too small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from scolioapp.views.main_window import first_size

_OPEN = """
import json, sys
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication
from scolioapp.bootstrap import build
from scolioapp.paths import AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.views.main_window import SETTINGS

guard_singletons()
app = QApplication([])
program = build(app, AppPaths.of_this_computer())
program.start()
program.window.show_page(SETTINGS)
for _ in range(20):
    app.processEvents()
window = program.window
room = window.screen().availableGeometry()
about = window.rail.button("about")
print(json.dumps({
    "room": [room.width(), room.height()],
    "window": [window.width(), window.height()],
    "inside": room.contains(window.geometry()),
    "fills": window.isMaximized(),
    "foot": about.mapTo(window, QPoint(0, about.height())).y(),
}))
program.end()
"""


@pytest.mark.parametrize(
    ("room", "expected", "fills"),
    [
        ((1920, 1080), (1280, 800), False),
        ((1280, 720), (1264, 680), True),  # 1920x1080 at 150 %
        ((960, 540), (944, 500), True),  # 1920x1080 at 200 %
        ((640, 360), (624, 320), True),
    ],
)
def test_the_first_size_is_bounded_by_the_screen(
    room: tuple[int, int], expected: tuple[int, int], fills: bool
) -> None:
    size, full = first_size(QSize(*room))
    assert (size.width(), size.height()) == expected
    assert full is fills


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (960, 540)])
def test_the_whole_window_is_on_a_scaled_screen(tmp_path: Path, width: int, height: int) -> None:
    screen = tmp_path / "screen.json"
    place = {"name": "school", "x": 0, "y": 0, "width": width, "height": height}
    screen.write_text(json.dumps({"screens": [place]}))
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE")}
    done = subprocess.run(
        [sys.executable, "-c", _OPEN],
        env={**os.environ, **folders, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["room"] == [width, height]
    assert facts["inside"]
    assert facts["fills"]
    assert facts["foot"] <= facts["window"][1] <= height
