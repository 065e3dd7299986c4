"""Where the files of a screening go."""

import pytest

from engine.core.errors import OutputError
from engine.core.files import sha256_of
from engine.pipeline.outputs import check_outputs, default_folder
from tests.engine.made_up import result


def video_at(path, content=b"one"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def keep(folder, video):
    """Leave a result of this video in a folder."""
    made = result()
    facts = made.provenance.video.model_copy(update={"sha256": sha256_of(video)})
    provenance = made.provenance.model_copy(update={"video": facts})
    folder.mkdir()
    (folder / "result.json").write_text(
        made.model_copy(update={"provenance": provenance}).to_json(), encoding="utf-8"
    )


def test_a_video_alone_names_its_folder(tmp_path):
    video = video_at(tmp_path / "walk.mp4")
    assert default_folder(video, tmp_path).name == "walk-screening"
    keep(tmp_path / "walk-screening", video)
    assert default_folder(video, tmp_path).name == "walk-screening"


def test_two_files_of_one_name_do_not_share_a_folder(tmp_path):
    first = video_at(tmp_path / "IMG_0001.MOV")
    second = video_at(tmp_path / "IMG_0001.mp4", b"two")
    folders = {default_folder(one, tmp_path).name for one in (first, second)}
    assert folders == {"IMG_0001.MOV-screening", "IMG_0001.mp4-screening"}


def test_the_results_of_another_video_stay(tmp_path):
    first = video_at(tmp_path / "monday" / "IMG_0001.mp4")
    others = [video_at(tmp_path / day / "IMG_0001.mp4", day.encode()) for day in "abc"]
    names = []
    for video in (first, *others, first):
        folder = default_folder(video, tmp_path)
        names.append(folder.name)
        if not folder.exists():
            keep(folder, video)
    assert names == [
        "IMG_0001-screening",
        "IMG_0001.mp4-screening",
        "IMG_0001.mp4-2-screening",
        "IMG_0001.mp4-3-screening",
        "IMG_0001-screening",
    ]


def test_a_result_that_nobody_can_read_stays_too(tmp_path):
    video = video_at(tmp_path / "walk.mp4")
    (tmp_path / "walk-screening").mkdir()
    (tmp_path / "walk-screening" / "result.json").write_text("of a later version")
    assert default_folder(video, tmp_path).name == "walk.mp4-screening"


def test_a_long_name_gives_a_folder_that_can_be_made(tmp_path):
    for name in ("n" * 250 + ".mp4", "走" * 83 + ".mp4"):
        video = video_at(tmp_path / name)
        folder = default_folder(video, tmp_path)
        check_outputs(folder, video)
        folder.mkdir()


def test_what_stands_in_the_way_is_said(tmp_path):
    video = video_at(tmp_path / "walk.mp4")
    (tmp_path / "out" / "overlay.mp4").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"“out” already contains a folder named “overlay.mp4”"):
        check_outputs(tmp_path / "out", video)
    with pytest.raises(OutputError, match=r"“walk.mp4” is a file"):
        check_outputs(video, video)
