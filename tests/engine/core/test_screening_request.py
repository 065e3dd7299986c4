"""What is to be screened, on its way through a file and through clinic mode."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from engine.core.level import NOT_FOUND, level_by_hand, unknown_level
from engine.core.result import Repeats
from engine.core.screening_request import ScreeningRequest

LEVEL = level_by_hand(unknown_level(NOT_FOUND, 1280, 720), 2.0)
FULL = ScreeningRequest(
    Path("走路.mp4"),
    rate=None,
    model="school",
    operator="KB",
    precision="int8",
    device="gpu",
    pose=Path("rtm"),
    segmenter=Path("seg"),
    dots=True,
    loose_clothes=True,
    label="Anna",
    recording="ab" * 16,
    repeats=Repeats(result="old", video="old.mp4", video_sha256="0" * 64, screened="2026-01-01"),
    person=2,
    slow_motion=None,
    level=LEVEL,
)


@pytest.mark.parametrize("level", ["auto", "off", (2.5, -8.0), LEVEL])
def test_a_request_comes_back_from_a_file_as_it_was(level):
    request = replace(FULL, level=level)
    assert ScreeningRequest.parse(json.loads(json.dumps(request.as_data()))) == request


def test_every_field_of_the_full_one_is_unusual():
    usual = ScreeningRequest(FULL.path)
    same = {one.name for one in fields(FULL) if getattr(FULL, one.name) == getattr(usual, one.name)}
    assert same == {"path"}


def test_plain_settings_leave_what_belongs_to_the_recording():
    plain = FULL.plain("fixed")
    assert plain.model == "fixed"
    assert not any(plain.changed().values())
    kept = ("path", "operator", "dots", "label", "recording", "repeats", "person")
    kept += ("slow_motion", "level")
    assert all(getattr(plain, name) == getattr(FULL, name) for name in kept)
    changed = [name for name, other in FULL.changed().items() if other]
    assert changed == ["--pose", "--segmenter", "--device", "--precision", "--all-frames"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "film.mp4",
        [],
        {},
        {"path": 3},
        {"path": "a", "rate": "fast"},
        {"path": "a", "level": 5},
    ],
)
def test_what_is_no_request_is_refused(value):
    with pytest.raises(ValueError, match="ScreeningRequest"):
        ScreeningRequest.parse(value)


def test_a_label_from_a_file_is_tidied():
    read = ScreeningRequest.parse({"path": "a.mp4", "label": "  Anna\n\x00 " + "x" * 200})
    assert read.label.startswith("Anna x")
    assert len(read.label) <= 80
