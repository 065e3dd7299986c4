"""Workbooks (Office Open XML, ISO/IEC 29500) of one sheet, which spreadsheets of every country open alike.

What is text stays text: a spreadsheet runs nothing of it, whatever a stranger's file name begins with.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.core.files import written_beside
from engine.core.tables import FORMULA_STARTS
from engine.core.xml_text import writable

if TYPE_CHECKING:
    from openpyxl.cell import Cell

_LONGEST: Final = 32_767
"""Signs that a cell can hold."""
_NARROWEST, _WIDEST = 8, 80
"""Width of a column, signs."""


def write_workbook(path: Path, name: str, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as an XLSX workbook, beside and renamed; the first row stays in view.

    Args:
        path: Where to.
        name: Of the sheet; at most 31 signs.
        rows: Cells of each row. Numbers and truth values keep their kind, numbers the 15 digits that a
            spreadsheet keeps; numbers that are not finite, and everything else, become text.

    Raises:
        OutputError: The file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = name
    sheet.freeze_panes = "A2"
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for column, content in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            words = _fill(cell, content)
            widths[column] = max(widths.get(column, _NARROWEST), len(words) + 2)
            cell.alignment = Alignment(vertical="top", wrap_text=len(words) >= _WIDEST)
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST)
    with written_beside(path) as beside:
        book.save(beside)


def _fill(cell: Cell, content: object) -> str:
    """Write into a cell, and return how it reads; formulas are never written."""
    if isinstance(content, int | float) and math.isfinite(content):
        cell.value = content
        return str(content)
    words = writable(str(content))[:_LONGEST]
    if words:
        cell.value = words
        cell.data_type = "s"
        # Stays text when somebody edits the cell, too.
        cell.quotePrefix = words.startswith(FORMULA_STARTS)
    return words
