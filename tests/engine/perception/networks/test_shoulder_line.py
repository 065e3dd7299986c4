"""The shoulder line is found where the shoulders are, and weights from strangers are refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import ModelError
from engine.core.resources import resource
from engine.perception.networks.blazepose import BlazePose, read_card
from engine.perception.networks.shoulder_line import (
    COLUMNS,
    ROWS,
    ShoulderLine,
    load_shoulder_line,
    window_of,
)
from engine.perception.types import Box
from engine.video import VideoFile

DATA = Path(__file__).parents[3] / "data"
BUNDLED = resource("models", "blazepose")


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    with VideoFile(DATA / "videos" / "p2s_single_cam02.mp4") as video:
        return next(iter(video.frames())).image


@pytest.fixture(scope="module")
def pose() -> BlazePose:
    return BlazePose(threads=1)


def person_in(pose: BlazePose, image: np.ndarray):
    return max(pose.people(image, 0.0, thoroughness=0), key=lambda one: one.score)


def test_the_line_of_a_real_person_lies_at_the_shoulders(pose, picture) -> None:
    person = person_in(pose, picture)
    line, shoulders = person.shoulder_line, person.keypoints[[5, 6], :2]
    shoulders = shoulders[np.argsort(shoulders[:, 0])]
    width = np.linalg.norm(shoulders[1] - shoulders[0])
    assert line.shape == (2, 2)
    assert line.dtype == np.float32
    assert np.linalg.norm(line - shoulders, axis=1).max() < 0.25 * width


def test_a_mirrored_picture_has_about_the_mirrored_line(pose, picture) -> None:
    person = person_in(pose, picture)
    width = picture.shape[1]
    box = person.next_box
    turned = np.ascontiguousarray(picture[:, ::-1])
    other = pose.follow(turned, 0.0, Box(width - 1 - box.x, box.y, box.size, -box.angle))
    same = pose.follow(picture, 0.0, box)
    back = (other.shoulder_line * [-1, 1] + [width - 1, 0])[::-1]
    length = np.linalg.norm(same.shoulder_line[1] - same.shoulder_line[0])
    assert np.linalg.norm(back - same.shoulder_line, axis=1).max() < 0.1 * length


def test_the_faster_network_has_no_line(picture) -> None:
    assert person_in(BlazePose(threads=1, guidance=True), picture).shoulder_line is None


@pytest.mark.parametrize("shoulders", [(0.0, 0.0), (63.0, 63.0), (-40.0, 90.0), (31.5, 20.0)])
def test_a_window_beyond_the_edge_is_empty_there(shoulders) -> None:
    features = np.ones((48, 64, 64), np.float32)
    window, first = window_of(features, np.array([shoulders, shoulders], np.float32))
    assert window.shape == (48, ROWS, COLUMNS)
    for row in range(ROWS):
        for column in range(COLUMNS):
            place = first + np.array([column, row])
            inside = bool(((place >= 0) & (place < 64)).all())
            assert window[0, row, column] == float(inside)


def arrays() -> dict[str, np.ndarray]:
    card = read_card(BUNDLED)
    with np.load(BUNDLED / card.shoulder_line.file) as content:
        return {name: content[name] for name in content.files}


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.pop("mean"),
        lambda a: a.update({"enter.weight": a["enter.weight"][:, :5]}),
        lambda a: a.update({"leave.bias": np.array([np.nan, 0.0])}),
        lambda a: a.update({"middle0.weight": np.zeros((16, 16, 5, 5))}),
    ],
)
def test_weights_that_do_not_fit_are_refused(change, tmp_path) -> None:
    own = arrays()
    change(own)
    np.savez(tmp_path / "line.npz", **own)
    with pytest.raises(ModelError, match="shoulder line"):
        load_shoulder_line(tmp_path / "line.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x80\x04cos\nsystem\n"])
def test_files_of_strangers_are_refused(content, tmp_path) -> None:
    (tmp_path / "line.npz").write_bytes(content)
    with pytest.raises(ModelError):
        load_shoulder_line(tmp_path / "line.npz")
    with pytest.raises(ModelError):
        load_shoulder_line(tmp_path / "missing.npz")


def test_another_file_than_that_of_the_card_is_refused(tmp_path) -> None:
    np.savez(tmp_path / "line.npz", **arrays())
    with pytest.raises(ModelError):
        load_shoulder_line(tmp_path / "line.npz", sha256="0" * 64)
    assert isinstance(load_shoulder_line(tmp_path / "line.npz"), ShoulderLine)
