"""The viewer of sequences, from the Dataset and the Evaluation page, on files as a dataset has them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from engine.core.classes import ClassName
from engine.datasets.scoliosis1k import write_sequence
from engine.evaluation.answers import COLUMNS
from engine.gait.skeleton_maps import skeleton_maps
from engine.runtime.pickles import write_array
from scolioapp.jobs.worker import Worker
from scolioapp.storage.dataset_requests import DatasetFiles
from scolioapp.viewmodels.sequences import SequencesModel
from scolioapp.views.sequence_viewer import SequenceViewer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CLASSES = (ClassName.POSITIVE, ClassName.NEUTRAL, ClassName.NEGATIVE)


def body(step: int) -> np.ndarray:
    """Return a standing body whose left shoulder sinks with each step, float32 [17, 3]."""
    rows = np.linspace(20, 200, 17)
    points = np.stack([100 + 20 * (-1.0) ** np.arange(17), rows, np.ones(17)], axis=1)
    points[5, 1] += step
    return points.astype(np.float32)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    root = tmp_path / "school"
    for number, name in enumerate(CLASSES):
        silhouettes = np.zeros((6, 64, 64), dtype=np.uint8)
        for frame in range(6):
            silhouettes[frame, :, 20 + frame + number : 40] = 255
        keypoints = np.stack([body(frame) for frame in range(6)])
        write_sequence(root, f"{number:05d}", name, silhouettes, None if number == 2 else keypoints)
    (root / "subjects.csv").write_text("id,subject\n00000,Ada\n00001,Ben\n00002,Cleo\n")
    return root


def opened(qtbot: QtBot, worker: Worker, root: Path, answers: Path | None = None):
    model = SequencesModel(DatasetFiles(root), worker, answers)
    viewer = SequenceViewer(model, "Sequences of “school”")
    qtbot.addWidget(viewer)
    viewer.show()
    qtbot.waitUntil(lambda: model.known and (model.frames is not None or bool(model.problem)))
    return viewer, model


def test_silhouettes_maps_and_keypoints_of_each_frame_are_shown(
    qtbot: QtBot, worker: Worker, school: Path
) -> None:
    viewer, model = opened(qtbot, worker, school)
    assert viewer.count.text() == "3 sequences"
    assert viewer.name.text() == "00000 · Ada · positive"
    assert viewer.place.text() == "1 of 6"
    assert model.frames is not None
    expected = skeleton_maps(np.stack([body(frame) for frame in range(6)]))
    np.testing.assert_array_equal(model.frames.maps, expected)
    first = viewer.frame.grab().toImage()
    viewer.slider.setValue(5)
    assert viewer.place.text() == "6 of 6"
    assert viewer.frame.grab().toImage() != first
    viewer.list.setCurrentIndex(viewer.rows.index(2))
    qtbot.waitUntil(lambda: model.frames is not None)
    assert viewer.name.text() == "00002 · Cleo · negative"
    assert viewer.message.text() == "Sequence 00002 has no keypoints."
    assert model.frame == 0


def test_a_sequence_is_played_and_begins_again(qtbot: QtBot, worker: Worker, school: Path) -> None:
    viewer, model = opened(qtbot, worker, school)
    viewer.slider.setValue(4)
    seen = []
    model.shown.connect(lambda: seen.append(model.frame))
    viewer.play.click()
    qtbot.waitUntil(lambda: seen[:3] == [5, 0, 1])
    viewer.play.click()
    assert not viewer._timer.isActive()


def test_sequences_are_sought_by_number_person_or_class(
    qtbot: QtBot, worker: Worker, school: Path
) -> None:
    viewer, model = opened(qtbot, worker, school)
    qtbot.keyClicks(viewer.search, "neutral")
    assert [entry.id for entry in model.entries] == ["00001"]
    qtbot.waitUntil(lambda: viewer.name.text() == "00001 · Ben · neutral")
    viewer.search.setText("nobody of this name")
    assert viewer.count.text() == "No sequences match."
    assert viewer.name.text() == ""
    viewer.search.clear()
    assert len(model.entries) == 3


def test_those_judged_wrongly_come_first_with_what_was_answered(
    qtbot: QtBot, worker: Worker, school: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.csv"
    with answers.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        rows.writerow(["00000", "Ada", "positive", "negative", 0, 0, 1, "not_detected"])
        rows.writerow(["00001", "Ben", "neutral", "neutral", 0, 1, 0, "borderline"])
    viewer, model = opened(qtbot, worker, school, answers)
    assert viewer.name.text() == "00000 · Ada · positive · model: negative"
    assert viewer.count.text() == "One sequence"
    viewer.wrong.click()
    assert [entry.id for entry in model.entries] == ["00000", "00001"], "Cleo was not judged"


def test_a_damaged_sequence_and_a_missing_folder_say_so(
    qtbot: QtBot, worker: Worker, school: Path, tmp_path: Path
) -> None:
    damaged = next((school / "silhouettes" / "00000").rglob("*.pkl"))
    damaged.write_bytes(damaged.read_bytes()[:40])
    viewer, model = opened(qtbot, worker, school)
    assert model.frames is None
    assert viewer.message.text() == model.problem != ""
    viewer.list.setCurrentIndex(viewer.rows.index(1))
    qtbot.waitUntil(lambda: model.frames is not None)
    assert viewer.message.text() == ""
    gone, state = opened(qtbot, worker, tmp_path / "gone")
    assert gone.message.text() == state.problem != ""


def test_closing_stops_playing(qtbot: QtBot, worker: Worker, school: Path) -> None:
    viewer, _ = opened(qtbot, worker, school)
    viewer.play.click()
    qtbot.mouseClick(
        viewer.buttons.button(QDialogButtonBox.StandardButton.Close), Qt.MouseButton.LeftButton
    )
    assert not viewer.isVisible()
    assert not viewer._timer.isActive()


def test_an_array_that_is_no_sequence_is_refused(
    qtbot: QtBot, worker: Worker, school: Path
) -> None:
    damaged = next((school / "silhouettes" / "00000").rglob("*.pkl"))
    write_array(damaged, np.zeros((3, 10), dtype=np.uint8))
    viewer, model = opened(qtbot, worker, school)
    assert "00000" in viewer.message.text()
    assert model.count == 0
