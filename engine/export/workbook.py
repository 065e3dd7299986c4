"""Workbooks (Office Open XML, ISO/IEC 29500) of one sheet, which spreadsheets of every country open alike.

What is text stays text: a spreadsheet runs nothing of it, whatever a stranger's file name begins with.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.core.files import written_beside
from engine.core.tables import FORMULA_STARTS
from engine.core.xml_text import writable

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LONGEST: Final = 32_767
"""Signs that a cell can hold."""
_NARROWEST, _WIDEST = 8, 80
"""Width of a column, signs."""
_MEASURED: Final = 200
"""Rows that the widths of a long table are taken from."""


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


def workbook(name: str, rows: Sequence[Sequence[object]]) -> bytes:
    """Return rows as an XLSX workbook of many thousand rows; kinds of cells as in `write_workbook`.

    Args:
        name: Of the sheet; at most 31 signs.
        rows: Cells of each row, the header first. Lines are not wrapped.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(rows), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold = Font(bold=True)
    for number, row in enumerate(rows):
        if number:
            sheet.append([_plain(content) or _words_cell(sheet, content) for content in row])
            continue
        cells = [WriteOnlyCell(sheet) for _ in row]
        for cell, content in zip(cells, row, strict=True):
            _fill(cell, content)
            cell.font = bold
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _plain(content: object) -> int | float | str | None:
    """Return what can be written as it is: finite numbers, and text that no spreadsheet could run."""
    if isinstance(content, int | float):
        return content if math.isfinite(content) else None
    if isinstance(content, str) and not content.startswith(FORMULA_STARTS):
        words = writable(content)[:_LONGEST]
        return None if words.startswith(FORMULA_STARTS) else words
    return None


def _words_cell(sheet: WriteOnlyWorksheet, content: object) -> Cell | None:
    """Return a cell of words that stay words; None for nothing."""
    from openpyxl.cell import WriteOnlyCell

    if content is None or content == "":
        return None
    cell = WriteOnlyCell(sheet)
    _fill(cell, content)
    return cell


def _widths(rows: Sequence[Sequence[object]]) -> list[int]:
    """Return how wide each column is: as its header and the first rows need it."""
    columns = zip(*rows[:_MEASURED], strict=True)
    longest = (max(len(str(cell)) for cell in column) + 2 for column in columns)
    return [min(max(width, _NARROWEST), _WIDEST) for width in longest]


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
