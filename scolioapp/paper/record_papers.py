"""Papers of a record: its report, made once where it is signed, and the letter to the parents.

Runs on a worker's thread. Must not know pages that are shown, nor how a PDF is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from engine.core.classes import Outcome
from engine.core.errors import OutputError
from engine.core.text import Text, text
from engine.report.parent_letter import (
    Decider,
    LetterFacts,
    letter_words,
    parent_letter,
    why_no_outcome,
)
from engine.report.prevalence import DEFAULT_PREVALENCE
from engine.report.record_document import (
    PaperAmendment,
    PaperPatient,
    PaperReview,
    PaperSignature,
    RecordPaper,
)
from scolioapp.i18n import current, date_pattern, languages
from scolioapp.paper.letter_pdf import letter_pdf
from scolioapp.paper.record_pdf import record_pdf
from scolioapp.viewmodels.patient_trend import trend_in
from scolioapp.words.findings_words import findings_lines
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening
    from scolioapp.storage.records.judgements import KeptJudgement
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.review_reading import ReviewFacts
    from scolioapp.storage.records.signatures import Signature


def report(
    store: RecordStore,
    recording: str,
    number: int | None,
    screening: Screening,
    *,
    prevalence: float = DEFAULT_PREVALENCE,
) -> bytes:
    """Return the report of a judgement as a PDF; that of a signed one is the one that was made first.

    Args:
        store: The records.
        recording: Id of the recording.
        number: Which judgement; None: the newest.
        screening: What the judgement says.
        prevalence: Share of people with features, for the predictive values of models with a report.

    Raises:
        ScolioError: The record is gone, its signature does not hold, or the pages cannot be kept.
    """
    facts = store.reviews.of(recording)
    judgement = _judgement(facts, number)
    signature = signature_of(facts, judgement)
    trend = trend_in(store, facts.patient.id)
    head, spoken = store.head.code, current()
    language = spoken if spoken in languages() else "en"
    if signature is None:
        store.reviews.note_paper(recording)
        paper = paper_of(facts, judgement, None, head)
        return record_pdf(
            paper, screening, date=datetime.now(UTC), prevalence=prevalence, trend=trend
        )
    if not signature.holds:
        raise OutputError(
            text("The signature does not hold any more, so no page is made of it."),
            text("Review and sign again, or ask an administrator to look into it."),
        )
    kept = store.pages.read(signature.id, language)
    if kept is None:
        paper = paper_of(facts, judgement, signature, head)
        date = datetime.fromisoformat(signature.made)
        made = record_pdf(paper, screening, date=date, prevalence=prevalence, trend=trend)
        kept = store.pages.keep(signature.id, language, made)
    return kept.content


def make_pages(
    load: Callable[[Mapping[str, bytes]], Screening],
    store: RecordStore,
    recording: str,
    number: int,
) -> None:
    """Make and keep the signed pages of a judgement, as printing them would, so that they can be sent.

    Args:
        load: Reads the files of a judgement.
        store: The records.
        recording: Id of the recording.
        number: Number of the judgement.

    Raises:
        ScolioError: As for `report`, or the files cannot be read.
    """
    judgement = _judgement(store.reviews.of(recording), number)
    report(store, recording, number, load(store.judgements.files(judgement.id)))


def letter(store: RecordStore, recording: str, language: str, *, invitation: bool) -> bytes:
    """Return the letter to the parents as a PDF, about the newest judgement.

    Args:
        store: The records.
        recording: Id of the recording.
        language: A code of `engine.report.parent_letter.letter_languages`.
        invitation: Whether it tells no outcome, and only invites to an examination.

    Raises:
        ScolioError: The record is gone, or there is no outcome that may be told.
    """
    facts = store.reviews.of(recording)
    judgement = _judgement(facts, None)
    reason = None if invitation else why_no_letter(facts, judgement)
    if reason is not None:
        raise OutputError(reason, text("Make a letter that only invites to an examination."))
    store.reviews.note_paper(recording, letter=True)
    about, preferences = facts.patient.about, facts.preferences
    locale, words = QLocale(language), letter_words(language)

    def said(date: str) -> str:
        return locale.toString(QDate.fromString(date, "yyyy-MM-dd"), words["date_format"])

    lines = tuple(each for each in preferences.letterhead if each.strip())
    decided, confirmed = _deciders(facts, judgement)
    told = LetterFacts(
        child=about.name or about.number,
        born=said(about.birth_date) if about.birth_date else "",
        date=said(facts.visit.date),
        outcome=None if invitation else Outcome(judgement.outcome),
        examined=facts.findings is not None,
        letterhead=bool(lines),
        decided=decided,
        confirmed=confirmed,
    )
    return letter_pdf(
        parent_letter(language, told),
        letterhead=lines,
        logo=preferences.logo,
        date=datetime.now(UTC),
    )


def why_no_letter(facts: ReviewFacts, judgement: KeptJudgement) -> Text | None:
    """Say why no letter may tell the outcome of a judgement; None where one may."""
    if judgement.state not in ("reviewed", "signed"):
        return text("Nobody has reviewed this judgement yet.")
    signature = signature_of(facts, judgement)
    if signature is not None and not signature.holds:
        return text("The signature does not hold any more.")
    return why_no_outcome(judgement.line.model_status)


def signature_of(facts: ReviewFacts, judgement: KeptJudgement) -> Signature | None:
    """Return the signature that counts for a judgement as it stands, or None."""
    signatures = facts.signatures[judgement.id]
    signed = judgement.state in ("signed", "amended")
    return signatures[-1] if signed and signatures else None


def _deciders(
    facts: ReviewFacts, judgement: KeptJudgement
) -> tuple[Decider | None, Decider | None]:
    """Return who put an outcome in place of the model's, and who signed it, where that was another."""
    step, signature = judgement.set_in, signature_of(facts, judgement)
    if step is None:
        return None, None
    setter = _decider(facts, step.made_by)
    if signature is None or signature.signer == step.made_by:
        return setter, None
    return setter, _decider(facts, signature.signer)


