"""The files of a screening day: table, report, next list, cards; each is written off the interface's thread.

Must not know widgets, nor ask anybody anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt

from engine.core.errors import ScolioError
from engine.core.kept_result import RESULT
from engine.roster.day_changes import ChildState
from engine.roster.entries import Child
from scolioapp.i18n import date_pattern
from scolioapp.paper.cards_pdf import Card, write_cards_pdf
from scolioapp.storage.open_day import OpenDay
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.viewmodels.screening_day import DayModel

if TYPE_CHECKING:
    from engine.core.result import ScreeningResult
    from engine.report.day_document import DaySummary

AGAIN = (ChildState.ABSENT, ChildState.REPEAT, ChildState.WAITING)


def summary(model: DayModel, operator: str) -> DaySummary:
    """Return the open day as it is told at its end, without the results' own figures."""
    from engine.report.day_document import DayEntry, DaySummary

    day = model.day
    began = "" if day is None else day.facts.began
    moment = QDateTime.fromString(began, Qt.DateFormat.ISODate)
    entries = [
        DayEntry(row.child, model.state_of(row.child), row.consent, row.decided_by, row.recording)
        for row in model.rows
    ]
    date = QLocale().toString(moment.date(), date_pattern())
    return DaySummary("" if day is None else day.facts.name, date, operator, entries)


def with_results(day: DaySummary, store: ResultKeeper) -> DaySummary:
    """Read the results of a day; one that cannot be read is left out, and its line stays."""
    from dataclasses import replace

    entries = [replace(each, result=_result(each.recording, store)) for each in day.entries]
    return replace(day, entries=entries)


def _result(recording: object, store: ResultKeeper) -> ScreeningResult | None:
    from engine.core.result import ScreeningResult

    analysis = getattr(recording, "analysis", None)
    if analysis is None:
        return None
    try:
        kept = store.load(analysis.result)
        return ScreeningResult.from_json(kept.files[RESULT].decode())
    except (ScolioError, KeyError, ValueError):
        return None


def write_files(day: DaySummary, folder: Path, store: ResultKeeper, decimal: str) -> list[Path]:
    """Write table (CSV and XLSX) and report (PDF) of a day; their names tell the date and nothing else.

    Raises:
        OutputError: One cannot be written.
    """
    from engine.export.day_table import write_csv, write_xlsx
    from scolioapp.paper.day_pdf import write_day_pdf

    whole = with_results(day, store)
    stem = folder / f"screening-day-{datetime.now():%Y%m%d-%H%M}"
    paths = [stem.with_suffix(suffix) for suffix in (".csv", ".xlsx", ".pdf")]
    write_csv(whole, paths[0], decimal=decimal)
    write_xlsx(whole, paths[1])
    write_day_pdf(whole, paths[2])
    return paths


def write_next_list(day: DaySummary, path: Path) -> None:
    """Write the children of the next list as a roster.

    Raises:
        OutputError: It cannot be written.
    """
    from dataclasses import replace

    from engine.export.day_table import write_roster

    write_roster(replace(day, entries=[one for one in day.entries if one.state in AGAIN]), path)


def write_children(children: Sequence[Child], path: Path) -> None:
    """Write children as a roster that can be read again.

    Raises:
        OutputError: It cannot be written.
    """
    from engine.export.day_table import write_roster
    from engine.report.day_document import DayEntry, DaySummary

    entries = [DayEntry(child, ChildState.WAITING, child.consent) for child in children]
    write_roster(DaySummary("", "", "", entries), path)


def write_cards(day: OpenDay, path: Path, *, names: bool, numbers: bool) -> None:
    """Write the cards of a day.

    Raises:
        OutputError: They cannot be written.
    """
    cards: Sequence[Card] = [
        Card(
            day.facts.codes[child.number],
            child.full_name if names else "",
            child.number if numbers else "",
        )
        for child in day.children
    ]
    write_cards_pdf(cards, path)
