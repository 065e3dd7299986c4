"""The picture that shows whose recording it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scolioapp.jobs.worker import Worker
from scolioapp.widgets.recording_picture import RecordingPicture

CLIP = Path(__file__).parents[2] / "data" / "videos" / "p2s_single_cam01.mp4"


@pytest.fixture
def shown(qtbot: QtBot, worker: Worker) -> Callable[[Path], RecordingPicture]:
    def show(video: Path) -> RecordingPicture:
        picture = RecordingPicture(video, worker)
        qtbot.addWidget(picture)
        picture.show()
        return picture

    return show


def test_who_walks_is_seen(qtbot: QtBot, shown: Callable[[Path], RecordingPicture]) -> None:
    picture = shown(CLIP)
    qtbot.waitUntil(lambda: picture.image is not None)
    assert picture.image is not None
    assert not picture.image.isNull()
    # It is painted on the ground of the widget, in the middle.
    middle = picture.grab().toImage().pixelColor(picture.rect().center())
    corner = picture.grab().toImage().pixelColor(0, 0)
    assert middle != corner


def test_a_video_that_is_gone_is_said(
    qtbot: QtBot, shown: Callable[[Path], RecordingPicture], tmp_path: Path
) -> None:
    picture = shown(tmp_path / "gone.mkv")
    qtbot.waitUntil(lambda: bool(picture._words))
    assert picture.image is None


def test_a_dialog_that_closes_at_once_leaves_nothing_running(
    shown: Callable[[Path], RecordingPicture], worker: Worker
) -> None:
    shown(CLIP).stop()
    assert not worker.busy
