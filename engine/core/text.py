"""Sentences for a person, kept apart from their values so that they can be translated.

Every sentence the engine says to a person is made by `text("… {name} …", name=value)` with a literal
template. The application collects the templates for translation (see ``scolioapp/i18n``) and
renders a `Text` in the user's language; the engine alone renders it in English with `str`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import Field

from engine.core.frozen_model import FrozenModel

Value = str | int | float | tuple[str, ...]
"""What a field holds; several words are told as a list, joined as the language does it."""

Choice = TypeVar("Choice")


class Text(FrozenModel):
    """One sentence: an English template with ``str.format`` fields, and the values of the fields."""

    template: str
    params: Mapping[str, Value] = Field(default_factory=dict)

    def __str__(self) -> str:
        """Render the sentence in English."""
        values = {
            name: ", ".join(value) if isinstance(value, tuple) else value
            for name, value in self.params.items()
        }
        return self.template.format(**values)

    def __hash__(self) -> int:
        """Hash by content, so that equal sentences are found once in a set."""
        return hash((self.template, tuple(sorted(self.params.items()))))


Render = Callable[[Text], str]
"""Renders a sentence in the language of whoever reads; `str` does so in English."""


def by_number(count: float, one: Choice, more: Choice) -> Choice:
    """Choose between the sentence about a single thing and the one about none or several."""
    return one if count == 1 else more


def text(template: str, /, **params: Value) -> Text:
    """Make a `Text`. ``template`` must be a literal, or it cannot be collected for translation."""
    return Text(template=template, params=params)
