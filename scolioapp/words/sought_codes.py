"""What is typed to find a result, as the records are asked: each word with the codes it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from engine.core.classes import Outcome
from engine.core.findings import Verdict
from engine.core.model_status import mark_of
from scolioapp.i18n import render
from scolioapp.storage.records.sought_words import Sought
from scolioapp.words.result_words import state_words

_STATES = ("draft", "reviewed", "signed", "amended")


def sought_words(typed: str) -> list[Sought]:
    """Return the words that were typed, with what they stand for in the window's language."""
    if not typed.strip():
        return []
    from engine.report import wording

    outcomes = {each.value: render(wording.outcome_title(each)) for each in Outcome}
    verdicts = {each.value: render(wording.verdict_label(each)) for each in Verdict}
    marks = {each: mark_of(each) for each in ("demo", "research")}
    statuses = {each: render(mark) for each, mark in marks.items() if mark is not None}
    states = {each: state_words(each) for each in _STATES}
    return [
        Sought(
            word,
            tuple(_months(word)),
            _codes(word, outcomes),
            _codes(word, verdicts),
            _codes(word, statuses),
            _codes(word, states),
        )
        for word in typed.split()
    ]


def _codes(word: str, told: dict[str, str]) -> tuple[str, ...]:
    return tuple(code for code, words in told.items() if word.casefold() in words.casefold())


def _months(word: str) -> Iterable[str]:
    """Yield the months whose names begin with a word of letters, or are it."""
    locale = QLocale()
    for month in range(1, 13):
        whole = locale.standaloneMonthName(month, QLocale.FormatType.LongFormat).casefold()
        short = locale.monthName(month, QLocale.FormatType.ShortFormat).casefold()
        begins = not word.isdecimal() and len(word) > 1 and whole.startswith(word.casefold())
        if begins or word.casefold() == short:
            yield f"{month:02d}"
