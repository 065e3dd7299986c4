"""Who could be taken for whom."""

from __future__ import annotations

from datetime import date

import pytest

from engine.roster.entries import Child
from engine.roster.similar_names import distance, similar_to

BORN = date(2015, 3, 4)


def child(number: str, family: str, given: str = "", birth: date | None = None) -> Child:
    return Child(number=number, family_name=family, given_name=given, birth=birth)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Lee", "Anna"), ("Lee", "Anna")),
        (("Lee", "Anna"), ("Lee", "Anne")),
        (("Lee", "Anna"), ("Lee", "Hanna")),
        (("Müller", "Zoë"), ("Mueller", "Zoe")),
        (("Lee", "Anna"), ("Anna", "Lee")),
        (("Lee", "Anna"), ("Lee-Brown", "Anna")),
        (("Schmidt", "Maria"), ("Schmitt", "Marie")),
        (("王小明", ""), ("王小名", "")),
        (("王", "小明"), ("王小明", "")),
        (("李娜", ""), ("李娜", "")),
    ],
)
def test_alike(one: tuple[str, str], other: tuple[str, str]) -> None:
    a, b = child("1", *one), child("2", *other)
    assert similar_to(a, [a, b]) == (b,)
    assert similar_to(b, [a, b]) == (a,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Lee", "Anna"), ("Lee", "Ben")),
        (("Li", "Bo"), ("Ng", "Bo")),
        (("李娜", ""), ("李明", "")),
        (("王小明", ""), ("李大明", "")),
        (("Lee", ""), ("Leeds", "")),
    ],
)
def test_not_alike(one: tuple[str, str], other: tuple[str, str]) -> None:
    a, b = child("1", *one), child("2", *other)
    assert similar_to(a, [a, b]) == ()


def test_twins() -> None:
    a, b = child("1", "Ode", "Cleo", BORN), child("2", "Ode", "Max", BORN)
    assert similar_to(a, [a, b]) == (b,)


def test_distance_counts_exchanged_neighbours_once() -> None:
    assert distance("anna", "anan") == 1
    assert distance("anna", "") == 4


def test_a_long_list_is_looked_through() -> None:
    others = [child(str(n), f"Family{n}", f"Given{n}") for n in range(10_000)]
    assert others[1235] in similar_to(others[1234], others)
