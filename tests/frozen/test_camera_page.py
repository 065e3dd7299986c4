"""The Record page of the built program: it opens, and with it what opens cameras."""

import os
import shutil
import subprocess
import time

import pytest

from tests.frozen.test_manners import linux
from tests.patience import SECONDS

PARTS = ("libQt6Multimedia.so", "libffmpegmediaplugin.so", "libavcodec.so.61")
"""Loaded when the page asks for cameras; without the libraries it needs, the plugin is not."""


def _screen(environment):
    """Return a display of Xvfb where there is one: its number and its process."""
    if shutil.which("Xvfb") is None:
        return environment, None
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = told.readline().strip()
    return environment | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}, server


@linux
def test_the_record_page_opens_and_looks_for_cameras(program):
    environment, server = _screen(program.environment | {"SCOLIOAPP_PAGE": "record"})
    window = subprocess.Popen(
        [str(program.path)],
        env=environment,
        cwd=program.home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + SECONDS
        missing = set(PARTS)
        while missing:
            assert window.poll() is None, window.stderr.read()
            assert time.monotonic() < deadline, f"not loaded: {missing}"
            with open(f"/proc/{window.pid}/maps", encoding="utf-8") as maps:
                loaded = maps.read()
            missing = {part for part in PARTS if part not in loaded}
            time.sleep(0.2)
    finally:
        for process in filter(None, (window, server)):
            process.terminate()
            process.wait(SECONDS)
        window.stderr.close()
    for part in PARTS:
        assert list(program.bundled.rglob(f"{part}*")), f"{part} is the system's"


def test_every_sentence_can_be_spoken(program):
    sounds = program.bundled / "resources" / "sounds"
    spoken = {folder.name: len(list(folder.glob("*.wav"))) for folder in sounds.iterdir()}
    if not spoken:
        pytest.fail("no sounds")
    assert spoken == {"en": 15, "zh_CN": 15}
