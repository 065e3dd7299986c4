"""The videos still to be screened, from one start of the program to the next."""

import json
from dataclasses import replace

import pytest

from engine.core.result import Repeats
from engine.core.screening_request import ScreeningRequest
from scolioapp.storage.path_lists import WaitingList

LINK = {"result": "old", "video": "old.mp4", "video_sha256": "0" * 64, "screened": "2026-01-01"}


def usual(path):
    return ScreeningRequest(path, model="school", rate=30.0, device="cpu", pose=path.parent)


def test_requests_come_back_as_they_were_asked(tmp_path):
    waiting = WaitingList(tmp_path / "queue.json")
    asked = [
        ScreeningRequest(tmp_path / "a.mp4", model="other", rate=None, operator="KB"),
        ScreeningRequest(tmp_path / "b.mp4", label="Ben", repeats=Repeats(**LINK), dots=True),
    ]
    waiting.write(asked)
    # The settings of now are not put in the place of those it was asked with.
    assert waiting.read(usual) == asked
    waiting.write([])
    assert waiting.read(usual) == []


def test_what_an_earlier_version_wrote_is_read_and_what_it_lacks_is_as_usual(tmp_path):
    file = tmp_path / "queue.json"
    path = tmp_path / "b.mp4"
    known = {
        "path": str(path),
        "label": "Ben",
        "repeats": LINK,
        "model": "other",
        "operator": "KB",
        "rate": None,
        "precision": "int8",
        "dots": True,
    }
    file.write_text(json.dumps([str(tmp_path / "a.mp4"), known]), "utf-8")
    plain, full = WaitingList(file).read(usual)
    assert plain == usual(tmp_path / "a.mp4")
    assert full == replace(
        usual(path),
        label="Ben",
        repeats=Repeats(**LINK),
        model="other",
        operator="KB",
        rate=None,
        precision="int8",
        dots=True,
    )


@pytest.mark.parametrize("content", ["{", "{}", "[1]", '[{"label": "A"}]', '[{"path": 3}]', "\x00"])
def test_a_broken_list_reads_as_empty(tmp_path, content):
    file = tmp_path / "queue.json"
    file.write_text(content)
    assert WaitingList(file).read(usual) == []
    assert WaitingList(tmp_path / "none.json").read(usual) == []
