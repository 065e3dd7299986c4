"""Every sentence can be translated, the engine's included."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from engine.core.text import text
from scolioapp import i18n
from scolioapp.i18n import update_translations
from tests.app.pseudo_language import PseudoTranslator, pseudo


def fields(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name)


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[QTranslator]:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


def test_every_template_is_a_literal_and_keeps_its_fields_in_another_language() -> None:
    templates = update_translations.collect()
    assert len(templates) > 100
    for template in templates:
        assert fields(pseudo(template)) == fields(template)


def test_a_template_that_nobody_could_translate_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(update_translations.templates_in("x = 1\ntext(words, name=1)"))
    with pytest.raises(ValueError, match=r"line 1: the title of Field\(\)"):
        list(update_translations.templates_in("rate: float = Field(title=words)"))


def test_the_words_of_a_key_are_collected_with_the_sentences() -> None:
    source = 'rate: float = Field(default=0.1, gt=0, title="Rate", description=("How " "fast."))'
    assert list(update_translations.templates_in(source)) == ["Rate", "How fast."]
    collected = update_translations.collect()
    assert {"Learning rate", "Learning rate at the start, after the warm-up."} <= set(collected)


def test_no_sentence_hides_in_an_f_string_where_the_tool_does_not_see_it() -> None:
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in sorted((update_translations.ROOT / "scolioapp").rglob("*.py"))
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("tr", "translate"))
    ]
    assert hidden == []


@pytest.mark.usefixtures("qapp")
def test_english_is_said_without_a_translation() -> None:
    assert i18n.render(text("“{name}” is broken.", name="a.mp4")) == "“a.mp4” is broken."


@pytest.mark.usefixtures("translator")
def test_a_sentence_is_translated_before_its_values_are_filled_in() -> None:
    said = i18n.render(text("“{name}” is broken.", name="anna.mp4"))
    assert "anna.mp4" in said
    assert "brökéñ" in said


class WrongFields(PseudoTranslator):
    def translate(self, *_: object, **__: object) -> str:
        return "{other}"


def test_a_translation_with_wrong_fields_falls_back_to_english(qapp: QApplication) -> None:
    wrong = WrongFields()
    qapp.installTranslator(wrong)
    assert i18n.render(text("{count} people", count=2)) == "2 people"
    qapp.removeTranslator(wrong)


@pytest.mark.heavy
def test_the_tool_makes_a_file_that_the_window_loads(tmp_path: Path) -> None:
    update_translations.update(["fr"], folder=tmp_path)
    assert 'encoding="utf-8"' in (tmp_path / "scolioapp_fr.ts").read_text(encoding="utf-8")
    assert (tmp_path / "scolioapp_fr.qm").exists()
