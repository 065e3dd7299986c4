"""Every command that writes says at once where it cannot, before it reads or computes anything."""

import pytest

from engine.cli import main


@pytest.mark.parametrize(
    "command",
    [
        ("screen", "nothing.mp4", "--out", "file"),
        ("phantoms", "make", "file"),
        ("phantoms", "fit", "file"),
        ("dataset", "simulate", "file"),
        ("dataset", "check", "nothing", "--out", "file/report.csv"),
        ("dataset", "extract", "nothing", "nothing.csv", "file"),
        ("dataset", "split", "nothing", "--out", "file/split.json"),
        ("evaluate", "nothing", "nothing", "--out", "file/report.json"),
        ("evaluate", "nothing", "nothing", "--figures", "file"),
    ],
    ids=" ".join,
)
def test_a_file_in_the_way_is_said_first(command, tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("kept")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "“file” is a file; the results need a folder." in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
