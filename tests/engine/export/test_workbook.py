"""Tables as workbooks: numbers stay numbers, words stay words."""

import math

import pytest
from openpyxl import load_workbook

from engine.core.errors import OutputError
from engine.export.screening_table import rows, write_xlsx
from engine.export.workbook import write_workbook
from tests.engine import made_explanation as made
from tests.engine.made_up import result


def cells(path):
    (sheet,) = load_workbook(path).worksheets
    return [list(row) for row in sheet.iter_rows()], sheet


EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
]


def test_no_formula_is_ever_written(tmp_path):
    path = tmp_path / "evil.xlsx"
    write_workbook(path, "sheet", [EVIL])
    ((*found,), *rest), _ = cells(path)
    assert not rest
    for cell, words in zip(found, EVIL, strict=True):
        assert cell.data_type == "s"
        # Who edits the cell does not make a formula of it either.
        assert cell.quotePrefix
        assert cell.value.strip() == words.strip()
    assert not any(cell.data_type == "f" for cell in found)


def test_kinds_of_cells(tmp_path):
    path = tmp_path / "kinds.xlsx"
    write_workbook(
        path, "sheet", [("name",), (0.1 + 0.2, 5, True, math.nan, math.inf, "", "走路", "a\x00b")]
    )
    (_, second), sheet = cells(path)
    values = [cell.value for cell in second]
    assert values[0] == pytest.approx(0.3, rel=1e-14)
    assert values[1:] == [5, True, "nan", "inf", None, "走路", "a\N{REPLACEMENT CHARACTER}b"]
    assert [cell.data_type for cell in second[:3]] == ["n", "n", "b"]
    assert not second[6].quotePrefix
    assert sheet.freeze_panes == "A2"


def test_it_says_what_the_csv_table_says(tmp_path):
    model = result().model.model_copy(
        update={"status": "validated", "notice": None, "calibrated": True, "report": made.report()}
    )
    one = result(explanation=made.explanation(), trust=made.trust(), model=model, label="=Anna")
    path = tmp_path / "result.xlsx"
    write_xlsx(one, path, prevalence=0.03)
    found, _ = cells(path)
    wanted = rows(one, prevalence=0.03)
    assert len(found) == len(wanted)
    for row, cells_of_it in zip(wanted, found, strict=True):
        for content, cell in zip(row, cells_of_it, strict=True):
            number = isinstance(content, float)
            wanted_here = pytest.approx(content, rel=1e-14) if number else content
            assert cell.value == (None if content == "" else wanted_here)
    table = {row[0].value: [cell.value for cell in row] for row in found}
    # Signs are for files: positive where the left side is lower.
    assert table["shoulder_tilt"][1:6] == [2.5, 1.0, 4.0, "degrees", "left"]
    assert table["hip_tilt"][1:4] == [None, None, None]
    assert table["label"][1] == "=Anna"


@pytest.mark.parametrize("status", ["demo", "research"])
def test_the_outcome_has_its_mark(tmp_path, status):
    model = result().model.model_copy(update={"status": status})
    write_xlsx(result(model=model), tmp_path / "r.xlsx")
    found, _ = cells(tmp_path / "r.xlsx")
    table = {row[0].value: row[6].value for row in found}
    assert table["outcome"].endswith({"demo": "(demo)", "research": "(local, unvalidated)"}[status])


def test_a_very_long_word_fits_a_cell(tmp_path):
    write_workbook(tmp_path / "long.xlsx", "sheet", [("x" * 40_000,)])
    assert len(cells(tmp_path / "long.xlsx")[0][0][0].value) == 32_767


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_xlsx(result(), tmp_path / "file" / "r.xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
