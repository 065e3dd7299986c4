"""The cells of a CSV or XLSX file that a stranger made, within bounds; nothing of it is run or worked out.

Must not know what the columns mean: see `engine.roster.columns`.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.core.errors import RosterError
from engine.core.text import Text, text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as BookCell

Cell = str | int | float | date

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 100
MOST_BYTES: Final = 16 << 20
"""Of a CSV file, and of a workbook as it lies on disk."""
MOST_UNPACKED: Final = 48 << 20
"""Of a workbook's parts together: ten thousand children take five megabytes."""
_MOST_JOINED: Final = 200_000
"""Cells that joined cells may cover: each is held in memory."""
_OLD_BOOK: Final = b"\xd0\xcf\x11\xe0"
_JOINED = re.compile(
    rb"<(?:\w+:)?mergeCell[^>]*\bref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']"
)
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
"""How a spreadsheet keeps leading zeros in CSV: ``="007"``."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something.

    Attributes:
        number: Its number in the file, from 1, as a spreadsheet counts.
        cells: From the left; "" where nothing stands.
    """

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds.

    Attributes:
        rows: Those that hold something, from the top.
        encoding: Of a CSV file (``utf-8``, ``utf-16``, ``gb18030`` or ``cp1252``); "" for a workbook.
        title: Name of the workbook's sheet, or "".
    """

    rows: tuple[Row, ...]
    encoding: str = ""
    title: str = ""


def read_sheet(path: Path) -> Sheet:
    """Read a CSV or XLSX file; of a workbook the first sheet that holds something.

    Formulas are not worked out: of a workbook their last values are taken. Joined cells all hold what the
    first of them holds. Numbers keep the leading zeros that they are shown with.

    Raises:
        RosterError: It is not there, too large, of another kind, or damaged; or it holds macros.
    """
    try:
        size = path.stat().st_size
        content = b"" if size > MOST_BYTES else path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    if size > MOST_BYTES:
        raise _too_large(path, size)
    if content.startswith(_OLD_BOOK):
        raise RosterError(
            text("“{name}” is a workbook of an old kind, or one with a password.", name=path.name),
            text(
                "Open it in your spreadsheet program and save it as XLSX without a password, or as CSV."
            ),
        )
    sheet = _read_book(path, content) if content.startswith(b"PK") else _read_csv(path, content)
    if not sheet.rows:
        raise RosterError(
            text("“{name}” holds no rows.", name=path.name),
            text("Choose a file with a row of titles and one row for each child."),
        )
    return sheet


# CSV


def _read_csv(path: Path, content: bytes) -> Sheet:
    words, encoding = _decoded(path, content)
    rows: list[Row] = []
    try:
        reader = csv.reader(
            io.StringIO(words, newline=""), delimiter=_delimiter(words), strict=False
        )
        before = 0
        for cells in reader:
            number, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                kept = tuple(_plain(cell) for cell in cells[:MOST_COLUMNS])
                rows.append(Row(number, kept))
            if len(rows) > MOST_ROWS:
                raise _too_many_rows(path)
    except csv.Error as error:
        raise _unreadable(path, str(error)) from error
    return Sheet(tuple(rows), encoding)


def _plain(cell: str) -> str:
    found = _TEXT_FORMULA.fullmatch(cell.strip())
    return (found[1] if found else cell).strip()


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    """Return the words and their encoding: by the mark at the beginning, else the first that fits."""
    order: tuple[str, ...]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = ("utf-16",)
    elif b"\0" in content[:4096]:
        low = content[1:4096:2].count(0) > content[:4096:2].count(0)
        order = ("utf-16-le",) if low else ("utf-16-be",)
    else:
        order = ("utf-8-sig", *_by_looks(content))
    for encoding in order:
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in words:
            return words, encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    raise RosterError(
        text("“{name}” is no table, or its letters cannot be read.", name=path.name),
        text("Save it as XLSX, or as CSV in UTF-8, and try again."),
    )


def _by_looks(content: bytes) -> tuple[str, ...]:
    """Tell GB18030 from Windows' Western letters: there, single signs stand between Latin ones.

    “Müller” read as GB18030 has a Chinese sign within a word; Chinese names have none beside a Latin letter.
    """
    words = content.decode("gb18030", "replace")
    within = len(re.findall(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]", words))
    chinese = len(re.findall(r"[\u4e00-\u9fff]{2,}", words))
    return ("gb18030", "cp1252") if chinese >= within else ("cp1252", "gb18030")


def _delimiter(words: str) -> str:
    """Return the sign that parts the first rows into most columns."""
    lines = [line for line in words[:100_000].splitlines() if line.strip()][:20]
    counts = {sign: sum(min(line.count(sign), 30) for line in lines) for sign in ",;\t"}
    return max(counts, key=lambda sign: counts[sign])


# Workbooks


def _read_book(path: Path, content: bytes) -> Sheet:
    _check_parts(path, content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    # What openpyxl raises on a damaged file is whatever its parsers raise.
    except Exception as error:
        raise _unreadable(path, type(error).__name__) from error
    for sheet in book.worksheets:
        if sheet.max_row > MOST_ROWS:
            raise _too_many_rows(path)
        joined = _joined(sheet.merged_cells.ranges)
        rows = []
        last = min(sheet.max_column, MOST_COLUMNS)
        for number, cells in enumerate(sheet.iter_rows(max_col=last), start=1):
            kept = tuple(
                _value(sheet.cell(*joined.get((number, column), (number, column))))
                for column in range(1, len(cells) + 1)
            )
            if any(_value(cell) != "" for cell in cells):
                rows.append(Row(number, kept))
        if rows:
            return Sheet(tuple(rows), title=sheet.title)
    return Sheet(())


def _check_parts(path: Path, content: bytes) -> None:
    """Look at the parts of a workbook before anything of them is taken for one.

    Raises:
        RosterError: It would unpack into too much, holds macros or declarations, or is no workbook.
    """
    unpacked, covered = 0, 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise RosterError(
                    text("“{name}” holds macros, which are never run here.", name=path.name),
                    text("Save it as XLSX, which has no macros, or as CSV."),
                )
            if "xl/workbook.xml" not in names:
                raise RosterError(
                    text("“{name}” is no workbook with a table.", name=path.name),
                    text("Save the list as XLSX or CSV and choose that file."),
                )
            for name in names:
                for block in _blocks(archive, name):
                    unpacked += len(block)
                    if unpacked > MOST_UNPACKED:
                        raise _too_large(path, unpacked)
                    if name.endswith((".xml", ".rels")) and b"<!" in block and _declares(block):
                        raise _unreadable(path, "<!DOCTYPE>")
                    covered += sum(map(_area, _JOINED.findall(block)))
                    if covered > _MOST_JOINED:
                        raise RosterError(
                            text("“{name}” has too many joined cells.", name=path.name),
                            text("Undo the joining of cells and save the file again."),
                        )
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise _unreadable(path, str(error)) from error


def _declares(block: bytes) -> bool:
    return b"<!DOCTYPE" in block or b"<!ENTITY" in block


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Unpack a part in blocks that overlap a little, so that nothing hides at their edges."""
    kept = b""
    with archive.open(name) as stream:
        while block := stream.read(1 << 20):
            yield block if not kept else kept + block
            kept = block[-64:]


