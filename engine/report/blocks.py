"""The blocks that reports are made of, from top to bottom: HTML and PDF lay them out.

Must not know how blocks are laid out, nor what they say.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.report.figure import Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; ``grave`` ones stand out."""

    words: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under a header, the first column being names; an empty header is left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """One wide figure, or up to two side by side."""

    figures: tuple[Figure, ...]


Block = Heading | Paragraph | Table | Pictures
