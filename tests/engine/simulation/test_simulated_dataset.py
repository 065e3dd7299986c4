"""The simulated dataset: layout, truth, order, and the same again from the same seed."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.core.errors import CancelledError
from engine.core.progress import Cancel
from engine.datasets.scoliosis1k import read_index, read_keypoints, read_silhouettes
from engine.simulation.simulated_dataset import class_plan, simulate, write_dataset


def test_a_plan_keeps_the_ratio_and_mixes_the_order() -> None:
    plan = class_plan(300, 1, dict.fromkeys(ClassName, 1.0))
    assert set(Counter(plan).values()) == {100}
    assert len(set(plan[:20])) == 3
    uneven = class_plan(100, 1, {ClassName.POSITIVE: 1.0, ClassName.NEGATIVE: 9.0})
    assert Counter(uneven) == {ClassName.POSITIVE: 10, ClassName.NEGATIVE: 90}


def test_the_dataset_is_read_back_in_its_layout(tmp_path: Path) -> None:
    told = []
    subjects = write_dataset(tmp_path / "set", people=3, seed=5, frames=6, progress=told.append)
    assert [one.count for one in told] == [(1, 3), (2, 3), (3, 3)]
    entries = read_index(tmp_path / "set")
    assert [entry.id for entry in entries] == ["00000", "00001", "00002"]
    assert {entry.class_name for entry in entries} == set(ClassName)
    assert len({entry.subject for entry in entries}) == 3
    with subjects.open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == ["id", "subject", "sex", "age"]
    for entry in entries:
        silhouettes, keypoints = read_silhouettes(entry), read_keypoints(entry)
        assert silhouettes.shape == (6, 64, 64)
        assert keypoints.shape == (6, 17, 3)
        rows = silhouettes.reshape(6, 64, -1).any(axis=2)
        assert rows[:, 0].all()
        assert rows[:, -1].all()
        truth = json.loads((tmp_path / "set" / "truth" / f"{entry.id}.json").read_text())
        assert truth["class"] == entry.class_name.value
        assert truth["simulated"] is True
    assert json.loads((tmp_path / "set" / "simulated.json").read_text())["people"] == 3


def test_the_same_seed_gives_the_same_sequences() -> None:
    first, again = (next(iter(simulate(1, 6, frames=4))) for _ in range(2))
    assert np.array_equal(first.silhouettes, again.silhouettes)
    assert np.array_equal(first.keypoints, again.keypoints)


def test_cancelling_stops_between_frames(tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        write_dataset(tmp_path / "set", people=2, frames=4, cancel=cancel)
    assert not (tmp_path / "set" / "simulated.json").exists()