def _decider(facts: ReviewFacts, user: str) -> Decider:
    return Decider(facts.names[user], facts.roles[user].value)


def paper_of(
    facts: ReviewFacts, judgement: KeptJudgement, signature: Signature | None, head: str
) -> RecordPaper:
    """Return what stands on the first page of a judgement's report.

    Args:
        facts: The recording, with everything that was said of it.
        judgement: The judgement.
        signature: The signature that counts, or None.
        head: Head of the audit trail, as it is printed.
    """
    about = facts.patient.about
    found = facts.findings if signature is None else facts.signed_findings[signature.id]
    return RecordPaper(
        letterhead=facts.preferences.letterhead,
        logo=facts.preferences.logo,
        patient=PaperPatient(about.number, about.name, _day(about.birth_date), about.class_name),
        visit=_day(facts.visit.date),
        number=judgement.number,
        override=judgement.override(facts.names),
        findings=() if found is None else tuple(findings_lines(found)),
        review=_review(facts, judgement),
        signature=None if signature is None else _signed(signature, head),
        amends=_amendment(facts, judgement),
    )


def _judgement(facts: ReviewFacts, number: int | None) -> KeptJudgement:
    judgement = facts.judgement(number)
    if judgement is None or judgement.hidden:
        raise OutputError(
            text("There is no judgement that could be put on paper."),
            text("Enter your own finding first, or screen the recording."),
        )
    return judgement


def _review(facts: ReviewFacts, judgement: KeptJudgement) -> PaperReview | None:
    """Return the newest review, unless the judgement became a draft again after it."""
    steps = [each for each in judgement.steps if each.state in ("draft", "reviewed")]
    if not steps or steps[-1].state != "reviewed":
        return None
    step = steps[-1]
    name = facts.names.get(step.made_by, "")
    return PaperReview(name, date_words(step.made, " "), step.reason)


def _signed(signature: Signature, head: str) -> PaperSignature:
    made = date_words(signature.made, " ")
    return PaperSignature(signature.name, made, signature.meaning, signature.code, head)


def _amendment(facts: ReviewFacts, judgement: KeptJudgement) -> PaperAmendment | None:
    old = next((each for each in facts.judgements if each.id == judgement.amends), None)
    if old is None:
        return None
    return PaperAmendment(old.number, date_words(judgement.made, " "), judgement.reason)


def _day(date: str) -> str:
    """Return a date in the window's language, or "" where there is none."""
    day = QDate.fromString(date, "yyyy-MM-dd")
    return QLocale().toString(day, date_pattern()) if day.isValid() else date
