"""Words of a screening day: where a child stands, and how many do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDate, QLocale

from engine.core.text import Text, text
from engine.roster.day_changes import ChildState
from engine.roster.entries import Child
from scolioapp.i18n import date_pattern, listed, render

_SEXES: Mapping[str, Text] = {"female": text("girl"), "male": text("boy")}


def state_words(state: ChildState) -> str:
    """Return where a child stands, in a word or two."""
    from engine.report.day_document import STATES

    return render(STATES[state])


def child_line(child: Child) -> str:
    """Return what tells a child from others of that name: number, class, birth, sex."""
    born = child.birth
    birth = ""
    if born is not None:
        birth = QLocale().toString(QDate(born.year, born.month, born.day), date_pattern())
    sex = _SEXES.get(child.sex)
    more = (birth, "" if sex is None else render(sex))
    return " · ".join([number_line(child), *(each for each in more if each)])


def number_line(child: Child) -> str:
    """Return number and class of a child."""
    number = render(text("No. {number}", number=child.number))
    return f"{number} · {child.group}" if child.group else number


def names_listed(children: tuple[Child, ...], most: int = 3) -> str:
    """Return the names of some children with their numbers, in one line."""
    shown = listed(f"{child.full_name} ({child.number})" for child in children[:most])
    return shown if len(children) <= most else f"{shown} …"
