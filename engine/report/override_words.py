"""Words of an outcome that a person put in place of the model's: who set it, and what the model said.

Every list, page and file takes them from here. Must not know how they are shown.
"""

from __future__ import annotations

from engine.core.model_status import mark_of, with_mark
from engine.core.text import Render, Text, text
from engine.report.wording import title_of


def set_by(name: str, said: str) -> Text:
    """Say who set an outcome and what the model said, for below its title.

    Args:
        name: Who set it, or "" for whoever may not see names.
        said: What the model said, with its warning.
    """
    if name:
        return text("Set by {name}. The model said: {said}.", name=name, said=said)
    return text("Set by a person. The model said: {said}.", said=said)


def in_one_line(outcome: str, name: str, said: str) -> Text:
    """Return an outcome with who set it and what the model said, where there is one line alone."""
    if name:
        return text(
            "{outcome} (set by {name}; the model said: {said})",
            outcome=outcome,
            name=name,
            said=said,
        )
    return text("{outcome} (set by a person; the model said: {said})", outcome=outcome, said=said)


def held_line(outcome: str, model_outcome: str, name: str, status: str, say: Render = str) -> str:
    """Return the outcome that holds in one line: with its model's warning, or with who set it.

    Args:
        outcome: Value of the outcome that holds.
        model_outcome: What the model said, where a person put another outcome in its place, or "".
        name: Who did, or "".
        status: What the model is worth (`engine.core.model_status`).
        say: Renders a sentence in the language of whoever reads.
    """
    if not model_outcome:
        return with_mark(title_of(outcome), mark_of(status), say)
    said = with_mark(title_of(model_outcome), mark_of(status), say)
    return say(in_one_line(say(title_of(outcome)), name, said))


def beside(name: str, say: Render = str) -> str:
    """Say in a few words that the model said something else, for the narrow cells of a list."""
    if name:
        return say(text("set by {name}, not the model", name=name))
    return say(text("set by a person, not the model"))
