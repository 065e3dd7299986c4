"""Words of a review: where a judgement stands, who did what with it, in which sense it was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.core.model_status import mark_of, with_mark
from engine.core.text import Text, text
from scolioapp.i18n import render
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.storage.records.judgements import KeptJudgement
    from scolioapp.storage.records.review_reading import ReviewFacts
    from scolioapp.storage.records.signatures import Signature

STATES: dict[str, Text] = {
    "draft": text("Draft"),
    "reviewed": text("Reviewed"),
    "signed": text("Signed"),
    "amended": text("Amended"),
}

MEANINGS: tuple[Text, ...] = (
    text("I have reviewed the recording and the outcome, and answer for this result."),
    text("I have examined the child myself, and answer for this result."),
    text("I have reviewed this result for the person who examined the child."),
)
"""In which sense a person signs, to choose from."""

translate = QCoreApplication.translate


def outcome_title(value: str, status: str = "") -> str:
    """Return an outcome in words, with the warning of the model that said it."""
    from engine.report.wording import title_of

    return with_mark(title_of(value), mark_of(status), render)


def model_said(judgement: KeptJudgement) -> str:
    """Return what the model said, with its warning."""
    line = judgement.line
    return outcome_title(line.outcome, line.model_status)


def held(facts: ReviewFacts | None, judgement: KeptJudgement) -> str:
    """Return the outcome that holds in one line; where a person set it, with who, and what the model said."""
    from engine.report.override_words import held_line

    override, line = judgement.override({} if facts is None else facts.names), judgement.line
    if override is None:
        return outcome_title(judgement.outcome)
    return held_line(override.outcome, line.outcome, override.name, line.model_status, render)


def state_note(judgement: KeptJudgement) -> str:
    """Say in a sentence what the state of a judgement means for what is printed of it."""
    said = {
        "draft": translate("Review", "Nobody has reviewed this yet. Pages printed now say so."),
        "reviewed": translate("Review", "Reviewed, not signed yet. Pages printed now say so."),
        "signed": translate("Review", "Signed: it cannot be changed, only amended."),
        "amended": translate("Review", "A newer version took the place of this one."),
    }
    return said[judgement.state]


def history(facts: ReviewFacts, judgement: KeptJudgement) -> list[str]:
    """Return what became of a judgement, a line for each step, the first one first."""
    names, told = facts.names, date_words
    by = translate("Review", "{state}: {name}, {date}")

    def line(state: str, user: str, made: str) -> str:
        said = render(STATES[state])
        return by.format(state=said, name=names.get(user, "?"), date=told(made, " "))

    lines = [line("draft", judgement.made_by, judgement.made)]
    if judgement.amends:
        lines[0] += "\n" + amends_line(facts, judgement)
    signatures = list(facts.signatures.get(judgement.id, ()))
    for step in judgement.steps:
        said = line(step.state, step.made_by, step.made)
        if step.state == "signed" and signatures:
            said = signed_line(signatures.pop(0))
        elif step.state == "draft":
            # Only a recording that was moved becomes a draft again.
            moved = translate("Review", "The recording was moved; it is to be reviewed anew.")
            said = f"{said}\n{moved}"
        elif step.state == "reviewed" and step.outcome and step.outcome != judgement.line.outcome:
            other = translate("Review", "Another outcome holds: {outcome}").format(
                outcome=outcome_title(step.outcome)
            )
            said = f"{said}\n{other}"
        elif step.state == "reviewed":
            said = f"{said}\n" + translate("Review", "The model's outcome holds.")
        if step.reason and step.state in ("reviewed", "amended"):
            reason = translate("Review", "Reason: {reason}").format(reason=step.reason)
            said = f"{said}\n{reason}"
        lines.append(said)
    return lines


def signed_line(signature: Signature) -> str:
    """Return who signed what when, in which sense, and by which code it is found."""
    words = translate("Review", "Signed: {name}, {date}\n“{meaning}”\nCode {code}")
    return words.format(
        name=signature.name,
        date=date_words(signature.made, " "),
        meaning=signature.meaning,
        code=signature.code,
    )


def amends_line(facts: ReviewFacts, judgement: KeptJudgement) -> str:
    """Return what a judgement amends, and why."""
    old = next((each for each in facts.judgements if each.id == judgement.amends), None)
    number = old.number if old is not None else 0
    words = translate("Review", "Amends version {number}. Reason: {reason}")
    return words.format(number=number, reason=judgement.reason)


def broken_words() -> str:
    """Say that a signature does not hold, and what to do."""
    return translate(
        "Review",
        "The signature does not hold any more: the patient, the outcome, the findings or the files are "
        "not what was signed. Do not hand out pages of it. Compare with the printed page, then review "
        "and sign again, or ask an administrator.",
    )


def fixed_words() -> str:
    """Say that a signed judgement is not changed."""
    return translate(
        "Review",
        "This judgement is signed and cannot be changed. Amend it, with a reason: a new version is "
        "made, and both stay readable.",
    )
