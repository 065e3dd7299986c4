"""The recovery key on paper: the whole key, what it is for and where it belongs, and nothing else of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from scolioapp.paper.recovery_key_pdf import print_recovery_key, write_recovery_key_pdf
from scolioapp.storage.records.recovery_key import new_recovery_key

KEY = new_recovery_key()


def words_of(path: Path) -> str:
    (page,) = pypdf.PdfReader(path).pages
    return " ".join(page.extract_text().split())


def test_the_key_is_on_one_page_with_what_it_is_for(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "key.pdf"
    write_recovery_key_pdf(KEY, path, made=date(2026, 11, 29))
    words = words_of(path)
    places = [words.index(group) for group in KEY.split("-")]
    assert places == sorted(places)
    assert "locked place" in words
    assert "Forgot the password?" in words
    assert "2026" in words
    reader = pypdf.PdfReader(path)
    assert not any(group in str(reader.metadata) for group in KEY.split("-"))


@pytest.mark.parametrize("resolution", [300, 1200])
def test_it_is_printed_as_it_is_saved(qapp: QApplication, tmp_path: Path, resolution: int) -> None:
    path = tmp_path / "printed.pdf"
    printer = QPrinter()
    printer.setResolution(resolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    print_recovery_key(printer, KEY, made=date(2026, 11, 29))
    words = words_of(path)
    assert all(group in words for group in KEY.split("-"))
    assert "locked place" in words
