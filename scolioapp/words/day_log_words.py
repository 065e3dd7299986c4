"""The log of a screening day in words: one line for each change. On screen only, never in a log file."""

from __future__ import annotations

from datetime import datetime

from engine.core.text import Text, text
from engine.roster.day_changes import Change, ChangeKind
from engine.roster.entries import Consent
from scolioapp.i18n import listed, render
from scolioapp.storage.open_day import OpenDay

_OF_A_CHILD = {
    ChangeKind.CHOSEN: text("{name} called"),
    ChangeKind.ABSENT: text("{name} is absent"),
    ChangeKind.PRESENT: text("{name} is there after all"),
    ChangeKind.REPEAT: text("{name} is to be recorded again"),
    ChangeKind.RECORDED: text("{name} recorded"),
}
_OF_THE_DAY = {
    ChangeKind.OPENED: text("The day was opened"),
    ChangeKind.CLOSED: text("The day was closed"),
    ChangeKind.ENDED: text("The day was ended"),
    ChangeKind.REOPENED: text("The day was taken up again"),
}
_CONSENT = {
    Consent.YES: text("Consent for {name}, said by {who}"),
    Consent.NO: text("No consent for {name}, said by {who}"),
    Consent.UNKNOWN: text("Consent for {name} not known, said by {who}"),
}


def log_lines(day: OpenDay) -> list[str]:
    """Return everything that happened, the newest first."""
    by_sequence = {each.sequence: each for each in day.changes}
    return [_line(day, each, by_sequence) for each in reversed(day.changes)]


def _line(day: OpenDay, change: Change, known: dict[int, Change]) -> str:
    try:
        at = datetime.fromisoformat(change.at).astimezone().strftime("%H:%M:%S")
    except ValueError:
        at = change.at
    who = f" ({change.by})" if change.by else ""
    if change.kind is ChangeKind.UNDONE and change.undoes in known:
        undone = render(_said(day, known[change.undoes]))
        return f"{at}  {render(text('Undone: {what}', what=undone))}{who}"
    return f"{at}  {render(_said(day, change))}{who}"


def _name(day: OpenDay, number: str) -> str:
    child = day.by_number.get(number)
    return number if child is None else f"{child.full_name} ({number})"


def _filled(sentence: Text, **params: str) -> Text:
    return sentence.model_copy(update={"params": params})


def _said(day: OpenDay, change: Change) -> Text:
    kind, name = change.kind, _name(day, change.child)
    if kind in _OF_A_CHILD:
        return _filled(_OF_A_CHILD[kind], name=name)
    if kind is ChangeKind.CONSENT and change.consent is not None:
        who = change.decided_by or "?"
        return _filled(_CONSENT[change.consent], name=name, who=who)
    if kind is ChangeKind.MOVED:
        moved = listed(f"{each[:15]} → {_name(day, to)}" for each, to in change.moves.items())
        return text("Recordings moved: {moves}", moves=moved)
    if kind in (ChangeKind.ANALYSED, ChangeKind.FAILED):
        recording = day.standing.recordings.get(change.recording)
        name = "" if recording is None else _name(day, recording.child)
        if kind is ChangeKind.ANALYSED:
            return text("The recording of {name} was analysed", name=name)
        return text("The recording of {name} could not be analysed", name=name)
    return _OF_THE_DAY.get(kind) or text("{name}", name=kind)
