"""What a model is worth, in words: in one place, for every page, report, file and command.

Must not know cards, results, or how sentences are shown.
"""

from __future__ import annotations

from typing import Literal

from engine.core.text import Render, Text, text

ModelStatus = Literal["demo", "research", "validated"]
"""``demo`` means nothing, ``research`` was trained or imported here and not validated."""


def status_words(status: str) -> Text:
    """Say in a few words what a model of a status is worth; an unknown status keeps its name."""
    known = {
        "demo": text("demo, trained on simulated walkers"),
        "research": text("research: local, unvalidated"),
        "validated": text("validated"),
    }
    return known.get(status) or text("{name}", name=status)


def mark_of(status: str) -> Text | None:
    """Return the few words that stand beside every outcome of such a model, however small the place.

    None for a validated model, and for "" where no model judged.
    """
    if status in ("validated", ""):
        return None
    known = {"demo": text("demo"), "research": text("local, unvalidated")}
    return known.get(status) or text("not validated")


def with_mark(outcome: Text, mark: Text | None, say: Render = str) -> str:
    """Return an outcome's words with its warning in one line, for places where nothing can be drawn.

    Args:
        outcome: The outcome in a few words.
        mark: See `mark_of`.
        say: Renders a sentence in the language of whoever reads.
    """
    if mark is None:
        return say(outcome)
    return say(text("{outcome} ({mark})", outcome=say(outcome), mark=say(mark)))


def notice_of(status: str) -> Text | None:
    """Return the notice that accompanies every output of such a model; None for a validated one."""
    if status == "demo":
        return text(
            "Demonstration model, trained on simulated walkers. Its answers have no clinical "
            "meaning."
        )
    if status == "research":
        return text(
            "This is a local, unvalidated research model: it has no validation report. Not for "
            "clinical decisions."
        )
    return None
