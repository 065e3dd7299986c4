"""Sentences for a person, kept apart from their values so that they can be translated.

Every sentence the engine says to a person is made by `text("… {name} …", name=value)` with a literal
template. The application collects the templates for translation (see ``scolioapp/i18n``) and
renders a `Text` in the user's language; the engine alone renders it in English with `str`.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

Value = str | int | float


class Text(BaseModel):
    """One sentence: an English template with ``str.format`` fields, and the values of the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str
    params: Mapping[str, Value] = Field(default_factory=dict)

    def __str__(self) -> str:
        """Render the sentence in English."""
        return self.template.format(**self.params)

    def __hash__(self) -> int:
        """Hash by content, so that equal sentences are found once in a set."""
        return hash((self.template, tuple(sorted(self.params.items()))))


def text(template: str, /, **params: Value) -> Text:
    """Make a `Text`. ``template`` must be a literal, or it cannot be collected for translation."""
    return Text(template=template, params=params)
