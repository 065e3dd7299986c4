"""Tables that a spreadsheet opens by a double click, whatever the country it is set to.

A spreadsheet splits CSV at the sign that its locale uses for lists: a semicolon wherever the decimal sign is
a comma. So the file has the signs of the computer that writes it; numbers stay numbers. What programs read
back (``answers.csv``, ``result.json``) does not depend on it.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from engine.core.files import written_beside

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")

_COMMA: Final = frozenset(
    "af be bg bs ca cs da de el es et eu fi fr gl hr hu id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk "
    "sl sq sr sv tr uk uz vi".split()
)
"""Languages that write a decimal comma (Unicode CLDR, ``numbers/decimal``)."""

_POINT: Final = frozenset(
    "de_CH de_LI it_CH es_CU es_DO es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_SV es_US".split()
)
"""Countries where they write a point nevertheless."""


def decimal_sign_of(name: str) -> str:
    """Return the decimal sign of a locale such as ``de_AT.UTF-8``; a point for one that is not known."""
    plain = name.split(".")[0].split("@")[0].replace("-", "_")
    return "," if plain.split("_")[0] in _COMMA and plain not in _POINT else "."


def decimal_sign() -> str:
    """Return the decimal sign that this computer is set to."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Control Panel\International") as key:
                return str(winreg.QueryValueEx(key, "sDecimal")[0])
        except OSError:
            return "."
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_NUMERIC", "LANG"))
    return decimal_sign_of(next((name for name in names if name), ""))


def table(rows: Iterable[Sequence[object]], *, decimal: str | None = None) -> str:
    """Return rows as CSV.

    Text that a spreadsheet would run as a formula is quoted (OWASP, CSV injection).

    Args:
        rows: Cells of each row; numbers are not rounded.
        decimal: The decimal sign; None: that of this computer.
    """
    sign = decimal_sign() if decimal is None else decimal
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";" if sign == "," else ",")
    writer.writerows([_cell(cell, sign) for cell in row] for row in rows)
    return lines.getvalue()


def write_table(
    path: Path, rows: Iterable[Sequence[object]], *, decimal: str | None = None
) -> None:
    """Write rows as CSV in UTF-8; with a byte-order mark, which spreadsheets need, where not plain ASCII.

    Args:
        path: Where to.
        rows: See `table`.
        decimal: See `table`.

    Raises:
        OutputError: The file cannot be written.
    """
    content = table_file(rows, decimal=decimal)
    with written_beside(path) as beside:
        beside.write_bytes(content)


def table_file(rows: Iterable[Sequence[object]], *, decimal: str | None = None) -> bytes:
    """Return what `write_table` writes."""
    content = table(rows, decimal=decimal)
    return content.encode("utf-8" if content.isascii() else "utf-8-sig", "replace")


def _cell(cell: object, sign: str) -> object:
    if isinstance(cell, float):
        return str(cell).replace(".", sign)
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell
