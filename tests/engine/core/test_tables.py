"""Tables for the spreadsheets of any country."""

import csv
import io
import sys

import pytest

from engine.core.tables import decimal_sign, decimal_sign_of, table, write_table


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("de_DE.UTF-8", ","),
        ("de_AT@euro", ","),
        ("de-CH", "."),
        ("pt_BR", ","),
        ("es_MX.UTF-8", "."),
        ("es_ES", ","),
        ("fr", ","),
        ("en_GB.UTF-8", "."),
        ("zh_CN", "."),
        ("C.UTF-8", "."),
        ("", "."),
    ],
)
def test_the_decimal_sign_of_a_country(name, sign):
    assert decimal_sign_of(name) == sign


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps it in its registry")
def test_the_decimal_sign_of_this_computer(monkeypatch):
    monkeypatch.delenv("LC_NUMERIC", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert decimal_sign() == ","
    monkeypatch.setenv("LC_NUMERIC", "en_US.UTF-8")
    assert decimal_sign() == "."


ROWS = [("item", "value"), ("tilt", -2.5), ("cycles", 5), ("name", "=1+1"), ("words", "a; b, c")]


def test_a_comma_country_gets_semicolons_and_numbers_that_are_numbers():
    said = list(csv.reader(io.StringIO(table(ROWS, decimal=",")), delimiter=";"))
    assert said == [
        ["item", "value"],
        ["tilt", "-2,5"],
        ["cycles", "5"],
        ["name", "'=1+1"],
        ["words", "a; b, c"],
    ]


def test_a_point_country_gets_commas():
    said = list(csv.reader(io.StringIO(table(ROWS, decimal="."))))
    assert said[1:4] == [["tilt", "-2.5"], ["cycles", "5"], ["name", "'=1+1"]]


def test_only_what_is_not_ascii_gets_a_mark(tmp_path):
    write_table(tmp_path / "plain.csv", ROWS, decimal=".")
    write_table(tmp_path / "other.csv", [("走路",)], decimal=".")
    assert (tmp_path / "plain.csv").read_bytes().startswith(b"item,value")
    assert (tmp_path / "other.csv").read_bytes() == "\ufeff走路\r\n".encode()
