"""Rosters as people make them: columns, dates, letters, faulty rows, and files that mean harm."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from engine.core.errors import RosterError
from engine.roster.columns import Column
from engine.roster.dates import DateOrder
from engine.roster.entries import Child, Consent
from engine.roster.reading import children_of, placed, propose, read_roster
from engine.roster.sheets import MOST_ROWS, read_sheet
from tests.engine.roster.books import HEADER, book, table

TODAY = date(2026, 11, 29)
PLAIN = "Number,Family name,Given name,Date of birth,Sex,Class,Consent\n"


def children(path: Path, order: DateOrder | None = None):
    return children_of(propose(read_sheet(path)), order, today=TODAY)


def reasons(path: Path) -> list[tuple[int, str]]:
    return [(fault.row, str(fault.reason)) for fault in children(path).faults]


def test_a_table_in_english(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv", PLAIN + "007,Lee,Anna,2015-03-04,f,5b,yes\n008,Li,Ben,,m,5b,\n"
    )
    anna, ben = children(path).children
    assert anna == Child(
        number="007", family_name="Lee", given_name="Anna", birth=date(2015, 3, 4), sex="female",
        group="5b", consent=Consent.YES,
    )  # fmt: skip
    assert anna.full_name == "Anna Lee"
    assert (ben.birth, ben.sex, ben.consent) == (None, "male", Consent.UNKNOWN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_in_chinese_in_every_encoding(tmp_path: Path, encoding: str, sign: str) -> None:
    titles = "学号,姓名,性别,出生日期,班级,家长同意,脊柱侧弯,备注"
    words = f"{titles}\n0012,王小明,男,2014年9月1日,三年二班,同意,无,戴眼镜\n"
    sheet = read_sheet(table(tmp_path / "a.csv", words.replace(",", sign), encoding))
    (child,) = children_of(propose(sheet), today=TODAY).children
    assert child == Child(
        number="0012", family_name="王小明", birth=date(2014, 9, 1), sex="male", group="三年二班",
        consent=Consent.YES, known_scoliosis=False, note="戴眼镜",
    )  # fmt: skip
    assert child.full_name == "王小明"


def test_western_letters_of_windows_are_not_taken_for_chinese(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "Number;Surname;First name\n1;Müller;Zoë\n", "cp1252")
    (child,) = children(path).children
    assert child.full_name == "Zoë Müller"


def test_titles_may_stand_below_the_name_of_the_school(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv", "Hill School,,\n,,\nID,Last name,First name\n1,Lee,Anna\n,,\n2,Li,Ben\n"
    )
    roster = children(path)
    assert [child.number for child in roster.children] == ["1", "2"]
    assert roster.faults == ()


def test_columns_can_be_said_where_no_title_is_known(tmp_path: Path) -> None:
    sheet = read_sheet(table(tmp_path / "a.csv", "a,b\n1,Lee\n"))
    with pytest.raises(RosterError, match="No column holds the number"):
        children_of(propose(sheet))
    proposal = placed(propose(sheet), {Column.NUMBER: 0, Column.FAMILY_NAME: 1})
    assert children_of(proposal).children[0].family_name == "Lee"


def test_a_family_name_of_its_own_comes_before_a_whole_name(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "No,Name,Surname,First name\n1,Anna Lee,Lee,Anna\n")
    assert children(path).children[0].full_name == "Anna Lee"


def test_dates_that_can_be_read_in_two_ways_are_asked_for(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", PLAIN + "1,Lee,Anna,03/04/2015,f,5b,yes\n")
    assert propose(read_sheet(path)).asks_order
    with pytest.raises(RosterError, match="two ways"):
        children(path)
    assert children(path, DateOrder.DAY_FIRST).children[0].birth == date(2015, 4, 3)
    assert children(path, DateOrder.MONTH_FIRST).children[0].birth == date(2015, 3, 4)


@pytest.mark.parametrize(
    ("cells", "births"),
    [
        (("03/04/2015", "13/04/2015"), (date(2015, 4, 3), date(2015, 4, 13))),
        (("03/04/2015", "04-13-2015"), (date(2015, 3, 4), date(2015, 4, 13))),
        (("3.4.2015", "03.04.15"), (date(2015, 4, 3), date(2015, 4, 3))),
        (("2015/3/4", "42067"), (date(2015, 3, 4), date(2015, 3, 4))),
        (("05/05/2015", "05/05/98"), (date(2015, 5, 5), date(1998, 5, 5))),
    ],
)
def test_dates_that_say_themselves_how_they_are_meant(tmp_path: Path, cells, births) -> None:
    rows = "".join(f"{n},Lee,Anna,{cell},f,5b,yes\n" for n, cell in enumerate(cells))
    order = DateOrder.DAY_FIRST if "05/05" in cells[0] else None
    roster = children(table(tmp_path / "a.csv", PLAIN + rows), order)
    assert tuple(child.birth for child in roster.children) == births


def test_dates_of_both_orders_are_asked_for_and_the_others_are_faults(tmp_path: Path) -> None:
    rows = "1,Lee,Anna,13/04/2015,f,,\n2,Li,Ben,04/13/2015,m,,\n"
    path = table(tmp_path / "a.csv", PLAIN + rows)
    roster = children(path, DateOrder.DAY_FIRST)
    assert [fault.row for fault in roster.faults] == [3]


def test_every_faulty_row_is_named_with_its_reason(tmp_path: Path) -> None:
    rows = (
        "1,Lee,Anna,2015-03-04,f,5b,yes\n"
        "2,Li,Ben,2015-02-30,m,5b,yes\n"
        ",Ode,Cleo,,f,5b,\n"
        "4,,Dan,,m,5b,\n"
        "5,Eck,Eve,,q,5b,maybe\n"
        "6,Fox,Finn,2031-01-01,m,5b,\n"
        "7,Gil,Gus,1815-01-01,m,5b,\n"
        "8,Ham,Hal,,m,5b,\n8,Ive,Ida,,f,5b,\n"
    )
    path = table(tmp_path / "a.csv", PLAIN + rows)
    assert [child.number for child in children(path).children] == ["1"]
    assert reasons(path) == [
        (3, "“2015-02-30” is no date."),
        (4, "The number is missing."),
        (5, "The family name is missing."),
        (6, "“q” is no sex."),
        (6, "“maybe” is neither yes nor no."),
        (7, "The date of birth, 2031-01-01, lies ahead."),
        (8, "The date of birth, 1815-01-01, is too long ago."),
        (9, "The number 8 stands in 2 rows."),
        (10, "The number 8 stands in 2 rows."),
    ]


def test_rows_are_put_in_their_order(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv", "No,Surname,Order\n1,Lee,3\n2,Li,1\n3,Ode,\n4,Eck,2\n5,Fox,b\n"
    )
    assert [child.number for child in children(path).children] == ["2", "4", "1", "3"]
    assert reasons(path) == [(6, "“b” is no place in an order.")]


def test_a_workbook_keeps_zeros_dates_and_joined_cells(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", HEADER, (7, "Lee", "Anna", datetime(2015, 3, 4), "f", "5b", True),
        ("008", "Li", "Ben", 42067, "m", None, None), (None,) * 7, (9.0, "Ode", "Cleo"),
        merge="F2:F3", formats={"A2": "000"},
    )  # fmt: skip
    anna, ben, cleo = children(path).children
    assert (anna.number, anna.birth, anna.group, anna.consent) == (
        "007", date(2015, 3, 4), "5b", Consent.YES,
    )  # fmt: skip
    assert (ben.number, ben.birth, ben.group) == ("008", date(2015, 3, 4), "5b")
    assert (cleo.number, cleo.group) == ("9", "")


def test_formulas_are_not_worked_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEADER, ('=HYPERLINK("http://x")', "Lee"), ("2", "=1+1"))
    assert [row for row, _ in reasons(path)] == [2, 3]
    csv = table(tmp_path / "a.csv", 'No,Surname\n"=""007""",Lee\n2,=1+1\n')
    assert [(each.number, each.family_name) for each in children(csv).children] == [
        ("007", "Lee"), ("2", "=1+1"),
    ]  # fmt: skip


