"""A letter to the parents: what was done, what it means, what to do, whom to call; in plain words.

It says no score and no figure, nothing of models, and it is never a diagnosis. Each language has a letter of
its own (``resources/letters``), written as a person there would, not sentence by sentence after another one.
Must not know how letters are shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.classes import Outcome
from engine.core.resources import resource
from engine.core.text import Text, text
from engine.report.blocks import Block, Heading, Paragraph

_PREFIX, _SUFFIX = "parents_", ".json"


@dataclass(frozen=True, slots=True)
class Decider:
    """A person who answers for what a letter says.

    Attributes:
        name: As the records have it, or "".
        role: ``examiner``, ``reviewer``, ``researcher`` or ``administrator``.
    """

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is about.

    Attributes:
        child: The child's name.
        born: Date of birth as a person reads it, or "".
        date: Of the visit, as a person reads it.
        outcome: The outcome that holds; None: the letter only invites to an examination.
        examined: Whether an examiner looked at the back, too.
        letterhead: Whether number and address stand at the top.
        decided: Who put the outcome in place of the program's; None: it is the program's.
        confirmed: Who signed it, where that was somebody else.
    """

    child: str
    born: str
    date: str
    outcome: Outcome | None
    examined: bool
    letterhead: bool
    decided: Decider | None = None
    confirmed: Decider | None = None


@dataclass(frozen=True, slots=True)
class ParentLetter:
    """A letter, from top to bottom.

    Attributes:
        language: Its code.
        call: What stands before the line for a number, or "" where none is left.
        regards: What stands above the signature.
        signature: What stands before the line to sign on.
        name: What stands before the line for the name.
        date: What stands before the line for the date.
        logo: What a logo is called for whoever cannot see it.
    """

    language: str
    title: str
    blocks: tuple[Block, ...]
    call: str
    regards: str
    signature: str
    name: str
    date: str
    logo: str


def letter_languages() -> list[str]:
    """Return the codes of the languages that have a letter, English first."""
    found = sorted(
        path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
        for path in resource("letters").glob(f"{_PREFIX}*{_SUFFIX}")
    )
    return sorted(found, key=lambda code: code != "en")


def letter_words(language: str) -> Mapping[str, str]:
    """Return the sentences of a language by their names; English where it has no letter."""
    code = language if language in letter_languages() else "en"
    path = resource("letters", f"{_PREFIX}{code}{_SUFFIX}")
    said: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return said


def why_no_outcome(model_status: str) -> Text | None:
    """Say why a letter may not tell an outcome; None where it may.

    Parents cannot weigh a warning: what a model without validation says does not reach them at all.
    """
    if model_status == "validated":
        return None
    if model_status == "":
        return text("No model judged this recording, so there is no outcome to tell.")
    if model_status == "demo":
        return text(
            "The outcome comes from a demonstration model, which has no clinical meaning. Parents are not "
            "told such an outcome."
        )
    return text(
        "The outcome comes from a model that has not been validated. Parents are not told such an outcome."
    )


def parent_letter(language: str, facts: LetterFacts) -> ParentLetter:
    """Return the letter in a language.

    Args:
        language: A code of `letter_languages`.
        facts: What it is about, in that language.
    """
    words = letter_words(language)
    kind = facts.outcome.value if facts.outcome is not None else "invitation"
    child = words["child_born"] if facts.born else words["child"]
    done = words["done_invitation"] if facts.outcome is None else words["done"]
    did = [done.format(date=facts.date)]
    if facts.outcome is not None and facts.examined:
        did.append(words["examined"])
    did.append(words["screening"])
    between = "" if language.startswith("zh") else " "
    decided = [] if facts.outcome is None else _decided(words, facts)
    call = words["call_letterhead"] if facts.letterhead else ""
    blocks: list[Block] = [
        Paragraph(words["greeting"]),
        Paragraph(child.format(name=facts.child, born=facts.born)),
        Paragraph(between.join(did)),
        Heading(words["means"]),
        Paragraph(words[kind]),
        *([Paragraph(between.join(decided))] if decided else []),
        Heading(words["next"]),
        Paragraph(words[f"next_{kind}"]),
        Heading(words["call"]),
        *([Paragraph(call)] if call else []),
    ]
    return ParentLetter(
        language,
        words["title"],
        tuple(blocks),
        "" if call else words["call_blank"],
        words["regards"],
        words["signature"],
        words["name"],
        words["date"],
        words["logo"],
    )


def _decided(words: Mapping[str, str], facts: LetterFacts) -> list[str]:
    """Say who put the outcome in place of the program's, and who confirmed it; nothing where nobody did."""

    def who(person: Decider) -> str:
        role = words[f"role_{person.role}"]
        return words["who"].format(name=person.name, role=role) if person.name else role

    if facts.decided is None:
        return []
    said = [words["decided"].format(who=who(facts.decided))]
    if facts.confirmed is not None:
        said.append(words["confirmed"].format(who=who(facts.confirmed)))
    return said
