"""Whose video is it: the number in the name of the file."""

import unicodedata

import pytest

from engine.roster.entries import Child
from engine.roster.video_names import match_names


def children(*numbers):
    return [Child(number=number, family_name="N.") for number in numbers]


def number_in(name, *numbers):
    child = match_names(children(*numbers), [name]).children.get(name)
    return None if child is None else child.number


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("17.mp4", "17"),
        ("walk_17_b.mp4", "17"),
        ("Class 3/17 second try.mov", "17"),
        ("17/away.mp4", "17"),
        ("017.mp4", "17"),
        ("A-17.mp4", "A-17"),
        ("a-17 again.mp4", "A-17"),
        ("2026-11-28 17.mp4", "17"),
        ("走路 17.mp4", "17"),
        ("p004.mp4", "P004"),
        ("P004_away.mp4", "P004"),
        # No number, one inside another, a date, a camera's own name, two at once.
        ("walk.mp4", None),
        ("173.mp4", None),
        ("17b.mp4", None),
        ("2026-11-17 walk.mp4", None),
        ("20261117_093000.mp4", None),
        ("IMG_0017.MOV", None),
        ("VID_20261117_17.mp4", None),
        ("17 and 18.mp4", None),
    ],
)
def test_a_number_counts_where_it_stands_alone(name, number):
    assert number_in(name, "17", "18", "11", "A-17", "P004", "28") == number


def test_the_very_number_comes_before_one_with_other_zeros():
    assert number_in("017.mp4", "17", "017") == "017"
    assert number_in("0017.mp4", "17", "017") is None


def test_letters_are_compared_however_they_are_composed():
    assert number_in(unicodedata.normalize("NFD", "Ä-1.mp4"), "Ä-1", "1") == "Ä-1"


def test_whoever_is_missing_is_named_on_both_sides():
    matches = match_names(children("1", "2", "3"), ["1.mp4", "1 again.mp4", "3.mp4", "x.mp4"])
    assert {name: child.number for name, child in matches.children.items()} == {
        "1.mp4": "1",
        "1 again.mp4": "1",
        "3.mp4": "3",
    }
    assert matches.videos == ("x.mp4",)
    assert [child.number for child in matches.missing] == ["2"]