def test_ten_thousand_rows(tmp_path: Path) -> None:
    rows = [
        (f"{n:05}", f"Family{n}", f"Given{n}", "2015-03-04", "f", "5b", "yes")
        for n in range(10_000)
    ]
    path = book(tmp_path / "a.xlsx", HEADER, *rows)
    assert len(read_roster(path).children) == 10_000
    csv = table(tmp_path / "a.csv", PLAIN + "".join(",".join(row) + "\n" for row in rows))
    assert len(read_roster(csv).children) == 10_000


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "No,Surname\n" + "1,a\n" * (MOST_ROWS + 1))
    with pytest.raises(RosterError, match="more than"):
        read_sheet(path)


def repack(path: Path, name: str, content: bytes) -> Path:
    """Replace or add a part of a workbook."""
    with zipfile.ZipFile(path) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for each, inside in parts.items():
            new.writestr(each, inside)
    return path


SHEET = "xl/worksheets/sheet1.xml"
BEGIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
HARM = {
    "macros": ("xl/vbaProject.bin", b"x", "macros"),
    "bomb": (SHEET, b" " * (60 << 20), "too large"),
    "entities": (SHEET, b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
    "joined": (
        SHEET,
        BEGIN + b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        "joined",
    ),
    "far cell": (
        SHEET,
        BEGIN + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        "more than",
    ),
    "torn": (SHEET, b"<worksheet><sheet", "cannot be read"),
    "no sheet": ("xl/workbook.xml", b"<workbook/>", "holds no rows"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HARM)
def test_workbooks_that_mean_harm_are_refused_with_a_sentence(tmp_path: Path, kind: str) -> None:
    name, content, words = HARM[kind]
    path = repack(book(tmp_path / "a.xlsx", HEADER, ("1", "Lee")), name, content)
    with pytest.raises(RosterError, match=words):
        read_sheet(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no rows"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old kind"),
        (b"PK\x03\x04 torn", "cannot be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "letters cannot be read"),
        (b"a" * (17 << 20), "too large"),
        (b'No,Surname\n1,"' + b"x" * 200_000 + b'"\n', "cannot be read"),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(RosterError, match=words) as caught:
        read_sheet(path)
    assert str(caught.value.remedy).endswith(".")


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="cannot be read"):
        read_sheet(tmp_path / "gone.csv")
