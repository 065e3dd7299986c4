"""Every action that the records write into their trail has words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from engine.roster.day_changes import ChangeKind
from scolioapp import i18n
from scolioapp.i18n import render
from scolioapp.storage.records import record_store
from scolioapp.storage.records.chained_trail import Entry
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import _PRIVATE, RecordPreferences
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.records_session import CLOCK, KEYS, OLDER
from scolioapp.storage.records.trail_reading import TrailLine
from scolioapp.words.trail_details import DETAILS, VALUES, detail_words
from scolioapp.words.trail_words import (
    ACTIONS,
    GROUPS,
    about_words,
    action_words,
    group_words,
    who_words,
)

FOLDER = Path(record_store.__file__).parent
APP = Path(i18n.__file__).parents[1]
ACTION = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")
NOTES = ("change.note(", "note(change, ")
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


def written_details() -> dict[str, set[str]]:
    """Return every key of a detail in the source, with the values that stand there as they are."""
    found: dict[str, set[str]] = {}
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node).startswith(NOTES):
                for keyword in node.keywords:
                    if keyword.arg is not None:
                        known = found.setdefault(keyword.arg, set())
                        if isinstance(keyword.value, ast.Constant):
                            known.add(str(keyword.value.value))
    return found


def test_each_detail_that_is_written_has_words() -> None:
    written = written_details()
    settings = set(RecordPreferences.model_fields) - set(_PRIVATE)
    assert len(written) > 25
    assert written.keys() | settings == DETAILS.keys(), (
        "words are in scolioapp/words/trail_details.py"
    )
    for key, values in written.items():
        assert values <= VALUES.get(key, {}).keys()
    assert VALUES["kind"].keys() == {each.value for each in ChangeKind}
    assert VALUES["fields"].keys() == {each.name for each in fields(PatientFields)}
    assert VALUES["role"].keys() == {each.value for each in Role}
    assert VALUES["doubt"].keys() == {OLDER, CLOCK, KEYS}
    for name, field in RecordPreferences.model_fields.items():
        assert (field.annotation is bool) == (name in VALUES)


def test_actions_and_details_have_words_in_chinese(in_chinese: None) -> None:
    actions = [action for group in ACTIONS.values() for action in group]
    told = [*map(action_words, actions), *map(group_words, GROUPS)]
    told += [render(each) for key, each in DETAILS.items() if key != "sha256"]
    told += [render(each) for values in VALUES.values() for each in values.values()]
    assert [each for each in told if not re.search("[\u4e00-\u9fff]", each)] == []
    assert detail_words('{"source":"camera","number":2}').isascii() is False


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    """Speak Chinese, and English again afterwards."""
    before = qapp.font()
    i18n.install(qapp, i18n.CHINESE)
    yield
    for installed in qapp.findChildren(QTranslator):
        qapp.removeTranslator(installed)
        installed.deleteLater()
    qapp.setProperty("language", "en")
    qapp.setFont(before)


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
        ('{"fields":["birth_date","notes"],"count":3}', "fields: date of birth notes, how many: 3"),
        ('{"role":"examiner","on":"2026-11-29"}', "role: Examiner, on: 2026-11-29"),
        ('{"doubt":"older","blinding":true}', "doubt: an older copy, own finding first: yes"),
        ('{"vertebra":"L4"}', "vertebra: L4"),
        ("not json", "not json"),
        ("[1]", "[1]"),
    ],
)
def test_details_are_told_in_one_line(detail: str, words: str) -> None:
    assert detail_words(detail) == words
