"""The Record page of the built program: it opens, and with it what opens cameras."""

import pytest

from tests.frozen.shown import shown
from tests.frozen.test_manners import linux

PARTS = ("libQt6Multimedia.so", "libffmpegmediaplugin.so", "libavcodec.so.61")
"""Loaded when the page asks for cameras; without the libraries it needs, the plugin is not."""


@linux
def test_the_record_page_opens_and_looks_for_cameras(program):
    with shown(program, SCOLIOAPP_PAGE="record") as window:
        for part in PARTS:
            window.until(lambda part=part: part in window.loaded, part)
    for part in PARTS:
        assert list(program.bundled.rglob(f"{part}*")), f"{part} is the system's"


def test_every_sentence_can_be_spoken(program):
    sounds = program.bundled / "resources" / "sounds"
    spoken = {folder.name: len(list(folder.glob("*.wav"))) for folder in sounds.iterdir()}
    if not spoken:
        pytest.fail("no sounds")
    assert spoken == {"en": 15, "zh_CN": 15}
