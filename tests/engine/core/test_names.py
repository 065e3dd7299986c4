"""Names that every file system takes."""

import pytest

from engine.core.errors import OutputError
from engine.core.files import check_file, check_folder, folder_written_beside, write_text
from engine.core.names import file_name, size, truncate_bytes


@pytest.mark.parametrize("character", ["a", "走", "é", "😀", "👩\u200d👧"])
def test_a_long_name_is_cut_to_bytes_and_stays_apart(character, tmp_path):
    long = character * (800 // size(character))
    one, other = file_name(long + "1", "-screening"), file_name(long + "2", "-screening")
    assert one != other
    for name in (one, other):
        assert name.endswith("-screening")
        assert 180 < size(name) <= 223
        name.encode()
        write_text(tmp_path / name, "fits")
        with folder_written_beside(tmp_path / f"{name}x"):
            pass


def test_a_name_of_the_greatest_length_is_written_beside(tmp_path):
    for name in ("n" * 251 + ".csv", "走" * 83 + ".json"):
        write_text(tmp_path / name, "whole")
        assert (tmp_path / name).read_text() == "whole"
    with folder_written_beside(tmp_path / ("f" * 255)):
        pass


def test_what_belongs_together_is_cut_as_a_whole():
    assert truncate_bytes("ab\u0301c", 3) == "a"
    assert truncate_bytes("x👩\u200d👧", 8) == "x"
    assert truncate_bytes("走路", 5) == "走"
    assert truncate_bytes("short", 5) == "short"


@pytest.mark.parametrize(
    ("stem", "ending", "name"),
    [
        ("IMG_0001", "-screening", "IMG_0001-screening"),
        ("走路 clip", ".csv", "走路 clip.csv"),
        ("CON", ".csv", "CON_.csv"),
        ("nul.old", ".json", "nul_.old.json"),
        ("CON", "-screening", "CON-screening"),
        ("what: a/walk?", ".pdf", "what_ a_walk_.pdf"),
        ("ends. . ", "", "ends"),
        ("", ".csv", "unnamed.csv"),
        ("lpt9", "", "lpt9_"),
    ],
)
def test_what_windows_keeps_for_itself_is_changed(stem, ending, name):
    assert file_name(stem, ending) == name


def test_a_folder_is_tried_and_left_as_it_was(tmp_path):
    check_folder(tmp_path / "deep" / "er")
    check_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    for wrong in (tmp_path / "file", tmp_path / "file" / "inside"):
        with pytest.raises(OutputError, match="“file” is a file"):
            check_folder(wrong)
    with pytest.raises(OutputError, match="could not be written: File name too long"):
        check_folder(tmp_path / ("n" * 256))
    with pytest.raises(OutputError, match="Not enough space"):
        check_folder(tmp_path, room=10**18)
    with pytest.raises(OutputError, match="is a folder"):
        check_file(tmp_path)
    with pytest.raises(OutputError, match="too long"):
        check_file(tmp_path / ("n" * 256))
    check_file(tmp_path / "new" / "report.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
