"""Words of what an examiner found at a visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from engine.core.text import Text, text
from scolioapp.i18n import render
from scolioapp.words.patient_words import moment_title

if TYPE_CHECKING:
    from scolioapp.storage.records.visits import (
        ExaminerFindings,
        FindingsRevision,
        ScoliometerReading,
    )

LEVELS: Final[Mapping[str, Text]] = {
    "thoracic": text("Thoracic"),
    "thoracolumbar": text("Thoracolumbar"),
    "lumbar": text("Lumbar"),
}
"""What the levels of the back are called, from the top."""

SIDES: Final[Mapping[str, Text]] = {
    "left": text("left side higher"),
    "right": text("right side higher"),
}
BENDS: Final[Mapping[str, Text]] = {
    "": text("not done"),
    "even": text("even"),
    "left higher": text("left side higher"),
    "right higher": text("right side higher"),
}
ANSWERS: Final[Mapping[str, Text]] = {
    "": text("not asked"),
    "no": text("no"),
    "yes": text("yes"),
}


def degrees_words(degrees: float) -> str:
    """Return an angle with its unit."""
    return f"{QLocale().toString(degrees, 'g', 4)}\N{DEGREE SIGN}"


def reading_words(reading: ScoliometerReading) -> str:
    """Return one angle in words."""
    level = render(LEVELS[reading.level]) if reading.level in LEVELS else reading.level
    words = f"{level} {degrees_words(reading.degrees)}"
    side = SIDES.get(reading.side)
    return words if side is None or not reading.degrees else f"{words}, {render(side)}"


def findings_lines(found: ExaminerFindings) -> list[tuple[str, str]]:
    """Return what was found: a title and its words for each thing that was looked at or asked."""
    angles = "; ".join(reading_words(each) for each in found.scoliometer)
    lines = (
        (text("Scoliometer"), angles),
        (text("Forward bend"), _known(BENDS, found.forward_bend)),
        (text("Back pain"), _known(ANSWERS, found.pain)),
        (text("Menarche"), _known(ANSWERS, found.menarche)),
        (text("Earlier treatment"), found.earlier_treatment),
        (text("Referred to"), found.referral),
        (text("What came of it"), found.came_of_it),
        (text("Notes"), found.notes),
    )
    return [(render(title), words) for title, words in lines if words]


def revision_words(revision: FindingsRevision, users: Mapping[str, str]) -> str:
    """Return number, author and time of a revision."""
    who = users.get(revision.made_by, "")
    said = text(
        "Revision {number}, {date}", number=revision.number, date=moment_title(revision.made)
    )
    return f"{render(said)}, {who}" if who else render(said)


def _known(titles: Mapping[str, Text], value: str) -> str:
    return render(titles[value]) if value and value in titles else ""
