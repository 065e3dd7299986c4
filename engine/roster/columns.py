"""Which column of a roster holds what: by its title, in English or Chinese, until a person says otherwise."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from engine.roster.entries import Consent
from engine.roster.sheets import Cell, Row, Sheet


class Column(StrEnum):
    """What a column of a roster can hold."""

    NUMBER = "number"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    BIRTH = "birth"
    SEX = "sex"
    GROUP = "group"
    CONSENT = "consent"
    KNOWN = "known_scoliosis"
    NOTE = "note"
    ORDER = "order"


NEEDED: Final = (Column.NUMBER, Column.FAMILY_NAME)
"""Without these no child can be told from another."""

_TITLES: Mapping[Column, str] = MappingProxyType(
    {
        Column.NUMBER: "number|no|nr|#|id|child id|child number|student id|student number|student no|pupil "
        "number|pupil id|participant|participant id|编号|学号|学籍号|号码|儿童编号|学生编号",
        Column.FAMILY_NAME: "family name|family|surname|last name|last|name|full name|child|child name|"
        "student name|姓|姓氏|姓名|名字|学生姓名|儿童姓名",
        Column.GIVEN_NAME: "given name|given|given names|first name|first|forename|名",
        Column.BIRTH: "date of birth|birth date|birthdate|birth|birthday|dob|born|出生日期|出生年月|"
        "出生年月日|生日|出生",
        Column.SEX: "sex|gender|性别",
        Column.GROUP: "class|group|form|grade|year|school class|class name|班级|班|年级|组",
        Column.CONSENT: "consent|parental consent|permission|agreed|同意|家长同意|知情同意|是否同意",
        Column.KNOWN: "known scoliosis|scoliosis|known|diagnosed|脊柱侧弯|已知脊柱侧弯|既往脊柱侧弯|脊柱侧凸",
        Column.NOTE: "note|notes|remark|remarks|comment|comments|备注|说明|注",
        Column.ORDER: "order|sequence|position|顺序|次序|序号|排序",
    }
)
_BY_TITLE: Mapping[str, Column] = MappingProxyType(
    {title: column for column, titles in _TITLES.items() for title in titles.split("|")}
)
_SEXES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("", "unknown", "-", "未知"), ""),
        **dict.fromkeys(("f", "female", "girl", "w", "woman", "女", "女生", "女性"), "female"),
        **dict.fromkeys(("m", "male", "boy", "man", "男", "男生", "男性"), "male"),
        **dict.fromkeys(("x", "d", "other", "diverse", "其他"), "other"),
    }
)
_ANSWERS: Mapping[str, Consent] = MappingProxyType(
    {
        **dict.fromkeys(("", "unknown", "?", "-", "未知", "不详", "不清楚"), Consent.UNKNOWN),
        **dict.fromkeys(
            ("yes", "y", "true", "1", "x", "✓", "✔", "是", "有", "同意", "已同意"), Consent.YES
        ),
        **dict.fromkeys(("no", "n", "false", "0", "否", "无", "不同意", "没有"), Consent.NO),
    }
)
_LOOKED_THROUGH: Final = 15
"""Rows among which the titles are looked for: some lists begin with the name of the school."""


def titles_of(sheet: Sheet) -> Row:
    """Return the row that holds the titles: of the first ones that in which most titles are known."""
    return max(sheet.rows[:_LOOKED_THROUGH], key=lambda row: len(proposed(row.cells)))


def proposed(titles: Sequence[Cell]) -> dict[Column, int]:
    """Return the place of each column whose title is known, from 0; of two with one meaning the first.

    A lone “name” holds the whole name; beside a given name or a family name it is left out.
    """
    known = [_BY_TITLE.get(_simple(title)) for title in titles]
    found: dict[Column, int] = {}
    for place, column in enumerate(known):
        if column is not None and column not in found:
            found[column] = place
    exact = [place for place, title in enumerate(titles) if _simple(title) in _FAMILY_ONLY]
    if Column.FAMILY_NAME in found and exact:
        found[Column.FAMILY_NAME] = exact[0]
    return found


_FAMILY_ONLY: Final = frozenset(
    {"family name", "family", "surname", "last name", "last", "姓", "姓氏"}
)


def _simple(title: Cell) -> str:
    words = unicodedata.normalize("NFKC", str(title)).casefold()
    return " ".join(words.replace("_", " ").replace("*", " ").rstrip(" :.").split())


def sex_of(cell: Cell) -> str | None:
    """Return the sex as `engine.roster.entries.Child` has it, or None where the word is not known."""
    return _SEXES.get(_simple(cell))


def answer_of(cell: Cell) -> Consent | None:
    """Return yes, no or unknown, or None where the word is not known."""
    return _ANSWERS.get(_simple(cell))
