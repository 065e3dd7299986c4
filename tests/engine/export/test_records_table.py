"""The records as a table: words stay words, numbers stay numbers, Chinese can be read, nothing is run."""

import csv
import io

import pytest
from openpyxl import load_workbook

from engine.core.measurands import MEASURANDS
from engine.export.records_table import COLUMNS, RecordRow, TableFigure, csv_file, xlsx_file

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']

ROW = RecordRow(
    patient="0017",
    name="王小明",
    class_name="三年二班",
    born="2014-05-06",
    sex="female",
    visit_date="2026-11-29",
    recording="ab" * 16,
    outcome="borderline_features",
    model_outcome="features_detected",
    overridden=True,
    state="reviewed",
    quality="usable",
    figures=(("shoulder_tilt", TableFigure(-1.5, -2.0, -1.0, "dots")),),
    scoliometer=(("thoracic", 6.5, "right"), ("thoracic", 4.0, "left"), ("lumbar", 3.0, "")),
    referral="Dr. Müller",
)


def from_csv(content, delimiter=","):
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter)
    return [dict(zip(head, row, strict=True)) for row in rows]


def from_xlsx(content):
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    head, *rows = sheet.iter_rows()
    titles = [cell.value for cell in head]
    return [dict(zip(titles, row, strict=True)) for row in rows], sheet


def test_a_row_as_csv_that_a_chinese_spreadsheet_opens():
    content = csv_file([ROW], decimal=".")
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = from_csv(content)
    assert (row["patient"], row["name"], row["class"]) == ("0017", "王小明", "三年二班")
    assert (row["outcome"], row["model_outcome"]) == ("borderline_features", "features_detected")
    assert row["overridden"] == "yes"
    # A number below zero is a number: it is not quoted as a formula would be.
    assert [row[f"shoulder_tilt{end}"] for end in ("", "_low", "_high", "_source")] == [
        "-1.5",
        "-2.0",
        "-1.0",
        "dots",
    ]
    assert (row["scoliometer_thoracic"], row["scoliometer_thoracic_higher_side"]) == (
        "6.5",
        "right",
    )
    assert (row["scoliometer_lumbar"], row["scoliometer_lumbar_higher_side"]) == ("3.0", "")
    assert row["scoliometer_thoracolumbar"] == row["hip_tilt"] == ""


def test_a_decimal_comma_goes_with_semicolons():
    (row,) = from_csv(csv_file([ROW], decimal=","), delimiter=";")
    assert row["shoulder_tilt_low"] == "-2,0"


def test_a_row_as_a_workbook():
    (row,), sheet = from_xlsx(xlsx_file([ROW]))
    assert row["patient"].value == "0017"
    assert row["patient"].data_type == "s"
    assert row["name"].value == "王小明"
    assert (row["shoulder_tilt"].value, row["shoulder_tilt"].data_type) == (-1.5, "n")
    assert row["scoliometer_thoracic"].value == 6.5
    assert row["hip_tilt"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["G"].width > 30


@pytest.mark.parametrize("words", EVIL)
def test_no_spreadsheet_runs_what_somebody_typed(words):
    row = RecordRow(patient=words, name=words, class_name=words, referral=words, came_of_it=words)
    (told,) = from_csv(csv_file([row], decimal="."))
    (cells,), _ = from_xlsx(xlsx_file([row]))
    for column in ("patient", "name", "class", "referral", "came_of_referral"):
        assert told[column] == "'" + words
        assert cells[column].data_type == "s"
        assert cells[column].quotePrefix


def test_every_measurement_has_its_columns_and_no_title_comes_twice():
    assert len(set(COLUMNS)) == len(COLUMNS)
    for name in MEASURANDS:
        assert {name, f"{name}_low", f"{name}_high"} <= set(COLUMNS)


def test_a_patient_without_a_visit_and_nobody_at_all():
    (row,) = from_csv(csv_file([RecordRow("17")], decimal="."))
    assert row.pop("patient") == "17"
    assert set(row.values()) == {""}
    assert from_csv(csv_file([], decimal=".")) == []
    assert from_xlsx(xlsx_file([]))[0] == []
