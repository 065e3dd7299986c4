"""Dates of birth as people and spreadsheets write them; one that can be read in two ways is not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from engine.roster.sheets import Cell

_ISO = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?"
)
_SLASHED = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}")
_FIRST_DAY: Final = date(1899, 12, 30)
"""Day 0 of a spreadsheet, as it counts since March 1900."""
_SERIALS: Final = range(3_654, 60_000)
"""Days of a spreadsheet that can be a birth: 1910 to 2064."""


class DateOrder(StrEnum):
    """In which order day and month stand in dates such as 03/04/2015."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def order_of(cells: Iterable[Cell]) -> DateOrder | None:
    """Return the order that the dates of a column show, or None where they show none, or both."""
    firsts, seconds = False, False
    for cell in cells:
        found = _SLASHED.fullmatch(cell) if isinstance(cell, str) else None
        if found is not None and found[2] != ".":
            firsts = firsts or int(found[1]) > 12
            seconds = seconds or int(found[3]) > 12
    if firsts == seconds:
        return None
    return DateOrder.DAY_FIRST if firsts else DateOrder.MONTH_FIRST


def needs_order(cells: Iterable[Cell]) -> bool:
    """Tell whether a column holds a date that says something else in the other order."""
    for cell in cells:
        found = _SLASHED.fullmatch(cell) if isinstance(cell, str) else None
        if found is not None and found[2] != "." and found[1] != found[3]:
            return True
    return False


def read_date(cell: Cell, order: DateOrder | None, *, today: date) -> date | None:
    """Read a date.

    Args:
        cell: A date, the number of a day as a spreadsheet counts, or words: year first with any sign
            between, day.month.year, or day and month in ``order`` and the year.
        order: Of dates with a slash or a hyphen; None: such a date is not read.
        today: Decides the century of a year of two digits: no birth lies ahead.

    Returns:
        The date, or None where it cannot be read or there is no such day.
    """
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) or _SERIAL.fullmatch(cell):
        days = int(float(cell))
        return _FIRST_DAY + timedelta(days=days) if days in _SERIALS else None
    found = _ISO.fullmatch(cell)
    if found is not None:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _SLASHED.fullmatch(cell)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    if found[2] == "." or order is DateOrder.DAY_FIRST:
        return _day(year, second, first)
    return None if order is None else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
