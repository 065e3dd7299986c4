"""Words of what an examiner found, for pages and paper: a title and words for each thing that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.core.text import Render, Text, text
from scolioapp.i18n import render

if TYPE_CHECKING:
    from scolioapp.storage.records.visits import ExaminerFindings, ScoliometerReading

_LEVELS: dict[str, Text] = {
    "thoracic": text("upper back"),
    "thoracolumbar": text("middle of the back"),
    "lumbar": text("lower back"),
}
_SIDES: dict[str, Text] = {
    "left": text("{level} {degrees}°, left side higher"),
    "right": text("{level} {degrees}°, right side higher"),
    "": text("{level} {degrees}°"),
}
_BENDS: dict[str, Text] = {
    "even": text("both sides even"),
    "left higher": text("left side higher"),
    "right higher": text("right side higher"),
}
_ANSWERS: dict[str, Text] = {"no": text("no"), "yes": text("yes")}


def finding_rows(found: ExaminerFindings, say: Render = render) -> tuple[tuple[str, str], ...]:
    """Return title and words of each thing that was written down, in the order of the form."""
    readings = ", ".join(_reading(each, say) for each in found.scoliometer)
    rows = (
        (text("Scoliometer"), readings),
        (text("Forward-bend test"), _said(_BENDS, found.forward_bend, say)),
        (text("Back pain"), _said(_ANSWERS, found.pain, say)),
        (text("First period"), _said(_ANSWERS, found.menarche, say)),
        (text("Earlier treatment"), found.earlier_treatment),
        (text("Referred to"), found.referral),
        (text("What came of it"), found.came_of_it),
        (text("Notes"), found.notes),
    )
    return tuple((say(title), words) for title, words in rows if words)


def _said(words: dict[str, Text], value: str, say: Render) -> str:
    return say(words[value]) if value in words else value


def _reading(reading: ScoliometerReading, say: Render) -> str:
    level = say(_LEVELS[reading.level])
    degrees = f"{reading.degrees:g}"
    template = _SIDES[reading.side]
    return say(template.model_copy(update={"params": {"level": level, "degrees": degrees}}))
