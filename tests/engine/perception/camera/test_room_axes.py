"""Of several verticals the true one is told by the whole room: floor joints lie, right angles do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.core.level import FOCAL_SHARE, up_of
from engine.core.resources import resource
from engine.perception.camera.line_segments import LineSegments, detect_segments
from engine.perception.camera.room_axes import explained_length
from engine.perception.camera.vanishing_point import estimate_vertical
from engine.video import VideoFile, probe


def room(roll: float, pitch: float, turn: float) -> LineSegments:
    """Edges of boxes that stand in a room, as a camera sees them."""
    rng = np.random.default_rng(5)
    up = up_of(np.array([[roll, pitch]]))[0]
    across = np.cross(up, [0.0, 0.0, 1.0])
    across /= np.linalg.norm(across)
    along = np.cross(up, across)
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    axes = np.array([up, cos * across + sin * along, cos * along - sin * across])
    starts = np.column_stack(
        [rng.uniform(-2, 2, 60), rng.uniform(-1.2, 1.2, 60), rng.uniform(3, 8, 60)]
    )
    ends = starts + 0.8 * axes[rng.integers(0, 3, 60)]
    first, last = (points[:, :2] / points[:, 2:] * FOCAL_SHARE for points in (starts, ends))
    way = np.where((last - first)[:, 1:] > 0, first - last, last - first)
    lengths = np.linalg.norm(way, axis=1)
    return LineSegments((first + last) / 2, way / lengths[:, None], lengths)


@pytest.mark.parametrize(("roll", "pitch", "turn"), [(0, 0, 10), (4, -12, 35), (-7, -20, 60)])
def test_the_true_vertical_explains_most_of_a_room(roll: float, pitch: float, turn: float) -> None:
    segments = room(roll, pitch, turn)
    true = explained_length(segments, up_of(np.array([[roll, pitch]]))[0], FOCAL_SHARE)
    assert true == pytest.approx(segments.weights.sum(), rel=0.1)
    for off in ((6.0, 0.0), (-6.0, 0.0), (0.0, 12.0), (0.0, -12.0), (10.0, 10.0)):
        wrong = up_of(np.array([[roll + off[0], pitch + off[1]]]))[0]
        assert explained_length(segments, wrong, FOCAL_SHARE) < 0.75 * true


@pytest.fixture(scope="module")
def corridor() -> np.ndarray:
    """The empty room of the bundled simulated walk: doors at both sides, joints of the floor."""
    path = resource("samples", "simulated_walk.mp4")
    info = probe(path)
    with VideoFile(path) as video:
        times = np.linspace(0.2, info.duration_seconds - 0.3, 15)
        frames = [video.frame_at(float(seconds)) for seconds in times]
    pictures = [cv2.cvtColor(one.image, cv2.COLOR_RGB2GRAY) for one in frames if one is not None]
    grey = np.median(pictures, axis=0).astype(np.uint8)
    scale = 960 / max(grey.shape)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("turn", [0.0, 3.5, -3.5, 4.0, -4.0, 8.0])
@pytest.mark.parametrize("border", ["black", "cut off"])
def test_a_turned_copy_is_known_and_as_level_as_the_straight_one(
    corridor: np.ndarray, turn: float, border: str
) -> None:
    height, width = corridor.shape
    angle = np.radians(abs(turn))
    zoom = 1.0 if border == "black" else np.cos(angle) + height / width * np.sin(angle)
    about = cv2.getRotationMatrix2D((width / 2, height / 2), turn, zoom)
    picture = cv2.warpAffine(corridor, about, (width, height), flags=cv2.INTER_CUBIC)
    found = estimate_vertical(
        detect_segments(picture),
        focal_px=zoom * FOCAL_SHARE * max(width, height),
        size=(width, height),
    )
    assert found.reason is None
    # The room was drawn by a level camera that points down by 5.5 degrees.
    assert found.roll == pytest.approx(-turn, abs=0.5)
    assert found.pitch == pytest.approx(-5.5, abs=1.5)
