"""The network of the shoulder line learns what the features show, and says how well on makes left out."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.errors import CancelledError, DatasetError
from engine.core.progress import Cancel
from engine.perception.networks.shoulder_line import (
    CHANNELS,
    COLUMNS,
    ROWS,
    bumps,
    load_shoulder_line,
)
from engine.training.shoulder_fit import (
    FOR_USE,
    LOOKS,
    WITHOUT,
    ShoulderFrames,
    fit_shoulder_line,
    read_shoulder_frames,
    train_shoulder_line,
)

LEVEL = np.array([[6.0, 7.0], [17.0, 7.0]], np.float32)


def made(people: int = 64, each: int = 4) -> ShoulderFrames:
    """Make people whose first two feature channels show their tilted shoulders; the pose sees them level."""
    rng = np.random.default_rng(3)
    count = people * each
    lower = np.repeat(rng.uniform(-1.5, 1.5, people), each)
    truth = np.stack([LEVEL] * count)
    truth[:, 0, 1] -= lower / 2
    truth[:, 1, 1] += lower / 2
    windows = rng.normal(0, 0.05, (count, CHANNELS, ROWS, COLUMNS)).astype(np.float16)
    windows[:, :2] += np.stack([bumps(one) for one in truth]).astype(np.float16)
    return ShoulderFrames(
        windows=windows,
        seen=np.stack([LEVEL] * count),
        truth=truth.astype(np.float32),
        lean=np.zeros(count, np.float32),
        sign=np.ones(count, np.float32),
        person=np.repeat(np.arange(people), each),
        make=np.repeat(np.array(["puppet", "toon"]), count // 2),
    )


@pytest.fixture(scope="module")
def frames() -> ShoulderFrames:
    return made()


def test_it_learns_tilts_that_the_pose_network_hides(frames, tmp_path) -> None:
    errors = fit_shoulder_line(frames, tmp_path / "networks")
    assert [one.make for one in errors] == ["puppet", "toon"]
    for one in errors:
        assert one.people == 32
        assert one.plain_slope == pytest.approx(0.0, abs=1e-6)
        assert one.slope > 0.3
        assert one.spread < 0.8 * one.plain_spread
    network = load_shoulder_line(tmp_path / "networks" / FOR_USE)
    ends = network.ends(frames.windows[0].astype(np.float32), frames.seen[0])
    assert np.abs(ends - frames.truth[0]).max() < 1.0
    assert (tmp_path / "networks" / WITHOUT.format(make="toon")).is_file()


def test_the_same_looks_give_the_same_weights(frames) -> None:
    chosen = frames.person < 40
    first, again = (train_shoulder_line(frames, chosen, seed=5) for _ in range(2))
    assert all(np.array_equal(first[name], again[name]) for name in first)


def test_too_few_people_or_makes_are_refused(frames, tmp_path) -> None:
    few = frames.of(frames.person < 20)
    with pytest.raises(DatasetError, match="20 people"):
        fit_shoulder_line(few, tmp_path / "networks")
    one = frames.of(frames.make == "toon")
    with pytest.raises(DatasetError):
        fit_shoulder_line(one, tmp_path / "networks")
    assert not (tmp_path / "networks").exists()


def test_training_can_be_cancelled(frames, tmp_path) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        fit_shoulder_line(frames, tmp_path / "networks", cancel=cancel)
    assert list((tmp_path / "networks").iterdir()) == []


def test_a_folder_is_read_in_order_and_damaged_looks_are_named(frames, tmp_path) -> None:
    with pytest.raises(DatasetError, match="no looks"):
        read_shoulder_frames(tmp_path)
    for number, make in enumerate(("toon", "puppet")):
        own = frames.of(frames.person == number)
        arrays = {n: getattr(own, n) for n in ("windows", "seen", "truth", "lean", "sign")}
        np.savez(tmp_path / f"{number}{LOOKS}", make=np.array(make), **arrays)
    found = read_shoulder_frames(tmp_path)
    assert found.person.tolist() == [0] * 4 + [1] * 4
    assert set(found.make) == {"toon", "puppet"}
    (tmp_path / f"2{LOOKS}").write_bytes(b"PK\x03\x04")
    with pytest.raises(DatasetError, match="2\\.shoulders"):
        read_shoulder_frames(tmp_path)
