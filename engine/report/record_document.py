"""What stands on the first page of a record's report: who, which outcome holds, what was found, who signed.

The pages behind it are those of any screening (`engine.report.screening_document`). Must not know where the
records are kept, nor how anything is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.core.override import Override
from engine.core.text import Render, Text, text
from engine.report.blocks import Block, Heading, Paragraph, Table

_LONGEST = 480
"""Letters of a paragraph: longer words of a person are told in several, so that nothing is cut off."""


@dataclass(frozen=True, slots=True)
class PaperPatient:
    """Whom the paper is about; each field may be "".

    Attributes:
        birth_date: As a person reads it.
    """

    number: str
    name: str
    birth_date: str
    class_name: str


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """A signature on paper.

    Attributes:
        made: When, as a person reads it.
        code: By which it is found in the records.
        head: Head of the audit trail when the page was made.
    """

    name: str
    made: str
    meaning: str
    code: str
    head: str


@dataclass(frozen=True, slots=True)
class PaperReview:
    """A review on paper.

    Attributes:
        made: When, as a person reads it.
        reason: Why another outcome holds, or "".
    """

    name: str
    made: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperAmendment:
    """What a version takes the place of.

    Attributes:
        number: Of the earlier version.
        made: When this version was made, as a person reads it.
        reason: Why.
    """

    number: int
    made: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """A judgement of the records, to be put on paper.

    Attributes:
        letterhead: Name and address of whoever screens, line by line.
        logo: A picture beside them, or empty.
        visit: Date of the visit, as a person reads it.
        override: What a person put in place of the model's outcome, or None: the model's holds.
        number: Of this version.
        findings: Title and words of each thing that the examiner found.
        review: None: nobody has reviewed it.
        signature: None: nobody has signed it.
        amends: None: it is the first version.
    """

    letterhead: tuple[str, ...]
    logo: bytes
    patient: PaperPatient
    visit: str
    number: int
    override: Override | None = None
    findings: tuple[tuple[str, str], ...] = ()
    review: PaperReview | None = None
    signature: PaperSignature | None = None
    amends: PaperAmendment | None = None


def state_of(paper: RecordPaper) -> Text | None:
    """Say that a paper is not signed; None where it is."""
    if paper.signature is not None:
        return None
    if paper.review is not None:
        return text("DRAFT - reviewed, not signed")
    return text("DRAFT - not signed")


def line_of(paper: RecordPaper, say: Render = str) -> str:
    """Return the line on every further page: whose it is, which version, and whether it is signed."""
    patient = paper.patient
    who = say(text("Patient {number}", number=patient.number))
    parts = [who, patient.name, paper.visit, say(text("version {number}", number=paper.number))]
    state = state_of(paper)
    if state is not None:
        parts.append(say(state))
    elif paper.signature is not None:
        parts.append(say(text("code {code}", code=paper.signature.code)))
    return " · ".join(each for each in parts if each)


def patient_block(paper: RecordPaper, say: Render = str) -> Table:
    """Return who was screened, and when."""
    header = (
        text("Patient"),
        text("Number"),
        text("Born"),
        text("School class"),
        text("Visit"),
    )
    patient = paper.patient
    row = (patient.name, patient.number, patient.birth_date, patient.class_name, paper.visit)
    return Table(tuple(map(say, header)), (row,))


def blocks_of(paper: RecordPaper, say: Render = str) -> Iterator[Block]:
    """Return what follows the outcome: the review, what was found, what the version amends."""
    if paper.amends is not None:
        yield Heading(say(text("Amended version")))
        words = text(
            "This version, of {made}, takes the place of version {number}.",
            made=paper.amends.made,
            number=paper.amends.number,
        )
        yield Paragraph(say(words))
        yield from _paragraphs(say(text("Reason: {why}", why=paper.amends.reason)))
    if paper.review is not None:
        yield Heading(say(text("Review")))
        words = text("Reviewed by {name}, {made}.", name=paper.review.name, made=paper.review.made)
        yield Paragraph(say(words))
        if paper.review.reason:
            yield from _paragraphs(say(text("Reason: {why}", why=paper.review.reason)))
    yield Heading(say(text("The examiner's own findings")))
    if not paper.findings:
        yield Paragraph(say(text("None were written down for this visit.")))
    for title, found in paper.findings:
        yield from _paragraphs(say(text("{title}: {words}", title=title, words=found)))


def signature_rows(signature: PaperSignature, say: Render = str) -> tuple[tuple[str, str], ...]:
    """Return what a signature says, title and words of each line."""
    titles = (
        (text("Signed by"), signature.name),
        (text("Time"), signature.made),
        (text("Meaning"), signature.meaning),
        (text("Verification code"), signature.code),
        (text("Head of the audit trail"), signature.head),
    )
    return tuple((say(title), words) for title, words in titles)


def signature_note(say: Render = str) -> str:
    """Say what the codes are for."""
    return say(
        text(
            "Signed electronically. The codes show in the records, under “Check a printed page”, whether "
            "this page is what was signed."
        )
    )


def _paragraphs(words: str) -> Iterator[Paragraph]:
    """Tell what a person wrote, however long it is, without cutting anything off."""
    for line in words.splitlines():
        while line:
            at = len(line) if len(line) <= _LONGEST else line.rfind(" ", 1, _LONGEST)
            at = at if at > 0 else _LONGEST
            yield Paragraph(line[:at].strip())
            line = line[at:].strip()