def _area(place: bytes) -> int:
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(place.decode())
    return int(max(0, right - left + 1) * max(0, bottom - top + 1))


def _joined(ranges: object) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for each joined cell, the one whose value it shows."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in ranges:  # type: ignore[attr-defined]  # openpyxl is not typed
        for row in range(one.min_row, one.max_row + 1):
            for column in range(one.min_col, one.max_col + 1):
                found[row, column] = (one.min_row, one.min_col)
    return found


def _value(cell: BookCell) -> Cell:
    """Return what a cell of a workbook holds; a number as it is shown, where it is shown with zeros."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        whole = int(value) if float(value).is_integer() else None
        zeros = str(cell.number_format)
        if whole is not None and whole >= 0 and re.fullmatch(r"0{2,}", zeros):
            return str(whole).zfill(len(zeros))
        return value if whole is None else whole
    return value if isinstance(value, date) else str(value).strip()


# Errors


def _unreadable(path: Path, reason: str) -> RosterError:
    return RosterError(
        text("“{name}” cannot be read: {reason}.", name=path.name, reason=reason),
        text("Open it in your spreadsheet program, save it as XLSX or CSV, and try again."),
    )


def _too_large(path: Path, size: int) -> RosterError:
    return RosterError(
        text("“{name}” is too large for a list: {size} MB.", name=path.name, size=size >> 20),
        text("Choose a file that holds the list and nothing else."),
    )


def _too_many_rows(path: Path) -> RosterError:
    what: Text = text("“{name}” has more than {most} rows.", name=path.name, most=MOST_ROWS)
    return RosterError(what, text("Choose a file with the children of this screening only."))
