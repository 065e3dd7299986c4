"""Reading kept results for the page that shows them, on a worker's thread."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.core.errors import ScolioError
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.result_links import Links
from scolioapp.storage.results import ResultEntry
from scolioapp.storage.stored_result import StoredResult

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A judgement that was read.

    Attributes:
        links: All judgements of the recording, and which this is.
        instead: Whether it is shown because a newer one cannot be read.
    """

    screening: Screening
    links: Links
    instead: bool


def load_both(
    screener: PipelineScreener, store: ResultKeeper, entries: Iterable[ResultEntry]
) -> list[Screening]:
    """Read the newest judgements of two results, and import the page that shows them."""
    importlib.import_module("scolioapp.views.repeat_page")
    return [read(screener, store.load(entry.identifier)) for entry in entries]


def read(screener: PipelineScreener, kept: StoredResult) -> Screening:
    """Return the screening of a judgement, with what a person put in place of its outcome.

    Raises:
        ScolioError: It cannot be read.
    """
    return replace(screener.load(kept.files, kept.label), override=kept.override)


def load(
    screener: PipelineScreener, store: ResultKeeper, entry: ResultEntry, judgement: int | None
) -> ReadResult:
    """Read a judgement, and import the page that shows it: both take a moment the first time.

    Raises:
        ScolioError: It cannot be read, nor, where the newest is wanted, any earlier one.
    """
    importlib.import_module("scolioapp.views.result_page")
    judgements = store.judgements(entry.identifier)
    wanted: list[int | None] = [judgement]
    if judgement is None:
        wanted += [each.number for each in reversed(judgements[:-1])]
    problems: list[ScolioError] = []
    for number in wanted:
        try:
            kept = store.load(entry.identifier, number)
            screening = read(screener, kept)
        except ScolioError as error:
            problems.append(error)
        else:
            links = Links(judgements=judgements, judgement=kept.judgement)
            return ReadResult(screening, links, bool(problems))
    raise problems[0]
