"""Workbooks and tables made for tests."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

HEADER = ("Number", "Family name", "Given name", "Date of birth", "Sex", "Class", "Consent")


def book(
    path: Path, *rows: tuple[object, ...], merge: str = "", formats: dict[str, str] | None = None
) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for place, pattern in (formats or {}).items():
        made.active[place].number_format = pattern
    if merge:
        made.active.merge_cells(merge)
    made.save(path)
    return path


def table(path: Path, words: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(words.encode(encoding))
    return path
