"""The videos of a folder: found, named, shared out; what cannot be looked into is said."""

import os
import unicodedata

import pytest

from engine.core.errors import ConfigError, VideoError
from engine.pipeline.folder_videos import Shard, find_videos, place_of


@pytest.fixture
def folder(tmp_path):
    names = (
        "b.mp4",
        "a.MOV",
        "notes.txt",
        ".hidden.mp4",
        "day 2/c.mp4",
        "day 2/第一/走.mkv",
        ".trash/d.mp4",
    )
    for name in names:
        path = tmp_path / "videos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "videos"


def test_videos_are_found_by_their_names_in_order(folder):
    found = find_videos(folder)
    assert list(found.videos) == ["a.MOV", "b.mp4", "day 2/c.mp4", "day 2/第一/走.mkv"]
    assert found.videos["day 2/c.mp4"].read_text() == "day 2/c.mp4"
    assert found.unusable == {}
    assert list(find_videos(folder, recursive=False).videos) == ["a.MOV", "b.mp4"]


def test_results_are_not_looked_into(folder):
    for name in ("b-screening/result.json", "earlier/ledger/batch.json"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("{}")
    for name in ("b-screening/overlay.mp4", "earlier/results/overlay.mp4", "now/overlay.mp4"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    found = find_videos(folder, leave_out=folder / "now")
    assert list(found.videos) == ["a.MOV", "b.mp4", "day 2/c.mp4", "day 2/第一/走.mkv"]


def test_links_are_followed_and_circles_are_not(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "e.mp4").write_text("")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "round").symlink_to(folder)
    (folder / "link.mp4").symlink_to(folder / "b.mp4")
    (folder / "nowhere.mp4").symlink_to(tmp_path / "gone.mp4")
    found = find_videos(folder)
    assert "linked/e.mp4" in found.videos
    assert "link.mp4" in found.videos
    assert not any(name.startswith("round") for name in found.videos)
    assert {name: str(error.what) for name, error in found.unusable.items()} == {
        "nowhere.mp4": "“nowhere.mp4” is a link to a file that is not there."
    }


def test_what_cannot_be_read_is_named(folder, monkeypatch):
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("day 2"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find_videos(folder)
    assert list(found.videos) == ["a.MOV", "b.mp4"]
    assert str(found.unusable["day 2"].what) == (
        "The folder “day 2” cannot be read: Permission denied."
    )
    monkeypatch.setattr(
        os, "scandir", lambda _path: (_ for _ in ()).throw(PermissionError(13, "no"))
    )
    with pytest.raises(VideoError, match="cannot be read: no"):
        find_videos(folder)


@pytest.mark.skipif(os.name == "nt", reason="such names are not there")
def test_a_name_that_is_no_text_is_named(folder):
    (folder / os.fsdecode(b"\xff.mp4")).write_text("")
    found = find_videos(folder)
    assert "not valid text" in str(found.unusable["�.mp4"].what)


def test_names_are_the_same_however_their_letters_are_composed(tmp_path):
    (tmp_path / unicodedata.normalize("NFD", "Jörg.mp4")).write_text("")
    (tmp_path / "a.mp4").write_text("")
    assert list(find_videos(tmp_path).videos) == ["Jörg.mp4", "a.mp4"]
    if len(list(tmp_path.iterdir())) == 2 and not (tmp_path / "Jörg.mp4").exists():
        (tmp_path / "Jörg.mp4").write_text("")
        found = find_videos(tmp_path)
        assert list(found.videos) == ["Jörg.mp4", "a.mp4"]
        assert [str(error.what) for error in found.unusable.values()] == [
            "There are two files named “Jörg.mp4”."
        ]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(VideoError, match="There is no folder “videos”"):
        find_videos(tmp_path / "videos")


def test_every_video_belongs_to_one_part_whatever_else_is_there():
    names = [f"walk {number}.mp4" for number in range(200)]
    shards = [Shard.parse(f"{number}/3") for number in (1, 2, 3)]
    parts = [{name for name in names if shard.holds(name)} for shard in shards]
    assert sum(map(len, parts)) == 200
    assert set.union(*parts) == set(names)
    assert min(map(len, parts)) > 40
    assert all(map(Shard().holds, names))


@pytest.mark.parametrize("words", ["", "2", "0/3", "4/3", "1/0", "a/b", "-1/2", "1/2/3"])
def test_what_is_no_part_is_refused(words):
    with pytest.raises(ConfigError, match="is no part of the videos"):
        Shard.parse(words)


def test_places_take_every_name_and_stay_apart():
    assert place_of("day 2/走.mp4").parts == ("day 2", "走.mp4")
    odd = {
        place_of(name)
        for name in ("a:b.mp4", "a_b.mp4", "a?b.mp4", "con/x.mp4", "x" * 300 + ".mp4")
    }
    assert len(odd) == 5
    assert all(len(part.encode()) < 256 for place in odd for part in place.parts)
