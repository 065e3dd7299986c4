"""The search finds what it looks for: a search that finds nothing anywhere would prove nothing."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.app.storage.records.byte_search import PICTURES, readable_in, readable_of_process

NAME, NUMBER = "王小明 Planted-Name", "S-17-planted"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("before", [b"", b"x", b"xy"])
def test_a_planted_word_is_found_in_each_coding_and_in_base64(
    tmp_path: Path, coding: str, before: bytes
) -> None:
    path = tmp_path / "deep" / "file.bin"
    path.parent.mkdir()
    plain = before + NAME.encode(coding) + b"behind"
    for content in (b"\x00" * 50 + plain, base64.b64encode(plain)):
        path.write_bytes(content)
        assert readable_in([tmp_path], [NAME, NUMBER])
        assert readable_in([tmp_path], [NUMBER]) == []
        assert readable_in([tmp_path], [NAME], allowed=[path.parent]) == []


@pytest.mark.parametrize("kind", PICTURES)
def test_the_beginning_of_a_picture_is_found(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_bytes(b"something " + PICTURES[kind] + b" more")
    assert any(kind in each for each in readable_in([tmp_path], []))
    assert readable_in([tmp_path], [], pictures=False) == []


def test_names_of_files_and_other_archives_are_found(tmp_path: Path) -> None:
    (tmp_path / f"{NUMBER}.txt").write_bytes(b"nothing")
    assert len(readable_in([tmp_path], [NUMBER])) == 1
    (tmp_path / "other.zip").write_bytes(b"PK\x03\x04 holds arrays")
    assert any("ZIP" in each for each in readable_in([tmp_path], []))


def test_the_environment_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readable_of_process([NAME]) == []
    monkeypatch.setenv("SCOLIOAPP_TEST", f"about {NAME}")
    assert readable_of_process([NAME]) == ["environment SCOLIOAPP_TEST"]
