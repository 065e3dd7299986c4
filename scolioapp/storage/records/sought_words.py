"""Words that recordings are looked for by, with the codes that each stands for. Must not know SQL."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """One word; a recording fits where its own words hold it, or one of the codes is its.

    Attributes:
        word: As it was typed; of numbers, names, classes, titles and dates (``YYYY-MM-DD``).
        months: ``01`` to ``12``: those whose names hold the word.
        outcomes: Values of `engine.core.classes.Outcome` whose words hold it.
        verdicts: Values of `engine.core.findings.Verdict`, likewise.
        statuses: What models are worth (`engine.core.model_status`), likewise.
        states: ``draft``, ``reviewed``, ``signed``, ``amended``, likewise.
    """

    word: str
    months: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def said(self) -> bool:
        """Whether it stands for anything that a judgement says, or how far that has come."""
        return bool(self.outcomes or self.verdicts or self.statuses or self.states)
