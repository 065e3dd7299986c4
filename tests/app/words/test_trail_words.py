"""Every action that the records write into their trail has words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from scolioapp.storage.records import record_store
from scolioapp.storage.records.chained_trail import Entry
from scolioapp.storage.records.trail_reading import TrailLine
from scolioapp.words.trail_words import (
    ACTIONS,
    GROUPS,
    about_words,
    action_words,
    detail_words,
    group_words,
    who_words,
)

FOLDER = Path(record_store.__file__).parent
ACTION = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")
FILES = {"age", "anchor", "db", "json", "lock", "mkv", "id", "jpg", "pdf", "png"}
"""What the second part of a name with a point is in the names of files and columns."""


def written_actions() -> set[str]:
    """Return every text in the source of the records that looks like an action."""
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if ACTION.fullmatch(node.value) and node.value.split(".")[1] not in FILES:
                    found.add(node.value)
    return found


def test_each_action_that_is_written_has_words_in_one_group() -> None:
    written = written_actions()
    assert len(written) > 45
    told = [action for group in ACTIONS.values() for action in group]
    assert sorted(told) == sorted(set(told))
    assert written - set(told) == set(), "add words for them to scolioapp/words/trail_words.py"
    assert set(told) - written == set(), "nobody writes them any more"
    assert GROUPS.keys() == ACTIONS.keys()
    assert all(group_words(group) for group in GROUPS)
    assert len({action_words(action) for action in told}) == len(told)


def test_an_action_of_another_version_is_told_as_it_is_written() -> None:
    assert action_words("spine.straightened") == "spine.straightened"


def line(subject: str, **about: str) -> TrailLine:
    entry = Entry(7, "2026-11-29T10:00:00+00:00", 1, "patient.viewed", subject, "", "", "")
    return TrailLine(entry, about.get("login", ""), about.get("patient", ""), about.get("user", ""))


def test_whom_it_is_about_is_a_number() -> None:
    assert about_words(line("ab" * 16, patient="S-17")) == "S-17"
    assert about_words(line("ab" * 16, user="ada")) == "ada"
    assert about_words(line("ab" * 16)) == "abababab"
    assert who_words(line("")) == "the program"
    assert who_words(line("", login="ada")) == "ada"


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("", ""),
        ('{"recording":"0123456789abcdef0123456789abcdef","outcome":""}', "recording: 01234567"),
        ('{"fields":["name","notes"],"count":3}', "fields: name notes, count: 3"),
        ("not json", "not json"),
        ("[1]", "[1]"),
    ],
)
def test_details_are_told_in_one_line(detail: str, words: str) -> None:
    assert detail_words(detail) == words
