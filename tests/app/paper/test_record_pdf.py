"""A record's report and the letter as files: whole, the same each time, in both languages of a letter."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from engine.core.classes import Outcome
from engine.core.override import Override
from engine.report.parent_letter import (
    Decider,
    LetterFacts,
    letter_languages,
    letter_words,
    parent_letter,
    why_no_outcome,
)
from engine.report.record_document import (
    PaperAmendment,
    PaperPatient,
    PaperReview,
    PaperSignature,
    RecordPaper,
)
from engine.report.trend import Reading, VisitValues, trend_of, values_of
from scolioapp.paper.letter_pdf import letter_pdf
from scolioapp.paper.record_pdf import record_pdf
from tests.app import result_fixtures as fx
from tests.patience import SECONDS

ROOT = Path(__file__).parents[3]
DATE = datetime(2026, 11, 29, 10, 5, tzinfo=UTC)
NOTES = " ".join(f"note{number}" for number in range(400))
PAPER = RecordPaper(
    letterhead=("School health service", "1 Main Street"),
    logo=b"",
    patient=PaperPatient("S-17", "王小明 Müller", "6 May 2014", "4b"),
    visit="29 Nov 2026",
    number=2,
    override=Override(Outcome.DETECTED, "Rita", "2026-11-29T10:04:00+00:00", "A rib hump"),
    findings=(("Scoliometer", "Thoracic 6.5°"), ("Notes", NOTES)),
    review=PaperReview("Rita", "29 Nov 2026 10:04", "A rib hump"),
    signature=PaperSignature("Rita", "29 Nov 2026 10:05", "I answer for it.", "9F3A-77C0", "15-9f"),
    amends=PaperAmendment(1, "29 Nov 2026 10:03", "The other child"),
)


def words_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    words = "".join("".join(page.extract_text().split()) for page in pages)
    return unicodedata.normalize("NFKC", words)


def said(words: str) -> str:
    """Return words as a PDF gives them back: composed, without spaces, signs of radicals as such."""
    return unicodedata.normalize("NFKC", "".join(words.split())).replace(
        "长", "\N{CJK RADICAL C-SIMPLIFIED LONG}"
    )


def test_everything_stands_on_it_however_long_and_the_bytes_are_the_same(qapp) -> None:
    content = record_pdf(PAPER, fx.screening(), date=DATE)
    words = words_of(content)
    for each in (
        "School health service",
        "王小明",
        "takes the place of version 1",
        "Reason: The other child",
        "The model said: Borderline features (demo)",
        "Verification code9F3A-77C0",
        "I answer for it.",
        *NOTES.split(),
    ):
        assert said(each) in words, each
    count = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    assert count >= 3
    assert said(f"page 1 of {count}") in words
    assert record_pdf(PAPER, fx.screening(), date=DATE) == content
    other = replace(PAPER, number=3)
    assert record_pdf(other, fx.screening(), date=DATE) != content


PROCESS = """
import hashlib
from scolioapp.paper.record_pdf import record_pdf
from scolioapp.paper.tagged_pages import ensure_application
from tests.app import result_fixtures as fx
from tests.app.paper.test_record_pdf import DATE, PAPER
ensure_application("en")
print(hashlib.sha256(record_pdf(PAPER, fx.screening(), date=DATE)).hexdigest())
"""


def test_two_processes_make_the_same_bytes() -> None:
    made = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    first, second = (each.communicate(timeout=SECONDS)[0] for each in made)
    assert len(first.strip()) == 64
    assert first == second


@pytest.mark.parametrize("reviewed", [True, False])
def test_what_is_not_signed_says_so_on_each_page(qapp, reviewed: bool) -> None:
    draft = replace(PAPER, signature=None, review=PAPER.review if reviewed else None, findings=())
    state = "DRAFT - reviewed, not signed" if reviewed else "DRAFT - not signed"
    pages = pypdf.PdfReader(io.BytesIO(record_pdf(draft, fx.screening(), date=DATE))).pages
    assert len(pages) == 3
    for page in pages:
        assert said(state) in said(page.extract_text())


def test_two_visits_have_a_page_of_what_changed(qapp) -> None:
    values = values_of(fx.screening().result)
    visits = [
        VisitValues("a", "2026-05-01", Outcome.BORDERLINE, "r", "m", "demo", values, ()),
        VisitValues(
            "b",
            "2026-11-29",
            Outcome.DETECTED,
            "s",
            "m",
            "demo",
            values,
            (Reading("thoracic", "right", 6.5),),
        ),
    ]
    one = record_pdf(PAPER, fx.screening(), date=DATE, trend=trend_of(visits[:1]))
    two = record_pdf(PAPER, fx.screening(), date=DATE, trend=trend_of(visits))
    pages = pypdf.PdfReader(io.BytesIO(two)).pages
    assert len(pages) == len(pypdf.PdfReader(io.BytesIO(one)).pages) + 1
    last = said(pages[-1].extract_text())
    assert said("From visit to visit") in last
    assert said(f"page {len(pages)} of {len(pages)}") in last


# The letter


def test_each_language_says_the_same_things() -> None:
    codes = letter_languages()
    assert codes == ["en", "zh_CN"]
    english = letter_words("en")
    for code in codes:
        words = letter_words(code)
        assert words.keys() == english.keys()
        for name, sentence in words.items():
            fields = set(re.findall(r"{\w+}", sentence))
            assert fields == set(re.findall(r"{\w+}", english[name])), name


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("outcome", [*Outcome, None])
@pytest.mark.parametrize("decided", [None, Decider("Dr. Anna Berger", "reviewer")])
def test_a_letter_is_one_page_of_short_sentences(
    qapp, language: str, outcome: Outcome | None, decided: Decider | None
) -> None:
    born, date = ("6 May 2014", "29 November 2026")
    if language == "zh_CN":
        born, date = ("2014年5月6日", "2026年11月29日")
    facts = LetterFacts("王小明", born, date, outcome, True, True, decided, decided)
    letter = parent_letter(language, facts)
    content = letter_pdf(letter, letterhead=("School", "Main Street"), logo=b"", date=DATE)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1
    words = words_of(content)
    assert (said("Dr. Anna Berger") in words) is (decided is not None and outcome is not None)
    for block in letter.blocks:
        assert said(block.words) in words, block
        for sentence in block.words.replace("Dr. ", "").replace("。", ".").split("."):
            most = 24 if language == "en" else 45
            length = len(sentence.split()) if language == "en" else len(sentence)
            assert length <= most, sentence
    lowered = words.lower()
    for never in ("cobb", "score", "probab", "%", "model", "模型", "概率", "诊断为", "subject"):
        assert never not in lowered, never


def test_only_a_validated_model_is_quoted_to_parents() -> None:
    assert why_no_outcome("validated") is None
    for status in ("", "demo", "research", "something new"):
        assert why_no_outcome(status) is not None
