"""Words for the small line of an entry of the audit trail: each key that is written, and its values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from engine.core.classes import Outcome
from engine.core.text import Text, text
from engine.export.peers import CONTENT_TITLES
from engine.report.wording import outcome_title
from engine.roster.day_changes import ChangeKind
from scolioapp.i18n import listed, render
from scolioapp.storage.records.record_roles import ROLE_TITLES

DETAILS: Final[Mapping[str, Text]] = {
    "added": text("new"),
    "backup_days": text("days that backups are kept"),
    "before": text("belonged to before"),
    "bin_days": text("days in the recycle bin"),
    "blinding": text("own finding first"),
    "by": text("by"),
    "children": text("children"),
    "consent": text("consent"),
    "consent_required": text("consent asked for"),
    "content": text("content"),
    "count": text("how many"),
    "date": text("date"),
    "days": text("screening days"),
    "doubt": text("doubt"),
    "expires": text("kept until"),
    "fields": text("fields"),
    "gone": text("joined into it"),
    "head": text("head of the trail"),
    "idle_minutes": text("minutes until it locks"),
    "item": text("item of the queue"),
    "items": text("items of the queue"),
    "judgement": text("judgement"),
    "keep_years": text("years that patients are kept"),
    "kind": text("what"),
    "number": text("number"),
    "on": text("on"),
    "order": text("order"),
    "outcome": text("outcome"),
    "patients": text("patients"),
    "peer": text("peer"),
    "recording": text("recording"),
    "recordings": text("recordings"),
    "repeats": text("repeats"),
    "role": text("role"),
    "rows": text("rows"),
    "sha256": text("SHA-256"),
    "signature": text("signature"),
    "source": text("from"),
    "state": text("state"),
    "tried": text("tried before"),
    "until": text("until"),
    "updated": text("brought up to date"),
    "visit": text("visit"),
}
"""Each key that stands in the detail of an entry."""

_KINDS: Final[Mapping[str, Text]] = {
    ChangeKind.OPENED.value: text("opened"),
    ChangeKind.CLOSED.value: text("closed"),
    ChangeKind.CHOSEN.value: text("child called"),
    ChangeKind.ABSENT.value: text("child absent"),
    ChangeKind.PRESENT.value: text("child there after all"),
    ChangeKind.CONSENT.value: text("consent"),
    ChangeKind.REPEAT.value: text("to be recorded again"),
    ChangeKind.RECORDED.value: text("child recorded"),
    ChangeKind.MOVED.value: text("recording moved"),
    ChangeKind.ANALYSED.value: text("analysed"),
    ChangeKind.FAILED.value: text("analysis failed"),
    ChangeKind.ENDED.value: text("ended"),
    ChangeKind.REOPENED.value: text("taken up again"),
    ChangeKind.UNDONE.value: text("undone"),
}
_FIELDS: Final[Mapping[str, Text]] = {
    "number": text("number"),
    "name": text("name"),
    "birth_date": text("date of birth"),
    "sex": text("sex"),
    "class_name": text("class"),
    "guardian": text("guardian"),
    "notes": text("notes"),
}
VALUES: Final[Mapping[str, Mapping[str, Text]]] = {
    "kind": _KINDS,
    "fields": _FIELDS,
    "content": {each.value: title for each, title in CONTENT_TITLES.items()},
    "state": {
        "waiting": text("waiting"),
        "sent": text("sent"),
        "refused": text("refused"),
        "given up": text("given up"),
    },
    "outcome": {each.value: outcome_title(each) for each in Outcome},
    "role": {role.value: title for role, title in ROLE_TITLES.items()},
    "source": {"camera": text("camera"), "file": text("file"), "folder": text("earlier version")},
    "doubt": {
        "older": text("an older copy"),
        "clock": text("the clock"),
        "keys": text("the keys"),
    },
    "blinding": {"True": text("yes"), "False": text("no")},
    "consent_required": {"True": text("yes"), "False": text("no")},
}
"""Words of values that are no ids, numbers or dates, by key."""

_SHORT: Final = 8


def detail_words(detail: str) -> str:
    """Say the further numbers of an entry in one line; ids by their beginning.

    What another version wrote, and has no words here, is told as it is written.
    """
    try:
        said = json.loads(detail or "{}")
    except ValueError:
        return detail
    if not isinstance(said, dict):
        return detail
    return listed(
        render(text("{name}: {value}", name=_name(name), value=_value(name, value)))
        for name, value in said.items()
        if value not in ("", [])
    )


def _name(key: str) -> str:
    words = DETAILS.get(key)
    return key if words is None else render(words)


def _value(key: str, value: object) -> str:
    if isinstance(value, list):
        return " ".join(_value(key, each) for each in value)
    said = str(value)
    words = VALUES.get(key, {}).get(said)
    if words is not None:
        return render(words)
    hexadecimal = len(said) in (32, 64) and set(said) <= set("0123456789abcdef")
    return said[:_SHORT] if hexadecimal else said
