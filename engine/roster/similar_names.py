"""Children who are easily taken for each other: names that look alike, and twins.

Works on letters as they are written, in any script, without knowing how they sound.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from engine.roster.entries import Child, is_chinese


def similar_to(child: Child, others: Iterable[Child]) -> tuple[Child, ...]:
    """Return the children who could be taken for one, in their order; never the child itself."""
    name = _letters(child)
    return tuple(
        other
        for other in others
        if other.number != child.number and (_twins(child, other) or _alike(name, _letters(other)))
    )


def _twins(one: Child, other: Child) -> bool:
    same = _simple(one.family_name) == _simple(other.family_name)
    return same and one.birth is not None and one.birth == other.birth and bool(one.given_name)


def _letters(child: Child) -> tuple[str, str]:
    return _simple(child.family_name), _simple(child.given_name)


def _simple(name: str) -> str:
    """Return the letters alone: without accents, signs, spaces and capitals."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum())


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two names are the same but for a letter or two, also with their parts exchanged."""
    whole, its = "".join(one), "".join(other)
    if _near(whole, its) or _near(whole, other[1] + other[0]):
        return True
    (family, given), (its_family, its_given) = one, other
    # “Anna Lee” and “Anna Lee-Brown”; in Chinese every sign is a word, and many share the first.
    begins = family.startswith(its_family) or its_family.startswith(family)
    return bool(given) and given == its_given and begins and min(len(family), len(its_family)) > 1


def _near(one: str, other: str) -> bool:
    most = _allowed(min(len(one), len(other)), chinese=is_chinese(one))
    if abs(len(one) - len(other)) > most:
        return False
    # Letters that only one of them has are a bound that costs little.
    apart = (Counter(one) - Counter(other)).total()
    return apart <= most and distance(one, other) <= most


def _allowed(length: int, *, chinese: bool) -> int:
    """Return how many letters of a name may differ in names that are taken for each other."""
    if chinese:
        return 1 if length >= 3 else 0
    return 0 if length < 4 else 1 if length < 8 else 2


def distance(one: str, other: str) -> int:
    """Return how many letters to insert, leave out, replace or exchange with their neighbour lie between."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, start=1):
        older, before, row = before, row, [place]
        for column, its in enumerate(other, start=1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (sign != its))
            if place > 1 and column > 1 and sign == other[column - 2] and one[place - 2] == its:
                cost = min(cost, older[column - 2] + 1)
            row.append(cost)
    return row[-1]
