"""Words and names as DICOM holds them: short enough, whole characters, nothing that ends a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.errors import OutputError
from engine.core.text import text
from engine.export.dicom.text_values import identifier, one_line, paragraphs, person_name

REFUSAL = text("No.")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", ""),
        ("  a\t b\r\nc ", "a b c"),
        ("a\\b", "a/b"),
        ("a\x00\x1bb", "a b"),
        ("\u202eabc", "abc"),
        ("王" * 22, "王" * 20 + "…"),
        ("a" * 65, "a" * 61 + "…"),
        ("e\u0301" * 40, "e\u0301" * 20 + "…"),
    ],
)
def test_one_line(words, line):
    assert one_line(words) == line


def test_words_without_end_cost_little():
    for words in ("王" * 1_000_000, " " * 1_000_000 + "a", "e" + "\u0301" * 1_000_000):
        assert len(paragraphs(words).encode()) <= 200_000
        assert len(one_line(words).encode()) <= 64


def test_paragraphs_keep_their_lines_and_lose_their_controls():
    assert paragraphs(" a \x00 b\n\nc\u2028d\x0be\\f ") == "a b\r\n\r\nc\r\nd\r\ne\\f"
    assert paragraphs("王" * 500, 1024) == "王" * 340 + "…"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("", ""),
        ("Anna van der Berg", "Anna van der Berg"),
        ("Müller, Jörg", "Müller, Jörg"),
        ("Αλέξης", "Αλέξης"),
        ("王小明", "王小明=王小明"),
        ("王小明 Xiaoming", "王小明 Xiaoming=王小明 Xiaoming"),
        ("やまだ", "やまだ=やまだ"),
        ("김민준", "김민준=김민준"),
        ("\U00031350", "\U00031350=\U00031350"),
        # No room for both: 11 signs of three bytes each.
        ("阿卜杜热合曼买买提江尔", "阿卜杜热合曼买买提江尔"),
        ("Doe^Jane=王=x\\y", "Doe Jane 王 x/y=Doe Jane 王 x/y"),
        ("^^^===\\", "/"),
    ],
)
def test_a_full_name_as_it_was_written(name, written):
    assert person_name(name) == written


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_whatever_was_typed_is_one_value(words):
    for made, most in (
        (one_line(words), 64),
        (person_name(words), 64),
        (paragraphs(words, 90), 90),
    ):
        assert len(made.encode()) <= most
        assert made == made.strip()
        assert not set(map(chr, range(32))) - {"\r", "\n"} & set(made)
    assert not set("\\\r\n") & set(one_line(words))
    assert person_name(words).count("=") <= 1
    assert one_line(one_line(words)) == one_line(words)


@pytest.mark.parametrize("number", ["", "A-1", "学" * 16, "2026 0815", "学号-7", "=1+1", "x" * 16])
def test_an_identifier_is_as_it_was(number):
    assert identifier(number, 16, REFUSAL) == number


@pytest.mark.parametrize("number", ["x" * 17, "a\\b", " a", "a\n", "\x00", "学" * 17, "\ud800"])
def test_an_identifier_is_refused_and_never_cut(number):
    with pytest.raises(OutputError, match=r"No\. Correct it"):
        identifier(number, 16, REFUSAL)


def test_an_identifier_that_must_be_there():
    with pytest.raises(OutputError):
        identifier("", 16, REFUSAL, least=1)
