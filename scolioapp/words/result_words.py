"""Words of a kept result in lists: its outcome with its warning, and its date."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from engine.core.classes import Outcome
from engine.core.model_status import mark_of, with_mark
from engine.core.text import Text, text
from scolioapp.i18n import date_pattern, render
from scolioapp.storage.record_results import RecordEntry
from scolioapp.storage.results import ResultEntry


def outcome_of(entry: ResultEntry) -> Outcome | None:
    """Return the outcome that holds of an entry, or None when a newer program wrote one unknown here."""
    return Outcome(entry.outcome) if entry.outcome in set(Outcome) else None


def overridden(entry: ResultEntry) -> bool:
    """Tell whether a person put the outcome of an entry in place of the model's."""
    return isinstance(entry, RecordEntry) and bool(entry.model_outcome)


def title_words(entry: ResultEntry) -> str:
    """Return the title of an entry's outcome, for places that draw `mark_words` beside it."""
    return render(_title(entry))


def setter_words(entry: ResultEntry) -> str:
    """Say in a few words who set an entry's outcome in place of the model's, or "" where nobody did."""
    from engine.report import override_words

    if isinstance(entry, RecordEntry) and entry.model_outcome:
        return override_words.beside(entry.set_by, render)
    return ""


def mark_words(entry: ResultEntry) -> str:
    """Return the warning that stands beside the outcome of an entry's model, or "" where none is needed."""
    mark = None if overridden(entry) else mark_of(entry.model_status)
    return "" if mark is None else render(mark)


def outcome_words(entry: ResultEntry) -> str:
    """Return the outcome that holds in one line, for places where nothing can be drawn.

    With the warning of the model that said it; where a person set it, with who did and what the model said.
    """
    from engine.report import override_words

    if isinstance(entry, RecordEntry) and entry.model_outcome:
        return override_words.held_line(
            entry.outcome, entry.model_outcome, entry.set_by, entry.model_status, render
        )
    return with_mark(_title(entry), mark_of(entry.model_status), render)


def is_told(entry: ResultEntry) -> bool:
    """Tell whether an entry's outcome may be shown now."""
    return not (isinstance(entry, RecordEntry) and (entry.hidden or entry.locked))


def state_words(state: str) -> str:
    """Return how far the review of a judgement in the records is."""
    words = {
        "draft": text("draft"),
        "reviewed": text("reviewed"),
        "signed": text("signed"),
        "amended": text("amended"),
    }
    return render(words[state]) if state in words else state


def _title(entry: ResultEntry) -> Text:
    from engine.report import wording

    if isinstance(entry, RecordEntry) and entry.locked:
        return text("Kept; shown after unlocking")
    if not is_told(entry):
        return text("Shown after the examiner's own finding")
    return wording.title_of(entry.outcome)


def date_words(iso: str, between: str = "  ") -> str:
    """Return a date, ``between`` and the time of day in the person's language, in local time."""
    try:
        seconds = datetime.fromisoformat(iso).timestamp()
    except ValueError:
        return iso
    moment = QDateTime.fromSecsSinceEpoch(round(seconds))
    return QLocale().toString(moment, f"{date_pattern()}{between}HH:mm")
